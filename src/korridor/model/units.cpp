// Unit tables and conversion through a commodity's factors.
#include "korridor/model/units.hpp"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "korridor/core/text.hpp"

namespace korridor::model {

namespace {

using Names = std::vector<std::string_view>;

struct NamedAmount {
  std::string_view name;
  AmountUnit unit;
};

constexpr std::array<NamedAmount, 25> kAmounts{{
    {"kg", {AmountKind::mass, 1e-3}},
    {"t", {AmountKind::mass, 1.0}},
    {"kt", {AmountKind::mass, 1e3}},
    {"Mt", {AmountKind::mass, 1e6}},
    {"bbl", {AmountKind::barrels, 1.0}},
    {"kbbl", {AmountKind::barrels, 1e3}},
    {"Mbbl", {AmountKind::barrels, 1e6}},
    {"TEU", {AmountKind::boxes, 1.0}},
    {"FEU", {AmountKind::boxes, 2.0}},
    {"kTEU", {AmountKind::boxes, 1e3}},
    {"container", {AmountKind::containers, 1.0}},
    {"containers", {AmountKind::containers, 1.0}},
    {"bcm", {AmountKind::gas, 1e3}},
    {"Mm3", {AmountKind::gas, 1.0}},
    {"m3", {AmountKind::gas, 1e-6}},
    {"kWh", {AmountKind::energy, 1e-3}},
    {"MWh", {AmountKind::energy, 1.0}},
    {"GWh", {AmountKind::energy, 1e3}},
    {"TWh", {AmountKind::energy, 1e6}},
    {"unit", {AmountKind::pieces, 1.0}},
    {"units", {AmountKind::pieces, 1.0}},
    {"piece", {AmountKind::pieces, 1.0}},
    {"pieces", {AmountKind::pieces, 1.0}},
    {"person", {AmountKind::persons, 1.0}},
    {"persons", {AmountKind::persons, 1.0}},
}};

struct NamedTime {
  std::string_view name;
  CalendarUnit unit;
};

constexpr std::array<NamedTime, 12> kRateTimes{{
    {"d", CalendarUnit::day},
    {"day", CalendarUnit::day},
    {"week", CalendarUnit::week},
    {"wk", CalendarUnit::week},
    {"month", CalendarUnit::month},
    {"mo", CalendarUnit::month},
    {"quarter", CalendarUnit::quarter},
    {"qtr", CalendarUnit::quarter},
    {"yr", CalendarUnit::year},
    {"year", CalendarUnit::year},
    {"a", CalendarUnit::year},
    {"y", CalendarUnit::year},
}};

struct NamedDuration {
  std::string_view name;
  double days;
};

constexpr std::array<NamedDuration, 10> kDurations{{
    {"min", 1.0 / 1440.0},
    {"h", 1.0 / 24.0},
    {"hour", 1.0 / 24.0},
    {"hours", 1.0 / 24.0},
    {"d", 1.0},
    {"day", 1.0},
    {"days", 1.0},
    {"wk", 7.0},
    {"week", 7.0},
    {"weeks", 7.0},
}};

// Power is energy per hour.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kPowers{
    {{"kW", "kWh"}, {"MW", "MWh"}, {"GW", "GWh"}}};

template <typename Entries>
Names names_of(Entries const& entries) {
  Names names;
  for (auto const& entry : entries) {
    names.push_back(entry.name);
  }
  return names;
}

template <typename Entries>
auto const* find_named(Entries const& entries, std::string_view name) {
  for (auto const& entry : entries) {
    if (entry.name == name) {
      return &entry;
    }
  }
  return static_cast<decltype(&entries[0])>(nullptr);
}

std::string quoted(std::string_view text) { return '\'' + std::string(text) + '\''; }

// A unit that nothing can be made of.
Factor unknown_unit(std::string_view name, Names const& known, std::string_view otherwise) {
  return {1.0, "has the unknown unit " + quoted(name), did_you_mean(nearest(name, known), otherwise), "E801"};
}

Factor unknown_amount(std::string_view name) {
  return unknown_unit(name, names_of(kAmounts),
                      "write an amount such as t, kt, Mt, bbl, kbbl, TEU, bcm or MWh");
}

// One way from a kind of amount to another: base units of `to` per base unit of `from`.
struct Bridge {
  AmountKind from;
  AmountKind to;
  double factor; ///< 0: not given
  std::string_view column;
};

std::vector<Bridge> bridges_of(CommodityUnits const& commodity) {
  std::vector<Bridge> bridges{
      {AmountKind::mass, AmountKind::barrels, commodity.bbl_per_t, "bbl_per_t"},
      {AmountKind::boxes, AmountKind::mass, commodity.t_per_teu, "t_per_TEU"},
      {AmountKind::containers, AmountKind::boxes, commodity.teu_per_container, "TEU_per_container"},
  };
  if (auto const own = find_amount_unit(commodity.unit); own && own->kind != AmountKind::energy) {
    bridges.push_back({own->kind, AmountKind::energy, commodity.mwh_per_unit / own->factor, "MWh_per_unit"});
  }
  return bridges;
}

// The way from one kind to another; there is at most one, since the bridges form a tree. `missing` collects
// the columns of bridges on it that have no factor.
struct Way {
  double factor = 1.0;
  std::vector<std::string_view> missing;
};

std::optional<Way> find_way(AmountKind from, AmountKind to, std::vector<Bridge> const& bridges,
                            std::optional<std::size_t> came_by) {
  if (from == to) {
    return Way{};
  }
  for (std::size_t b = 0; b < bridges.size(); ++b) {
    Bridge const& bridge = bridges[b];
    bool const along = bridge.from == from;
    if (b == came_by || (!along && bridge.to != from)) {
      continue;
    }
    auto way = find_way(along ? bridge.to : bridge.from, to, bridges, b);
    if (!way) {
      continue;
    }
    if (bridge.factor > 0.0) {
      way->factor *= along ? bridge.factor : 1.0 / bridge.factor;
    } else {
      way->missing.push_back(bridge.column);
    }
    return way;
  }
  return std::nullopt;
}

Factor no_way(std::string_view from, std::string_view to, CommodityUnits const* commodity,
              std::optional<Way> const& way) {
  Factor factor;
  factor.code = "E802";
  factor.fault = "cannot be converted from " + quoted(from) + " to " + quoted(to);
  if (commodity == nullptr) {
    factor.remedy = "write a unit of the same kind";
    return factor;
  }
  factor.fault += " for commodity " + quoted(commodity->id);
  if (!way) {
    factor.remedy = "no factor of commodity.csv leads from one to the other: write a unit that converts to " +
                    quoted(commodity->unit);
    return factor;
  }
  factor.remedy = "write a unit that converts to " + quoted(commodity->unit) + ", or give";
  for (std::size_t m = 0; m < way->missing.size(); ++m) {
    factor.remedy += (m == 0 ? " " : " and ") + std::string(way->missing[m]);
  }
  factor.remedy += " of " + quoted(commodity->id) + " in commodity.csv";
  return factor;
}

// "1000km" as 1000; nothing when it is no distance.
std::optional<double> parse_distance(std::string_view text) {
  if (!text.ends_with("km")) {
    return std::nullopt;
  }
  text.remove_suffix(2);
  if (text.empty()) {
    return 1.0;
  }
  ParsedNumber const number = parse_number(text);
  bool const is_on_earth = number && number.value >= 1e-3 && number.value <= 1e6;
  return is_on_earth ? std::optional<double>{number.value} : std::nullopt;
}

Factor currency_factor(std::string_view currency, Money const& money) {
  if (currency == money.currency) {
    return {};
  }
  auto const rate = money.rates.find(currency);
  if (rate == money.rates.end()) {
    return {1.0, "has the currency " + quoted(currency) + ", which has no rate in the period",
            "add its rate to exchange.csv (" + std::string(currency) + " per " + money.currency +
                ") or write " + money.currency,
            "E805"};
  }
  return {1.0 / rate->second, {}, {}, {}};
}

} // namespace

