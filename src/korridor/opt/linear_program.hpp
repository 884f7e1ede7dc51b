// A linear programme: minimise col_cost . x subject to row_lower <= A x <= row_upper, col_lower <= x <=
// col_upper.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace korridor::opt {

/// One entry of a column of A.
struct Entry {
  int row = 0;
  double coefficient = 0.0;
};

/// Built row by row, then column by column; columns are stored one after the other.
struct LinearProgram {
  std::vector<double> row_lower, row_upper;           ///< [row]
  std::vector<double> col_cost, col_lower, col_upper; ///< [col]
  std::vector<int> first{0};                          ///< [col + 1] start of each column in `entries`
  std::vector<Entry> entries;

  [[nodiscard]] int row_count() const { return static_cast<int>(row_lower.size()); }
  [[nodiscard]] int col_count() const { return static_cast<int>(col_cost.size()); }
  [[nodiscard]] std::span<Entry const> column(int col) const;

  int add_row(double lower, double upper);
  /// Entries of one row must not repeat; zero coefficients are dropped.
  int add_col(double cost, double lower, double upper, std::span<Entry const> column);
};

} // namespace korridor::opt
