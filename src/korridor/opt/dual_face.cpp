// DualFace: propagation, lattices and small linear programmes.
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

// Unknowns times conditions of the largest component that is worth a programme per end; larger ones stay
// open.
constexpr std::size_t kLargestProgramme = 4'000'000;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

bool near(double value, double bound) {
  return std::isfinite(bound) && std::abs(value - bound) <= kOnBound * std::max(1.0, std::abs(bound));
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
    : program_(program), dual_(std::move(row_dual)), known_(std::move(pinned)),
      row_low_(dual_.size(), -kInfinity), row_high_(dual_.size(), kInfinity), component_of_(dual_.size(), -1),
      place_(dual_.size(), -1) {
  classify_rows(col_value);
  propagate(col_value);
  build_conditions(col_value);
  build_components();
}

DualFace::~DualFace() = default;

void DualFace::classify_rows(std::vector<double> const& col_value) {
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
    if (!at_upper && !at_lower) known_[row] = true;
    if (!at_lower) row_high_[row] = 0.0;
    if (!at_upper) row_low_[row] = 0.0;
  }
}

void DualFace::propagate(std::vector<double> const& col_value) {
  std::vector<std::vector<int>> columns_of(dual_.size());
  std::vector<int> unknown_count(col_value.size(), 0);
  std::vector<int> ready;
  for (int col = 0; col < program_.col_count(); ++col) {
    if (!place_of(program_, col_value, col).inside()) continue;
    for (Entry const& entry : program_.column(col)) {
      if (known_[at(entry.row)]) continue;
      columns_of[at(entry.row)].push_back(col);
      ++unknown_count[at(col)];
    }
    if (unknown_count[at(col)] == 1) ready.push_back(col);
  }
  while (!ready.empty()) {
    int const col = ready.back();
    ready.pop_back();
    for (Entry const& entry : program_.column(col)) {
      if (known_[at(entry.row)]) continue;
      known_[at(entry.row)] = true;
      for (int const other : columns_of[at(entry.row)]) {
        if (--unknown_count[at(other)] == 1) ready.push_back(other);
      }
    }
  }
}

void DualFace::build_conditions(std::vector<double> const& col_value) {
  for (int col = 0; col < program_.col_count(); ++col) {
    Place const place = place_of(program_, col_value, col);
    if (place.lower && place.upper) continue;
    Condition condition;
    double rest = program_.col_cost[at(col)];
    double now = 0.0;
    for (Entry const& entry : program_.column(col)) {
      if (known_[at(entry.row)]) {
        rest -= entry.coefficient * dual_[at(entry.row)];
      } else {
        condition.entries.push_back(entry);
        now += entry.coefficient * dual_[at(entry.row)];
      }
    }
    if (condition.entries.empty()) continue;
    // The known duals meet every condition up to the solver's tolerance; the face must contain them.
    condition.at_most = !place.upper;
    condition.at_least = !place.lower;
    if (place.inside()) {
      condition.rhs = now;
    } else {
      condition.rhs = condition.at_most ? std::max(rest, now) : std::min(rest, now);
    }
    conditions_.push_back(std::move(condition));
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
    for (Entry const& entry : condition.entries) {
      parent[at(root(entry.row))] = root(condition.entries.front().row);
    }
  }
  std::vector<int> component_of_root(dual_.size(), -1);
  for (int row = 0; row < static_cast<int>(dual_.size()); ++row) {
    if (known_[at(row)]) continue;
    int& component = component_of_root[at(root(row))];
    if (component < 0) {
      component = static_cast<int>(components_.size());
      components_.emplace_back();
    }
    component_of_[at(row)] = component;
    place_[at(row)] = static_cast<int>(components_[at(component)].rows.size());
    components_[at(component)].rows.push_back(row);
  }
  for (int i = 0; i < static_cast<int>(conditions_.size()); ++i) {
    std::vector<Entry> const& entries = conditions_[at(i)].entries;
    Component& component = components_[at(component_of_[at(entries.front().row)])];
    component.conditions.push_back(i);
    bool const monotone =
        entries.size() == 1 || (entries.size() == 2 && entries[0].coefficient * entries[1].coefficient < 0.0);
    component.lattice = component.lattice && monotone;
  }
}

