// The augmented Lagrangian over path flows, and the greedy fitting that ends it.
#include "korridor/opt/path_start.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

constexpr int kSweeps = 4;
constexpr double kPenalty = 0.3;   // of the mean path cost, for use at twice the capacity
constexpr double kMargin = 0.99;   // of each capacity, what the start aims at
constexpr double kTinyPart = 1e-3; // of a set: smaller flows are given to the other paths
constexpr double kNothing = 1e-9;  // of a set
constexpr int kRoundsBetweenPrunes = 4;
constexpr double kFew = 4.0; // resources: use above capacities that is worth less is left to the master

class Start {
public:
  Start(PathMaster& master, GeneratePaths const& generate)
      : master_(master), generate_(generate), price_(at(master.resource_count()), 0.0),
        penalty_(price_.size(), 0.0), used_(price_.size(), 0.0), mark_(price_.size(), 0),
        pool_(at(master.set_count())) {}

  std::vector<ColumnFlow> run(int round_count, double& cost_level) {
    for (int set = 0; set < master_.set_count(); ++set) {
      pool_[at(set)].push_back({master_.empty_column(set), master_.size_of(set)});
    }
    std::vector<double> limit(pool_.size());
    for (int round = 0; round < round_count; ++round) {
      for (int set = 0; set < master_.set_count(); ++set) {
        limit[at(set)] = std::numeric_limits<double>::infinity();
        for (ColumnFlow const& part : pool_[at(set)])
          limit[at(set)] = std::min(limit[at(set)], cost(part.column));
      }
      for (int const column : generate_(price_, limit))
        pool_[at(master_.set_of(column))].push_back({column, 0.0});
      if (round == 0) cost_level = choose_penalties();
      for (int sweep = 0; sweep < kSweeps; ++sweep) {
        for (std::vector<ColumnFlow>& parts : pool_) balance(parts);
      }
      for (std::size_t r = 0; r < price_.size(); ++r) price_[r] = current_price(static_cast<int>(r));
      if (nearly_fits()) break;
      if (round % kRoundsBetweenPrunes == kRoundsBetweenPrunes - 1) prune();
    }
    return fit();
  }

private:
  [[nodiscard]] double cost(int column) const {
    double sum = master_.cost_of(column);
    for (Entry const& entry : master_.entries_of(column)) sum += entry.coefficient * price_[at(entry.row)];
    return sum;
  }
  [[nodiscard]] double current_price(int resource) const {
    double const capacity = master_.capacity(resource);
    if (std::isinf(capacity)) return 0.0;
    return std::max(0.0, price_[at(resource)] +
                             penalty_[at(resource)] * (used_[at(resource)] - kMargin * capacity));
  }
  void use(int column, double flow) {
    for (Entry const& entry : master_.entries_of(column)) used_[at(entry.row)] += flow * entry.coefficient;
  }

  // Whether what is used above capacities is worth no more than the rents of a few resources, on the mean.
  [[nodiscard]] bool nearly_fits() const {
    double over = 0.0, rents = 0.0, scarce = 0.0;
    for (std::size_t r = 0; r < price_.size(); ++r) {
      if (price_[r] <= 0.0) continue;
      double const capacity = master_.capacity(static_cast<int>(r));
      over += price_[r] * std::max(0.0, used_[r] - capacity);
      rents += price_[r] * capacity;
      scarce += 1.0;
    }
    return over * scarce <= kFew * rents;
  }

  // All flow goes to the cheapest path first; the mean cost of these paths is the level of prices.
  double choose_penalties() {
    double total = 0.0, flow = 0.0, largest = 0.0;
    for (std::vector<ColumnFlow>& parts : pool_) {
      ColumnFlow& best = parts.back();
      if (parts.size() > 1) std::swap(best.flow, parts.front().flow);
      use(best.column, best.flow);
      largest = std::max(largest, best.flow);
      if (parts.size() < 2) continue;
      total += std::abs(master_.cost_of(best.column)) * best.flow;
      flow += best.flow;
    }
    double const level = flow > 0.0 ? total / flow : 1.0;
    for (int r = 0; r < master_.resource_count(); ++r) {
      double const capacity = master_.capacity(r);
      penalty_[at(r)] = kPenalty * level / (capacity > kNothing * largest ? capacity : largest);
    }
    return level;
  }

