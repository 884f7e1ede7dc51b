// Names by language, and flows by the value of their change.
#include "korridor/report/html_parts.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "korridor/core/text.hpp"
#include "korridor/model/schema.hpp"
#include "korridor/report/commodity_groups.hpp"
#include "korridor/report/label.hpp"

namespace korridor::report {

namespace {

using model::Instance;

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

/// What a unit of each commodity costs its buyers, the mean over what they get.
std::vector<double> mean_prices(study::Answer const& answer) {
  Instance const& in = answer.instance;
  std::vector<double> paid(in.commodities.size(), 0.0), served(in.commodities.size(), 0.0);
  for (study::DemandRow const& row : answer.demands) {
    if (!row.price) continue;
    auto const commodity = static_cast<std::size_t>(at(in.demands, row.demand).commodity);
    paid[commodity] += *row.price * row.served;
    served[commodity] += row.served;
  }
  for (std::size_t at = 0; at < paid.size(); ++at) paid[at] = served[at] > 0.0 ? paid[at] / served[at] : 0.0;
  return paid;
}

using FlowKey = std::tuple<int, bool, int>;

void add_flows(std::map<FlowKey, CommodityFlow>& flows, study::Answer const& answer,
               double CommodityFlow::*side) {
  for (study::FlowRow const& row : answer.flows) {
    CommodityFlow& it = flows[{row.link, row.forward, row.commodity}];
    it.link = row.link;
    it.forward = row.forward;
    it.commodity = row.commodity;
    it.*side += row.flow;
  }
}

std::vector<CommodityFlow> flows_by_value(study::Answer const* before, study::Answer const& after) {
  std::map<FlowKey, CommodityFlow> flows;
  add_flows(flows, after, &CommodityFlow::after);
  if (before != nullptr) add_flows(flows, *before, &CommodityFlow::before);
  std::vector<double> const prices = mean_prices(before != nullptr ? *before : after);
  std::vector<double> largest(prices.size(), 0.0);
  for (auto const& [key, it] : flows) {
    double& most = largest[static_cast<std::size_t>(it.commodity)];
    most = std::max({most, it.before, it.after});
  }
  bool const priced = std::any_of(prices.begin(), prices.end(), [](double price) { return price > 0.0; });
  std::vector<CommodityFlow> out;
  for (auto& [key, it] : flows) {
    double const change = it.after - it.before; // before is 0 where there is one case
    double const most = largest[static_cast<std::size_t>(it.commodity)];
    if (std::abs(change) <= kDrawn * most) continue;
    // Without any price each commodity counts by its own largest flow.
    it.value = change * (priced ? at(prices, it.commodity) : 1.0 / most);
    out.push_back(it);
  }
  std::stable_sort(out.begin(), out.end(), [](CommodityFlow const& a, CommodityFlow const& b) {
    return std::abs(a.value) > std::abs(b.value);
  });
  return out;
}

} // namespace

Names::Names(model::Folder const& folder, Instance const& instance, Language language)
    : in_(instance), language_(language) {
  for (model::Table const& table : folder.tables) {
    std::vector<std::string> columns;
    if (language != Language::english) columns.push_back("name_" + std::string(code_of(language)));
    columns.insert(columns.end(), {"name", "title"});
    std::vector<std::string> const ids = model::find_table(table.name) == nullptr
                                             ? std::vector<std::string>(table.rows.size())
                                             : model::row_ids(table);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      for (std::string const& column : columns) {
        std::string_view const name = trimmed(table.cell(table.rows[row], column));
        if (!name.empty()) names_.try_emplace({table.name, ids[row]}, name);
      }
    }
  }
}

std::string Names::element(std::string const& table, std::string const& id) const {
  auto const found = names_.find({table, id});
  return found == names_.end() ? id : found->second;
}

std::string Names::actor(int actor) const {
  return actor == model::kNone ? std::string(word(Word::unassigned, language_))
                               : element("actor", at(in_.actors, actor).id);
}

std::string Names::actor(std::string const& id) const {
  return id.empty() ? actor(model::kNone) : element("actor", id);
}

std::string Names::node(int node) const { return element("node", at(in_.nodes, node).id); }

std::string Names::commodity(int commodity) const {
  return element("commodity", at(in_.commodities, commodity).id);
}

std::string Names::link(int link, bool forward) const {
  model::Link const& it = at(in_.links, link);
  if (it.name.empty()) return node(forward ? it.from : it.to) + " → " + node(forward ? it.to : it.from);
  std::string const name = element("link", it.id);
  return forward ? name : say(Word::direction_to, language_, name, node(it.from));
}

std::string Names::a_case(Instance const& instance, model::Case const& what) const {
  std::string const name = !instance.scenario_title.empty() ? instance.scenario_title
                           : !instance.scenario.empty()     ? instance.scenario
                                                            : std::string(word(Word::base_case, language_));
  bool const changed = !what.sets.empty() || !what.measures.empty() || !what.lifted.empty();
  return changed ? say(Word::ad_hoc_case, language_, name) : name;
}

Parts::Parts(ReportInput const& report_input)
    : input(report_input), in(report_input.after.instance), locale(report_input.language),
      names(report_input.folder, report_input.after.instance, report_input.language),
      flows(flows_by_value(report_input.before, report_input.after)) {
  if (input.before != nullptr) comparison = study::compare(*input.before, input.after);
}

std::string Parts::amount(double value, int commodity, bool signed_) const {
  return locale.amount(value, at(in.commodities, commodity).unit, in.period, signed_);
}

std::string Parts::bound_name(Bound const& bound) const {
  int const link = bound.table == "link" ? position_of(in.links, bound.id) : model::kNone;
  return link == model::kNone ? names.element(bound.table, bound.id) : names.link(link, bound.forward);
}

std::string Parts::measure_text(model::MeasureCells const& cells) const {
  auto const cell = [&](char const* column) {
    auto const found = cells.find(column);
    return found == cells.end() ? std::string() : found->second;
  };
  struct Selector {
    char const* column;
    char const* table; ///< whose names its items have; empty: none
  };
  static constexpr Selector kSelectors[] = {
      {"link", "link"},           {"node", "node"},    {"controller", "actor"},
      {"jurisdiction", "actor"},  {"mode", ""},        {"segment", ""},
      {"commodity", "commodity"}, {"origin", "actor"}, {"destination", "actor"},
      {"via", "actor"},           {"enters", "actor"}, {"leaves", "actor"}};
  std::string out;
  for (Selector const& it : kSelectors) {
    std::string const text = cell(it.column);
    std::string items;
    for (std::string_view const item : model::split_list(text))
      items += (items.empty() ? "" : ", ") + names.element(it.table, std::string(item));
    if (!items.empty()) out += (out.empty() ? "" : "; ") + std::string(it.column) + " " + items;
  }
  std::string head = cell("kind");
  if (!cell("value").empty()) head += " " + cell("value");
  if (!cell("value_unit").empty()) head += " " + cell("value_unit");
  return out.empty() ? head : head + ": " + out;
}

} // namespace korridor::report
