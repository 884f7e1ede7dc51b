// Links become ribbons, nodes with anything to show become places, commodity groups share a scale.
#include "korridor/report/map_scene.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "korridor/draw/legend.hpp"
#include "korridor/draw/short_name.hpp"
#include "korridor/report/commodity_groups.hpp"
#include "korridor/report/label.hpp"
#include "korridor/report/number.hpp"
#include "korridor/study/capacity_unit.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using study::Answer;

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

draw::PlaceKind place_kind(std::string_view type) {
  using draw::PlaceKind;
  static constexpr std::array<std::pair<std::string_view, PlaceKind>, 12> kKinds = {
      {{"market", PlaceKind::market},
       {"city", PlaceKind::market},
       {"port", PlaceKind::port},
       {"terminal", PlaceKind::terminal},
       {"refinery", PlaceKind::refinery},
       {"field", PlaceKind::field},
       {"border", PlaceKind::border},
       {"strait", PlaceKind::strait},
       {"canal", PlaceKind::strait},
       {"chokepoint", PlaceKind::strait},
       {"crossing", PlaceKind::border},
       {"hub", PlaceKind::hub}}};
  for (auto const& [name, kind] : kKinds) {
    if (type.find(name) != std::string_view::npos) return kind;
  }
  return PlaceKind::hub;
}

using LinkRows = std::map<std::pair<int, bool>, study::LinkRow const*>;

LinkRows rows_of(Answer const& answer) {
  LinkRows out;
  for (study::LinkRow const& row : answer.links) out[{row.link, row.forward}] = &row;
  return out;
}

int leading_year(std::string const& label) {
  int year = 0;
  for (std::size_t digit = 0; digit < 4; ++digit) {
    if (digit >= label.size() || label[digit] < '0' || label[digit] > '9') return 0;
    year = year * 10 + (label[digit] - '0');
  }
  return year;
}

draw::Scene empty_scene(Answer const& answer, Groups const& groups, std::vector<Scale> const& scales,
                        std::string const& data_version) {
  Instance const& in = answer.instance;
  draw::Scene scene;
  scene.title = in.title;
  scene.subtitle = scenario_label(in);
  scene.date = in.period_label;
  scene.data_version = data_version;
  scene.year = leading_year(in.period_label);
  for (std::size_t group = 0; group < groups.names.size(); ++group) {
    scene.groups.push_back({groups.names[group], scales[group].unit, 0.0, {}});
  }
  return scene;
}

/// Places are the nodes, in their order, so that positions agree; importance is throughput by group's
/// largest.
void add_places(draw::Scene& scene, Instance const& in, Amounts const& amounts,
                std::vector<double> const& largest) {
  std::vector<double> through(in.nodes.size(), 0.0);
  for (auto const& [key, values] : amounts) {
    model::Link const& link = at(in.links, key.first);
    for (std::size_t group = 0; group < values.size(); ++group) {
      double const share = largest[group] > 0.0 ? std::abs(values[group]) / largest[group] : 0.0;
      for (int const node : {link.from, link.to}) {
        double& most = through[static_cast<std::size_t>(node)];
        most = std::max(most, share);
      }
    }
  }
  for (std::size_t node = 0; node < in.nodes.size(); ++node) {
    model::Node const& it = in.nodes[node];
    scene.places.push_back({it.id,
                            node_label(in, static_cast<int>(node)),
                            {it.longitude, it.latitude},
                            place_kind(it.type),
                            std::sqrt(std::min(1.0, through[node]))});
  }
}

/// Points between both ends; a geometry that repeats the ends loses them.
std::vector<draw::LonLat> route(Instance const& in, model::Link const& link, bool forward) {
  std::vector<draw::LonLat> points;
  for (auto const& [lon, lat] : link.geometry) points.push_back({lon, lat});
  auto const is_end = [&](draw::LonLat const& point, int node) {
    return std::abs(point.lon - at(in.nodes, node).longitude) < 1e-6 &&
           std::abs(point.lat - at(in.nodes, node).latitude) < 1e-6;
  };
  if (!points.empty() && is_end(points.front(), link.from)) points.erase(points.begin());
  if (!points.empty() && is_end(points.back(), link.to)) points.pop_back();
  if (!forward) std::reverse(points.begin(), points.end());
  return points;
}

draw::Ribbon ribbon(Instance const& in, int link, bool forward) {
  model::Link const& it = at(in.links, link);
  draw::Ribbon out;
  out.id = forward ? it.id : it.id + ":back";
  out.name = link_label(in, link, forward);
  out.from = static_cast<std::size_t>(forward ? it.from : it.to);
  out.to = static_cast<std::size_t>(forward ? it.to : it.from);
  out.route = route(in, it, forward);
  return out;
}

