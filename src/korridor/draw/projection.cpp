// Formulas of the two equal-area projections.
#include "korridor/draw/projection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace korridor::draw {

namespace {

constexpr double kRadian = std::numbers::pi / 180.0;

// Polynomial of Equal Earth.
constexpr double kA1 = 1.340264, kA2 = -0.081106, kA3 = 0.000893, kA4 = 0.003796;

Point equal_earth(double turn, double lat) {
  double const theta = std::asin(std::numbers::sqrt3 / 2.0 * std::sin(lat * kRadian));
  double const t2 = theta * theta, t6 = t2 * t2 * t2;
  double const slope = kA1 + 3.0 * kA2 * t2 + t6 * (7.0 * kA3 + 9.0 * kA4 * t2);
  return {2.0 / std::numbers::sqrt3 * turn * kRadian * std::cos(theta) / slope,
          theta * (kA1 + kA2 * t2 + t6 * (kA3 + kA4 * t2))};
}

} // namespace

double longitude_difference(double lon, double reference) {
  double const turn = std::fmod(lon - reference + 180.0, 360.0);
  return (turn < 0.0 ? turn + 360.0 : turn) - 180.0;
}

double angular_distance(LonLat a, LonLat b) {
  double const dlat = (b.lat - a.lat) * kRadian / 2.0, dlon = (b.lon - a.lon) * kRadian / 2.0;
  double const h = std::sin(dlat) * std::sin(dlat) +
                   std::cos(a.lat * kRadian) * std::cos(b.lat * kRadian) * std::sin(dlon) * std::sin(dlon);
  return 2.0 * std::asin(std::sqrt(std::min(1.0, h))) / kRadian;
}

Projection::Projection(Kind kind, LonLat centre)
    : kind_(kind), centre_(centre), sin_lat_(std::sin(centre.lat * kRadian)),
      cos_lat_(std::cos(centre.lat * kRadian)) {}

Point Projection::project_turned(double turn, double lat) const {
  if (kind_ == Kind::equal_earth) return equal_earth(turn, lat);
  double const sin_lat = std::sin(lat * kRadian), cos_lat = std::cos(lat * kRadian);
  double const sin_turn = std::sin(turn * kRadian), cos_turn = std::cos(turn * kRadian);
  // At the antipode the factor is infinite; a point there goes to the rim of the disk.
  double const denominator = std::max(1e-12, 1.0 + sin_lat_ * sin_lat + cos_lat_ * cos_lat * cos_turn);
  double const k = std::sqrt(2.0 / denominator);
  return {k * cos_lat * sin_turn, k * (cos_lat_ * sin_lat - sin_lat_ * cos_lat * cos_turn)};
}

LonLat Projection::lambert_inverse(Point plane) const {
  double const rho = std::hypot(plane.x, plane.y);
  if (rho < 1e-12) return centre_;
  double const c = 2.0 * std::asin(std::min(1.0, rho / 2.0));
  double const sin_lat = std::cos(c) * sin_lat_ + plane.y * std::sin(c) * cos_lat_ / rho;
  double const turn =
      std::atan2(plane.x * std::sin(c), rho * cos_lat_ * std::cos(c) - plane.y * sin_lat_ * std::sin(c));
  return {longitude_difference(centre_.lon + turn / kRadian, 0.0),
          std::asin(std::clamp(sin_lat, -1.0, 1.0)) / kRadian};
}

std::string Projection::label(Words const& words) const {
  auto const east = [&](double lon) {
    return fmt::format("{:.0f}° {}", std::abs(lon), lon < 0.0 ? words.west : words.east);
  };
  if (kind_ == Kind::equal_earth) return fmt::format(fmt::runtime(words.equal_earth), east(centre_.lon));
  return fmt::format(fmt::runtime(words.lambert),
                     fmt::format("{:.0f}° {} {}", std::abs(centre_.lat),
                                 centre_.lat < 0.0 ? words.south : words.north, east(centre_.lon)));
}

} // namespace korridor::draw
