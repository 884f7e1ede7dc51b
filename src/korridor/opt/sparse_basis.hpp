// A sparse factorisation of the working basis of the path master, with updates.
//
// W is square. factor() computes L U = P W Q: columns with one entry are peeled off first (they belong to U
// alone), then rows with one entry, and only the rest is eliminated, left-looking (Gilbert and Peierls 1988),
// pivots chosen among those within a tenth of the largest by the fewest entries in their row. Each later
// change multiplies W from the right or borders it, and is kept as one elementary matrix (product form,
// Dantzig and Orchard-Hays 1954): a column replaced, a key column exchanged (an involution), a row and its
// slack added. Complexity: a solve costs the entries of L, U and of the changes, plus the order of W.
#pragma once

#include <cstddef>
#include <vector>

#include "korridor/opt/linear_program.hpp"

namespace korridor::opt {

/// Columns of W one after the other; `first` has one element more than there are columns.
struct SparseColumns {
  std::vector<int> first{0};
  std::vector<Entry> entries; ///< rows of one column differ
  void close() { first.push_back(static_cast<int>(entries.size())); }
  [[nodiscard]] int count() const { return static_cast<int>(first.size()) - 1; }
};

class SparseBasis {
public:
  /// Factors anew. Positions whose column depends on the others are left out: see `dependent`; then neither
  /// solve may be called.
  void factor(SparseColumns const& columns);
  [[nodiscard]] std::vector<int> const& dependent() const { return dependent_; }
  /// Whether a row found its pivot; those that did not match the dependent positions.
  [[nodiscard]] bool has_pivot(int row) const { return step_of_row_[static_cast<std::size_t>(row)] >= 0; }

  /// x := W^-1 x; in by row, out by position. Both have `size()` elements.
  void solve(std::vector<double>& x) const;
  /// y := W^-T y; in by position, out by row.
  void solve_transposed(std::vector<double>& y) const;

  /// The column at `position` is replaced by one whose W^-1 image is `image`.
  void replace(int position, std::vector<double> const& image);
  /// The column at `position` becomes its negative, and is subtracted from those at the other `members`
  /// (positions of one set, `position` among them).
  void exchange_key(int position, std::vector<int> const& members);
  /// A row with these coefficients (by position) is added, with its slack as a new last position.
  void add_row(std::vector<Entry> const& coefficients);

  [[nodiscard]] int size() const { return size_; }
  /// Whether the changes have grown so many that factoring anew is cheaper.
  [[nodiscard]] bool is_worn() const;

private:
  enum class ChangeKind { replaced, exchanged, bordered };
  struct Change {
    ChangeKind kind;
    int position;
    double pivot;
    int begin, end; ///< in `change_entries_`
  };

  void peel_columns(SparseColumns const& columns);
  void peel_rows(SparseColumns const& columns);
  void eliminate(SparseColumns const& columns, int position);
  void reach(SparseColumns const& columns, int position);
  [[nodiscard]] int choose_pivot(int position) const;

  int factored_ = 0; ///< order of W when it was factored
  int size_ = 0;
  std::vector<int> step_of_row_, row_of_step_, position_of_step_;
  std::vector<int> lower_first_, upper_first_; ///< [step + 1]
  std::vector<Entry> lower_, upper_;           ///< of lower_: row; of upper_: step
  std::vector<double> diagonal_;               ///< [step]
  std::vector<int> dependent_;
  std::vector<Change> changes_;
  std::vector<Entry> change_entries_; ///< position, coefficient

  // of one factorisation
  std::vector<int> order_, wanted_row_, entries_in_row_, reached_, depth_stack_, next_stack_;
  std::vector<char> column_done_, row_done_, is_reached_;
  std::vector<int> row_first_, row_columns_; ///< columns of each row
  std::vector<double> value_;
  mutable std::vector<double> scratch_;
};

} // namespace korridor::opt
