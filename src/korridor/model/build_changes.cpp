// Cells that change: series in time, then parameters, then the scenario, then the command line.
//
// A scenario and the command line replace a cell for the whole period, whatever a series says of it: they ask
// "what if", a series tells what was. So a case saved as a scenario gives the same instance.
#include <algorithm>
#include <set>
#include <tuple>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

struct Target {
  TableView* view = nullptr;
  std::size_t row = 0;
  Attribute const* attribute = nullptr;
  explicit operator bool() const { return view != nullptr; }
};

// The cell that a change names. `place` is where the change stands; its column is replaced by the one at
// fault.
Target find_target(Build& build, std::string_view table, std::string_view id, std::string_view column,
                   bool numbers_only, Place place) {
  TableView* const view = find_changeable(build, table, place);
  if (view == nullptr) {
    return {};
  }
  auto const row = view->find_row(id);
  if (!row) {
    if (place.line != 0) {
      place.column = "id";
    }
    build.faults.error("E503", place, id, "is no row of " + std::string(table) + ".csv",
                       did_you_mean(nearest(id, view->sorted_ids()), "write the id of one of its rows"));
    return {};
  }
  Attribute const* const attribute = find_changeable(build, *view, column, numbers_only, place);
  return attribute == nullptr ? Target{} : Target{view, *row, attribute};
}

// One row of series.csv, in the period.
struct SeriesRow {
  Day from;
  std::optional<Day> to;
  Row const* row = nullptr;
};

using SeriesKey = std::tuple<std::string, std::string, std::string>; // table, id, column

// The pieces of one cell: what the rows say, and the table's cell on days that they do not cover.
void apply_series(Build& build, Table const& series, SeriesKey const& key, std::vector<SeriesRow> rows) {
  auto const place = [&](Row const& row, std::string_view column) {
    return Place{"series.csv", row.line, std::string(column)};
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [](SeriesRow const& a, SeriesRow const& b) { return a.from < b.from; });
  auto const& [table, id, column] = key;
  Target const target = find_target(build, table, id, column, true, place(*rows.front().row, "id"));
  if (!target) {
    return;
  }
  Period const& period = build.calendar.period;
  double const day_count = period.day_count();
  std::vector<Piece> pieces;
  double covered = 0.0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    SeriesRow const& one = rows[r];
    std::optional<Day> const next = r + 1 < rows.size() ? std::optional<Day>{rows[r + 1].from} : std::nullopt;
    if (next && ((one.to && *one.to >= *next) || one.from == *next)) {
      build.faults.error(
          "E504", place(*rows[r + 1].row, "date_from"), series.cell(*rows[r + 1].row, "date_from"),
          "lies inside the time of line " + std::to_string(one.row->line) + " for the same cell",
          "end that row earlier, or begin this one later");
      return;
    }
    Day const last = one.to ? *one.to : next ? *next - std::chrono::days{1} : kLastDay;
    auto const inside = overlap(period, {one.from, last});
    if (!inside) {
      continue;
    }
    double const weight = inside->day_count() / day_count;
    std::string_view const unit = trimmed(series.cell(*one.row, "unit"));
    pieces.push_back({trimmed(series.cell(*one.row, "value")), unit, !unit.empty(), weight, 1.0,
                      place(*one.row, "value")});
    covered += inside->day_count();
  }
  if (pieces.empty()) {
    return;
  }
  if (covered < day_count) {
    Piece own = target.view->pieces(target.row, target.attribute->name).front();
    own.weight = (day_count - covered) / day_count;
    pieces.push_back(std::move(own));
  }
  target.view->change(target.row, *target.attribute, std::move(pieces));
}

void read_series(Build& build) {
  Table const* const series = build.folder.find("series");
  if (series == nullptr) {
    return;
  }
  std::map<SeriesKey, std::vector<SeriesRow>> cells;
  for (Row const& row : series->rows) {
    auto const cell = [&](std::string_view column) { return trimmed(series->cell(row, column)); };
    Place const place{"series.csv", row.line, "date_from"};
    if (build.lacks_calendar(place, cell("date_from"))) {
      return;
    }
    auto const from = parse_period(cell("date_from"));
    auto const to = parse_period(cell("date_to"));
    if (!from) {
      build.faults.error("E309", place, cell("date_from"), "is not a date", "write it as 2023-05-17");
      continue;
    }
    if (!cell("date_to").empty() && (!to || to->last < from->first)) {
      build.faults.error(to ? "E310" : "E309", {"series.csv", row.line, "date_to"}, cell("date_to"),
                         to ? "lies before date_from" : "is not a date",
                         to ? "put the dates the right way round" : "write it as 2023-05-17");
      continue;
    }
    cells[{std::string(cell("table")), std::string(cell("id")), std::string(cell("column"))}].push_back(
        {from->first, to ? std::optional<Day>{to->last} : std::nullopt, &row});
  }
  for (auto& [key, rows] : cells) {
    apply_series(build, *series, key, std::move(rows));
  }
}