std::vector<Scale> scales_of(Instance const& in, Groups const& groups, std::vector<double> const& largest) {
  std::vector<Scale> scales;
  for (std::size_t group = 0; group < groups.units.size(); ++group) {
    scales.push_back(amount_scale(groups.units[group], in.period, largest[group]));
  }
  return scales;
}

/// Amounts worth drawing, in the scale of their group.
std::vector<draw::GroupFlow> group_flows(std::vector<double> const& amounts,
                                         std::vector<double> const& largest,
                                         std::vector<Scale> const& scales) {
  std::vector<draw::GroupFlow> out;
  for (std::size_t group = 0; group < amounts.size(); ++group) {
    if (std::abs(amounts[group]) <= kDrawn * largest[group]) continue;
    out.push_back({group, amounts[group] / scales[group].divisor});
  }
  return out;
}

/// Places that nothing drawn touches leave the map; positions in the ribbons follow.
void drop_idle_places(draw::Scene& scene) {
  std::vector<bool> used(scene.places.size(), false);
  for (draw::Ribbon const& it : scene.ribbons) used[it.from] = used[it.to] = true;
  std::vector<std::size_t> position(scene.places.size(), 0);
  std::vector<draw::Place> kept;
  for (std::size_t place = 0; place < scene.places.size(); ++place) {
    position[place] = kept.size();
    if (used[place]) kept.push_back(std::move(scene.places[place]));
  }
  scene.places = std::move(kept);
  for (draw::Ribbon& it : scene.ribbons) {
    it.from = position[it.from];
    it.to = position[it.to];
  }
}

/// Groups that no ribbon shows leave the legend.
void drop_idle_groups(draw::Scene& scene) {
  std::vector<bool> used(scene.groups.size(), false);
  for (draw::Ribbon const& it : scene.ribbons) {
    for (draw::GroupFlow const& flow : it.flows) used[flow.group] = true;
  }
  std::vector<std::size_t> position(scene.groups.size(), 0);
  std::vector<draw::Group> kept;
  for (std::size_t group = 0; group < scene.groups.size(); ++group) {
    position[group] = kept.size();
    if (used[group]) kept.push_back(std::move(scene.groups[group]));
  }
  scene.groups = std::move(kept);
  for (draw::Ribbon& it : scene.ribbons) {
    for (draw::GroupFlow& flow : it.flows) flow.group = position[flow.group];
  }
}

study::LinkRow const* row_at(LinkRows const& rows, std::pair<int, bool> const& key) {
  auto const found = rows.find(key);
  return found == rows.end() ? nullptr : found->second;
}

/// Differences worth drawing; where all that flows stayed the same, zeros, so that it is on the map, faint.
std::vector<draw::GroupFlow> changed_flows(std::vector<double> const& was, std::vector<double> const& is,
                                           std::vector<double> const& largest,
                                           std::vector<Scale> const& scales) {
  std::vector<double> difference = is;
  for (std::size_t group = 0; group < is.size(); ++group) difference[group] -= was[group];
  std::vector<draw::GroupFlow> out = group_flows(difference, largest, scales);
  if (!out.empty()) return out;
  for (std::size_t group = 0; group < is.size(); ++group) {
    if (is[group] > kDrawn * largest[group]) out.push_back({group, 0.0});
  }
  return out;
}

/// The ribbon of a link without its flows; a row is missing where the link is not in service.
draw::Ribbon changed_ribbon(Instance const& in, std::pair<int, bool> const& key, study::LinkRow const* was,
                            study::LinkRow const* is) {
  draw::Ribbon out = ribbon(in, key.first, key.second);
  out.closed = is == nullptr || is->closed;
  double const before = was == nullptr ? 0.0 : was->flow;
  double const after = is == nullptr ? 0.0 : is->flow;
  // A closed link lost its share of the capacity that it had.
  study::LinkRow const* const limited = out.closed && was != nullptr ? was : is;
  double const capacity = limited == nullptr ? 0.0 : limited->capacity;
  if (std::isfinite(capacity) && capacity > 0.0) out.change = (after - before) / capacity;
  study::CapacityUnit const unit = study::capacity_unit(in, at(in.links, key.first));
  auto const shown = [&](double flow) { return amount(unit.amount(flow), unit.unit, in.period); };
  out.tooltip = fmt::format("{} before, {} after", shown(before), shown(after));
  return out;
}

