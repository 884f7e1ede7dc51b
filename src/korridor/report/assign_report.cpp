// The lists of an assignment.
#include "korridor/report/assign_report.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "korridor/core/version.hpp"
#include "korridor/report/sheet.hpp"
#include "korridor/report/text.hpp"
#include "korridor/report/why_words.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using model::kNone;
using model::Optimum;
using study::AssignAnswer;
using study::AssignedElement;
using study::AssignedLoad;
using study::AssignedOptimum;

char const* optimum_name(Optimum optimum) { return optimum == Optimum::user ? "user" : "system"; }
char const* optimum_words(Optimum optimum) {
  return optimum == Optimum::user ? "user equilibrium" : "system optimum";
}

SheetCell days(double value) { return figure(value, number(value) + " d"); }

SheetSection totals(AssignAnswer const& answer) {
  Instance const& in = answer.instance;
  SheetSection out{"totals",
                   "Totals",
                   false,
                   {"optimum", "commodity_id", "served", "unserved", "cost", "tolls", "time", "mean_time"},
                   {"", "", "served", "without a way", "cost with time", "of it tolls", "", "days each"},
                   {},
                   ""};
  for (AssignedOptimum const& it : answer.optima) {
    for (std::size_t c = 0; c < in.commodities.size(); ++c) {
      model::AssignedTotals const& sum = it.certificate.totals[c];
      if (sum.served <= 0.0 && sum.unserved <= 0.0) continue;
      std::string const& unit = in.commodities[c].unit;
      double const mean = sum.served > 0.0 ? sum.time / sum.served : 0.0;
      out.rows.push_back({word(optimum_name(it.optimum), optimum_words(it.optimum)),
                          word(in.commodities[c].id, commodity_label(in, static_cast<int>(c))),
                          amount_cell(in, sum.served, unit), amount_cell(in, sum.unserved, unit),
                          money_cell(in, sum.cost), money_cell(in, sum.tolls), figure(sum.time, ""),
                          days(mean)});
    }
  }
  return out;
}

study::CapacityUnit unit_of(Instance const& in, AssignedElement const& element) {
  return element.link == kNone ? study::capacity_unit(in, at(in.nodes, element.node))
                               : study::capacity_unit(in, at(in.links, element.link));
}

std::vector<SheetCell> load_cells(Instance const& in, AssignedElement const& element,
                                  AssignedLoad const& load) {
  study::CapacityUnit const unit = unit_of(in, element);
  return {amount_cell(in, unit.amount(load.flow), unit.unit),
          figure(load.utilization, load.utilization > 0.0 ? percent(load.utilization) : "–"),
          days(load.delay)};
}

/// Links, or nodes where delay grows. On a screen only what carries something, where waiting costs most
/// first.
SheetSection loads(AssignAnswer const& answer, bool nodes, bool on_screen) {
  Instance const& in = answer.instance;
  bool const both = answer.optima.size() > 1;
  AssignedOptimum const& first = answer.optima.front();
  SheetSection out{nodes ? "nodes" : "links", nodes ? "Where goods wait" : "Ways", false, {}, {}, {}, ""};
  if (nodes)
    out.columns = {"node_id"};
  else
    out.columns = {"link_id", "from_node_id", "to_node_id"};
  out.heads.assign(out.columns.size(), "");
  auto const head = [&](char const* column, char const* shown) {
    out.columns.emplace_back(column);
    out.heads.emplace_back(shown);
  };
  head("capacity", "capacity");
  head("free_delay", "free");
  head("flow", "flow");
  head("utilization", "use");
  head("delay", "delay");
  if (both) {
    head("system_flow", "optimum");
    head("system_utilization", "use");
    head("system_delay", "delay");
  }
  head("toll", "toll");
  std::vector<std::pair<double, std::vector<SheetCell>>> rows;
  for (std::size_t e = 0; e < answer.elements.size(); ++e) {
    AssignedElement const& element = answer.elements[e];
    if ((element.link == kNone) != nodes) continue;
    AssignedLoad const& load = first.loads[e];
    if (on_screen && load.flow <= 0.0 && answer.optima.back().loads[e].flow <= 0.0) continue;
    study::CapacityUnit const unit = unit_of(in, element);
    std::vector<SheetCell> cells;
    if (nodes) {
      cells.push_back(word(at(in.nodes, element.node).id, node_label(in, element.node)));
    } else {
      model::Link const& link = at(in.links, element.link);
      cells.push_back(word(link.id, link_label(in, element.link, element.forward)));
      cells.push_back(word(at(in.nodes, element.forward ? link.from : link.to).id, ""));
      cells.push_back(word(at(in.nodes, element.forward ? link.to : link.from).id, ""));
    }
    cells.push_back(amount_cell(in, unit.amount(element.capacity), unit.unit));
    cells.push_back(days(element.free_delay));
    for (AssignedOptimum const& it : answer.optima) {
      for (SheetCell& cell : load_cells(in, element, it.loads[e])) cells.push_back(std::move(cell));
    }
    double const toll = unit.worth(answer.optima.back().loads[e].toll);
    cells.push_back(figure(toll, toll > 0.0 ? price_text(in, toll, unit.unit) : "–"));
    rows.emplace_back((load.delay - element.free_delay) * load.flow, std::move(cells));
  }
  if (on_screen) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](auto const& a, auto const& b) { return a.first > b.first; });
  }
  for (auto& [waiting, cells] : rows) out.rows.push_back(std::move(cells));
  return out;
}

