// What things of an instance are called on screen: their names, or their ids where they have none.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "korridor/model/instance.hpp"

namespace korridor::report {

/// Text for "no actor" in a list of who earns what.
inline constexpr char const* kUnassigned = "unassigned";

/// Position of the thing with that id, kNone where there is none.
template <class Thing>
[[nodiscard]] int position_of(std::vector<Thing> const& things, std::string const& id) {
  auto const found =
      std::find_if(things.begin(), things.end(), [&](Thing const& thing) { return thing.id == id; });
  return found == things.end() ? model::kNone : static_cast<int>(found - things.begin());
}

[[nodiscard]] std::string actor_label(model::Instance const& instance, int actor);
/// By id, "" being nobody; an id that is not there stands for itself.
[[nodiscard]] std::string actor_label(model::Instance const& instance, std::string const& id);
[[nodiscard]] std::string node_label(model::Instance const& instance, int node);
[[nodiscard]] std::string commodity_label(model::Instance const& instance, int commodity);

/// "Baku – Tbilisi – Ceyhan" or, without a name, "Baku → Ceyhan"; against the drawing direction "name (to
/// Baku)".
[[nodiscard]] std::string link_label(model::Instance const& instance, int link, bool forward);

/// Name of the limit with that id; the id where it has none or is none of the instance's.
[[nodiscard]] std::string contract_label(model::Instance const& instance, int contract);
[[nodiscard]] std::string limit_label(model::Instance const& instance, std::string const& id);

/// "Pavlodar refinery"; without a name its id.
[[nodiscard]] std::string process_label(model::Instance const& instance, int process);

/// "Kazakhstan", or "Kazakhstan via Türkiye" for re-exported goods; "" for goods without an origin.
[[nodiscard]] std::string goods_label(model::Instance const& instance, int origin, int via);

/// "base case", or the scenario's title, or its id.
[[nodiscard]] std::string scenario_label(model::Instance const& instance);

} // namespace korridor::report
