// The checks over all tables, in the order in which a reader of the findings would mend them.
#include "korridor/model/check.hpp"

#include <unordered_map>

#include "korridor/core/date.hpp"
#include "korridor/core/text.hpp"
#include "korridor/model/check_context.hpp"

namespace korridor::model {

namespace {

constexpr char kCellEnd = '\x1f'; // joins the cells of a key; no id holds it

std::string file_of(std::string_view table) { return std::string(table) + ".csv"; }

void check_table_names(CheckContext& context) {
  std::vector<std::string_view> names;
  for (TableSchema const& schema : all_tables()) names.push_back(schema.name);
  for (Table const& table : context.folder().tables) {
    if (find_table(table.name) != nullptr) continue;
    std::string const near = nearest(table.name, std::span<std::string_view const>(names));
    std::string const file = file_of(table.name);
    context.warning(
        "W103", {file, 0, ""}, "", "is no table of a model and is not used",
        did_you_mean(near.empty() ? near : file_of(near), "rename it or leave it: it is kept as it is"));
  }
}

void check_missing_tables(std::set<std::string> const& unreadable, CheckContext& context) {
  auto const is_missing = [&](std::string_view name) {
    return context.folder().find(name) == nullptr && unreadable.count(std::string(name)) == 0;
  };
  for (std::string_view const name : {"node", "link", "commodity"}) {
    if (!is_missing(name)) continue;
    std::string columns;
    for (Attribute const& attribute : find_table(name)->attributes) {
      if (attribute.required != Required::no)
        columns += (columns.empty() ? "" : ",") + std::string(attribute.name);
    }
    std::string const file = file_of(name);
    context.error("E105", {file, 0, ""}, "", "is missing", "add it with the columns " + columns);
  }
  for (std::string_view const name : {"supply", "demand"}) {
    std::string const file = file_of(name);
    if (is_missing(name)) {
      context.warning("W106", {file, 0, ""}, "", "is missing: nothing will flow",
                      "add it when there is something to ship");
    }
  }
}

void check_columns(Table const& table, TableSchema const& schema, CheckContext& context) {
  std::string const file = file_of(table.name);
  std::vector<std::string_view> names;
  for (Attribute const& attribute : schema.attributes) names.push_back(attribute.name);
  std::vector<std::string> unknown;
  for (std::string const& column : table.columns) {
    if (column.empty() || schema.find(column) != nullptr) continue;
    unknown.push_back(column);
    context.warning("W104", {file, 1, column}, "", "is no column of this table and is not used",
                    did_you_mean(nearest(column, std::span<std::string_view const>(names)),
                                 "korridor schema " + table.name + " lists them; it is kept as it is"));
  }
  for (Attribute const& attribute : schema.attributes) {
    if (attribute.required == Required::no || table.find(attribute.name)) continue;
    std::string const near = nearest(attribute.name, unknown);
    context.error("E301", {file, 1, attribute.name}, "", "is missing",
                  near.empty() ? "add it: " + std::string(attribute.meaning)
                               : "is '" + near + "' meant to be it?");
  }
}

void check_keys(Table const& table, TableSchema const& schema, CheckContext& context) {
  auto const columns = split_list(schema.key);
  if (columns.empty()) return;
  std::string const file = file_of(table.name);
  std::vector<std::string> keys;
  if (columns.size() == 1) {
    keys = row_ids(table);
  } else {
    for (Row const& row : table.rows) {
      std::string key;
      for (std::string_view const column : columns) key += table.cell(row, column) + kCellEnd;
      keys.push_back(std::move(key));
    }
  }
  std::unordered_map<std::string_view, std::size_t> first_line;
  for (std::size_t at = 0; at < keys.size(); ++at) {
    if (keys[at].empty()) continue;
    auto const [found, is_new] = first_line.try_emplace(keys[at], table.rows[at].line);
    if (is_new) continue;
    std::string const there = found->second == 0 ? "another row" : "line " + std::to_string(found->second);
    if (columns.size() == 1) {
      context.error("E306", {file, table.rows[at].line, columns.front()}, keys[at],
                    "is also the id of " + there, "give one of them another id");
      continue;
    }
    std::string names;
    std::string shown;
    for (std::string_view const column : columns) {
      names += (names.empty() ? "" : ", ") + std::string(column);
      shown += (shown.empty() ? "" : ", ") + table.cell(table.rows[at], column);
    }
    context.error("E307", {file, table.rows[at].line, columns.front()}, shown,
                  "stands in " + there + " already", "rows must differ in " + names);
  }
}

void check_cells(Table const& table, TableSchema const& schema, CheckContext& context) {
  std::string const file = file_of(table.name);
  std::vector<Attribute const*> attributes; // of each column, null where unknown
  for (std::string const& column : table.columns) attributes.push_back(schema.find(column));
  for (Row const& row : table.rows) {
    for (std::size_t at = 0; at < row.cells.size() && at < attributes.size(); ++at) {
      if (attributes[at] == nullptr) continue;
      check_cell(*attributes[at], row.cells[at], {file, row.line, attributes[at]->name}, context);
    }
  }
}

// The line of korridor.toml on which a key stands, 0 when it is not there.
std::size_t line_of_key(std::string_view toml_text, std::string_view key) {
  std::size_t number = 0;
  for (std::string_view const line : split(toml_text, '\n')) {
    ++number;
    std::size_t const equals = line.find('=');
    if (equals != std::string_view::npos && trimmed(line.substr(0, equals)) == key) return number;
  }
  return 0;
}

void check_settings(Folder const& folder, CheckContext& context) {
  Settings const& settings = folder.settings;
  std::string const file = "korridor.toml";
  std::pair<std::string_view, std::string const&> const values[] = {
      {"period", settings.period}, {"start", settings.start}, {"end", settings.end}};
  for (auto const& [name, value] : values) {
    check_cell(*settings_schema().find(name), value, {file, line_of_key(folder.toml_text, name), name},
               context);
  }
  if (!settings.base_period.empty() && !parse_period(settings.base_period)) {
    context.error("E309", {file, line_of_key(folder.toml_text, "base_period"), "base_period"},
                  settings.base_period, "is no period that exists",
                  "write 2023, 2023-Q1, 2023-05, 2023-W07 or 2023-05-17");
  }
  auto const start = parse_period(settings.start);
  auto const end = parse_period(settings.end);
  if (start && end && end->last < start->first) {
    context.error("E310", {file, line_of_key(folder.toml_text, "end"), "end"}, settings.end,
                  "lies before start " + settings.start, "swap them");
  }
}

} // namespace

void check_tables(Folder const& folder, std::set<std::string> const& unreadable, Findings& findings) {
  CheckContext context(folder, unreadable, findings);
  check_settings(folder, context);
  check_table_names(context);
  check_missing_tables(unreadable, context);
  for (Table const& table : folder.tables) {
    TableSchema const* const schema = find_table(table.name);
    if (schema == nullptr) continue;
    check_columns(table, *schema, context);
    check_keys(table, *schema, context);
    check_cells(table, *schema, context);
    check_rows(table, context);
  }
  check_cycles(context);
  context.finish();
}

} // namespace korridor::model
