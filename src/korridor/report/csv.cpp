// A document as CSV tables (RFC 4180), so that JSON and CSV have one list of fields.
#include "korridor/report/document.hpp"

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

std::string table(Json const& rows, std::vector<Column> const& columns) {
  std::string text;
  for (Column const& column : columns) text += (text.empty() ? "" : ",") + column.name;
  text += '\n';
  for (Json const& row : rows) {
    bool first = true;
    for (auto const& [name, value] : row.items()) {
      text += (first ? "" : ",") + cell(value);
      first = false;
    }
    text += '\n';
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
    files.push_back({name + ".csv", table(document.json.at(name), columns)});
  }
  return files;
}

} // namespace korridor::report
