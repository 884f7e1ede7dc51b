// An answer, or the difference of two, as a map.
#pragma once

#include <string>

#include "korridor/draw/scene.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::report {

/// Flows by link and direction, with utilisation and what is closed. `data_version` names the data in the
/// corner.
[[nodiscard]] draw::Scene flow_scene(study::Answer const& answer, std::string const& data_version);

/// What `after` has more and less than `before`; changes are shares of the link's capacity where it has one.
[[nodiscard]] draw::Scene change_scene(study::Answer const& before, study::Answer const& after,
                                       std::string const& data_version);

} // namespace korridor::report
