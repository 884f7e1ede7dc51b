// The sections of the report of a fit.
#include "korridor/report/fit_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "korridor/report/number.hpp"
#include "korridor/report/solve_text.hpp"
#include "korridor/report/table.hpp"
#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

using study::Fit;
using study::FitRow;
using study::FitYear;

constexpr double kAtEnd = 0.005; // of its range: a parameter this near to an end would have gone further

// Plain relative error, as a reader expects it.
std::string error_text(FitRow const& row) {
  double const observed = row.observation.rate;
  return observed > 0.0 ? fmt::format("{:+.0f} %", 100.0 * (row.modelled / observed - 1.0)) : "";
}

// "aktau_baku crude KAZ forward".
std::string flow_text(model::Observation const& it) {
  std::string text = it.id + " " + it.goods;
  for (std::string const& part : {it.origin, it.destination, it.via}) {
    if (!part.empty()) text += " " + part;
  }
  if (it.direction != model::Direction::both) text += std::string(" ") + direction_text(it.direction);
  if (it.part) text += ", part";
  return text;
}

std::string parameters_text(Fit const& fit, TextOptions const& options) {
  TextTable table({{"parameter", Align::left, true, false},
                   {"was", Align::point, false, true},
                   {"fitted", Align::point, false, false},
                   {"range", Align::left, false, false},
                   {"", Align::left, false, true}});
  for (study::FitParameter const& it : fit.parameters) {
    double const margin = kAtEnd * (it.high - it.low);
    bool const at_end = it.value <= it.low + margin || it.value >= it.high - margin;
    table.add({it.id,
               number(it.before),
               {number(it.value), Tone::title},
               number(it.low) + " to " + number(it.high),
               {at_end ? "at the end of its range" : "", Tone::tight}});
  }
  return heading("Parameters", options.style) + table.text(options.style);
}

std::string year_text(Fit const& fit, FitYear const& year, TextOptions const& options) {
  TextTable table({{"flow per " + fit.period, Align::left, true, false},
                   {"observed", Align::right, false, false},
                   {"modelled", Align::right, false, false},
                   {"no friction", Align::right, false, true},
                   {"", Align::left, false, false},
                   {"error", Align::right, false, false},
                   {"", Align::left, false, false}});
  for (FitRow const& row : fit.rows) {
    model::Observation const& seen = row.observation;
    if (seen.year != year.year) continue;
    Scale const scale =
        amount_scale(seen.unit, "", std::max({seen.rate, row.modelled, row.without_friction}));
    table.add({flow_text(seen),
               scaled(seen.rate, scale),
               {scaled(row.modelled, scale), Tone::title},
               {scaled(row.without_friction, scale), Tone::faint},
               {scale.unit, Tone::faint},
               error_text(row),
               {label_text(row.label), row.label == study::Label::predicted ? Tone::gain : Tone::faint}});
  }
  std::string out = heading(year.year + (year.in_fit ? ", fitted to" : ", foretold"), options.style) +
                    table.text(options.style);
  out += wrap(fmt::format("friction {}; gap {}", money(year.friction, fit.currency, fit.period),
                          scientific(year.gap)),
              options.style.width, 2);
  if (year.in_fit) return out;
  if (auto const skill = year.skill()) {
    out += wrap(
        fmt::format("skill against no change {:+.2f}, over {} predicted flows: mean square error {:.3g}, "
                    "of last year's figures {:.3g}",
                    *skill, year.rows, year.squares / year.rows, year.squares_no_change / year.rows),
        options.style.width, 2);
  } else {
    out += wrap("no skill can be stated: no predicted flow was observed the year before as well",
                options.style.width, 2);
  }
  return out;
}

} // namespace

char const* label_text(study::Label label) {
  switch (label) {
  case study::Label::contract:
    return "by contract";
  case study::Label::implied:
    return "implied by input";
  case study::Label::fitted:
    return "fitted";
  default:
    return "predicted";
  }
}

char const* direction_text(model::Direction direction) {
  switch (direction) {
  case model::Direction::forward:
    return "forward";
  case model::Direction::backward:
    return "backward";
  default:
    return "both";
  }
}

std::string fit_text(Fit const& fit, TextOptions const& options) {
  std::string out =
      wrap(fmt::format("{} free parameters, {} independent observations up to {}; predicts {}, scores {}",
                       fit.parameters.size(), fit.independent, fit.fit_until, fit.predict, fit.score),
           options.style.width, 0);
  out += wrap(fmt::format("sum of squared errors {:.3g}, was {:.3g}; {} evaluations", fit.squares,
                          fit.squares_before, fit.evaluations),
              options.style.width, 0);
  if (!fit.parameters.empty()) out += parameters_text(fit, options);
  for (FitYear const& year : fit.years) out += year_text(fit, year, options);
  return out;
}

} // namespace korridor::report
