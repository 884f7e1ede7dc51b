// Rules: each clause of rules.md as one question.
#include "korridor/verify/rules.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::verify {

using model::At;
using model::kNone;
using model::Measure;
using model::MeasureKind;
using model::SetKind;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

bool contains(std::vector<int> const& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

template <typename Place>
bool is_held(Place const& place, std::vector<int> const& actors) {
  if (contains(actors, place.jurisdiction)) return true;
  for (int const controller : place.controllers) {
    if (contains(actors, controller)) return true;
  }
  return false;
}

} // namespace

bool concerns(model::Selection const& where, Goods const& goods) {
  if (!where.commodities[idx(goods.commodity)]) return false;
  if (!where.origins[goods.origin]) return false;
  if (!where.destinations[goods.destination]) return false;
  if (!where.vias[goods.via]) return false;
  return where.segments[goods.segment];
}

Rules::Rules(model::Instance const& instance)
    : instance_(instance), links_at_(instance.nodes.size()), has_supply_(instance.nodes.size(), false) {
  for (std::size_t l = 0; l < instance.links.size(); ++l) {
    links_at_[idx(instance.links[l].from)].push_back(static_cast<int>(l));
    links_at_[idx(instance.links[l].to)].push_back(static_cast<int>(l));
  }
  for (model::Supply const& supply : instance.supplies) has_supply_[idx(supply.node)] = true;
  for (model::Process const& process : instance.processes) has_supply_[idx(process.node)] = true;
  for (std::size_t l = 0; l < instance.links.size(); ++l) {
    double capacity = instance.links[l].capacity;
    for (Measure const& measure : instance.measures) {
      if (measure.kind == MeasureKind::expansion && measure.where.links[l]) {
        capacity += measure.share * measure.link_expansion[l];
      }
    }
    double const f = factor(false, static_cast<int>(l));
    link_capacity_.push_back(f > 0.0 ? capacity * f : 0.0);
  }
  for (std::size_t n = 0; n < instance.nodes.size(); ++n) {
    double capacity = instance.nodes[n].capacity;
    for (Measure const& measure : instance.measures) {
      if (measure.kind == MeasureKind::expansion && measure.where.nodes[n]) {
        capacity += measure.share * measure.node_expansion[n];
      }
    }
    double const f = factor(true, static_cast<int>(n));
    node_capacity_.push_back(f > 0.0 ? capacity * f : 0.0);
  }
  for (int l = 0; l < static_cast<int>(instance.links.size()); ++l) {
    at_arc_.push_back(counting({Spot::Kind::arc, l, true, kNone}));
    at_arc_.push_back(counting({Spot::Kind::arc, l, false, kNone}));
  }
  for (int s = 0; s < static_cast<int>(instance.supplies.size()); ++s)
    at_supply_.push_back(counting({Spot::Kind::supply, kNone, true, s}));
  for (int d = 0; d < static_cast<int>(instance.demands.size()); ++d)
    at_demand_.push_back(counting({Spot::Kind::demand, kNone, true, d}));
  for (int p = 0; p < static_cast<int>(instance.processes.size()); ++p) {
    at_intake_.push_back(counting({Spot::Kind::intake, kNone, true, p}));
    at_output_.push_back(counting({Spot::Kind::output, kNone, true, p}));
  }
}

int Rules::tail(Spot const& spot) const {
  model::Link const& link = instance_.links[idx(spot.link)];
  return spot.forward ? link.from : link.to;
}

int Rules::head(Spot const& spot) const {
  switch (spot.kind) {
  case Spot::Kind::supply:
    return instance_.supplies[idx(spot.row)].node;
  case Spot::Kind::demand:
    return instance_.demands[idx(spot.row)].node;
  case Spot::Kind::reexport:
    return spot.node;
  case Spot::Kind::intake:
  case Spot::Kind::output:
    return instance_.processes[idx(spot.row)].node;
  default:
    break;
  }
  model::Link const& link = instance_.links[idx(spot.link)];
  return spot.forward ? link.to : link.from;
}

