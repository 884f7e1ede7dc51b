// The report as tables.
#include "korridor/io/import_report.hpp"

#include <algorithm>

#include "korridor/core/text.hpp"

namespace korridor::io {

namespace {

/// A text that stays inside a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string row(std::vector<std::string> const& cells) {
  std::string out = "|";
  for (std::string const& it : cells) out += ' ' + cell(it) + " |";
  return out + '\n';
}

std::string heading(std::string const& title, std::vector<std::string> const& columns) {
  std::string rule = "|";
  for (std::size_t column = 0; column < columns.size(); ++column) rule += "---|";
  return "\n## " + title + "\n\n" + row(columns) + rule + '\n';
}

std::size_t filled(ForeignTable const& table, std::string_view column) {
  auto const& rows = table.table().rows;
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [&](model::Row const& it) { return !table.text(it, column).empty(); }));
}

} // namespace

void ImportReport::columns(ForeignTable const& table, std::span<ColumnFate const> fates) {
  for (std::string const& column : table.table().columns) {
    auto const fate =
        std::find_if(fates.begin(), fates.end(), [&](ColumnFate const& it) { return it.column == column; });
    std::size_t const cells = filled(table, column);
    if (fate == fates.end()) {
      dropped(table.file(), column, cells, "not known to this importer");
    } else if (fate->became.empty()) {
      dropped(table.file(), column, cells, std::string(fate->why));
    } else {
      mapped(table.file(), column, cells, std::string(fate->became));
    }
  }
}

void ImportReport::mapped(std::string const& file, std::string const& column, std::size_t cells,
                          std::string const& became) {
  mapped_.push_back({file, column, cells, became});
}

void ImportReport::dropped(std::string const& file, std::string const& column, std::size_t cells,
                           std::string const& why) {
  dropped_.push_back({file, column, cells, why});
}

void ImportReport::defaulted(std::string const& target, std::string const& value, std::string const& why) {
  auto& entry = defaulted_[{target, why}];
  entry.first = value;
  ++entry.second;
}

void ImportReport::left_out(std::string const& file, std::string const& why) { ++left_out_[{file, why}]; }

std::string ImportReport::text() const {
  std::string out = "# " + title_ + '\n';
  for (auto const& [title, words, lines] :
       {std::tuple("Mapped", "became", &mapped_), std::tuple("Dropped", "why", &dropped_)}) {
    if (lines->empty()) continue;
    out += heading(title, {"file", "column", "cells filled", words});
    for (Line const& line : *lines)
      out += row({line.file, line.column, std::to_string(line.cells), line.words});
  }
  if (!defaulted_.empty()) {
    out += heading("Defaulted", {"cell", "value", "rows", "why"});
    for (auto const& [key, entry] : defaulted_)
      out += row({key.first, entry.first, std::to_string(entry.second), key.second});
  }
  if (!left_out_.empty()) {
    out += heading("Rows left out", {"file", "rows", "why"});
    for (auto const& [key, count] : left_out_) out += row({key.first, std::to_string(count), key.second});
  }
  if (!notes_.empty()) out += "\n## Notes\n\n";
  for (std::string const& note : notes_) out += "- " + note + '\n';
  return out;
}

} // namespace korridor::io
