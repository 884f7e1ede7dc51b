// The two cases that compare and `map --compare` set side by side.
#pragma once

#include <utility>

#include "case_options.hpp"

namespace korridor::app {

/// With one scenario, base against it; with two, the first against the second; ad hoc changes are made to the
/// second case only, and alone they are made to the base. Throws CLI::ValidationError when there is nothing
/// to compare.
[[nodiscard]] std::pair<model::Case, model::Case> two_cases(model::Folder const& folder,
                                                            CaseOptions const& options, Findings& findings);

} // namespace korridor::app
