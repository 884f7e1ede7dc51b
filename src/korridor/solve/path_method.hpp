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

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/opt/path_workspace.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/warm_start.hpp"

namespace korridor::solve {

struct PathLimits {
  double price_tolerance = 1e-6; ///< money per unit
  double seconds = 0.0;          ///< of processor time; may be infinite
  std::function<bool()> stop = nullptr;
};

/// Values of columns and duals of rows, scaled as in the programme.
struct ProgramSolution {
  std::vector<double> value, dual;
  bool complete = false;
  std::size_t rounds = 0;                  ///< of pricing
  std::shared_ptr<WarmStart const> learnt; ///< nothing where a kept programme was answered in place
};

/// Columns with an upper bound of 0 are left out. Nothing when the programme cannot be written by paths; then
/// `why_not` says what stands against it. `start` may be null.
[[nodiscard]] std::optional<ProgramSolution> path_solution(model::Instance const& instance,
                                                           Classes const& classes, ArcProgram const& program,
                                                           PathLimits const& limits, WarmStart const* start,
                                                           std::string& why_not);

class Translation;

/// A programme written by paths, solved once and kept whole, so that it can be solved with columns held at 0
/// from there (opt/path_workspace.hpp). Never changes and may be shared by threads.
class KeptPaths {
public:
  /// Nothing when the programme cannot be written by paths, or not be kept so. `program` must outlive it;
  /// `start` may be null.
  [[nodiscard]] static std::shared_ptr<KeptPaths const>
  make(Classes const& classes, ArcProgram const& program, PathLimits const& limits, WarmStart const* start);
  ~KeptPaths();

  [[nodiscard]] std::shared_ptr<opt::PathBase const> const& base() const { return base_; }
  /// With columns held at 0. Nothing when that must be solved anew. Lines of supply and demand must not be
  /// among them unless all columns that feed on them are.
  [[nodiscard]] std::optional<ProgramSolution> without(std::span<int const> columns,
                                                       opt::PathWorkspace& workspace, double seconds) const;

private:
  KeptPaths();

  std::unique_ptr<Translation> translation_;
  std::vector<int> arc_of_; ///< [column] arc of the path programme, -1: none
  std::shared_ptr<opt::PathBase const> base_;
};

} // namespace korridor::solve
