// One pivot of the path master, and what keeps its basis sound.
#include "korridor/opt/path_master.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLeastPivot = 1e-7;
constexpr double kZero = 1e-11;
constexpr std::size_t kPatience = 200; // steps of no length before ties are broken by chance
constexpr double kLargeEnough = 0.01;  // a pivot above it is as good as a larger one then
constexpr double kFeasibility = 1e-14; // of the largest set: how far a value may stray below 0

} // namespace

PathMaster::PathMaster(std::vector<double> capacity, std::vector<bool> exact)
    : capacity_(std::move(capacity)), exact_(std::move(exact)) {
  resource_row_.assign(capacity_.size(), -1);
  used_.assign(capacity_.size(), 0.0);
  price_.assign(capacity_.size(), 0.0);
  resource_rate_.assign(capacity_.size(), 0.0);
  resource_changes_.assign(capacity_.size(), 0);
  basis_.factor({});
}

int PathMaster::add_set(double size, double empty_cost) {
  int const set = set_count();
  size_.push_back(size);
  key_.push_back(static_cast<int>(columns_.size()));
  empty_.push_back(key_.back());
  key_value_.push_back(size);
  others_.emplace_back();
  set_rate_.push_back(0.0);
  set_changes_.push_back(0);
  columns_.push_back({set, empty_cost, static_cast<int>(entries_.size()), 0, 0});
  barred_.push_back(0);
  scale_ = std::max(scale_, size);
  return set;
}

int PathMaster::add_column(int set, double cost, std::span<Entry const> entries) {
  std::uint64_t uses = 0;
  for (Entry const& entry : entries) uses |= bit_of(entry.row);
  columns_.push_back({set, cost, static_cast<int>(entries_.size()), static_cast<int>(entries.size()), uses});
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  barred_.push_back(0);
  return static_cast<int>(columns_.size()) - 1;
}

void PathMaster::forget_from(std::size_t column_count) {
  if (column_count == columns_.size()) return;
  entries_.resize(index(columns_[column_count].first));
  columns_.resize(column_count);
  barred_.resize(column_count);
}

std::span<Entry const> PathMaster::entries_of(int column) const {
  Column const& c = columns_[index(column)];
  return {entries_.data() + c.first, static_cast<std::size_t>(c.count)};
}

double PathMaster::set_price(int set, std::vector<double> const& price) const {
  double sum = cost_of(key_[index(set)]);
  for (Entry const& entry : entries_of(key_[index(set)])) sum += entry.coefficient * price[index(entry.row)];
  return sum;
}

double PathMaster::reduced_cost(int column) const {
  double cost = cost_of(column) - set_price(set_of(column));
  for (Entry const& entry : entries_of(column)) cost += entry.coefficient * price_[index(entry.row)];
  return cost;
}

double PathMaster::marginal(int column) const {
  return column >= 0 ? reduced_cost(column) : price_[index(row_resource_[index(~column)])];
}

double PathMaster::objective() const {
  double sum = 0.0;
  for (ColumnFlow const& part : flows()) sum += cost_of(part.column) * part.flow;
  return sum;
}

std::vector<ColumnFlow> PathMaster::flows() const {
  std::vector<ColumnFlow> flows;
  for (std::size_t set = 0; set < key_.size(); ++set) {
    if (key_value_[set] > 0.0) flows.push_back({key_[set], key_value_[set]});
  }
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    if (basic_[position] >= 0 && value_[position] > 0.0)
      flows.push_back({basic_[position], value_[position]});
  }
  return flows;
}

void PathMaster::rank(std::span<int const> candidates, double tolerance) {
  ranked_.clear();
  set_price_.resize(key_.size());
  for (int set = 0; set < set_count(); ++set) set_price_[index(set)] = set_price(set);
  for (int const column : candidates) {
    double cost = cost_of(column) - set_price_[index(set_of(column))];
    for (Entry const& entry : entries_of(column)) cost += entry.coefficient * price_[index(entry.row)];
    if (cost < -tolerance && !is_basic(column)) ranked_.emplace_back(cost, column);
  }
  std::sort(ranked_.begin(), ranked_.end());
}

bool PathMaster::is_basic(int column) const {
  int const set = set_of(column);
  if (key_[index(set)] == column) return true;
  return std::any_of(others_[index(set)].begin(), others_[index(set)].end(),
                     [&](int position) { return basic_[index(position)] == column; });
}

int PathMaster::worst_slack(double tolerance) const {
  int worst = -1;
  double least = -tolerance;
  for (int row = 0; row < tight_count(); ++row) {
    double const price = price_[index(row_resource_[index(row)])];
    if (price < least && !exact_[index(row_resource_[index(row)])]) {
      least = price;
      worst = row;
    }
  }
  return worst;
}

