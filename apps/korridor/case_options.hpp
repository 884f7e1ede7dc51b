// The options by which verbs say which case of a model folder is meant.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "korridor/core/findings.hpp"
#include "korridor/model/case.hpp"
#include "korridor/model/case_text.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::app {

struct CaseOptions {
  std::vector<std::string> scenarios;
  model::CaseText text; ///< all but its scenario
  std::string file;     ///< a scenario file

  /// Whether anything is asked for but a date or a period.
  [[nodiscard]] bool asks_for_change() const { return !scenarios.empty() || text.ad_hoc() || !file.empty(); }
};

void add_case_options(CLI::App& verb, CaseOptions& options);

/// The case that options and scenario file name together: changes of both, those of the file first; a
/// scenario, date or period of the options takes the place of the file's. Of several scenarios the last is
/// taken. A file that cannot be read is a finding.
[[nodiscard]] model::CaseText case_text(CaseOptions const& options, Findings& findings);

/// The same as a case of the folder. What is not of its form or not in the folder is a finding.
[[nodiscard]] model::Case to_case(model::Folder const& folder, CaseOptions const& options,
                                  Findings& findings);

/// Makes an option that takes one value each time and may be given several times.
CLI::Option* add_repeatable(CLI::App& verb, std::string const& names, std::vector<std::string>& values,
                            std::string const& description);

} // namespace korridor::app
