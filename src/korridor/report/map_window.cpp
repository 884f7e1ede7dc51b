// Which part of the world a map shows, and the widths that suit it.
#include "korridor/report/map_window.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/report/label.hpp"
#include "korridor/report/map_scene.hpp"

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

std::optional<draw::GeoBox> parse_window(std::string const& text, model::Instance const& instance,
                                         Findings& findings) {
  if (int const actor = position_of(instance.actors, text); actor != model::kNone) {
    if (std::optional<draw::GeoBox> const window = window_on(instance, actor)) return window;
  }
  std::vector<std::string_view> const parts = split(text, ',');
  std::array<double, 4> degrees{};
  bool good = parts.size() == degrees.size();
  for (std::size_t part = 0; good && part < degrees.size(); ++part) {
    ParsedNumber const number = parse_number(parts[part]);
    good = static_cast<bool>(number);
    degrees[part] = number.value;
  }
  if (good) return draw::GeoBox{degrees[0], degrees[1], degrees[2], degrees[3]};
  findings.error(
      "E922", "--focus", 0, "", text, "is no window",
      "write west,south,east,north in degrees, such as 40,35,60,50, or the id of an actor that has "
      "places");
  return std::nullopt;
}

namespace {

// `beside`: maps that the widths are shared with.
std::optional<Map> finished(draw::Scene scene, std::vector<draw::Scene> beside,
                            model::Instance const& instance, std::string const& focus, Findings& findings) {
  Map out{std::move(scene), {}};
  if (!focus.empty()) {
    out.options.focus = parse_window(focus, instance, findings);
    if (!out.options.focus) return std::nullopt;
  }
  std::vector<draw::Scene*> scenes{&out.scene};
  for (draw::Scene& other : beside) scenes.push_back(&other);
  share_widths(scenes, out.options.focus);
  return out;
}

} // namespace

std::optional<Map> flow_map(study::Answer const& answer, std::string const& data_version,
                            std::string const& focus, Findings& findings) {
  return finished(flow_scene(answer, data_version), {}, answer.instance, focus, findings);
}

std::optional<Map> change_map(study::Answer const& before, study::Answer const& after,
                              std::string const& data_version, std::string const& focus, Findings& findings) {
  return finished(change_scene(before, after, data_version),
                  {flow_scene(before, data_version), flow_scene(after, data_version)}, after.instance, focus,
                  findings);
}

} // namespace korridor::report
