// Effects: terms that a flow class meets on arcs, at supply and at demand.
#include "korridor/solve/effects.hpp"

#include <algorithm>

namespace korridor::solve {

using model::At;
using model::kNone;
using model::Measure;
using model::MeasureKind;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

void add_charge(Terms& terms, Charge const& charge) {
  if (charge.amount == 0.0) return;
  terms.charge += charge.amount;
  terms.charges.push_back(charge);
}

bool is_class_closure(Measure const& measure) {
  return measure.kind == MeasureKind::closure && measure.where.narrows_class;
}

} // namespace

void Terms::clear() {
  open = true;
  efficiency = 1.0;
  charge = 0.0;
  charges.clear();
  quotas.clear();
  caps.clear();
  partial_bans.clear();
  contracts.clear();
}

bool matches(model::Selection const& where, ClassKey const& key) {
  return where.commodities[at(key.commodity)] && where.origins[key.origin] && where.vias[key.via] &&
         where.destinations[key.destination] && where.segments[key.segment];
}

Effects::Effects(model::Instance const& instance) : instance_(instance), scopes_(instance.measures.size()) {
  build_arcs();
  for (std::size_t m = 0; m < instance.measures.size(); ++m) {
    Measure const& measure = instance.measures[m];
    if (measure.kind == MeasureKind::closure) {
      build_closure_scope(measure, scopes_[m]);
    } else {
      build_scope(measure, scopes_[m]);
    }
  }
  measures_at_.resize(arcs_.size());
  for (std::size_t m = 0; m < scopes_.size(); ++m) {
    for (std::size_t a = 0; a < arcs_.size(); ++a) {
      if (scopes_[m].arcs[a]) measures_at_[a].push_back(static_cast<int>(m));
    }
  }
  for (model::Contract const& contract : instance.contracts) {
    Scope& scope = contract_scopes_.emplace_back();
    if (contract.counted != model::Counted::entry) continue;
    Measure as_quota;
    as_quota.kind = MeasureKind::quota;
    as_quota.where = contract.where;
    build_scope(as_quota, scope);
  }
  build_capacities();
}

// Goods of a contract's own market are made by its supply rows and got by its demand rows alone.
bool Effects::is_open_market(ClassKey const& key, std::vector<int> model::Contract::*rows, int row) const {
  if (key.contract == kNone) return true;
  std::vector<int> const& own = instance_.contracts[at(key.contract)].*rows;
  return std::binary_search(own.begin(), own.end(), row);
}

double Effects::share_in_force(std::size_t ban, int link, int node, ClassKey const& key) const {
  Measure const& measure = instance_.measures[ban];
  std::vector<std::pair<int, int>> lifted;
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    Measure const& other = instance_.measures[m];
    if (other.kind != MeasureKind::exemption) continue;
    if (other.imposer != kNone && other.imposer != measure.imposer) continue;
    bool const here = (link != kNone && scopes_[m].links[at(link)]) || scopes_[m].nodes[at(node)];
    if (here && matches(other.where, key)) lifted.emplace_back(other.first_day, other.last_day);
  }
  if (lifted.empty()) return measure.share;
  int days = 0;
  for (int day = measure.first_day; day <= measure.last_day; ++day) {
    bool const free = std::any_of(lifted.begin(), lifted.end(), [day](auto const& span) {
      return span.first <= day && day <= span.second;
    });
    if (!free) ++days;
  }
  return measure.share * days / (measure.last_day - measure.first_day + 1);
}

void Effects::apply_ban(std::size_t m, int link, int node, ClassKey const& key, Terms& terms) const {
  Measure const& measure = instance_.measures[m];
  double const share = is_class_closure(measure) ? measure.share : share_in_force(m, link, node, key);
  if (share <= 0.0) return;
  bool const direct = key.via == kNone || measure.kind == MeasureKind::reexport_ban; // until it is done
  double const stopped = is_class_closure(measure) ? 1.0
                         : direct                  ? measure.enforcement
                                                   : measure.enforcement_via;
  if (stopped < 1.0) {
    terms.efficiency *= 1.0 - share * stopped; // a leaky ban lets part of the goods pass all the time
  } else if (share < 1.0) {
    terms.partial_bans.push_back({static_cast<int>(m), 1.0 - share});
  } else {
    terms.open = false;
  }
}

