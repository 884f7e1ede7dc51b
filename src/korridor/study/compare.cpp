// Comparing two answers: each list is made of quantities keyed by ids, then what differs is kept.
#include "korridor/study/compare.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "korridor/study/capacity_unit.hpp"

namespace korridor::study {

namespace {

using model::Instance;

/// What identifies a quantity in both answers: id, then direction or commodity.
struct Key {
  std::string id;
  std::string detail;
  std::string from;
  std::string to;
  bool operator<(Key const& other) const {
    return std::tie(id, detail, from, to) < std::tie(other.id, other.detail, other.from, other.to);
  }
};

struct Quantity {
  std::optional<double> value;
  std::string unit;
};

using Quantities = std::map<Key, Quantity>;

// A difference this small beside the largest quantity of its list is rounding of the solver.
constexpr double kRounding = 1e-9;

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

/// Keeps what differs; a key that one side lacks has `missing` there.
std::vector<Difference> differences(Quantities const& before, Quantities const& after,
                                    std::optional<double> missing, double tolerance) {
  std::map<Key, std::pair<Quantity, Quantity>> both;
  Quantity const none{missing, ""};
  for (auto const& [key, quantity] : before) both.try_emplace(key, quantity, none);
  for (auto const& [key, quantity] : after)
    both.try_emplace(key, none, quantity).first->second.second = quantity;

  double largest = 0.0;
  auto const size = [](Quantity const& quantity) { return std::abs(quantity.value.value_or(0.0)); };
  for (auto const& [key, pair] : both) largest = std::max({largest, size(pair.first), size(pair.second)});

  std::vector<Difference> out;
  for (auto const& [key, pair] : both) {
    auto const& [was, is] = pair;
    if (was.value.has_value() == is.value.has_value()) {
      double const difference = std::abs(is.value.value_or(0.0) - was.value.value_or(0.0));
      if (!(difference > tolerance * std::max(size(was), size(is)) && difference > kRounding * largest))
        continue;
    }
    out.push_back(
        {key.id, key.detail, key.from, key.to, was.unit.empty() ? is.unit : was.unit, was.value, is.value});
  }
  auto const change = [](Difference const& it) {
    return std::abs(it.after.value_or(0.0) - it.before.value_or(0.0));
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](Difference const& a, Difference const& b) { return change(a) > change(b); });
  return out;
}

/// `value(row, unit)` is the quantity of a row.
template <class Value>
Quantities by_link(Answer const& answer, std::string const& unit_prefix, Value const& value) {
  Instance const& in = answer.instance;
  Quantities out;
  for (LinkRow const& row : answer.links) {
    model::Link const& link = at(in.links, row.link);
    std::string const from = at(in.nodes, row.forward ? link.from : link.to).id;
    std::string const to = at(in.nodes, row.forward ? link.to : link.from).id;
    CapacityUnit const unit = capacity_unit(in, link);
    std::string direction = from;
    direction.append(" -> ").append(to);
    out[{link.id, direction, from, to}] = {value(row, unit), unit_prefix + unit.unit};
  }
  return out;
}

/// What buyers pay at a place, the mean over its demand rows by what they get (by the least where nobody gets
/// any).
Quantities buyers_prices(Answer const& answer) {
  struct Sum {
    double paid = 0.0;
    double served = 0.0;
    std::optional<double> least;
  };
  Instance const& in = answer.instance;
  std::map<Key, Sum> sums;
  std::map<Key, std::string> units;
  for (DemandRow const& row : answer.demands) {
    model::Demand const& demand = at(in.demands, row.demand);
    model::Commodity const& commodity = at(in.commodities, demand.commodity);
    Key const key{at(in.nodes, demand.node).id, commodity.id, "", ""};
    Sum& sum = sums[key];
    units[key] = in.currency + "/" + commodity.unit;
    if (!row.price) continue;
    sum.paid += *row.price * row.served;
    sum.served += row.served;
    sum.least = std::min(sum.least.value_or(*row.price), *row.price);
  }
  Quantities out;
  for (auto const& [key, sum] : sums) {
    out[key] = {sum.served > 0.0 ? std::optional(sum.paid / sum.served) : sum.least, units[key]};
  }
  return out;
}

Quantities unserved(Answer const& answer) {
  Instance const& in = answer.instance;
  Quantities out;
  for (DemandRow const& row : answer.demands) {
    model::Demand const& demand = at(in.demands, row.demand);
    model::Commodity const& commodity = at(in.commodities, demand.commodity);
    out[{demand.id, commodity.id, "", ""}] = {row.unserved, commodity.unit};
  }
  return out;
}

Quantities shut_in(Answer const& answer) {
  Instance const& in = answer.instance;
  Quantities out;
  for (SupplyRow const& row : answer.supplies) {
    model::Supply const& supply = at(in.supplies, row.supply);
    model::Commodity const& commodity = at(in.commodities, supply.commodity);
    out[{supply.id, commodity.id, "", ""}] = {row.shut_in, commodity.unit};
  }
  return out;
}

Quantities actors(Answer const& answer) {
  Quantities out;
  for (ActorRow const& row : answer.actors) {
    std::string const id = row.actor == model::kNone ? "" : at(answer.instance.actors, row.actor).id;
    out[{id, "", "", ""}] = {row.total, answer.instance.currency};
  }
  return out;
}

Quantities runs(Answer const& answer) {
  Instance const& in = answer.instance;
  Quantities out;
  for (ProcessRow const& row : answer.processes) {
    model::Process const& process = at(in.processes, row.process);
    CapacityUnit const unit = capacity_unit(in, process);
    out[{process.id, at(in.commodities, counted(process).commodity).id, "", ""}] = {unit.amount(row.activity),
                                                                                    unit.unit};
  }
  return out;
}

Quantities cap_charges(Answer const& answer) {
  Instance const& in = answer.instance;
  Quantities out;
  for (PriceCapRow const& row : answer.price_caps) {
    model::Commodity const& commodity = at(in.commodities, row.commodity);
    out[{at(in.measures, row.measure).id, commodity.id, "", ""}] = {row.charge,
                                                                    in.currency + "/" + commodity.unit};
  }
  return out;
}

Quantities delivered(Answer const& answer) {
  Instance const& in = answer.instance;
  Quantities out;
  for (DemandRow const& row : answer.demands) {
    model::Commodity const& commodity = at(in.commodities, at(in.demands, row.demand).commodity);
    Quantity& quantity = out[{commodity.id, "", "", ""}];
    quantity.value = quantity.value.value_or(0.0) + row.served;
    quantity.unit = commodity.unit;
  }
  return out;
}

Quantities contracts(Answer const& answer) {
  Quantities out;
  for (ContractRow const& row : answer.contracts) {
    model::Contract const& contract = at(answer.instance.contracts, row.contract);
    out[{contract.id, "", "", ""}] = {row.flow, at(answer.instance.commodities, contract.commodity).unit};
  }
  return out;
}

} // namespace