// Named by the selectors and, for a ban with an imposer, where it bites: on what they hold, or, for a service
// ban, on links that need what they withhold.
bool Rules::named(std::size_t m, bool is_node, int position) const {
  Measure const& measure = instance_.measures[m];
  bool const selected = is_node ? measure.where.nodes[idx(position)] : measure.where.links[idx(position)];
  if (!selected) return false;
  if (measure.kind == MeasureKind::service_ban || measure.kind == MeasureKind::price_cap) {
    if (is_node) return false;
    for (int const provider : instance_.links[idx(position)].services) {
      if (contains(measure.bite, provider)) return true;
    }
    return false;
  }
  bool const by_holder = measure.kind == MeasureKind::ban || measure.kind == MeasureKind::reexport_ban;
  if (!by_holder || measure.bite.empty()) return true;
  return is_node ? is_held(instance_.nodes[idx(position)], measure.bite)
                 : is_held(instance_.links[idx(position)], measure.bite);
}

// In the set, with what rule 1 adds to sets of links or of nodes only.
template <typename Named>
bool Rules::inside(SetKind kind, Named const& is_named, bool is_node, int position) const {
  if (kind == SetKind::by_link && is_node) {
    if (has_supply_[idx(position)] || links_at_[idx(position)].empty()) return false;
    for (int const link : links_at_[idx(position)]) {
      if (!is_named(false, link)) return false;
    }
    return true;
  }
  if (kind == SetKind::by_node && !is_node) {
    model::Link const& link = instance_.links[idx(position)];
    return is_named(true, link.from) && is_named(true, link.to);
  }
  return is_named(is_node, position);
}

bool Rules::inside(std::size_t m, bool is_node, int position) const {
  auto const is_named = [&](bool node, int at) { return named(m, node, at); };
  return inside(instance_.measures[m].where.kind, is_named, is_node, position);
}

// Whether goods of a contract's own market may stand there: only its rows sell and buy them.
bool Rules::sold_there(Spot const& spot, Goods const& goods) const {
  if (goods.contract == kNone) return true;
  model::Contract const& contract = instance_.contracts[idx(goods.contract)];
  switch (spot.kind) {
  case Spot::Kind::supply:
    return contains(contract.supplies, spot.row);
  case Spot::Kind::demand:
    return contains(contract.demands, spot.row);
  case Spot::Kind::intake:
  case Spot::Kind::output:
    return false;
  default:
    return true;
  }
}

bool Rules::counts_for(model::Contract const& contract, Spot const& spot) const {
  if (contract.counted == model::Counted::production) {
    return spot.kind == Spot::Kind::supply && contains(contract.supplies, spot.row);
  }
  if (contract.counted == model::Counted::delivery) {
    return spot.kind == Spot::Kind::demand && contains(contract.demands, spot.row);
  }
  if (spot.leaves()) return false;
  auto const is_named = [&](bool node, int at) {
    return bool{node ? contract.where.nodes[idx(at)] : contract.where.links[idx(at)]};
  };
  SetKind const kind = contract.where.kind;
  bool const to = inside(kind, is_named, true, head(spot));
  if (spot.kind != Spot::Kind::arc) return to;
  return inside(kind, is_named, false, spot.link) ? !inside(kind, is_named, true, tail(spot)) : to;
}

// Rule 6: a set of nodes closes the links that touch it, a set of links no node.
bool Rules::closes(Measure const& measure, bool is_node, int position) const {
  if (is_node) return measure.where.nodes[idx(position)];
  model::Link const& link = instance_.links[idx(position)];
  return measure.where.links[idx(position)] || measure.where.nodes[idx(link.from)] ||
         measure.where.nodes[idx(link.to)];
}

