// Closures and random changes of a path programme through a kept base, timed and checked.
#pragma once

#include <cstddef>
#include <cstdint>

#include "flow_lp.hpp"
#include "korridor/opt/path_workspace.hpp"

namespace korridor::bench {

/// Cost of a solution by the programme's own numbers; lines are flat.
[[nodiscard]] double cost_of(opt::PathProgram const& program, opt::PathSolution const& solution);

/// What the prices prove that nothing can cost less than: node prices are lowered until every reduced cost is
/// >= 0. Shares nothing with the solver.
[[nodiscard]] double proved_bound(opt::PathProgram const& program, opt::PathSolution const& solution);

struct SweepOptions {
  std::size_t closures = 0; ///< the first so many resources that carry flow
  int threads = 1;
  double peer_seconds = 0.0; ///< for each solve of Clp; 0: none
};

/// Closes resources that carry flow in turn and prints fields of JSON, `pass` seconds being one pass of
/// Dijkstra's method. False when a solve fails, the bound computed here is further off than 1e-7, Clp
/// differs, or threads change an answer.
[[nodiscard]] bool sweep(opt::PathProgram const& program, SweepOptions const& options, ClpPeer* peer,
                         double pass);

/// `count` random lists of changes, each checked by its bound; prints fields of JSON. False when a bound is
/// further off than 1e-7 or the undo is not exact.
[[nodiscard]] bool soak(opt::PathProgram const& program, std::size_t count, std::uint64_t seed);

} // namespace korridor::bench
