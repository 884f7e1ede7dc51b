// Following an optimum while the costs of new columns fall to what they are.
#include <algorithm>
#include <cmath>

#include "korridor/opt/path_master.hpp"

namespace korridor::opt {

namespace {

constexpr double kNoShift = 1e-12; // of the largest shift: less is rounding
constexpr double kNoEntry = 1e-13; // of the largest entry of a row of W^-1: less is rounding

} // namespace

// Every column that improves becomes dearer by what it improves, so that the basis is optimal.
void PathMaster::begin_following() {
  link_new_columns();
  shift_.assign(columns_.size(), 0.0);
  for (int column = 0; column < static_cast<int>(columns_.size()); ++column) {
    reduced_[index(column)] = reduced_cost(column);
    if (!barred_[index(column)]) shift_[index(column)] = std::max(0.0, -reduced_[index(column)]);
  }
  shifted_ = shift_;
  price_shift_.assign(price_.size(), 0.0);
}

// After a new factorisation.
void PathMaster::find_shifts() {
  std::vector<double> by_row(basic_.size(), 0.0);
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    int const column = basic_[position];
    if (column < 0) continue; // a slack
    by_row[position] = shift_[index(column)] - shift_[index(key_[index(set_of(column))])];
  }
  basis_.solve_transposed(by_row);
  std::fill(price_shift_.begin(), price_shift_.end(), 0.0);
  for (std::size_t row = 0; row < by_row.size(); ++row)
    price_shift_[index(row_resource_[row])] = -by_row[row];
  std::vector<double> set_price(key_.size()), set_shift(key_.size());
  auto const moved = [&](int column, double cost, std::vector<double> const& price) {
    for (Entry const& entry : entries_of(column)) cost += entry.coefficient * price[index(entry.row)];
    return cost;
  };
  for (int set = 0; set < set_count(); ++set) {
    int const key = key_[index(set)];
    set_price[index(set)] = moved(key, cost_of(key), price_);
    set_shift[index(set)] = moved(key, shift_[index(key)], price_shift_);
  }
  for (int column = 0; column < static_cast<int>(columns_.size()); ++column) {
    std::size_t const set = index(set_of(column));
    reduced_[index(column)] = moved(column, cost_of(column), price_) - set_price[set];
    shifted_[index(column)] = moved(column, shift_[index(column)], price_shift_) - set_shift[set];
  }
}

// What improves first as the shifts shrink from `level` times what they were, and where.
bool PathMaster::next_to_enter(double tolerance, double& level, int& column) const {
  double first = -1.0, most = 0.0;
  bool found = false;
  auto const see = [&](int here, double reduced, double shift) {
    if (reduced >= -tolerance) return;
    double const there = shift > kNoShift * -reduced ? std::min(level, -reduced / shift) : level;
    if (there < first || (there == first && shift <= most)) return;
    first = there;
    most = shift;
    column = here;
    found = true;
  };
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (!barred_[c]) see(static_cast<int>(c), reduced_[c], shifted_[c]);
  }
  for (int row = 0; row < tight_count(); ++row) {
    int const resource = row_resource_[index(row)];
    if (!exact_[index(resource)]) see(~row, price_[index(resource)], price_shift_[index(resource)]);
  }
  if (found) level = first;
  return found;
}

void PathMaster::follow_pivot(int column) {
  bool const is_path = column >= 0;
  int const resource = is_path ? -1 : row_resource_[index(~column)];
  double const reduced = is_path ? reduced_[index(column)] : price_[index(resource)];
  double const shifted = is_path ? shifted_[index(column)] : price_shift_[index(resource)];
  switch (pivot(column, 1.0, 0.0)) {
  case Entered::nowhere:
    return;
  case Entered::key:
    each_in_set(set_of(column), [&](int other) {
      reduced_[index(other)] -= reduced;
      shifted_[index(other)] -= shifted;
    });
    return;
  case Entered::factored:
    find_shifts();
    return;
  case Entered::basis:
    break;
  }
  double largest = 0.0;
  for (double const entry : unit_) largest = std::max(largest, std::abs(entry));
  for (double& entry : unit_) {
    if (std::abs(entry) < kNoEntry * largest) entry = 0.0; // rounding would fill the row
  }
  double const by_row = entered_pivot_;
  for (std::size_t row = 0; row < unit_.size(); ++row) {
    if (unit_[row] != 0.0) price_shift_[index(row_resource_[row])] -= shifted / by_row * unit_[row];
  }
  price_row();
  for (int const touched : row_columns_) {
    reduced_[index(touched)] -= reduced / by_row * row_[index(touched)];
    shifted_[index(touched)] -= shifted / by_row * row_[index(touched)];
  }
  if (is_path) reduced_[index(column)] = shifted_[index(column)] = 0.0;
}

} // namespace korridor::opt
