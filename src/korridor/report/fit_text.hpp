// A fit on a terminal.
#pragma once

#include <string>

#include "korridor/report/solve_text.hpp"
#include "korridor/study/fit.hpp"

namespace korridor::report {

/// "implied by input", "fitted", "predicted".
[[nodiscard]] char const* label_text(study::Label label);
/// "forward", "backward", "both".
[[nodiscard]] char const* direction_text(model::Direction direction);

/// Counts, parameters, every year with its flows, and skill.
[[nodiscard]] std::string fit_text(study::Fit const& fit, TextOptions const& options);

} // namespace korridor::report