std::optional<AmountUnit> find_amount_unit(std::string_view name) {
  auto const* const found = find_named(kAmounts, name);
  return found != nullptr ? std::optional<AmountUnit>{found->unit} : std::nullopt;
}

RateUnit parse_rate_unit(std::string_view text, Calendar const& calendar) {
  text = trimmed(text);
  for (auto const& [power, energy] : kPowers) {
    if (text == power) {
      return {std::string(energy), 24.0 * calendar.model_days(), {}, {}, {}};
    }
  }
  std::size_t const slash = text.find('/');
  std::string_view const amount = trimmed(text.substr(0, slash));
  RateUnit rate{std::string(amount), 1.0, {}, {}, {}};
  if (amount.empty()) {
    rate.fault = "has the unit " + quoted(text) + " without an amount";
    rate.remedy = "write an amount and a time, such as Mt/yr";
    rate.code = "E801";
    return rate;
  }
  if (slash == std::string_view::npos) {
    return rate;
  }
  std::string_view const time = trimmed(text.substr(slash + 1));
  if (time == "h" || time == "hour") {
    rate.per_period = 24.0 * calendar.model_days();
    return rate;
  }
  auto const* const found = find_named(kRateTimes, time);
  if (found == nullptr) {
    Factor const unknown =
        unknown_unit(time, names_of(kRateTimes), "write /d, /week, /month, /quarter or /yr");
    rate.fault = unknown.fault;
    rate.remedy = unknown.remedy;
    rate.code = unknown.code;
    return rate;
  }
  rate.per_period = found->unit == calendar.model_unit
                        ? 1.0
                        : calendar.model_days() / days_of(found->unit, calendar.period);
  return rate;
}

