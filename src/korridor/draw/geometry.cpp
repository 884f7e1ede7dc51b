// Clipping, arcs and offsets of lines on the page.
#include "korridor/draw/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace korridor::draw {

namespace {

/// One side of a box as a half plane: inside where a * x + b * y <= c.
struct HalfPlane {
  double a, b, c;
  [[nodiscard]] double excess(Point p) const { return a * p.x + b * p.y - c; }
};

Point between(Point p, Point q, double share) {
  return {p.x + share * (q.x - p.x), p.y + share * (q.y - p.y)};
}

} // namespace

Box box_of(std::span<Point const> points) {
  constexpr double kHuge = std::numeric_limits<double>::infinity();
  Box box{kHuge, kHuge, -kHuge, -kHuge};
  for (Point const& p : points) {
    box.left = std::min(box.left, p.x);
    box.right = std::max(box.right, p.x);
    box.top = std::min(box.top, p.y);
    box.bottom = std::max(box.bottom, p.y);
  }
  return box;
}

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

double length_of(Polyline const& line) {
  double sum = 0.0;
  for (std::size_t k = 1; k < line.size(); ++k) sum += distance(line[k - 1], line[k]);
  return sum;
}

Polyline clip_polygon(Polyline polygon, Box const& box) {
  HalfPlane const sides[] = {{-1, 0, -box.left}, {1, 0, box.right}, {0, -1, -box.top}, {0, 1, box.bottom}};
  for (HalfPlane const& side : sides) {
    if (polygon.empty()) break;
    Polyline kept;
    kept.reserve(polygon.size() + 4);
    Point previous = polygon.back();
    double previous_excess = side.excess(previous);
    for (Point const& p : polygon) {
      double const excess = side.excess(p);
      if ((excess > 0.0) != (previous_excess > 0.0))
        kept.push_back(between(previous, p, previous_excess / (previous_excess - excess)));
      if (excess <= 0.0) kept.push_back(p);
      previous = p;
      previous_excess = excess;
    }
    polygon = std::move(kept);
  }
  return polygon;
}

std::vector<Polyline> clip_line(Polyline const& line, Box const& box) {
  std::vector<Polyline> parts;
  bool open = false; // whether the last part ends at the previous point
  for (std::size_t k = 1; k < line.size(); ++k) {
    Point const p = line[k - 1], q = line[k];
    double first = 0.0, last = 1.0; // Liang-Barsky
    HalfPlane const sides[] = {{-1, 0, -box.left}, {1, 0, box.right}, {0, -1, -box.top}, {0, 1, box.bottom}};
    for (HalfPlane const& side : sides) {
      double const e0 = side.excess(p), e1 = side.excess(q);
      if (e0 > 0.0 && e1 > 0.0)
        last = -1.0;
      else if (e0 > 0.0)
        first = std::max(first, e0 / (e0 - e1));
      else if (e1 > 0.0)
        last = std::min(last, e0 / (e0 - e1));
    }
    if (first >= last) {
      open = false;
      continue;
    }
    if (!open || first > 0.0) parts.push_back({between(p, q, first)});
    parts.back().push_back(between(p, q, last));
    open = last >= 1.0;
  }
  return parts;
}

Polyline curved_arc(Point from, Point to, double bow) {
  // The control point lies twice as far out as the arc's crown. Right of the direction, with y down, is (-dy,
  // dx).
  double const dx = to.x - from.x, dy = to.y - from.y;
  Point const control{(from.x + to.x) / 2.0 - 2.0 * bow * dy, (from.y + to.y) / 2.0 + 2.0 * bow * dx};
  int const steps = std::clamp(static_cast<int>(std::hypot(dx, dy) / 8.0), 8, 64);
  Polyline line;
  line.reserve(static_cast<std::size_t>(steps) + 1);
  for (int k = 0; k <= steps; ++k) {
    double const t = static_cast<double>(k) / steps;
    line.push_back(between(between(from, control, t), between(control, to, t), t));
  }
  return line;
}

Polyline rounded(Polyline line) {
  for (int round = 0; round < 2 && line.size() > 2; ++round) {
    Polyline cut{line.front()};
    for (std::size_t k = 1; k < line.size(); ++k) {
      if (k > 1) cut.push_back(between(line[k - 1], line[k], 0.25));
      if (k + 1 < line.size()) cut.push_back(between(line[k - 1], line[k], 0.75));
    }
    cut.push_back(line.back());
    line = std::move(cut);
  }
  return line;
}

Polyline moved_aside(Polyline const& line, double by) {
  Polyline moved;
  moved.reserve(line.size());
  for (std::size_t k = 0; k < line.size(); ++k) {
    Point const before = line[k == 0 ? 0 : k - 1];
    Point const after = line[std::min(k + 1, line.size() - 1)];
    double const reach = distance(before, after);
    if (reach <= 0.0)
      moved.push_back(line[k]);
    else
      moved.push_back(
          {line[k].x - by * (after.y - before.y) / reach, line[k].y + by * (after.x - before.x) / reach});
  }
  return moved;
}

Polyline trimmed(Polyline const& line, double at_start, double at_end) {
  double const whole = length_of(line);
  double const end = whole - at_end;
  if (at_start >= end) return {};
  Polyline kept;
  double walked = 0.0;
  for (std::size_t k = 1; k < line.size(); ++k) {
    double const step = distance(line[k - 1], line[k]);
    if (step <= 0.0) continue;
    if (walked + step > at_start && walked < end) {
      if (kept.empty())
        kept.push_back(between(line[k - 1], line[k], std::max(0.0, (at_start - walked) / step)));
      kept.push_back(between(line[k - 1], line[k], std::min(1.0, (end - walked) / step)));
    }
    walked += step;
  }
  return kept;
}

Point point_along(Polyline const& line, double share) {
  double left = share * length_of(line);
  for (std::size_t k = 1; k < line.size(); ++k) {
    double const step = distance(line[k - 1], line[k]);
    if (step > 0.0 && left <= step) return between(line[k - 1], line[k], left / step);
    left -= step;
  }
  return line.empty() ? Point{} : line.back();
}

Polyline thinned(Polyline const& line, double step) {
  Polyline kept;
  for (std::size_t k = 0; k < line.size(); ++k)
    if (kept.empty() || k + 1 == line.size() || distance(kept.back(), line[k]) >= step)
      kept.push_back(line[k]);
  return kept;
}

} // namespace korridor::draw
