// The arc programme solved by paths: the same optimum, without a row for each class and node.
//
// Balance, supply and demand rows are the nodes of a graph, columns that leave one and enter another are its
// arcs, steps of supply and demand its ends; joint rows are the resources that paths share. Curves are lines.
// See opt/path_program.hpp and opt/path_solver.hpp. The dual of a conservation row is the label of its node,
// that of a joint row minus the price of its resource.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "korridor/solve/arc_program.hpp"

namespace korridor::solve {

/// Values of columns and duals of rows, scaled as in the programme.
struct ProgramSolution {
  std::vector<double> value, dual;
  bool complete = false;
  std::size_t rounds = 0; ///< of pricing
};

/// Nothing when the programme cannot be written by paths; then `why_not` says what stands against it.
/// `seconds` of processor time.
[[nodiscard]] std::optional<ProgramSolution> path_solution(ArcProgram const& program, double price_tolerance,
                                                           double seconds, std::string& why_not);

} // namespace korridor::solve