Factor amount_factor(std::string_view from, std::string_view to, CommodityUnits const* commodity) {
  if (from == to) {
    return {};
  }
  auto const given = find_amount_unit(from);
  auto const wanted = find_amount_unit(to);
  if (!given || !wanted) {
    return unknown_amount(given ? to : from);
  }
  std::optional<Way> way;
  if (given->kind == wanted->kind) {
    way = Way{};
  } else if (commodity != nullptr) {
    way = find_way(given->kind, wanted->kind, bridges_of(*commodity), std::nullopt);
  }
  if (!way || !way->missing.empty()) {
    return no_way(from, to, commodity, way);
  }
  return {given->factor / wanted->factor * way->factor, {}, {}, {}};
}

Factor rate_factor(std::string_view unit, CommodityUnits const& commodity, Calendar const& calendar) {
  if (trimmed(unit).empty()) {
    return {};
  }
  RateUnit const rate = parse_rate_unit(unit, calendar);
  if (!rate) {
    return {1.0, rate.fault, rate.remedy, rate.code};
  }
  Factor factor = amount_factor(rate.amount, commodity.unit, &commodity);
  factor.value *= rate.per_period;
  return factor;
}

Factor price_factor(std::string_view unit, CommodityUnits const& commodity, Money const& money,
                    std::optional<double> length_km, bool per_day) {
  unit = trimmed(unit);
  if (unit.empty()) {
    return {};
  }
  std::vector<std::string_view> parts = split(unit, '/');
  for (std::string_view& part : parts) {
    part = trimmed(part);
  }
  std::size_t const part_count = parts.size();
  auto const distance = part_count == 3 ? parse_distance(parts[2]) : std::nullopt;
  auto const* const time = part_count == 3 && per_day ? find_named(kDurations, parts[2]) : nullptr;
  if (part_count < 2 || part_count > 3 || parts[0].empty() || parts[1].empty() ||
      (part_count == 3 && !distance && time == nullptr) || (per_day && time == nullptr)) {
    return {1.0, "has the unit " + quoted(unit) + ", which is not a price",
            per_day ? "write money per amount and time, such as " + money.currency + "/t/d"
                    : "write money per amount, such as " + money.currency + "/t or " + money.currency +
                          "/t/1000km",
            "E803"};
  }
  if (distance && !length_km) {
    return {1.0, "has the unit " + quoted(unit) + " where there is no length",
            "give the link's length in km, or a price per amount", "E804"};
  }
  Factor factor = currency_factor(parts[0], money);
  if (!factor) {
    return factor;
  }
  Factor amount = amount_factor(commodity.unit, parts[1], &commodity);
  if (!amount) {
    return amount;
  }
  factor.value *= amount.value;
  if (distance) {
    factor.value *= *length_km / *distance;
  }
  if (time != nullptr) {
    factor.value /= time->days;
  }
  return factor;
}

Factor time_factor(std::string_view unit) {
  unit = trimmed(unit);
  if (unit.empty()) {
    return {};
  }
  auto const* const found = find_named(kDurations, unit);
  return found != nullptr ? Factor{found->days, {}, {}, {}}
                          : unknown_unit(unit, names_of(kDurations), "write h, d or weeks");
}

Quantity split_quantity(std::string_view text) {
  text = trimmed(text);
  double number = 0.0;
  std::size_t const sign = text.starts_with('+') ? 1 : 0;
  auto const [end, error] = std::from_chars(text.data() + sign, text.data() + text.size(), number);
  if (error == std::errc::invalid_argument) {
    return {text, {}};
  }
  auto const length = static_cast<std::size_t>(end - text.data());
  return {text.substr(0, length), trimmed(text.substr(length))};
}

} // namespace korridor::model
