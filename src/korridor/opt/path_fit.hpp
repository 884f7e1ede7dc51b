// What fits of the flows of one path programme in another that differs a little.
//
// Flows are taken in order and cut to what is left of supply, demand and resources; the answer obeys every
// capacity. A plant must give and take in its fixed ratios: where one of its equations would no longer hold,
// everything through it is dropped, and what was dropped may break the next plant, so this repeats until all
// equations hold. Complexity: linear in the flows, times the plants that break.
#pragma once

#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

/// `start` may name arcs by positions of `program` only.
[[nodiscard]] PathStart fitting_part(PathProgram const& program, PathStart const& start);

/// Units that enter the first arc of a path for one delivered.
[[nodiscard]] double multiple(PathProgram const& program, std::vector<int> const& arcs);

} // namespace korridor::opt
