// Going on from a kept basis of the path master by the dual simplex method.
#include <algorithm>
#include <cmath>
#include <limits>

#include "korridor/opt/path_master.hpp"

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kOutside = 1e-12;     // of the largest set or the capacity: less outside is rounding
constexpr double kLeastEntry = 1e-8;   // of the largest entry of the pivot row: no pivot is smaller
constexpr double kNoEntry = 1e-13;     // of the largest entry of a row of W^-1: less is rounding
constexpr double kSameEntry = 1e-6;    // how far the pivot may differ, computed by row and by column
constexpr double kFurther = 4.0;       // each look ahead goes so many times as far
constexpr std::size_t kPatience = 200; // steps that change no price before ties are broken by chance

} // namespace

void PathMaster::prepare() {
  factor();
  idle_pivots_ = 0;
  linked_ = static_cast<int>(columns_.size());
  links_.clear();
  linked_resources_.clear();
  resource_link_.assign(capacity_.size(), -1);
  set_link_.assign(key_.size(), -1);
  resource_first_.assign(capacity_.size() + 1, 0);
  set_first_.assign(key_.size() + 1, 0);
  for (int column = 0; column < linked_; ++column) {
    ++set_first_[index(set_of(column)) + 1];
    for (Entry const& entry : entries_of(column)) ++resource_first_[index(entry.row) + 1];
  }
  for (std::size_t r = 1; r < resource_first_.size(); ++r) resource_first_[r] += resource_first_[r - 1];
  for (std::size_t s = 1; s < set_first_.size(); ++s) set_first_[s] += set_first_[s - 1];
  resource_columns_.resize(entries_.size());
  set_columns_.resize(columns_.size());
  std::vector<int> next_resource(resource_first_.begin(), resource_first_.end() - 1);
  std::vector<int> next_set(set_first_.begin(), set_first_.end() - 1);
  reduced_.clear();
  for (int column = 0; column < linked_; ++column) {
    set_columns_[index(next_set[index(set_of(column))]++)] = column;
    for (Entry const& entry : entries_of(column))
      resource_columns_[index(next_resource[index(entry.row)]++)] = {column, entry.coefficient};
    reduced_.push_back(reduced_cost(column));
  }
  row_.assign(columns_.size(), 0.0);
  in_row_.assign(columns_.size(), 0);
  set_noted_.assign(key_.size(), 0);
  resource_noted_.assign(capacity_.size(), 0);
}

void PathMaster::find_improving(double tolerance, std::vector<int>& columns) const {
  std::vector<double> set_price(key_.size());
  for (int set = 0; set < set_count(); ++set) set_price[index(set)] = PathMaster::set_price(set);
  for (int column = 0; column < static_cast<int>(columns_.size()); ++column) {
    double reduced = columns_[index(column)].cost - set_price[index(set_of(column))];
    for (Entry const& entry : entries_of(column)) reduced += entry.coefficient * price_[index(entry.row)];
    if (reduced < -tolerance && !barred_[index(column)]) columns.push_back(column);
  }
}

double PathMaster::least_reduced_cost(int set) const {
  double least = kInfinity;
  each_in_set(set, [&](int column) {
    if (!barred_[index(column)] && reduced_[index(column)] < least && !is_basic(column))
      least = reduced_[index(column)];
  });
  return least;
}

void PathMaster::rewind(PathMaster const& base) {
  for (int const resource : linked_resources_) resource_link_[index(resource)] = -1;
  for (Link const& link : links_) set_link_[index(set_of(link.column))] = -1;
  linked_resources_.clear();
  links_.clear();
  linked_ = base.linked_;
  capacity_ = base.capacity_;
  size_ = base.size_;
  columns_ = base.columns_;
  entries_.resize(base.entries_.size());
  barred_ = base.barred_;
  scale_ = base.scale_;
  key_ = base.key_;
  key_value_ = base.key_value_;
  others_ = base.others_;
  basic_ = base.basic_;
  value_ = base.value_;
  row_resource_ = base.row_resource_;
  resource_row_ = base.resource_row_;
  used_ = base.used_;
  price_ = base.price_;
  row_dual_ = base.row_dual_;
  basis_ = base.basis_;
  pivot_count_ = base.pivot_count_;
  idle_pivots_ = base.idle_pivots_;
  repair_count_ = base.repair_count_;
  changes_ = base.changes_;
  chance_ = base.chance_;
  reduced_ = base.reduced_;
  for (int const column : row_columns_) {
    row_[index(column)] = 0.0;
    in_row_[index(column)] = 0;
  }
  row_columns_.clear();
  row_.resize(columns_.size());
  in_row_.resize(columns_.size());
}

