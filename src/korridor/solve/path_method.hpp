// The arc programme solved by paths: the same optimum, without a row for each class and node.
//
// Balance, supply and demand rows are the nodes of a graph, columns that leave one and enter another are its
// arcs, steps of supply and demand its ends; joint rows are the resources that paths share. Curves are lines.
// See opt/path_program.hpp and opt/path_solver.hpp. The dual of a conservation row is the label of its node,
// that of a joint row minus the price of its resource.
//
// A contract min <= f + s - e <= max with s and e at the penalty p is two resources. What is kept of the min,
// k = min
// - s, earns p and needs flow that counts: k - f <= 0, price in [0, p], so that arcs which count cost that
// much less. And f - e <= max, price in [0, p]. The contract's dual is the first price less the second; p
// min, a constant, is left out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/warm_start.hpp"

namespace korridor::solve {

struct PathLimits {
  double price_tolerance = 1e-6; ///< money per unit
  double seconds = 0.0;          ///< of processor time; may be infinite
};

/// Values of columns and duals of rows, scaled as in the programme.
struct ProgramSolution {
  std::vector<double> value, dual;
  bool complete = false;
  std::size_t rounds = 0; ///< of pricing
  std::shared_ptr<WarmStart const> learnt;
};

/// Nothing when the programme cannot be written by paths; then `why_not` says what stands against it. `start`
/// may be null.
[[nodiscard]] std::optional<ProgramSolution> path_solution(model::Instance const& instance,
                                                           Classes const& classes, ArcProgram const& program,
                                                           PathLimits const& limits, WarmStart const* start,
                                                           std::string& why_not);

} // namespace korridor::solve
