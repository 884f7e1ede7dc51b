// Effects: the sets that measures name, where they count, and what they make of capacities.
#include <algorithm>

#include "korridor/solve/effects.hpp"

namespace korridor::solve {

using model::At;
using model::kNone;
using model::Measure;
using model::MeasureKind;
using model::SetKind;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// Whether any of the actors has jurisdiction or control.
template <typename Element>
bool holds(std::vector<int> const& actors, Element const& element) {
  return std::any_of(actors.begin(), actors.end(), [&element](int actor) {
    return element.jurisdiction == actor || std::find(element.controllers.begin(), element.controllers.end(),
                                                      actor) != element.controllers.end();
  });
}

bool needs_services_of(std::vector<int> const& actors, model::Link const& link) {
  return std::any_of(link.services.begin(), link.services.end(), [&actors](int actor) {
    return std::binary_search(actors.begin(), actors.end(), actor);
  });
}

bool is_factor(Measure const& measure) {
  return (measure.kind == MeasureKind::closure && !measure.where.narrows_class) ||
         measure.kind == MeasureKind::capacity_factor;
}

// Capacity times factor, where closing an unlimited element leaves nothing.
double scaled(double capacity, double factor) { return factor == 0.0 ? 0.0 : capacity * factor; }

} // namespace

void Effects::build_arcs() {
  for (int l = 0; l < static_cast<int>(instance_.links.size()); ++l) {
    model::Link const& link = instance_.links[at(l)];
    arc_at_.push_back(static_cast<int>(arcs_.size()));
    arcs_.push_back({l, true, link.from, link.to});
    arc_at_.push_back(link.directed ? model::kNone : static_cast<int>(arcs_.size()));
    if (!link.directed) arcs_.push_back({l, false, link.to, link.from});
  }
}

// Completes a set named by links or by nodes (rules.md 1): a node lies inside a set of links if all links
// that touch it do and it has no supply or process; a link lies inside a set of nodes if both its ends do.
void Effects::derive_inside(Measure const& measure, std::vector<bool>& links,
                            std::vector<bool>& nodes) const {
  if (measure.where.kind == SetKind::by_node) {
    for (std::size_t l = 0; l < links.size(); ++l) {
      links[l] = nodes[at(instance_.links[l].from)] && nodes[at(instance_.links[l].to)];
    }
  } else if (measure.where.kind == SetKind::by_link) {
    std::vector<bool> touched(nodes.size(), false);
    std::vector<bool> outside(nodes.size(), false);
    for (std::size_t l = 0; l < links.size(); ++l) {
      for (int const end : {instance_.links[l].from, instance_.links[l].to}) {
        touched[at(end)] = true;
        if (!links[l]) outside[at(end)] = true;
      }
    }
    for (model::Supply const& supply : instance_.supplies) outside[at(supply.node)] = true;
    for (model::Process const& process : instance_.processes) outside[at(process.node)] = true;
    for (std::size_t n = 0; n < nodes.size(); ++n) nodes[n] = touched[n] && !outside[n];
  }
}

// A ban bites where its imposer or a complier holds the place, a service ban or price cap where a link needs
// their services.
void Effects::cut_to_bite(Measure const& measure, Scope& scope) const {
  bool const by_holder = measure.kind == MeasureKind::ban || measure.kind == MeasureKind::reexport_ban;
  if (by_holder && !measure.bite.empty()) {
    for (std::size_t l = 0; l < scope.links.size(); ++l) {
      scope.links[l] = scope.links[l] && holds(measure.bite, instance_.links[l]);
    }
    for (std::size_t n = 0; n < scope.nodes.size(); ++n) {
      scope.nodes[n] = scope.nodes[n] && holds(measure.bite, instance_.nodes[n]);
    }
  }
  if (measure.kind == MeasureKind::service_ban || measure.kind == MeasureKind::price_cap) {
    for (std::size_t l = 0; l < scope.links.size(); ++l) {
      scope.links[l] = scope.links[l] && needs_services_of(measure.bite, instance_.links[l]);
    }
  }
}