SheetSection flows(AssignAnswer const& answer) {
  Instance const& in = answer.instance;
  SheetSection out{
      "flows", "",
      false,   {"optimum", "link_id", "from_node_id", "to_node_id", "commodity_id", "origin", "flow"},
      {},      {},
      ""};
  for (AssignedOptimum const& it : answer.optima) {
    for (study::AssignedFlow const& row : it.flows) {
      model::Link const& link = at(in.links, row.link);
      out.rows.push_back({word(optimum_name(it.optimum)), word(link.id),
                          word(at(in.nodes, row.forward ? link.from : link.to).id),
                          word(at(in.nodes, row.forward ? link.to : link.from).id),
                          word(at(in.commodities, row.commodity).id),
                          word(row.origin == kNone ? "" : at(in.actors, row.origin).id),
                          figure(row.flow, "")});
    }
  }
  return out;
}

SheetSection unserved(AssignAnswer const& answer) {
  Instance const& in = answer.instance;
  SheetSection out{"unserved",
                   "No way, or no supply",
                   false,
                   {"demand_id", "node_id", "commodity_id", "quantity"},
                   {"demand", "", "", "quantity"},
                   {},
                   ""};
  // Which demands have a way does not depend on the optimum.
  std::vector<double> const& rows = answer.optima.front().unserved;
  for (std::size_t d = 0; d < rows.size(); ++d) {
    if (rows[d] <= 0.0) continue;
    model::Demand const& demand = in.demands[d];
    out.rows.push_back({word(demand.id), word(at(in.nodes, demand.node).id, node_label(in, demand.node)),
                        word(at(in.commodities, demand.commodity).id, commodity_label(in, demand.commodity)),
                        amount_cell(in, rows[d], at(in.commodities, demand.commodity).unit)});
  }
  return out;
}

/// Directions of links that carry more than a capacity which is no limit here.
std::size_t overrun_count(AssignAnswer const& answer) {
  std::size_t count = 0;
  for (std::size_t e = 0; e < answer.elements.size(); ++e) {
    constexpr double kRounding = 1e-9;
    AssignedElement const& it = answer.elements[e];
    if (!it.slows && it.link != kNone && answer.optima.front().loads[e].utilization > 1.0 + kRounding)
      ++count;
  }
  return count;
}

Json optional(std::optional<double> value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json certificate_json(model::AssignmentCertificate const& it) {
  return {{"objective", optional(it.objective)},
          {"bound", optional(it.bound)},
          {"gap", it.gap},
          {"max_imbalance", it.max_imbalance},
          {"max_violation", it.max_violation}};
}

bool limit_hit(AssignAnswer const& answer) {
  return std::any_of(answer.optima.begin(), answer.optima.end(),
                     [](AssignedOptimum const& it) { return it.status == study::Status::limit; });
}

} // namespace