void PathMaster::link_new_columns() {
  for (; index(linked_) < columns_.size(); ++linked_) {
    auto const link = [&](int& head, double coefficient) {
      links_.push_back({linked_, head, coefficient});
      head = static_cast<int>(links_.size()) - 1;
    };
    link(set_link_[index(set_of(linked_))], 0.0);
    for (Entry const& entry : entries_of(linked_)) {
      link(resource_link_[index(entry.row)], entry.coefficient);
      linked_resources_.push_back(entry.row);
    }
    reduced_.push_back(std::max(0.0, reduced_cost(linked_)));
  }
  row_.resize(columns_.size(), 0.0);
  in_row_.resize(columns_.size(), 0);
}

void PathMaster::begin_restoring() {
  for (double const size : size_) scale_ = std::max(scale_, size);
  link_new_columns();
  compute_values();
  weight_.assign(basic_.size(), 1.0);
  set_weight_.assign(key_.size(), 1.0);
  resource_weight_.assign(capacity_.size(), 1.0);
  find_outside();
}

// Factors anew in the midst of the method; reduced costs follow the prices.
void PathMaster::factor_again() {
  std::vector<double> weight;
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    if (basic_[position] >= 0) {
      weight.push_back(weight_[position]);
    } else { // its row leaves W
      resource_weight_[index(row_resource_[index(~basic_[position])])] = weight_[position];
    }
  }
  weight_ = std::move(weight);
  factor();
  for (std::size_t column = 0; column < columns_.size(); ++column)
    reduced_[column] = std::max(0.0, reduced_cost(static_cast<int>(column)));
  find_outside();
}

void PathMaster::find_outside() {
  changed_sets_.clear();
  changed_resources_.clear();
  for (int set = 0; set < set_count(); ++set) changed_sets_.push_back(set);
  for (int resource = 0; resource < resource_count(); ++resource) changed_resources_.push_back(resource);
  note_outside();
}

// How far a basic column is outside its bounds; 0 within rounding. A barred one is outside wherever it is.
double PathMaster::outside_of(int column, double value) const {
  double const tolerance = kOutside * scale_;
  if (barred_[index(column)]) return std::max(std::abs(value), tolerance);
  return value < -tolerance ? -value : 0.0;
}

// Looks at what the last step changed.
void PathMaster::note_outside() {
  for (int const set : changed_sets_) {
    if (set_noted_[index(set)] || outside_of(key_[index(set)], key_value_[index(set)]) == 0.0) continue;
    set_noted_[index(set)] = 1;
    outside_sets_.push_back(set);
  }
  for (int const resource : changed_resources_) {
    if (resource_noted_[index(resource)] || resource_row_[index(resource)] >= 0) continue;
    double const over = used_[index(resource)] - capacity_[index(resource)];
    if (over <= 0.0 && !exact_[index(resource)]) continue;
    resource_noted_[index(resource)] = 1;
    outside_resources_.push_back(resource);
  }
}

PathMaster::Blocking PathMaster::furthest_outside() {
  Blocking furthest;
  auto const see = [&](Leaving kind, int position, double outside) {
    double const weight = kind == Leaving::basic ? weight_[index(position)]
                          : kind == Leaving::key ? set_weight_[index(position)]
                                                 : resource_weight_[index(position)];
    if (outside * outside > furthest.step * weight) furthest = {kind, position, outside * outside / weight};
  };
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    int const column = basic_[position];
    if (column >= 0) {
      see(Leaving::basic, static_cast<int>(position), outside_of(column, value_[position]));
    } else {
      int const resource = row_resource_[index(~column)];
      double const outside = exact_[index(resource)] ? std::abs(value_[position]) : -value_[position];
      if (outside > kOutside * std::max(scale_, capacity_[index(resource)]))
        see(Leaving::basic, static_cast<int>(position), outside);
    }
  }
  std::erase_if(outside_sets_, [&](int set) {
    double const outside = outside_of(key_[index(set)], key_value_[index(set)]);
    if (outside > 0.0) see(Leaving::key, set, outside);
    set_noted_[index(set)] = outside > 0.0 ? 1 : 0;
    return outside == 0.0;
  });
  std::erase_if(outside_resources_, [&](int resource) {
    double over = used_[index(resource)] - capacity_[index(resource)];
    if (exact_[index(resource)]) over = std::abs(over);
    bool const outside =
        resource_row_[index(resource)] < 0 && over > kOutside * std::max(scale_, capacity_[index(resource)]);
    if (outside) see(Leaving::resource, resource, over);
    resource_noted_[index(resource)] = outside ? 1 : 0;
    return !outside;
  });
  return furthest;
}

