// Drawing an instance and writing it as a path programme.
#include "corridor_instance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <set>
#include <utility>

#include "draw.hpp"

namespace korridor::bench {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTransitBan = 0.08, kDeliveryBan = 0.15, kSeaBan = 0.10; // probabilities
constexpr double kModeCost[] = {1.0, 0.6, 0.25};                          // road, rail, sea
constexpr int kSea = 2;

class Maker {
public:
  Maker(InstanceSize const& size, double tightness, std::uint64_t seed)
      : size_(size), tightness_(tightness), draw_(seed) {}

  CorridorInstance make() {
    made_.node_count = size_.nodes;
    made_.class_count = size_.commodities * size_.origins;
    made_.origin_count = size_.origins;
    place_nodes();
    join_nodes();
    price_arcs();
    draw_demands();
    draw_supplies();
    draw_sanctions();
    draw_capacities();
    return std::move(made_);
  }

private:
  [[nodiscard]] double distance2(int i, int j) const {
    double const dx = made_.x[at(i)] - made_.x[at(j)], dy = made_.y[at(i)] - made_.y[at(j)];
    return dx * dx + dy * dy;
  }

  void place_nodes() {
    for (int i = 0; i < size_.nodes; ++i) {
      made_.x.push_back(draw_.unit());
      made_.y.push_back(draw_.unit());
    }
    for (int i = 0; i < size_.nodes; ++i) {
      int nearest = 0;
      for (int o = 1; o < size_.origins; ++o) {
        if (distance2(i, o * size_.nodes / size_.origins) <
            distance2(i, nearest * size_.nodes / size_.origins))
          nearest = o;
      }
      made_.country.push_back(nearest);
    }
  }

  bool joined(int i, int j) const { return edges_.count(std::minmax(i, j)) > 0; }

  void add_edge(int i, int j, bool sea) {
    int const mode = sea ? kSea : (draw_.unit() < 0.7 ? 0 : 1);
    double const cost =
        100.0 * (std::sqrt(distance2(i, j)) + 0.01) * kModeCost[mode] * draw_.between(0.8, 1.2);
    edges_.insert(std::minmax(i, j));
    made_.tail.insert(made_.tail.end(), {i, j});
    made_.head.insert(made_.head.end(), {j, i});
    made_.base.insert(made_.base.end(), {cost, cost});
    made_.mode.insert(made_.mode.end(), {mode, mode});
  }

  void join_nodes() {
    for (int i = 1; i < size_.nodes; ++i) {
      int nearest = 0;
      for (int j = 1; j < i; ++j) {
        if (distance2(i, j) < distance2(i, nearest)) nearest = j;
      }
      add_edge(i, nearest, false);
    }
    int const ports = (size_.nodes + 9) / 10;
    for (long left = std::lround(0.05 * size_.edges); left > 0;) {
      int const i = 10 * draw_.below(ports), j = 10 * draw_.below(ports);
      if (i == j || joined(i, j)) continue;
      add_edge(i, j, true);
      --left;
    }
    std::vector<std::vector<int>> near(at(size_.nodes));
    while (static_cast<int>(edges_.size()) < size_.edges) {
      int const i = draw_.below(size_.nodes);
      int const rank = draw_.below(8);
      if (near[at(i)].empty()) near[at(i)] = eight_nearest(i);
      int const j = near[at(i)][at(rank)];
      if (!joined(i, j)) add_edge(i, j, false);
    }
  }

  [[nodiscard]] std::vector<int> eight_nearest(int i) const {
    std::vector<std::pair<double, int>> others;
    for (int j = 0; j < size_.nodes; ++j) {
      if (j != i) others.emplace_back(distance2(i, j), j);
    }
    std::partial_sort(others.begin(), others.begin() + 8, others.end());
    std::vector<int> nearest;
    for (int k = 0; k < 8; ++k) nearest.push_back(others[at(k)].second);
    return nearest;
  }

  void price_arcs() {
    for (int c = 0; c < size_.commodities; ++c) {
      std::array<double, 3>& factor = made_.factor.emplace_back();
      for (double& f : factor) f = draw_.between(0.7, 1.3);
      made_.cost.emplace_back();
      for (std::size_t a = 0; a < made_.base.size(); ++a)
        made_.cost.back().push_back(made_.base[a] * factor[at(made_.mode[a])]);
    }
  }

