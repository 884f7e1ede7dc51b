// Classes: enumerating the finest flow classes and merging what nothing tells apart.
#include "korridor/solve/classes.hpp"

#include <algorithm>

namespace korridor::solve {

using model::FlowClass;
using model::kNone;
using model::Market;
using model::Measure;
using model::MeasureKind;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// What is known of one thing, as numbers that are equal exactly when nothing tells two things apart.
using Signature = std::vector<int>;

// Kinds whose effect depends on the class.
bool tells_classes_apart(Measure const& measure) {
  switch (measure.kind) {
  case MeasureKind::ban:
  case MeasureKind::service_ban:
  case MeasureKind::reexport_ban:
  case MeasureKind::price_cap:
  case MeasureKind::tariff:
  case MeasureKind::toll:
  case MeasureKind::cost:
  case MeasureKind::delay:
  case MeasureKind::quota:
  case MeasureKind::exemption:
    return true;
  case MeasureKind::closure:
    return measure.where.narrows_class;
  default:
    return false;
  }
}

// Such a measure may bound each origin and provenance on its own, so what it names is never merged. An
// exemption may turn a whole ban into one for part of the period.
bool may_hold_for_part(Measure const& measure) {
  switch (measure.kind) {
  case MeasureKind::ban:
  case MeasureKind::service_ban:
  case MeasureKind::reexport_ban:
  case MeasureKind::exemption:
  case MeasureKind::closure:
    return measure.share < 1.0;
  default:
    return false;
  }
}

Signature origin_signature(model::Instance const& instance, int commodity, int origin) {
  Signature signature;
  for (Measure const& measure : instance.measures) {
    if (!tells_classes_apart(measure) || !measure.where.commodities[at(commodity)]) continue;
    bool const named = measure.where.origins[origin];
    signature.push_back(named ? 1 : 0);
    if (named && may_hold_for_part(measure)) signature.push_back(origin);
  }
  for (model::Demand const& demand : instance.demands) {
    if (demand.commodity == commodity) signature.push_back(demand.origins[origin] ? 1 : 0);
  }
  for (model::Limit const& limit : instance.limits) {
    if (limit.use[at(commodity)] != 0.0) signature.push_back(limit.origins[origin] ? 1 : 0);
  }
  for (model::Contract const& contract : instance.contracts) {
    if (contract.commodity == commodity) signature.push_back(contract.where.origins[origin] ? 1 : 0);
  }
  return signature;
}

Signature via_signature(model::Instance const& instance, int commodity, int via) {
  Signature signature;
  bool const is_contracted =
      std::any_of(instance.contracts.begin(), instance.contracts.end(),
                  [&](model::Contract const& contract) { return contract.commodity == commodity; });
  for (Measure const& measure : instance.measures) {
    if (!tells_classes_apart(measure) || !measure.where.commodities[at(commodity)]) continue;
    bool const named = measure.where.vias[via];
    signature.push_back(named ? 1 : 0);
    if (named && may_hold_for_part(measure)) signature.push_back(via);
    // A ban stops direct and re-exported goods in different shares.
    bool const by_provenance = measure.kind == MeasureKind::ban || measure.kind == MeasureKind::service_ban;
    if (named && by_provenance && measure.enforcement != measure.enforcement_via) {
      signature.push_back(via == kNone ? 0 : 1);
    }
    // Passing on loses goods: where a contract makes them a burden it may pay, so it is no move within one
    // class.
    bool const leaks = is_contracted && measure.kind == MeasureKind::reexport_ban &&
                       measure.enforcement > 0.0 && measure.enforcement < 1.0;
    if (named && leaks) signature.push_back(via == kNone ? 0 : 1);
  }
  for (model::Demand const& demand : instance.demands) {
    if (demand.commodity == commodity) signature.push_back(demand.vias[via] ? 1 : 0);
  }
  for (model::Contract const& contract : instance.contracts) {
    if (contract.commodity == commodity) signature.push_back(contract.where.vias[via] ? 1 : 0);
  }
  return signature;
}

Signature market_signature(model::Instance const& instance, Market const& market) {
  Signature signature{market.contract};
  auto const add = [&](model::Selection const& where) {
    signature.push_back(where.destinations[market.destination] && where.segments[market.segment] ? 1 : 0);
  };
  for (Measure const& measure : instance.measures) {
    if (tells_classes_apart(measure) && measure.where.commodities[at(market.commodity)]) add(measure.where);
  }
  for (model::Contract const& contract : instance.contracts) {
    if (contract.commodity == market.commodity) add(contract.where);
  }
  return signature;
}

// Numbers things by their signature: equal signature, equal number.
template <typename Key>
class Grouping {
public:
  int number(Key const& key) {
    auto const next = static_cast<int>(numbers_.size());
    return numbers_.try_emplace(key, next).first->second;
  }

private:
  std::map<Key, int> numbers_;
};

void insert_once(std::vector<int>& sorted, int value) {
  auto const place = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (place == sorted.end() || *place != value) sorted.insert(place, value);
}

} // namespace