// Measures with `enters` or `leaves`: the arc crosses onto or off the ground named, in the set.
bool Rules::crosses(std::size_t m, Spot const& spot) const {
  model::Selection const& where = instance_.measures[m].where;
  if (spot.kind != Spot::Kind::arc) return false;
  int const ground[3] = {instance_.nodes[idx(tail(spot))].jurisdiction,
                         instance_.links[idx(spot.link)].jurisdiction,
                         instance_.nodes[idx(head(spot))].jurisdiction};
  bool enters = false, leaves = false;
  for (int i = 0; i < 2; ++i) {
    if (where.has_enters && !where.enters[ground[i]] && where.enters[ground[i + 1]]) enters = true;
    if (where.has_leaves && where.leaves[ground[i]] && !where.leaves[ground[i + 1]]) leaves = true;
  }
  if ((where.has_enters && !enters) || (where.has_leaves && !leaves)) return false;
  return inside(m, false, spot.link) || (where.has_enters && inside(m, true, head(spot))) ||
         (where.has_leaves && inside(m, true, tail(spot)));
}

std::vector<int> Rules::counting(Spot const& spot) const {
  std::vector<int> found;
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    if (reckon(m, spot)) found.push_back(static_cast<int>(m));
  }
  return found;
}

std::vector<int> const& Rules::measures_at(Spot const& spot) const {
  switch (spot.kind) {
  case Spot::Kind::supply:
    return at_supply_[idx(spot.row)];
  case Spot::Kind::demand:
    return at_demand_[idx(spot.row)];
  case Spot::Kind::intake:
    return at_intake_[idx(spot.row)];
  case Spot::Kind::output:
    return at_output_[idx(spot.row)];
  default:
    return at_arc_[2 * idx(spot.link) + (spot.forward ? 0 : 1)];
  }
}

bool Rules::reckon(std::size_t m, Spot const& spot) const {
  Measure const& measure = instance_.measures[m];
  if (measure.kind == MeasureKind::reexport_ban) return false; // judged apart
  if (measure.kind == MeasureKind::closure) {
    return spot.kind == Spot::Kind::arc ? closes(measure, false, spot.link)
                                        : closes(measure, true, head(spot));
  }
  if (measure.where.has_enters || measure.where.has_leaves) return crosses(m, spot);
  if (spot.kind == Spot::Kind::supply || spot.kind == Spot::Kind::output) {
    return (measure.at == At::entry || measure.at == At::supply) && inside(m, true, head(spot));
  }
  if (spot.leaves()) {
    return (measure.at == At::exit || measure.at == At::demand) && inside(m, true, head(spot));
  }
  bool const on = inside(m, false, spot.link);
  if (measure.at == At::each) return on;
  bool const from = inside(m, true, tail(spot));
  bool const to = inside(m, true, head(spot));
  if (measure.at == At::entry) return on ? !from : to;
  if (measure.at == At::exit) return on ? !to : from;
  return false;
}

// The share of the period in which the ban holds here and no exemption lifts it (rule 7), day by day.
double Rules::share_not_exempt(std::size_t m, Spot const& spot, Goods const& goods) const {
  Measure const& ban = instance_.measures[m];
  int const days = ban.last_day - ban.first_day + 1;
  std::vector<bool> lifted(idx(days), false);
  bool any = false;
  for (Measure const& exemption : instance_.measures) {
    if (exemption.kind != MeasureKind::exemption || !concerns(exemption.where, goods)) continue;
    if (exemption.imposer != kNone && exemption.imposer != ban.imposer) continue;
    bool here = exemption.where.nodes[idx(head(spot))];
    if (spot.kind == Spot::Kind::arc && exemption.where.links[idx(spot.link)]) here = true;
    if (!here) continue;
    for (int day = std::max(ban.first_day, exemption.first_day);
         day <= std::min(ban.last_day, exemption.last_day); ++day) {
      lifted[idx(day - ban.first_day)] = true;
      any = true;
    }
  }
  if (!any) return ban.share;
  auto const held = std::count(lifted.begin(), lifted.end(), false);
  return ban.share * static_cast<double>(held) / days;
}

