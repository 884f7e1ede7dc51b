// Which case is before and which is after.
#include "two_cases.hpp"

namespace korridor::app {

std::pair<model::Case, model::Case> two_cases(model::Folder const& folder, CaseOptions const& options,
                                              Findings& findings) {
  if (options.scenarios.size() > 2) throw CLI::ValidationError("--scenario", "is given more than twice");
  if (options.scenarios.empty() && !options.ad_hoc()) {
    throw CLI::ValidationError(
        "compare", "needs something that differs: --scenario, --close, --ban, --measure or --set");
  }
  std::string const first = options.scenarios.size() == 2 ? options.scenarios.front() : "";
  std::string const second = options.scenarios.empty() ? "" : options.scenarios.back();
  return {to_plain_case(options, first), to_case(folder, options, second, findings)};
}

} // namespace korridor::app
