// The sections of the terminal report of one answer that speak of markets and of who gains what.
#include "korridor/report/solve_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "korridor/report/label.hpp"
#include "korridor/report/number.hpp"
#include "korridor/report/table.hpp"
#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using study::Answer;

constexpr double kWideInterval = 0.05; // relative to the midpoint
constexpr double kNothing = 1e-9;      // relative to the largest of a list

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

/// "12.1 to 14.9" when the interval is wide enough to tell, otherwise nothing.
std::string wide_interval(std::optional<double> value, std::optional<double> low, std::optional<double> high,
                          Scale const& scale) {
  if (!value || (low && high && !(*high - *low > kWideInterval * std::abs(*value)))) return "";
  std::string const from = low ? scaled(*low, scale) : "?";
  std::string const to = high ? scaled(*high, scale) : "?";
  return from == to ? "" : from + " to " + to;
}

struct MarketPrice {
  int node;
  std::optional<double> price;
  std::optional<double> low;
  std::optional<double> high;
  double served = 0.0;
};

/// One row per place that buys the commodity, the largest buyer first. Its price is that of its best served
/// demand row, its interval that of the goods whose price there is nearest to it.
std::vector<MarketPrice> market_prices(Answer const& answer, int commodity) {
  std::map<int, MarketPrice> places;
  std::map<int, double> best_served;
  for (study::DemandRow const& row : answer.demands) {
    model::Demand const& demand = at(answer.instance.demands, row.demand);
    if (demand.commodity != commodity) continue;
    MarketPrice& place = places.try_emplace(demand.node, MarketPrice{demand.node, {}, {}, {}}).first->second;
    place.served += row.served;
    auto const [best, first] = best_served.try_emplace(demand.node, -1.0);
    if (row.price && row.served > best->second) {
      best->second = row.served;
      place.price = row.price;
    }
  }
  std::map<int, double> nearest;
  for (study::PriceRow const& row : answer.prices) {
    auto const place = places.find(row.node);
    if (row.commodity != commodity || !row.price || place == places.end() || !place->second.price) continue;
    double const distance = std::abs(*row.price - *place->second.price);
    auto const [best, first] = nearest.try_emplace(row.node, distance);
    if (!first && distance >= best->second) continue;
    best->second = distance;
    place->second.low = row.low;
    place->second.high = row.high;
  }
  std::vector<MarketPrice> out;
  out.reserve(places.size());
  for (auto const& [node, place] : places) out.push_back(place);
  std::stable_sort(out.begin(), out.end(),
                   [](MarketPrice const& a, MarketPrice const& b) { return a.served > b.served; });
  return out;
}

struct Unmet {
  std::string id;
  int node;
  int commodity;
  int origin;
  double quantity;
  double of;
};

std::string unmet_table(Instance const& in, std::vector<Unmet> list, std::string const& title,
                        TextOptions const& options) {
  std::stable_sort(list.begin(), list.end(),
                   [](Unmet const& a, Unmet const& b) { return a.quantity > b.quantity; });
  TextTable table({{"", Align::left, true, false},
                   {"", Align::left, true, true},
                   {"quantity", Align::right, false, false},
                   {"share", Align::right, false, false}});
  for (std::size_t row = 0; row < std::min(list.size(), options.top); ++row) {
    Unmet const& it = list[row];
    std::string goods = commodity_label(in, it.commodity);
    if (it.origin != model::kNone) goods += ", " + actor_label(in, it.origin);
    table.add({node_label(in, it.node),
               {goods, Tone::faint},
               {amount(it.quantity, at(in.commodities, it.commodity).unit, in.period), Tone::loss},
               it.of > 0.0 && std::isfinite(it.of) ? percent(it.quantity / it.of) : "–"});
  }
  if (table.empty()) return "";
  return heading(title, options.style) + table.text(options.style) + rest_text(list.size(), options);
}

struct ValueColumn {
  char const* name;
  std::optional<double> (*value)(study::ActorRow const&);
};

constexpr std::array<ValueColumn, 9> kParts = {
    {{"producer", [](study::ActorRow const& row) { return row.producer_surplus; }},
     {"consumer", [](study::ActorRow const& row) { return row.consumer_surplus; }},
     {"rents", [](study::ActorRow const& row) { return std::optional(row.rents); }},
     {"tolls", [](study::ActorRow const& row) { return std::optional(row.tolls); }},
     {"tariffs", [](study::ActorRow const& row) { return std::optional(row.tariffs); }},
     {"margins", [](study::ActorRow const& row) { return std::optional(row.margins); }},
     {"cap discounts", [](study::ActorRow const& row) { return std::optional(row.cap_discounts); }},
     {"contracts", [](study::ActorRow const& row) { return std::optional(row.contracts); }},
     {"friction", [](study::ActorRow const& row) { return std::optional(row.friction); }}}};

double size(std::optional<double> value) { return std::abs(value.value_or(0.0)); }

} // namespace

std::vector<int> commodities_by_value(Answer const& answer) {
  std::vector<double> value(answer.instance.commodities.size(), 0.0);
  for (study::DemandRow const& row : answer.demands) {
    int const commodity = at(answer.instance.demands, row.demand).commodity;
    value[static_cast<std::size_t>(commodity)] += row.served * row.price.value_or(0.0);
  }
  std::vector<int> order(value.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return at(value, a) > at(value, b); });
  return order;
}

