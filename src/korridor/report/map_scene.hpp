// An answer, or the difference of two, as a map.
#pragma once

#include <string>
#include <vector>

#include "korridor/draw/scene.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::report {

/// Flows by link and direction, with utilisation and what is closed. `data_version` names the data in the
/// corner.
[[nodiscard]] draw::Scene flow_scene(study::Answer const& answer, std::string const& data_version);

/// What `after` has more and less than `before`; changes are shares of the link's capacity where it has one.
[[nodiscard]] draw::Scene change_scene(study::Answer const& before, study::Answer const& after,
                                       std::string const& data_version);

/// What is the same on all maps of a model, for those who draw them elsewhere: the places by node, idle ones
/// too, with what the answer makes of their importance, and the groups, idle ones too, with their scale.
struct MapBase {
  std::vector<draw::Place> places;
  std::vector<draw::Group> groups;
  std::vector<double> divisors;          ///< [group] commodity units for each unit of the group
  std::vector<std::size_t> of_commodity; ///< [commodity] position in `groups`
};

[[nodiscard]] MapBase map_base(study::Answer const& answer);

/// Points between both ends of a link, in its direction; empty: an arc.
[[nodiscard]] std::vector<draw::LonLat> link_route(model::Instance const& instance, int link);

} // namespace korridor::report
