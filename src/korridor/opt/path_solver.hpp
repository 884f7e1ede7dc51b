// Exact optimum of a path programme by column generation, curves cut finer round the solution.
//
// Columns are (piece of a demand, piece of a supply, path). A round prices all paths by Dijkstra's method at
// the master's resource prices (opt/path_pricing; opt/label_correcting where an arc may pay), adds at most
// one path for each piece of demand, and pivots until none of them improves (opt/path_master). Stop: no path
// is cheaper than its set's price by more than the tolerance; then the prices are optimal for every path that
// there is. Ford and Fulkerson (1958), Dantzig and Wolfe (1960). Curves: see solve/curves.hpp; pieces round
// the solution are cut again and the master starts anew from the same flow. Rounds needed: observed 10 to 40,
// whatever the size.
#pragma once

#include <optional>

#include "korridor/opt/path_columns.hpp"
#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

/// Nothing when goods circle for gain in the optimum or a gain is above 1, for paths then are no answer, or
/// when rounding leaves the master no way on.
[[nodiscard]] std::optional<PathSolution> solve_paths(PathProgram const& program, PathOptions const& options);

/// Also hands over the columns with their master at its last basis; they refer to `program`.
[[nodiscard]] std::optional<PathSolution> solve_paths(PathProgram const& program, PathOptions const& options,
                                                      std::optional<PathColumns>& kept);

} // namespace korridor::opt
