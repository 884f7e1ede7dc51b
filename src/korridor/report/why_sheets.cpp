// The sheets of nodes, actors, supplies, demands, measures and joint bounds, read off an answer.
#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "korridor/report/why_sheet.hpp"
#include "korridor/report/why_words.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using model::kNone;
using study::Answer;

template <class Row>
void sort_by(std::vector<std::pair<double, Row>>& rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](auto const& a, auto const& b) { return std::abs(a.first) > std::abs(b.first); });
}

std::string id_of(Instance const& in, int actor) { return actor == kNone ? "" : at(in.actors, actor).id; }

SheetCell actor_cell(Instance const& in, int actor) {
  return actor == kNone ? word("") : word(id_of(in, actor), actor_label(in, actor));
}

// Flows that enter or leave a node over its links, by link, commodity and origin.
SheetSection flows_at(Answer const& answer, int node, bool entering) {
  Instance const& in = answer.instance;
  SheetSection out{entering ? "entering" : "leaving",
                   entering ? "What comes by" : "What leaves by",
                   false,
                   {"link_id", "commodity_id", "origin", "via", "flow"},
                   {"", "", "from", "via", "flow"},
                   {},
                   ""};
  std::vector<std::pair<double, std::vector<SheetCell>>> rows;
  for (study::FlowRow const& row : answer.flows) {
    model::Link const& link = at(in.links, row.link);
    int const here = row.forward == entering ? link.to : link.from;
    if (here != node) continue;
    rows.emplace_back(
        row.flow,
        std::vector<SheetCell>{word(link.id, link_label(in, row.link, row.forward)),
                               word(at(in.commodities, row.commodity).id, commodity_label(in, row.commodity)),
                               actor_cell(in, row.origin), actor_cell(in, row.via),
                               amount_cell(in, row.flow, at(in.commodities, row.commodity).unit)});
  }
  sort_by(rows);
  for (auto& [flow, cells] : rows) out.rows.push_back(std::move(cells));
  return out;
}

SheetSection prices_at(Answer const& answer, int node) {
  Instance const& in = answer.instance;
  SheetSection out{"prices",
                   "What one more unit there is worth",
                   false,
                   {"commodity_id", "origin", "via", "price", "low", "high"},
                   {"", "from", "via", "price", "", ""},
                   {},
                   ""};
  for (study::PriceRow const& row : answer.prices) {
    if (row.node != node || !row.price) continue;
    std::string const& unit = at(in.commodities, row.commodity).unit;
    Scale const scale = price_scale(in.currency, unit);
    out.rows.push_back({word(at(in.commodities, row.commodity).id, commodity_label(in, row.commodity)),
                        actor_cell(in, row.origin), actor_cell(in, row.via),
                        figure(row.price, price_text(in, *row.price, unit) +
                                              ends_text(*row.price, row.low, row.high, scale)),
                        figure(row.low, ""), figure(row.high, "")});
  }
  return out;
}

SheetSection supplies_where(Answer const& answer, std::function<bool(model::Supply const&)> const& wanted) {
  Instance const& in = answer.instance;
  SheetSection out{
      "supplies",
      "What is made",
      false,
      {"supply_id", "commodity_id", "produced", "shut_in", "cost", "netback", "producer_surplus"},
      {"", "", "made", "shut in", "cost", "netback", ""},
      {},
      ""};
  std::vector<std::pair<double, std::vector<SheetCell>>> rows;
  for (study::SupplyRow const& row : answer.supplies) {
    model::Supply const& it = at(in.supplies, row.supply);
    if (!wanted(it)) continue;
    std::string const& unit = at(in.commodities, it.commodity).unit;
    double const marginal = it.cost + it.slope * row.produced;
    double const earned =
        row.price ? row.produced * (*row.price - it.cost - 0.5 * it.slope * row.produced) : 0.0;
    rows.emplace_back(
        earned, std::vector<SheetCell>{
                    word(it.id), word(at(in.commodities, it.commodity).id, commodity_label(in, it.commodity)),
                    amount_cell(in, row.produced, unit), amount_cell(in, row.shut_in, unit),
                    price_cell(in, marginal, unit), price_cell(in, row.price, unit), figure(earned, "")});
  }
  sort_by(rows);
  for (auto& [earned, cells] : rows) out.rows.push_back(std::move(cells));
  return out;
}

