// Tally: one pass over the answer.
#include "korridor/verify/tally.hpp"

namespace korridor::verify {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

// Keeps ratios finite where a scale is nothing at all.
constexpr double kTiny = 1e-300;

bool in_range(int position, std::size_t size) { return position >= 0 && idx(position) < size; }

bool none_or_in_range(int position, std::size_t size) {
  return position == kNone || in_range(position, size);
}

bool is_finite_list(std::vector<double> const& list, std::size_t size) {
  return list.size() == size &&
         std::all_of(list.begin(), list.end(), [](double x) { return std::isfinite(x); });
}

Marginals marginals_of(double first, double slope, double size, double factor) {
  if (factor <= 0.0) return {first, 0.0, 0.0};
  return {first, slope / factor, size * factor};
}

} // namespace

bool has_shape_of(model::Instance const& instance, model::Solution const& solution) {
  std::size_t const actors = instance.actors.size();
  std::size_t const classes = solution.classes.size();
  std::size_t const nodes = instance.nodes.size();
  bool good = true;
  for (model::Market const& m : solution.markets) {
    good = good && in_range(m.commodity, instance.commodities.size()) &&
           none_or_in_range(m.destination, actors) && none_or_in_range(m.segment, instance.segments.size()) &&
           none_or_in_range(m.avoid, instance.avoids.size()) &&
           none_or_in_range(m.contract, instance.contracts.size());
  }
  for (model::FlowClass const& c : solution.classes) {
    good = good && in_range(c.market, solution.markets.size()) && none_or_in_range(c.origin, actors) &&
           none_or_in_range(c.via, actors);
  }
  for (model::ArcFlow const& f : solution.flows) {
    good = good && in_range(f.flow_class, classes) && in_range(f.link, instance.links.size()) &&
           std::isfinite(f.flow);
  }
  for (model::Production const& p : solution.production) {
    good = good && in_range(p.flow_class, classes) && in_range(p.supply, instance.supplies.size()) &&
           std::isfinite(p.quantity);
  }
  for (model::Reexportation const& r : solution.reexports) {
    good = good && in_range(r.from_class, classes) && in_range(r.to_class, classes) &&
           in_range(r.node, nodes) && in_range(r.reexport, instance.reexports.size()) &&
           std::isfinite(r.quantity);
  }
  for (model::Delivery const& d : solution.deliveries) {
    good = good && in_range(d.flow_class, classes) && in_range(d.demand, instance.demands.size()) &&
           std::isfinite(d.withdrawn);
  }
  for (model::Run const& r : solution.runs) {
    good = good && in_range(r.process, instance.processes.size()) && none_or_in_range(r.origin, actors) &&
           none_or_in_range(r.via, actors) && std::isfinite(r.activity);
  }
  for (model::Intake const& i : solution.intakes) {
    good = good && in_range(i.flow_class, classes) && in_range(i.process, instance.processes.size()) &&
           std::isfinite(i.withdrawn);
  }
  for (model::Output const& o : solution.outputs) {
    good = good && in_range(o.flow_class, classes) && in_range(o.process, instance.processes.size()) &&
           std::isfinite(o.quantity);
  }
  for (model::PartialBanDual const& p : solution.partial_bans) good = good && std::isfinite(p.dual);
  return good && is_finite_list(solution.price, classes * nodes) &&
         is_finite_list(solution.link_scarcity, 2 * instance.links.size()) &&
         is_finite_list(solution.node_scarcity, nodes) &&
         is_finite_list(solution.limit_scarcity, instance.limits.size()) &&
         is_finite_list(solution.reexport_scarcity, instance.reexports.size()) &&
         is_finite_list(solution.process_scarcity, instance.processes.size()) &&
         is_finite_list(solution.contract_price, instance.contracts.size()) &&
         is_finite_list(solution.quota_scarcity, instance.measures.size()) &&
         std::isfinite(solution.unserved_value);
}

GoodsKey key_of(Goods const& goods) {
  return {goods.commodity,  goods.origin,  goods.via,   goods.destination,
          goods.time_value, goods.segment, goods.avoid, goods.contract};
}

Tally::Tally(model::Instance const& of_instance, model::Solution const& of_solution)
    : instance(of_instance), solution(of_solution), rules(of_instance),
      node_count_(of_instance.nodes.size()) {
  prepare();
  for (model::Production const& made : solution.production) check_production(made);
  for (model::ArcFlow const& flow : solution.flows) check_flow(flow);
  for (model::Reexportation const& moved : solution.reexports) check_reexport(moved);
  for (model::Delivery const& delivery : solution.deliveries) check_delivery(delivery);
  check_processes();
  close();
}

