// Factoring the working basis, solving with it, changing it.
#include "korridor/opt/sparse_basis.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

constexpr double kLeastPivot = 1e-9;     // smaller ones are rounding
constexpr double kPeeledPivot = 1e-3;    // of the largest: a peeled pivot spares fill and may be smaller
constexpr double kEliminatedPivot = 0.1; // of the largest
constexpr double kZero = 1e-14;
constexpr std::size_t kMostChanges = 100;

} // namespace

void SparseBasis::factor(SparseColumns const& columns) {
  factored_ = size_ = columns.count();
  changes_.clear();
  change_entries_.clear();
  lower_.clear();
  upper_.clear();
  lower_first_.assign(1, 0);
  upper_first_.assign(1, 0);
  diagonal_.clear();
  row_of_step_.clear();
  position_of_step_.clear();
  dependent_.clear();
  order_.clear();
  step_of_row_.assign(at(size_), -1);
  wanted_row_.assign(at(size_), -1);
  column_done_.assign(at(size_), 0);
  row_done_.assign(at(size_), 0);
  is_reached_.assign(at(size_), 0);
  value_.assign(at(size_), 0.0);
  scratch_.assign(at(size_), 0.0);

  row_first_.assign(at(size_) + 1, 0);
  for (Entry const& entry : columns.entries) ++row_first_[at(entry.row) + 1];
  std::partial_sum(row_first_.begin(), row_first_.end(), row_first_.begin());
  row_columns_.resize(columns.entries.size());
  std::vector<int> fill(row_first_.begin(), row_first_.end() - 1);
  for (int p = 0; p < size_; ++p) {
    for (int e = columns.first[at(p)]; e < columns.first[at(p) + 1]; ++e) {
      row_columns_[at(fill[at(columns.entries[at(e)].row)]++)] = p;
    }
  }
  entries_in_row_.resize(at(size_));
  for (int r = 0; r < size_; ++r) entries_in_row_[at(r)] = row_first_[at(r) + 1] - row_first_[at(r)];

  peel_columns(columns);
  peel_rows(columns);
  std::size_t const peeled = order_.size();
  for (int p = 0; p < size_; ++p) {
    if (!column_done_[at(p)]) order_.push_back(p);
  }
  auto const length = [&](int p) { return columns.first[at(p) + 1] - columns.first[at(p)]; };
  std::stable_sort(order_.begin() + static_cast<std::ptrdiff_t>(peeled), order_.end(),
                   [&](int a, int b) { return length(a) < length(b); });
  for (int const position : order_) eliminate(columns, position);
}

// Columns with one entry outside the rows done so far: they need no elimination and cause no fill.
void SparseBasis::peel_columns(SparseColumns const& columns) {
  std::vector<int> left(at(size_));
  std::vector<int> queue;
  for (int p = 0; p < size_; ++p) {
    left[at(p)] = columns.first[at(p) + 1] - columns.first[at(p)];
    if (left[at(p)] == 1) queue.push_back(p);
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    int const p = queue[next];
    if (column_done_[at(p)]) continue;
    for (int e = columns.first[at(p)]; e < columns.first[at(p) + 1]; ++e) {
      Entry const& entry = columns.entries[at(e)];
      if (row_done_[at(entry.row)]) continue;
      if (std::abs(entry.coefficient) < kLeastPivot) break;
      column_done_[at(p)] = row_done_[at(entry.row)] = 1;
      order_.push_back(p);
      wanted_row_[at(p)] = entry.row;
      for (int c = row_first_[at(entry.row)]; c < row_first_[at(entry.row) + 1]; ++c) {
        int const other = row_columns_[at(c)];
        if (!column_done_[at(other)] && --left[at(other)] == 1) queue.push_back(other);
      }
      break;
    }
  }
}

// Rows with one entry in the columns left: pivoting there changes no other column.
void SparseBasis::peel_rows(SparseColumns const& columns) {
  std::vector<int> left(at(size_), 0);
  std::vector<int> queue;
  for (int r = 0; r < size_; ++r) {
    if (row_done_[at(r)]) continue;
    for (int c = row_first_[at(r)]; c < row_first_[at(r) + 1]; ++c) {
      left[at(r)] += column_done_[at(row_columns_[at(c)])] ? 0 : 1;
    }
    if (left[at(r)] == 1) queue.push_back(r);
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    int const r = queue[next];
    if (row_done_[at(r)]) continue;
    int p = -1;
    for (int c = row_first_[at(r)]; c < row_first_[at(r) + 1]; ++c) {
      if (!column_done_[at(row_columns_[at(c)])]) p = row_columns_[at(c)];
    }
    if (p < 0) continue;
    double here = 0.0, largest = 0.0;
    for (int e = columns.first[at(p)]; e < columns.first[at(p) + 1]; ++e) {
      Entry const& entry = columns.entries[at(e)];
      if (entry.row == r) here = std::abs(entry.coefficient);
      if (!row_done_[at(entry.row)]) largest = std::max(largest, std::abs(entry.coefficient));
    }
    if (here < kEliminatedPivot * largest || here < kLeastPivot) continue;
    column_done_[at(p)] = row_done_[at(r)] = 1;
    order_.push_back(p);
    wanted_row_[at(p)] = r;
    for (int e = columns.first[at(p)]; e < columns.first[at(p) + 1]; ++e) {
      int const row = columns.entries[at(e)].row;
      if (!row_done_[at(row)] && --left[at(row)] == 1) queue.push_back(row);
    }
  }
}

