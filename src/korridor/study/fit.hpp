// Fitting named parameters to what was observed, and judging the fit by what it was not told.
//
// Problem: free parameters p (rows of parameter.csv with fit = 1) within [low, high]; observed rates o_i of the
// sample `fit` up to the last fitted period, not nested in another; m_i(p) the modelled rates.
//   min sum_i e_i(p)^2,   e_i = 2 (m_i - o_i) / (m_i + o_i)                     symmetric relative error, in [-2, 2]
// e treats twice and half alike and is finite where a model or an observation has nothing, so that no row, large
// or small, decides alone. Method: compass search (Hooke and Jeeves 1961; convergence: Torczon 1997) on the unit
// cube, logarithmic where both ends are positive: each round tries a step up and down in every coordinate, takes
// the best that improves, and halves the step when none does. Stop: step below `least_step`, or evaluations used up.
// m is piecewise constant or linear in p, so derivatives would mislead. Deterministic. Cost: one solve for each
// fitted period and evaluation.
//
// Labels. `implied by input`: nothing fitted can move the row (over seeded draws of all free parameters in their
// ranges it stays within 1 %), or a capacity or limit over it binds at a value within 5 % of the observed one.
// `fitted`: the row was in the sum. `predicted`: all others; only these measure skill.
// Skill = 1 - sum e(model)^2 / sum e(no change)^2 over predicted rows that were observed in the period before
// too; "no change" predicts that observation.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/study/engine.hpp"
#include "korridor/study/observations.hpp"

namespace korridor::study {

struct FitOptions {
  std::string fit_until; ///< last fitted period; empty: the last that has rows of sample fit
  std::vector<std::string> judged; ///< periods to predict or score; empty: all later ones with observations
  int evaluations = 60;
  double least_step = 0.02;
  int draws = 6;
  std::uint64_t seed = 1;
  SolveOptions solve;
};

struct FittedParameter {
  std::string id;
  double before = 0.0, value = 0.0, low = 0.0, high = 0.0;
};

enum class Label { implied_by_input, by_contract, fitted, predicted };
[[nodiscard]] std::string to_text(Label label);

struct FitRow {
  Observation seen;
  Label label = Label::predicted;
  double modelled = 0.0;          ///< with the fitted parameters
  double without_friction = 0.0;
  std::optional<double> before;   ///< observed in the period before: "no change"
  [[nodiscard]] double error() const;
};

struct PeriodScore {
  std::string period;
  std::size_t row_count = 0, compared_count = 0;
  double error = 0.0;             ///< root mean square of e over predicted rows
  std::optional<double> skill;    ///< over the compared ones
};

struct Fit {
  std::vector<FittedParameter> parameters;
  std::size_t independent_count = 0;
  std::vector<std::string> fitted_periods;
  double sum_before = 0.0, sum_after = 0.0; ///< of squared errors over fitted rows
  int evaluation_count = 0;
  bool complete = true;           ///< the search ended by its step, not by its limit
  std::vector<FitRow> rows;
  std::vector<PeriodScore> scores;
  std::vector<std::pair<std::string, double>> friction; ///< by period, money
};

/// Told of each evaluation: number so far, limit, best sum.
using FitProgress = std::function<void(int, int, double)>;

/// Nothing, with errors, when the input is at fault: no observations, no free parameter, or more than half as many
/// parameters as independent observations.
[[nodiscard]] std::optional<Fit> fit(model::Folder const& folder, FitOptions const& options,
                                     FitProgress const& progress, Findings& findings);

/// The folder with the fitted values in parameter.csv and their provenance; for writing back.
[[nodiscard]] model::Folder with_fitted_values(model::Folder const& folder, Fit const& fit);

} // namespace korridor::study
