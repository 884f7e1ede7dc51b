// The same case with a measure and without it.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "korridor/study/engine.hpp"

namespace korridor::study {

/// Answers without and with the measure of that id, which measure.csv has. A measure that is not in force in
/// the case is put in force for the second; its dates hold all the same. Nothing when the input is at fault.
[[nodiscard]] std::optional<std::pair<Answer, Answer>>
with_and_without(model::Folder const& folder, model::Case const& what, std::string const& measure,
                 SolveOptions const& options, Findings& findings);

} // namespace korridor::study
