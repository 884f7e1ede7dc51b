// The bound on arcs: every class on every arc that is open to it.
#include "korridor/verify/dual_check.hpp"

#include <algorithm>
#include <vector>

namespace korridor::verify {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

} // namespace

Verdict DualCheck::Arc::admitted() const {
  Verdict verdict;
  verdict.efficiency = efficiency;
  verdict.spent = spent;
  verdict.charge = charge;
  return verdict;
}

std::vector<DualCheck::Arc> const& DualCheck::arcs_for(Goods const& goods) {
  auto const [place, is_new] = arcs_.try_emplace({goods.commodity, goods.time_value, goods.avoid});
  if (!is_new) return place->second;
  place->second.reserve(flow_.size());
  Rules const& rules = tally_.rules;
  for (int l = 0; l < static_cast<int>(instance_.links.size()); ++l) {
    for (bool const forward : {true, false}) {
      Spot const spot{Spot::Kind::arc, l, forward, kNone};
      if (!rules.is_way(spot)) continue;
      Verdict const admitted = rules.admit(spot, goods);
      if (!admitted.allowed) continue;
      Verdict entered = admitted;
      rules.enter_node(spot, goods, entered);
      Arc arc{spot, rules.tail(spot), rules.head(spot)};
      arc.limited = tally_.is_limited(false, l) || tally_.is_limited(true, arc.head);
      arc.rubs = tally_.friction_slope(l, goods.commodity) > 0.0;
      arc.efficiency = admitted.efficiency;
      arc.spent = admitted.spent;
      arc.charge = admitted.charge;
      arc.charge_entered = entered.charge;
      if (!arc.limited) arc.node_scarcity = scarcity(spot, goods, entered, kInfinity);
      arc.link_scarcity =
          worth(solution_.link_scarcity[tally_.link_slot(l, forward)], rules.link_capacity(l)) *
          instance_.links[idx(l)].use[idx(goods.commodity)];
      arc.own = tally_.own_bound(l, goods.commodity);
      place->second.push_back(arc);
    }
  }
  return place->second;
}

void DualCheck::bound_arcs(int c) {
  Goods const& goods = tally_.goods[idx(c)];
  double const class_most = most(goods);
  std::vector<bool> const reckoned = tally_.rules.arcs_reckoned(goods);
  for (auto const& [slot, flow] : tally_.arc_flow[idx(c)]) flow_[slot] += flow;
  for (Arc const& arc : arcs_for(goods)) {
    double const flow = flow_[arc.slot()];
    double const tail_price = price(c, arc.tail), head_price = price(c, arc.head);
    double profit = 0.0;
    if (arc.limited || reckoned[arc.slot()]) {
      Verdict const verdict = tally_.rules.judge(arc.spot, goods, arc.admitted());
      if (!verdict.allowed) continue;
      profit = verdict.efficiency * head_price - tail_price - verdict.charge -
               scarcity(arc.spot, goods, verdict, arc.own) - arc.link_scarcity;
      tally_.limits(false, arc.spot.link, goods, [&](std::size_t i, double factor) {
        profit -= factor * worth(solution_.limit_scarcity[i], instance_.limits[i].capacity);
      });
      if (flow > kResidualTolerance * tally_.size_of(goods.commodity)) {
        hold_against_caps(verdict, goods, tail_price);
      }
    } else {
      profit = arc.efficiency * head_price - tail_price - arc.charge_entered - arc.node_scarcity -
               arc.link_scarcity;
    }
    if (arc.rubs) {
      rubbing_[tally_.carried_slot(arc.spot.link, arc.spot.forward, goods.commodity)].push_back(
          {profit, flow});
    } else {
      add_column(profit, std::min(arc.own, class_most), flow);
    }
  }
  for (auto const& [slot, flow] : tally_.arc_flow[idx(c)]) flow_[slot] = 0.0;
}

// All classes of a commodity on an arc with friction s t^2 / 2: max over t of phi t - s t^2 / 2 with phi
// their best profit, which is phi^2 / (2 s).
void DualCheck::bound_friction() {
  for (int k = 0; k < static_cast<int>(instance_.commodities.size()); ++k) {
    for (int l = 0; l < static_cast<int>(instance_.links.size()); ++l) {
      double const slope = tally_.friction_slope(l, k);
      for (bool const forward : {true, false}) {
        std::size_t const slot = tally_.carried_slot(l, forward, k);
        if (rubbing_[slot].empty()) continue;
        double phi = 0.0;
        for (Rubbing const& column : rubbing_[slot]) phi = std::max(phi, column.profit);
        bound_ += phi * phi / (2.0 * slope);
        complement((phi - slope * tally_.carried[slot]) * tally_.carried[slot]);
        for (Rubbing const& column : rubbing_[slot]) complement((phi - column.profit) * column.quantity);
      }
    }
  }
}

// What the seller of goods that enter a serviced lane gets may not exceed the cap.
void DualCheck::hold_against_caps(Verdict const& verdict, Goods const& goods, double netback) {
  for (int const m : verdict.caps) {
    double const cap = instance_.measures[idx(m)].cap[idx(goods.commodity)];
    cap_overrun_ = std::max(cap_overrun_, (netback - cap) / cap);
  }
}

} // namespace korridor::verify