// The pivot row over all columns that have an entry in it, from the row of W^-1 in `unit_`: to `row_`, the
// columns to `row_columns_`.
void PathMaster::price_row() {
  for (int const column : row_columns_) {
    row_[index(column)] = 0.0;
    in_row_[index(column)] = 0;
  }
  row_columns_.clear();
  auto const touch = [&](int column) {
    if (in_row_[index(column)]) return;
    in_row_[index(column)] = 1;
    row_columns_.push_back(column);
  };
  for (std::size_t row = 0; row < unit_.size(); ++row) {
    double const weight = unit_[row];
    if (weight == 0.0) continue;
    each_in_resource(row_resource_[row], [&](int column, double coefficient) {
      touch(column);
      row_[index(column)] += weight * coefficient;
    });
  }
  // Less the key of the set, the key itself last.
  std::size_t const touched = row_columns_.size();
  for (std::size_t i = 0; i < touched; ++i) {
    int const key = row_columns_[i];
    if (key != key_[index(set_of(key))] || row_[index(key)] == 0.0) continue;
    double const of_key = row_[index(key)];
    each_in_set(set_of(key), [&](int column) {
      touch(column);
      row_[index(column)] -= of_key;
    });
  }
}

// The column or slack that enters, so that the leaving value rises (or falls) to its bound and the reduced
// costs stay >= -tolerance.
int PathMaster::dual_ratio_test(bool rises, double tolerance, bool& found) {
  double const sign = rises ? -1.0 : 1.0;
  double largest = 0.0;
  able_.clear();
  auto const see = [&](int column, double entry, double reduced) {
    if (entry <= 0.0) return;
    largest = std::max(largest, entry);
    able_.push_back({column, entry, std::max(reduced, 0.0)});
  };
  for (int const column : row_columns_) {
    if (!barred_[index(column)]) see(column, sign * row_[index(column)], reduced_[index(column)]);
  }
  for (std::size_t row = 0; row < unit_.size(); ++row) {
    int const resource = row_resource_[row];
    if (unit_[row] != 0.0 && !exact_[index(resource)])
      see(~static_cast<int>(row), sign * unit_[row], price_[index(resource)]);
  }
  double const least = kLeastEntry * largest;
  double most = kInfinity;
  for (Able const& able : able_) {
    if (able.entry > least) most = std::min(most, (able.reduced + tolerance) / able.entry);
  }
  int best = 0;
  double weight = 0.0;
  found = false;
  for (Able const& able : able_) {
    if (able.entry <= least || able.reduced > most * able.entry) continue;
    double const here = idle_pivots_ > kPatience ? able.entry * draw() : able.entry;
    if (here <= weight) continue;
    weight = here;
    best = able.column;
    found = true;
  }
  return best;
}

// A barred key without another basic column of its set: the cheapest of the set takes its place. No price
// moves.
bool PathMaster::replace_lone_key(int set) {
  int best = -1;
  each_in_set(set, [&](int column) {
    if (barred_[index(column)] || column == key_[index(set)]) return;
    if (best < 0 || reduced_[index(column)] < reduced_[index(best)]) best = column;
  });
  if (best < 0) return false;
  double const reduced = reduced_[index(best)];
  each_in_set(set, [&](int column) { reduced_[index(column)] -= reduced; });
  double const value = key_value_[index(set)];
  direction(best, 1.0);
  collect_changes(best, 1.0);
  take_step(value);
  key_[index(set)] = best;
  key_value_[index(set)] = value;
  note_outside();
  return true;
}

