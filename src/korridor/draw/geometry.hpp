// Points, boxes and lines on the page (px, y down) and their clipping to a box.
#pragma once

#include <span>
#include <vector>

namespace korridor::draw {

struct Point {
  double x = 0.0;
  double y = 0.0;
};

using Polyline = std::vector<Point>;

struct Box {
  double left = 0.0;
  double top = 0.0;
  double right = 0.0;
  double bottom = 0.0;

  [[nodiscard]] double width() const { return right - left; }
  [[nodiscard]] double height() const { return bottom - top; }
  [[nodiscard]] bool contains(Point p) const {
    return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom;
  }
  [[nodiscard]] bool contains(Box const& b) const {
    return b.left >= left && b.right <= right && b.top >= top && b.bottom <= bottom;
  }
  [[nodiscard]] bool overlaps(Box const& b) const {
    return left < b.right && b.left < right && top < b.bottom && b.top < bottom;
  }
  [[nodiscard]] Box grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
};

[[nodiscard]] Box box_of(std::span<Point const> points);
[[nodiscard]] double distance(Point a, Point b);
[[nodiscard]] double length_of(Polyline const& line);

/// The part of a polygon inside a box (Sutherland-Hodgman); an inner part may be joined along the box's edge.
[[nodiscard]] Polyline clip_polygon(Polyline polygon, Box const& box);

/// The parts of a line inside a box, in order; parts of no length are left out.
[[nodiscard]] std::vector<Polyline> clip_line(Polyline const& line, Box const& box);

/// A quadratic arc from one point to another that bows to the right of its direction by `bow` of the chord.
[[nodiscard]] Polyline curved_arc(Point from, Point to, double bow);

/// The line with its corners rounded off (two rounds of Chaikin's cutting); both ends stay.
[[nodiscard]] Polyline rounded(Polyline line);

/// The line moved to the right of its direction by a distance.
[[nodiscard]] Polyline moved_aside(Polyline const& line, double by);

/// The line without the given lengths at its start and end; empty when nothing remains.
[[nodiscard]] Polyline trimmed(Polyline const& line, double at_start, double at_end);

/// The point at a share of the line's length.
[[nodiscard]] Point point_along(Polyline const& line, double share);

/// Drops points nearer than `step` to the last one kept; both ends stay.
[[nodiscard]] Polyline thinned(Polyline const& line, double step);

} // namespace korridor::draw