void PathMaster::scatter(int column, double factor, std::vector<double>& by_row) const {
  for (Entry const& entry : entries_of(column)) {
    int const row = resource_row_[index(entry.row)];
    if (row >= 0) by_row[index(row)] += factor * entry.coefficient;
  }
}

// image_ := rate at which each basic value falls when the column moves by `sign`.
void PathMaster::direction(int column, double sign) {
  image_.assign(basic_.size(), 0.0);
  if (column >= 0) {
    scatter(column, sign, image_);
    scatter(key_[index(set_of(column))], -sign, image_);
  } else {
    image_[index(~column)] = sign;
  }
  basis_.solve(image_);
}

// Rates of keys (falling) and of resources (rising).
void PathMaster::collect_changes(int column, double sign) {
  auto const change_set = [&](int set, double rate) {
    if (!set_changes_[index(set)]) {
      set_changes_[index(set)] = 1;
      set_rate_[index(set)] = 0.0;
      changed_sets_.push_back(set);
    }
    set_rate_[index(set)] += rate;
  };
  auto const change_resources = [&](int of_column, double rate) {
    for (Entry const& entry : entries_of(of_column)) {
      if (!resource_changes_[index(entry.row)]) {
        resource_changes_[index(entry.row)] = 1;
        resource_rate_[index(entry.row)] = 0.0;
        changed_resources_.push_back(entry.row);
      }
      resource_rate_[index(entry.row)] += rate * entry.coefficient;
    }
  };
  changed_sets_.clear();
  changed_resources_.clear();
  double largest = column >= 0 ? 1.0 : 0.0;
  for (double const rate : image_) largest = std::max(largest, std::abs(rate));
  double const zero = kZero * std::min(1.0, largest);
  least_rate_ = kLeastPivot * std::min(1.0, largest);
  if (column >= 0) {
    change_set(set_of(column), sign);
    change_resources(column, sign);
  }
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    if (std::abs(image_[position]) <= zero) {
      image_[position] = 0.0;
    } else if (basic_[position] >= 0) {
      change_set(set_of(basic_[position]), -image_[position]);
      change_resources(basic_[position], -image_[position]);
    }
  }
  for (int const set : changed_sets_) {
    set_changes_[index(set)] = 0;
    if (std::abs(set_rate_[index(set)]) > zero) change_resources(key_[index(set)], -set_rate_[index(set)]);
  }
  double largest_use = 0.0;
  for (int const resource : changed_resources_)
    largest_use = std::max(largest_use, std::abs(resource_rate_[index(resource)]));
  least_use_ = kLeastPivot * std::min(1.0, largest_use);
  std::size_t moved = 0; // what stays used up, on the whole, does not move
  for (int const resource : changed_resources_) {
    resource_changes_[index(resource)] = 0;
    if (std::abs(resource_rate_[index(resource)]) > kZero * largest_use)
      changed_resources_[moved++] = resource;
  }
  changed_resources_.resize(moved);
}

// What would fall below 0 or rise above its capacity, into `limits_`; the longest step that leaves all of it
// within a tolerance.
double PathMaster::collect_limits() {
  double most = kInfinity;
  limits_.clear();
  auto const see = [&](Leaving kind, int position, double room, double rate) {
    room = std::max(room, 0.0);
    limits_.push_back({kind, position, room / rate, rate});
    most = std::min(most, (room + kFeasibility * scale_) / rate);
  };
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    if (image_[position] > least_rate_)
      see(Leaving::basic, static_cast<int>(position), value_[position], image_[position]);
  }
  for (int const resource : changed_resources_) {
    double const rate = resource_rate_[index(resource)];
    if (exact_[index(resource)]) {
      if (resource_row_[index(resource)] < 0 && std::abs(rate) > least_use_)
        see(Leaving::resource, resource, 0.0, std::abs(rate));
    } else if (rate > least_use_ && capacity_[index(resource)] < kInfinity &&
               resource_row_[index(resource)] < 0) {
      see(Leaving::resource, resource, capacity_[index(resource)] - used_[index(resource)], rate);
    }
  }
  for (int const set : changed_sets_) {
    if (set_rate_[index(set)] > least_rate_)
      see(Leaving::key, set, key_value_[index(set)], set_rate_[index(set)]);
  }
  return most;
}

PathMaster::Blocking PathMaster::ratio_test(double sign, double value) {
  double const most = collect_limits();
  Blocking blocking{Leaving::own_bound, 0, kInfinity};
  if (sign < 0.0) blocking.step = value;
  double largest = 0.0;
  if (blocking.step <= most) return blocking;
  for (Limit const& limit : limits_) {
    if (limit.step > most) continue;
    double weight = limit.kind == Leaving::key ? 0.999 * limit.rate : limit.rate; // an exchange costs more
    if (idle_pivots_ > kPatience) weight = std::min(weight, kLargeEnough) * draw();
    if (weight <= largest) continue;
    largest = weight;
    blocking = {limit.kind, limit.position, limit.step};
  }
  return blocking;
}

