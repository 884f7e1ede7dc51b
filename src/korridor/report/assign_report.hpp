// An assignment for machines and on a terminal.
#pragma once

#include <string>

#include "korridor/report/document.hpp"
#include "korridor/report/solve_text.hpp"
#include "korridor/study/assign.hpp"

namespace korridor::report {

/// Amounts in the commodity's unit where all goods that pass share one, days, money in the model's currency;
/// null where there is no number. `links` and `nodes` are of the first optimum asked for; with both,
/// `system_*` are those of the system optimum, as `toll` always is where it was asked for.
[[nodiscard]] Document assign_document(study::AssignAnswer const& answer);

/// Totals, where waiting costs most, what has no way, certificate.
[[nodiscard]] std::string assign_text(study::AssignAnswer const& answer, TextOptions const& options);

} // namespace korridor::report
