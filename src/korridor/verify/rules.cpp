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

bool is_charge(MeasureKind kind) {
  return kind == MeasureKind::tariff || kind == MeasureKind::toll || kind == MeasureKind::cost ||
         kind == MeasureKind::delay;
}

} // namespace

int Rules::node_of(Spot const& spot) const {
  switch (spot.kind) {
  case Spot::Kind::supply:
    return instance_.supplies[idx(spot.row)].node;
  case Spot::Kind::demand:
    return instance_.demands[idx(spot.row)].node;
  case Spot::Kind::intake:
  case Spot::Kind::output:
    return instance_.processes[idx(spot.row)].node;
  default:
    return spot.node;
  }
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

Rules::Counting const& Rules::counting(Spot const& spot) const {
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

// The share of the period in which the ban holds here and no exemption lifts it (rule 7), day by day.
double Rules::share_not_exempt(std::size_t m, Spot const& spot, Goods const& goods) const {
  Measure const& ban = instance_.measures[m];
  int const days = ban.last_day - ban.first_day + 1;
  std::vector<bool> lifted;
  for (int const e : exemptions_) {
    Measure const& exemption = instance_.measures[idx(e)];
    if (!concerns(exemption.where, goods)) continue;
    if (exemption.imposer != kNone && exemption.imposer != ban.imposer) continue;
    bool here = exemption.where.nodes[idx(head(spot))];
    if (spot.kind == Spot::Kind::arc && exemption.where.links[idx(spot.link)]) here = true;
    if (!here) continue;
    lifted.resize(idx(days), false);
    for (int day = std::max(ban.first_day, exemption.first_day);
         day <= std::min(ban.last_day, exemption.last_day); ++day) {
      lifted[idx(day - ban.first_day)] = true;
    }
  }
  auto const free = std::count(lifted.begin(), lifted.end(), true);
  if (free == 0) return ban.share;
  return ban.share * static_cast<double>(days - free) / days;
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

Verdict Rules::admit(Spot const& spot, Goods const& goods) const {
  Verdict verdict;
  int const node = head(spot);
  if (spot.kind == Spot::Kind::arc) {
    model::Link const& link = instance_.links[idx(spot.link)];
    if (!link.carries[idx(goods.commodity)] || !is_way(spot)) verdict.allowed = false;
    if (link_capacity(spot.link) <= 0.0) verdict.allowed = false;
    verdict.efficiency = link.efficiency;
    verdict.spent = link.cost[idx(goods.commodity)];
    verdict.charge = verdict.spent + link.toll[idx(goods.commodity)] + link.delay * goods.time_value;
  }
  if (spot.at_process() && process_capacity(spot.row) <= 0.0) verdict.allowed = false;
  if (!spot.leaves() && node_capacity(node) <= 0.0) verdict.allowed = false;
  if (goods.avoid != kNone) {
    model::Avoid const& avoid = instance_.avoids[idx(goods.avoid)];
    if (avoid.nodes[idx(node)]) verdict.allowed = false;
    if (spot.kind == Spot::Kind::arc && (avoid.links[idx(spot.link)] || avoid.nodes[idx(tail(spot))])) {
      verdict.allowed = false;
    }
  }
  if (!sold_there(spot, goods)) verdict.allowed = false;
  return verdict;
}

void Rules::apply(std::size_t m, Spot const& spot, Goods const& goods, Verdict& verdict) const {
  Measure const& measure = instance_.measures[m];
  if (measure.kind == MeasureKind::ban || measure.kind == MeasureKind::service_ban) {
    stop(m, goods.via == kNone ? measure.enforcement : measure.enforcement_via,
         share_not_exempt(m, spot, goods), verdict);
  } else if (measure.kind == MeasureKind::closure && measure.where.narrows_class) {
    stop(m, 1.0, measure.share, verdict);
  } else if (measure.kind == MeasureKind::price_cap) {
    verdict.caps.push_back(static_cast<int>(m)); // its charge is found, and held against the cap afterwards
    if (spot.kind == Spot::Kind::arc) verdict.charge += measure.charge[idx(goods.commodity)];
  } else if (measure.kind == MeasureKind::quota) {
    verdict.quotas.push_back(static_cast<int>(m));
  } else if (is_charge(measure.kind)) {
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

// Rule 8; what processes take and give is no inflow of the node.
void Rules::enter_node(Spot const& spot, Goods const& goods, Verdict& verdict) const {
  if (!verdict.allowed || spot.leaves() || spot.at_process()) return;
  model::Node const& place = instance_.nodes[idx(head(spot))];
  verdict.spent += verdict.efficiency * place.cost[idx(goods.commodity)];
  verdict.charge += verdict.efficiency * (place.cost[idx(goods.commodity)] +
                                          place.toll[idx(goods.commodity)] + place.delay * goods.time_value);
}

Verdict Rules::judge(Spot const& spot, Goods const& goods) const {
  return judge(spot, goods, admit(spot, goods));
}

Verdict Rules::judge(Spot const& spot, Goods const& goods, Verdict verdict) const {
  Counting const& here = counting(spot);
  for (int const m : here.measures) {
    if (!verdict.allowed) break;
    if (concerns(instance_.measures[idx(m)].where, goods)) apply(idx(m), spot, goods, verdict);
  }
  for (int const c : here.contracts) {
    if (!verdict.allowed) break;
    model::Contract const& contract = instance_.contracts[idx(c)];
    if (!concerns(contract.where, goods)) continue;
    if (contract.own_market && goods.contract != c) continue;
    verdict.contracts.push_back({c, spot.kind == Spot::Kind::demand ? verdict.efficiency : 1.0});
  }
  enter_node(spot, goods, verdict);
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

double Rules::link_capacity(int link) const { return link_capacity_[idx(link)]; }

double Rules::node_capacity(int node) const { return node_capacity_[idx(node)]; }

double Rules::process_capacity(int process) const { return process_capacity_[idx(process)]; }

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