std::string prices_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  std::string out;
  for (int const commodity : commodities_by_value(answer)) {
    std::vector<MarketPrice> const markets = market_prices(answer, commodity);
    if (markets.empty()) continue;
    std::string const& unit = at(in.commodities, commodity).unit;
    Scale const prices = price_scale(in.currency, unit);
    double largest = 0.0;
    for (MarketPrice const& market : markets) largest = std::max(largest, market.served);
    Scale const amounts = amount_scale(unit, in.period, largest);
    TextTable table({{"", Align::left, true, false},
                     {amounts.unit, Align::point, false, true},
                     {prices.unit, Align::point, false, false},
                     {"interval", Align::left, false, true}});
    for (std::size_t row = 0; row < std::min(markets.size(), options.top); ++row) {
      MarketPrice const& it = markets[row];
      std::string const interval = wide_interval(it.price, it.low, it.high, prices);
      table.add({node_label(in, it.node),
                 {scaled(it.served, amounts), Tone::faint},
                 it.price ? Cell(scaled(*it.price, prices), Tone::title) : Cell("–", Tone::faint),
                 {interval, Tone::tight}});
    }
    out += heading(commodity_label(in, commodity) + ": prices at markets", options.style);
    out += table.text(options.style) + rest_text(markets.size(), options);
  }
  return out;
}

std::string unmet_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  std::vector<Unmet> unserved;
  for (study::DemandRow const& row : answer.demands) {
    model::Demand const& it = at(in.demands, row.demand);
    if (row.unserved > kNothing * (row.served + row.unserved)) {
      unserved.push_back(
          {it.id, it.node, it.commodity, model::kNone, row.unserved, row.served + row.unserved});
    }
  }
  std::vector<Unmet> shut_in;
  for (study::SupplyRow const& row : answer.supplies) {
    model::Supply const& it = at(in.supplies, row.supply);
    if (row.shut_in > kNothing * (row.produced + row.shut_in)) {
      shut_in.push_back({it.id, it.node, it.commodity, it.origin, row.shut_in, row.produced + row.shut_in});
    }
  }
  return unmet_table(in, std::move(unserved), "Unserved demand: not worth its price, or not to be had",
                     options) +
         unmet_table(in, std::move(shut_in), "Shut in: supply that finds no buyer worth its cost", options);
}

std::string actors_text(Answer const& answer, TextOptions const& options) {
  Instance const& in = answer.instance;
  if (answer.actors.empty()) return "";
  double largest = 0.0;
  std::array<double, kParts.size()> part_size{};
  for (study::ActorRow const& row : answer.actors) {
    largest = std::max(largest, size(row.total));
    for (std::size_t part = 0; part < kParts.size(); ++part) {
      part_size[part] = std::max(part_size[part], size(kParts[part].value(row)));
      largest = std::max(largest, part_size[part]);
    }
  }
  if (largest == 0.0) return "";
  bool const valued = answer.welfare.has_value();
  Scale const scale = money_scale(in.currency, in.period, largest);

  std::vector<TextColumn> columns = {{"", Align::left, true, false}};
  if (valued) columns.push_back({"total", Align::point, false, false});
  if (valued) columns.push_back({"interval", Align::left, false, true});
  std::vector<std::size_t> parts;
  for (std::size_t part = 0; part < kParts.size(); ++part) {
    if (part_size[part] <= kNothing * largest) continue;
    parts.push_back(part);
    columns.push_back({kParts[part].name, Align::point, false, true});
  }

  std::vector<study::ActorRow const*> rows;
  for (study::ActorRow const& row : answer.actors) {
    bool shown = size(row.total) > kNothing * largest;
    for (std::size_t const part : parts) shown = shown || size(kParts[part].value(row)) > kNothing * largest;
    if (shown) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](auto const* a, auto const* b) {
    return a->total.value_or(a->rents + a->tolls) > b->total.value_or(b->rents + b->tolls);
  });

  bool any_interval = false;
  TextTable table(columns);
  for (std::size_t row = 0; row < std::min(rows.size(), options.top); ++row) {
    study::ActorRow const& it = *rows[row];
    std::vector<Cell> cells = {actor_label(in, it.actor)};
    if (valued) {
      std::string const interval = wide_interval(it.total, it.low, it.high, scale);
      any_interval = any_interval || !interval.empty();
      cells.emplace_back(it.total ? scaled(*it.total, scale) : "–", Tone::title);
      cells.emplace_back(interval, Tone::tight);
    }
    for (std::size_t const part : parts) {
      std::optional<double> const value = kParts[part].value(it);
      bool const some = size(value) > kNothing * largest;
      cells.emplace_back(some ? scaled(*value, scale) : "", Tone::faint);
    }
    table.add(std::move(cells));
  }
  std::string out = heading(fmt::format("Who gains what, {}", scale.unit), options.style);
  out += table.text(options.style) + rest_text(rows.size(), options);
  if (any_interval) {
    out += paint(wrap("interval: where optimal prices are not unique, the values that they allow",
                      options.style.width, 2),
                 Tone::faint, options.style);
  }
  return out;
}

} // namespace korridor::report
