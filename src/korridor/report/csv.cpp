// A document as CSV tables (RFC 4180), so that JSON and CSV have one list of fields.
#include "korridor/report/document.hpp"

#include <algorithm>

namespace korridor::report {

namespace {

std::string cell(Json const& value) {
  if (value.is_null()) return "";
  std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char const c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string header(std::vector<Column> const& columns) {
  std::string text;
  for (Column const& column : columns) text += (text.empty() ? "" : ",") + column.name;
  return text + '\n';
}

/// One line; what a row lacks stands in the row that it lies in.
std::string line(Json const& row, Json const& outer, std::vector<Column> const& columns) {
  std::string text;
  for (Column const& column : columns) {
    if (&column != &columns.front()) text += ',';
    text += cell(row.contains(column.name) ? row.at(column.name) : outer.at(column.name));
  }
  return text + '\n';
}

/// A list of the document, or, with a name such as "ranking.by_actor", the lists in its rows one after
/// another.
std::string table(Json const& document, std::string const& name, std::vector<Column> const& columns) {
  std::string text = header(columns);
  std::size_t const point = name.find('.');
  for (Json const& row : document.at(name.substr(0, point))) {
    if (point == std::string::npos) {
      text += line(row, row, columns);
      continue;
    }
    for (Json const& inner : row.at(name.substr(point + 1))) text += line(inner, row, columns);
  }
  return text;
}

void add_values(Json const& object, std::string const& prefix,
                std::vector<std::pair<std::string, Json>>& values) {
  for (auto const& [name, value] : object.items()) {
    if (value.is_array()) continue;
    if (value.is_object()) {
      add_values(value, prefix + name + ".", values);
    } else {
      values.emplace_back(prefix + name, value);
    }
  }
}

} // namespace

std::vector<std::pair<std::string, Json>> single_values(Document const& document) {
  std::vector<std::pair<std::string, Json>> values;
  add_values(document.json, "", values);
  return values;
}

std::vector<CsvFile> csv_files(Document const& document) {
  std::vector<CsvFile> files;
  std::string summary = "name,value\n";
  for (auto const& [name, value] : single_values(document)) summary += name + "," + cell(value) + '\n';
  files.push_back({"summary.csv", std::move(summary)});
  for (auto const& [name, columns] : document.columns) {
    if (!document.only.empty() && document.only.count(name) == 0) continue;
    std::string file = name;
    std::replace(file.begin(), file.end(), '.', '_');
    files.push_back({file + ".csv", table(document.json, name, columns)});
  }
  return files;
}

} // namespace korridor::report