  void draw_demands() {
    for (int c = 0; c < size_.commodities; ++c) {
      std::set<int> taken;
      while (static_cast<int>(taken.size()) < size_.demands) {
        int const node = draw_.below(size_.nodes);
        if (!taken.insert(node).second) continue;
        double const amount = draw_.between(5.0, 15.0);
        made_.demands.push_back({c, node, amount, draw_.between(300.0, 600.0), {}});
      }
    }
  }

  void draw_supplies() {
    std::vector<std::vector<int>> ground(at(size_.origins));
    for (int i = 0; i < size_.nodes; ++i) ground[at(made_.country[at(i)])].push_back(i);
    for (int c = 0; c < size_.commodities; ++c) {
      std::size_t const first = made_.steps.size();
      double weights = 0.0, wanted = 0.0;
      for (int o = 0; o < size_.origins; ++o) {
        std::vector<int> const& nodes = ground[at(o)];
        std::set<int> taken;
        while (taken.size() < std::min(at(size_.sites), nodes.size())) {
          int const node = nodes[at(draw_.below(static_cast<int>(nodes.size())))];
          if (!taken.insert(node).second) continue;
          double const cost = draw_.between(5.0, 25.0);
          for (double const multiple : {1.0, 1.5, 2.0}) {
            double const weight = draw_.between(0.5, 1.5);
            made_.steps.push_back({c * size_.origins + o, node, multiple * cost, weight});
            weights += weight;
          }
        }
      }
      for (CorridorInstance::Demand const& demand : made_.demands) {
        if (demand.commodity == c) wanted += demand.amount;
      }
      for (std::size_t s = first; s < made_.steps.size(); ++s)
        made_.steps[s].capacity *= 1.4 * wanted / weights;
    }
  }

  void draw_sanctions() {
    std::size_t const arcs = made_.tail.size();
    made_.banned.assign(at(made_.class_count), std::vector<bool>(arcs, false));
    std::vector<std::vector<bool>> undelivered(at(made_.class_count),
                                               std::vector<bool>(at(size_.origins), false));
    made_.sea_bans.resize(at(made_.class_count));
    for (int k = 0; k < made_.class_count; ++k) {
      for (int q = 0; q < size_.origins; ++q) {
        bool const transit = draw_.unit() < kTransitBan;
        bool const delivery = draw_.unit() < kDeliveryBan;
        if (q == k % size_.origins) continue;
        for (std::size_t a = 0; transit && a < arcs; ++a) {
          if (made_.country[at(made_.head[a])] == q && made_.country[at(made_.tail[a])] != q)
            made_.banned[at(k)][a] = true;
        }
        undelivered[at(k)][at(q)] = transit || delivery;
        if (transit || delivery) made_.sanctions.push_back({k, q, transit});
      }
      for (std::size_t a = 0; a < arcs; a += 2) {
        if (made_.mode[a] != kSea || draw_.unit() >= kSeaBan) continue;
        made_.banned[at(k)][a] = made_.banned[at(k)][a + 1] = true;
        made_.sea_bans[at(k)].push_back(static_cast<int>(a));
      }
    }
    for (CorridorInstance::Demand& demand : made_.demands) {
      for (int o = 0; o < size_.origins; ++o) {
        int const k = demand.commodity * size_.origins + o;
        if (!undelivered[at(k)][at(made_.country[at(demand.node)])]) demand.classes.push_back(k);
      }
    }
  }

