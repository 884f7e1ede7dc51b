// A table on a terminal: fitted to the width, numbers aligned at the decimal point.
#pragma once

#include <string>
#include <vector>

#include "korridor/report/style.hpp"

namespace korridor::report {

enum class Align { left, right, point };

struct TextColumn {
  std::string header;
  Align align = Align::left;
  bool shrinks = false;  ///< may be cut with an ellipsis when the table is too wide
  bool optional = false; ///< may be left out when cutting is not enough; the last goes first
};

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
  Cell() = default;
  Cell(std::string text_, Tone tone_ = Tone::plain); // implicit: most cells are plain text
  Cell(char const* text_);
};

class TextTable {
public:
  explicit TextTable(std::vector<TextColumn> columns);
  void add(std::vector<Cell> row);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::size_t row_count() const { return rows_.size(); }

  /// Header line and rows, each ended by a newline, each line indented and at most `style.width` columns
  /// where the columns that must stay allow it. Columns without any text are left out.
  [[nodiscard]] std::string text(Style const& style, int indent = 2) const;

private:
  std::vector<TextColumn> columns_;
  std::vector<std::vector<Cell>> rows_;
};

} // namespace korridor::report
