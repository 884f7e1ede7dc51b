// Which part of the world a map shows, and the widths that suit it.
#include "korridor/report/map_window.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace korridor::report {

std::optional<draw::GeoBox> window_on(model::Instance const& instance, int actor) {
  constexpr double kBeyond = 0.75;
  std::optional<draw::GeoBox> box;
  for (model::Node const& it : instance.nodes) {
    if (it.jurisdiction != actor) continue;
    if (!box) box = draw::GeoBox{it.longitude, it.latitude, it.longitude, it.latitude};
    box->west = std::min(box->west, it.longitude);
    box->east = std::max(box->east, it.longitude);
    box->south = std::min(box->south, it.latitude);
    box->north = std::max(box->north, it.latitude);
  }
  if (!box) return box;
  double const wide =
      std::max(2.0, kBeyond * (box->east - box->west)); // a single place needs some ground, too
  double const high = std::max(1.0, kBeyond * (box->north - box->south));
  return draw::GeoBox{std::max(-180.0, box->west - wide), std::max(-85.0, box->south - high),
                      std::min(180.0, box->east + wide), std::min(85.0, box->north + high)};
}

void share_widths(std::vector<draw::Scene*> const& scenes, std::optional<draw::GeoBox> const& window) {
  auto const inside = [&](draw::LonLat const& at_) {
    if (!window) return true;
    bool const spans_seam = window->west > window->east;
    bool const west_of_east = at_.lon <= window->east;
    bool const east_of_west = at_.lon >= window->west;
    bool const in_longitude = spans_seam ? west_of_east || east_of_west : west_of_east && east_of_west;
    return in_longitude && at_.lat >= window->south && at_.lat <= window->north;
  };
  std::map<std::pair<std::string, std::string>, double> largest; // by group name and unit
  for (draw::Scene const* scene : scenes) {
    for (draw::Ribbon const& it : scene->ribbons) {
      if (!inside(scene->places[it.from].at) && !inside(scene->places[it.to].at)) continue;
      for (draw::GroupFlow const& flow : it.flows) {
        draw::Group const& group = scene->groups[flow.group];
        double& most = largest[{group.name, group.unit}];
        most = std::max(most, std::abs(flow.amount));
      }
    }
  }
  for (draw::Scene* scene : scenes) {
    for (draw::Group& group : scene->groups) group.full_width_amount = largest[{group.name, group.unit}];
  }
}

} // namespace korridor::report
