// Clipping, arcs and offsets on the page.
#include "korridor/draw/geometry.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace korridor::draw;

namespace {

double area_of(Polyline const& ring) {
  double doubled = 0.0;
  for (std::size_t k = 0; k < ring.size(); ++k) {
    Point const p = ring[k], q = ring[(k + 1) % ring.size()];
    doubled += p.x * q.y - q.x * p.y;
  }
  return std::abs(doubled) / 2.0;
}

Box const kBox{0.0, 0.0, 10.0, 10.0};

} // namespace

TEST_CASE("a polygon is clipped to the part inside the box") {
  CHECK(area_of(clip_polygon({{5, 5}, {15, 5}, {15, 15}, {5, 15}}, kBox)) == doctest::Approx(25.0));
  CHECK(area_of(clip_polygon({{-5, -5}, {15, -5}, {15, 15}, {-5, 15}}, kBox)) == doctest::Approx(100.0));
  CHECK(area_of(clip_polygon({{-10, 0}, {0, -10}, {10, 0}, {0, 10}}, kBox)) == doctest::Approx(50.0));
  CHECK(clip_polygon({{20, 20}, {30, 20}, {30, 30}}, kBox).size() < 3);
  CHECK(clip_polygon({}, kBox).empty());
}

TEST_CASE("a line that leaves the box and comes back has two parts") {
  auto const parts = clip_line({{5, 5}, {15, 5}, {15, 8}, {5, 8}}, kBox);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].back().x == doctest::Approx(10.0));
  CHECK(parts[1].front().x == doctest::Approx(10.0));
  CHECK(length_of(parts[0]) == doctest::Approx(5.0));
  CHECK(clip_line({{-5, 5}, {15, 5}}, kBox).front().size() == 2);
  CHECK(clip_line({{20, 20}, {30, 20}}, kBox).empty());
}

TEST_CASE("an arc bows to the right of its direction by a share of the chord") {
  Polyline const arc = curved_arc({0, 0}, {100, 0}, 0.1);
  CHECK(box_of(arc).bottom == doctest::Approx(10.0)); // y runs down the page
  CHECK(box_of(arc).top == doctest::Approx(0.0));
  Polyline const back = curved_arc({100, 0}, {0, 0}, 0.1);
  CHECK(box_of(back).top == doctest::Approx(-10.0));
}

TEST_CASE("a trimmed line loses exactly the lengths asked for") {
  Polyline const line{{0, 0}, {10, 0}, {10, 10}};
  CHECK(length_of(trimmed(line, 3.0, 4.0)) == doctest::Approx(13.0));
  CHECK(trimmed(line, 12.0, 9.0).empty());
  CHECK(point_along(line, 0.75).y == doctest::Approx(5.0));
}

TEST_CASE("a line moved aside keeps its distance and rounding keeps both ends") {
  Polyline const moved = moved_aside({{0, 0}, {10, 0}, {20, 0}}, 3.0);
  for (Point const& p : moved) CHECK(p.y == doctest::Approx(3.0));
  Polyline const round = rounded({{0, 0}, {10, 0}, {10, 10}});
  CHECK(distance(round.front(), {0, 0}) == doctest::Approx(0.0));
  CHECK(distance(round.back(), {10, 10}) == doctest::Approx(0.0));
  CHECK(round.size() > 3);
  CHECK(length_of(round) < 20.0);
}
