// Rules of places: what of rules.md depends on where goods are and not on what they are, found once.
#include "korridor/verify/rules.hpp"

#include <algorithm>

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

// Others act on capacities and sizes, or lift bans; bans of re-export are judged apart.
bool acts_on_goods(MeasureKind kind) {
  switch (kind) {
  case MeasureKind::ban:
  case MeasureKind::service_ban:
  case MeasureKind::closure:
  case MeasureKind::quota:
  case MeasureKind::price_cap:
  case MeasureKind::tariff:
  case MeasureKind::toll:
  case MeasureKind::cost:
  case MeasureKind::delay:
    return true;
  default:
    return false;
  }
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

Rules::Rules(model::Instance const& instance)
    : instance_(instance), links_at_(instance.nodes.size()), has_supply_(instance.nodes.size(), false) {
  for (std::size_t l = 0; l < instance.links.size(); ++l) {
    links_at_[idx(instance.links[l].from)].push_back(static_cast<int>(l));
    links_at_[idx(instance.links[l].to)].push_back(static_cast<int>(l));
    ends_.push_back({instance.links[l].from, instance.links[l].to, !instance.links[l].directed});
  }
  for (model::Supply const& supply : instance.supplies) has_supply_[idx(supply.node)] = true;
  for (model::Process const& process : instance.processes) has_supply_[idx(process.node)] = true;
  find_capacities();
  find_sets();
  find_counting();
}

// (Capacity + expansions) * what is left of it: 1 - share * (1 - f) for each factor, closures having f = 0
// (rules 3 and 6).
void Rules::find_capacities() {
  auto const find = [&](bool is_node, auto const& elements, std::vector<double>& found) {
    std::vector<double> left(elements.size(), 1.0);
    for (auto const& element : elements) found.push_back(element.capacity);
    for (Measure const& measure : instance_.measures) {
      bool const shuts = measure.kind == MeasureKind::closure && !measure.where.narrows_class;
      bool const scales = measure.kind == MeasureKind::capacity_factor;
      bool const adds = measure.kind == MeasureKind::expansion;
      if (!shuts && !scales && !adds) continue;
      std::vector<bool> const& selected = is_node ? measure.where.nodes : measure.where.links;
      for (std::size_t i = 0; i < left.size(); ++i) {
        if (shuts && closes(measure, is_node, static_cast<int>(i))) left[i] *= 1.0 - measure.share;
        if (scales && selected[i]) left[i] *= 1.0 - measure.share * (1.0 - measure.value);
        if (adds && selected[i]) {
          found[i] += measure.share * (is_node ? measure.node_expansion[i] : measure.link_expansion[i]);
        }
      }
    }
    for (std::size_t i = 0; i < left.size(); ++i) found[i] = left[i] > 0.0 ? found[i] * left[i] : 0.0;
  };
  find(false, instance_.links, link_capacity_);
  find(true, instance_.nodes, node_capacity_);
  for (model::Process const& process : instance_.processes) {
    double left = 1.0;
    for (Measure const& measure : instance_.measures) {
      if (measure.kind == MeasureKind::closure && !measure.where.narrows_class &&
          closes(measure, true, process.node)) {
        left *= 1.0 - measure.share;
      }
    }
    process_capacity_.push_back(left > 0.0 ? process.capacity * left : 0.0);
  }
}

void Rules::find_sets() {
  for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
    if (instance_.measures[m].kind == MeasureKind::exemption) exemptions_.push_back(static_cast<int>(m));
    measure_set_.push_back(set_of(instance_.measures[m].where.kind,
                                  [&](bool is_node, int position) { return named(m, is_node, position); }));
  }
  for (model::Contract const& contract : instance_.contracts) {
    if (contract.counted != model::Counted::entry) {
      contract_set_.emplace_back(); // counts rows, not places
      continue;
    }
    contract_set_.push_back(set_of(contract.where.kind, [&](bool is_node, int position) -> bool {
      return is_node ? contract.where.nodes[idx(position)] : contract.where.links[idx(position)];
    }));
  }
}

void Rules::find_counting() {
  auto const find = [&](std::vector<Counting>& found, std::size_t count, auto const& spot_of) {
    found.resize(count);
    for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
      if (count == 0 || !may_reckon(m, spot_of(0).kind)) continue;
      for (std::size_t i = 0; i < count; ++i) {
        Spot const spot = spot_of(static_cast<int>(i));
        if (is_way(spot) && reckon(m, spot)) found[i].measures.push_back(static_cast<int>(m));
      }
    }
    for (std::size_t c = 0; c < instance_.contracts.size(); ++c) {
      for (std::size_t i = 0; i < count; ++i) {
        Spot const spot = spot_of(static_cast<int>(i));
        if (is_way(spot) && counts_for(c, spot)) found[i].contracts.push_back(static_cast<int>(c));
      }
    }
  };
  auto const at_row = [](Spot::Kind kind) {
    return [kind](int row) { return Spot{kind, kNone, true, row}; };
  };
  find(at_arc_, 2 * instance_.links.size(), [](int arc) {
    return Spot{Spot::Kind::arc, arc / 2, arc % 2 == 0, kNone};
  });
  measure_arcs_.resize(instance_.measures.size());
  contract_arcs_.resize(instance_.contracts.size());
  for (int arc = 0; arc < static_cast<int>(at_arc_.size()); ++arc) {
    for (int const m : at_arc_[idx(arc)].measures) measure_arcs_[idx(m)].push_back(arc);
    for (int const c : at_arc_[idx(arc)].contracts) contract_arcs_[idx(c)].push_back(arc);
  }
  find(at_supply_, instance_.supplies.size(), at_row(Spot::Kind::supply));
  find(at_demand_, instance_.demands.size(), at_row(Spot::Kind::demand));
  find(at_intake_, instance_.processes.size(), at_row(Spot::Kind::intake));
  find(at_output_, instance_.processes.size(), at_row(Spot::Kind::output));
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