// Replaces one cell for the whole period. "60Mt/yr" carries its unit.
void apply_change(Build& build, std::string_view table, std::string_view id, std::string_view column,
                  std::string_view value, std::string_view unit, Place const& place) {
  Target const target = find_target(build, table, id, column, false, place);
  if (!target) {
    return;
  }
  if (unit.empty() && target.attribute->dimension != Dimension::none) {
    Quantity const quantity = split_quantity(value);
    value = quantity.number;
    unit = quantity.unit;
  }
  target.view->change(target.row, *target.attribute, {{value, unit, !unit.empty(), 1.0, 1.0, place}});
}

// Scenario ids from the deepest base to the one wanted; empty when at fault (told).
std::vector<std::string> chain_of(Build& build, Table const& table, std::string const& wanted) {
  std::set<std::string> ids;
  std::map<std::string, std::pair<std::string, Place>> base;
  for (Row const& row : table.rows) {
    std::string const id(trimmed(table.cell(row, "scenario_id")));
    ids.insert(id);
    std::string const named(trimmed(table.cell(row, "base")));
    Place const place{"scenario.csv", row.line, "base"};
    if (named.empty()) {
      continue;
    }
    auto const [at, is_new] = base.emplace(id, std::pair{named, place});
    if (!is_new && at->second.first != named) {
      build.faults.error("E315", place, named, "is a second base of scenario '" + id + "'", "name one base");
    }
  }
  std::vector<std::string> const known(ids.begin(), ids.end());
  std::vector<std::string> chain;
  Place place{"command line", 0, "scenario"};
  for (std::string id = wanted; !id.empty();) {
    if (!ids.contains(id)) {
      build.faults.error("E505", place, id, "is no scenario of this model",
                         did_you_mean(nearest(id, known), "write an id of scenario.csv"));
      return {};
    }
    if (std::find(chain.begin(), chain.end(), id) != chain.end()) {
      build.faults.error("E312", place, id, "is a base of itself", "take one of the bases out");
      return {};
    }
    chain.push_back(id);
    auto const next = base.find(id);
    id.clear();
    if (next != base.end()) {
      id = next->second.first;
      place = next->second.second;
    }
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

// Whether two rows change the same cell.
bool same_cell(Table const& table, Row const& a, Row const& b) {
  auto const same = [&](std::string_view column) {
    return trimmed(table.cell(a, column)) == trimmed(table.cell(b, column));
  };
  return same("table") && same("id") && same("column");
}

// Takes up one row: measures at once, cells into `changes`. With active 0 a cell keeps what it has without
// the scenario, also where a base changes it.
void take_scenario_row(Build& build, Table const& table, Row const& row, std::vector<Row const*>& changes) {
  auto const cell = [&](std::string_view column) { return trimmed(table.cell(row, column)); };
  auto const place = [&](std::string_view column) {
    return Place{"scenario.csv", row.line, std::string(column)};
  };
  bool const active = cell("active") != "0";
  std::string_view const measure = cell("measure_id");
  if (!cell("table").empty()) {
    if (!measure.empty()) {
      build.faults.error("E315", place("measure_id"), measure, "stands beside a cell to change",
                         "write one row for each");
    }
    if (active) {
      changes.push_back(&row);
    } else {
      std::erase_if(changes, [&](Row const* earlier) { return same_cell(table, *earlier, row); });
    }
    return;
  }
  if (measure.empty()) {
    // A row may give the title or the base alone.
    if (!cell("id").empty() || !cell("value").empty()) {
      build.faults.error("E315", place("table"), {}, "is empty",
                         "name a measure, or table, id, column and value");
    }
    return;
  }
  TableView const& measures = build.tables.get("measure");
  if (!measures.find_row(measure)) {
    build.faults.error(
        "E503", place("measure_id"), measure, "is no row of measure.csv",
        did_you_mean(nearest(measure, measures.sorted_ids()), "write the id of one of its rows"));
    return;
  }
  build.activation[std::string(measure)] = active;
}

// Rows of one scenario by step, then as they stand.
std::vector<Row const*> rows_of(Table const& table, std::string const& id) {
  std::vector<std::pair<double, Row const*>> steps;
  for (Row const& row : table.rows) {
    if (trimmed(table.cell(row, "scenario_id")) == id) {
      steps.emplace_back(parse_number(table.cell(row, "step")).value, &row);
    }
  }
  std::stable_sort(steps.begin(), steps.end(),
                   [](auto const& a, auto const& b) { return a.first < b.first; });
  std::vector<Row const*> rows;
  rows.reserve(steps.size());
  for (auto const& [step, row] : steps) {
    rows.push_back(row);
  }
  return rows;
}

void read_scenario(Build& build) {
  std::string const& wanted = build.what.scenario;
  if (wanted.empty()) {
    return;
  }
  static Table const kNoScenarios{"scenario", {}, {}};
  Table const* const found = build.folder.find("scenario");
  Table const& table = found != nullptr ? *found : kNoScenarios;
  build.instance.scenario = wanted;
  std::vector<Row const*> changes;
  for (std::string const& id : chain_of(build, table, wanted)) {
    for (Row const* const row : rows_of(table, id)) {
      take_scenario_row(build, table, *row, changes);
      if (std::string_view const title = trimmed(table.cell(*row, "title")); id == wanted && !title.empty()) {
        build.instance.scenario_title = title;
      }
    }
  }
  for (Row const* const row : changes) {
    auto const cell = [&](std::string_view column) { return trimmed(table.cell(*row, column)); };
    apply_change(build, cell("table"), cell("id"), cell("column"), cell("value"), cell("unit"),
                 {"scenario.csv", row->line, "value"});
  }
}

} // namespace

TableView* find_changeable(Build& build, std::string_view table, Place place) {
  if (std::find(std::begin(kChangeable), std::end(kChangeable), table) != std::end(kChangeable)) {
    return &build.tables.get(table);
  }
  if (place.line != 0) {
    place.column = "table";
  }
  build.faults.error(
      "E503", place, table, "is no table whose cells can be changed",
      did_you_mean(nearest(table, std::span<std::string_view const>(kChangeable)),
                   "write node, link, commodity, supply, demand, process, limit, reexport or measure"));
  return nullptr;
}

Attribute const* find_changeable(Build& build, TableView const& view, std::string_view column,
                                 bool numbers_only, Place place) {
  std::string const table(view.name());
  auto const fault = [&](std::string message, std::string remedy) {
    if (place.line != 0) {
      place.column = "column";
    }
    build.faults.error("E503", place, column, std::move(message), std::move(remedy));
    return nullptr;
  };
  Attribute const* const attribute = view.schema().find(column);
  if (attribute == nullptr) {
    std::vector<std::string_view> known;
    for (Attribute const& one : view.schema().attributes) {
      known.push_back(one.name);
    }
    return fault("is no column of " + table + ".csv",
                 did_you_mean(nearest(column, known), "write one of its columns"));
  }
  bool const is_number = attribute->dimension != Dimension::none;
  bool const names_row = attribute->type == CellType::id || column == "node_id" || column == "commodity_id" ||
                         (table == "reexport" && column == "actor_id");
  if (names_row || attribute->type == CellType::unit || (numbers_only && !is_number)) {
    return fault(is_number ? "names the row" : "cannot be changed here",
                 attribute->type == CellType::unit ? "give the unit with the number"
                                                   : "change a number of " + table + ".csv");
  }
  if (attribute->use == Use::refused) {
    return fault("would change the answer and is not worked yet", "leave the change out");
  }
  return attribute;
}

void apply_changes(Build& build) {
  read_series(build);
  apply_parameters(build);
  read_scenario(build);
  for (CellChange const& set : build.what.sets) {
    apply_change(build, set.table, set.id, set.column, set.value, set.unit,
                 {"command line", 0, set.table + ':' + set.id + ':' + set.column});
  }
  for (std::string const& id : build.what.lifted) build.activation[id] = false;
}

} // namespace korridor::model
