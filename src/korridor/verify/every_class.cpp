// The classes that an answer must list.
#include "korridor/verify/every_class.hpp"

#include <algorithm>

namespace korridor::verify {

using model::kNone;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

} // namespace

bool lists_every_class(Tally const& tally) {
  model::Instance const& instance = tally.instance;
  Labels const labels = possible_labels(instance);
  auto const lists = [&](Goods market, auto const& accepts) {
    for (auto const& [made, origin] : labels.origins) {
      if (made != market.commodity) continue;
      market.origin = origin;
      for (auto const& label : labels.vias) {
        int const passed_on = label.first, via = label.second;
        market.via = via;
        if (passed_on != market.commodity || !accepts(origin, via)) continue;
        if (!tally.class_at.contains(key_of(market))) return false;
        market.via = kNone;
        bool const becomes =
            std::any_of(instance.reexports.begin(), instance.reexports.end(), [&](auto const& reexport) {
              return reexport.actor == via && reexport.commodity == market.commodity;
            });
        if (becomes && !tally.class_at.contains(key_of(market))) return false;
      }
    }
    return true;
  };
  for (model::Demand const& demand : instance.demands) {
    Goods const market{
        demand.commodity,  kNone,       kNone, instance.nodes[idx(demand.node)].jurisdiction, demand.segment,
        demand.time_value, demand.avoid};
    auto const accepts = [&](int origin, int via) { return demand.origins[origin] && demand.vias[via]; };
    if (!lists(market, accepts)) return false;
    auto const d = static_cast<int>(&demand - instance.demands.data());
    for (int c = 0; c < static_cast<int>(instance.contracts.size()); ++c) {
      model::Contract const& contract = instance.contracts[idx(c)];
      bool const buys =
          std::find(contract.demands.begin(), contract.demands.end(), d) != contract.demands.end();
      if (!contract.own_market || !buys) continue;
      Goods own = market;
      own.contract = c;
      auto const accepts_own = [&](int origin, int via) {
        return accepts(origin, via) &&
               std::any_of(contract.supplies.begin(), contract.supplies.end(),
                           [&](int s) { return instance.supplies[idx(s)].origin == origin; });
      };
      if (!lists(own, accepts_own)) return false;
    }
  }
  for (model::Process const& process : instance.processes) {
    int const ground = instance.nodes[idx(process.node)].jurisdiction;
    for (model::Ratio const& input : process.inputs) {
      Goods const market{input.commodity,
                         kNone,
                         kNone,
                         ground,
                         kNone,
                         instance.commodities[idx(input.commodity)].time_value,
                         kNone};
      if (!lists(market, [](int, int) { return true; })) return false;
    }
  }
  return true;
}

} // namespace korridor::verify
