// A start near the optimum for the path master: prices found by an augmented Lagrangian over path flows.
//
//   L(x) = sum c x + sum_r ( max(0, mu_r + rho_r (use_r - b_r))^2 - mu_r^2 ) / (2 rho_r),   sets kept
//   exactly.
// Each round prices paths once at mu, moves flow within each set towards its cheapest path by projected
// Newton steps (a few sweeps of Gauss and Seidel), and sets mu_r := max(0, mu_r + rho_r (use_r - b_r)). It
// identifies tight resources and good paths; it is not run to convergence. A margin keeps use a little below
// capacity, so that what remains nearly fits; the rest is fitted greedily, and the flow handed over obeys
// every capacity. Larsson and Yuan (2004) use the same function to solve linear multicommodity flow
// approximately. Complexity of a round: one pricing pass and `kSweeps` looks at each path kept.
#pragma once

#include <functional>
#include <vector>

#include "korridor/opt/path_master.hpp"

namespace korridor::opt {

/// Adds to the master the cheapest path of each set that is cheaper than `limit` [set] at resource prices
/// `price`, and returns the new columns.
using GeneratePaths =
    std::function<std::vector<int>(std::vector<double> const& price, std::vector<double> const& limit)>;

/// A flow of columns of `master` within all capacities. `cost_level`: what a path of the first pass costs on
/// average; it is returned too.
[[nodiscard]] std::vector<ColumnFlow> find_start(PathMaster& master, GeneratePaths const& generate,
                                                 int round_count, double& cost_level);

} // namespace korridor::opt
