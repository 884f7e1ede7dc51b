// Widths, colours, titles and edges of ribbons.
#include "korridor/draw/ribbons.hpp"
#include "korridor/draw/style.hpp"
#include "scenes.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace korridor::draw;

namespace {

Box const kFrame{0.0, 60.0, 1600.0, 880.0};

Ribbons shapes_of(Scene const& scene, SvgOptions const& options = {}) {
  return shape_ribbons(scene, fit_view(scene, options, kFrame));
}

RibbonShape const& shape_of(Ribbons const& ribbons, std::size_t index) {
  return *std::find_if(ribbons.shapes.begin(), ribbons.shapes.end(),
                       [&](auto const& s) { return s.ribbon == index; });
}

} // namespace

TEST_CASE("the width of a ribbon is proportional to its flow") {
  Scene const scene = line_scene(5);
  Ribbons const ribbons = shapes_of(scene);
  for (std::size_t k = 0; k < scene.ribbons.size(); ++k)
    CHECK(shape_of(ribbons, k).width ==
          doctest::Approx(style::kFullRibbonWidth * scene.ribbons[k].flows[0].amount / 40.0));
}

TEST_CASE("each commodity group has its own scale and widths of one link add up") {
  Scene scene = line_scene(3);
  scene.groups.push_back({"containers", "kTEU/yr", 0.0, {}});
  scene.ribbons[0].flows = {{0, 20.0}, {1, 300.0}};
  scene.ribbons[1].flows = {{1, 600.0}};
  Ribbons const ribbons = shapes_of(scene);
  CHECK(shape_of(ribbons, 0).width == doctest::Approx(style::kFullRibbonWidth));
  CHECK(shape_of(ribbons, 1).width == doctest::Approx(style::kFullRibbonWidth));
}

TEST_CASE("a tiny flow is still seen and no flow is a faint line") {
  Scene scene = line_scene(3);
  scene.ribbons[0].flows = {{0, 0.001}};
  scene.ribbons[1].flows = {};
  Ribbons const ribbons = shapes_of(scene);
  CHECK(shape_of(ribbons, 0).width == doctest::Approx(style::kThinnestRibbon));
  CHECK_FALSE(shape_of(ribbons, 0).idle);
  CHECK(shape_of(ribbons, 1).idle);
  CHECK(shape_of(ribbons, 1).head.empty());
}

TEST_CASE("a utilisation at a break belongs to the upper class") {
  CHECK(utilisation_class(std::nullopt) == 0);
  CHECK(utilisation_class(0.0) == 0);
  CHECK(utilisation_class(0.4999) == 0);
  CHECK(utilisation_class(0.5) == 1);
  CHECK(utilisation_class(0.6999) == 1);
  CHECK(utilisation_class(0.7) == 2);
  CHECK(utilisation_class(0.85) == 3);
  CHECK(utilisation_class(0.9499) == 3);
  CHECK(utilisation_class(0.95) == style::kFullClass);
  CHECK(utilisation_class(0.95 - 1e-12) == style::kFullClass);
  CHECK(utilisation_class(1.2) == style::kFullClass);
}

TEST_CASE("the classes of a change are mirror images") {
  CHECK(change_class(0.0, 0.0) == style::kUnchangedClass);
  CHECK(change_class(0.0299, 1.0) == 3);
  CHECK(change_class(0.03, 1.0) == 4);
  CHECK(change_class(0.15, 1.0) == 5);
  CHECK(change_class(0.5, 1.0) == 6);
  CHECK(change_class(-0.0299, -1.0) == 3);
  CHECK(change_class(-0.03, -1.0) == 2);
  CHECK(change_class(-0.15, -1.0) == 1);
  CHECK(change_class(-0.5, -1.0) == 0);
  CHECK(change_class(std::nullopt, -2.0) == 1);
  CHECK(change_class(std::nullopt, 2.0) == 5);
  CHECK(change_class(std::nullopt, 0.0) == style::kUnchangedClass);
}

TEST_CASE("an unchanged link is faint in change mode however much flows") {
  Scene scene = line_scene(3);
  scene.mode = Mode::change;
  scene.ribbons[0].change = 0.01;
  scene.ribbons[1].change = -0.6;
  scene.ribbons[1].flows = {{0, -30.0}};
  Ribbons const ribbons = shapes_of(scene);
  CHECK(shape_of(ribbons, 0).idle);
  CHECK_FALSE(shape_of(ribbons, 1).idle);
  CHECK(shape_of(ribbons, 1).colour_class == 0);
}

