// Fitting parameters to observed flows, and judging the fit by what it was not told.
//
// Problem: min over the free parameters theta, each between its low and high, of the sum over observations i
// of
//   e_i^2,  e_i = 2 (modelled_i(theta) - observed_i) / (modelled_i(theta) + observed_i),  between -2 and 2.
// The symmetric relative error: a corridor of 2 Mt matters to its users as one of 60 does, twice as much and
// half as much are equally wrong, and a flow where there should be none is as wrong as none where there
// should be one, so that no row decides alone. Only independent observations count: of the fit sample, of
// years up to `fit_until`, not part of another. Method: study/search.hpp; each evaluation solves every such
// year, certified. At most half as many parameters as independent observations are accepted.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/model/observed.hpp"
#include "korridor/study/answer.hpp"
#include "korridor/study/engine.hpp"

namespace korridor::study {

struct FitOptions {
  std::string fit_until; ///< year; empty: the last with an observation of the fit sample
  std::string predict;   ///< empty: the year after
  std::string score;     ///< empty: the year after that
  int evaluations = 100;
  SolveOptions solve;
  /// Told after each evaluation: how many are done and the least sum of squares so far.
  std::function<void(int, double)> progress;
};

/// What a modelled value says about the model.
enum class Label {
  contract, ///< most of it is goods of a contract that binds, and most of that contract's goods
  implied,  ///< by input: nothing that is fitted moves it, or a bound set to the observation holds it
  fitted,   ///< it was fitted to
  predicted ///< neither: only this is skill
};

struct FitParameter {
  std::string id;
  double before = 0.0;
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

struct FitRow {
  model::Observation observation;
  Label label = Label::predicted;
  double modelled = 0.0;           ///< in the observation's unit per period of the model
  double without_friction = 0.0;   ///< at the same parameters
  double floor = 0.0;              ///< least that errors are relative to
  std::optional<double> no_change; ///< what was observed of the same flow the year before

  /// Symmetric relative error of a value for this observation, in [-2, 2].
  [[nodiscard]] double error(double value) const;
};

struct FitYear {
  std::string year;
  bool in_fit = false;
  Status status = Status::optimal;
  double gap = 0.0;
  double surplus = 0.0;
  double friction = 0.0; ///< money per period
  double surplus_without_friction = 0.0;
  // Of predicted rows that are no part of another and have an observation the year before.
  int rows = 0;
  double squares = 0.0;           ///< sum of squared errors
  double squares_no_change = 0.0; ///< of taking last year's observation
  /// 1 - squares / squares_no_change; nothing without rows or where nothing changed.
  [[nodiscard]] std::optional<double> skill() const;
};

struct Fit {
  std::string fit_until, predict, score;
  std::vector<FitParameter> parameters;
  int independent = 0; ///< observations fitted to
  int evaluations = 0;
  double squares_before = 0.0; ///< of the fit, at the values in parameter.csv
  double squares = 0.0;
  std::vector<FitRow> rows;
  std::vector<FitYear> years;
  std::string currency, period; ///< of money and rates
};

/// Nothing when the input is at fault: no observations (E664), a year that is none (E666), more parameters
/// than half the independent observations (E668).
[[nodiscard]] std::optional<Fit> fit(model::Folder const& folder, FitOptions const& options,
                                     Findings& findings);

/// The folder with the fitted values in parameter.csv and their provenance, method fitted.
[[nodiscard]] model::Folder with_fitted(model::Folder const& folder, Fit const& fit);

/// What an answer that kept its inside says of an observed flow, in the observation's unit per period of the
/// model. At a node: all that leaves it or is used there.
[[nodiscard]] double modelled_flow(Answer const& answer, model::Observation const& observation);

/// Whether a contract that binds (its dual is not 0, or its flow at its min or max) says how large an
/// observed flow is: more than half of it is goods that the contract counts, and more than half of these pass
/// there.
[[nodiscard]] bool is_by_contract(Answer const& answer, model::Observation const& observation);

} // namespace korridor::study
