// What several cells of one row say together.
#include <utility>

#include "korridor/core/date.hpp"
#include "korridor/core/text.hpp"
#include "korridor/model/check_context.hpp"

namespace korridor::model {

namespace {

// A table's row with its place, for rules that look at several columns.
struct RowView {
  Table const& table;
  std::string const& file;
  Row const& row;

  [[nodiscard]] std::string const& operator[](std::string_view column) const {
    return table.cell(row, column);
  }
  [[nodiscard]] Place at(std::string_view column) const { return {file, row.line, column}; }
};

void check_order(RowView const& row, std::string_view from_column, std::string_view to_column,
                 CheckContext& context) {
  auto const from = parse_period(trimmed(row[from_column]));
  auto const to = parse_period(trimmed(row[to_column]));
  if (from && to && to->last < from->first) {
    context.error("E310", row.at(to_column), row[to_column],
                  "lies before " + std::string(from_column) + " " + row[from_column],
                  "swap them, or mend the year");
  }
}

// A supply or demand row is a step with its size, or a line through a point.
void check_curve(RowView const& row, std::string_view size_column, CheckContext& context) {
  if (row["elasticity"].empty()) {
    if (row[size_column].empty() && row.table.find(size_column)) {
      context.error("E302", row.at(size_column), "", "is empty and the row has no elasticity",
                    "write a size, or the elasticity with ref_price and ref_quantity");
    }
    return;
  }
  for (std::string_view const column : {"ref_price", "ref_quantity"}) {
    if (!row[column].empty()) continue;
    context.error("E302", row.at(column), "", "is empty and the row has an elasticity",
                  "a line needs ref_price and ref_quantity");
  }
}

// A row that names a cell elsewhere by table, id and column.
void check_named_cell(RowView const& row, CheckContext& context) {
  std::string const& table_name = row["table"];
  std::string const& column = row["column"];
  TableSchema const* const schema = find_table(table_name);
  Table const* const table = context.folder().find(table_name);
  if (schema == nullptr && table == nullptr) return; // a fault of its own
  if (!row["id"].empty()) context.check_id(table_name, row["id"], row.at("id"));
  if (column.empty()) return;
  Attribute const* const attribute = schema == nullptr ? nullptr : schema->find(column);
  if (attribute == nullptr) {
    if (table != nullptr && table->find(column)) return;
    std::vector<std::string_view> names;
    if (schema != nullptr) {
      for (Attribute const& known : schema->attributes) names.push_back(known.name);
    }
    context.error("E316", row.at("column"), column, "is no column of " + table_name + ".csv",
                  did_you_mean(nearest(column, std::span<std::string_view const>(names)),
                               "korridor schema " + table_name + " lists them"));
  } else if ((row.table.name == "series" || row.table.name == "parameter") &&
             attribute->type != CellType::number) {
    context.error("E316", row.at("column"), column, "holds no number",
                  "a " + row.table.name + " changes numbers only");
  }
}

// A parameter has a value inside its range, and a range where it may be fitted.
void check_parameter(RowView const& row, CheckContext& context) {
  bool const sets = row["rule"] == "set";
  if (sets && row["value"].empty()) {
    context.error("E661", row.at("value"), "", "is empty and the rule is set", "write the number to set");
  }
  for (std::string_view const column : {"low", "high"}) {
    if (row["fit"] == "1" && row[column].empty()) {
      context.error("E662", row.at(column), "", "is empty and the parameter may be fitted",
                    "write the range in which it is plausible, or fit 0");
    }
  }
  ParsedNumber const value = parse_number(row["value"].empty() ? "1" : row["value"]);
  ParsedNumber const low = parse_number(row["low"]);
  ParsedNumber const high = parse_number(row["high"]);
  if (low && high && low.value > high.value) {
    context.error("E663", row.at("high"), row["high"], "is less than low " + row["low"], "swap them");
  } else if (value && ((low && value.value < low.value) || (high && value.value > high.value))) {
    context.error("E663", row.at("value"), row["value"],
                  "lies outside low " + row["low"] + " to high " + row["high"],
                  "mend the value or the range");
  }
}

void check_scenario(RowView const& row, CheckContext& context) {
  bool const has_measure = !row["measure_id"].empty();
  bool const has_cell = !row["table"].empty() || !row["id"].empty() || !row["column"].empty();
  bool const has_whole_cell = !row["table"].empty() && !row["id"].empty() && !row["column"].empty();
  if (has_measure && has_cell) {
    context.error("E315", row.at("measure_id"), row["measure_id"], "stands beside table, id and column",
                  "make two rows of it");
  } else if (has_cell && !has_whole_cell) {
    context.error("E315", row.at("table"), row["table"], "names no cell: table, id and column go together",
                  "fill all three");
  } else if (!has_measure && !has_cell && row["base"].empty()) {
    context.error("E315", row.at("measure_id"), "", "is empty, and so are table, id and column",
                  "name a measure, a cell or a base scenario");
  }
  if (has_whole_cell) check_named_cell(row, context);
}

void check_candidate(RowView const& row, CheckContext& context) {
  if (row["link"].empty() == row["node"].empty()) {
    context.error("E315", row.at("link"), row["link"],
                  row["link"].empty() ? "is empty, and so is node" : "stands beside a node",
                  "name one link or one node");
  }
}

void check_loop(RowView const& row, CheckContext& context) {
  if (row["from_node_id"].empty() || row["from_node_id"] != row["to_node_id"]) return;
  context.warning("W105", row.at("to_node_id"), row["to_node_id"], "is also where the link begins",
                  "name another node, or leave the link out: nothing can use it");
}

} // namespace

void check_rows(Table const& table, CheckContext& context) {
  std::string const file = table.name + ".csv";
  bool const has_dates = table.find("date_from") && table.find("date_to");
  for (Row const& cells : table.rows) {
    RowView const row{table, file, cells};
    if (has_dates) check_order(row, "date_from", "date_to", context);
    if (table.name == "link") {
      check_order(row, "active_from", "active_to", context);
      check_loop(row, context);
    } else if (table.name == "supply") {
      check_curve(row, "capacity", context);
    } else if (table.name == "demand") {
      check_curve(row, "quantity", context);
    } else if (table.name == "scenario") {
      check_scenario(row, context);
    } else if (table.name == "series" || table.name == "provenance") {
      check_named_cell(row, context);
    } else if (table.name == "parameter") {
      check_named_cell(row, context);
      check_parameter(row, context);
    } else if (table.name == "candidate") {
      check_candidate(row, context);
    }
  }
}

} // namespace korridor::model
