// Numbers as a reader says them: three significant digits and the order of magnitude of the field (Mt, bn
// USD).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace korridor::report {

/// A unit to show amounts in, and what an amount is divided by to be in it.
struct Scale {
  double divisor = 1.0;
  std::string unit; ///< with its rate, such as "Mt/yr"
};

/// "yr" for "year" and so on.
[[nodiscard]] std::string_view period_symbol(std::string_view period);

/// Unit in which amounts of a commodity up to `largest` have one to three digits before the point: t, kt, Mt;
/// kbbl, Mbbl (millions); MWh to TWh; otherwise thousand, million, bn of the unit. `period` empty: no rate.
[[nodiscard]] Scale amount_scale(std::string_view unit, std::string_view period, double largest);

/// The same for money: USD, thousand USD, million USD, bn USD.
[[nodiscard]] Scale money_scale(std::string_view currency, std::string_view period, double largest);

/// The unit in which prices of a commodity are known: USD/t for any mass, USD/bbl for any volume of oil.
/// `divisor` is what a price per `unit` is divided by.
[[nodiscard]] Scale price_scale(std::string_view currency, std::string_view unit);

/// Three significant digits, at most two decimals unless the number is below 1 and stands alone, all digits
/// before the point, thousands by commas: 58.3, 5.83, 0.58, 12,345. Tiny numbers become "<0.01".
[[nodiscard]] std::string number(double value);

/// All digits before the point, two behind it below a million: for the lines of the certificate.
[[nodiscard]] std::string full_number(double value);

/// The number in the scale, without the unit; the sign always shown when `signed_` is set.
[[nodiscard]] std::string scaled(double value, Scale const& scale, bool signed_ = false);

/// "12.3 Mt/yr": the number with its unit, in a scale of its own.
[[nodiscard]] std::string amount(double value, std::string_view unit, std::string_view period);
[[nodiscard]] std::string money(double value, std::string_view currency, std::string_view period);

/// "97 %"; below 1 % one decimal.
[[nodiscard]] std::string percent(double share);

/// "1.3e-09", "0": for the lines of the certificate.
[[nodiscard]] std::string scientific(double value);

} // namespace korridor::report
