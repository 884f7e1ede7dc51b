// The spatial price equilibrium of one instance: build, solve, refine, expand, book.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "korridor/model/instance.hpp"
#include "korridor/model/solution.hpp"
#include "korridor/opt/lp_solver.hpp"
#include "korridor/solve/accounts.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/curves.hpp"
#include "korridor/solve/effects.hpp"
#include "korridor/solve/intervals.hpp"
#include "korridor/solve/method.hpp"
#include "korridor/solve/warm_start.hpp"

namespace korridor::solve {

/// What was found; `effects` and `classes` tell how to read the solution.
struct Equilibrium {
  std::unique_ptr<Effects> effects;
  std::unique_ptr<Classes> classes;
  std::unique_ptr<ArcProgram> program;
  model::Solution solution;
  Accounts accounts;
  std::vector<double> value, dual; ///< of the programme, scaled; for Intervals
  Method method = Method::arc;     ///< that answered
  std::string why_not_path;        ///< what in the programme paths cannot say; empty: nothing, or not asked
  bool complete = true;            ///< false: a limit was hit, the solution is the best known
  std::shared_ptr<WarmStart const> learnt; ///< for like cases; null: arcs answered, or nothing yet
  std::size_t rounds = 0;                  ///< of refinement by arcs, of pricing by paths
};

struct Limits {
  double price_tolerance = 1e-6; ///< money per unit
  double seconds = 0.0;          ///< of processor time; 0: none
  Method method = Method::automatic;
  std::shared_ptr<WarmStart const> start = nullptr; ///< where paths begin; null: from no flow
};

/// Solves one instance, and again whenever the charges of its price caps have changed: measures, classes, the
/// cut curves and the last basis are kept.
class EquilibriumSolver {
public:
  /// `instance` must outlive this and what `take` gives.
  EquilibriumSolver(model::Instance const& instance, Limits const& limits);

  /// With the charges of price caps that stand in the instance now. False when the instance has no finite
  /// optimum; then `problem` says why. A limit that strikes leaves the values as they were and `complete`
  /// false.
  [[nodiscard]] bool solve(std::string& problem);

  [[nodiscard]] Equilibrium const& state() const { return result_; }
  /// Objective of the programme solved last, money per period; surplus up to a constant.
  [[nodiscard]] double objective() const { return objective_; }
  /// What was found, told apart into finest classes and booked. `value` and `dual` are those of the charges
  /// that stand in the instance.
  /// Nothing where goods would circle for a contract; then `problem` says so.
  [[nodiscard]] std::optional<Equilibrium> take(std::vector<double> value, std::vector<double> dual,
                                                std::string& problem);

private:
  void read_charges();
  [[nodiscard]] bool solve_by_paths(); ///< false: not by paths
  [[nodiscard]] bool solve_by_arcs(std::string& problem);
  [[nodiscard]] double seconds_left() const; ///< infinite without a limit

  model::Instance const& instance_;
  Limits limits_;
  double begin_;
  std::string subsidised_;
  Equilibrium result_;
  double objective_ = 0.0;
  std::unique_ptr<opt::LpSolver> lp_;
  std::unique_ptr<Curves> curves_;
};

/// With the charges of price caps as they stand in the instance. Nothing when the instance has no finite
/// optimum, or none without goods circling for a contract; then `problem` says why. `instance` must outlive
/// the result.
[[nodiscard]] std::optional<Equilibrium> solve_equilibrium(model::Instance const& instance,
                                                           Limits const& limits, std::string& problem);

} // namespace korridor::solve
