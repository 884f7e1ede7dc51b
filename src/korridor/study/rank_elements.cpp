// Elements, closures and traffic of a ranking.
#include "korridor/study/rank_elements.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "korridor/model/ad_hoc.hpp"

namespace korridor::study {

namespace {

using model::kNone;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

char const* selector_of(RankKind kind) {
  switch (kind) {
  case RankKind::node:
    return "node";
  case RankKind::controller:
    return "controller";
  default:
    return "link";
  }
}

template <class Thing>
void add_all(std::vector<RankElement>& out, RankKind kind, std::vector<Thing> const& things) {
  for (Thing const& thing : things) out.push_back({kind, thing.id});
}

// Takes a measure out of the case: one given ad hoc, or one of measure.csv.
void lift(model::Folder const& folder, model::Case& what, std::string const& id) {
  std::vector<model::MeasureCells> const ad_hoc = model::ad_hoc_measures(folder, what);
  for (std::size_t i = 0; i < ad_hoc.size(); ++i) {
    auto const named = ad_hoc[i].find("measure_id");
    if (named == ad_hoc[i].end() || named->second != id) continue;
    what.measures.erase(what.measures.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
  what.lifted.push_back(id);
}

} // namespace

std::vector<RankElement> elements_of(model::Instance const& instance, RankKind kind) {
  std::vector<RankElement> out;
  if (kind == RankKind::link) add_all(out, kind, instance.links);
  if (kind == RankKind::node) add_all(out, kind, instance.nodes);
  if (kind == RankKind::measure) add_all(out, kind, instance.measures);
  if (kind != RankKind::controller) return out;
  std::vector<bool> controls(instance.actors.size(), false);
  auto const note = [&](auto const& things) {
    for (auto const& thing : things) {
      for (int const actor : thing.controllers) controls[at(actor)] = true;
    }
  };
  note(instance.links);
  note(instance.nodes);
  for (std::size_t a = 0; a < instance.actors.size(); ++a) {
    std::vector<int> const& members = instance.actors[a].members;
    bool const any = controls[a] || std::any_of(members.begin(), members.end(),
                                                [&](int const member) { return controls[at(member)]; });
    if (any) out.push_back({kind, instance.actors[a].id});
  }
  return out;
}

model::Case with_closed(model::Folder const& folder, model::Case const& what,
                        std::vector<RankElement> const& elements, std::string const& commodity) {
  model::Case changed = what;
  for (RankElement const& element : elements) {
    if (element.kind == RankKind::measure) {
      lift(folder, changed, element.id);
      continue;
    }
    model::MeasureCells cells{
        {"measure_id", "closed"}, {"kind", "closure"}, {selector_of(element.kind), element.id}};
    if (!commodity.empty()) cells["commodity"] = commodity;
    changed.measures.push_back(std::move(cells));
  }
  return changed;
}

Places::Places(model::Instance const& instance)
    : links(instance.commodities.size(), std::vector<bool>(instance.links.size(), false)),
      nodes(instance.commodities.size(), std::vector<bool>(instance.nodes.size(), false)) {}

Places::Places(model::Instance const& instance, std::vector<solve::Closure> const& closures)
    : Places(instance) {
  for (solve::Closure const& closure : closures) {
    for (int const k : closure.commodities) {
      for (int const link : closure.links) links[at(k)][at(link)] = true;
      for (int const node : closure.nodes) nodes[at(k)][at(node)] = true;
    }
  }
}

bool Places::meets(solve::Closure const& closure) const {
  return std::any_of(closure.commodities.begin(), closure.commodities.end(), [&](int const k) {
    auto const any = [](std::vector<int> const& wanted, std::vector<bool> const& here) {
      return std::any_of(wanted.begin(), wanted.end(), [&](int const i) { return here[at(i)]; });
    };
    return any(closure.links, links[at(k)]) || any(closure.nodes, nodes[at(k)]);
  });
}

Places passed_by(Answer const& answer) {
  model::Instance const& instance = answer.instance;
  Places out(instance);
  for (FlowRow const& row : answer.flows) {
    model::Link const& link = instance.links[at(row.link)];
    out.links[at(row.commodity)][at(row.link)] = true;
    out.nodes[at(row.commodity)][at(link.from)] = true;
    out.nodes[at(row.commodity)][at(link.to)] = true;
  }
  for (SupplyRow const& row : answer.supplies) {
    model::Supply const& supply = instance.supplies[at(row.supply)];
    if (row.produced > 0.0) out.nodes[at(supply.commodity)][at(supply.node)] = true;
  }
  for (DemandRow const& row : answer.demands) {
    model::Demand const& demand = instance.demands[at(row.demand)];
    if (row.served > 0.0) out.nodes[at(demand.commodity)][at(demand.node)] = true;
  }
  for (ProcessRow const& row : answer.processes) {
    if (row.activity <= 0.0) continue;
    model::Process const& process = instance.processes[at(row.process)];
    for (model::Ratio const& ratio : process.inputs) out.nodes[at(ratio.commodity)][at(process.node)] = true;
    for (model::Ratio const& ratio : process.outputs) out.nodes[at(ratio.commodity)][at(process.node)] = true;
  }
  return out;
}

model::Solution carried_over(model::Instance const& from, model::Solution solution,
                             model::Instance const& to) {
  std::map<std::string, int> position;
  for (std::size_t m = 0; m < to.measures.size(); ++m) position[to.measures[m].id] = static_cast<int>(m);
  std::vector<int> moved; // [measure of from] where it is in `to`
  for (model::Measure const& measure : from.measures) {
    auto const found = position.find(measure.id);
    moved.push_back(found == position.end() ? kNone : found->second);
  }
  std::vector<double> quotas(to.measures.size(), 0.0);
  for (std::size_t m = 0; m < moved.size(); ++m) {
    if (moved[m] != kNone) quotas[at(moved[m])] = solution.quota_scarcity[m];
  }
  solution.quota_scarcity = std::move(quotas);
  std::erase_if(solution.partial_bans,
                [&](model::PartialBanDual const& dual) { return moved[at(dual.measure)] == kNone; });
  for (model::PartialBanDual& dual : solution.partial_bans) dual.measure = moved[at(dual.measure)];
  return solution;
}

} // namespace korridor::study