void Rules::stop(std::size_t m, double stopped, double share, Verdict& verdict) const {
  if (share <= 0.0) return;
  if (stopped < 1.0) {
    verdict.efficiency *= 1.0 - stopped * share;
  } else if (share >= 1.0) {
    verdict.allowed = false;
  } else {
    verdict.partial.push_back({static_cast<int>(m), 1.0 - share});
  }
}

Verdict Rules::judge(Spot const& spot, Goods const& goods) const {
  Verdict verdict;
  int const node = head(spot);
  if (spot.kind == Spot::Kind::arc) {
    model::Link const& link = instance_.links[idx(spot.link)];
    if (!link.carries[idx(goods.commodity)] || (link.directed && !spot.forward)) verdict.allowed = false;
    if (link_capacity(spot.link) <= 0.0) verdict.allowed = false;
    verdict.efficiency = link.efficiency;
    verdict.spent = link.cost[idx(goods.commodity)];
    verdict.charge = verdict.spent + link.toll[idx(goods.commodity)] + link.delay * goods.time_value;
  }
  bool const at_process = spot.kind == Spot::Kind::intake || spot.kind == Spot::Kind::output;
  if (at_process && process_capacity(spot.row) <= 0.0) verdict.allowed = false;
  if (!spot.leaves() && node_capacity(node) <= 0.0) verdict.allowed = false;
  if (goods.avoid != kNone) {
    model::Avoid const& avoid = instance_.avoids[idx(goods.avoid)];
    if (avoid.nodes[idx(node)]) verdict.allowed = false;
    if (spot.kind == Spot::Kind::arc && (avoid.links[idx(spot.link)] || avoid.nodes[idx(tail(spot))])) {
      verdict.allowed = false;
    }
  }
  if (!sold_there(spot, goods)) verdict.allowed = false;
  for (int const number : measures_at(spot)) {
    if (!verdict.allowed) break;
    std::size_t const m = idx(number);
    Measure const& measure = instance_.measures[m];
    if (!concerns(measure.where, goods)) continue;
    if (measure.kind == MeasureKind::ban || measure.kind == MeasureKind::service_ban) {
      stop(m, goods.via == kNone ? measure.enforcement : measure.enforcement_via,
           share_not_exempt(m, spot, goods), verdict);
    } else if (measure.kind == MeasureKind::closure && measure.where.narrows_class) {
      stop(m, 1.0, measure.share, verdict);
    } else if (measure.kind == MeasureKind::price_cap) {
      verdict.caps.push_back(number); // its charge is found, and held against the cap afterwards
      if (spot.kind == Spot::Kind::arc) verdict.charge += measure.charge[idx(goods.commodity)];
    } else if (measure.kind == MeasureKind::quota) {
      verdict.quotas.push_back(number);
    } else if (measure.kind == MeasureKind::tariff || measure.kind == MeasureKind::toll ||
               measure.kind == MeasureKind::cost || measure.kind == MeasureKind::delay) {
      double amount = measure.share;
      switch (spot.kind) {
      case Spot::Kind::arc:
      case Spot::Kind::intake:
      case Spot::Kind::output:
        amount *= measure.charge[idx(goods.commodity)];
        break;
      case Spot::Kind::supply:
        amount *= measure.supply_charge[idx(spot.row)];
        break;
      case Spot::Kind::demand:
        amount *= measure.demand_charge[idx(spot.row)];
        break;
      case Spot::Kind::reexport:
        break; // judged apart
      }
      if (measure.kind == MeasureKind::delay) amount *= goods.time_value;
      if (measure.kind == MeasureKind::cost) verdict.spent += amount;
      verdict.charge += amount;
    }
  }
  for (int c = 0; c < static_cast<int>(instance_.contracts.size()) && verdict.allowed; ++c) {
    model::Contract const& contract = instance_.contracts[idx(c)];
    if (!concerns(contract.where, goods) || !counts_for(contract, spot)) continue;
    if (contract.own_market && goods.contract != c) continue;
    verdict.contracts.push_back({c, spot.kind == Spot::Kind::demand ? verdict.efficiency : 1.0});
  }
  if (verdict.allowed && !spot.leaves() && !at_process) { // what processes give is no inflow of the node
    model::Node const& place = instance_.nodes[idx(node)];
    verdict.spent += verdict.efficiency * place.cost[idx(goods.commodity)];
    verdict.charge +=
        verdict.efficiency * (place.cost[idx(goods.commodity)] + place.toll[idx(goods.commodity)] +
                              place.delay * goods.time_value);
  }
  return verdict;
}