  // Load of each arc when each demand takes its cheapest way, whatever the capacities.
  [[nodiscard]] std::vector<double> free_load() const {
    std::vector<double> load(made_.tail.size(), 0.0), best(made_.demands.size(), kInfinity);
    std::vector<std::vector<int>> way(made_.demands.size());
    std::vector<std::vector<int>> out(at(size_.nodes));
    for (std::size_t a = 0; a < made_.tail.size(); ++a) out[at(made_.tail[a])].push_back(static_cast<int>(a));
    using Label = std::pair<double, int>;
    for (int k = 0; k < made_.class_count; ++k) {
      std::vector<double> label(at(size_.nodes), kInfinity);
      std::vector<int> into(at(size_.nodes), -1);
      std::priority_queue<Label, std::vector<Label>, std::greater<>> open;
      for (CorridorInstance::Step const& step : made_.steps) {
        if (step.flow_class != k || step.cost >= label[at(step.node)]) continue;
        label[at(step.node)] = step.cost;
        open.emplace(step.cost, step.node);
      }
      while (!open.empty()) {
        auto const [cost, node] = open.top();
        open.pop();
        if (cost > label[at(node)]) continue;
        for (int const a : out[at(node)]) {
          double const there = cost + made_.cost[at(k / size_.origins)][at(a)];
          if (made_.banned[at(k)][at(a)] || there >= label[at(made_.head[at(a)])]) continue;
          label[at(made_.head[at(a)])] = there;
          into[at(made_.head[at(a)])] = a;
          open.emplace(there, made_.head[at(a)]);
        }
      }
      for (std::size_t d = 0; d < made_.demands.size(); ++d) {
        CorridorInstance::Demand const& demand = made_.demands[d];
        bool const served =
            std::find(demand.classes.begin(), demand.classes.end(), k) != demand.classes.end();
        if (!served || label[at(demand.node)] >= best[d]) continue;
        best[d] = label[at(demand.node)];
        way[d].clear();
        for (int node = demand.node; into[at(node)] >= 0; node = made_.tail[at(into[at(node)])])
          way[d].push_back(into[at(node)]);
      }
    }
    for (std::size_t d = 0; d < way.size(); ++d) {
      for (int const a : way[d]) load[at(a)] += made_.demands[d].amount;
    }
    return load;
  }

  void draw_capacities() {
    std::vector<double> const load = free_load();
    double sum = 0.0, count = 0.0;
    for (double const l : load) {
      sum += l;
      count += l > 0.0 ? 1.0 : 0.0;
    }
    for (double const l : load) {
      double const share = draw_.between(0.6, 2.0), floor = draw_.between(0.2, 1.0);
      made_.capacity.push_back(tightness_ * (share * l + floor * sum / count));
    }
  }

  InstanceSize size_;
  double tightness_;
  Draw draw_;
  CorridorInstance made_;
  std::set<std::pair<int, int>> edges_;
};

} // namespace

std::optional<InstanceSize> find_size(std::string_view name) {
  static std::map<std::string_view, InstanceSize> const sizes{
      {"R", kRanked},       {"S", kSmall},         {"M", kMedium},      {"L", kLarge},
      {"S1", kSmallSingle}, {"M1", kMediumSingle}, {"L1", kLargeSingle}};
  auto const found = sizes.find(name);
  return found == sizes.end() ? std::nullopt : std::optional(found->second);
}

CorridorInstance make_corridor_instance(InstanceSize const& size, double tightness, std::uint64_t seed) {
  return Maker(size, tightness, seed).make();
}

opt::PathProgram to_path_program(CorridorInstance const& instance) {
  opt::PathProgram program;
  int const nodes = instance.node_count;
  program.node_count = nodes * instance.class_count + static_cast<int>(instance.demands.size());
  program.capacity = instance.capacity;
  auto const add_arc = [&](int tail, int head, double cost) {
    program.arcs.push_back({tail, head, cost, 1.0, static_cast<int>(program.entries.size())});
  };
  for (int k = 0; k < instance.class_count; ++k) {
    for (std::size_t a = 0; a < instance.tail.size(); ++a) {
      if (instance.banned[at(k)][a]) continue;
      add_arc(k * nodes + instance.tail[a], k * nodes + instance.head[a],
              instance.cost[at(k / instance.origin_count)][a]);
      program.entries.push_back({static_cast<int>(a), 1.0});
    }
  }
  for (CorridorInstance::Step const& step : instance.steps) {
    program.supplies.push_back({step.flow_class * nodes + step.node, step.cost, 0.0, step.capacity, 0.0});
  }
  int node = nodes * instance.class_count;
  for (CorridorInstance::Demand const& demand : instance.demands) {
    for (int const k : demand.classes) add_arc(k * nodes + demand.node, node, 0.0);
    program.demands.push_back({node++, demand.lost_load, 0.0, demand.amount, 0.0});
  }
  return program;
}

} // namespace korridor::bench
