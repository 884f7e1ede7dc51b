// The bound: what rows, re-exports and joint capacities are worth at the answer's prices.
#include "korridor/verify/dual_check.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace korridor::verify {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

// Keeps the bound finite where a network loses everything.
constexpr double kLeastArriving = 1e-300;

/// max over q in [0, size] of price * q - cost(q), for marginals that do not fall.
double conjugate(Marginals const& cost, double price, double size) {
  double q = price > cost.first ? size : 0.0;
  if (cost.slope > 0.0) q = std::clamp((price - cost.first) / cost.slope, 0.0, size);
  return q > 0.0 ? price * q - cost.total(q) : 0.0;
}

} // namespace

double worth(double mu, double bound) { return std::isfinite(bound) ? std::max(0.0, mu) : 0.0; }

DualCheck::DualCheck(Tally& tally)
    : tally_(tally), instance_(tally.instance), solution_(tally.solution),
      classes_of_(instance_.commodities.size()), production_of_(instance_.supplies.size()),
      deliveries_of_(instance_.demands.size()), flow_(2 * instance_.links.size(), 0.0),
      rubbing_(tally.carried.size()), least_arriving_(least_arriving()),
      wanted_(most_wanted(instance_, tally.rules, tally.demand_of, least_arriving_)) {
  for (int c = 0; c < static_cast<int>(tally.goods.size()); ++c) {
    classes_of_[idx(tally.goods[idx(c)].commodity)].push_back(c);
  }
  for (model::Production const& part : solution_.production)
    production_of_[idx(part.supply)].push_back(&part);
  for (model::Delivery const& part : solution_.deliveries) deliveries_of_[idx(part.demand)].push_back(&part);
}

model::Certificate DualCheck::run() {
  for (int s = 0; s < static_cast<int>(instance_.supplies.size()); ++s) bound_supply(s);
  for (int d = 0; d < static_cast<int>(instance_.demands.size()); ++d) bound_demand(d);
  for (int c = 0; c < static_cast<int>(tally_.goods.size()); ++c) bound_arcs(c);
  for (int r = 0; r < static_cast<int>(instance_.reexports.size()); ++r) bound_reexport(r);
  for (int p = 0; p < static_cast<int>(instance_.processes.size()); ++p) bound_process(p);
  bound_joint_rows();
  bound_friction();
  bound_contracts();
  bound_ -= tally_.unvalued;
  return {tally_.objective,
          bound_,
          (bound_ - tally_.objective) / tally_.scale,
          tally_.max_imbalance,
          std::max(tally_.max_violation, cap_overrun_),
          complementarity_ / tally_.scale};
}

double DualCheck::least_arriving() const {
  double product = 1.0;
  for (model::Link const& link : instance_.links) product *= link.efficiency;
  for (model::Measure const& measure : instance_.measures) {
    bool const leaks = measure.kind == model::MeasureKind::ban ||
                       measure.kind == model::MeasureKind::service_ban ||
                       measure.kind == model::MeasureKind::reexport_ban;
    if (!leaks) continue;
    for (double const e : {measure.enforcement, measure.enforcement_via}) {
      auto const times = static_cast<double>(instance_.links.size());
      if (e > 0.0 && e < 1.0) product *= std::pow(1.0 - measure.share * e, times);
    }
  }
  return std::max(product, kLeastArriving);
}

double DualCheck::most(Goods const& goods) const {
  auto const made = tally_.made_of.find({goods.commodity, goods.origin});
  double const wanted = wanted_[idx(goods.commodity)] / least_arriving_;
  return std::min(made == tally_.made_of.end() ? 0.0 : made->second, wanted);
}

double DualCheck::contract_price(std::size_t c) const {
  model::Contract const& contract = instance_.contracts[c];
  double const least = std::isfinite(contract.max) ? -contract.penalty : 0.0;
  return std::clamp(solution_.contract_price[c], least, contract.penalty);
}

