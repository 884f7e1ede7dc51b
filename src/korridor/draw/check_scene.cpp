// Refuses scenes that have no sound picture.
#include "korridor/draw/write_svg.hpp"

#include <fmt/format.h>

#include <cmath>

namespace korridor::draw {

namespace {

constexpr double kSmallest = 200.0, kLargest = 20000.0; // px

bool on_globe(LonLat at) {
  // NaN fails every comparison.
  return at.lon >= -180.0 && at.lon <= 360.0 && at.lat >= -90.0 && at.lat <= 90.0;
}

void check_ribbon(Ribbon const& ribbon, Scene const& scene, std::vector<std::string>& faults) {
  auto const fault = [&](std::string_view what) {
    faults.push_back(fmt::format("ribbon '{}': {}", ribbon.id, what));
  };
  if (ribbon.from >= scene.places.size() || ribbon.to >= scene.places.size())
    fault("an end is no place of the scene");
  for (LonLat const& at : ribbon.route)
    if (!on_globe(at)) fault("a point of the route is not on the globe");
  for (GroupFlow const& flow : ribbon.flows) {
    if (flow.group >= scene.groups.size()) fault("a flow's group is not in the scene");
    if (!std::isfinite(flow.amount))
      fault("an amount is not finite");
    else if (flow.amount < 0.0 && scene.mode == Mode::flow)
      fault("a flow is negative");
  }
  if (ribbon.utilisation && !(*ribbon.utilisation >= 0.0)) fault("the utilisation is not a share");
  if (ribbon.change && std::isnan(*ribbon.change)) fault("the change is not a number");
}

} // namespace

std::vector<std::string> check_scene(Scene const& scene, SvgOptions const& options) {
  std::vector<std::string> faults;
  auto const size_ok = [](double px) { return px >= kSmallest && px <= kLargest; };
  if (!size_ok(options.width) || !size_ok(options.height))
    faults.push_back(fmt::format("a picture is {} to {} px wide and high", kSmallest, kLargest));
  if (options.focus) {
    GeoBox const& box = *options.focus;
    if (!on_globe({box.west, box.south}) || !on_globe({box.east, box.north}) || box.south >= box.north ||
        box.west == box.east)
      faults.emplace_back("the focus window is empty or not on the globe");
  }
  for (Place const& place : scene.places)
    if (!on_globe(place.at))
      faults.push_back(fmt::format("place '{}': its position is not on the globe", place.id));
  for (Group const& group : scene.groups)
    if (!std::isfinite(group.full_width_amount) || group.full_width_amount < 0.0)
      faults.push_back(fmt::format("group '{}': the amount of full width is not a size", group.name));
  for (Ribbon const& ribbon : scene.ribbons) check_ribbon(ribbon, scene, faults);
  return faults;
}

} // namespace korridor::draw
