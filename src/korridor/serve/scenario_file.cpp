// Reading a scenario file.
#include "korridor/serve/scenario_file.hpp"

namespace korridor::serve {

std::optional<ScenarioFile> parse_scenario_file(std::string_view text, std::string const& file,
                                                Findings& findings) {
  std::size_t const before = findings.error_count();
  std::optional<nlohmann::json> const json = parse_json(text, file, findings);
  if (!json) return std::nullopt;
  ScenarioFile out = read_scenario_file(JsonSpot(*json, file, findings));
  if (findings.error_count() > before) return std::nullopt;
  return out;
}

} // namespace korridor::serve
