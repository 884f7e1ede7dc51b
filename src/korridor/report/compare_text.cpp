// The terminal report of a comparison.
#include "korridor/report/compare_text.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "korridor/report/label.hpp"
#include "korridor/report/number.hpp"
#include "korridor/report/table.hpp"
#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using study::Difference;

// A change of a way out below this share of the widest way is not worth a line.
constexpr double kTellingShare = 0.01;

/// Label of a thing given by id; the id itself when the instance does not have it.
std::string link_name(Instance const& in, Difference const& it) {
  int const link = position_of(in.links, it.id);
  if (link == model::kNone) return it.id;
  int const from = in.links[static_cast<std::size_t>(link)].from;
  return link_label(in, link, in.nodes[static_cast<std::size_t>(from)].id == it.from);
}

std::string node_name(Instance const& in, std::string const& id) {
  int const node = position_of(in.nodes, id);
  return node == model::kNone ? id : node_label(in, node);
}

std::string commodity_name(Instance const& in, std::string const& id) {
  int const commodity = position_of(in.commodities, id);
  return commodity == model::kNone ? id : commodity_label(in, commodity);
}

std::string process_name(Instance const& in, Difference const& it) {
  int const process = position_of(in.processes, it.id);
  return process == model::kNone ? it.id : process_label(in, process);
}

std::string demand_name(Instance const& in, Difference const& it) {
  int const demand = position_of(in.demands, it.id);
  return demand == model::kNone ? it.id : node_label(in, in.demands[static_cast<std::size_t>(demand)].node);
}

std::string supply_name(Instance const& in, Difference const& it) {
  int const supply = position_of(in.supplies, it.id);
  return supply == model::kNone ? it.id : node_label(in, in.supplies[static_cast<std::size_t>(supply)].node);
}

double largest_of(std::vector<Difference> const& list) {
  double largest = 0.0;
  for (Difference const& it : list) {
    largest = std::max({largest, std::abs(it.before.value_or(0.0)), std::abs(it.after.value_or(0.0))});
  }
  return largest;
}

/// A value up to which a scale is chosen: small changes of large amounts keep three digits.
double telling_size(std::vector<Difference> const& list) {
  double change = 0.0;
  for (Difference const& it : list) {
    change = std::max(change, std::abs(it.after.value_or(0.0) - it.before.value_or(0.0)));
  }
  return std::max(change, largest_of(list) * 1e-4);
}

/// Scale of a price given as "USD/kt" in the model's units.
Scale price_scale_of(Instance const& in, std::string const& unit) {
  bool const per_unit = unit.rfind(in.currency + "/", 0) == 0;
  return price_scale(in.currency, per_unit ? unit.substr(in.currency.size() + 1) : "");
}

Cell shown(std::optional<double> value, Scale const& scale) {
  return value ? Cell(scaled(*value, scale)) : Cell("–", Tone::faint);
}

/// Whether more of a quantity is good, bad, or neither for those concerned; decides the tone of its change.
enum class More { neutral, gain, loss };

Cell change(std::optional<double> before, std::optional<double> after, Scale const& scale, More more) {
  if (!before || !after) return {"", Tone::plain};
  double const difference = *after - *before;
  if (difference == 0.0) return {"", Tone::plain};
  bool const up = difference > 0.0;
  Tone const tone = up == (more != More::loss) ? Tone::gain : Tone::loss;
  return {scaled(difference, scale, true), tone};
}

using Name = std::function<std::string(Difference const&)>;

std::string difference_table(std::vector<Difference> const& list, Scale const& scale, Name const& name,
                             More more, TextOptions const& options) {
  TextTable table({{"", Align::left, true, false},
                   {"before", Align::point, false, false},
                   {"after", Align::point, false, false},
                   {"change", Align::point, false, false}});
  for (std::size_t row = 0; row < std::min(list.size(), options.top); ++row) {
    Difference const& it = list[row];
    table.add({name(it), shown(it.before, scale), shown(it.after, scale),
               change(it.before, it.after, scale, more)});
  }
  return table.text(options.style) + rest_text(list.size(), options);
}

/// One table for each group of differences that `key` tells apart, in the order of their first rows.
std::string grouped(std::vector<Difference> const& list, std::string const& title,
                    std::function<std::string(Difference const&)> const& key,
                    std::function<Scale(std::vector<Difference> const&)> const& scale_of,
                    std::function<std::string(std::string const&)> const& key_name, Name const& name,
                    More more, TextOptions const& options) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<Difference>> groups;
  for (Difference const& it : list) {
    auto& group = groups[key(it)];
    if (group.empty()) order.push_back(key(it));
    group.push_back(it);
  }
  std::string out;
  for (std::string const& group : order) {
    Scale const scale = scale_of(groups[group]);
    std::string const whose = key_name(group);
    out += heading(fmt::format("{}{}{}, {}", title, whose.empty() ? "" : ": ", whose, scale.unit),
                   options.style);
    out += difference_table(groups[group], scale, name, more, options);
  }
  return out;
}

