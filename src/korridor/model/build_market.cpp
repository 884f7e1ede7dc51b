// Supply and demand rows as steps and straight lines.
#include <algorithm>
#include <cmath>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// The line through (ref_quantity, ref_price) with an elasticity there: price = intercept + slope * quantity.
struct Line {
  double intercept = 0.0;
  double slope = 0.0;
};

// Numbers that supply and demand rows have in common, in the instance's units.
class RowReader {
public:
  RowReader(Build& build, TableView const& view, std::size_t row, int commodity)
      : build_(build), view_(view), row_(row), units_(build.units[static_cast<std::size_t>(commodity)]) {}

  [[nodiscard]] std::optional<double> rate(std::string_view column) {
    return read_number(
        view_, row_, column,
        [&](std::string_view unit) { return rate_factor(unit, units_, build_.calendar); }, build_.faults);
  }

  [[nodiscard]] std::optional<double> price(std::string_view column, bool per_day = false) {
    return read_number(
        view_, row_, column,
        [&](std::string_view unit) {
          return price_factor(unit, units_, build_.money, std::nullopt, per_day);
        },
        build_.faults);
  }

  // Nothing for a step, or when the row lacks what a line needs (told).
  [[nodiscard]] std::optional<Line> line() {
    if (!view_.given(row_, "elasticity")) {
      return std::nullopt;
    }
    auto const elasticity = read_number(view_, row_, "elasticity", no_unit, build_.faults);
    auto const ref_price = price("ref_price");
    auto const ref_quantity = rate("ref_quantity");
    for (std::string_view const column : {"ref_price", "ref_quantity"}) {
      if (!view_.given(row_, column)) {
        build_.faults.error("E302", view_.place(row_, column), {}, "is empty, but the row has an elasticity",
                            "give ref_price and ref_quantity, or take the elasticity out");
      }
    }
    if (!elasticity || !ref_price || !ref_quantity || *elasticity == 0.0 || *ref_quantity == 0.0) {
      return std::nullopt;
    }
    double const slope = *ref_price / (*elasticity * *ref_quantity);
    return Line{*ref_price - slope * *ref_quantity, slope};
  }

  void told_missing(std::string_view column) {
    build_.faults.error("E302", view_.place(row_, column), {}, "is empty",
                        "give a number, or elasticity, ref_price and ref_quantity");
  }

private:
  Build& build_;
  TableView const& view_;
  std::size_t row_;
  CommodityUnits const& units_;
};

struct Spot {
  int node = kNone;
  int commodity = kNone;
};

// Node and commodity of a row; marks that the commodity is at the node. Nothing when one is unknown (told).
std::optional<Spot> read_spot(Build& build, TableView const& view, std::size_t row) {
  Spot const spot{build.find(build.nodes, view, row, "node_id"),
                  build.find(build.commodities, view, row, "commodity_id")};
  if (spot.node == kNone || spot.commodity == kNone) {
    return std::nullopt;
  }
  build.at_node[static_cast<std::size_t>(spot.node)][static_cast<std::size_t>(spot.commodity)] = true;
  return spot;
}

void read_supply(Build& build, TableView const& view, std::size_t row) {
  auto const spot = read_spot(build, view, row);
  if (!spot) {
    return;
  }
  RowReader read(build, view, row, spot->commodity);
  Supply supply;
  supply.id = view.id(row);
  supply.node = spot->node;
  supply.commodity = spot->commodity;
  supply.origin = view.given(row, "origin")
                      ? build.find(build.actors, view, row, "origin")
                      : build.instance.nodes[static_cast<std::size_t>(spot->node)].jurisdiction;
  auto const capacity = read.rate("capacity");
  if (auto const line = read.line()) {
    supply.curve = true;
    supply.cost = line->intercept;
    supply.slope = line->slope;
    supply.capacity = capacity.value_or(kInfinity);
  } else {
    supply.cost = read.price("cost").value_or(0.0);
    supply.capacity = capacity.value_or(0.0);
    if (!view.given(row, "capacity") && !view.given(row, "elasticity")) {
      read.told_missing("capacity");
    }
  }
  build.supply_ref_price.push_back(read.price("ref_price"));
  build.instance.supplies.push_back(std::move(supply));
}

// Where the line of marginal value reaches 0.
double end_of(Line const& line) { return line.slope < 0.0 ? -line.intercept / line.slope : kInfinity; }

