// The attribute table put together, and what is derived from it without reading any file.
#include "korridor/model/schema.hpp"

#include <algorithm>
#include <map>

#include "korridor/core/text.hpp"
#include "korridor/model/schema_data.hpp"

namespace korridor::model {

namespace {

std::vector<TableSchema> gather() {
  std::vector<TableSchema> tables;
  for (auto const part : {network_tables(), market_tables(), policy_tables(), record_tables()}) {
    tables.insert(tables.end(), part.begin(), part.end());
  }
  return tables;
}

// A cell that says no more than its default changes nothing: "0.0" for "0".
bool is_default(Attribute const& attribute, std::string_view cell) {
  if (trimmed(cell).empty() || cell == attribute.default_text) return true;
  auto const standard = default_number(attribute);
  auto const number = parse_number(cell);
  return standard && number && number.value == *standard;
}

} // namespace

std::string Range::text() const {
  std::string out;
  bool const has_low = low > -std::numeric_limits<double>::infinity();
  bool const has_high = high < std::numeric_limits<double>::infinity();
  if (has_low && has_high) {
    out = (low_open ? "above " : "") + number_text(low) + (high_open ? " to below " : " to ") +
          number_text(high);
  } else if (has_low) {
    out = low_open ? "above " + number_text(low) : number_text(low) + " or more";
  } else if (has_high) {
    out = high_open ? "below " + number_text(high) : number_text(high) + " or less";
  }
  if (infinite && !out.empty()) out += ", or inf";
  return out;
}

bool Range::holds(double value) const {
  if (value == std::numeric_limits<double>::infinity()) return infinite;
  bool const above = low_open ? value > low : value >= low;
  bool const below = high_open ? value < high : value <= high;
  return above && below;
}

Attribute const* TableSchema::find(std::string_view column) const {
  auto const found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](Attribute const& attribute) { return attribute.name == column; });
  return found == attributes.end() ? nullptr : &*found;
}

std::span<TableSchema const> all_tables() {
  static std::vector<TableSchema> const tables = gather();
  return tables;
}

TableSchema const* find_table(std::string_view name) {
  for (TableSchema const& table : all_tables()) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

Attribute const* find_attribute(std::string_view table, std::string_view column) {
  TableSchema const* const schema = find_table(table);
  return schema == nullptr ? nullptr : schema->find(column);
}

std::string_view to_text(CellType type) {
  switch (type) {
  case CellType::id:
    return "id";
  case CellType::reference:
    return "id of";
  case CellType::references:
    return "ids of";
  case CellType::text:
    return "text";
  case CellType::texts:
    return "texts";
  case CellType::number:
    return "number";
  case CellType::figure:
    return "number or date";
  case CellType::flag:
    return "0 or 1";
  case CellType::date:
    return "date";
  case CellType::interval:
    return "dates";
  case CellType::unit:
    return "unit";
  case CellType::shares:
    return "shares of";
  case CellType::selector:
    return "selector of";
  case CellType::selection:
    return "selectors";
  case CellType::choice:
    return "one of";
  case CellType::wkt:
    return "WKT";
  case CellType::formula:
    return "text";
  case CellType::members:
    return "dated ids of";
  case CellType::parts:
    return "parts of";
  case CellType::ratios:
    return "factors of";
  case CellType::table:
    return "table";
  case CellType::column:
    return "column";
  }
  return "text";
}

std::string_view to_text(Dimension dimension) {
  switch (dimension) {
  case Dimension::none:
    return "";
  case Dimension::ratio:
    return "pure number";
  case Dimension::rate:
    return "units per period";
  case Dimension::amount:
    return "units";
  case Dimension::money:
    return "money";
  case Dimension::money_per_unit:
    return "money per unit";
  case Dimension::money_per_unit_day:
    return "money per unit and day";
  case Dimension::money_per_unit_period:
    return "money per unit and period";
  case Dimension::money_per_rate:
    return "money per unit of capacity";
  case Dimension::days:
    return "days";
  case Dimension::km:
    return "km";
  case Dimension::degrees:
    return "degrees";
  case Dimension::factor:
    return "factor";
  case Dimension::power:
    return "electrical";
  case Dimension::stated:
    return "as stated";
  }
  return "";
}

std::optional<double> default_number(Attribute const& attribute) {
  auto const number = parse_number(attribute.default_text);
  if (number) return number.value;
  if (number.fault == NumberFault::infinite) return std::numeric_limits<double>::infinity();
  return std::nullopt;
}

std::vector<std::string_view> split_list(std::string_view cell) {
  std::vector<std::string_view> items;
  for (std::string_view const piece : split(cell, ';')) {
    std::string_view const item = trimmed(piece);
    if (!item.empty()) items.push_back(item);
  }
  return items;
}

std::vector<std::string> row_ids(Table const& table) {
  TableSchema const* const schema = find_table(table.name);
  std::string_view const key = schema == nullptr ? std::string_view() : schema->key;
  bool const is_market = table.name == "supply" || table.name == "demand";
  std::vector<std::string> ids;
  ids.reserve(table.rows.size());
  std::map<std::string, int> seen; // how often a place has come, for rows that have no id of their own
  for (Row const& row : table.rows) {
    std::string id;
    for (std::string_view const column : split_list(key)) {
      std::string const& cell = table.cell(row, column);
      if (!id.empty() && !cell.empty()) id += '.';
      id += cell;
    }
    if (is_market && id.empty()) {
      id = table.cell(row, "node_id") + '.' + table.cell(row, "commodity_id");
      int const count = ++seen[id];
      if (count > 1) id += '.' + std::to_string(count);
    }
    ids.push_back(std::move(id));
  }
  return ids;
}

void check_refused(Folder const& folder, Findings& findings) {
  for (Table const& table : folder.tables) {
    TableSchema const* const schema = find_table(table.name);
    if (schema == nullptr || table.rows.empty()) continue;
    std::string const file = table.name + ".csv";
    if (schema->use == Use::refused) {
      findings.error("E401", file, table.rows.front().line, "", "",
                     "would change the answer and is not worked yet",
                     "take its rows out, or keep them in another folder");
      continue;
    }
    for (std::string const& column : table.columns) {
      Attribute const* const attribute = schema->find(column);
      if (attribute == nullptr || attribute->use != Use::refused) continue;
      for (Row const& row : table.rows) {
        std::string const& cell = table.cell(row, column);
        if (is_default(*attribute, cell)) continue;
        findings.error("E402", file, row.line, column, cell, "would change the answer and is not worked yet",
                       "empty the cells of this column");
        break; // one row says it; the column is the fault
      }
    }
  }
}

} // namespace korridor::model
