// Answers in place.
#include "korridor/study/closed_case.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "korridor/core/processor_time.hpp"
#include "korridor/study/assemble.hpp"
#include "korridor/study/inside.hpp"
#include "korridor/verify/certificate.hpp"

namespace korridor::study {

namespace {

solve::Limits limits_of(SolveOptions const& options) {
  return {options.price_tolerance, options.time_limit, options.method, options.start};
}

} // namespace

std::shared_ptr<solve::KeptPaths const> ClosedCase::keep(Answer const& base, SolveOptions const& options) {
  solve::Equilibrium const& found = *base.inside->equilibrium;
  if (options.method == solve::Method::arc || !base.by_paths || !base.price_caps.empty()) return nullptr;
  double const seconds =
      options.time_limit > 0.0 ? options.time_limit : std::numeric_limits<double>::infinity();
  return solve::KeptPaths::make(*found.classes, *found.program, {options.price_tolerance, seconds},
                                base.learnt.get());
}

ClosedCase::ClosedCase(Answer const& base, std::shared_ptr<solve::KeptPaths const> kept,
                       SolveOptions const& options)
    : instance_(base.inside->instance), limits_(limits_of(options)), solver_(instance_, limits_) {
  answer_.instance = base.instance;
  if (kept) solver_.keep_paths(std::move(kept));
}

double ClosedCase::base_objective(SolveOptions const& options) {
  if (base_objective_) return *base_objective_;
  solver_.close({}, options.time_limit);
  std::string problem;
  base_objective_ = solver_.solve(problem) ? solver_.objective() : model::kInfinity;
  return *base_objective_;
}

// The instance that the certificate is for: with the closures, and the charges found.
void ClosedCase::put_in_force(std::vector<model::Measure> const& closures) {
  std::vector<model::Measure>& measures = answer_.instance.measures;
  measures.resize(instance_.measures.size());
  for (std::size_t m = 0; m < measures.size(); ++m) measures[m].charge = instance_.measures[m].charge;
  measures.insert(measures.end(), closures.begin(), closures.end());
}

// A plan whose objective is above `spared` costs less than was asked for.
std::optional<solve::CappedEquilibrium> ClosedCase::solve(double spared) {
  std::string problem;
  solve::Equilibrium const& state = solver_.state();
  if (!state.program->capped.empty())
    return solve::solve_with_price_caps(solver_, instance_, limits_, problem);
  if (!solver_.solve(problem)) return std::nullopt;
  // What arcs say of curves is that of their pieces, which no plan need reach.
  bool const exact = state.complete && state.method == solve::Method::path;
  costs_less_ = exact && solver_.objective() > spared;
  if (costs_less_) return std::nullopt;
  std::optional<solve::Equilibrium> found = solver_.take(state.value, state.dual, problem);
  if (!found) return std::nullopt;
  return solve::CappedEquilibrium{std::move(*found), {}};
}

Answer const* ClosedCase::answer(std::vector<model::Measure> const& closures,
                                 std::span<solve::Closure const> places, SolveOptions const& options,
                                 double least) {
  double const begin = processor_seconds();
  bool const asked = std::isfinite(least) && solver_.state().program->capped.empty();
  double const spared = asked ? base_objective(options) - least : model::kInfinity;
  solver_.close(places, options.time_limit);
  costs_less_ = false;
  found_ = solve(spared);
  if (!found_) return nullptr;
  put_in_force(closures);
  Answer fresh;
  fresh.instance = std::move(answer_.instance);
  answer_ = std::move(fresh);
  solve::Equilibrium& equilibrium = found_->equilibrium;
  equilibrium.solution.quota_scarcity.resize(answer_.instance.measures.size(), 0.0);
  answer_.certificate = verify::certify(answer_.instance, equilibrium.solution);
  bool const proved = verify::proves(answer_.certificate, options.gap_tolerance);
  if (equilibrium.complete && !proved) return nullptr;
  answer_.status = equilibrium.complete ? Status::optimal : Status::limit;
  assemble_outcome(answer_, *found_, options);
  answer_.solve_seconds = processor_seconds() - begin;
  return &answer_;
}

} // namespace korridor::study
