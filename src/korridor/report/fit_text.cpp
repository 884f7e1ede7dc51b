// Parameters, rows by period with their labels, scores, and friction on a line of its own.
#include "korridor/report/fit_text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "korridor/core/version.hpp"
#include "korridor/report/number.hpp"
#include "korridor/report/table.hpp"

namespace korridor::report {

namespace {

using study::FitRow;

std::string thing_of(study::Observation const& seen) {
  std::string text = seen.id;
  if (seen.direction != "both") text += " " + seen.direction;
  text += ", " + seen.commodities;
  if (!seen.origin.empty()) text += " of " + seen.origin;
  if (!seen.via.empty()) text += " via " + seen.via;
  if (!seen.destination.empty()) text += " to " + seen.destination;
  return text;
}

std::string dates_of(study::Observation const& seen) {
  if (seen.whole) return seen.period;
  return to_text(seen.dates.first).substr(0, 7) + " to " + to_text(seen.dates.last).substr(0, 7);
}

std::string maybe(std::optional<double> value) { return value ? number(*value) : ""; }

std::string score_text(study::PeriodScore const& score) {
  if (score.row_count == 0) return fmt::format("{}: no row is predicted\n", score.period);
  std::string text = fmt::format("{}: root mean square error {} over {} predicted rows", score.period, percent(score.error), score.row_count);
  if (score.skill) {
    text += fmt::format("; skill against no change {:.2f} over the {} that were observed the period before", *score.skill,
                        score.compared_count);
  } else {
    text += "; none of them was observed the period before, so there is no skill to state";
  }
  return text + "\n";
}

} // namespace

std::string fit_text(study::Fit const& fit, model::Settings const& settings, TextOptions const& options) {
  std::string out = fmt::format("{} free parameters against {} independent observations; {} evaluations, {}\n",
                                fit.parameters.size(), fit.independent_count, fit.evaluation_count,
                                fit.complete ? "converged" : "stopped by their limit");
  std::string periods;
  for (std::string const& period : fit.fitted_periods) periods += (periods.empty() ? "" : ", ") + period;
  out += fmt::format("fitted to {}: sum of squared errors {} before, {} after\n\n", periods, number(fit.sum_before), number(fit.sum_after));

  TextTable parameters({{"parameter"}, {"before", Align::point}, {"fitted", Align::point}, {"low", Align::point}, {"high", Align::point}});
  for (study::FittedParameter const& it : fit.parameters)
    parameters.add({it.id, number(it.before), number(it.value), number(it.low), number(it.high)});
  out += heading("Parameters", options.style) + parameters.text(options.style);

  std::string period;
  TextTable rows({{"", Align::left, true}, {"dates"}, {"observed", Align::point}, {"modelled", Align::point},
                  {"no friction", Align::point}, {"before", Align::point}, {"unit"}, {"error", Align::right}, {"label"}});
  for (FitRow const& row : fit.rows) {
    rows.add({thing_of(row.seen), dates_of(row.seen), number(row.seen.rate), number(row.modelled),
              number(row.without_friction), maybe(row.before), row.seen.unit,
              fmt::format("{:+.0f} %", 100.0 * row.error()), study::to_text(row.label) + (row.seen.nested ? ", nested" : "")});
  }
  out += heading(fmt::format("Modelled beside observed, rates per {}", settings.period), options.style) + rows.text(options.style);
  out += heading("Score, on predicted rows alone", options.style);
  for (study::PeriodScore const& score : fit.scores) out += "  " + score_text(score);
  out += heading("Friction: a cost of dispersion, owned by nobody", options.style);
  for (auto const& [name, amount] : fit.friction)
    out += fmt::format("  {}: {}\n", name, money(amount, settings.currency, settings.period));
  return out;
}

Document fit_document(study::Fit const& fit, model::Settings const& settings) {
  Document document;
  Json& json = document.json;
  json["korridor"] = std::string(kVersion);
  json["status"] = fit.complete ? "optimal" : "limit";
  json["parameter_count"] = fit.parameters.size();
  json["independent_observation_count"] = fit.independent_count;
  json["evaluations"] = fit.evaluation_count;
  json["fitted_periods"] = fit.fitted_periods;
  json["period"] = settings.period;
  json["sum_before"] = fit.sum_before;
  json["sum_after"] = fit.sum_after;
  json["parameters"] = Json::array();
  for (study::FittedParameter const& it : fit.parameters)
    json["parameters"].push_back({{"parameter_id", it.id}, {"before", it.before}, {"value", it.value}, {"low", it.low}, {"high", it.high}});
  json["rows"] = Json::array();
  for (FitRow const& row : fit.rows) {
    study::Observation const& seen = row.seen;
    json["rows"].push_back({{"period", seen.period}, {"variable", seen.variable}, {"id", seen.id}, {"commodity_id", seen.commodities},
                            {"origin", seen.origin}, {"destination", seen.destination}, {"via", seen.via}, {"direction", seen.direction},
                            {"date_from", to_text(seen.dates.first)}, {"date_to", to_text(seen.dates.last)}, {"unit", seen.unit},
                            {"observed", seen.rate}, {"modelled", row.modelled}, {"without_friction", row.without_friction},
                            {"before", row.before ? Json(*row.before) : Json(nullptr)}, {"error", row.error()},
                            {"nested", seen.nested}, {"label", study::to_text(row.label)}, {"line", seen.line}});
  }
  json["scores"] = Json::array();
  for (study::PeriodScore const& score : fit.scores)
    json["scores"].push_back({{"period", score.period}, {"rows", score.row_count}, {"error", score.error},
                              {"compared", score.compared_count}, {"skill", score.skill ? Json(*score.skill) : Json(nullptr)}});
  json["friction"] = Json::array();
  for (auto const& [name, amount] : fit.friction) json["friction"].push_back({{"period", name}, {"friction", amount}});
  return document;
}

} // namespace korridor::report