std::string by_unit(Instance const& in, std::vector<Difference> const& list, std::string const& title,
                    Name const& name, More more, TextOptions const& options) {
  return grouped(
      list, title, [](Difference const& it) { return it.unit; },
      [&](std::vector<Difference> const& group) {
        return amount_scale(group.front().unit, in.period, telling_size(group));
      },
      [](std::string const&) { return std::string(); }, name, more, options);
}

std::string price_changes(Instance const& in, study::Comparison const& comparison,
                          TextOptions const& options) {
  return grouped(
      comparison.prices, "What buyers pay", [](Difference const& it) { return it.detail; },
      [&](std::vector<Difference> const& group) { return price_scale_of(in, group.front().unit); },
      [&](std::string const& id) { return commodity_name(in, id); },
      [&](Difference const& it) { return node_name(in, it.id); }, More::loss, options);
}

std::string cap_changes(Instance const& in, study::Comparison const& comparison, TextOptions const& options) {
  return grouped(
      comparison.price_caps, "Charges of price caps", [](Difference const& it) { return it.detail; },
      [&](std::vector<Difference> const& group) { return price_scale_of(in, group.front().unit); },
      [&](std::string const& id) { return commodity_name(in, id); },
      [](Difference const& it) { return it.id; }, More::neutral, options);
}

std::string rent_changes(Instance const& in, study::Comparison const& comparison,
                         TextOptions const& options) {
  return grouped(
      comparison.link_rents, "Worth of one more unit of capacity",
      [](Difference const& it) { return it.unit; },
      [&](std::vector<Difference> const& group) { return price_scale_of(in, group.front().unit); },
      [](std::string const&) { return std::string(); },
      [&](Difference const& it) { return link_name(in, it); }, More::neutral, options);
}

} // namespace

std::string changed_totals_text(study::Answer const& after, study::Comparison const& comparison,
                                TextOptions const& options) {
  Instance const& in = after.instance;
  bool const valued = comparison.welfare_before && comparison.welfare_after;
  double largest = std::max(std::abs(comparison.cost_before), std::abs(comparison.cost_after));
  if (valued) {
    for (double const value : {comparison.surplus_before, comparison.surplus_after,
                               *comparison.welfare_before, *comparison.welfare_after}) {
      largest = std::max(largest, std::abs(value));
    }
  }
  Scale const scale = money_scale(in.currency, in.period, largest);
  TextTable table({{scale.unit, Align::left, true, false},
                   {"before", Align::point, false, false},
                   {"after", Align::point, false, false},
                   {"change", Align::left, false, false}});
  auto const add = [&](char const* name, double before, double is, More more) {
    // A change is often small beside the totals: it has a scale of its own.
    Scale const own = money_scale(in.currency, in.period, is - before);
    Cell cell = change(before, is, own, more);
    cell.text = before == is ? "unchanged" : cell.text + " " + own.unit;
    table.add({name, scaled(before, scale), scaled(is, scale), cell});
  };
  if (valued) {
    add("surplus J", comparison.surplus_before, comparison.surplus_after, More::gain);
    add("welfare W", *comparison.welfare_before, *comparison.welfare_after, More::gain);
  }
  add("supply and transport cost", comparison.cost_before, comparison.cost_after, More::loss);
  if (comparison.friction_before > 0.0 || comparison.friction_after > 0.0)
    add("friction", comparison.friction_before, comparison.friction_after, More::loss);
  if (comparison.penalties_before > 0.0 || comparison.penalties_after > 0.0)
    add("penalties", comparison.penalties_before, comparison.penalties_after, More::loss);
  return "\n" + table.text(options.style);
}

std::string changed_flows_text(study::Answer const& after, study::Comparison const& comparison,
                               TextOptions const& options) {
  Instance const& in = after.instance;
  return by_unit(
      in, comparison.links, "Flows", [&](Difference const& it) { return link_name(in, it); }, More::gain,
      options);
}

