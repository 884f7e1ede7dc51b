// Columns by place.
#include "korridor/solve/closure.hpp"

#include <algorithm>

namespace korridor::solve {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

} // namespace

PlaceColumns::PlaceColumns(model::Instance const& instance, Effects const& effects, Classes const& classes,
                           ArcProgram const& program)
    : at_link_(instance.links.size()), at_node_(instance.nodes.size()) {
  for (int c = 0; c < static_cast<int>(program.columns.size()); ++c) {
    Column const& column = program.columns[at(c)];
    auto const goods = [&] { return classes.merged()[at(column.merged)].key.commodity; };
    switch (column.kind) {
    case ColumnKind::arc:
      at_link_[at(effects.arcs()[at(column.element)].link)].push_back({c, goods()});
      break;
    case ColumnKind::production:
    case ColumnKind::supply_step: {
      model::Supply const& supply = instance.supplies[at(column.element)];
      at_node_[at(supply.node)].push_back({c, supply.commodity});
      break;
    }
    case ColumnKind::delivery:
    case ColumnKind::demand_step: {
      model::Demand const& demand = instance.demands[at(column.element)];
      at_node_[at(demand.node)].push_back({c, demand.commodity});
      break;
    }
    case ColumnKind::reexport:
      at_node_[at(column.node)].push_back({c, goods()});
      break;
    case ColumnKind::intake:
    case ColumnKind::output:
      at_node_[at(instance.processes[at(column.element)].node)].push_back({c, goods()});
      break;
    case ColumnKind::activity: // cannot run without what it takes and gives
    case ColumnKind::friction:
    case ColumnKind::shortfall:
    case ColumnKind::excess:
      break;
    }
  }
}

std::vector<int> PlaceColumns::shut(std::span<Closure const> closures) const {
  std::vector<int> out;
  for (Closure const& closure : closures) {
    auto const add = [&](std::vector<Placed> const& here) {
      for (Placed const& placed : here) {
        bool const meant =
            std::binary_search(closure.commodities.begin(), closure.commodities.end(), placed.commodity);
        if (meant) out.push_back(placed.column);
      }
    };
    for (int const link : closure.links) add(at_link_[at(link)]);
    for (int const node : closure.nodes) add(at_node_[at(node)]);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

} // namespace korridor::solve