std::string worth(Instance const& in, study::LinkRow const& row) {
  study::CapacityUnit const unit = study::capacity_unit(in, at(in.links, row.link));
  Scale const scale = price_scale(in.currency, unit.unit);
  double const rent = unit.worth(row.rent);
  return rent > 1e-6
             ? fmt::format("one more unit of capacity is worth {} {}", scaled(rent, scale), scale.unit)
             : "";
}

} // namespace

draw::Scene flow_scene(Answer const& answer, std::string const& data_version) {
  Instance const& in = answer.instance;
  Groups const groups = group_commodities(in);
  Amounts const amounts = amounts_of(answer, groups);
  std::vector<double> const largest = largest_by_group(amounts, groups.names.size());
  std::vector<Scale> const scales = scales_of(in, groups, largest);

  draw::Scene scene = empty_scene(answer, groups, scales, data_version);
  add_places(scene, in, amounts, largest);
  for (study::LinkRow const& row : answer.links) {
    auto const found = amounts.find({row.link, row.forward});
    std::vector<draw::GroupFlow> flows;
    if (found != amounts.end()) flows = group_flows(found->second, largest, scales);
    // A closed link is a fact worth showing, once; an idle one is clutter.
    if (flows.empty() && !(row.closed && row.forward)) continue;
    draw::Ribbon it = ribbon(in, row.link, row.forward);
    it.flows = std::move(flows);
    it.closed = row.closed;
    if (std::isfinite(row.capacity) && !row.closed) it.utilisation = row.utilization;
    it.tooltip = worth(in, row);
    scene.ribbons.push_back(std::move(it));
  }
  drop_idle_places(scene);
  drop_idle_groups(scene);
  return scene;
}

std::vector<draw::LonLat> link_route(Instance const& instance, int link) {
  return route(instance, at(instance.links, link), true);
}

MapBase map_base(Answer const& answer) {
  Instance const& in = answer.instance;
  Groups const groups = group_commodities(in);
  Amounts const amounts = amounts_of(answer, groups);
  std::vector<double> const largest = largest_by_group(amounts, groups.names.size());
  std::vector<Scale> const scales = scales_of(in, groups, largest);
  draw::Scene scene = empty_scene(answer, groups, scales, "");
  add_places(scene, in, amounts, largest);
  MapBase out;
  for (std::size_t group = 0; group < groups.names.size(); ++group) {
    draw::Group& it = scene.groups[group];
    it.full_width_amount = largest[group] / scales[group].divisor;
    if (it.full_width_amount > 0.0) it.legend_amounts = draw::legend_amounts(it, it.full_width_amount);
    out.divisors.push_back(scales[group].divisor);
  }
  for (draw::Place& place : scene.places) {
    if (place.label.empty()) place.label = draw::short_name(place.name);
  }
  out.places = std::move(scene.places);
  out.groups = std::move(scene.groups);
  out.of_commodity = groups.of_commodity;
  return out;
}

draw::Scene change_scene(Answer const& before, Answer const& after, std::string const& data_version) {
  Instance const& in = after.instance;
  Groups const groups = group_commodities(in);
  Amounts const was = amounts_of(before, groups);
  Amounts const is = amounts_of(after, groups);
  // The units of both answers' maps, so that the three pictures can be laid side by side.
  std::vector<double> largest = largest_by_group(was, groups.names.size());
  std::vector<double> const largest_after = largest_by_group(is, groups.names.size());
  for (std::size_t group = 0; group < largest.size(); ++group) {
    largest[group] = std::max(largest[group], largest_after[group]);
  }
  std::vector<Scale> const scales = scales_of(in, groups, largest);

  Amounts both = is;
  both.insert(was.begin(), was.end());
  draw::Scene scene = empty_scene(after, groups, scales, data_version);
  scene.mode = draw::Mode::change;
  scene.subtitle = fmt::format("{} → {}", scenario_label(before.instance), scenario_label(in));
  add_places(scene, in, both, largest);

  LinkRows const rows_before = rows_of(before);
  LinkRows const rows_after = rows_of(after);
  LinkRows keys = rows_after;
  keys.insert(rows_before.begin(), rows_before.end());
  std::vector<double> const nothing(groups.names.size(), 0.0);
  for (auto const& [key, row] : keys) {
    auto const old = was.find(key);
    auto const now = is.find(key);
    draw::Ribbon it = changed_ribbon(in, key, row_at(rows_before, key), row_at(rows_after, key));
    it.flows = changed_flows(old == was.end() ? nothing : old->second,
                             now == is.end() ? nothing : now->second, largest, scales);
    if (it.flows.empty() && !(it.closed && key.second)) continue;
    scene.ribbons.push_back(std::move(it));
  }
  drop_idle_places(scene);
  drop_idle_groups(scene);
  return scene;
}

} // namespace korridor::report
