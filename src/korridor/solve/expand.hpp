// From merged classes back to the finest ones: exact where a class has one member, else proportional mixing
// at nodes.
//
// In one merged class let alpha(n) be the shares of origin and provenance in what comes to node n, beta(n)
// the shares of markets in what leaves it. The flow of (label, market) on an arc u -> v is taken as flow *
// alpha_label(u) * beta_market(v). Summing over the arcs at a node shows that each such flow is balanced,
// also with losses, so the split is feasible; since nothing tells the members apart it costs the same, so it
// is optimal. It is one of many, and is marked as mixed. Circulations, which cost nothing in an optimum, are
// cancelled first, so that nodes can be visited in the order of flow. Complexity: linear in (flows x labels x
// markets of their class).
#pragma once

#include <string>
#include <vector>

#include "korridor/model/solution.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/effects.hpp"

namespace korridor::solve {

/// `value` are the columns' values (scaled), `dual` the rows' (scaled). Goods that circle through a
/// contract's places only to be counted are no answer; then `problem` says so.
[[nodiscard]] model::Solution expand(model::Instance const& instance, Effects const& effects,
                                     Classes const& classes, ArcProgram const& program,
                                     std::vector<double> const& value, std::vector<double> const& dual,
                                     std::string& problem);

} // namespace korridor::solve