void DualFace::bound_lattice(Component& component) {
  std::size_t const count = component.rows.size();
  component.low.assign(count, -kInfinity);
  component.high.assign(count, kInfinity);
  for (std::size_t i = 0; i < count; ++i) {
    component.low[i] = row_low_[at(component.rows[i])];
    component.high[i] = row_high_[at(component.rows[i])];
  }
  auto const raise = [](double& low, double value) {
    bool const moved = value > low + kSmallestStep * std::max(1.0, std::abs(value));
    if (moved) low = value;
    return moved;
  };
  // `sign` +1 treats "<=", -1 treats ">=" by turning all signs. Returns whether anything moved.
  auto const apply = [&](Condition const& condition, double sign) {
    bool moved = false;
    for (std::size_t i = 0; i < condition.entries.size(); ++i) {
      double const coefficient = sign * condition.entries[i].coefficient;
      auto const place = at(place_[at(condition.entries[i].row)]);
      double rest_low = sign * condition.rhs;  // with the other unknown at its low end
      double rest_high = sign * condition.rhs; // ... at its high end
      if (condition.entries.size() == 2) {
        Entry const& other = condition.entries[1 - i];
        rest_low -= sign * other.coefficient * component.low[at(place_[at(other.row)])];
        rest_high -= sign * other.coefficient * component.high[at(place_[at(other.row)])];
      }
      // coefficient * y <= rest; the other coefficient has the opposite sign, so rest rises with the other
      // unknown where this coefficient is positive and the bound found is an upper one.
      if (coefficient > 0.0) {
        double negative = -component.high[place];
        if (raise(negative, -rest_high / coefficient)) {
          component.high[place] = -negative;
          moved = true;
        }
      } else if (raise(component.low[place], rest_low / coefficient)) {
        moved = true;
      }
    }
    return moved;
  };
  // Gains below one may converge without end; the smallest step and this limit stop them.
  std::size_t const round_limit = 4 * count + 50;
  bool moved = true;
  for (std::size_t round = 0; moved && round < round_limit; ++round) {
    moved = false;
    for (int const i : component.conditions) {
      Condition const& condition = conditions_[at(i)];
      if (condition.at_most && apply(condition, 1.0)) moved = true;
      if (condition.at_least && apply(condition, -1.0)) moved = true;
    }
  }
  component.bounded = true;
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
  std::vector<std::vector<Entry>> columns(component.rows.size());
  for (std::size_t i = 0; i < component.conditions.size(); ++i) {
    for (Entry const& entry : conditions_[at(component.conditions[i])].entries) {
      columns[at(place_[at(entry.row)])].push_back({static_cast<int>(i), entry.coefficient});
    }
  }
  for (std::size_t i = 0; i < component.rows.size(); ++i) {
    face.add_col(0.0, row_low_[at(component.rows[i])], row_high_[at(component.rows[i])], columns[i]);
  }
  component.solver = std::make_unique<LpSolver>(face);
  component.objective.assign(component.rows.size(), 0.0);
}

double DualFace::minimise(Component& component, std::vector<double> const& objective) {
  for (std::size_t i = 0; i < objective.size(); ++i) {
    if (objective[i] != component.objective[i]) component.solver->set_cost(static_cast<int>(i), objective[i]);
  }
  component.objective = objective;
  LpSolution const solution = component.solver->solve();
  return solution.status == LpStatus::optimal ? solution.objective : -kInfinity;
}

DualRange DualFace::component_sum(Component& component, std::span<Entry const> weights) {
  double now = 0.0;
  for (Entry const& weight : weights) now += weight.coefficient * dual_[at(weight.row)];
  DualRange range;
  if (component.lattice && weights.size() == 1) {
    if (!component.bounded) bound_lattice(component);
    auto const place = at(place_[at(weights[0].row)]);
    double const a = weights[0].coefficient * component.low[place];
    double const b = weights[0].coefficient * component.high[place];
    range = {std::min(a, b), std::max(a, b)};
  } else if (component.rows.size() * component.conditions.size() > kLargestProgramme) {
    return {-kInfinity, kInfinity};
  } else {
    if (!component.solver) load(component);
    std::vector<double> objective(component.rows.size(), 0.0);
    for (Entry const& weight : weights) objective[at(place_[at(weight.row)])] += weight.coefficient;
    range.low = minimise(component, objective);
    for (double& value : objective) value = -value;
    range.high = -minimise(component, objective);
  }
  return {std::min(range.low, now), std::max(range.high, now)};
}

DualRange DualFace::row(int row) {
  Entry const weight{row, 1.0};
  return sum(std::span(&weight, 1));
}

DualRange DualFace::sum(std::span<Entry const> weights) {
  DualRange total;
  std::vector<std::pair<int, std::vector<Entry>>> unknown;
  for (Entry const& weight : weights) {
    if (weight.coefficient == 0.0) continue;
    int const component = component_of_[at(weight.row)];
    if (component < 0) {
      total.low += weight.coefficient * dual_[at(weight.row)];
      total.high += weight.coefficient * dual_[at(weight.row)];
      continue;
    }
    auto const found =
        std::find_if(unknown.begin(), unknown.end(), [&](auto const& u) { return u.first == component; });
    if (found == unknown.end()) {
      unknown.push_back({component, {weight}});
    } else {
      found->second.push_back(weight);
    }
  }
  for (auto const& [component, parts] : unknown) {
    DualRange const range = component_sum(components_[at(component)], parts);
    total.low += range.low;
    total.high += range.high;
  }
  return total;
}

} // namespace korridor::opt