Document assign_document(AssignAnswer const& answer) {
  Document document;
  Json& json = document.json;
  AssignedOptimum const& first = answer.optima.front();
  json["korridor"] = kVersion;
  json["status"] = limit_hit(answer) ? "limit" : "optimal";
  json["certificate"] = certificate_json(first.certificate);
  json["title"] = answer.instance.title;
  json["period"] = answer.instance.period_label;
  json["scenario"] = answer.instance.scenario;
  json["optimum"] = answer.optima.size() > 1 ? "both" : optimum_name(first.optimum);
  json["total_cost"] = first.certificate.total_cost();
  if (answer.optima.size() > 1) {
    json["system_certificate"] = certificate_json(answer.optima[1].certificate);
    json["system_total_cost"] = answer.optima[1].certificate.total_cost();
  }
  json["price_of_anarchy"] = optional(answer.price_of_anarchy());
  json["gap_demanded"] = answer.gap;
  json["over_capacity"] = overrun_count(answer);
  json["pairs"] = answer.pair_count;
  json["classes"] = answer.class_count;
  json["ways"] = first.way_count;
  json["rounds"] = first.rounds;
  Sheet const sheet{"",
                    {totals(answer), loads(answer, false, false), loads(answer, true, false), flows(answer),
                     unserved(answer)}};
  add_to(document, sheet);
  for (SheetSection const& section : sheet.sections) {
    for (std::string const& name : section.columns) {
      bool const is_text = name == "optimum" || name == "origin" || name.ends_with("_id");
      document.columns[section.key].push_back({name, is_text ? ColumnType::text : ColumnType::number});
    }
  }
  return document;
}

std::string assign_text(AssignAnswer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  Sheet sheet{in.title + ", " + scenario_label(in) + ": " +
                  (limit_hit(answer) ? "a limit was hit, best known" : "assigned"),
              {totals(answer), loads(answer, false, true), loads(answer, true, true), unserved(answer)}};
  SheetSection& ways = sheet.sections[1];
  for (std::size_t const end : {std::size_t{2}, std::size_t{1}}) { // ends of links are in their labels
    ways.columns.erase(ways.columns.begin() + static_cast<std::ptrdiff_t>(end));
    ways.heads.erase(ways.heads.begin() + static_cast<std::ptrdiff_t>(end));
    for (std::vector<SheetCell>& row : ways.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(end));
  }
  SheetSection& sums = sheet.sections[0];
  if (auto const anarchy = answer.price_of_anarchy()) {
    sums.remark =
        fmt::format("Price of anarchy {:.4f}: what shippers pay each on his own best way, over the least "
                    "that all together could pay. The tolls below would bring the optimum about.",
                    *anarchy);
  }
  if (std::size_t const count = overrun_count(answer); count > 0) {
    ways.remark = fmt::format("{} without b carry more than their capacity, which is no limit here.", count);
  }
  std::string out = sheet_text(sheet, options) + heading("Certificate", options.style);
  for (AssignedOptimum const& it : answer.optima) {
    model::AssignmentCertificate const& proof = it.certificate;
    out += wrap(
        fmt::format("{}: relative gap {} of {} asked; imbalance {}, violation {}; {} pairs on {} ways, {} "
                    "rounds",
                    optimum_words(it.optimum), scientific(proof.gap), scientific(answer.gap),
                    scientific(proof.max_imbalance), scientific(proof.max_violation), answer.pair_count,
                    it.way_count, it.rounds),
        options.style.width, 2);
    if (proof.objective) {
      out += wrap(
          fmt::format("objective {}, at least {}", full_number(*proof.objective), full_number(*proof.bound)),
          options.style.width, 4);
    }
  }
  if (options.verbose) {
    out += wrap(fmt::format("{} classes, {} nodes, {} links; {:.3f} s of processor time", answer.class_count,
                            in.nodes.size(), in.links.size(), answer.seconds),
                options.style.width, 2);
  }
  return out;
}

} // namespace korridor::report