Comparison compare(Answer const& before, Answer const& after, double tolerance) {
  auto const list = [&](auto const& quantities, std::optional<double> missing) {
    return differences(quantities(before), quantities(after), missing, tolerance);
  };
  auto const flow = [](LinkRow const& row, CapacityUnit const& unit) { return unit.amount(row.flow); };
  auto const rent = [](LinkRow const& row, CapacityUnit const& unit) { return unit.worth(row.rent); };

  Comparison out;
  out.surplus_before = before.surplus;
  out.surplus_after = after.surplus;
  out.welfare_before = before.welfare;
  out.welfare_after = after.welfare;
  out.cost_before = before.cost;
  out.cost_after = after.cost;
  out.friction_before = before.friction;
  out.friction_after = after.friction;
  out.penalties_before = before.penalties;
  out.penalties_after = after.penalties;
  // An element or actor without a row in one answer has no flow, worth or part there; a price may be missing.
  out.links = list([&](Answer const& answer) { return by_link(answer, "", flow); }, 0.0);
  out.link_rents =
      list([&](Answer const& answer) { return by_link(answer, answer.instance.currency + "/", rent); }, 0.0);
  out.prices = list(buyers_prices, std::nullopt);
  out.unserved = list(unserved, 0.0);
  out.shut_in = list(shut_in, 0.0);
  out.actors = list(actors, before.welfare && after.welfare ? std::optional(0.0) : std::nullopt);
  out.processes = list(runs, 0.0);
  out.price_caps = list(cap_charges, 0.0);
  out.commodities = list(delivered, 0.0);
  out.contracts = list(contracts, std::nullopt); // one not in force counts nothing
  return out;
}

int hardest_hit(Answer const& before, Comparison const& comparison) {
  double worst = 0.0;
  std::string hit;
  for (Difference const& actor : comparison.actors) {
    double const had = actor.before.value_or(0.0);
    double const loss = had - actor.after.value_or(0.0);
    if (actor.id.empty() || had <= 0.0 || loss <= 0.0 || loss * loss / had <= worst) continue;
    worst = loss * loss / had;
    hit = actor.id;
  }
  for (std::size_t a = 0; a < before.instance.actors.size(); ++a) {
    if (before.instance.actors[a].id == hit) return static_cast<int>(a);
  }
  return model::kNone;
}

} // namespace korridor::study
