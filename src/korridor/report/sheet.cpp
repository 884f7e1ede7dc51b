// From sections to text and JSON.
#include "korridor/report/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "korridor/report/statement_text.hpp"
#include "korridor/report/table.hpp"
#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

constexpr int kFactColumn = 22; // facts hang behind their names

std::string facts_text(SheetSection const& section, Style const& style) {
  std::string out;
  for (std::size_t at = 0; at < section.rows.front().size(); ++at) {
    std::string const& text = section.rows.front()[at].text;
    if (!text.empty()) out += hanging(section.heads[at], text, 2, kFactColumn, style);
  }
  return out;
}

std::string table_text(SheetSection const& section, TextOptions const& options) {
  std::vector<TextColumn> columns;
  for (std::size_t at = 0; at < section.heads.size(); ++at) {
    bool const is_number =
        std::all_of(section.rows.begin(), section.rows.end(), [&](std::vector<SheetCell> const& row) {
          return row[at].value.is_number() || row[at].value.is_null();
        });
    columns.push_back({section.heads[at], is_number ? Align::right : Align::left, !is_number, false});
  }
  TextTable table(columns);
  for (std::size_t row = 0; row < std::min(section.rows.size(), options.top); ++row) {
    std::vector<Cell> cells;
    for (SheetCell const& cell : section.rows[row]) cells.emplace_back(cell.text);
    table.add(std::move(cells));
  }
  return table.text(options.style) + rest_text(section.rows.size(), options);
}

} // namespace

std::string sheet_text(Sheet const& sheet, TextOptions const& options) {
  std::string out = paint(fit(sheet.title, options.style.width), Tone::title, options.style) + "\n";
  for (SheetSection const& section : sheet.sections) {
    if (section.rows.empty() && section.remark.empty()) continue;
    if (!section.title.empty()) out += heading(section.title, options.style);
    if (!section.rows.empty()) {
      out += section.facts ? facts_text(section, options.style) : table_text(section, options);
    }
    if (!section.remark.empty()) out += wrap(section.remark, options.style.width, 2);
  }
  return out;
}

void add_to(Document& document, Sheet const& sheet) {
  for (SheetSection const& section : sheet.sections) {
    Json list = Json::array();
    for (std::vector<SheetCell> const& row : section.rows) {
      Json object = Json::object();
      for (std::size_t at = 0; at < row.size(); ++at) object[section.columns[at]] = row[at].value;
      list.push_back(std::move(object));
    }
    if (section.facts) {
      document.json[section.key] = list.empty() ? Json(nullptr) : list.front();
    } else {
      document.json[section.key] = std::move(list);
    }
    if (!section.remark.empty()) document.json[section.key + "_remark"] = section.remark;
  }
}

SheetCell word(std::string const& text) { return {Json(text), text}; }

SheetCell word(std::string id, std::string text) { return {Json(std::move(id)), std::move(text)}; }

SheetCell figure(std::optional<double> value, std::string text) {
  if (!value || !std::isfinite(*value)) return {Json(nullptr), std::move(text)};
  return {Json(*value), std::move(text)};
}

} // namespace korridor::report
