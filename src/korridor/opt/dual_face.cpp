// DualFace: groups, lattices and small linear programmes.
#include "korridor/opt/dual_face.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Values this near to a bound count as lying on it (programmes come scaled to order 1).
constexpr double kOnBound = 1e-8;
// A lattice with gains converges from one side; smaller steps than this no longer matter.
constexpr double kSmallestStep = 1e-12;

// Two ends found in different ways that differ by less are one.
constexpr double kSameEnd = 1e-10;

// Unknowns times conditions of the largest component that is worth a programme per end; in larger ones ends
// that need one stay open.
constexpr std::size_t kLargestProgramme = 4'000'000;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

std::size_t end_of(int place, bool high) { return 2 * at(place) + (high ? 1 : 0); }

bool near(double value, double bound) {
  return std::isfinite(bound) && std::abs(value - bound) <= kOnBound * std::max(1.0, std::abs(bound));
}

bool same(double a, double b) {
  return a == b || std::abs(a - b) <= kSameEnd * std::max({1.0, std::abs(a), std::abs(b)});
}

struct Place {
  bool lower = false;
  bool upper = false;
  [[nodiscard]] bool inside() const { return !lower && !upper; }
};

Place place_of(LinearProgram const& program, std::vector<double> const& col_value, int col) {
  return {near(col_value[at(col)], program.col_lower[at(col)]),
          near(col_value[at(col)], program.col_upper[at(col)])};
}

} // namespace

DualFace::DualFace(LinearProgram const& program, std::vector<double> const& col_value,
                   std::vector<double> row_dual, std::vector<bool> pinned)
    : program_(program), dual_(std::move(row_dual)), row_low_(dual_.size(), -kInfinity),
      row_high_(dual_.size(), kInfinity), groups_(settled_rows(col_value, std::move(pinned))),
      component_of_(dual_.size(), -1), place_(dual_.size(), -1) {
  build_groups(col_value);
  bound_groups();
  build_conditions(col_value);
  build_components();
}

DualFace::~DualFace() = default;

std::vector<bool> DualFace::settled_rows(std::vector<double> const& col_value, std::vector<bool> pinned) {
  std::vector<double> activity(dual_.size(), 0.0);
  for (int col = 0; col < program_.col_count(); ++col) {
    for (Entry const& entry : program_.column(col)) {
      activity[at(entry.row)] += entry.coefficient * col_value[at(col)];
    }
  }
  for (std::size_t row = 0; row < dual_.size(); ++row) {
    if (program_.row_lower[row] == program_.row_upper[row]) continue;
    bool const at_upper = near(activity[row], program_.row_upper[row]);
    bool const at_lower = near(activity[row], program_.row_lower[row]);
    if (!at_upper && !at_lower) pinned[row] = true;
    // The known duals keep their signs up to the solver's tolerance; the face must contain them.
    if (!at_lower) row_high_[row] = std::max(0.0, -dual_[row]);
    if (!at_upper) row_low_[row] = std::min(0.0, -dual_[row]);
  }
  return pinned;
}

void DualFace::build_groups(std::vector<double> const& col_value) {
  std::vector<int> open;
  for (int col = 0; col < program_.col_count(); ++col) {
    if (place_of(program_, col_value, col).inside()) open.push_back(col);
  }
  // An equation of many groups may come down to two when others have joined.
  std::size_t before = 0;
  do {
    before = open.size();
    std::erase_if(open, [&](int col) { return groups_.learn(program_.column(col)); });
  } while (open.size() < before);
}

void DualFace::bound_groups() {
  for (int row = 0; row < static_cast<int>(dual_.size()); ++row) {
    Entry const top = groups_.leader(row);
    if (top.row < 0 || top.row == row) continue;
    double low = row_low_[at(row)] / top.coefficient;
    double high = row_high_[at(row)] / top.coefficient;
    if (top.coefficient < 0.0) std::swap(low, high);
    row_low_[at(top.row)] = std::max(row_low_[at(top.row)], low);
    row_high_[at(top.row)] = std::min(row_high_[at(top.row)], high);
  }
}