SheetSection demands_where(Answer const& answer, std::function<bool(model::Demand const&)> const& wanted) {
  Instance const& in = answer.instance;
  SheetSection out{"demands",
                   "What is bought",
                   false,
                   {"demand_id", "commodity_id", "served", "unserved", "value", "price"},
                   {"", "", "gets", "goes without", "worth to it", "pays"},
                   {},
                   ""};
  std::vector<std::pair<double, std::vector<SheetCell>>> rows;
  for (study::DemandRow const& row : answer.demands) {
    model::Demand const& it = at(in.demands, row.demand);
    if (!wanted(it)) continue;
    std::string const& unit = at(in.commodities, it.commodity).unit;
    std::optional<double> const value =
        it.valued ? std::optional(it.value + it.slope * row.served) : std::nullopt;
    rows.emplace_back(
        row.served,
        std::vector<SheetCell>{word(it.id),
                               word(at(in.commodities, it.commodity).id, commodity_label(in, it.commodity)),
                               amount_cell(in, row.served, unit), amount_cell(in, row.unserved, unit),
                               price_cell(in, value, unit), price_cell(in, row.price, unit)});
  }
  sort_by(rows);
  for (auto& [served, cells] : rows) out.rows.push_back(std::move(cells));
  return out;
}

double share_of(std::vector<model::Share> const& shares, int actor) {
  double sum = 0.0;
  for (model::Share const& it : shares) sum += it.actor == actor ? it.share : 0.0;
  return sum;
}

// Scarcity rents by element that the actor owns, largest first.
SheetSection rents_of(Answer const& answer, int actor) {
  Instance const& in = answer.instance;
  SheetSection out{
      "rents", "Scarcity that earns it most", false, {"kind", "id", "rent"}, {"", "", "a period"}, {}, ""};
  std::vector<std::pair<double, std::vector<SheetCell>>> rows;
  auto const add = [&](char const* kind, std::string const& id, std::string const& name, double earned) {
    if (earned > 0.0)
      rows.emplace_back(earned, std::vector<SheetCell>{word(kind), word(id, name), money_cell(in, earned)});
  };
  std::map<int, double> shared; // a capacity that both directions share is earned once
  for (study::LinkRow const& row : answer.links) {
    model::Link const& link = at(in.links, row.link);
    if (!std::isfinite(row.capacity) || (link.capacity_shared && !shared.emplace(row.link, row.rent).second))
      continue;
    add("link", link.id, link_label(in, row.link, row.forward),
        row.capacity * row.rent * share_of(link.owners, actor));
  }
  for (study::NodeRow const& row : answer.nodes) {
    model::Node const& node = at(in.nodes, row.node);
    if (std::isfinite(row.capacity)) {
      add("node", node.id, node_label(in, row.node), row.capacity * row.rent * share_of(node.owners, actor));
    }
  }
  sort_by(rows);
  for (auto& [earned, cells] : rows) out.rows.push_back(std::move(cells));
  return out;
}

// What passes over the links that the actor can stop.
SheetSection controls_of(Answer const& answer, int actor) {
  Instance const& in = answer.instance;
  SheetSection out{"controls",
                   "What it can stop",
                   false,
                   {"link_id", "commodity_id", "flow", "worth"},
                   {"", "", "flow", ""},
                   {},
                   ""};
  std::map<std::pair<int, int>, double> flows;
  for (study::FlowRow const& row : answer.flows) {
    auto const& holders = at(in.links, row.link).controllers;
    if (std::find(holders.begin(), holders.end(), actor) != holders.end())
      flows[{row.link, row.commodity}] += row.flow;
  }
  // Tonnes and boxes do not compare: rank by what the goods fetch where they are used, on average.
  std::map<int, std::pair<double, double>> sold;
  for (study::DemandRow const& row : answer.demands) {
    auto& [quantity, value] = sold[at(in.demands, row.demand).commodity];
    quantity += row.served;
    value += row.served * row.price.value_or(0.0);
  }
  std::vector<std::pair<double, std::vector<SheetCell>>> rows;
  for (auto const& [key, flow] : flows) {
    auto const& [quantity, value] = sold[key.second];
    double const worth = quantity > 0.0 ? flow * value / quantity : 0.0;
    rows.emplace_back(worth,
                      std::vector<SheetCell>{
                          word(at(in.links, key.first).id, link_label(in, key.first, true)),
                          word(at(in.commodities, key.second).id, commodity_label(in, key.second)),
                          amount_cell(in, flow, at(in.commodities, key.second).unit), figure(worth, "")});
  }
  sort_by(rows);
  for (auto& [worth, cells] : rows) out.rows.push_back(std::move(cells));
  return out;
}

} // namespace