// min over g in [min, max] of lambda g is what is sure to be borne; the goods counted have lambda in their
// profit, so what they fall short of it, with the penalty paid, is left in the gap.
void DualCheck::bound_contracts() {
  for (std::size_t c = 0; c < instance_.contracts.size(); ++c) {
    double const lambda = contract_price(c);
    double const borne = lambda > 0.0   ? lambda * instance_.contracts[c].min
                         : lambda < 0.0 ? lambda * instance_.contracts[c].max
                                        : 0.0;
    bound_ -= borne;
    complement(tally_.penalty[c] + lambda * tally_.contract_flow[c] - borne);
  }
}

double DualCheck::scarcity(Spot const& spot, Goods const& goods, Verdict const& verdict, double own) {
  double sum = 0.0;
  for (int const m : verdict.quotas) {
    model::Measure const& quota = instance_.measures[idx(m)];
    sum += worth(solution_.quota_scarcity[idx(m)], quota.value) * quota.use[idx(goods.commodity)];
  }
  for (PartialBound const& ban : verdict.partial) {
    Tally::Partial const& entry = tally_.partial(ban, spot, goods, own);
    sum += worth(entry.dual, entry.bound);
  }
  for (Counted const& counted : verdict.contracts) {
    sum -= counted.factor * contract_price(idx(counted.contract));
  }
  // What a process gives counts in its node's capacity no more than what leaves.
  if (spot.leaves() || spot.kind == Spot::Kind::output) return sum;
  int const node = tally_.rules.head(spot);
  double const mu = worth(solution_.node_scarcity[idx(node)], tally_.rules.node_capacity(node));
  sum += verdict.efficiency * mu * instance_.nodes[idx(node)].use[idx(goods.commodity)];
  tally_.limits(true, node, goods, [&](std::size_t i, double factor) {
    sum += verdict.efficiency * factor * worth(solution_.limit_scarcity[i], instance_.limits[i].capacity);
  });
  return sum;
}

void DualCheck::bound_supply(int s) {
  model::Supply const& supply = instance_.supplies[idx(s)];
  Marginals const& line = tally_.supply[idx(s)];
  Spot const spot{Spot::Kind::supply, kNone, true, s};
  std::vector<double> profit(tally_.goods.size(), -kInfinity);
  for (int const c : classes_of(supply.commodity)) {
    Goods const& goods = tally_.goods[idx(c)];
    if (goods.origin != supply.origin || goods.via != kNone) continue;
    Verdict const verdict = tally_.rules.judge(spot, goods);
    if (!verdict.allowed) continue;
    profit[idx(c)] = verdict.efficiency * price(c, supply.node) - verdict.charge -
                     scarcity(spot, goods, verdict, line.size);
  }
  double best = -kInfinity;
  for (double const here : profit) best = std::max(best, here);
  if (!std::isfinite(best)) return;
  double const made = tally_.produced[idx(s)];
  double const wanted = wanted_[idx(supply.commodity)] / least_arriving_;
  double const surplus = conjugate(line, best, std::min(line.size, wanted));
  bound_ += surplus;
  complement(surplus - (best * made - line.total(made)));
  for (model::Production const* part : production_of_[idx(s)]) {
    double const here = profit[idx(part->flow_class)];
    if (std::isfinite(here)) complement(part->quantity * (best - here));
  }
}

