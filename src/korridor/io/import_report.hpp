// What became of another program's tables: each column mapped, defaulted or dropped, with counts.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "korridor/io/foreign_table.hpp"

namespace korridor::io {

/// What an importer makes of a column; `became` empty: it is dropped, and `why` says why.
struct ColumnFate {
  std::string_view column;
  std::string_view became;
  std::string_view why;
};

class ImportReport {
public:
  explicit ImportReport(std::string title) : title_(std::move(title)) {}

  /// Every column of a table by its fate; one that is not in the list is dropped as unknown.
  void columns(ForeignTable const& table, std::span<ColumnFate const> fates);
  void mapped(std::string const& file, std::string const& column, std::size_t cells,
              std::string const& became);
  void dropped(std::string const& file, std::string const& column, std::size_t cells, std::string const& why);
  /// Counts one cell of the model that the source did not fill.
  void defaulted(std::string const& cell, std::string const& value, std::string const& why);
  /// Counts one row that is not in the model.
  void left_out(std::string const& file, std::string const& why);
  void note(std::string text) { notes_.push_back(std::move(text)); }

  /// A page in Markdown.
  [[nodiscard]] std::string text() const;

private:
  struct Line {
    std::string file;
    std::string column;
    std::size_t cells;
    std::string words;
  };
  std::string title_;
  std::vector<Line> mapped_;
  std::vector<Line> dropped_;
  std::map<std::pair<std::string, std::string>, std::pair<std::string, std::size_t>> defaulted_;
  std::map<std::pair<std::string, std::string>, std::size_t> left_out_;
  std::vector<std::string> notes_;
};

} // namespace korridor::io
