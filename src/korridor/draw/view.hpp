// From the globe to the page: which projection, how large, and where the map's frame lies.
#pragma once

#include "korridor/draw/projection.hpp"
#include "korridor/draw/scene.hpp"

namespace korridor::draw {

/// A projection with the similarity that puts its plane on the page.
class View {
public:
  View(Projection projection, double scale, Point plane_centre, Box frame);

  [[nodiscard]] Projection const& projection() const { return projection_; }
  /// The map's own area on the page; nothing of the map is drawn outside.
  [[nodiscard]] Box const& frame() const { return frame_; }
  /// px for each radius of the sphere
  [[nodiscard]] double scale() const { return scale_; }

  [[nodiscard]] Point to_page(LonLat at) const { return plane_to_page(projection_.project(at)); }
  /// Copies of the world on the page: 0 to 0, or -1 to 1 where the projection has a seam to be drawn over.
  [[nodiscard]] int copies() const { return projection_.kind() == Projection::Kind::equal_earth ? 1 : 0; }

  /// A line on the page without a jump at the seam, in one of the copies of the world.
  [[nodiscard]] Polyline to_page(std::vector<LonLat> const& line, int copy = 0) const;

private:
  [[nodiscard]] Point plane_to_page(Point plane) const;

  Projection projection_;
  double scale_;
  Point plane_centre_;
  Box frame_;
};

/// Fits the scene, or the focus window of the options, into a frame.
[[nodiscard]] View fit_view(Scene const& scene, SvgOptions const& options, Box const& frame);

} // namespace korridor::draw
