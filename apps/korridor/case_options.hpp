// The options by which solve, compare and map say which case of a model folder is meant.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "korridor/core/findings.hpp"
#include "korridor/model/case.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::app {

struct CaseOptions {
  std::vector<std::string> scenarios;
  std::string date;
  std::string period;
  std::vector<std::string> closures;
  std::vector<std::string> bans;
  std::vector<std::string> measures;
  std::vector<std::string> sets;

  [[nodiscard]] bool ad_hoc() const {
    return !closures.empty() || !bans.empty() || !measures.empty() || !sets.empty();
  }
};

void add_case_options(CLI::App& verb, CaseOptions& options);

/// The case of `scenario` with the ad hoc changes. Ids that are not in the folder are findings; text that is
/// not of the form an option takes throws CLI::ValidationError.
[[nodiscard]] model::Case to_case(model::Folder const& folder, CaseOptions const& options,
                                  std::string const& scenario, Findings& findings);

/// The case of the one scenario that the options name, or of the base case, with the ad hoc changes.
[[nodiscard]] model::Case to_case(model::Folder const& folder, CaseOptions const& options,
                                  Findings& findings);

/// The case of `scenario` and date alone, without the ad hoc changes.
[[nodiscard]] model::Case to_plain_case(CaseOptions const& options, std::string const& scenario);

/// Makes an option that takes one value each time and may be given several times.
CLI::Option* add_repeatable(CLI::App& verb, std::string const& names, std::vector<std::string>& values,
                            std::string const& description);

} // namespace korridor::app