std::string ways_out_text(study::Answer const& before, study::Answer const& after, int actor,
                          TextOptions const& options) {
  Instance const& in = after.instance;
  auto const leaves = [&](study::FlowRow const& row) {
    model::Link const& link = in.links[static_cast<std::size_t>(row.link)];
    int const tail = row.forward ? link.from : link.to;
    int const head = row.forward ? link.to : link.from;
    return in.nodes[static_cast<std::size_t>(tail)].jurisdiction == actor &&
           in.nodes[static_cast<std::size_t>(head)].jurisdiction != actor && row.origin == actor;
  };
  std::string out, same;
  for (int const commodity : commodities_by_value(before)) {
    std::map<std::pair<int, bool>, std::pair<double, double>> sums;
    for (study::FlowRow const& row : before.flows) {
      if (row.commodity == commodity && leaves(row)) sums[{row.link, row.forward}].first += row.flow;
    }
    for (study::FlowRow const& row : after.flows) {
      if (row.commodity == commodity && leaves(row)) sums[{row.link, row.forward}].second += row.flow;
    }
    std::vector<Difference> list;
    list.reserve(sums.size());
    for (auto const& [key, sum] : sums) {
      list.push_back({link_label(in, key.first, key.second), "", "", "", "", sum.first, sum.second});
    }
    if (list.empty()) continue;
    double const largest = largest_of(list);
    if (std::all_of(list.begin(), list.end(), [&](Difference const& it) {
          return std::abs(*it.after - *it.before) < kTellingShare * largest;
        })) {
      same += (same.empty() ? "" : ", ") + commodity_label(in, commodity);
      continue;
    }
    std::stable_sort(list.begin(), list.end(), [](Difference const& a, Difference const& b) {
      return std::max(*a.before, *a.after) > std::max(*b.before, *b.after);
    });
    Scale const scale =
        amount_scale(in.commodities[static_cast<std::size_t>(commodity)].unit, in.period, largest);
    out += heading(fmt::format("Ways out of {}: its {}, {}", actor_label(in, actor),
                               commodity_label(in, commodity), scale.unit),
                   options.style);
    out += difference_table(
        list, scale, [](Difference const& it) { return it.id; }, More::gain, options);
  }
  if (!same.empty()) out += "\n" + wrap("By the same ways as before: " + same, options.style.width, 2);
  return out;
}

std::string changed_actors_text(study::Answer const& after, study::Comparison const& comparison,
                                TextOptions const& options) {
  Instance const& in = after.instance;
  if (comparison.actors.empty()) return "";
  Scale const scale = money_scale(in.currency, in.period, telling_size(comparison.actors));
  return heading(fmt::format("Who gains, who loses, {}", scale.unit), options.style) +
         difference_table(
             comparison.actors, scale, [&](Difference const& it) { return actor_label(in, it.id); },
             More::gain, options);
}

std::string compare_text(study::Answer const& before, study::Answer const& after,
                         study::Comparison const& comparison,
                         std::optional<study::Comparison> const& without_friction,
                         TextOptions const& options) {
  Instance const& in = after.instance;
  Style const& style = options.style;
  std::string const from = scenario_label(before.instance);
  std::string const to = scenario_label(in);
  std::string const title = in.title.empty() ? "Korridor" : in.title;
  std::string out = paint(fit(title, style.width), Tone::title, style) + "\n";
  out += fit(fmt::format("{} · {} → {}", in.period_label, from, to == from ? to + ", changed" : to),
             style.width) +
         "\n";
  out += changed_totals_text(after, comparison, options);
  out += changed_flows_text(after, comparison, options);
  out += rent_changes(in, comparison, options);
  out += price_changes(in, comparison, options);
  out += cap_changes(in, comparison, options);
  out += changed_actors_text(after, comparison, options);
  out += by_unit(
      in, comparison.commodities, "Delivered",
      [&](Difference const& it) { return commodity_name(in, it.id); }, More::gain, options);
  out += by_unit(
      in, comparison.unserved, "Unserved demand", [&](Difference const& it) { return demand_name(in, it); },
      More::loss, options);
  out += by_unit(
      in, comparison.shut_in, "Shut in", [&](Difference const& it) { return supply_name(in, it); },
      More::loss, options);
  out += by_unit(
      in, comparison.processes, "Processes", [&](Difference const& it) { return process_name(in, it); },
      More::neutral, options);
  out += by_unit(
      in, comparison.contracts, "Contracts, what they count",
      [&](Difference const& it) {
        int const contract = position_of(in.contracts, it.id);
        return contract == model::kNone ? it.id : contract_label(in, contract);
      },
      More::neutral, options);
  if (comparison.links.empty() && comparison.prices.empty() && comparison.actors.empty()) {
    out += paint("\n  nothing else differs", Tone::faint, style) + "\n";
  }
  if (without_friction) {
    out += heading("The same without friction", style);
    out += changed_totals_text(after, *without_friction, options);
    out += changed_flows_text(after, *without_friction, options);
  }
  auto const proof = [&](char const* which, study::Answer const& answer) {
    return wrap(fmt::format("{}: J {} {}/{}, certified gap {}, worst imbalance {}, violation {}", which,
                            full_number(answer.certificate.objective), in.currency, period_symbol(in.period),
                            scientific(answer.certificate.gap), scientific(answer.certificate.max_imbalance),
                            scientific(answer.certificate.max_violation)),
                style.width, 2);
  };
  return out + heading("Certificates", style) + proof("before", before) + proof("after", after);
}

} // namespace korridor::report
