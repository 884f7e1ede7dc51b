// Scales and rounding of the terminal report.
#include "korridor/report/number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace korridor::report {

namespace {

struct Step {
  double size; ///< in the family's base unit
  std::string_view unit;
};

// Families of units whose members differ by powers of ten; Mbbl is a million barrels.
std::vector<std::vector<Step>> const& families() {
  static std::vector<std::vector<Step>> const kFamilies = {
      {{1.0, "t"}, {1e3, "kt"}, {1e6, "Mt"}, {1e9, "Gt"}},
      {{1.0, "bbl"}, {1e3, "kbbl"}, {1e6, "Mbbl"}},
      {{1.0, "MWh"}, {1e3, "GWh"}, {1e6, "TWh"}},
      {{1.0, "MW"}, {1e3, "GW"}},
      {{1.0, "Mm3"}, {1e3, "bcm"}}};
  return kFamilies;
}

std::string rate(std::string_view unit, std::string_view period) {
  return period.empty() ? std::string(unit) : fmt::format("{}/{}", unit, period_symbol(period));
}

/// The largest step of which `largest` still is at least one; the first step when it is less than all.
Step choose(std::vector<Step> const& steps, double largest) {
  Step chosen = steps.front();
  for (Step const& step : steps) {
    // What rounds to one of the larger unit is said in it.
    if (largest >= 0.9995 * step.size) chosen = step;
  }
  return chosen;
}

/// The digits with commas between thousands.
std::string grouped(double size, int decimals) {
  std::string const digits = fmt::format("{:.{}f}", size, decimals);
  std::size_t const point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && at < point && (point - at) % 3 == 0) out += ',';
    out += digits[at];
  }
  return out;
}

Scale by_words(std::string_view unit, std::string_view period, double largest) {
  static std::vector<Step> const kWords = {{1.0, ""}, {1e3, "thousand "}, {1e6, "million "}, {1e9, "bn "}};
  Step const step = choose(kWords, largest);
  return {step.size, rate(fmt::format("{}{}", step.unit, unit), period)};
}

} // namespace

std::string_view period_symbol(std::string_view period) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSymbols = {
      {{"day", "d"}, {"week", "wk"}, {"month", "mo"}, {"quarter", "qtr"}, {"year", "yr"}}};
  for (auto const& [name, symbol] : kSymbols) {
    if (name == period) return symbol;
  }
  return period;
}

Scale amount_scale(std::string_view unit, std::string_view period, double largest) {
  largest = std::isfinite(largest) ? std::abs(largest) : 0.0;
  for (std::vector<Step> const& family : families()) {
    for (Step const& own : family) {
      if (own.unit != unit) continue;
      // Nothing to show: the unit as it is.
      Step const step = largest > 0.0 ? choose(family, largest * own.size) : own;
      return {step.size / own.size, rate(step.unit, period)};
    }
  }
  return by_words(unit, period, largest);
}

Scale money_scale(std::string_view currency, std::string_view period, double largest) {
  return by_words(currency, period, std::isfinite(largest) ? std::abs(largest) : 0.0);
}

Scale price_scale(std::string_view currency, std::string_view unit) {
  if (unit.empty()) return {1.0, std::string(currency)};
  for (std::vector<Step> const& family : families()) {
    for (Step const& own : family) {
      if (own.unit == unit) return {own.size, fmt::format("{}/{}", currency, family.front().unit)};
    }
  }
  return {1.0, fmt::format("{}/{}", currency, unit)};
}

std::string number(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "?" : value > 0 ? "∞" : "-∞";
  double const size = std::abs(value);
  if (size == 0.0) return "0";
  if (size < 0.005) return value < 0 ? ">-0.01" : "<0.01";
  int const decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  return fmt::format("{}{}", value < 0 ? "-" : "", grouped(size, decimals));
}

std::string full_number(double value) {
  if (!std::isfinite(value)) return "?";
  return fmt::format("{}{}", value < 0 ? "-" : "", grouped(std::abs(value), std::abs(value) < 1e6 ? 2 : 0));
}

std::string scaled(double value, Scale const& scale, bool signed_) {
  std::string const text = number(value / scale.divisor);
  return signed_ && value > 0 && text.front() != '<' ? "+" + text : text;
}

std::string amount(double value, std::string_view unit, std::string_view period) {
  Scale const scale = amount_scale(unit, period, value);
  return scaled(value, scale) + " " + scale.unit;
}

std::string money(double value, std::string_view currency, std::string_view period) {
  Scale const scale = money_scale(currency, period, value);
  return scaled(value, scale) + " " + scale.unit;
}

std::string percent(double share) {
  if (!std::isfinite(share)) return "?";
  double const value = share * 100.0;
  if (value != 0.0 && std::abs(value) < 0.05) return value < 0 ? ">-0.1 %" : "<0.1 %";
  return fmt::format("{:.{}f} %", value, std::abs(value) < 0.995 && value != 0.0 ? 1 : 0);
}

std::string scientific(double value) {
  if (value == 0.0) return "0";
  return std::isfinite(value) ? fmt::format("{:.1e}", value) : "?";
}

} // namespace korridor::report