void read_demand(Build& build, TableView const& view, std::size_t row) {
  auto const spot = read_spot(build, view, row);
  if (!spot) {
    return;
  }
  RowReader read(build, view, row, spot->commodity);
  Demand demand;
  demand.id = view.id(row);
  demand.node = spot->node;
  demand.commodity = spot->commodity;
  auto const quantity = read.rate("quantity");
  if (auto const line = read.line()) {
    demand.curve = true;
    demand.value = line->intercept;
    demand.slope = line->slope;
    // Beyond its end the line is worth less than nothing, so an unlimited row ends there too.
    demand.quantity = quantity && *quantity < kInfinity ? *quantity : end_of(*line);
  } else {
    auto const value = read.price("value");
    demand.valued = value.has_value();
    demand.value = value.value_or(0.0);
    demand.quantity = quantity.value_or(0.0);
    if (!view.given(row, "quantity") && !view.given(row, "elasticity")) {
      read.told_missing("quantity");
    }
  }
  auto const any = [&](std::string_view column) {
    std::string_view const cell = view.text(row, column);
    return build.pick(build.actors, cell == "any" ? std::string_view{} : cell, view.place(row, column))
        .mask();
  };
  demand.origins = any("origin");
  demand.vias = any("via");
  demand.segment = build.segments.find(view.text(row, "segment"));
  demand.time_value = view.given(row, "time_value")
                          ? read.price("time_value", true).value_or(0.0)
                          : build.instance.commodities[static_cast<std::size_t>(spot->commodity)].time_value;
  if (std::string_view const avoid = view.text(row, "avoid"); !avoid.empty() && avoid != "nothing") {
    std::vector<Avoid>& avoids = build.instance.avoids;
    auto const same =
        std::find_if(avoids.begin(), avoids.end(), [&](Avoid const& a) { return a.text == avoid; });
    demand.avoid = static_cast<int>(same - avoids.begin());
    if (same == avoids.end()) {
      avoids.push_back(read_avoid(build, avoid, view.place(row, "avoid")));
    }
  }
  build.demand_ref_price.push_back(read.price("ref_price"));
  build.instance.demands.push_back(std::move(demand));
}

// Follows "without end" through processes without a capacity: what they make is unlimited when all they take
// is (`to` are the outputs), what they take when all they make is (`to` are the inputs).
void follow_unlimited(Build const& build, std::vector<Ratio> Process::*from, std::vector<Ratio> Process::*to,
                      std::vector<bool>& unlimited) {
  auto const is_unlimited = [&](Ratio const& ratio) {
    return bool{unlimited[static_cast<std::size_t>(ratio.commodity)]};
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (Process const& process : build.instance.processes) {
      std::vector<Ratio> const& need = process.*from;
      if (std::isfinite(process.capacity) || !std::all_of(need.begin(), need.end(), is_unlimited)) {
        continue;
      }
      for (Ratio const& ratio : process.*to) {
        changed = changed || !is_unlimited(ratio);
        unlimited[static_cast<std::size_t>(ratio.commodity)] = true;
      }
    }
  }
}

// A commodity that can be made and taken without end has no optimum.
void check_bounded(Build& build) {
  std::vector<bool> supply(build.commodity_count());
  std::vector<bool> demand(build.commodity_count());
  for (Supply const& row : build.instance.supplies) {
    if (std::isinf(row.capacity)) supply[static_cast<std::size_t>(row.commodity)] = true;
  }
  for (Demand const& row : build.instance.demands) {
    if (std::isinf(row.quantity)) demand[static_cast<std::size_t>(row.commodity)] = true;
  }
  follow_unlimited(build, &Process::inputs, &Process::outputs, supply);
  follow_unlimited(build, &Process::outputs, &Process::inputs, demand);
  TableView const& view = build.tables.get("commodity");
  for (std::size_t c = 0; c < supply.size(); ++c) {
    if (supply[c] && demand[c]) {
      build.faults.error("E531", view.place(view.order()[c], "commodity_id"), view.id(view.order()[c]),
                         "has unlimited supply and unlimited demand",
                         "limit all of its supply rows or all of its demand rows");
    }
  }
}

// What dispersion refers to: all supply of a commodity that has an end, or where none has, all demand.
void add_up_supply(Instance& instance) {
  std::vector<double> wanted(instance.commodities.size(), 0.0);
  auto const add = [](double& sum, double size) { sum += std::isfinite(size) ? size : 0.0; };
  for (Supply const& supply : instance.supplies) {
    add(instance.commodities[static_cast<std::size_t>(supply.commodity)].all_supply, supply.capacity);
  }
  for (Demand const& demand : instance.demands) {
    add(wanted[static_cast<std::size_t>(demand.commodity)], demand.quantity);
  }
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    double& all_supply = instance.commodities[k].all_supply;
    if (all_supply <= 0.0) all_supply = wanted[k];
  }
}

} // namespace

void build_market(Build& build) {
  TableView const& supplies = build.tables.get("supply");
  for (std::size_t const row : supplies.order()) {
    read_supply(build, supplies, row);
  }
  TableView const& demands = build.tables.get("demand");
  std::vector<std::string>& segments = build.instance.segments;
  for (std::size_t const row : demands.order()) {
    if (demands.given(row, "segment")) {
      segments.emplace_back(demands.text(row, "segment"));
    }
  }
  std::sort(segments.begin(), segments.end());
  segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
  build.segments = Vocabulary("segment", segments);
  for (std::size_t const row : demands.order()) {
    read_demand(build, demands, row);
  }
  check_bounded(build);
  add_up_supply(build.instance);
}

} // namespace korridor::model
