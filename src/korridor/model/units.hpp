// Units of the model folder and their factors: amounts, rates, times and prices, converted once, on reading.
//
// Everything becomes the commodity's own unit, the model's period and the model's currency. A factor f means
// "number in the unit wanted = f * number in the unit given".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "korridor/core/date.hpp"

namespace korridor::model {

/// What an amount is counted in; units of one kind convert without knowing the commodity.
enum class AmountKind { mass, barrels, boxes, containers, gas, energy, pieces, persons };

/// `factor` is in the kind's base unit: t, bbl, TEU, container, Mm3, MWh, unit, person.
struct AmountUnit {
  AmountKind kind = AmountKind::pieces;
  double factor = 1.0;
};

/// t, kt, Mt, kg; bbl, kbbl, Mbbl (millions); TEU, FEU, kTEU; container; bcm, Mm3; kWh, MWh, GWh, TWh; unit;
/// person.
[[nodiscard]] std::optional<AmountUnit> find_amount_unit(std::string_view name);

/// A commodity's own unit and what it converts by; 0 stands for "not given".
struct CommodityUnits {
  std::string id;
  std::string unit;
  double bbl_per_t = 0.0;
  double t_per_teu = 0.0;
  double teu_per_container = 0.0;
  double mwh_per_unit = 0.0; ///< per own unit
};

/// A factor, or why there is none and what to do.
struct Factor {
  double value = 1.0;
  std::string fault; ///< empty: `value` holds
  std::string remedy;
  std::string code;
  [[nodiscard]] explicit operator bool() const { return fault.empty(); }
};

/// How long the periods are that rates are per.
struct Calendar {
  Period period{};                              ///< the days that the instance covers
  CalendarUnit model_unit = CalendarUnit::year; ///< every rate of the model is per this

  [[nodiscard]] double model_days() const { return days_of(model_unit, period); }
};

/// Units of a currency per unit of the model's currency, mean over the period; only currencies with a rate
/// then.
struct Money {
  std::string currency;
  std::map<std::string, double, std::less<>> rates;
};

/// A unit such as "Mt/yr" taken apart: so many of `amount` per model period for each one of it.
struct RateUnit {
  std::string amount; ///< "Mt"; also a word that only use.csv knows, such as "train"
  double per_period = 1.0;
  std::string fault;
  std::string remedy;
  std::string code;
  [[nodiscard]] explicit operator bool() const { return fault.empty(); }
};

/// "kbbl/d", "TEU/week", "Mt/yr", "MW"; an amount alone is per model period.
[[nodiscard]] RateUnit parse_rate_unit(std::string_view text, Calendar const& calendar);

/// From one amount unit to another, through the commodity's factors where the kinds differ (null: none at
/// hand).
[[nodiscard]] Factor amount_factor(std::string_view from, std::string_view to,
                                   CommodityUnits const* commodity);

/// From "kbbl/d" to the commodity's own unit per model period; an empty unit is that already.
[[nodiscard]] Factor rate_factor(std::string_view unit, CommodityUnits const& commodity,
                                 Calendar const& calendar);

/// From "USD/bbl" or "KZT/t/1000km" to model money per own unit; an empty unit is that already. `length_km`
/// is the link's, nothing where there is none. With `per_day` the price is per unit and day: "USD/TEU/d",
/// "USD/t/h".
[[nodiscard]] Factor price_factor(std::string_view unit, CommodityUnits const& commodity, Money const& money,
                                  std::optional<double> length_km, bool per_day = false);

/// From h, d, days, weeks to days; an empty unit is days.
[[nodiscard]] Factor time_factor(std::string_view unit);

/// "60Mt/yr" as number and unit: {"60", "Mt/yr"}. Text that does not begin with a number is all number.
struct Quantity {
  std::string_view number;
  std::string_view unit;
};
[[nodiscard]] Quantity split_quantity(std::string_view text);

} // namespace korridor::model