Sheet node_sheet(Answer const& answer, int node) {
  Instance const& in = answer.instance;
  model::Node const& it = at(in.nodes, node);
  Sheet sheet;
  sheet.title = fmt::format("node {} · {}", it.id, node_label(in, node));
  SheetSection place{"place",
                     "",
                     true,
                     {"node_type", "jurisdiction", "controller", "owner", "throughput", "capacity", "worth"},
                     {"what it is", "on the ground of", "controlled by", "owned by", "passes", "at most",
                      "worth of one more"},
                     {},
                     ""};
  study::CapacityUnit const unit = study::capacity_unit(in, it);
  for (study::NodeRow const& row : answer.nodes) {
    if (row.node != node) continue;
    bool const limited = std::isfinite(row.capacity);
    place.rows.push_back(
        {word(it.type), word(id_of(in, it.jurisdiction), actor_label(in, it.jurisdiction)),
         word(names(in, it.controllers)), word(names(in, it.owners)),
         amount_cell(in, unit.amount(row.throughput), unit.unit),
         amount_cell(in, unit.amount(row.capacity), unit.unit),
         limited ? price_cell(in, unit.worth(row.rent), unit.unit) : figure(std::nullopt, "")});
  }
  sheet.sections = {std::move(place),
                    prices_at(answer, node),
                    flows_at(answer, node, true),
                    flows_at(answer, node, false),
                    supplies_where(answer, [&](model::Supply const& s) { return s.node == node; }),
                    demands_where(answer, [&](model::Demand const& d) { return d.node == node; })};
  return sheet;
}

Sheet actor_sheet(Answer const& answer, int actor) {
  Instance const& in = answer.instance;
  Sheet sheet;
  sheet.title = fmt::format("actor {} · {}", at(in.actors, actor).id, actor_label(in, actor));
  SheetSection accounts{"account",
                        "What it earns a period",
                        true,
                        {"producer_surplus", "consumer_surplus", "rents", "tolls", "tariffs", "margins",
                         "total", "low", "high"},
                        {"producer surplus", "consumer surplus", "scarcity rents", "tolls", "tariffs",
                         "margins", "in all", "at least", "at most"},
                        {},
                        ""};
  for (study::ActorRow const& row : answer.actors) {
    if (row.actor != actor) continue;
    accounts.rows.push_back({money_cell(in, row.producer_surplus), money_cell(in, row.consumer_surplus),
                             money_cell(in, row.rents), money_cell(in, row.tolls),
                             money_cell(in, row.tariffs), money_cell(in, row.margins),
                             money_cell(in, row.total), money_cell(in, row.low), money_cell(in, row.high)});
  }
  if (accounts.rows.empty()) accounts.remark = "It has no part in this case.";
  auto const buys = [&](model::Demand const& d) { return at(in.nodes, d.node).jurisdiction == actor; };
  sheet.sections = {std::move(accounts), rents_of(answer, actor),
                    supplies_where(answer, [&](model::Supply const& s) { return s.origin == actor; }),
                    demands_where(answer, buys), controls_of(answer, actor)};
  return sheet;
}

Sheet supply_sheet(Answer const& answer, int supply) {
  Instance const& in = answer.instance;
  model::Supply const& it = at(in.supplies, supply);
  Sheet sheet;
  sheet.title =
      fmt::format("supply {} · {} at {}", it.id, commodity_label(in, it.commodity), node_label(in, it.node));
  SheetSection rows = supplies_where(answer, [&](model::Supply const& s) { return s.id == it.id; });
  for (study::SupplyRow const& row : answer.supplies) {
    if (row.supply != supply) continue;
    if (!row.price)
      rows.remark = "Nothing leads from here to any buyer who accepts it.";
    else if (row.shut_in > 0.0)
      rows.remark = "Part stays in the ground: one more unit would not fetch its cost.";
    else
      rows.remark = "All is made: one more unit of capacity would earn the netback less the cost.";
  }
  sheet.sections = {std::move(rows), prices_at(answer, it.node), flows_at(answer, it.node, false)};
  return sheet;
}

Sheet demand_sheet(Answer const& answer, int demand) {
  Instance const& in = answer.instance;
  model::Demand const& it = at(in.demands, demand);
  Sheet sheet;
  sheet.title =
      fmt::format("demand {} · {} at {}", it.id, commodity_label(in, it.commodity), node_label(in, it.node));
  SheetSection rows = demands_where(answer, [&](model::Demand const& d) { return d.id == it.id; });
  for (study::DemandRow const& row : answer.demands) {
    if (row.demand != demand) continue;
    if (!row.price)
      rows.remark = "Nothing that it accepts can come here.";
    else if (row.unserved > 0.0)
      rows.remark = "Part goes without: one more unit would cost more than it is worth to the buyer.";
  }
  sheet.sections = {std::move(rows), prices_at(answer, it.node), flows_at(answer, it.node, true)};
  return sheet;
}

