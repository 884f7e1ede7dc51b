// The line of marginal cost or value of a supply or demand row with the factors in force.
//
// A factor f scales a curve along the quantity: at every price f times as much. So the slope is divided by f.
#pragma once

#include <algorithm>
#include <cmath>

#include "korridor/solve/arc_program.hpp"

namespace korridor::solve {

/// `ceiling` is the most that anybody pays: an unlimited rising curve ends where it reaches that price.
inline Line supply_line(model::Instance const& instance, Effects const& effects, int s, double ceiling) {
  model::Supply const& supply = instance.supplies[static_cast<std::size_t>(s)];
  double const factor = effects.supply_factor(s);
  if (factor <= 0.0) return {supply.cost, 0.0, 0.0};
  Line line{supply.cost, supply.slope / factor, supply.capacity * factor};
  if (!std::isfinite(line.size) && line.slope > 0.0) {
    line.size = std::max(0.0, (ceiling - line.first) / line.slope);
  }
  return line;
}

/// Slope of the marginal friction of a commodity on a link (either direction): its dispersion times what the
/// link itself costs in money and time, per unit of all its supply. Measures do not move it, nor do tolls.
inline double friction_slope(model::Instance const& instance, int link, int commodity) {
  model::Commodity const& goods = instance.commodities[static_cast<std::size_t>(commodity)];
  model::Link const& way = instance.links[static_cast<std::size_t>(link)];
  if (goods.dispersion <= 0.0 || goods.all_supply <= 0.0) return 0.0;
  double const own = way.cost[static_cast<std::size_t>(commodity)] + way.delay * goods.time_value;
  return std::max(0.0, goods.dispersion * own / goods.all_supply);
}

/// `unserved_value` stands for the value where none is given.
inline Line demand_line(model::Instance const& instance, Effects const& effects, int d,
                        double unserved_value) {
  model::Demand const& demand = instance.demands[static_cast<std::size_t>(d)];
  double const factor = effects.demand_factor(d);
  double const value = demand.valued ? demand.value : unserved_value;
  if (factor <= 0.0) return {value, 0.0, 0.0};
  return {value, demand.slope / factor, demand.quantity * factor};
}

} // namespace korridor::solve
