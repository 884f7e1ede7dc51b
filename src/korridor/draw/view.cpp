// Fitting a projection to the places of a scene.
#include "korridor/draw/view.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace korridor::draw {

namespace {

constexpr LonLat kDefaultCentre{52.0, 41.0};   // the Caspian Sea
constexpr double kEqualEarthCentre = 60.0;     // keeps Eurasia whole and cuts in the Atlantic
constexpr double kLargestLambertRadius = 85.0; // degrees from the centre
constexpr double kSmallestHalfExtent = 0.05;   // radii of the sphere, about 320 km
constexpr double kPadding = 0.055;             // of the frame, room for labels at the rim
constexpr double kFocusPadding = 0.0;

std::vector<LonLat> outline_of(GeoBox const& box) {
  double const span = box.east >= box.west ? box.east - box.west : box.east - box.west + 360.0;
  std::vector<LonLat> outline;
  constexpr int kSteps = 12;
  for (int k = 0; k <= kSteps; ++k) {
    double const share = static_cast<double>(k) / kSteps;
    double const lat = box.south + share * (box.north - box.south);
    outline.push_back({box.west + share * span, box.south});
    outline.push_back({box.west + share * span, box.north});
    outline.push_back({box.west, lat});
    outline.push_back({box.west + span, lat});
  }
  return outline;
}

std::vector<LonLat> points_to_show(Scene const& scene) {
  std::vector<LonLat> points;
  for (Place const& place : scene.places) points.push_back(place.at);
  for (Ribbon const& ribbon : scene.ribbons)
    points.insert(points.end(), ribbon.route.begin(), ribbon.route.end());
  return points;
}

Polyline projected(Projection const& projection, std::vector<LonLat> const& points) {
  Polyline plane;
  for (LonLat const& at : points) plane.push_back(projection.project(at));
  return plane;
}

Point middle(Box const& box) { return {(box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0}; }

/// The whole degree at which the points' extent is centred, found by repeated projection.
LonLat lambert_centre(std::vector<LonLat> const& points) {
  // The mean direction is a safe start: it lies in the hemisphere of any set that fits in one.
  double x = 0.0, y = 0.0, z = 0.0;
  constexpr double kRadian = std::numbers::pi / 180.0;
  for (LonLat const& at : points) {
    x += std::cos(at.lat * kRadian) * std::cos(at.lon * kRadian);
    y += std::cos(at.lat * kRadian) * std::sin(at.lon * kRadian);
    z += std::sin(at.lat * kRadian);
  }
  LonLat centre = kDefaultCentre;
  if (std::hypot(x, y, z) > 1e-9)
    centre = {std::atan2(y, x) / kRadian, std::atan2(z, std::hypot(x, y)) / kRadian};
  for (int round = 0; round < 6; ++round) {
    Projection const projection(Projection::Kind::lambert_azimuthal, centre);
    centre = projection.lambert_inverse(middle(box_of(projected(projection, points))));
  }
  return {std::round(centre.lon), std::round(centre.lat)};
}

Projection choose_projection(std::vector<LonLat> const& points, ProjectionChoice choice) {
  LonLat const centre = points.empty() ? kDefaultCentre : lambert_centre(points);
  double radius = 0.0;
  for (LonLat const& at : points) radius = std::max(radius, angular_distance(centre, at));
  bool const world = choice == ProjectionChoice::equal_earth ||
                     (choice == ProjectionChoice::automatic && radius > kLargestLambertRadius);
  if (world) return {Projection::Kind::equal_earth, {kEqualEarthCentre, 0.0}};
  return {Projection::Kind::lambert_azimuthal, centre};
}

} // namespace

View::View(Projection projection, double scale, Point plane_centre, Box frame)
    : projection_(projection), scale_(scale), plane_centre_(plane_centre), frame_(frame) {}

Point View::plane_to_page(Point plane) const {
  return {(frame_.left + frame_.right) / 2.0 + scale_ * (plane.x - plane_centre_.x),
          (frame_.top + frame_.bottom) / 2.0 - scale_ * (plane.y - plane_centre_.y)};
}

Polyline View::to_page(std::vector<LonLat> const& line, int copy) const {
  Polyline page;
  page.reserve(line.size());
  double turn = 0.0;
  for (LonLat const& at : line) {
    double const wrapped = longitude_difference(at.lon, projection_.centre().lon);
    turn = page.empty() ? wrapped + 360.0 * copy : turn + longitude_difference(wrapped, turn);
    page.push_back(plane_to_page(projection_.project_turned(turn, at.lat)));
  }
  return page;
}

View fit_view(Scene const& scene, SvgOptions const& options, Box const& frame) {
  auto const points = options.focus ? outline_of(*options.focus) : points_to_show(scene);
  Projection const projection = choose_projection(points, options.projection);
  Box extent = points.empty() ? Box{} : box_of(projected(projection, points));
  Point const centre = points.empty() ? projection.project(kDefaultCentre) : middle(extent);
  double const smallest = points.empty() ? 0.35 : kSmallestHalfExtent;
  double const half_width = std::max(extent.width() / 2.0, smallest);
  double const half_height = std::max(extent.height() / 2.0, smallest);
  double const padding = (options.focus ? kFocusPadding : kPadding) * std::min(frame.width(), frame.height());
  double const scale =
      std::min((frame.width() / 2.0 - padding) / half_width, (frame.height() / 2.0 - padding) / half_height);
  return {projection, scale, centre, frame};
}

} // namespace korridor::draw
