// Which provenance row speaks of which cell or change.
#include "korridor/model/provenance.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "korridor/core/text.hpp"

namespace korridor::model {

namespace {

// Tables whose numbers an answer rests on.
constexpr std::string_view kSourcedTables[] = {"node",     "link",    "commodity", "use",      "supply",
                                               "demand",   "store",   "process",   "contract", "limit",
                                               "reexport", "measure", "exchange",  "parameter"};

std::optional<Day> first_day(std::string_view text) {
  auto const period = parse_period(trimmed(text));
  return period ? std::optional<Day>{period->first} : std::nullopt;
}

SourcedCell cell_of(TableView const& view, std::size_t row, Attribute const& attribute) {
  SourcedCell cell;
  cell.cell = {std::string(view.name()), view.id(row), std::string(attribute.name)};
  cell.value = view.pieces(row, attribute.name).front().text;
  cell.unit = view.unit(row, attribute);
  cell.attribute = &attribute;
  Place const place = view.place(row, attribute.name);
  cell.file = place.file;
  cell.line = place.line;
  cell.column = place.column;
  return cell;
}

} // namespace

bool is_sourced(std::string_view table, Attribute const& attribute) {
  bool const in_table =
      std::find(std::begin(kSourcedTables), std::end(kSourcedTables), table) != std::end(kSourcedTables);
  bool const moves_answers =
      attribute.use == Use::used || attribute.use == Use::replay || attribute.use == Use::assign;
  if (!in_table || !moves_answers || attribute.dimension == Dimension::degrees) return false;
  if (table == "exchange") return attribute.type == CellType::number; // its date is part of its id
  // The ends of a parameter are the range of its value.
  if (table == "parameter") return attribute.name == "value";
  return attribute.type == CellType::number || attribute.type == CellType::date ||
         attribute.type == CellType::ratios;
}

CellIndex::CellIndex(Folder const& folder) : folder_(folder) {
  for (TableSchema const& schema : all_tables()) {
    Table const* const table = folder.find(schema.name);
    if (table != nullptr) views_.emplace_back(schema.name, table, std::string(schema.name) + ".csv");
  }
}

std::optional<SourcedCell> CellIndex::find(CellName const& name) const {
  for (TableView const& view : views_) {
    if (view.name() != name.table) continue;
    Attribute const* const attribute = view.schema().find(name.column);
    auto const row = view.find_row(name.id);
    return attribute != nullptr && row ? std::optional{cell_of(view, *row, *attribute)} : std::nullopt;
  }
  return std::nullopt;
}

std::vector<SourcedCell> CellIndex::sourced() const {
  std::vector<SourcedCell> cells;
  for (TableView const& view : views_) {
    for (Attribute const& attribute : view.schema().attributes) {
      if (!is_sourced(view.name(), attribute)) continue;
      for (std::size_t const row : view.order()) {
        SourcedCell cell = cell_of(view, row, attribute);
        if (!cell.value.empty()) cells.push_back(std::move(cell));
      }
    }
  }
  Table const* const series = folder_.find("series");
  if (series == nullptr) return cells;
  for (Row const& row : series->rows) {
    auto cell = change(row);
    if (cell && is_sourced(cell->cell.table, *cell->attribute)) cells.push_back(std::move(*cell));
  }
  return cells;
}

std::optional<SourcedCell> CellIndex::change(Row const& row) const {
  Table const& series = *folder_.find("series");
  auto const text = [&](std::string_view column) { return std::string(trimmed(series.cell(row, column))); };
  std::optional<SourcedCell> cell = find({text("table"), text("id"), text("column")});
  if (!cell) return cell;
  cell->date_from = text("date_from");
  cell->date_to = text("date_to");
  cell->value = text("value");
  if (!text("unit").empty()) cell->unit = text("unit");
  cell->file = "series.csv";
  cell->line = row.line;
  cell->column = "value";
  return cell;
}

std::vector<SourcedCell> CellIndex::changes(CellName const& name) const {
  std::vector<SourcedCell> out;
  Table const* const series = folder_.find("series");
  if (series == nullptr) return out;
  for (Row const& row : series->rows) {
    auto cell = change(row);
    if (cell && cell->cell == name) out.push_back(std::move(*cell));
  }
  return out;
}

Provenance::Provenance(Folder const& folder) {
  Table const* const table = folder.find("provenance");
  if (table == nullptr) return;
  // Only a date at which series.csv changes the cell makes a row speak of that change.
  std::set<std::pair<CellName, Day>> changes;
  if (Table const* const series = folder.find("series"); series != nullptr) {
    for (Row const& row : series->rows) {
      auto const from = first_day(series->cell(row, "date_from"));
      if (from) {
        changes.insert(
            {{series->cell(row, "table"), series->cell(row, "id"), series->cell(row, "column")}, *from});
      }
    }
  }
  for (Row const& row : table->rows) {
    auto const text = [&](std::string_view column) { return std::string(trimmed(table->cell(row, column))); };
    Source source;
    source.cell = {text("table"), text("id"), text("column")};
    source.method = text("method");
    for (std::string_view const id : split_list(table->cell(row, "evidence_id"))) {
      source.evidence.emplace_back(id);
    }
    source.source = text("source");
    source.value = text("value");
    source.unit = text("unit");
    source.low = text("low");
    source.high = text("high");
    source.used = text("used") != "0";
    source.date_from = text("date_from");
    source.note = text("note");
    source.line = row.line;
    std::optional<Day> from = first_day(source.date_from);
    if (from && changes.count({source.cell, *from}) == 0) from.reset();
    by_cell_[{source.cell, from}].push_back(sources_.size());
    sources_.push_back(std::move(source));
  }
}

std::vector<Source const*> Provenance::of(CellName const& cell, std::string_view date_from) const {
  std::vector<Source const*> out;
  auto const found = by_cell_.find({cell, first_day(date_from)});
  if (found == by_cell_.end()) return out;
  for (std::size_t const at : found->second) out.push_back(&sources_[at]);
  return out;
}

Source const* Provenance::used(CellName const& cell, std::string_view date_from) const {
  for (Source const* const source : of(cell, date_from)) {
    if (source->used) return source;
  }
  return nullptr;
}

} // namespace korridor::model
