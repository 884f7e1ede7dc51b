// Classes: enumerating the finest flow classes and merging what nothing tells apart.
#include "korridor/solve/classes.hpp"

#include <algorithm>
#include <set>

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
  return signature;
}

Signature via_signature(model::Instance const& instance, int commodity, int via) {
  Signature signature;
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
  }
  for (model::Demand const& demand : instance.demands) {
    if (demand.commodity == commodity) signature.push_back(demand.vias[via] ? 1 : 0);
  }
  return signature;
}

Signature market_signature(model::Instance const& instance, Market const& market) {
  Signature signature;
  for (Measure const& measure : instance.measures) {
    if (!tells_classes_apart(measure) || !measure.where.commodities[at(market.commodity)]) continue;
    signature.push_back(
        measure.where.destinations[market.destination] && measure.where.segments[market.segment] ? 1 : 0);
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

ClassKey Classes::key(int finest) const {
  FlowClass const& flow_class = finest_[at(finest)];
  Market const& market = markets_[at(flow_class.market)];
  return {market.commodity, flow_class.origin, flow_class.via, market.destination,
          market.segment,   market.time_value, market.avoid};
}

void Classes::build_markets() {
  std::map<std::tuple<int, int, int, double, int>, int> known;
  for (model::Demand const& demand : instance_.demands) {
    Market const market{demand.commodity, instance_.nodes[at(demand.node)].jurisdiction, demand.segment,
                        demand.time_value, demand.avoid};
    auto const [place, added] = known.try_emplace(
        {market.commodity, market.destination, market.segment, market.time_value, market.avoid},
        static_cast<int>(markets_.size()));
    if (added) markets_.push_back(market);
    market_of_.push_back(place->second);
  }
}

void Classes::build_finest() {
  std::set<std::tuple<int, int, int>>
      wanted; // (market, origin, via): sorted, so that the order is one of ids
  std::vector<std::set<int>> origins(instance_.commodities.size());
  for (model::Supply const& supply : instance_.supplies) origins[at(supply.commodity)].insert(supply.origin);
  for (std::size_t d = 0; d < instance_.demands.size(); ++d) {
    model::Demand const& demand = instance_.demands[d];
    for (int const origin : origins[at(demand.commodity)]) {
      if (!demand.origins[origin]) continue;
      if (demand.vias[kNone]) wanted.insert({market_of_[d], origin, kNone});
      for (model::Reexport const& reexport : instance_.reexports) {
        if (reexport.commodity != demand.commodity || !demand.vias[reexport.actor]) continue;
        wanted.insert({market_of_[d], origin, reexport.actor});
        wanted.insert({market_of_[d], origin, kNone}); // goods are direct until they are re-exported
      }
    }
  }
  for (auto const& [market, origin, via] : wanted) {
    index_[{market, origin, via}] = static_cast<int>(finest_.size());
    finest_.push_back({market, origin, via});
  }
}

void Classes::merge() {
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
      origin->second =
          origin_groups.number({commodity, origin_signature(instance_, commodity, flow_class.origin)});
    }
    auto const [via, new_via] = via_group.try_emplace({commodity, flow_class.via}, 0);
    if (new_via)
      via->second = via_groups.number({commodity, via_signature(instance_, commodity, flow_class.via)});
    int const q =
        merged_groups.number({commodity, origin->second, via->second, market_group[at(flow_class.market)]});
    if (at(q) == merged_.size()) {
      merged_.emplace_back();
      merged_.back().key = key(static_cast<int>(c));
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
