// Worths of nodes, label correcting in both directions.
#include "korridor/opt/path_worths.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>
#include <utility>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kMostVisits = 32; // of each node
constexpr double kRounding = 1e-13;     // of what is added up: less is no change

// Arcs by one of their ends.
struct Adjacency {
  std::vector<int> first, arcs;
  Adjacency(PathProgram const& program, int PathProgram::Arc::*end)
      : first(at(program.node_count) + 1, 0), arcs(program.arcs.size()) {
    for (PathProgram::Arc const& arc : program.arcs) ++first[at(arc.*end) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<int> fill(first.begin(), first.end() - 1);
    for (std::size_t a = 0; a < program.arcs.size(); ++a) {
      arcs[at(fill[at(program.arcs[a].*end)]++)] = static_cast<int>(a);
    }
  }
};

double rounding(double one, double other) { return kRounding * (std::abs(one) + std::abs(other)); }

} // namespace

std::optional<std::vector<double>> node_worths(PathProgram const& program, std::vector<double> const& weight,
                                               std::vector<double> const& supply_price,
                                               std::vector<double> const& demand_price) {
  std::size_t const count = at(program.node_count);
  std::size_t left = kMostVisits * (count + 1);
  std::vector<double> worth(count, -kInfinity);
  std::priority_queue<std::pair<double, int>> high; // worth, node
  for (std::size_t d = 0; d < program.demands.size(); ++d) {
    int const node = program.demands[d].node;
    if (demand_price[d] <= worth[at(node)]) continue;
    worth[at(node)] = demand_price[d];
    high.emplace(demand_price[d], node);
  }
  Adjacency const into(program, &PathProgram::Arc::head);
  while (!high.empty()) {
    auto const [known, node] = high.top();
    high.pop();
    if (known < worth[at(node)]) continue;
    if (left-- == 0) return std::nullopt;
    for (int i = into.first[at(node)]; i < into.first[at(node) + 1]; ++i) {
      int const a = into.arcs[at(i)];
      PathProgram::Arc const& arc = program.arcs[at(a)];
      double const there = arc.gain * known - weight[at(a)];
      if (there <= worth[at(arc.tail)] + rounding(known, weight[at(a)])) continue;
      worth[at(arc.tail)] = there;
      high.emplace(there, arc.tail);
    }
  }

  std::vector<double> cost(count, kInfinity);      // of bringing goods to nodes that lead to nobody
  std::priority_queue<std::pair<double, int>> low; // minus the cost, node
  auto const lower = [&](int node, double there) {
    if (worth[at(node)] > -kInfinity || there >= cost[at(node)] - rounding(there, 0.0)) return;
    cost[at(node)] = there;
    low.emplace(-there, node);
  };
  for (std::size_t s = 0; s < program.supplies.size(); ++s) lower(program.supplies[s].node, supply_price[s]);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    PathProgram::Arc const& arc = program.arcs[a];
    if (worth[at(arc.tail)] > -kInfinity) lower(arc.head, (worth[at(arc.tail)] + weight[a]) / arc.gain);
  }
  Adjacency const out(program, &PathProgram::Arc::tail);
  auto const settle = [&] {
    while (!low.empty()) {
      auto const [minus, node] = low.top();
      low.pop();
      if (-minus > cost[at(node)]) continue;
      if (left-- == 0) return false;
      for (int i = out.first[at(node)]; i < out.first[at(node) + 1]; ++i) {
        PathProgram::Arc const& arc = program.arcs[at(out.arcs[at(i)])];
        lower(arc.head, (cost[at(node)] + weight[at(out.arcs[at(i)])]) / arc.gain);
      }
    }
    return true;
  };
  if (!settle()) return std::nullopt;
  double paid = 0.0, top = 0.0; // by arcs; the highest of all prices
  for (double const w : weight) paid += std::max(0.0, -w);
  if (paid > 0.0) {
    auto const see = [&](double price) {
      if (std::isfinite(price)) top = std::max(top, 2.0 * price);
    };
    for (std::size_t node = 0; node < count; ++node) {
      see(worth[node]);
      see(cost[node]);
    }
    for (std::size_t node = 0; node < count; ++node) lower(static_cast<int>(node), top + paid);
    if (!settle()) return std::nullopt;
  }
  for (std::size_t node = 0; node < count; ++node) {
    if (worth[node] == -kInfinity) worth[node] = cost[node];
  }
  return worth;
}

std::vector<double> node_prices(PathProgram const& program, std::vector<double> const& weight,
                                std::vector<double> const& label, std::vector<double> const& supply_price,
                                std::vector<double> const& resource_price,
                                std::vector<double> const& delivered) {
  std::vector<double> pays;
  for (std::size_t d = 0; d < program.demands.size(); ++d) {
    MarginalLine const& line = program.demands[d];
    if (line.size <= 0.0) { // nobody is there
      pays.push_back(-kInfinity);
    } else if (line.equation >= 0) {
      pays.push_back(resource_price[at(line.equation)]);
    } else {
      pays.push_back(delivered[d] > 0.0 ? label[at(line.node)] : line.first);
    }
  }
  if (auto worths = node_worths(program, weight, supply_price, pays)) return *worths;
  return label;
}

} // namespace korridor::opt