Classes::Classes(model::Instance const& instance) : instance_(instance) {
  build_markets();
  build_finest();
  merge();
}

int Classes::find(int origin, int via, int market) const {
  auto const found = index_.find({market, origin, via});
  return found == index_.end() ? kNone : found->second;
}

ClassKey key_of(FlowClass const& flow_class, Market const& market) {
  return {market.commodity, flow_class.origin, flow_class.via, market.destination,
          market.segment,   market.time_value, market.avoid,   market.contract};
}

ClassKey Classes::key(int finest) const {
  FlowClass const& flow_class = finest_[at(finest)];
  return key_of(flow_class, markets_[at(flow_class.market)]);
}

int Classes::add_market(Market const& market) {
  auto const [place, added] = market_index_.try_emplace({market.commodity, market.destination, market.segment,
                                                         market.time_value, market.avoid, market.contract},
                                                        static_cast<int>(markets_.size()));
  if (added) markets_.push_back(market);
  return place->second;
}

void Classes::build_markets() {
  auto const add = [this](int d, int contract) {
    model::Demand const& demand = instance_.demands[at(d)];
    market_of_[{d, contract}] = add_market({demand.commodity, instance_.nodes[at(demand.node)].jurisdiction,
                                            demand.segment, demand.time_value, demand.avoid, contract});
  };
  for (int d = 0; d < static_cast<int>(instance_.demands.size()); ++d) add(d, kNone);
  for (int c = 0; c < static_cast<int>(instance_.contracts.size()); ++c) {
    if (!instance_.contracts[at(c)].own_market) continue;
    for (int const d : instance_.contracts[at(c)].demands) add(d, c);
  }
  for (model::Process const& process : instance_.processes) {
    std::vector<int>& markets = market_of_input_.emplace_back();
    for (model::Ratio const& input : process.inputs) {
      markets.push_back(add_market({input.commodity, instance_.nodes[at(process.node)].jurisdiction, kNone,
                                    instance_.commodities[at(input.commodity)].time_value, kNone, kNone}));
    }
  }
}

void Classes::collect_labels(Labels& origins, Labels& vias) const {
  for (model::Supply const& supply : instance_.supplies) origins[at(supply.commodity)].insert(supply.origin);
  for (std::set<int>& of_commodity : vias) of_commodity.insert(kNone);
  for (model::Reexport const& reexport : instance_.reexports) {
    vias[at(reexport.commodity)].insert(reexport.actor);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (model::Process const& process : instance_.processes) {
      bool const can_run =
          std::none_of(process.inputs.begin(), process.inputs.end(),
                       [&](model::Ratio const& input) { return origins[at(input.commodity)].empty(); });
      if (!can_run) continue;
      auto const first = at(process.inputs.front().commodity);
      std::set<int> const here{instance_.nodes[at(process.node)].jurisdiction};
      for (model::Ratio const& output : process.outputs) {
        auto const add = [&](std::set<int>& labels, std::set<int> const& more) {
          std::size_t const before = labels.size();
          labels.insert(more.begin(), more.end());
          changed = changed || labels.size() > before;
        };
        add(origins[at(output.commodity)], process.keeps_origin ? origins[first] : here);
        if (process.keeps_origin) add(vias[at(output.commodity)], vias[first]);
      }
    }
  }
}

