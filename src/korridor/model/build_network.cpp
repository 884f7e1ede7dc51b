// Nodes and links: places, holders, costs, tolls, delays and time in service.
#include <algorithm>

#include "korridor/model/build.hpp"
#include "korridor/model/geometry.hpp"

namespace korridor::model {

namespace {

// Points of the link's course; empty when straight or at fault (told).
std::vector<std::pair<double, double>> read_geometry(TableView const& view, std::size_t row, Faults& faults) {
  std::string_view const text = view.text(row, "geometry");
  if (text.empty() || text == "straight") {
    return {};
  }
  auto line = parse_linestring(text);
  if (!line) {
    faults.error("E318", view.place(row, "geometry"), text, "is not a line",
                 "write LINESTRING (longitude latitude, longitude latitude)");
  }
  return line.value_or(std::vector<std::pair<double, double>>{});
}

// A price per commodity; only those in `carried` are converted, the others stay 0.
std::vector<double> read_prices(Build& build, TableView const& view, std::size_t row, std::string_view column,
                                std::vector<bool> const& carried, std::optional<double> length) {
  std::vector<double> prices(build.commodity_count(), 0.0);
  if (!view.given(row, column)) {
    return prices; // the default of every price is 0
  }
  for (std::size_t c = 0; c < prices.size(); ++c) {
    if (carried[c]) {
      auto const convert = [&](std::string_view unit) {
        return price_factor(unit, build.units[c], build.money, length);
      };
      prices[c] = read_number(view, row, column, convert, build.faults).value_or(0.0);
    }
  }
  return prices;
}

// Share of the period's days in which a link is in service.
double share_in_service(Build& build, TableView const& view, std::size_t row) {
  bool const is_dated = view.given(row, "active_from") || view.given(row, "active_to");
  std::string_view const column = view.given(row, "active_from") ? "active_from" : "active_to";
  if (!is_dated || build.lacks_calendar(view.place(row, column), view.text(row, column))) {
    return 1.0;
  }
  auto const service = read_period(view, row, "active_from", "active_to", build.faults);
  auto const inside = service ? overlap(*service, build.calendar.period) : std::nullopt;
  return inside ? static_cast<double>(inside->day_count()) / build.calendar.period.day_count() : 0.0;
}

// Scales by the share of days in service; out of service an unlimited link carries nothing either.
double scaled_capacity(Build& build, TableView const& view, std::size_t row, double capacity) {
  double const share = share_in_service(build, view, row);
  build.service.push_back(share);
  if (share == 0.0) {
    return 0.0;
  }
  if (share < 1.0 && capacity == kInfinity) {
    std::string_view const column = view.given(row, "active_from") ? "active_from" : "active_to";
    build.faults.warning("W511", view.place(row, column), view.text(row, column),
                         "leaves '" + view.id(row) +
                             "' in service for part of the period, but its capacity is "
                             "unlimited, so that the rest of the period does not bind it",
                         "give it a capacity, or ask for one day with --date");
  }
  return capacity * share;
}

// An element's capacity in amounts of its own unit per period.
double read_capacity(Build& build, TableView const& view, std::size_t row, std::vector<bool> const& carried) {
  std::string_view const own = view.text(row, "capacity_unit");
  auto const convert = [&](std::string_view unit) { return capacity_factor(build, unit, own, carried); };
  return read_number(view, row, "capacity", convert, build.faults).value_or(kInfinity);
}

Link read_link(Build& build, TableView const& view, std::size_t row) {
  Faults& faults = build.faults;
  Link link;
  link.id = view.id(row);
  std::string_view const name = view.text(row, "name");
  link.name = name.empty() ? link.id : std::string(name);
  link.from = build.find(build.nodes, view, row, "from_node_id");
  link.to = build.find(build.nodes, view, row, "to_node_id");
  link.directed = read_flag(view, row, "directed", faults);
  link.capacity_shared = read_flag(view, row, "capacity_shared", faults);
  link.mode = view.text(row, "mode");
  std::string_view const carrier = view.text(row, "carrier");
  link.carries = build
                     .pick(build.commodities, carrier == "all" ? std::string_view{} : carrier,
                           view.place(row, "carrier"))
                     .mask()
                     .in;
  link.jurisdiction = build.find(build.actors, view, row, "jurisdiction");
  link.controllers = build.find_all(build.actors, view, row, "controller");
  link.owners = build.shares(view, row, "owner");
  link.services = build.find_with_members(view, row, "services");
  link.toll_to = view.given(row, "toll_to") ? build.shares(view, row, "toll_to") : link.owners;
  link.delay = read_number(view, row, "delay", time_factor, faults).value_or(0.0);
  link.b = read_number(view, row, "b", no_unit, faults).value_or(0.0);
  link.power = read_number(view, row, "power", no_unit, faults).value_or(4.0);
  link.efficiency = read_number(view, row, "efficiency", no_unit, faults).value_or(1.0);
  auto const length = read_number(view, row, "length", no_unit, faults);
  link.cost = read_prices(build, view, row, "cost", link.carries, length);
  link.toll = read_prices(build, view, row, "toll", link.carries, length);
  link.capacity_unit = view.text(row, "capacity_unit");
  link.capacity = scaled_capacity(build, view, row, read_capacity(build, view, row, link.carries));
  link.geometry = read_geometry(view, row, faults);
  return link;
}

} // namespace

void build_nodes(Build& build) {
  TableView const& view = build.tables.get("node");
  build.nodes = Vocabulary("node", view.sorted_ids());
  for (std::size_t const row : view.order()) {
    Node node;
    node.id = view.id(row);
    std::string_view const name = view.text(row, "name");
    node.name = name.empty() ? node.id : std::string(name);
    node.type = view.text(row, "node_type");
    node.longitude = read_number(view, row, "x_coord", no_unit, build.faults).value_or(0.0);
    node.latitude = read_number(view, row, "y_coord", no_unit, build.faults).value_or(0.0);
    node.jurisdiction = build.find(build.actors, view, row, "jurisdiction");
    node.controllers = build.find_all(build.actors, view, row, "controller");
    node.owners = build.shares(view, row, "owner");
    node.toll_to = view.given(row, "toll_to") ? build.shares(view, row, "toll_to") : node.owners;
    node.delay = read_number(view, row, "delay", time_factor, build.faults).value_or(0.0);
    node.b = read_number(view, row, "b", no_unit, build.faults).value_or(0.0);
    node.power = read_number(view, row, "power", no_unit, build.faults).value_or(4.0);
    node.capacity_unit = view.text(row, "capacity_unit");
    build.instance.nodes.push_back(std::move(node));
  }
  build.at_node.assign(build.instance.nodes.size(), std::vector<bool>(build.commodity_count()));
}

void build_links(Build& build) {
  TableView const& view = build.tables.get("link");
  build.links = Vocabulary("link", view.sorted_ids());
  std::vector<std::string> modes;
  for (std::size_t const row : view.order()) {
    Link link = read_link(build, view, row);
    if (!link.mode.empty()) {
      modes.push_back(link.mode);
    }
    for (int const end : {link.from, link.to}) {
      for (std::size_t c = 0; end != kNone && c < link.carries.size(); ++c) {
        if (link.carries[c]) {
          build.at_node[static_cast<std::size_t>(end)][c] = true;
        }
      }
    }
    build.instance.links.push_back(std::move(link));
  }
  std::sort(modes.begin(), modes.end());
  modes.erase(std::unique(modes.begin(), modes.end()), modes.end());
  build.modes = Vocabulary("mode", std::move(modes));
}

void build_node_prices(Build& build) {
  TableView const& view = build.tables.get("node");
  for (std::size_t position = 0; position < build.instance.nodes.size(); ++position) {
    std::size_t const row = view.order()[position];
    Node& node = build.instance.nodes[position];
    std::vector<bool> const& passing = build.at_node[position];
    node.cost = read_prices(build, view, row, "cost", passing, std::nullopt);
    node.toll = read_prices(build, view, row, "toll", passing, std::nullopt);
    node.capacity = read_capacity(build, view, row, passing);
  }
}

} // namespace korridor::model