Verdict Rules::judge_reexport(Spot const& spot, Goods const& goods) const {
  Verdict verdict;
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    Measure const& measure = instance_.measures[m];
    if (measure.kind != MeasureKind::reexport_ban || !concerns(measure.where, goods)) continue;
    if (named(m, true, spot.node)) stop(m, measure.enforcement, share_not_exempt(m, spot, goods), verdict);
  }
  return verdict;
}

// What is left of a capacity: 1 - share * (1 - f) for each factor, closures having f = 0 (rules 3 and 6).
double Rules::factor(bool is_node, int position) const {
  double left = 1.0;
  for (Measure const& measure : instance_.measures) {
    if (measure.kind == MeasureKind::closure && !measure.where.narrows_class) {
      if (closes(measure, is_node, position)) left *= 1.0 - measure.share;
    } else if (measure.kind == MeasureKind::capacity_factor) {
      bool const hit = is_node ? measure.where.nodes[idx(position)] : measure.where.links[idx(position)];
      if (hit) left *= 1.0 - measure.share * (1.0 - measure.value);
    }
  }
  return left;
}

double Rules::link_capacity(int link) const { return link_capacity_[idx(link)]; }

double Rules::node_capacity(int node) const { return node_capacity_[idx(node)]; }

double Rules::process_capacity(int p) const {
  model::Process const& process = instance_.processes[idx(p)];
  double left = 1.0;
  for (Measure const& measure : instance_.measures) {
    if (measure.kind == MeasureKind::closure && !measure.where.narrows_class &&
        closes(measure, true, process.node)) {
      left *= 1.0 - measure.share;
    }
  }
  return left > 0.0 ? process.capacity * left : 0.0;
}

double Rules::supply_factor(int s) const {
  model::Supply const& supply = instance_.supplies[idx(s)];
  double left = 1.0;
  for (Measure const& measure : instance_.measures) {
    model::Selection const& where = measure.where;
    if (measure.kind == MeasureKind::closure && !where.narrows_class && where.nodes[idx(supply.node)]) {
      left *= 1.0 - measure.share;
    }
    if (measure.kind == MeasureKind::supply_factor && where.nodes[idx(supply.node)] &&
        where.commodities[idx(supply.commodity)] && where.origins[supply.origin]) {
      left *= 1.0 - measure.share * (1.0 - measure.value);
    }
  }
  return left;
}

double Rules::demand_factor(int d) const {
  model::Demand const& demand = instance_.demands[idx(d)];
  int const destination = instance_.nodes[idx(demand.node)].jurisdiction;
  double left = 1.0;
  for (Measure const& measure : instance_.measures) {
    model::Selection const& where = measure.where;
    if (measure.kind == MeasureKind::closure && !where.narrows_class && where.nodes[idx(demand.node)]) {
      left *= 1.0 - measure.share;
    }
    if (measure.kind == MeasureKind::demand_factor && where.nodes[idx(demand.node)] &&
        where.commodities[idx(demand.commodity)] && where.segments[demand.segment] &&
        where.destinations[destination]) {
      left *= 1.0 - measure.share * (1.0 - measure.value);
    }
  }
  return left;
}

} // namespace korridor::verify