void Classes::build_finest() {
  std::set<std::tuple<int, int, int>>
      wanted; // (market, origin, via): sorted, so that the order is one of ids
  Labels origins(instance_.commodities.size()), vias(instance_.commodities.size());
  collect_labels(origins, vias);
  auto const sells = [this](int contract, int origin) { // in a contract's own market
    std::vector<int> const& rows = instance_.contracts[at(contract)].supplies;
    return std::any_of(rows.begin(), rows.end(),
                       [&](int s) { return instance_.supplies[at(s)].origin == origin; });
  };
  for (auto const& [buyer, market_of] : market_of_) {
    auto const [d, contract] = buyer;
    int const market = market_of;
    model::Demand const& demand = instance_.demands[at(d)];
    auto const becomes = [&](int via) { // goods are direct until they are re-exported
      return std::any_of(instance_.reexports.begin(), instance_.reexports.end(), [&](auto const& reexport) {
        return reexport.commodity == demand.commodity && reexport.actor == via;
      });
    };
    for (int const origin : origins[at(demand.commodity)]) {
      if (!demand.origins[origin] || (contract != kNone && !sells(contract, origin))) continue;
      for (int const via : vias[at(demand.commodity)]) {
        if (!demand.vias[via]) continue;
        wanted.insert({market, origin, via});
        if (becomes(via)) wanted.insert({market, origin, kNone});
      }
    }
  }
  for (std::size_t p = 0; p < instance_.processes.size(); ++p) {
    for (std::size_t i = 0; i < instance_.processes[p].inputs.size(); ++i) {
      auto const commodity = at(instance_.processes[p].inputs[i].commodity);
      for (int const origin : origins[commodity]) {
        for (int const via : vias[commodity]) wanted.insert({market_of_input_[p][i], origin, via});
      }
    }
  }
  for (auto const& [market, origin, via] : wanted) {
    index_[{market, origin, via}] = static_cast<int>(finest_.size());
    finest_.push_back({market, origin, via});
  }
}

// Joins the commodities of each process that keeps origins until each points at the first of its own.
void Classes::link_commodities() {
  for (std::size_t k = 0; k < instance_.commodities.size(); ++k) linked_.push_back(static_cast<int>(k));
  for (model::Process const& process : instance_.processes) {
    if (!process.keeps_origin) continue;
    for (model::Ratio const& output : process.outputs) {
      int const a = linked_[at(process.inputs.front().commodity)];
      int const b = linked_[at(output.commodity)];
      std::replace(linked_.begin(), linked_.end(), std::max(a, b), std::min(a, b));
    }
  }
}

void Classes::merge() {
  link_commodities();
  // All that is known of a label in the commodities linked with one.
  auto const gathered = [this](auto const& signature_of, int commodity, int label) {
    Signature all;
    for (std::size_t k = 0; k < linked_.size(); ++k) {
      if (linked_[k] != linked_[at(commodity)]) continue;
      Signature const one = signature_of(instance_, static_cast<int>(k), label);
      all.insert(all.end(), one.begin(), one.end());
    }
    return all;
  };
  Grouping<std::tuple<int, Signature>> origin_groups, via_groups;
  Grouping<std::tuple<int, int, double, Signature>> market_groups;
  Grouping<std::tuple<int, int, int, int>> merged_groups;
  std::map<std::pair<int, int>, int> origin_group, via_group;
  std::vector<int> market_group;
  for (Market const& market : markets_) {
    market_group.push_back(market_groups.number(
        {market.commodity, market.avoid, market.time_value, market_signature(instance_, market)}));
  }
  for (std::size_t c = 0; c < finest_.size(); ++c) {
    FlowClass const& flow_class = finest_[c];
    int const commodity = markets_[at(flow_class.market)].commodity;
    auto const [origin, new_origin] = origin_group.try_emplace({commodity, flow_class.origin}, 0);
    if (new_origin) {
      origin->second = origin_groups.number(
          {linked_[at(commodity)], gathered(origin_signature, commodity, flow_class.origin)});
    }
    auto const [via, new_via] = via_group.try_emplace({commodity, flow_class.via}, 0);
    if (new_via) {
      via->second =
          via_groups.number({linked_[at(commodity)], gathered(via_signature, commodity, flow_class.via)});
    }
    int const q =
        merged_groups.number({commodity, origin->second, via->second, market_group[at(flow_class.market)]});
    if (at(q) == merged_.size()) {
      merged_.emplace_back();
      merged_.back().key = key(static_cast<int>(c));
      merged_.back().origin_group = origin->second;
      merged_.back().via_group = via->second;
    }
    MergedClass& group = merged_[at(q)];
    insert_once(group.origins, flow_class.origin);
    insert_once(group.vias, flow_class.via);
    insert_once(group.markets, flow_class.market);
    group.direct = group.direct || flow_class.via == kNone;
    merged_of_.push_back(q);
  }
}

} // namespace korridor::solve
