// Words and units that the sheets of `why` share.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "korridor/report/label.hpp"
#include "korridor/report/number.hpp"
#include "korridor/report/sheet.hpp"
#include "korridor/study/capacity_unit.hpp"

namespace korridor::report {

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

inline std::string price_text(model::Instance const& in, double price, std::string const& unit) {
  Scale const scale = price_scale(in.currency, unit);
  return scaled(price, scale) + ' ' + scale.unit;
}

inline SheetCell price_cell(model::Instance const& in, std::optional<double> price, std::string const& unit) {
  return figure(price, price ? price_text(in, *price, unit) : "–");
}

inline SheetCell amount_cell(model::Instance const& in, double value, std::string const& unit) {
  return figure(value, std::isfinite(value) ? amount(value, unit, in.period) : "no limit");
}

inline SheetCell money_cell(model::Instance const& in, std::optional<double> value) {
  return figure(value, value ? money(*value, in.currency, in.period) : "–");
}

inline std::string names(model::Instance const& in, std::vector<int> const& actors) {
  std::string out;
  for (int const actor : actors) out += (out.empty() ? "" : ", ") + actor_label(in, actor);
  return out.empty() ? "nobody" : out;
}

inline std::string names(model::Instance const& in, std::vector<model::Share> const& shares) {
  std::string out;
  for (model::Share const& it : shares) {
    out += (out.empty() ? "" : ", ") + actor_label(in, it.actor);
    if (shares.size() > 1) out += ' ' + percent(it.share);
  }
  return out.empty() ? "nobody named" : out;
}

/// " (20.1 to 22.3)" where the ends are wider apart than rounding, or open.
inline std::string ends_text(double worth, std::optional<double> low, std::optional<double> high,
                             Scale const& scale) {
  constexpr double kRounding = 1e-6;
  if (low && high && *high - *low <= kRounding * std::abs(worth)) return "";
  return fmt::format(" ({} to {})", low ? scaled(*low, scale) : "?", high ? scaled(*high, scale) : "?");
}

} // namespace korridor::report
