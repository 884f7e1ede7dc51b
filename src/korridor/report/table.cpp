// Fitting a table to a width: cut what may be cut, widest first, then leave out what may be left out.
#include "korridor/report/table.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

constexpr int kGap = 2;           // columns between two table columns
constexpr int kLeastShrunk = 10;  // no name is cut shorter than this
constexpr int kUnlimited = 10000; // a cell that is not cut is still cleaned of control characters

/// Columns of the text from its decimal point on; "n %" and "<0.01" align as numbers do.
int width_after_point(std::string_view text) {
  std::size_t const point = text.find('.');
  return point == std::string_view::npos ? 0 : display_width(text.substr(point));
}

using Grid = std::vector<std::vector<std::string>>;

/// Cell texts, cleaned; numbers of a `point` column are padded so that their points stand below each other.
Grid texts(std::vector<TextColumn> const& columns, std::vector<std::vector<Cell>> const& rows) {
  Grid grid(rows.size(), std::vector<std::string>(columns.size()));
  for (std::size_t column = 0; column < columns.size(); ++column) {
    int after = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      grid[row][column] = fit(rows[row][column].text, kUnlimited);
      after = std::max(after, width_after_point(grid[row][column]));
    }
    if (columns[column].align != Align::point) continue;
    for (std::vector<std::string>& row : grid) {
      int const missing = after - width_after_point(row[column]);
      if (!row[column].empty()) row[column].append(static_cast<std::size_t>(missing), ' ');
    }
  }
  return grid;
}

int total(std::vector<int> const& widths, std::vector<bool> const& shown) {
  int sum = 0;
  int count = 0;
  for (std::size_t column = 0; column < widths.size(); ++column) {
    if (!shown[column]) continue;
    sum += widths[column];
    ++count;
  }
  return sum + kGap * std::max(0, count - 1);
}

/// Takes one column at a time off the widest that may shrink, until the table fits or none can give more.
void shrink(std::vector<TextColumn> const& columns, std::vector<bool> const& shown, std::vector<int>& widths,
            int width) {
  while (total(widths, shown) > width) {
    std::size_t widest = columns.size();
    for (std::size_t column = 0; column < columns.size(); ++column) {
      if (!shown[column] || !columns[column].shrinks || widths[column] <= kLeastShrunk) continue;
      if (widest == columns.size() || widths[column] > widths[widest]) widest = column;
    }
    if (widest == columns.size()) return;
    --widths[widest];
  }
}

} // namespace

Cell::Cell(std::string text_, Tone tone_) : text(std::move(text_)), tone(tone_) {}
Cell::Cell(char const* text_) : text(text_) {}

TextTable::TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}

void TextTable::add(std::vector<Cell> row) {
  if (row.size() != columns_.size())
    throw std::logic_error("a row of a text table has another number of cells");
  rows_.push_back(std::move(row));
}

std::string TextTable::text(Style const& style, int indent) const {
  Grid const grid = texts(columns_, rows_);
  int const room = style.width - indent;
  std::vector<int> natural(columns_.size());
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    natural[column] = display_width(columns_[column].header);
    for (auto const& row : grid) natural[column] = std::max(natural[column], display_width(row[column]));
  }
  std::vector<bool> shown(columns_.size());
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    shown[column] =
        std::any_of(grid.begin(), grid.end(), [&](auto const& row) { return !row[column].empty(); });
  }
  std::vector<int> widths = natural;
  shrink(columns_, shown, widths, room);
  for (std::size_t column = columns_.size(); column-- > 0 && total(widths, shown) > room;) {
    if (!columns_[column].optional || !shown[column]) continue;
    shown[column] = false;
    widths = natural;
    shrink(columns_, shown, widths, room);
  }

  auto const line = [&](auto const& text_of, auto const& tone_of) {
    std::string out(static_cast<std::size_t>(indent), ' ');
    bool first = true;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (!shown[column]) continue;
      if (!first) out.append(kGap, ' ');
      first = false;
      std::string const cut = fit(text_of(column), widths[column]);
      bool const left = columns_[column].align == Align::left;
      out += paint(left ? pad_right(cut, widths[column]) : pad_left(cut, widths[column]), tone_of(column),
                   style);
    }
    // Trailing blanks would wrap on a narrower terminal; they can only be cut where no colour follows them.
    if (!style.colour) out.erase(out.find_last_not_of(' ') + 1);
    return out + '\n';
  };

  std::string out;
  bool headed = false;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    headed = headed || (shown[column] && !columns_[column].header.empty());
  }
  if (headed) {
    out += line([&](std::size_t column) { return columns_[column].header; },
                [](std::size_t) { return Tone::faint; });
  }
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    out += line([&](std::size_t column) { return grid[row][column]; },
                [&](std::size_t column) { return rows_[row][column].tone; });
  }
  return out;
}

} // namespace korridor::report