void Tally::prepare() {
  demand_of.assign(instance.commodities.size(), 0.0);
  size_of_.assign(instance.commodities.size(), 0.0);
  largest_.assign(instance.commodities.size(), 0.0);
  for (int s = 0; s < static_cast<int>(instance.supplies.size()); ++s) {
    model::Supply const& row = instance.supplies[idx(s)];
    supply.push_back(marginals_of(row.cost, row.slope, row.capacity, rules.supply_factor(s)));
    made_of[{row.commodity, row.origin}] += supply.back().size;
    double& size = size_of_[idx(row.commodity)];
    if (std::isfinite(supply.back().size)) size = std::max(size, supply.back().size);
  }
  for (int d = 0; d < static_cast<int>(instance.demands.size()); ++d) {
    model::Demand const& row = instance.demands[idx(d)];
    double const value = row.valued ? row.value : solution.unserved_value;
    demand.push_back(marginals_of(value, row.slope, row.quantity, rules.demand_factor(d)));
    demand_of[idx(row.commodity)] += demand.back().size;
    if (!row.valued) unvalued += demand.back().total(demand.back().size);
  }
  made_of = most_made(instance, rules, made_of);
  for (std::size_t k = 0; k < size_of_.size(); ++k) {
    if (size_of_[k] <= 0.0) size_of_[k] = demand_of[k];
  }
  for (int c = 0; c < static_cast<int>(solution.classes.size()); ++c) {
    model::FlowClass const& f = solution.classes[idx(c)];
    model::Market const& m = solution.markets[idx(f.market)];
    goods.push_back(
        {m.commodity, f.origin, f.via, m.destination, m.segment, m.time_value, m.avoid, m.contract});
    class_at[key_of(goods.back())] = c;
  }
  for (model::PartialBanDual const& p : solution.partial_bans) {
    int const where = 2 * (p.at_process ? 1 : 0) + (p.at_demand ? 1 : 0);
    partials[{p.measure, p.link, p.forward, p.position, where, p.node, p.commodity, p.origin, p.via}].dual =
        p.dual;
  }
  link_limits_.resize(instance.links.size());
  node_limits_.resize(node_count_);
  for (std::size_t i = 0; i < instance.limits.size(); ++i) {
    for (model::LimitMember const& member : instance.limits[i].members) {
      (member.is_node ? node_limits_ : link_limits_)[idx(member.position)].emplace_back(i, member.factor);
    }
  }
  balance_.assign(solution.price.size(), 0.0);
  link_used.assign(2 * instance.links.size(), 0.0);
  node_used.assign(node_count_, 0.0);
  limit_used.assign(instance.limits.size(), 0.0);
  process_used.assign(instance.processes.size(), 0.0);
  reexport_used.assign(instance.reexports.size(), 0.0);
  quota_used.assign(instance.measures.size(), 0.0);
  contract_flow.assign(instance.contracts.size(), 0.0);
  produced.assign(instance.supplies.size(), 0.0);
  delivered.assign(instance.demands.size(), 0.0);
  arc_flow.resize(solution.classes.size());
  carried.assign(instance.commodities.size() * 2 * instance.links.size(), 0.0);
}

double& Tally::balance(int flow_class, int node) {
  return balance_[idx(flow_class) * node_count_ + idx(node)];
}

void Tally::violate(double amount, double against) {
  if (amount > 0.0) max_violation = std::max(max_violation, amount / std::max(against, kTiny));
}

void Tally::over(double used, double bound) {
  if (std::isfinite(bound)) violate(used - bound, bound);
}

void Tally::unbalance(double difference, int commodity) {
  double const largest = std::max(largest_[idx(commodity)], kTiny);
  max_imbalance = std::max(max_imbalance, std::abs(difference) / largest);
}

void Tally::forbid_negative(double quantity) {
  if (quantity < 0.0) max_violation = std::max(max_violation, 1.0);
}

std::size_t Tally::link_slot(int link, bool forward) const {
  return 2 * idx(link) + (forward || instance.links[idx(link)].capacity_shared ? 0 : 1);
}

double Tally::own_bound(int link, int commodity) const {
  double const use = instance.links[idx(link)].use[idx(commodity)];
  return use > 0.0 ? rules.link_capacity(link) / use : kInfinity;
}

