// Conversion of both units to those of the model, for each commodity that the cell may speak of.
#include "korridor/model/unit_match.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "korridor/core/text.hpp"
#include "korridor/model/exchange.hpp"

namespace korridor::model {

namespace {

Factor no_match(std::string_view from, std::string_view to) {
  auto const shown = [](std::string_view unit) {
    return unit.empty() ? std::string("no unit") : '\'' + std::string(unit) + '\'';
  };
  return {1.0, "has " + shown(from) + ", which cannot be compared with " + shown(to) + " of the cell",
          "write the source's number in the unit of the cell, or a unit that converts", "E683"};
}

// A conversion factor's unit is in its name: bbl_per_t is in bbl/t.
std::string unit_of_name(std::string_view column) {
  std::string unit(column);
  std::size_t const at = unit.find("_per_");
  return at == std::string::npos ? std::string() : unit.replace(at, 5, "/");
}

bool says_pure_number(std::string_view unit) { return unit.empty() || unit == "1"; }

CommodityUnits const kNoCommodity{};

} // namespace

std::vector<CommodityUnits> commodity_units(Folder const& folder) {
  std::vector<CommodityUnits> units;
  Table const* const table = folder.find("commodity");
  if (table == nullptr) return units;
  for (Row const& row : table->rows) {
    auto const number = [&](std::string_view column) { return parse_number(table->cell(row, column)).value; };
    units.push_back({table->cell(row, "commodity_id"), table->cell(row, "unit"), number("bbl_per_t"),
                     number("t_per_TEU"), number("TEU_per_container"), number("MWh_per_unit")});
  }
  return units;
}

UnitMatch::UnitMatch(Folder const& folder, CellIndex const& cells)
    : cells_(cells), currency_(folder.settings.currency) {
  // A model that names no period gets a common year of 365 days.
  calendar_.period = parse_period(folder.settings.base_period).value_or(*parse_period("2001"));
  calendar_.model_unit = parse_calendar_unit(folder.settings.period).value_or(CalendarUnit::year);
  Findings ignored;
  Faults faults(ignored);
  money_ = mean_rates(folder.find("exchange"), folder.settings.currency, calendar_.period, faults);
  commodities_ = commodity_units(folder);
  Table const* const table = folder.find("commodity");
  if (table == nullptr) return;
  for (Row const& row : table->rows) groups_.push_back(table->cell(row, "group"));
}

// Those that the row names by commodity_id, carrier or commodity; all where it names none.
std::vector<std::size_t> UnitMatch::commodities_of(SourcedCell const& cell) const {
  std::vector<std::string> items;
  for (std::string_view const column : {"commodity_id", "carrier", "commodity", "inputs"}) {
    auto const naming = cells_.find({cell.cell.table, cell.cell.id, std::string(column)});
    if (!naming) continue;
    for (std::string_view const item : split_list(naming->value)) {
      items.emplace_back(trimmed(item.substr(0, item.find(':'))));
    }
    if (!items.empty()) break;
  }
  if (cell.cell.table == "commodity") items = {cell.cell.id};
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < commodities_.size(); ++c) {
    bool const named = std::any_of(items.begin(), items.end(), [&](std::string const& item) {
      return item == commodities_[c].id || item == groups_[c];
    });
    if (named) out.push_back(c);
  }
  if (!out.empty()) return out;
  for (std::size_t c = 0; c < commodities_.size(); ++c) out.push_back(c);
  return out;
}

Factor UnitMatch::to_model(Dimension dimension, std::string_view unit, CommodityUnits const& commodity,
                           std::optional<double> length) const {
  switch (dimension) {
  case Dimension::rate:
    return rate_factor(unit, commodity, calendar_);
  case Dimension::amount:
    return unit.empty() ? Factor{} : amount_factor(unit, commodity.unit, &commodity);
  case Dimension::money_per_unit:
    return price_factor(unit, commodity, money_, length);
  case Dimension::money_per_unit_day:
    return price_factor(unit, commodity, money_, length, true);
  case Dimension::days:
    return time_factor(unit);
  case Dimension::km:
    return unit.empty() || unit == "km" ? Factor{} : no_match(unit, "km");
  default:
    return no_match(unit, "");
  }
}

// Each commodity that knows both units must say the same.
Factor UnitMatch::ratio(SourcedCell const& cell, std::string_view from, std::string_view to) const {
  std::optional<double> length;
  if (auto const km = cells_.find({cell.cell.table, cell.cell.id, "length"})) {
    if (auto const number = parse_number(km->value)) length = number.value;
  }
  // A measure's value is a rate, a price or a time, as its kind has it: the first that knows both units.
  std::vector<Dimension> dimensions = {cell.attribute->dimension};
  if (dimensions.front() == Dimension::stated) {
    dimensions = {Dimension::rate, Dimension::money_per_unit, Dimension::days};
  }
  for (Dimension const dimension : dimensions) {
    bool const of_goods = dimension != Dimension::days && dimension != Dimension::km;
    std::vector<std::size_t> const goods =
        of_goods ? commodities_of(cell) : std::vector<std::size_t>{commodities_.size()};
    std::optional<double> common;
    for (std::size_t const c : goods) {
      CommodityUnits const& commodity = c < commodities_.size() ? commodities_[c] : kNoCommodity;
      Factor const given = to_model(dimension, from, commodity, length);
      Factor const wanted = to_model(dimension, to, commodity, length);
      if (!given || !wanted) continue;
      double const factor = given.value / wanted.value;
      if (common && std::abs(*common - factor) > 1e-9 * std::abs(factor)) {
        return {1.0, "has '" + std::string(from) + "', which differs for the goods there",
                "write it in the unit of the cell", "E683"};
      }
      common = factor;
    }
    if (common) return {*common, {}, {}, {}};
  }
  return no_match(from, to);
}

Factor UnitMatch::to_cell(SourcedCell const& cell, std::string_view unit) const {
  std::string_view const own = cell.unit;
  if (unit == own) return {};
  switch (cell.attribute->dimension) {
  case Dimension::none:
  case Dimension::ratio:
  case Dimension::power:
  case Dimension::degrees:
    return says_pure_number(unit) && says_pure_number(own) ? Factor{} : no_match(unit, own);
  case Dimension::factor: {
    if (unit.empty()) return {};
    std::string expected = unit_of_name(cell.cell.column);
    if (cell.cell.table == "exchange") {
      expected = cell.cell.id.substr(0, cell.cell.id.find('.')) + '/' + currency_;
    }
    bool const free_text = expected.empty() || cell.cell.column == "MWh_per_unit"; // "unit" is no unit
    return free_text || unit == expected ? Factor{} : no_match(unit, expected);
  }
  case Dimension::stated:
    if (says_pure_number(unit) && says_pure_number(own)) return {};
    return ratio(cell, unit, own);
  case Dimension::money:
  case Dimension::money_per_unit_period:
  case Dimension::money_per_rate:
    return no_match(unit, own);
  default:
    return ratio(cell, unit, own);
  }
}

} // namespace korridor::model
