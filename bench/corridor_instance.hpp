// Seeded instances of multicommodity flow over corridors: countries, sanctions, seas, steps of supply, lost
// load.
//
// Node positions, modes, costs, demands, supply steps, bans and capacities are drawn in one fixed order from
// SplitMix64, so that any program written from this order makes the same instance; capacities are scaled to
// the load of an all-or-nothing assignment, which makes them contested. A class is (commodity, origin
// country).
#pragma once

#include <cstdint>
#include <vector>

#include "korridor/opt/path_program.hpp"

namespace korridor::bench {

struct InstanceSize {
  int nodes, edges, commodities, origins, sites, demands;
};
inline constexpr InstanceSize kSmall{60, 75, 5, 5, 2, 10};
inline constexpr InstanceSize kMedium{2000, 4000, 4, 5, 8, 100};
inline constexpr InstanceSize kLarge{10000, 20000, 10, 10, 12, 300};

struct CorridorInstance {
  struct Step {
    int flow_class, node;
    double cost, capacity;
  };
  struct Demand {
    int commodity, node;
    double amount, lost_load; ///< money per unit not served
    std::vector<int> classes; ///< that may deliver here
  };
  int node_count = 0, class_count = 0, origin_count = 0;
  std::vector<int> tail, head;
  std::vector<double> capacity;
  std::vector<std::vector<double>> cost; ///< [commodity][arc]
  std::vector<std::vector<bool>> banned; ///< [class][arc]
  std::vector<Step> steps;
  std::vector<Demand> demands;
  double base_cost_sum = 0.0; ///< check sum
};

[[nodiscard]] CorridorInstance make_corridor_instance(InstanceSize const& size, double tightness,
                                                      std::uint64_t seed);

/// One layer of nodes for each class, and a node for each demand.
[[nodiscard]] opt::PathProgram to_path_program(CorridorInstance const& instance);

} // namespace korridor::bench