void Effects::apply_charge(Measure const& measure, double per_unit, ClassKey const& key,
                           std::vector<model::Share> const* element_toll_to, Terms& terms) const {
  double const amount = per_unit * measure.share;
  switch (measure.kind) {
  case MeasureKind::cost:
    add_charge(terms, {ChargeKind::cost, amount, nullptr, kNone});
    break;
  case MeasureKind::delay:
    add_charge(terms, {ChargeKind::time, amount * key.time_value, nullptr, kNone});
    break;
  case MeasureKind::price_cap: // what the seller forgoes the buyer keeps
    add_charge(terms, {ChargeKind::cap_discount, amount, nullptr, key.destination});
    break;
  case MeasureKind::tariff:
    add_charge(terms, {ChargeKind::tariff, amount, nullptr, measure.imposer});
    break;
  case MeasureKind::toll: {
    int const receiver = measure.rent_to != kNone ? measure.rent_to : measure.imposer;
    add_charge(terms, {ChargeKind::toll, amount, receiver == kNone ? element_toll_to : nullptr, receiver});
    break;
  }
  default:
    break;
  }
}

void Effects::apply_node(int node, ClassKey const& key, Terms& terms) const {
  model::Node const& place = instance_.nodes[at(node)];
  double const arrives = terms.efficiency;
  add_charge(terms, {ChargeKind::cost, arrives * place.cost[at(key.commodity)], nullptr, kNone});
  add_charge(terms, {ChargeKind::toll, arrives * place.toll[at(key.commodity)], &place.toll_to, kNone});
  add_charge(terms, {ChargeKind::time, arrives * place.delay * key.time_value, nullptr, kNone});
}

void Effects::apply(std::size_t m, Spot const& spot, ClassKey const& key, Terms& terms) const {
  Measure const& measure = instance_.measures[m];
  if (!terms.open || !matches(measure.where, key)) return;
  switch (measure.kind) {
  case MeasureKind::ban:
  case MeasureKind::service_ban:
    apply_ban(m, spot.link, spot.node, key, terms);
    break;
  case MeasureKind::closure:
    if (is_class_closure(measure)) apply_ban(m, spot.link, spot.node, key, terms);
    break;
  case MeasureKind::quota:
    terms.quotas.push_back(static_cast<int>(m));
    break;
  case MeasureKind::price_cap:
    terms.caps.push_back(static_cast<int>(m));
    [[fallthrough]];
  case MeasureKind::tariff:
  case MeasureKind::toll:
  case MeasureKind::cost:
  case MeasureKind::delay:
    apply_charge(measure, (measure.*spot.charges)[spot.position], key, spot.toll_to, terms);
    break;
  default:
    break; // capacities, quantities and exemptions act elsewhere
  }
}

Terms Effects::arc(int a, ClassKey const& key) const {
  Terms terms;
  arc(a, key, terms);
  return terms;
}

void Effects::arc(int a, ClassKey const& key, Terms& terms) const {
  terms.clear();
  Arc const& along = arcs_[at(a)];
  model::Link const& link = instance_.links[at(along.link)];
  terms.open =
      link.carries[at(key.commodity)] && link_capacity(along.link) > 0.0 && node_capacity(along.head) > 0.0;
  if (terms.open && key.avoid != kNone) {
    bool const link_avoided = instance_.avoids[at(key.avoid)].links[at(along.link)];
    terms.open = !link_avoided && !avoided(along.head, key) && !avoided(along.tail, key);
  }
  if (!terms.open) return;

  terms.efficiency = link.efficiency;
  add_charge(terms, {ChargeKind::cost, link.cost[at(key.commodity)], nullptr, kNone});
  add_charge(terms, {ChargeKind::toll, link.toll[at(key.commodity)], &link.toll_to, kNone});
  add_charge(terms, {ChargeKind::time, link.delay * key.time_value, nullptr, kNone});
  Spot const spot{along.link, along.head, &link.toll_to, &Measure::charge, at(key.commodity)};
  for (int const m : measures_at_[at(a)]) apply(at(m), spot, key, terms);
  if (terms.open) apply_node(along.head, key, terms);
  for (std::size_t c = 0; c < contract_scopes_.size() && terms.open; ++c) {
    model::Contract const& contract = instance_.contracts[c];
    bool const here = contract.counted == model::Counted::entry && contract_scopes_[c].arcs[at(a)];
    if (here && matches(contract.where, key)) terms.contracts.push_back({static_cast<int>(c), 1.0});
  }
}

