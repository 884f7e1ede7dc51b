// A case kept as a text file, which the browser saves and the command line reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"
#include "korridor/serve/api_types.hpp"

namespace korridor::serve {

/// The schema ScenarioFile of docs/openapi.yaml. Nothing, with findings that name `file`, where the text is
/// none.
[[nodiscard]] std::optional<ScenarioFile> parse_scenario_file(std::string_view text, std::string const& file,
                                                              Findings& findings);

} // namespace korridor::serve