  // Moves flow of one set to its cheapest path: along each pair the cost is convex and piecewise quadratic.
  void balance(std::vector<ColumnFlow>& parts) {
    if (parts.size() < 2) return;
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      double sum = master_.cost_of(parts[i].column);
      for (Entry const& entry : master_.entries_of(parts[i].column)) {
        sum += entry.coefficient * current_price(entry.row);
      }
      if (sum < least) {
        least = sum;
        best = i;
      }
    }
    for (Entry const& entry : master_.entries_of(parts[best].column))
      mark_[at(entry.row)] = entry.coefficient;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i != best && parts[i].flow > 0.0) shift(parts[i], parts[best]);
    }
    for (Entry const& entry : master_.entries_of(parts[best].column)) mark_[at(entry.row)] = 0.0;
  }

  void shift(ColumnFlow& from, ColumnFlow& to) {
    double gain = master_.cost_of(from.column) - master_.cost_of(to.column);
    double curvature = 0.0;
    auto const see = [&](int resource, double coefficient) {
      double const price = current_price(resource);
      gain += coefficient * price;
      double const slope = coefficient * coefficient * penalty_[at(resource)];
      curvature += price > 0.0 ? slope : (coefficient < 0.0 ? 0.5 * slope : 0.0);
    };
    for (Entry const& entry : master_.entries_of(from.column)) {
      double const shared = mark_[at(entry.row)];
      if (entry.coefficient != shared) see(entry.row, entry.coefficient - shared);
      seen_.push_back(entry.row);
    }
    for (int const resource : seen_) mark_[at(resource)] = -mark_[at(resource)]; // counted already
    for (Entry const& entry : master_.entries_of(to.column)) {
      if (mark_[at(entry.row)] == entry.coefficient) see(entry.row, -entry.coefficient);
    }
    for (int const resource : seen_) mark_[at(resource)] = -mark_[at(resource)];
    seen_.clear();
    if (gain <= 0.0) return;
    double const step = curvature > 0.0 ? std::min(from.flow, gain / curvature) : from.flow;
    from.flow -= step;
    to.flow += step;
    use(from.column, -step);
    use(to.column, step);
  }

  void prune() {
    for (int set = 0; set < master_.set_count(); ++set) {
      std::erase_if(pool_[at(set)], [&](ColumnFlow const& part) {
        return part.flow <= 0.0 && part.column != master_.empty_column(set);
      });
    }
  }

  [[nodiscard]] double room(int column) const {
    double room = std::numeric_limits<double>::infinity();
    for (Entry const& entry : master_.entries_of(column)) {
      if (entry.coefficient > 0.0)
        room = std::min(room, (master_.capacity(entry.row) - used_[at(entry.row)]) / entry.coefficient);
    }
    return std::max(0.0, room);
  }

  // What fits of the flows found, then what fits of the rest, cheapest path first.
  std::vector<ColumnFlow> fit() {
    std::fill(used_.begin(), used_.end(), 0.0);
    std::vector<std::vector<ColumnFlow>> fitted(pool_.size());
    std::vector<double> left(pool_.size());
    auto const put = [&](int set, int column, double flow) {
      use(column, flow);
      left[at(set)] -= flow;
      std::vector<ColumnFlow>& parts = fitted[at(set)];
      auto const same = std::find_if(parts.begin(), parts.end(),
                                     [&](ColumnFlow const& part) { return part.column == column; });
      if (same != parts.end()) {
        same->flow += flow;
      } else {
        parts.push_back({column, flow});
      }
    };
    for (int set = 0; set < master_.set_count(); ++set) {
      double const size = left[at(set)] = master_.size_of(set);
      for (ColumnFlow const& part : pool_[at(set)]) {
        if (part.column == master_.empty_column(set) || part.flow < kTinyPart * size) continue;
        double const flow = std::min({part.flow, left[at(set)], room(part.column)});
        if (flow > kNothing * size) put(set, part.column, flow);
      }
    }
    std::vector<ColumnFlow> flows;
    for (int set = 0; set < master_.set_count(); ++set) {
      std::vector<std::pair<double, int>> order;
      for (ColumnFlow const& part : pool_[at(set)]) order.emplace_back(cost(part.column), part.column);
      std::sort(order.begin(), order.end());
      for (auto const& [price, column] : order) {
        if (column == master_.empty_column(set)) break; // what is dearer than leaving it empty is left
        double const flow = std::min(left[at(set)], room(column));
        if (flow > kNothing * master_.size_of(set)) put(set, column, flow);
      }
      flows.insert(flows.end(), fitted[at(set)].begin(), fitted[at(set)].end());
    }
    return flows;
  }

  PathMaster& master_;
  GeneratePaths const& generate_;
  std::vector<double> price_, penalty_, used_; ///< [resource]
  std::vector<double> mark_;                   ///< [resource] coefficient in the best path
  std::vector<int> seen_;
  std::vector<std::vector<ColumnFlow>> pool_; ///< [set]
};

} // namespace

std::vector<ColumnFlow> find_start(PathMaster& master, GeneratePaths const& generate, int round_count,
                                   double& cost_level) {
  return Start(master, generate).run(round_count, cost_level);
}

} // namespace korridor::opt
