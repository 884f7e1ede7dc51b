// What the check of sources looked at, for a terminal.
#pragma once

#include <string>

#include "korridor/model/sources.hpp"
#include "korridor/report/solve_text.hpp"

namespace korridor::report {

/// How many cells have a source and by which method, and the remarks and publications that most rows share.
[[nodiscard]] std::string sources_text(model::SourceReport const& report, TextOptions const& options);

} // namespace korridor::report
