// The answer in five sentences: value, winners and losers, what is unserved, what binds, what goes elsewhere.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "korridor/report/bounds.hpp"
#include "korridor/report/html_parts.hpp"
#include "korridor/report/label.hpp"
#include "korridor/study/capacity_unit.hpp"

namespace korridor::report {

namespace {

using study::Answer;
using study::Difference;

constexpr std::size_t kNamed = 3; // of those that lose or gain, and of what binds
constexpr double kTelling = 1e-9; // a change below this part of its whole is none

/// A clause that begins a sentence begins with a capital; names do already.
std::string begun(std::string sentence) {
  if (sentence.front() >= 'a' && sentence.front() <= 'z')
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
  return sentence;
}

Word way_of(double change) { return change < 0.0 ? Word::falls : Word::rises; }

bool same(double before, double after) {
  return std::abs(after - before) <= kTelling * std::max(std::abs(before), std::abs(after));
}

std::string percent_of(Parts const& parts, double change, double whole) {
  return parts.locale.percent(whole == 0.0 ? 0.0 : change / std::abs(whole), true);
}

std::string value_sentence(Parts const& parts) {
  Answer const& after = parts.input.after;
  if (!parts.comparison) {
    return after.welfare ? parts.say(Word::value_single, parts.money(after.surplus),
                                     parts.money(*after.welfare), parts.money(after.cost))
                         : parts.say(Word::cost_single, parts.money(after.cost));
  }
  study::Comparison const& it = *parts.comparison;
  double const cost = it.cost_after - it.cost_before;
  if (!it.welfare_before || !it.welfare_after) {
    return parts.say(Word::cost_change, parts.say(way_of(cost)), parts.money(std::abs(cost)),
                     percent_of(parts, cost, it.cost_before), parts.money(it.cost_before),
                     parts.money(it.cost_after));
  }
  if (same(it.surplus_before, it.surplus_after))
    return parts.say(Word::value_same, parts.money(it.surplus_after));
  double const surplus = it.surplus_after - it.surplus_before;
  double const welfare = *it.welfare_after - *it.welfare_before;
  std::string out =
      parts.say(Word::value_change, parts.say(way_of(surplus)), parts.money(std::abs(surplus)),
                percent_of(parts, surplus, it.surplus_before), parts.money(it.surplus_before),
                parts.money(it.surplus_after), parts.say(way_of(welfare)), parts.money(std::abs(welfare)));
  if (!same(it.cost_before, it.cost_after))
    out += " " + parts.say(Word::value_more, parts.say(way_of(cost)), parts.money(std::abs(cost)));
  return out;
}

/// "China (46.5 bn USD/yr)" after the first, which the sentence has named.
std::string further(Parts const& parts, std::vector<std::pair<std::string, double>> const& rows) {
  std::string out;
  for (std::size_t at = 1; at < std::min(rows.size(), kNamed); ++at) {
    out += ", ";
    std::string const named = rows[at].first + " (" + parts.money(std::abs(rows[at].second)) + ")";
    out += at == 1 ? parts.say(Word::then, named) : named;
  }
  return out;
}

std::string actors_sentence(Parts const& parts) {
  std::vector<std::pair<std::string, double>> losses, gains;
  if (!parts.comparison) {
    for (study::ActorRow const& row : parts.input.after.actors)
      if (row.actor != model::kNone && row.total.value_or(0.0) > 0.0)
        gains.emplace_back(parts.names.actor(row.actor), *row.total);
    std::stable_sort(gains.begin(), gains.end(),
                     [](auto const& a, auto const& b) { return a.second > b.second; });
    if (gains.empty()) return "";
    return parts.say(Word::earns_most, gains.front().first, parts.money(gains.front().second)) +
           further(parts, gains) + ".";
  }
  for (Difference const& it : parts.comparison->actors) { // largest change first
    double const change = it.after.value_or(0.0) - it.before.value_or(0.0);
    if (!it.id.empty()) (change < 0.0 ? losses : gains).emplace_back(parts.names.actor(it.id), change);
  }
  std::string out;
  if (!losses.empty())
    out = parts.say(Word::loses_most, losses.front().first, parts.money(std::abs(losses.front().second))) +
          further(parts, losses);
  if (!gains.empty()) {
    out += (out.empty() ? "" : "; ") +
           parts.say(Word::gains_most, gains.front().first, parts.money(gains.front().second)) +
           further(parts, gains);
  }
  if (out.empty()) return parts.say(Word::nobody_changes);
  if (int const hit = study::hardest_hit(*parts.input.before, *parts.comparison); hit != model::kNone) {
    std::string const& id = parts.input.before->instance.actors[static_cast<std::size_t>(hit)].id;
    for (Difference const& it : parts.comparison->actors) {
      if (it.id != id) continue;
      double const change = it.after.value_or(0.0) - *it.before;
      out +=
          "; " + parts.say(Word::hit_hardest, parts.names.actor(id), percent_of(parts, change, *it.before));
    }
  }
  return out + ".";
}

/// "−19.2 Mt/yr crude oil, ..." of sums by commodity, largest market first as the map has them.
std::string by_commodity(Parts const& parts, std::map<int, double> const& sums, bool signed_) {
  std::string out;
  for (auto const& [commodity, quantity] : sums) {
    out += (out.empty() ? "" : ", ") + parts.amount(quantity, commodity, signed_) + " " +
           parts.names.commodity(commodity);
  }
  return out;
}

/// Sums of differences of demand or supply rows by commodity, without what is too small to be told.
template <class Rows>
std::map<int, double> sums_by_commodity(std::vector<Difference> const& differences, Rows const& rows) {
  std::map<int, double> sums, sizes;
  for (Difference const& it : differences) {
    int const row = position_of(rows, it.id);
    if (row == model::kNone) continue;
    int const commodity = rows[static_cast<std::size_t>(row)].commodity;
    sums[commodity] += it.after.value_or(0.0) - it.before.value_or(0.0);
    sizes[commodity] += std::abs(it.after.value_or(0.0)) + std::abs(it.before.value_or(0.0));
  }
  for (auto it = sums.begin(); it != sums.end();)
    it = std::abs(it->second) <= kTelling * sizes[it->first] ? sums.erase(it) : std::next(it);
  return sums;
}

std::string unserved_sentence(Parts const& parts) {
  if (!parts.comparison) {
    std::map<int, double> sums;
    for (study::DemandRow const& row : parts.input.after.demands) {
      model::Demand const& demand = parts.in.demands[static_cast<std::size_t>(row.demand)];
      if (row.unserved > kTelling * demand.quantity) sums[demand.commodity] += row.unserved;
    }
    return sums.empty() ? parts.say(Word::unserved_none)
                        : parts.say(Word::unserved_single, by_commodity(parts, sums, false));
  }
  std::map<int, double> const unserved = sums_by_commodity(parts.comparison->unserved, parts.in.demands);
  std::string out = unserved.empty() ? parts.say(Word::unserved_same)
                                     : parts.say(Word::unserved_change, by_commodity(parts, unserved, true));
  std::map<int, double> delivered;
  for (Difference const& it : parts.comparison->commodities) {
    int const commodity = position_of(parts.in.commodities, it.id);
    if (commodity != model::kNone) delivered[commodity] = it.after.value_or(0.0) - it.before.value_or(0.0);
  }
  if (!delivered.empty())
    out += " " + parts.say(Word::delivered_change, by_commodity(parts, delivered, true));
  std::map<int, double> const shut = sums_by_commodity(parts.comparison->shut_in, parts.in.supplies);
  if (!shut.empty()) out += " " + parts.say(Word::shut_in_change, by_commodity(parts, shut, true));
  return out;
}

std::string bound_text(Parts const& parts, Bound const& bound, std::vector<Bound> const& others) {
  std::string const name = parts.bound_name(bound);
  std::string const size = parts.locale.amount(bound.limit, bound.unit, parts.in.period);
  std::string const worth = parts.price(bound.rent, bound.unit);
  bool const least = bound.kind == "contract min";
  std::string out = parts.say(least ? Word::binds_contract : Word::binds_one, name, size, worth);
  if (!parts.comparison) return out;
  auto const was = std::find_if(others.begin(), others.end(), [&](Bound const& it) {
    return it.kind == bound.kind && it.id == bound.id && it.forward == bound.forward;
  });
  double const before = was == others.end() ? 0.0 : was->rent;
  if (same(before, bound.rent)) return out;
  return out + parts.say(Word::binds_before, parts.price(before, bound.unit));
}

std::string binding_sentence(Parts const& parts) {
  std::vector<Bound> const bounds = bounds_of(parts.input.after);
  if (bounds.empty()) return parts.say(Word::binds_nothing);
  std::vector<Bound> const before = parts.comparison ? bounds_of(*parts.input.before) : std::vector<Bound>();
  std::string out = parts.say(Word::binds_most, bound_text(parts, bounds.front(), before));
  if (bounds.size() > 1) out += " " + parts.say(Word::binds_also, bound_text(parts, bounds[1], before));
  return out;
}

std::string way_sentence(Parts const& parts) {
  if (!parts.comparison) {
    if (parts.flows.empty()) return "";
    CommodityFlow const& it = parts.flows.front();
    return parts.say(Word::largest_flow, parts.amount(it.after, it.commodity),
                     parts.names.commodity(it.commodity), parts.names.link(it.link, it.forward));
  }
  CommodityFlow const *gain = nullptr, *loss = nullptr;
  for (CommodityFlow const& it : parts.flows) {
    if (it.after > it.before && gain == nullptr) gain = &it;
    if (it.after < it.before && loss == nullptr) loss = &it;
  }
  auto const told = [&](Word which, CommodityFlow const& it) {
    return parts.say(which, parts.names.link(it.link, it.forward),
                     parts.amount(it.after - it.before, it.commodity, true),
                     parts.names.commodity(it.commodity), parts.amount(it.before, it.commodity),
                     parts.amount(it.after, it.commodity));
  };
  if (gain == nullptr && loss == nullptr) return parts.say(Word::reroute_none);
  std::string out = gain == nullptr ? "" : told(Word::reroute, *gain);
  if (loss != nullptr) out += (out.empty() ? "" : "; ") + told(Word::reroute_from, *loss);
  return out + ".";
}

} // namespace

Html answer_part(Parts const& parts) {
  Answer const* const before = parts.input.before;
  Html out;
  if (parts.input.after.status == study::Status::limit ||
      (before != nullptr && before->status == study::Status::limit))
    out += element("p", parts.say(Word::limit_hit));
  Html sentences;
  for (std::string const& sentence : {value_sentence(parts), actors_sentence(parts), unserved_sentence(parts),
                                      binding_sentence(parts), way_sentence(parts)})
    if (!sentence.empty()) sentences += element("li", begun(sentence));
  return out + element("ol", sentences, "class=answer");
}

} // namespace korridor::report