// Weights of the rows after a pivot, from the column that enters.
void PathMaster::reweight(int position, double pivot) {
  double const own = weight_[index(position)] / (pivot * pivot);
  auto const raise = [&](double& weight, double entry) { weight = std::max(weight, entry * entry * own); };
  for (std::size_t p = 0; p < image_.size(); ++p) {
    if (image_[p] != 0.0) raise(weight_[p], image_[p]);
  }
  for (int const set : changed_sets_) raise(set_weight_[index(set)], set_rate_[index(set)]);
  for (int const resource : changed_resources_)
    raise(resource_weight_[index(resource)], resource_rate_[index(resource)]);
  weight_[index(position)] = std::max(own, 1.0);
}

// The column or slack that enters for the basic at `position`, from the row of W^-1 in `unit_`. A step that
// would move a price by more than `far` is looked at from there first, then from ever further on: columns
// that improve there block it earlier. Without them it would end where lost load is the only way out, and all
// prices with it.
bool PathMaster::choose_entering(int position, double tolerance, double far, LookAhead const& look_ahead,
                                 int& column) {
  double largest = 0.0;
  for (double const entry : unit_) largest = std::max(largest, std::abs(entry));
  for (;;) {
    price_row();
    bool found = false;
    column = dual_ratio_test(value_[index(position)] < 0.0, tolerance, found);
    if (!found) return false;
    double const by_row = column >= 0 ? row_[index(column)] : unit_[index(~column)];
    double const reduced =
        column >= 0 ? reduced_[index(column)] : price_[index(row_resource_[index(~column)])];
    double const change = std::max(0.0, reduced) / by_row;
    double const moved = std::abs(change) * largest;
    for (bool added = false; !added; far *= kFurther) {
      if (moved <= far) return true;
      std::vector<double> ahead = price_;
      for (std::size_t row = 0; row < unit_.size(); ++row)
        ahead[index(row_resource_[row])] -= change * far / moved * unit_[row];
      added = look_ahead(ahead);
    }
    link_new_columns();
  }
}

bool PathMaster::dual_pivot(Blocking const& leaving, double tolerance, double far,
                            LookAhead const& look_ahead) {
  ++pivot_count_;
  if (leaving.kind == Leaving::key && others_[index(leaving.position)].empty())
    return replace_lone_key(leaving.position);
  image_.resize(basic_.size());
  int position = leaving.position;
  if (leaving.kind == Leaving::resource) {
    position = activate(leaving.position);
    weight_.push_back(resource_weight_[index(leaving.position)]);
  }
  if (leaving.kind == Leaving::key) {
    position = exchange(leaving.position);
    std::swap(weight_[index(position)], set_weight_[index(leaving.position)]);
    changed_sets_.assign(1, leaving.position); // the new key may be outside, too
    changed_resources_.clear();
    note_outside();
  }
  unit_.assign(basic_.size(), 0.0);
  unit_[index(position)] = 1.0;
  basis_.solve_transposed(unit_);
  double largest = 0.0;
  for (double const entry : unit_) largest = std::max(largest, std::abs(entry));
  for (double& entry : unit_) {
    if (std::abs(entry) < kNoEntry * largest) entry = 0.0; // rounding would fill the row
  }
  int column = 0;
  if (!choose_entering(position, tolerance, far, look_ahead, column)) return false;
  direction(column, 1.0);
  double const by_row = column >= 0 ? row_[index(column)] : unit_[index(~column)];
  double const pivot = image_[index(position)];
  if (std::abs(by_row - pivot) > kSameEntry * std::abs(pivot)) { // rounding: once more from a fresh factor
    ++idle_pivots_;
    factor_again();
    return true;
  }
  collect_changes(column, 1.0);
  double const step = value_[index(position)] / pivot;
  std::size_t const idle = idle_pivots_;
  take_step(step);
  double const reduced =
      std::max(0.0, column >= 0 ? reduced_[index(column)] : price_[index(row_resource_[index(~column)])]);
  idle_pivots_ = reduced > tolerance ? 0 : idle + 1;
  note_outside();
  double const change = reduced / by_row;
  move_prices(change);
  for (int const touched : row_columns_) reduced_[index(touched)] -= change * row_[index(touched)];
  reweight(position, pivot);
  change_basic(column, position, step);
  if (basis_.is_worn()) factor_again();
  return true;
}

} // namespace korridor::opt