Tally::Partial& Tally::partial(PartialBound const& ban, Spot const& spot, Goods const& what, double own) {
  bool const at_process = spot.kind == Spot::Kind::intake || spot.kind == Spot::Kind::output;
  int const where = 2 * (at_process ? 1 : 0) + (spot.leaves() ? 1 : 0);
  Partial& entry = partials[{ban.measure, spot.link, spot.forward, spot.row, where, spot.node, what.commodity,
                             what.origin, what.via}];
  auto const made = made_of.find({what.commodity, what.origin});
  entry.bound = ban.open_share * std::min(own, made == made_of.end() ? 0.0 : made->second);
  return entry;
}

double Tally::friction_slope(int l, int k) const {
  model::Commodity const& commodity = instance.commodities[idx(k)];
  if (commodity.dispersion == 0.0 || commodity.all_supply == 0.0) return 0.0;
  model::Link const& link = instance.links[idx(l)];
  double const per_unit = link.cost[idx(k)] + commodity.time_value * link.delay;
  return std::max(per_unit, 0.0) * (commodity.dispersion / commodity.all_supply);
}

bool Tally::accepts(int d, Goods const& what) const {
  model::Demand const& row = instance.demands[idx(d)];
  return what.commodity == row.commodity && row.origins[what.origin] && row.vias[what.via] &&
         what.destination == instance.nodes[idx(row.node)].jurisdiction && what.segment == row.segment &&
         what.time_value == row.time_value && what.avoid == row.avoid;
}

void Tally::book(Spot const& spot, Goods const& what, Verdict const& verdict, double quantity, double own) {
  double& largest = largest_[idx(what.commodity)];
  largest = std::max(largest, std::abs(quantity));
  forbid_negative(quantity);
  if (!verdict.allowed) violate(std::abs(quantity), size_of_[idx(what.commodity)]);
  charges_ += verdict.charge * quantity;
  cost_ += verdict.spent * quantity;
  for (int const m : verdict.quotas) {
    quota_used[idx(m)] += instance.measures[idx(m)].use[idx(what.commodity)] * quantity;
  }
  for (Counted const& counted : verdict.contracts) {
    contract_flow[idx(counted.contract)] += counted.factor * quantity;
  }
  for (PartialBound const& ban : verdict.partial) partial(ban, spot, what, own).used += quantity;
}

void Tally::enter_node(int node, Goods const& what, double quantity) {
  node_used[idx(node)] += instance.nodes[idx(node)].use[idx(what.commodity)] * quantity;
  limits(true, node, what, [&](std::size_t i, double factor) { limit_used[i] += factor * quantity; });
}

void Tally::check_production(model::Production const& made) {
  model::Supply const& row = instance.supplies[idx(made.supply)];
  Goods const& what = goods[idx(made.flow_class)];
  Spot const spot{Spot::Kind::supply, kNone, true, made.supply};
  Verdict verdict = rules.judge(spot, what);
  if (what.commodity != row.commodity || what.origin != row.origin || what.via != kNone)
    verdict.allowed = false;
  book(spot, what, verdict, made.quantity, supply[idx(made.supply)].size);
  produced[idx(made.supply)] += made.quantity;
  balance(made.flow_class, row.node) += verdict.efficiency * made.quantity;
  enter_node(row.node, what, verdict.efficiency * made.quantity);
}

void Tally::check_flow(model::ArcFlow const& flow) {
  Goods const& what = goods[idx(flow.flow_class)];
  Spot const spot{Spot::Kind::arc, flow.link, flow.forward, kNone};
  Verdict const verdict = rules.judge(spot, what);
  book(spot, what, verdict, flow.flow, own_bound(flow.link, what.commodity));
  std::size_t const direction = flow.forward ? 0 : 1;
  arc_flow[idx(flow.flow_class)].emplace_back(2 * idx(flow.link) + direction, flow.flow);
  carried[carried_slot(flow.link, flow.forward, what.commodity)] += flow.flow;
  balance(flow.flow_class, rules.tail(spot)) -= flow.flow;
  balance(flow.flow_class, rules.head(spot)) += verdict.efficiency * flow.flow;
  link_used[link_slot(flow.link, flow.forward)] +=
      instance.links[idx(flow.link)].use[idx(what.commodity)] * flow.flow;
  limits(false, flow.link, what, [&](std::size_t i, double factor) { limit_used[i] += factor * flow.flow; });
  enter_node(rules.head(spot), what, verdict.efficiency * flow.flow);
}

