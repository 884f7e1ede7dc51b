// The spatial price equilibrium of one instance: build, solve, refine, expand, book.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "korridor/model/instance.hpp"
#include "korridor/model/solution.hpp"
#include "korridor/solve/accounts.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/effects.hpp"
#include "korridor/solve/intervals.hpp"
#include "korridor/solve/method.hpp"

namespace korridor::solve {

/// What the arc programme found; `effects` and `classes` tell how to read the solution.
struct Equilibrium {
  std::unique_ptr<Effects> effects;
  std::unique_ptr<Classes> classes;
  std::unique_ptr<ArcProgram> program;
  model::Solution solution;
  Accounts accounts;
  std::vector<double> value, dual; ///< of the programme, scaled; for Intervals
  Method method = Method::arc;     ///< that answered
  bool complete = true;            ///< false: a limit was hit, the solution is the best known
  std::size_t rounds = 0;          ///< of refinement
};

struct Limits {
  double price_tolerance = 1e-6; ///< money per unit
  double seconds = 0.0;          ///< of processor time; 0: none
  Method method = Method::automatic;
};

/// Nothing when the instance has no finite optimum; then `problem` says why. `instance` must outlive the
/// result.
[[nodiscard]] std::optional<Equilibrium> solve_equilibrium(model::Instance const& instance,
                                                           Limits const& limits, std::string& problem);

} // namespace korridor::solve
