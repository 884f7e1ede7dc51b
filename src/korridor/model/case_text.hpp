// A case in the words of its author: what the options --close, --ban, --measure, --set and --lift say, and
// what a request to the server or a scenario file says in the same words.
#pragma once

#include <string>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/case.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::model {

/// Texts as the options of the command line take them. An empty one is the base case.
struct CaseText {
  std::string scenario;             ///< id in scenario.csv
  std::string date;                 ///< ISO date
  std::string period;               ///< "2022", "2022-Q1", "2022-05"
  std::vector<std::string> close;   ///< "cpc_pipeline", "link:btc*", "actor:RUS"
  std::vector<std::string> ban;     ///< "commodity=crude origin=RUS destination=EUU"
  std::vector<std::string> measure; ///< "kind=tariff value=5 value_unit=USD/t link=btc"
  std::vector<std::string> set;     ///< "link:btc:capacity=60Mt/yr"
  std::vector<std::string> lift;    ///< ids in measure.csv

  /// Whether anything is changed beyond scenario, date and period.
  [[nodiscard]] bool ad_hoc() const {
    return !close.empty() || !ban.empty() || !measure.empty() || !set.empty() || !lift.empty();
  }
  [[nodiscard]] bool operator==(CaseText const&) const = default;
};

/// The case that the texts mean. Texts that are not of the form they should have (E907 to E909, E912) and ids
/// that the folder does not have (E900, E901, E911) are findings, all of them at once.
[[nodiscard]] Case read_case(Folder const& folder, CaseText const& text, Findings& findings);

/// The options that give the case on the command line, quoted for a POSIX shell; empty for the base case.
[[nodiscard]] std::string case_options(CaseText const& text);

/// A text as one word of a POSIX shell, in quotes where it needs them.
[[nodiscard]] std::string shell_word(std::string const& text);

} // namespace korridor::model