void Tally::check_reexport(model::Reexportation const& moved) {
  model::Reexport const& reexport = instance.reexports[idx(moved.reexport)];
  Goods const& from = goods[idx(moved.from_class)];
  Goods to = goods[idx(moved.to_class)];
  Spot const spot{Spot::Kind::reexport, kNone, true, moved.reexport, moved.node};
  Verdict const verdict = rules.judge_reexport(spot, to);
  bool const here =
      std::find(reexport.nodes.begin(), reexport.nodes.end(), moved.node) != reexport.nodes.end();
  bool const labels = from.via == kNone && to.via == reexport.actor && from.commodity == reexport.commodity;
  to.via = kNone;
  if (!verdict.allowed || !here || !labels || key_of(from) != key_of(to))
    violate(std::abs(moved.quantity), size_of_[idx(from.commodity)]);
  forbid_negative(moved.quantity);
  for (PartialBound const& ban : verdict.partial) {
    partial(ban, spot, goods[idx(moved.to_class)], reexport.capacity).used += moved.quantity;
  }
  charges_ += (reexport.cost + reexport.margin) * moved.quantity;
  reexport_used[idx(moved.reexport)] += moved.quantity;
  balance(moved.from_class, moved.node) -= moved.quantity;
  balance(moved.to_class, moved.node) += verdict.efficiency * moved.quantity;
}

void Tally::check_delivery(model::Delivery const& delivery) {
  Goods const& what = goods[idx(delivery.flow_class)];
  Spot const spot{Spot::Kind::demand, kNone, true, delivery.demand};
  Verdict verdict = rules.judge(spot, what);
  if (!accepts(delivery.demand, what)) verdict.allowed = false;
  book(spot, what, verdict, delivery.withdrawn, demand[idx(delivery.demand)].size);
  delivered[idx(delivery.demand)] += verdict.efficiency * delivery.withdrawn;
  balance(delivery.flow_class, instance.demands[idx(delivery.demand)].node) -= delivery.withdrawn;
}

void Tally::close() {
  double value = 0.0, supply_cost = 0.0;
  for (std::size_t s = 0; s < supply.size(); ++s) {
    double const scale_here = std::max(supply[s].size, size_of_[idx(instance.supplies[s].commodity)]);
    if (std::isfinite(supply[s].size)) violate(produced[s] - supply[s].size, scale_here);
    supply_cost += supply[s].total(produced[s]);
  }
  for (std::size_t d = 0; d < demand.size(); ++d) {
    double const scale_here = std::max(demand[d].size, size_of_[idx(instance.demands[d].commodity)]);
    violate(delivered[d] - demand[d].size, scale_here);
    value += demand[d].total(delivered[d]);
  }
  for (int k = 0; k < static_cast<int>(instance.commodities.size()); ++k) {
    for (int l = 0; l < static_cast<int>(instance.links.size()); ++l) {
      double const slope = friction_slope(l, k);
      for (bool const forward : {true, false}) {
        double const quantity = carried[carried_slot(l, forward, k)];
        friction += slope * quantity * quantity / 2.0;
      }
    }
  }
  objective = value - unvalued - supply_cost - charges_ - friction;
  for (std::size_t c = 0; c < contract_flow.size(); ++c) {
    model::Contract const& contract = instance.contracts[c];
    double const lacks = std::max(0.0, contract.min - contract_flow[c]);
    double const exceeds = std::max(0.0, contract_flow[c] - contract.max);
    penalty.push_back(contract.penalty * (lacks + exceeds));
    objective -= penalty.back();
  }
  cost_ += supply_cost;
  scale = std::abs(cost_) > 0.0 ? std::abs(cost_) : std::abs(objective);
  if (scale <= 0.0) scale = 1.0;
  for (std::size_t i = 0; i < balance_.size(); ++i) {
    if (balance_[i] != 0.0) unbalance(balance_[i], goods[i / node_count_].commodity);
  }
  for (int l = 0; l < static_cast<int>(instance.links.size()); ++l) {
    over(link_used[2 * idx(l)], rules.link_capacity(l));
    over(link_used[2 * idx(l) + 1], rules.link_capacity(l));
  }
  for (int n = 0; n < static_cast<int>(node_count_); ++n) over(node_used[idx(n)], rules.node_capacity(n));
  for (std::size_t i = 0; i < limit_used.size(); ++i) over(limit_used[i], instance.limits[i].capacity);
  for (std::size_t r = 0; r < reexport_used.size(); ++r)
    over(reexport_used[r], instance.reexports[r].capacity);
  for (int p = 0; p < static_cast<int>(process_used.size()); ++p) {
    over(process_used[idx(p)], rules.process_capacity(p));
  }
  for (std::size_t m = 0; m < quota_used.size(); ++m) {
    if (instance.measures[m].kind == model::MeasureKind::quota)
      over(quota_used[m], instance.measures[m].value);
  }
  for (auto const& [key, entry] : partials) over(entry.used, entry.bound);
}

} // namespace korridor::verify
