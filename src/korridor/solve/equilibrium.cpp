// Solving an instance by the arc programme.
#include "korridor/solve/equilibrium.hpp"

#include <ctime>

#include "korridor/opt/lp_solver.hpp"
#include "korridor/solve/curves.hpp"
#include "korridor/solve/expand.hpp"

namespace korridor::solve {

namespace {

// Each round narrows every bracket at least eightfold; more than this many only repeat rounding.
constexpr std::size_t kRoundLimit = 40;

// The marginal friction is known from the flow; the programme's own dual is that of a chord beside it.
void settle_friction(Equilibrium& result) {
  for (Friction const& friction : result.program->frictions) {
    auto const column = static_cast<std::size_t>(friction.column);
    auto const row = static_cast<std::size_t>(friction.row);
    double const flow = result.value[column] * result.program->columns[column].scale;
    result.dual[row] = friction.line.marginal(flow) / result.program->rows[row].dual_scale;
  }
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

} // namespace

std::optional<Equilibrium> solve_equilibrium(model::Instance const& instance, Limits const& limits,
                                             std::string& problem) {
  double const begin = processor_seconds();
  Equilibrium result;
  result.effects = std::make_unique<Effects>(instance);
  result.classes = std::make_unique<Classes>(instance);
  std::string subsidised;
  result.program =
      std::make_unique<ArcProgram>(build_arc_program(instance, *result.effects, *result.classes, subsidised));
  if (!subsidised.empty()) {
    problem = "the charges on '" + subsidised +
              "' add up to less than nothing, so goods could circle there for gain; "
              "raise its cost or lower the subsidy";
    return std::nullopt;
  }

  opt::LpSolver solver(result.program->lp);
  Curves curves(instance, *result.program, solver, limits.price_tolerance);
  // Doing nothing is feasible and any duals bound J, so there is an answer however early a limit strikes.
  result.value.assign(result.program->columns.size(), 0.0);
  result.dual.assign(result.program->rows.size(), 0.0);
  while (true) {
    if (limits.seconds > 0.0) {
      double const left = limits.seconds - (processor_seconds() - begin);
      result.complete = left > 0.0;
      if (!result.complete) break;
      solver.set_time_limit(left);
    }
    opt::LpSolution solution = solver.solve();
    if (solution.status == opt::LpStatus::unbounded || solution.status == opt::LpStatus::infeasible) {
      problem = "the linear programme came back as " +
                std::string(solution.status == opt::LpStatus::unbounded ? "unbounded" : "infeasible") +
                ", which no instance may be: please report it with the model";
      return std::nullopt;
    }
    ++result.rounds;
    result.complete = solution.status == opt::LpStatus::optimal;
    if (result.complete) result.value = curves.collect(solution);
    if (result.complete || result.rounds == 1) result.dual = solution.row_dual;
    if (!result.complete || result.rounds >= kRoundLimit || !curves.refine(solution)) break;
  }
  settle_friction(result);
  result.solution =
      expand(instance, *result.effects, *result.classes, *result.program, result.value, result.dual);
  result.accounts =
      book(instance, *result.effects, *result.classes, *result.program, result.solution, result.dual);
  return result;
}

} // namespace korridor::solve
