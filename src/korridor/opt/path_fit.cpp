// Fitting flows to capacities and plants.
#include "korridor/opt/path_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kUnbalanced = 1e-10; // of what passes an equation
constexpr double kNothing = 1e-12;    // of a flow

class Fit {
public:
  Fit(PathProgram const& program, PathStart const& start)
      : program_(program), start_(start), plant_(program.capacity.size()),
        broken_(program.capacity.size(), false) {
    std::iota(plant_.begin(), plant_.end(), 0);
    for (PathProgram::Extra const& extra : program.extras) {
      int first = -1;
      for (Entry const& entry : extra.entries) {
        if (!is_exact(entry.row)) continue;
        if (first >= 0) plant_[at(root(entry.row))] = root(first);
        first = entry.row;
      }
    }
  }

  PathStart run() {
    for (PathStart fitted = start_;; fitted = start_) {
      take(fitted);
      if (!find_broken()) return fitted;
    }
  }

private:
  [[nodiscard]] bool is_exact(int resource) const {
    return at(resource) < program_.exact.size() && program_.exact[at(resource)];
  }
  int root(int resource) {
    while (plant_[at(resource)] != resource)
      resource = plant_[at(resource)] = plant_[at(plant_[at(resource)])];
    return resource;
  }
  bool runs(int equation) { return equation < 0 || !broken_[at(root(equation))]; }

  void take(PathStart& fitted) {
    left_ = program_.capacity;
    passed_.assign(left_.size(), 0.0);
    supply_left_.clear();
    demand_left_.clear();
    for (MarginalLine const& line : program_.supplies) supply_left_.push_back(line.size);
    for (MarginalLine const& line : program_.demands) demand_left_.push_back(line.size);
    auto const take_extras = [&](bool late) {
      for (std::size_t e = 0; e < program_.extras.size(); ++e) {
        if (only_takes(program_.extras[e]) == late) take_extra(program_.extras[e], fitted.extra[e]);
      }
    };
    take_extras(false);
    for (PathFlow& flow : fitted.flows) take_flow(flow);
    take_extras(true); // of what flows have made room for
    std::erase_if(fitted.flows, [](PathFlow const& flow) { return flow.delivered <= 0.0; });
  }

  [[nodiscard]] bool only_takes(PathProgram::Extra const& extra) const {
    return std::none_of(extra.entries.begin(), extra.entries.end(), [this](Entry const& entry) {
      return is_exact(entry.row) || entry.coefficient < 0.0;
    });
  }

  void take_extra(PathProgram::Extra const& extra, double& quantity) {
    quantity = std::min(quantity, extra.size);
    for (Entry const& entry : extra.entries) {
      if (is_exact(entry.row)) {
        if (!runs(entry.row)) quantity = 0.0;
      } else if (entry.coefficient > 0.0) {
        quantity = std::min(quantity, std::max(0.0, left_[at(entry.row)]) / entry.coefficient);
      }
    }
    for (Entry const& entry : extra.entries) use(entry.row, entry.coefficient * quantity);
  }

  void take_flow(PathFlow& flow) {
    MarginalLine const& supply = program_.supplies[at(flow.supply)];
    MarginalLine const& demand = program_.demands[at(flow.demand)];
    double most = runs(supply.equation) && runs(demand.equation) ? flow.delivered : 0.0;
    if (most <= 0.0) {
      flow.delivered = 0.0;
      return;
    }
    needs_.clear();
    double through = 1.0;
    for (int const a : flow.arcs) {
      through /= program_.arcs[at(a)].gain;
      for (int e = program_.arcs[at(a)].first; e < program_.end_of_entries(a); ++e) {
        Entry const& entry = program_.entries[at(e)];
        needs_.push_back({entry.row, entry.coefficient * through});
      }
    }
    std::sort(needs_.begin(), needs_.end(), [](Entry const& a, Entry const& b) { return a.row < b.row; });
    most = std::min({most, supply_left_[at(flow.supply)] / through, demand_left_[at(flow.demand)]});
    for (std::size_t i = 0; i < needs_.size(); ++i) {
      double sum = needs_[i].coefficient;
      while (i + 1 < needs_.size() && needs_[i + 1].row == needs_[i].row) sum += needs_[++i].coefficient;
      if (sum > 0.0) most = std::min(most, left_[at(needs_[i].row)] / sum);
    }
    flow.delivered = most > kNothing * flow.delivered ? most : 0.0;
    supply_left_[at(flow.supply)] -= through * flow.delivered;
    demand_left_[at(flow.demand)] -= flow.delivered;
    for (Entry const& need : needs_) use(need.row, need.coefficient * flow.delivered);
    if (supply.equation >= 0) use(supply.equation, through * flow.delivered);
    if (demand.equation >= 0) use(demand.equation, -flow.delivered);
  }

  void use(int resource, double quantity) {
    left_[at(resource)] -= quantity;
    passed_[at(resource)] += std::abs(quantity);
  }

  bool find_broken() {
    bool any = false;
    for (std::size_t r = 0; r < program_.exact.size(); ++r) {
      if (!program_.exact[r] || std::abs(left_[r]) <= kUnbalanced * passed_[r]) continue;
      int const plant = root(static_cast<int>(r));
      any = any || !broken_[at(plant)];
      broken_[at(plant)] = true;
    }
    return any;
  }

  PathProgram const& program_;
  PathStart const& start_;
  std::vector<int> plant_;   ///< [resource] union of the equations of one plant
  std::vector<bool> broken_; ///< [resource] at the root
  std::vector<double> left_, passed_, supply_left_, demand_left_;
  std::vector<Entry> needs_;
};

} // namespace

PathStart fitting_part(PathProgram const& program, PathStart const& start) {
  return Fit(program, start).run();
}

double multiple(PathProgram const& program, std::vector<int> const& arcs) {
  double through = 1.0;
  for (int const a : arcs) through /= program.arcs[at(a)].gain;
  return through;
}

} // namespace korridor::opt
