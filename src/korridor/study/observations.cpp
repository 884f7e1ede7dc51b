// Reading observed.csv and finding the same quantity in an answer.
#include "korridor/study/observations.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "korridor/core/text.hpp"

namespace korridor::study {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

template <typename Things>
int find(Things const& things, std::string_view id) {
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (things[i].id == id) return static_cast<int>(i);
  }
  return kNone;
}

std::string period_name(Day day, CalendarUnit unit) {
  std::string const text = to_text(day);
  switch (unit) {
  case CalendarUnit::year: return text.substr(0, 4);
  case CalendarUnit::month: return text.substr(0, 7);
  case CalendarUnit::quarter: {
    int const month = std::stoi(text.substr(5, 2));
    return text.substr(0, 4) + "-Q" + std::to_string((month + 2) / 3);
  }
  default: return text; // --period takes any day for its week or day
  }
}

// Which commodities of an instance a cell names, by id or group.
std::vector<bool> commodities_of(std::string_view cell, model::Instance const& instance) {
  std::vector<bool> chosen(instance.commodities.size(), false);
  for (std::string_view const item : model::split_list(cell)) {
    for (std::size_t c = 0; c < chosen.size(); ++c) {
      if (instance.commodities[c].id == item || instance.commodities[c].group == item) chosen[c] = true;
    }
  }
  return chosen;
}

// One of the commodity's units in the unit of an observation.
double in_unit(model::Commodity const& commodity, std::string const& unit,
               std::vector<model::CommodityUnits> const& units) {
  if (unit.empty() || unit == commodity.unit) return 1.0;
  auto const known = std::find_if(units.begin(), units.end(),
                                  [&](model::CommodityUnits const& it) { return it.id == commodity.id; });
  model::Factor const factor =
      model::amount_factor(commodity.unit, unit, known == units.end() ? nullptr : &*known);
  return factor ? factor.value : 0.0;
}

} // namespace

bool Observation::same_thing(Observation const& other) const {
  auto const key = [](Observation const& it) {
    return std::tie(it.variable, it.id, it.commodities, it.origin, it.destination, it.via, it.direction);
  };
  return key(*this) == key(other);
}

std::vector<Observation> read_observations(model::Folder const& folder, Findings& findings) {
  std::vector<Observation> observations;
  model::Table const* const table = folder.find("observed");
  if (table == nullptr) return observations;
  std::vector<model::CommodityUnits> const units = model::commodity_units(folder);
  CalendarUnit const unit = parse_calendar_unit(folder.settings.period).value_or(CalendarUnit::year);
  for (model::Row const& row : table->rows) {
    auto const cell = [&](std::string_view column) { return std::string(trimmed(table->cell(row, column))); };
    auto const leave_out = [&](std::string const& column, std::string const& why, std::string const& remedy) {
      findings.warning("W665", "observed.csv", row.line, column, cell(column), why, remedy);
    };
    Observation seen;
    seen.line = row.line;
    seen.variable = cell("variable");
    seen.id = cell("id");
    seen.commodities = cell("commodity_id");
    seen.origin = cell("origin");
    seen.destination = cell("destination");
    seen.via = cell("via");
    seen.direction = cell("direction").empty() ? "both" : cell("direction");
    seen.unit = cell("unit");
    seen.source = cell("source");
    seen.nested = !cell("nested_in").empty();
    seen.sample = cell("sample") == "test" ? Sample::test : Sample::fit;
    std::optional<Day> const first = parse_day(cell("date_from")), last = parse_day(cell("date_to"));
    ParsedNumber const quantity = parse_number(cell("quantity"));
    if (!first || !last || !quantity) continue; // told when the folder was read
    if (seen.variable == "stock") {
      leave_out("variable", "is nothing that a solve of one period has", "keep it for a study over time");
      continue;
    }
    Period const period = calendar_period(*first, unit);
    if (*last < *first || !period.holds(*last)) {
      leave_out("date_to", "does not lie in the same " + folder.settings.period + " as date_from",
                "split the observation where the " + folder.settings.period + " ends");
      continue;
    }
    bool const convertible = std::all_of(units.begin(), units.end(), [&](model::CommodityUnits const& it) {
      auto const items = model::split_list(seen.commodities);
      bool const named = std::find(items.begin(), items.end(), it.id) != items.end();
      return !named || seen.unit.empty() || model::amount_factor(it.unit, seen.unit, &it);
    });
    if (seen.variable == "flow" && !convertible) {
      leave_out("unit", "does not convert to the commodity's own unit",
                "give the commodity's t_per_TEU, bbl_per_t or TEU_per_container, or another unit");
      continue;
    }
    seen.dates = {*first, *last};
    seen.whole = seen.dates == period;
    seen.period = period_name(*first, unit);
    seen.rate = seen.variable == "price" ? quantity.value
                                         : quantity.value * period.day_count() / seen.dates.day_count();
    observations.push_back(std::move(seen));
  }
  return observations;
}

int link_of(Observation const& observation, Answer const& answer) {
  return find(answer.instance.links, observation.id);
}

std::optional<double> modelled(Observation const& seen, Answer const& answer,
                               std::vector<model::CommodityUnits> const& units) {
  model::Instance const& instance = answer.instance;
  int const link = find(instance.links, seen.id);
  int const node = find(instance.nodes, seen.id);
  int const origin = find(instance.actors, seen.origin), destination = find(instance.actors, seen.destination);
  int const via = find(instance.actors, seen.via);
  std::vector<bool> const chosen = commodities_of(seen.commodities, instance);
  bool const unknown = (link == kNone && node == kNone) || (!seen.origin.empty() && origin == kNone) ||
                       (!seen.destination.empty() && destination == kNone) ||
                       (!seen.via.empty() && via == kNone) ||
                       std::none_of(chosen.begin(), chosen.end(), [](bool it) { return it; });
  if (unknown) return std::nullopt;
  if (seen.variable == "price") { // mean of what buyers there pay, by what they get
    double paid = 0.0, got = 0.0;
    for (DemandRow const& row : answer.demands) {
      model::Demand const& demand = instance.demands[at(row.demand)];
      if (demand.node != node || !chosen[at(demand.commodity)] || !row.price) continue;
      paid += *row.price * row.served;
      got += row.served;
    }
    return got > 0.0 ? std::optional(paid / got) : std::nullopt;
  }
  double sum = 0.0;
  for (BoundFlow const& flow : answer.bound_flows) {
    if (!chosen[at(flow.commodity)]) continue;
    if (!seen.origin.empty() && flow.origin != origin) continue;
    if (!seen.destination.empty() && flow.destination != destination) continue;
    if (!seen.via.empty() && flow.via != via) continue;
    model::Link const& on = instance.links[at(flow.link)];
    double amount = flow.flow;
    if (link != kNone) {
      if (flow.link != link) continue;
      if (seen.direction != "both" && flow.forward != (seen.direction == "forward")) continue;
    } else { // what arrives at the node over its links
      if ((flow.forward ? on.to : on.from) != node) continue;
      amount *= on.efficiency;
    }
    sum += amount * in_unit(instance.commodities[at(flow.commodity)], seen.unit, units);
  }
  return sum;
}

} // namespace korridor::study