// What is named, and what rule 1 adds to sets of links or of nodes only: a node without supply whose links
// are all named, a link whose ends are.
template <typename Named>
Rules::Places Rules::set_of(SetKind kind, Named const& is_named) const {
  Places set{std::vector<bool>(instance_.links.size()), std::vector<bool>(instance_.nodes.size())};
  for (int l = 0; l < static_cast<int>(set.links.size()); ++l) {
    set.links[idx(l)] = kind == SetKind::by_node
                            ? is_named(true, ends_[idx(l)].from) && is_named(true, ends_[idx(l)].to)
                            : is_named(false, l);
  }
  for (int n = 0; n < static_cast<int>(set.nodes.size()); ++n) {
    std::vector<int> const& links = links_at_[idx(n)];
    auto const in = [&](int link) { return bool{set.links[idx(link)]}; };
    set.nodes[idx(n)] = kind == SetKind::by_link ? !has_supply_[idx(n)] && !links.empty() &&
                                                       std::all_of(links.begin(), links.end(), in)
                                                 : is_named(true, n);
  }
  return set;
}

bool Rules::counts_for(std::size_t c, Spot const& spot) const {
  model::Contract const& contract = instance_.contracts[c];
  if (contract.counted == model::Counted::production) {
    return spot.kind == Spot::Kind::supply && contains(contract.supplies, spot.row);
  }
  if (contract.counted == model::Counted::delivery) {
    return spot.kind == Spot::Kind::demand && contains(contract.demands, spot.row);
  }
  if (spot.leaves()) return false;
  Places const& set = contract_set_[c];
  bool const to = inside(set, true, head(spot));
  if (spot.kind != Spot::Kind::arc) return to;
  return inside(set, false, spot.link) ? !inside(set, true, tail(spot)) : to;
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
  int const ground[3] = {instance_.nodes[idx(tail(spot))].jurisdiction,
                         instance_.links[idx(spot.link)].jurisdiction,
                         instance_.nodes[idx(head(spot))].jurisdiction};
  bool enters = false, leaves = false;
  for (int i = 0; i < 2; ++i) {
    if (where.has_enters && !where.enters[ground[i]] && where.enters[ground[i + 1]]) enters = true;
    if (where.has_leaves && where.leaves[ground[i]] && !where.leaves[ground[i + 1]]) leaves = true;
  }
  if ((where.has_enters && !enters) || (where.has_leaves && !leaves)) return false;
  Places const& set = measure_set_[m];
  return inside(set, false, spot.link) || (where.has_enters && inside(set, true, head(spot))) ||
         (where.has_leaves && inside(set, true, tail(spot)));
}

// Whether a measure counts goods at spots of a kind at all (rules 1 and 6).
bool Rules::may_reckon(std::size_t m, Spot::Kind kind) const {
  Measure const& measure = instance_.measures[m];
  if (!acts_on_goods(measure.kind)) return false;
  if (measure.kind == MeasureKind::closure) return true;
  if (measure.where.has_enters || measure.where.has_leaves) return kind == Spot::Kind::arc;
  switch (kind) {
  case Spot::Kind::supply:
  case Spot::Kind::output:
    return measure.at == At::entry || measure.at == At::supply;
  case Spot::Kind::demand:
  case Spot::Kind::intake:
    return measure.at == At::exit || measure.at == At::demand;
  case Spot::Kind::arc:
    return measure.at == At::entry || measure.at == At::exit || measure.at == At::each;
  case Spot::Kind::reexport:
    break; // judged apart
  }
  return false;
}

// Whether it counts goods at this spot, of a kind where it may.
bool Rules::reckon(std::size_t m, Spot const& spot) const {
  Measure const& measure = instance_.measures[m];
  bool const is_arc = spot.kind == Spot::Kind::arc;
  if (measure.kind == MeasureKind::closure) {
    return is_arc ? closes(measure, false, spot.link) : closes(measure, true, head(spot));
  }
  if (measure.where.has_enters || measure.where.has_leaves) return crosses(m, spot);
  Places const& set = measure_set_[m];
  if (!is_arc) return inside(set, true, head(spot));
  bool const on = inside(set, false, spot.link);
  if (measure.at == At::each) return on;
  if (measure.at == At::entry) return on ? !inside(set, true, tail(spot)) : inside(set, true, head(spot));
  return on ? !inside(set, true, head(spot)) : inside(set, true, tail(spot));
}

std::vector<bool> Rules::arcs_reckoned(Goods const& goods) const {
  std::vector<bool> found(at_arc_.size(), false);
  for (std::size_t m = 0; m < measure_arcs_.size(); ++m) {
    if (!concerns(instance_.measures[m].where, goods)) continue;
    for (int const arc : measure_arcs_[m]) found[idx(arc)] = true;
  }
  for (std::size_t c = 0; c < contract_arcs_.size(); ++c) {
    if (!concerns(instance_.contracts[c].where, goods)) continue;
    for (int const arc : contract_arcs_[c]) found[idx(arc)] = true;
  }
  return found;
}

} // namespace korridor::verify