// Rows that a column can touch through L, in an order such that each comes after those it depends on.
void SparseBasis::reach(SparseColumns const& columns, int position) {
  reached_.clear();
  for (int e = columns.first[at(position)]; e < columns.first[at(position) + 1]; ++e) {
    int const start = columns.entries[at(e)].row;
    if (is_reached_[at(start)]) continue;
    depth_stack_.assign(1, start);
    next_stack_.assign(1, 0);
    is_reached_[at(start)] = 1;
    while (!depth_stack_.empty()) {
      int const row = depth_stack_.back();
      int const step = step_of_row_[at(row)];
      bool deeper = false;
      if (step >= 0) {
        int& next = next_stack_.back();
        int const count = lower_first_[at(step) + 1] - lower_first_[at(step)];
        while (next < count && !deeper) {
          int const below = lower_[at(lower_first_[at(step)] + next)].row;
          ++next;
          if (is_reached_[at(below)]) continue;
          is_reached_[at(below)] = 1;
          deeper = true;
          depth_stack_.push_back(below);
          next_stack_.push_back(0);
        }
      }
      if (deeper) continue;
      reached_.push_back(row);
      depth_stack_.pop_back();
      next_stack_.pop_back();
    }
  }
  std::reverse(reached_.begin(), reached_.end());
}

int SparseBasis::choose_pivot(int position) const {
  double largest = 0.0;
  for (int const row : reached_) {
    if (step_of_row_[at(row)] < 0) largest = std::max(largest, std::abs(value_[at(row)]));
  }
  int const wanted = wanted_row_[at(position)];
  if (wanted >= 0 && step_of_row_[at(wanted)] < 0 &&
      std::abs(value_[at(wanted)]) >= std::max(kLeastPivot, kPeeledPivot * largest)) {
    return wanted;
  }
  int best = -1;
  for (int const row : reached_) {
    double const size = std::abs(value_[at(row)]);
    if (step_of_row_[at(row)] >= 0 || size < kLeastPivot || size < kEliminatedPivot * largest) continue;
    if (best < 0 || entries_in_row_[at(row)] < entries_in_row_[at(best)]) best = row;
  }
  return best;
}

void SparseBasis::eliminate(SparseColumns const& columns, int position) {
  reach(columns, position);
  for (int e = columns.first[at(position)]; e < columns.first[at(position) + 1]; ++e) {
    value_[at(columns.entries[at(e)].row)] += columns.entries[at(e)].coefficient;
  }
  for (int const row : reached_) {
    int const step = step_of_row_[at(row)];
    double const x = value_[at(row)];
    if (step < 0 || x == 0.0) continue;
    for (int e = lower_first_[at(step)]; e < lower_first_[at(step) + 1]; ++e) {
      value_[at(lower_[at(e)].row)] -= lower_[at(e)].coefficient * x;
    }
  }
  int const pivot = choose_pivot(position);
  double const diagonal = pivot < 0 ? 0.0 : value_[at(pivot)];
  for (int const row : reached_) {
    double const x = value_[at(row)];
    value_[at(row)] = 0.0;
    is_reached_[at(row)] = 0;
    if (pivot < 0 || row == pivot || std::abs(x) < kZero) continue;
    int const step = step_of_row_[at(row)];
    if (step >= 0) {
      upper_.push_back({step, x});
    } else {
      lower_.push_back({row, x / diagonal});
    }
  }
  if (pivot < 0) {
    dependent_.push_back(position);
    return;
  }
  step_of_row_[at(pivot)] = static_cast<int>(row_of_step_.size());
  row_of_step_.push_back(pivot);
  position_of_step_.push_back(position);
  diagonal_.push_back(diagonal);
  lower_first_.push_back(static_cast<int>(lower_.size()));
  upper_first_.push_back(static_cast<int>(upper_.size()));
}

