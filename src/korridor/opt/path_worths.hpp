// What one more unit at each node is worth, from what demands pay: the dual of the nodes, read backwards.
//
// worth(u) = max over arcs u -> v of gain worth(v) - cost - price of what the arc uses; at a demand what it
// pays. With the labels of opt/path_pricing, from supplies forwards, it makes the two ends of the optimal
// duals: both agree wherever goods flow, and where nothing flows the worth is what somebody would gain there.
// A node that leads to nobody has no worth; it gets the cost of bringing goods there from nodes that have
// one, which keeps every reduced cost >= 0. Where goods can neither come from nor lead anywhere any price
// does that is high enough, unless arcs there are paid for: then labels from one high price. Label
// correcting, highest first (Dijkstra's order where worths are >= 0). Complexity: as one pass of Dijkstra's
// method, more where worths are negative.
#pragma once

#include <optional>
#include <vector>

#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

/// `weight` [arc] is cost and price of what it uses, below 0 where an arc is paid for. Infinite where goods
/// can neither come from nor lead anywhere, if no arc is paid for. Nothing where goods would go in circles
/// for gain, or to be lost.
[[nodiscard]] std::optional<std::vector<double>> node_worths(PathProgram const& program,
                                                             std::vector<double> const& weight,
                                                             std::vector<double> const& supply_price,
                                                             std::vector<double> const& demand_price);

/// What nodes are worth at an optimum: a demand that is served pays what its goods cost to bring, its `label`
/// [node], one that is not what it would pay. The labels where no worth can be found.
[[nodiscard]] std::vector<double> node_prices(PathProgram const& program, std::vector<double> const& weight,
                                              std::vector<double> const& label,
                                              std::vector<double> const& supply_price,
                                              std::vector<double> const& resource_price,
                                              std::vector<double> const& delivered);

} // namespace korridor::opt