TEST_CASE("opposing and parallel links do not lie on each other") {
  Scene scene = line_scene(2);
  Ribbon ribbon = scene.ribbons[0];
  ribbon.id = "parallel";
  scene.ribbons.push_back(ribbon);
  ribbon.id = "back";
  std::swap(ribbon.from, ribbon.to);
  scene.ribbons.push_back(ribbon);
  Ribbons const ribbons = shapes_of(scene);
  Point const there = shape_of(ribbons, 0).middle, parallel = shape_of(ribbons, 1).middle,
              back = shape_of(ribbons, 2).middle;
  CHECK(distance(there, parallel) > style::kFullRibbonWidth);
  CHECK(distance(there, back) > style::kFullRibbonWidth);
}

TEST_CASE("opposing links on one route lie side by side") {
  Scene scene = line_scene(2);
  scene.ribbons[0].route = {{50.0, 45.0}};
  Ribbon back = scene.ribbons[0];
  back.id = "back";
  std::swap(back.from, back.to);
  scene.ribbons.push_back(back);
  Ribbons const ribbons = shapes_of(scene);
  double const gap = distance(shape_of(ribbons, 0).middle, shape_of(ribbons, 1).middle);
  CHECK(gap >= shape_of(ribbons, 0).width);
}

TEST_CASE("arrow heads point at the destination") {
  Scene const scene = line_scene(2);
  View const view = fit_view(scene, {}, kFrame);
  RibbonShape const shape = shape_ribbons(scene, view).shapes.at(0);
  REQUIRE(shape.head.size() == 3);
  Point const to = view.to_page(scene.places[1].at);
  CHECK(distance(shape.head[1], to) < 8.0);
  CHECK(distance(shape.head[0], to) > distance(shape.head[1], to));
  CHECK(distance(shape.head[0], shape.head[2]) > shape.width);
}

TEST_CASE("a flow that leaves the focus window ends at the frame and names its far end") {
  Scene scene = line_scene(2);
  scene.places.push_back({"shanghai", "Shanghai", {121.47, 31.23}});
  scene.ribbons.push_back(scene.ribbons[0]);
  scene.ribbons[1].id = "east";
  scene.ribbons[1].from = 1;
  scene.ribbons[1].to = 2;
  SvgOptions options;
  options.focus = GeoBox{25.0, 38.0, 95.0, 55.0};
  Ribbons const ribbons = shapes_of(scene, options);
  REQUIRE(ribbons.crossings.size() == 1);
  CHECK(ribbons.crossings[0].place == 2);
  CHECK(ribbons.crossings[0].leaving);
  Point const at = ribbons.crossings[0].at;
  CHECK((at.x > kFrame.right - 0.01 || at.y > kFrame.bottom - 0.01));
  for (Polyline const& part : shape_of(ribbons, 1).parts)
    for (Point const& p : part) CHECK(kFrame.grown(0.01).contains(p));
}

TEST_CASE("a link across the Pacific goes the near way round on a world map") {
  Scene scene = line_scene(2);
  scene.places = {{"shanghai", "Shanghai", {121.5, 31.2}},
                  {"long_beach", "Long Beach", {-118.2, 33.8}},
                  {"santos", "Santos", {-46.3, -23.9}},
                  {"rotterdam", "Rotterdam", {4.5, 51.9}}};
  SvgOptions options;
  options.projection = ProjectionChoice::equal_earth;
  View const view = fit_view(scene, options, kFrame);
  Ribbons const ribbons = shape_ribbons(scene, view);
  REQUIRE(ribbons.shapes.size() == 2); // one piece at each edge
  for (RibbonShape const& shape : ribbons.shapes)
    for (Polyline const& part : shape.parts) CHECK(length_of(part) < 0.5 * kFrame.width());
  CHECK(ribbons.crossings.size() == 2);
}

TEST_CASE("a link between two places at one point is a ring and not lost") {
  Scene scene = line_scene(3);
  scene.places[1].at = scene.places[0].at;
  Ribbons const ribbons = shapes_of(scene);
  CHECK(shape_of(ribbons, 0).loop);
  CHECK_FALSE(shape_of(ribbons, 1).loop);
}

TEST_CASE("a ribbon tells its name and flow and unit and share of capacity") {
  Scene scene = line_scene(2);
  scene.ribbons[0].flows = {{0, 57.25}};
  scene.ribbons[0].utilisation = 0.864;
  scene.ribbons[0].tooltip = "one more Mt/yr is worth 41 EUR/t";
  CHECK(ribbon_title(scene.ribbons[0], scene) ==
        "Link 1: 57.2 Mt/yr crude oil, 86 % of capacity\none more Mt/yr is worth 41 EUR/t");
  scene.mode = Mode::change;
  scene.ribbons[0].flows = {{0, -1234.0}};
  scene.ribbons[0].change = -0.18;
  scene.ribbons[0].closed = true;
  scene.ribbons[0].tooltip.clear();
  CHECK(ribbon_title(scene.ribbons[0], scene) == "Link 1: closed, −1,234 Mt/yr crude oil, −18 % of capacity");
}