Sheet process_sheet(Answer const& answer, int process) {
  Instance const& in = answer.instance;
  model::Process const& it = at(in.processes, process);
  Sheet sheet;
  sheet.title = fmt::format("process {} at {}", it.id, node_label(in, it.node));
  SheetSection runs{"activity",
                    "",
                    true,
                    {"activity", "capacity", "utilization", "worth"},
                    {"runs", "at most", "in use", "worth of one more"},
                    {},
                    ""};
  for (study::ProcessRow const& row : answer.processes) {
    if (row.process != process) continue;
    bool const limited = std::isfinite(row.capacity);
    runs.rows.push_back({figure(row.activity, number(row.activity)),
                         figure(row.capacity, limited ? number(row.capacity) : "no limit"),
                         figure(row.utilization, limited ? percent(row.utilization) : "–"),
                         figure(row.rent, number(row.rent) + " " + in.currency)});
  }
  SheetSection flows{"flows",
                     "What it takes and gives",
                     false,
                     {"direction", "commodity_id", "origin", "via", "quantity"},
                     {"", "", "from", "via", "quantity"},
                     {},
                     ""};
  for (study::ProcessFlowRow const& row : answer.process_flows) {
    if (row.process != process) continue;
    flows.rows.push_back({word(row.output ? "gives" : "takes"),
                          word(at(in.commodities, row.commodity).id, commodity_label(in, row.commodity)),
                          actor_cell(in, row.origin), actor_cell(in, row.via),
                          amount_cell(in, row.quantity, at(in.commodities, row.commodity).unit)});
  }
  if (flows.rows.empty()) flows.remark = "It stands still.";
  sheet.sections = {std::move(runs), std::move(flows)};
  return sheet;
}

Sheet binding_sheet(Answer const& answer, std::string const& kind, std::string const& id) {
  Instance const& in = answer.instance;
  Sheet sheet;
  sheet.title = kind + ' ' + id + (kind == "limit" ? " · " + limit_label(in, id) : "");
  SheetSection out{
      "bound", "", true, {"level", "capacity", "worth"}, {"used", "at most", "worth of one more"}, {}, ""};
  for (study::BindingRow const& row : answer.bindings) {
    if (row.kind != kind || row.id != id) continue;
    study::CapacityUnit const unit = study::capacity_unit(in, row);
    out.rows.push_back({amount_cell(in, unit.amount(row.level), unit.unit),
                        amount_cell(in, unit.amount(row.capacity), unit.unit),
                        price_cell(in, unit.worth(row.rent), unit.unit)});
  }
  if (out.rows.empty()) out.remark = "It bounds nothing that moves in this case.";
  sheet.sections = {std::move(out)};
  return sheet;
}

Sheet measure_sheet(std::string const& id, Answer const& without, Answer const& with,
                    study::Comparison const& comparison) {
  Instance const& in = with.instance;
  Sheet sheet;
  sheet.title = "measure " + id;
  for (model::Measure const& it : in.measures) {
    if (it.id != id) continue;
    SheetSection where{"where", "Where it acts", false, {"kind", "id"}, {"", ""}, {}, ""};
    for (std::size_t l = 0; l < in.links.size(); ++l) {
      if (it.where.kind != model::SetKind::everything && it.where.links[l]) {
        where.rows.push_back({word("link"), word(in.links[l].id, link_label(in, static_cast<int>(l), true))});
      }
    }
    for (std::size_t n = 0; n < in.nodes.size(); ++n) {
      if (it.where.kind != model::SetKind::everything && it.where.nodes[n]) {
        where.rows.push_back({word("node"), word(in.nodes[n].id, node_label(in, static_cast<int>(n)))});
      }
    }
    if (it.where.kind == model::SetKind::everything) where.remark = "It names goods, not places.";
    where.remark +=
        fmt::format("{}In force for {} of the period.", where.remark.empty() ? "" : " ", percent(it.share));
    sheet.sections.push_back(std::move(where));
  }
  SheetSection totals{"effect",
                      "What it changes",
                      true,
                      {"surplus_before", "surplus_after", "surplus_change", "welfare_change"},
                      {"J without it", "J with it", "change of J", "change of W"},
                      {},
                      ""};
  std::optional<double> welfare;
  if (without.welfare && with.welfare) welfare = *with.welfare - *without.welfare;
  totals.rows.push_back({money_cell(in, without.surplus), money_cell(in, with.surplus),
                         money_cell(in, with.surplus - without.surplus), money_cell(in, welfare)});
  SheetSection actors{"actors",
                      "Who gains and who loses by it",
                      false,
                      {"actor_id", "before", "after", "change"},
                      {"", "without", "with", "change"},
                      {},
                      ""};
  for (study::Difference const& it : comparison.actors) {
    double const change = it.after.value_or(0.0) - it.before.value_or(0.0);
    actors.rows.push_back({word(it.id, actor_label(in, it.id)), money_cell(in, it.before),
                           money_cell(in, it.after), money_cell(in, change)});
  }
  sheet.sections.push_back(std::move(totals));
  sheet.sections.push_back(std::move(actors));
  return sheet;
}

} // namespace korridor::report