void DualCheck::bound_demand(int d) {
  model::Demand const& demand = instance_.demands[idx(d)];
  Marginals const& line = tally_.demand[idx(d)];
  Spot const spot{Spot::Kind::demand, kNone, true, d};
  std::vector<double> cost(tally_.goods.size(), kInfinity);
  for (int const c : classes_of(demand.commodity)) {
    Goods const& goods = tally_.goods[idx(c)];
    if (!tally_.accepts(d, goods)) continue;
    Verdict const verdict = tally_.rules.judge(spot, goods);
    if (!verdict.allowed || verdict.efficiency <= 0.0) continue;
    double const paid = price(c, demand.node) + verdict.charge + scarcity(spot, goods, verdict, line.size);
    cost[idx(c)] = paid / verdict.efficiency;
  }
  double least = kInfinity;
  for (double const here : cost) least = std::min(least, here);
  if (!std::isfinite(least)) return;
  double const got = tally_.delivered[idx(d)];
  double const surplus = conjugate({-line.first, -line.slope, line.size}, -least, line.size);
  bound_ += surplus;
  complement(surplus - (line.total(got) - least * got));
  for (model::Delivery const* part : deliveries_of_[idx(d)]) {
    double const here = cost[idx(part->flow_class)];
    if (std::isfinite(here)) complement(part->withdrawn * (here - least));
  }
}

void DualCheck::bound_reexport(int r) {
  model::Reexport const& reexport = instance_.reexports[idx(r)];
  double const mu = worth(solution_.reexport_scarcity[idx(r)], reexport.capacity);
  for (int const c : classes_of(reexport.commodity)) {
    Goods direct = tally_.goods[idx(c)];
    if (direct.via != reexport.actor) continue;
    direct.via = kNone;
    auto const before = tally_.class_at.find(key_of(direct));
    if (before == tally_.class_at.end()) continue;
    for (int const node : reexport.nodes) {
      Spot const spot{Spot::Kind::reexport, kNone, true, r, node};
      Verdict const verdict = tally_.rules.judge_reexport(spot, tally_.goods[idx(c)]);
      if (!verdict.allowed) continue;
      double quantity = 0.0;
      for (model::Reexportation const& moved : solution_.reexports) {
        if (moved.reexport == r && moved.node == node && moved.to_class == c) quantity += moved.quantity;
      }
      double profit = verdict.efficiency * price(c, node) - price(before->second, node) - reexport.cost -
                      reexport.margin - mu;
      for (PartialBound const& ban : verdict.partial) {
        Tally::Partial const& entry = tally_.partial(ban, spot, tally_.goods[idx(c)], reexport.capacity);
        profit -= worth(entry.dual, entry.bound);
      }
      add_column(profit, std::min(reexport.capacity, most(direct)), quantity);
    }
  }
}

void DualCheck::joint(double mu, double bound, double used) {
  if (!std::isfinite(bound)) return;
  bound_ += worth(mu, bound) * bound;
  complement(mu * (bound - used));
}

void DualCheck::bound_joint_rows() {
  for (int l = 0; l < static_cast<int>(instance_.links.size()); ++l) {
    for (std::size_t const slot : {2 * idx(l), 2 * idx(l) + 1}) {
      joint(solution_.link_scarcity[slot], tally_.rules.link_capacity(l), tally_.link_used[slot]);
    }
  }
  for (int n = 0; n < static_cast<int>(instance_.nodes.size()); ++n) {
    joint(solution_.node_scarcity[idx(n)], tally_.rules.node_capacity(n), tally_.node_used[idx(n)]);
  }
  for (std::size_t i = 0; i < instance_.limits.size(); ++i) {
    joint(solution_.limit_scarcity[i], instance_.limits[i].capacity, tally_.limit_used[i]);
  }
  for (std::size_t r = 0; r < instance_.reexports.size(); ++r) {
    joint(solution_.reexport_scarcity[r], instance_.reexports[r].capacity, tally_.reexport_used[r]);
  }
  for (int p = 0; p < static_cast<int>(instance_.processes.size()); ++p) {
    joint(solution_.process_scarcity[idx(p)], tally_.rules.process_capacity(p), tally_.process_used[idx(p)]);
  }
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    model::Measure const& measure = instance_.measures[m];
    if (measure.kind != model::MeasureKind::quota) continue;
    joint(solution_.quota_scarcity[m], measure.value, tally_.quota_used[m]);
  }
  for (auto const& [key, entry] : tally_.partials) joint(entry.dual, entry.bound, entry.used);
}

} // namespace korridor::verify
