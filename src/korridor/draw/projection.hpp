// The two equal-area projections of the maps, on a unit sphere.
#pragma once

#include "korridor/draw/geometry.hpp"
#include "korridor/draw/scene.hpp"

#include <string>

namespace korridor::draw {

/// Signed difference of two longitudes, in [-180, 180).
[[nodiscard]] double longitude_difference(double lon, double reference);

/// Great-circle distance in degrees.
[[nodiscard]] double angular_distance(LonLat a, LonLat b);

/// Lambert azimuthal equal-area (any region up to a hemisphere; no seam) or Equal Earth (the world; repeats
/// every 360 degrees of longitude). Plane coordinates are in radii of the sphere, y north. Sources: Snyder,
/// Map Projections: A Working Manual, equations 24-2 to 24-4; Savric, Patterson and Jenny 2018.
class Projection {
public:
  enum class Kind { lambert_azimuthal, equal_earth };

  Projection(Kind kind, LonLat centre);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] LonLat centre() const { return centre_; }

  /// `turn` is the longitude relative to the centre, in degrees; Equal Earth takes any, beyond its seam too.
  [[nodiscard]] Point project_turned(double turn, double lat) const;
  [[nodiscard]] Point project(LonLat at) const {
    return project_turned(longitude_difference(at.lon, centre_.lon), at.lat);
  }

  /// The position of a plane point of the Lambert projection; points beyond the disk are pulled to its rim.
  [[nodiscard]] LonLat lambert_inverse(Point plane) const;

  /// "Lambert azimuthal equal-area, centre 41° N 52° E".
  [[nodiscard]] std::string label(Words const& words = english_words()) const;

private:
  Kind kind_;
  LonLat centre_;
  double sin_lat_;
  double cos_lat_;
};

} // namespace korridor::draw