// SplitMix64; in (0, 1].
double PathMaster::draw() const {
  chance_ += 0x9e3779b97f4a7c15U;
  std::uint64_t z = chance_;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return static_cast<double>(((z ^ (z >> 31U)) >> 11U) + 1) * 0x1.0p-53;
}

bool PathMaster::is_stuck() const { return idle_pivots_ > kPatience + 100 * (basic_.size() + key_.size()); }

void PathMaster::take_step(double step) {
  idle_pivots_ = step > kZero * scale_ ? 0 : idle_pivots_ + 1;
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    value_[position] -= step * image_[position];
  }
  for (int const set : changed_sets_) key_value_[index(set)] -= step * set_rate_[index(set)];
  for (int const resource : changed_resources_) {
    used_[index(resource)] += step * resource_rate_[index(resource)];
  }
}

// The resource becomes a row of W with its slack basic; the slack's position.
int PathMaster::activate(int resource) {
  std::vector<Entry> coefficients;
  auto const use = [&](int column) {
    if ((columns_[index(column)].uses & bit_of(resource)) == 0) return 0.0;
    for (Entry const& entry : entries_of(column)) {
      if (entry.row == resource) return entry.coefficient;
    }
    return 0.0;
  };
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    if (basic_[position] < 0) continue;
    double const net = use(basic_[position]) - use(key_[index(set_of(basic_[position]))]);
    if (net != 0.0) coefficients.push_back({static_cast<int>(position), net});
  }
  basis_.add_row(coefficients);
  int const row = tight_count();
  row_resource_.push_back(resource);
  resource_row_[index(resource)] = row;
  row_dual_.push_back(0.0);
  price_[index(resource)] = 0.0;
  basic_.push_back(~row);
  value_.push_back(capacity_[index(resource)] - used_[index(resource)]);
  image_.push_back(resource_rate_[index(resource)]);
  return row;
}

// The key of a set changes places with the largest of the set's other basic columns; the old key's position.
int PathMaster::exchange(int set) {
  std::vector<int> const& members = others_[index(set)];
  int const position = *std::max_element(members.begin(), members.end(),
                                         [&](int a, int b) { return value_[index(a)] < value_[index(b)]; });
  basis_.exchange_key(position, members);
  std::swap(key_[index(set)], basic_[index(position)]);
  std::swap(key_value_[index(set)], value_[index(position)]);
  image_[index(position)] = set_rate_[index(set)];
  return position;
}

void PathMaster::enter(int column, int position, double value) {
  double const change = marginal(column) / image_[index(position)];
  unit_.assign(basic_.size(), 0.0);
  unit_[index(position)] = 1.0;
  basis_.solve_transposed(unit_);
  move_prices(change);
  change_basic(column, position, value);
}

// Prices move along the row of W^-1 in `unit_`.
void PathMaster::move_prices(double change) {
  for (std::size_t row = 0; row < unit_.size(); ++row) {
    if (unit_[row] == 0.0) continue;
    row_dual_[row] += change * unit_[row];
    price_[index(row_resource_[row])] = -row_dual_[row];
  }
}

void PathMaster::change_basic(int column, int position, double value) {
  int const old = basic_[index(position)];
  if (old >= 0) std::erase(others_[index(set_of(old))], position);
  basic_[index(position)] = column;
  value_[index(position)] = value;
  if (column >= 0) others_[index(set_of(column))].push_back(position);
  basis_.replace(position, image_);
  ++changes_;
}

PathMaster::Entered PathMaster::pivot(int column, double sign, double value) {
  ++pivot_count_;
  direction(column, sign);
  collect_changes(column, sign);
  Blocking const blocking = ratio_test(sign, value);
  if (std::isinf(blocking.step)) { // every quantity is bounded: rounding hides what blocks
    idle_pivots_ = std::numeric_limits<std::size_t>::max();
    return Entered::nowhere;
  }
  take_step(blocking.step);
  if (blocking.kind == Leaving::own_bound) return Entered::nowhere;
  double const reached = value + sign * blocking.step;
  if (blocking.kind == Leaving::key && others_[index(blocking.position)].empty()) {
    key_[index(blocking.position)] = column; // alone in its set: only the entering column can take its place
    key_value_[index(blocking.position)] = reached;
    ++changes_;
    return Entered::key;
  }
  int position = blocking.position;
  if (blocking.kind == Leaving::resource) position = activate(blocking.position);
  if (blocking.kind == Leaving::key) position = exchange(blocking.position);
  for (double& rate : image_) rate *= sign;
  enter(column, position, reached);
  entered_pivot_ = image_[index(position)];
  if (!basis_.is_worn()) return Entered::basis;
  factor();
  return Entered::factored;
}

} // namespace korridor::opt
