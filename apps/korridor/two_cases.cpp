// Which case is before and which is after.
#include "two_cases.hpp"

namespace korridor::app {

std::pair<model::Case, model::Case> two_cases(model::Folder const& folder, CaseOptions const& options,
                                              Findings& findings) {
  if (options.scenarios.size() > 2) throw CLI::ValidationError("--scenario", "is given more than twice");
  if (!options.asks_for_change()) {
    throw CLI::ValidationError("compare",
                               "needs something that differs: --scenario, --close, --ban, --measure, "
                               "--set, --lift or --case");
  }
  model::CaseText const after = case_text(options, findings);
  model::CaseText before;
  before.scenario = options.scenarios.size() == 2 ? options.scenarios.front() : "";
  before.date = after.date;
  before.period = after.period;
  return {model::read_case(folder, before, findings), model::read_case(folder, after, findings)};
}

} // namespace korridor::app