void DualFace::build_conditions(std::vector<double> const& col_value) {
  for (int col = 0; col < program_.col_count(); ++col) {
    Place const place = place_of(program_, col_value, col);
    if (place.lower && place.upper) continue;
    std::span<Entry const> const reduced = groups_.reduce(program_.column(col));
    if (reduced.empty()) continue;
    Condition condition;
    condition.first = static_cast<int>(entries_.size());
    entries_.insert(entries_.end(), reduced.begin(), reduced.end());
    condition.end = static_cast<int>(entries_.size());
    condition.at_most = !place.upper;
    condition.at_least = !place.lower;
    if (!place.inside()) {
      double reduced_cost = program_.col_cost[at(col)];
      for (Entry const& entry : program_.column(col)) {
        reduced_cost -= entry.coefficient * dual_[at(entry.row)];
      }
      // The known duals meet every condition up to the solver's tolerance; the face must contain them.
      condition.rhs = condition.at_most ? std::max(reduced_cost, 0.0) : std::min(reduced_cost, 0.0);
    }
    conditions_.push_back(condition);
  }
}

void DualFace::build_components() {
  std::vector<int> parent(dual_.size());
  std::iota(parent.begin(), parent.end(), 0);
  auto const root = [&parent](int row) {
    while (parent[at(row)] != row) {
      parent[at(row)] = parent[at(parent[at(row)])];
      row = parent[at(row)];
    }
    return row;
  };
  for (Condition const& condition : conditions_) {
    for (Entry const& entry : entries(condition)) {
      parent[at(root(entry.row))] = root(entries(condition).front().row);
    }
  }
  std::vector<int> component_of_root(dual_.size(), -1);
  for (int row = 0; row < static_cast<int>(dual_.size()); ++row) {
    if (groups_.leader(row).row != row) continue;
    int& component = component_of_root[at(root(row))];
    if (component < 0) {
      component = static_cast<int>(components_.size());
      components_.emplace_back();
    }
    component_of_[at(row)] = component;
    place_[at(row)] = static_cast<int>(components_[at(component)].leaders.size());
    components_[at(component)].leaders.push_back(row);
  }
  for (Component& component : components_) component.range.resize(component.leaders.size());
  for (int i = 0; i < static_cast<int>(conditions_.size()); ++i) {
    int const leader = entries(conditions_[at(i)]).front().row;
    components_[at(component_of_[at(leader)])].conditions.push_back(i);
  }
  for (Entry& entry : entries_) entry.row = place_[at(entry.row)];
}

bool DualFace::monotone(Condition const& condition, std::vector<bool> const& held) const {
  int terms = 0;
  double product = 1.0;
  for (Entry const& entry : entries(condition)) {
    if (held[at(entry.row)]) continue;
    ++terms;
    product *= entry.coefficient;
  }
  return terms < 2 || (terms == 2 && product < 0.0);
}

std::vector<bool> DualFace::complicating(Component const& component) const {
  std::vector<bool> held(component.leaders.size(), false);
  std::vector<int> crooked = component.conditions;
  while (true) {
    std::erase_if(crooked, [&](int i) { return monotone(conditions_[at(i)], held); });
    if (crooked.empty()) return held;
    std::vector<int> count(held.size(), 0);
    for (int const i : crooked) {
      for (Entry const& entry : entries(conditions_[at(i)])) ++count[at(entry.row)];
    }
    for (std::size_t place = 0; place < held.size(); ++place) {
      if (held[place]) count[place] = 0;
    }
    held[at(static_cast<int>(std::max_element(count.begin(), count.end()) - count.begin()))] = true;
  }
}

bool DualFace::has_gains(Component const& component, std::vector<bool> const& held) const {
  return std::any_of(component.conditions.begin(), component.conditions.end(), [&](int i) {
    double sum = 0.0, largest = 0.0;
    int terms = 0;
    for (Entry const& entry : entries(conditions_[at(i)])) {
      if (held[at(entry.row)]) continue;
      ++terms;
      sum += entry.coefficient;
      largest = std::max(largest, std::abs(entry.coefficient));
    }
    return terms == 2 && std::abs(sum) > kSameEnd * largest;
  });
}

