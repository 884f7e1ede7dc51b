// A case: a model folder as changed by a scenario, by changes given ad hoc, by a period and by a date.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/model/instance.hpp"

namespace korridor::model {

/// One cell replaced: what a scenario row or `--set link:btc:capacity=60Mt/yr` says.
struct CellChange {
  std::string table; ///< such as "link"
  std::string id;    ///< the row's id
  std::string column;
  std::string value;
  std::string unit; ///< empty: the unit that the cell has in its table
};

/// An ad hoc measure: cells of `measure.csv` by column name; `measure_id` and `kind` are required.
using MeasureCells = std::map<std::string, std::string>;

/// Which problem of a folder is meant. An empty case is the base case.
struct Case {
  std::string scenario;               ///< id in scenario.csv; empty: none
  std::vector<CellChange> sets;       ///< applied after the scenario, in order
  std::vector<MeasureCells> measures; ///< in force beside the folder's own
  std::vector<std::string> lifted;    ///< ids in measure.csv that are not in force, whatever a scenario says
  std::string date;                   ///< ISO date: what is in force on that day; empty: the whole period
  std::string period; ///< "2022", "2022-Q1", "2022-05": in place of the model's base period; empty: that
};

/// The problem of a case, all units converted, all selectors resolved, only measures in force kept.
/// All faults are added to `findings`; nothing is returned when any of them is an error.
/// A table, column or measure kind that this version does not use and that would change the answer is an
/// error.
[[nodiscard]] std::optional<Instance> build_instance(Folder const& folder, Case const& what,
                                                     Findings& findings);

/// The folder with an ad hoc case written into it as scenario `name` (rows added to scenario.csv and
/// measure.csv).
[[nodiscard]] std::optional<Folder> save_scenario(Folder const& folder, Case const& what,
                                                  std::string const& name, std::string const& title,
                                                  Findings& findings);

} // namespace korridor::model
