// Names of nodes, links, actors and commodities.
#include "korridor/report/label.hpp"

namespace korridor::report {

namespace {

template <class Thing>
std::string label(std::vector<Thing> const& things, int position) {
  Thing const& thing = things[static_cast<std::size_t>(position)];
  return thing.name.empty() ? thing.id : thing.name;
}

} // namespace

std::string actor_label(model::Instance const& instance, int actor) {
  return actor == model::kNone ? kUnassigned : label(instance.actors, actor);
}

std::string actor_label(model::Instance const& instance, std::string const& id) {
  int const actor = position_of(instance.actors, id);
  return actor == model::kNone && !id.empty() ? id : actor_label(instance, actor);
}

std::string node_label(model::Instance const& instance, int node) { return label(instance.nodes, node); }

std::string commodity_label(model::Instance const& instance, int commodity) {
  return label(instance.commodities, commodity);
}

std::string link_label(model::Instance const& instance, int link, bool forward) {
  model::Link const& it = instance.links[static_cast<std::size_t>(link)];
  int const tail = forward ? it.from : it.to;
  int const head = forward ? it.to : it.from;
  if (it.name.empty()) return node_label(instance, tail) + " → " + node_label(instance, head);
  return forward ? it.name : it.name + " (to " + node_label(instance, head) + ")";
}

std::string limit_label(model::Instance const& instance, std::string const& id) {
  int const limit = position_of(instance.limits, id);
  return limit == model::kNone ? id : label(instance.limits, limit);
}

std::string process_label(model::Instance const& instance, int process) {
  return label(instance.processes, process);
}

std::string contract_label(model::Instance const& instance, int contract) {
  return label(instance.contracts, contract);
}

std::string goods_label(model::Instance const& instance, int origin, int via) {
  std::string text = origin == model::kNone ? "" : actor_label(instance, origin);
  if (via != model::kNone) text += (text.empty() ? "via " : " via ") + actor_label(instance, via);
  return text;
}

std::string scenario_label(model::Instance const& instance) {
  if (!instance.scenario_title.empty()) return instance.scenario_title;
  return instance.scenario.empty() ? "base case" : instance.scenario;
}

} // namespace korridor::report
