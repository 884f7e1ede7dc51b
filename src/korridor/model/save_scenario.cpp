// An ad hoc case written into its folder as a scenario: rows of scenario.csv and measure.csv.
#include <algorithm>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/model/ad_hoc.hpp"
#include "korridor/model/schema.hpp"
#include "korridor/model/units.hpp"

namespace korridor::model {

namespace {

using Cells = std::map<std::string, std::string>;

// The table of that name, made with its id columns when absent; tables stay sorted by name.
Table& table_of(Folder& folder, std::string const& name) {
  if (Table* const found = folder.find(name); found != nullptr) {
    return *found;
  }
  auto const at = std::find_if(folder.tables.begin(), folder.tables.end(),
                               [&](Table const& table) { return table.name > name; });
  return *folder.tables.insert(at, Table{name, {}, {}});
}

// Adds a row; columns that the table lacks are added to it, in the order of the attribute table.
void add_row(Table& table, Cells const& cells) {
  for (Attribute const& attribute : find_table(table.name)->attributes) {
    std::string const column(attribute.name);
    auto const cell = cells.find(column);
    bool const wanted = attribute.required != Required::no || (cell != cells.end() && !cell->second.empty());
    if (wanted && !table.find(column)) {
      table.columns.push_back(column);
      for (Row& row : table.rows) {
        row.cells.resize(table.columns.size());
      }
    }
  }
  Row row;
  for (std::string const& column : table.columns) {
    auto const cell = cells.find(column);
    row.cells.push_back(cell == cells.end() ? std::string{} : cell->second);
  }
  table.rows.push_back(std::move(row));
}

std::set<std::string> values_of(Folder const& folder, std::string_view table_name, std::string_view column) {
  std::set<std::string> values;
  if (Table const* const table = folder.find(table_name); table != nullptr) {
    for (Row const& row : table->rows) {
      values.insert(std::string(trimmed(table->cell(row, column))));
    }
  }
  return values;
}

bool is_number(CellChange const& set) {
  Attribute const* const attribute = find_attribute(set.table, set.column);
  return attribute != nullptr && attribute->dimension != Dimension::none;
}

// Faults that only saving can have.
void check_savable(Folder const& folder, Case const& what, std::string const& name, Findings& findings) {
  auto const fault = [&](std::string column, std::string value, std::string message, std::string remedy) {
    findings.error("E510", "command line", 0, std::move(column), std::move(value), std::move(message),
                   std::move(remedy));
  };
  if (trimmed(name).empty()) {
    fault("save", name, "names no scenario", "give it an id");
  } else if (values_of(folder, "scenario", "scenario_id").contains(name)) {
    fault("save", name, "is taken by a scenario of this model", "choose another name");
  }
  if (what.scenario.empty() && what.sets.empty() && what.measures.empty()) {
    fault("save", name, "would save a scenario that changes nothing", "close, ban or set something");
  }
  for (MeasureCells const& cells : what.measures) {
    for (std::string const column : {"date_from", "date_to"}) {
      auto const date = cells.find(column);
      if (date != cells.end() && !date->second.empty()) {
        fault(column, date->second,
              "would put the saved measure in force in every case, not in this scenario alone",
              "take the dates out, or write the measure into measure.csv yourself");
      }
    }
  }
}

} // namespace

std::optional<Folder> save_scenario(Folder const& folder, Case const& what, std::string const& name,
                                    std::string const& title, Findings& findings) {
  std::size_t const errors_before = findings.error_count();
  check_savable(folder, what, name, findings);
  if (findings.error_count() > errors_before || !build_instance(folder, what, findings)) {
    return std::nullopt; // what is saved must at least be a case
  }
  Folder saved = folder;
  std::vector<Cells> steps;
  for (CellChange const& set : what.sets) {
    Cells step{{"table", set.table},
               {"id", set.id},
               {"column", set.column},
               {"value", set.value},
               {"unit", set.unit}};
    if (set.unit.empty() && is_number(set)) {
      Quantity const quantity = split_quantity(set.value);
      step["value"] = std::string(quantity.number);
      step["unit"] = std::string(quantity.unit);
    }
    steps.push_back(std::move(step));
  }
  for (MeasureCells const& cells : ad_hoc_measures(folder, what)) {
    steps.push_back({{"measure_id", cells.at("measure_id")}});
    add_row(table_of(saved, "measure"), cells);
  }
  if (steps.empty()) {
    steps.emplace_back(); // the base alone, under another name
  }
  Table& scenarios = table_of(saved, "scenario");
  for (std::size_t s = 0; s < steps.size(); ++s) {
    steps[s]["scenario_id"] = name;
    steps[s]["step"] = std::to_string(s + 1);
    if (s == 0) {
      steps[s]["title"] = title;
      steps[s]["base"] = what.scenario;
    }
    add_row(scenarios, steps[s]);
  }
  return saved;
}

} // namespace korridor::model
