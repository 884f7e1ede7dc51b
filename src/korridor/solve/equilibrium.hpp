// The spatial price equilibrium of one instance: build, solve, refine, expand, book.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/model/solution.hpp"
#include "korridor/opt/lp_solver.hpp"
#include "korridor/solve/accounts.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/closure.hpp"
#include "korridor/solve/curves.hpp"
#include "korridor/solve/effects.hpp"
#include "korridor/solve/intervals.hpp"
#include "korridor/solve/method.hpp"
#include "korridor/solve/path_method.hpp"
#include "korridor/solve/warm_start.hpp"

namespace korridor::solve {

/// What was found; `effects` and `classes` tell how to read the solution. The programme is the solver's own,
/// and changes when that goes on to another case.
struct Equilibrium {
  std::shared_ptr<Effects const> effects;
  std::shared_ptr<Classes const> classes;
  std::shared_ptr<ArcProgram const> program;
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
  std::function<bool()> stop = nullptr;             ///< asked now and then; true ends as the time limit does
};

/// Solves one instance, and again whenever the charges of its price caps or its closures have changed:
/// measures, classes and programme are kept, and for new charges the cut curves and the last basis too.
class EquilibriumSolver {
public:
  /// `instance` must outlive this and what `take` gives.
  EquilibriumSolver(model::Instance const& instance, Limits const& limits);

  /// With the charges of price caps that stand in the instance now. False when the instance has no finite
  /// optimum; then `problem` says why. A limit that strikes leaves the values as they were and `complete`
  /// false.
  [[nodiscard]] bool solve(std::string& problem);

  /// Another price tolerance, from a like answer.
  void restart(double price_tolerance, std::shared_ptr<WarmStart const> start);

  /// Shuts these places and no others, and forgets all that other closures taught: the answer depends on the
  /// instance, the closures, the limits and `kept` alone. No ban may hold for part of the period. `seconds`
  /// as in Limits.
  void close(std::span<Closure const> closures, double seconds);
  /// The instance's own programme by paths, for closures: without price caps they are solved in place.
  void keep_paths(std::shared_ptr<KeptPaths const> kept);

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
  void open_all();
  [[nodiscard]] std::optional<ProgramSolution> ask_paths(double seconds);
  [[nodiscard]] bool solve_by_paths(); ///< false: not by paths
  [[nodiscard]] bool solve_by_arcs(std::string& problem);
  [[nodiscard]] double seconds_left() const; ///< infinite without a limit

  model::Instance const& instance_;
  Limits limits_;
  double begin_;
  std::string subsidised_;
  std::shared_ptr<ArcProgram> program_;
  Equilibrium result_;
  double objective_ = 0.0;
  std::unique_ptr<opt::LpSolver> lp_;
  std::unique_ptr<Curves> curves_;
  std::optional<PlaceColumns> places_;                            ///< once anything is closed
  std::vector<int> shut_;                                         ///< columns
  std::vector<std::pair<int, double>> open_upper_;                ///< of a column, before it was shut
  std::vector<std::pair<int, double>> open_supply_, open_demand_; ///< size of a row, before it was shut
  std::shared_ptr<KeptPaths const> kept_;
  std::unique_ptr<opt::PathWorkspace> workspace_;
};

/// With the charges of price caps as they stand in the instance. Nothing when the instance has no finite
/// optimum, or none without goods circling for a contract; then `problem` says why. `instance` must outlive
/// the result.
[[nodiscard]] std::optional<Equilibrium> solve_equilibrium(model::Instance const& instance,
                                                           Limits const& limits, std::string& problem);

} // namespace korridor::solve