void Effects::build_scope(Measure const& measure, Scope& scope) const {
  scope.arcs.assign(arcs_.size(), false);
  scope.supply_nodes.assign(instance_.nodes.size(), false);
  scope.demand_nodes.assign(instance_.nodes.size(), false);
  scope.links = measure.where.links;
  scope.nodes = measure.where.nodes;
  cut_to_bite(measure, scope);
  // An exemption counts nowhere, it lifts; a re-export ban acts on no way, but where goods change hands.
  if (measure.kind == MeasureKind::exemption || measure.kind == MeasureKind::reexport_ban) return;
  std::vector<bool> links = scope.links;
  std::vector<bool> nodes = scope.nodes;
  derive_inside(measure, links, nodes);

  bool const crosses = measure.where.has_enters || measure.where.has_leaves;
  for (std::size_t a = 0; a < arcs_.size(); ++a) {
    Arc const& arc = arcs_[a];
    bool const from = nodes[at(arc.tail)], on = links[at(arc.link)], to = nodes[at(arc.head)];
    if (crosses) {
      int const tail = instance_.nodes[at(arc.tail)].jurisdiction;
      int const way = instance_.links[at(arc.link)].jurisdiction;
      int const head = instance_.nodes[at(arc.head)].jurisdiction;
      model::Mask const& in = measure.where.enters;
      model::Mask const& out = measure.where.leaves;
      bool const enters = (!in[tail] && in[way]) || (!in[way] && in[head]);
      bool const leaves = (out[tail] && !out[way]) || (out[way] && !out[head]);
      bool const here = on || (measure.where.has_enters && to) || (measure.where.has_leaves && from);
      scope.arcs[a] = here && (enters || !measure.where.has_enters) && (leaves || !measure.where.has_leaves);
      continue;
    }
    switch (measure.at) {
    case At::entry:
      scope.arcs[a] = (!from && on) || (!on && to);
      break;
    case At::exit:
      scope.arcs[a] = (from && !on) || (on && !to);
      break;
    case At::each:
      scope.arcs[a] = on;
      break;
    default:
      break;
    }
  }
  if (crosses) return;
  if (measure.at == At::entry || measure.at == At::supply) scope.supply_nodes = nodes;
  if (measure.at == At::exit || measure.at == At::demand) scope.demand_nodes = nodes;
}

// A closure shuts links and nodes of the set wherever `at` points; a set of links closes no node, a set of
// nodes closes the links that touch it, with supply and demand there (rules.md 6).
void Effects::build_closure_scope(Measure const& measure, Scope& scope) const {
  scope.links = measure.where.links;
  scope.nodes = measure.where.nodes;
  for (std::size_t l = 0; l < scope.links.size(); ++l) {
    if (scope.nodes[at(instance_.links[l].from)] || scope.nodes[at(instance_.links[l].to)])
      scope.links[l] = true;
  }
  scope.arcs.assign(arcs_.size(), false);
  for (std::size_t a = 0; a < arcs_.size(); ++a) scope.arcs[a] = scope.links[at(arcs_[a].link)];
  scope.supply_nodes = scope.nodes;
  scope.demand_nodes = scope.nodes;
}

void Effects::build_capacities() {
  for (model::Link const& link : instance_.links) link_capacity_.push_back(link.capacity);
  for (model::Node const& node : instance_.nodes) node_capacity_.push_back(node.capacity);
  for (model::Process const& process : instance_.processes) process_capacity_.push_back(process.capacity);
  supply_factor_.assign(instance_.supplies.size(), 1.0);
  demand_factor_.assign(instance_.demands.size(), 1.0);
  for (Measure const& measure : instance_.measures) {
    if (measure.kind != MeasureKind::expansion) continue;
    for (std::size_t l = 0; l < link_capacity_.size(); ++l) {
      if (measure.where.links[l]) link_capacity_[l] += measure.share * measure.link_expansion[l];
    }
    for (std::size_t n = 0; n < node_capacity_.size(); ++n) {
      if (measure.where.nodes[n]) node_capacity_[n] += measure.share * measure.node_expansion[n];
    }
  }
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    Measure const& measure = instance_.measures[m];
    bool const closes = measure.kind == MeasureKind::closure;
    double const factor = 1.0 - measure.share * (1.0 - (closes ? 0.0 : measure.value));
    if (is_factor(measure)) {
      for (std::size_t l = 0; l < link_capacity_.size(); ++l) {
        if (scopes_[m].links[l]) link_capacity_[l] = scaled(link_capacity_[l], factor);
      }
      for (std::size_t n = 0; n < node_capacity_.size(); ++n) {
        if (scopes_[m].nodes[n]) node_capacity_[n] = scaled(node_capacity_[n], factor);
      }
    }
    bool const closes_all = closes && !measure.where.narrows_class;
    for (std::size_t p = 0; p < process_capacity_.size(); ++p) {
      bool const closed = closes_all && scopes_[m].nodes[at(instance_.processes[p].node)];
      if (closed) process_capacity_[p] = scaled(process_capacity_[p], factor);
    }
    for (std::size_t s = 0; s < supply_factor_.size(); ++s) {
      model::Supply const& supply = instance_.supplies[s];
      bool const named = measure.kind == MeasureKind::supply_factor && measure.where.nodes[at(supply.node)] &&
                         measure.where.commodities[at(supply.commodity)] &&
                         measure.where.origins[supply.origin];
      if (named || (closes_all && scopes_[m].nodes[at(supply.node)])) supply_factor_[s] *= factor;
    }
    for (std::size_t d = 0; d < demand_factor_.size(); ++d) {
      model::Demand const& demand = instance_.demands[d];
      bool const named = measure.kind == MeasureKind::demand_factor && measure.where.nodes[at(demand.node)] &&
                         measure.where.commodities[at(demand.commodity)] &&
                         measure.where.segments[demand.segment] &&
                         measure.where.destinations[instance_.nodes[at(demand.node)].jurisdiction];
      if (named || (closes_all && scopes_[m].nodes[at(demand.node)])) demand_factor_[d] *= factor;
    }
  }
}

} // namespace korridor::solve