DualFace::Readers DualFace::readers(Component const& component) const {
  auto const for_each = [&](auto const& use) {
    for (std::size_t position = 0; position < component.conditions.size(); ++position) {
      Condition const& condition = conditions_[at(component.conditions[position])];
      for (Entry const& entry : entries(condition)) {
        bool const rises = entry.coefficient > 0.0;
        if (condition.at_most) use(end_of(entry.row, !rises), static_cast<int>(position));
        if (condition.at_least) use(end_of(entry.row, rises), static_cast<int>(position));
      }
    }
  };
  Readers found;
  found.first.assign(2 * component.leaders.size() + 1, 0);
  for_each([&](std::size_t end, int) { ++found.first[end + 1]; });
  std::partial_sum(found.first.begin(), found.first.end(), found.first.begin());
  found.position.resize(at(found.first.back()));
  std::vector<int> next = found.first;
  for_each([&](std::size_t end, int position) { found.position[at(next[end]++)] = position; });
  return found;
}

void DualFace::tighten(Condition const& condition, double sign, std::vector<DualRange>& range,
                       std::vector<std::size_t>& moved) const {
  auto const least = [&](Entry const& entry) {
    double const coefficient = sign * entry.coefficient;
    DualRange const& other = range[at(entry.row)];
    return coefficient * (coefficient > 0.0 ? other.low : other.high);
  };
  std::span<Entry const> const terms = entries(condition);
  for (Entry const& entry : terms) {
    double rest = sign * condition.rhs; // what is left for this term when the others take their least
    for (Entry const& other : terms) {
      if (&other != &entry) rest -= least(other);
    }
    if (!std::isfinite(rest)) continue;
    double const bound = rest / (sign * entry.coefficient);
    double const step = kSmallestStep * std::max(1.0, std::abs(bound));
    DualRange& mine = range[at(entry.row)];
    bool const is_high = sign * entry.coefficient > 0.0;
    if (is_high ? bound >= mine.high - step : bound <= mine.low + step) continue;
    (is_high ? mine.high : mine.low) = bound;
    moved.push_back(end_of(entry.row, is_high));
  }
}

// Round by round in the order of the conditions, without those that would move nothing because no end they
// are read against has moved since.
bool DualFace::tighten(Component const& component, Readers const& readers,
                       std::vector<DualRange>& range) const {
  // Gains below one may converge without end; the smallest step and this limit stop them.
  std::size_t const round_limit = 4 * range.size() + 50;
  std::vector<char> due(component.conditions.size(), 1);
  std::vector<std::size_t> moved;
  bool any_moved = true;
  for (std::size_t round = 0; any_moved && round < round_limit; ++round) {
    any_moved = false;
    for (std::size_t position = 0; position < due.size(); ++position) {
      if (due[position] == 0) continue;
      due[position] = 0;
      Condition const& condition = conditions_[at(component.conditions[position])];
      if (condition.at_most) tighten(condition, 1.0, range, moved);
      if (condition.at_least) tighten(condition, -1.0, range, moved);
      any_moved = any_moved || !moved.empty();
      for (std::size_t const end : moved) {
        for (int i = readers.first[end]; i < readers.first[end + 1]; ++i) {
          due[at(readers.position[at(i)])] = 1;
        }
      }
      moved.clear();
    }
  }
  return !any_moved;
}

void DualFace::bound(Component& component) {
  component.bounded = true;
  std::size_t const count = component.leaders.size();
  // Inner ends hold the complicating groups where they are, which leaves a lattice: each end is that of a
  // point of the face. Outer ends let every group wander on its own. Where the two agree they are the end.
  std::vector<bool> const held = complicating(component);
  std::vector<DualRange> inner(count), outer(count);
  for (std::size_t i = 0; i < count; ++i) {
    outer[i] = {row_low_[at(component.leaders[i])], row_high_[at(component.leaders[i])]};
    inner[i] = held[i] ? DualRange{0.0, 0.0} : outer[i];
    if (held[i]) outer[i] = group_range(component, i);
  }
  Readers const read = readers(component);
  if (!tighten(component, read, inner) || !tighten(component, read, outer)) return;
  // A ring of gains bounds what goes round it, which an end that starts open never sees.
  bool const open = std::any_of(inner.begin(), inner.end(), [](DualRange const& range) {
    return !std::isfinite(range.low) || !std::isfinite(range.high);
  });
  if (open && has_gains(component, held)) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (same(inner[i].low, outer[i].low)) component.range[i].low = inner[i].low;
    if (same(inner[i].high, outer[i].high)) component.range[i].high = inner[i].high;
  }
}