Terms Effects::supply(int s, ClassKey const& key) const {
  Terms terms;
  int const node = instance_.supplies[at(s)].node;
  terms.open = supply_factor(s) > 0.0 && node_capacity(node) > 0.0 && !avoided(node, key) &&
               is_open_market(key, &model::Contract::supplies, s);
  if (!terms.open) return terms;
  Spot const spot{kNone, node, &instance_.nodes[at(node)].toll_to, &Measure::supply_charge, at(s)};
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    if (scopes_[m].supply_nodes[at(node)]) apply(m, spot, key, terms);
  }
  if (terms.open) apply_node(node, key, terms);
  if (terms.open) count_made(s, node, key, terms);
  return terms;
}

void Effects::count_made(int s, int node, ClassKey const& key, Terms& terms) const {
  for (std::size_t c = 0; c < contract_scopes_.size(); ++c) {
    model::Contract const& contract = instance_.contracts[c];
    bool const here =
        contract.counted == model::Counted::production
            ? std::binary_search(contract.supplies.begin(), contract.supplies.end(), s)
            : contract.counted == model::Counted::entry && contract_scopes_[c].supply_nodes[at(node)];
    if (here && matches(contract.where, key)) terms.contracts.push_back({static_cast<int>(c), 1.0});
  }
}

Terms Effects::demand(int d, ClassKey const& key) const {
  Terms terms;
  int const node = instance_.demands[at(d)].node;
  terms.open =
      demand_factor(d) > 0.0 && !avoided(node, key) && is_open_market(key, &model::Contract::demands, d);
  if (!terms.open) return terms;
  Spot const spot{kNone, node, &instance_.nodes[at(node)].toll_to, &Measure::demand_charge, at(d)};
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    if (scopes_[m].demand_nodes[at(node)]) apply(m, spot, key, terms);
  }
  for (std::size_t c = 0; c < instance_.contracts.size() && terms.open; ++c) {
    model::Contract const& contract = instance_.contracts[c];
    bool const here = contract.counted == model::Counted::delivery &&
                      std::binary_search(contract.demands.begin(), contract.demands.end(), d);
    bool const own = !contract.own_market || key.contract == static_cast<int>(c);
    if (here && own && matches(contract.where, key)) {
      terms.contracts.push_back({static_cast<int>(c), terms.efficiency});
    }
  }
  return terms;
}

Terms Effects::reexport(int node, ClassKey const& key) const {
  Terms terms;
  for (std::size_t m = 0; m < instance_.measures.size() && terms.open; ++m) {
    Measure const& measure = instance_.measures[m];
    bool const acts = measure.kind == MeasureKind::reexport_ban && scopes_[m].nodes[at(node)];
    if (acts && matches(measure.where, key)) apply_ban(m, kNone, node, key, terms);
  }
  return terms;
}

Terms Effects::intake(int p, ClassKey const& key) const {
  Terms terms;
  int const node = instance_.processes[at(p)].node;
  terms.open = process_capacity(p) > 0.0 && !avoided(node, key) && key.contract == kNone;
  if (!terms.open) return terms;
  Spot const spot{kNone, node, &instance_.nodes[at(node)].toll_to, &Measure::charge, at(key.commodity)};
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    if (scopes_[m].demand_nodes[at(node)]) apply(m, spot, key, terms);
  }
  return terms;
}

Terms Effects::output(int p, ClassKey const& key) const {
  Terms terms;
  int const node = instance_.processes[at(p)].node;
  terms.open =
      process_capacity(p) > 0.0 && node_capacity(node) > 0.0 && !avoided(node, key) && key.contract == kNone;
  if (!terms.open) return terms;
  Spot const spot{kNone, node, &instance_.nodes[at(node)].toll_to, &Measure::charge, at(key.commodity)};
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    if (scopes_[m].supply_nodes[at(node)]) apply(m, spot, key, terms);
  }
  if (terms.open) count_made(kNone, node, key, terms); // no supply row makes it
  return terms;
}

bool Effects::avoided(int node, ClassKey const& key) const {
  return key.avoid != kNone && instance_.avoids[at(key.avoid)].nodes[at(node)];
}

} // namespace korridor::solve