void SparseBasis::solve(std::vector<double>& x) const {
  for (int k = 0; k < factored_; ++k) {
    double const value = x[at(row_of_step_[at(k)])];
    if (value == 0.0) continue;
    for (int e = lower_first_[at(k)]; e < lower_first_[at(k) + 1]; ++e) {
      x[at(lower_[at(e)].row)] -= lower_[at(e)].coefficient * value;
    }
  }
  std::fill(scratch_.begin(), scratch_.end(), 0.0);
  for (int k = factored_ - 1; k >= 0; --k) {
    double value = x[at(row_of_step_[at(k)])];
    if (value == 0.0) continue;
    value /= diagonal_[at(k)];
    scratch_[at(position_of_step_[at(k)])] = value;
    for (int e = upper_first_[at(k)]; e < upper_first_[at(k) + 1]; ++e) {
      x[at(row_of_step_[at(upper_[at(e)].row)])] -= upper_[at(e)].coefficient * value;
    }
  }
  std::copy(scratch_.begin(), scratch_.end(), x.begin());
  for (Change const& change : changes_) {
    double& here = x[at(change.position)];
    if (change.kind == ChangeKind::replaced) {
      if (here == 0.0) continue;
      here /= change.pivot;
      for (int e = change.begin; e < change.end; ++e) {
        x[at(change_entries_[at(e)].row)] -= change_entries_[at(e)].coefficient * here;
      }
    } else {
      double sum = 0.0;
      for (int e = change.begin; e < change.end; ++e) {
        sum += change_entries_[at(e)].coefficient * x[at(change_entries_[at(e)].row)];
      }
      here = change.kind == ChangeKind::exchanged ? -sum : here - sum;
    }
  }
}

void SparseBasis::solve_transposed(std::vector<double>& y) const {
  for (std::size_t i = changes_.size(); i-- > 0;) {
    Change const& change = changes_[i];
    double& here = y[at(change.position)];
    if (change.kind == ChangeKind::replaced) {
      double sum = here;
      for (int e = change.begin; e < change.end; ++e) {
        sum -= change_entries_[at(e)].coefficient * y[at(change_entries_[at(e)].row)];
      }
      here = sum / change.pivot;
      continue;
    }
    double const value = here;
    if (value == 0.0) continue;
    if (change.kind == ChangeKind::exchanged) here = 0.0; // it is among the members
    for (int e = change.begin; e < change.end; ++e) {
      y[at(change_entries_[at(e)].row)] -= change_entries_[at(e)].coefficient * value;
    }
  }
  for (int k = 0; k < factored_; ++k) {
    double sum = y[at(position_of_step_[at(k)])];
    for (int e = upper_first_[at(k)]; e < upper_first_[at(k) + 1]; ++e) {
      sum -= upper_[at(e)].coefficient * scratch_[at(row_of_step_[at(upper_[at(e)].row)])];
    }
    scratch_[at(row_of_step_[at(k)])] = sum / diagonal_[at(k)];
  }
  for (int k = factored_ - 1; k >= 0; --k) {
    double& sum = scratch_[at(row_of_step_[at(k)])];
    for (int e = lower_first_[at(k)]; e < lower_first_[at(k) + 1]; ++e) {
      sum -= lower_[at(e)].coefficient * scratch_[at(lower_[at(e)].row)];
    }
  }
  std::copy(scratch_.begin(), scratch_.end(), y.begin());
}

void SparseBasis::replace(int position, std::vector<double> const& image) {
  Change change{ChangeKind::replaced, position, image[at(position)], static_cast<int>(change_entries_.size()),
                0};
  for (int i = 0; i < size_; ++i) {
    if (i != position && std::abs(image[at(i)]) > kZero) change_entries_.push_back({i, image[at(i)]});
  }
  change.end = static_cast<int>(change_entries_.size());
  changes_.push_back(change);
}

void SparseBasis::exchange_key(int position, std::vector<int> const& members) {
  Change change{ChangeKind::exchanged, position, 1.0, static_cast<int>(change_entries_.size()), 0};
  for (int const member : members) change_entries_.push_back({member, 1.0});
  change.end = static_cast<int>(change_entries_.size());
  changes_.push_back(change);
}

void SparseBasis::add_row(std::vector<Entry> const& coefficients) {
  Change change{ChangeKind::bordered, size_++, 1.0, static_cast<int>(change_entries_.size()), 0};
  change_entries_.insert(change_entries_.end(), coefficients.begin(), coefficients.end());
  change.end = static_cast<int>(change_entries_.size());
  changes_.push_back(change);
}

bool SparseBasis::is_worn() const {
  std::size_t const factors = lower_.size() + upper_.size() + diagonal_.size();
  constexpr std::size_t kFreeEntries = 2000;
  return changes_.size() > kMostChanges || change_entries_.size() > 4 * factors + kFreeEntries;
}

} // namespace korridor::opt