void DualFace::load(Component& component) {
  LinearProgram face;
  for (int const i : component.conditions) {
    Condition const& condition = conditions_[at(i)];
    double lower = -kInfinity;
    double upper = kInfinity;
    if (condition.at_least) lower = condition.rhs;
    if (condition.at_most) upper = condition.rhs;
    face.add_row(lower, upper);
  }
  std::vector<std::vector<Entry>> columns(component.leaders.size());
  for (std::size_t i = 0; i < component.conditions.size(); ++i) {
    for (Entry const& entry : entries(conditions_[at(component.conditions[i])])) {
      columns[at(entry.row)].push_back({static_cast<int>(i), entry.coefficient});
    }
  }
  for (std::size_t i = 0; i < component.leaders.size(); ++i) {
    face.add_col(0.0, row_low_[at(component.leaders[i])], row_high_[at(component.leaders[i])], columns[i]);
  }
  component.solver = std::make_unique<LpSolver>(face);
}

double DualFace::minimise(Component& component, std::span<Entry const> weights, double sign) {
  if (component.leaders.size() * component.conditions.size() > kLargestProgramme) return -kInfinity;
  if (!component.solver) load(component);
  for (int const place : component.priced) component.solver->set_cost(place, 0.0);
  component.priced.clear();
  for (Entry const& weight : weights) {
    int const place = place_[at(weight.row)];
    component.solver->set_cost(place, sign * weight.coefficient);
    component.priced.push_back(place);
  }
  LpSolution const solution = component.solver->solve();
  return solution.status == LpStatus::optimal ? solution.objective : -kInfinity;
}

double DualFace::extreme(Component& component, std::size_t place, double sign) {
  Entry const unit{component.leaders[place], 1.0};
  return sign * minimise(component, std::span(&unit, 1), sign);
}

DualRange DualFace::group_range(Component& component, std::size_t place) {
  if (!component.bounded) bound(component);
  Ends& ends = component.range[place];
  if (!ends.low) ends.low = extreme(component, place, 1.0);
  if (!ends.high) ends.high = extreme(component, place, -1.0);
  return {*ends.low, *ends.high};
}

DualRange DualFace::component_sum(Component& component, std::span<Entry const> weights) {
  DualRange range;
  if (weights.size() == 1) {
    DualRange const group = group_range(component, at(place_[at(weights[0].row)]));
    double const a = weights[0].coefficient * group.low;
    double const b = weights[0].coefficient * group.high;
    range = {std::min(a, b), std::max(a, b)};
  } else {
    range.low = minimise(component, weights, 1.0);
    range.high = -minimise(component, weights, -1.0);
  }
  return {std::min(range.low, 0.0), std::max(range.high, 0.0)};
}

DualRange DualFace::row(int row) {
  Entry const weight{row, 1.0};
  return sum(std::span(&weight, 1));
}

DualRange DualFace::sum(std::span<Entry const> weights) {
  DualRange total;
  for (Entry const& weight : weights) total.low += weight.coefficient * dual_[at(weight.row)];
  total.high = total.low;
  std::span<Entry const> const reduced = groups_.reduce(weights);
  std::vector<Entry> moving(reduced.begin(), reduced.end());
  std::sort(moving.begin(), moving.end(), [this](Entry const& a, Entry const& b) {
    return component_of_[at(a.row)] < component_of_[at(b.row)];
  });
  for (std::size_t begin = 0, end = 0; begin < moving.size(); begin = end) {
    int const component = component_of_[at(moving[begin].row)];
    while (end < moving.size() && component_of_[at(moving[end].row)] == component) ++end;
    DualRange const range =
        component_sum(components_[at(component)], std::span(moving).subspan(begin, end - begin));
    total.low += range.low;
    total.high += range.high;
  }
  return total;
}

} // namespace korridor::opt
