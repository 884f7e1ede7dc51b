// Seeded instances of multicommodity flow over corridors: countries, sanctions, seas, steps of supply, lost
// load.
//
// Node positions, modes, costs, demands, supply steps, bans and capacities are drawn in one fixed order from
// SplitMix64, so that any program written from this order makes the same instance; capacities are scaled to
// the load of an all-or-nothing assignment, which makes them contested. A class is (commodity, origin
// country).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "korridor/opt/path_program.hpp"

namespace korridor::bench {

struct InstanceSize {
  int nodes, edges, commodities, origins, sites, demands;
};
inline constexpr InstanceSize kSmall{60, 75, 5, 5, 2, 10};
inline constexpr InstanceSize kMedium{2000, 4000, 4, 5, 8, 100};
inline constexpr InstanceSize kRanked{150, 300, 4, 5, 4, 20}; // between S and M, for whole rankings
inline constexpr InstanceSize kLarge{10000, 20000, 10, 10, 12, 300};
inline constexpr InstanceSize kSmallSingle{60, 75, 1, 1, 5, 10}; // one commodity of one origin
inline constexpr InstanceSize kMediumSingle{2000, 4000, 1, 1, 40, 100};
inline constexpr InstanceSize kLargeSingle{10000, 20000, 1, 1, 120, 300};

/// "S", "R", "M", "L", "S1", "M1", "L1"; nothing for any other name.
[[nodiscard]] std::optional<InstanceSize> find_size(std::string_view name);

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
  struct Sanction {
    int flow_class, country;
    bool transit; ///< bans entering the country and delivery there; else delivery alone
  };
  int node_count = 0, class_count = 0, origin_count = 0;
  std::vector<double> x, y; ///< [node], in [0, 1]
  std::vector<int> country; ///< [node] an origin
  std::vector<int> tail, head;
  std::vector<int> mode;                     ///< [arc] 0 road, 1 rail, 2 sea
  std::vector<double> base;                  ///< [arc] cost before the factor of commodity and mode
  std::vector<std::array<double, 3>> factor; ///< [commodity][mode]
  std::vector<double> capacity;
  std::vector<std::vector<double>> cost;  ///< [commodity][arc]
  std::vector<std::vector<bool>> banned;  ///< [class][arc]
  std::vector<Sanction> sanctions;        ///< those that ban by country
  std::vector<std::vector<int>> sea_bans; ///< [class] first arcs of the edges banned besides
  std::vector<Step> steps;
  std::vector<Demand> demands;
};

[[nodiscard]] CorridorInstance make_corridor_instance(InstanceSize const& size, double tightness,
                                                      std::uint64_t seed);

/// One layer of nodes for each class, and a node for each demand.
[[nodiscard]] opt::PathProgram to_path_program(CorridorInstance const& instance);

} // namespace korridor::bench
