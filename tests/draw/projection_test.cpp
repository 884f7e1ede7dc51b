// Projections against published values, a second formula and the equal-area property.
#include "korridor/draw/projection.hpp"
#include "korridor/draw/view.hpp"
#include "scenes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace korridor::draw;

namespace {

constexpr double kRadian = std::numbers::pi / 180.0;
Box const kFrame{0.0, 60.0, 1600.0, 880.0};

Projection lambert(LonLat centre) { return {Projection::Kind::lambert_azimuthal, centre}; }

/// Area on the plane of a square of 0.01 degrees, relative to its area on the sphere.
double area_ratio(Projection const& projection, LonLat at) {
  constexpr double kSide = 0.01;
  Point const a = projection.project(at), b = projection.project({at.lon + kSide, at.lat});
  Point const c = projection.project({at.lon + kSide, at.lat + kSide}),
              d = projection.project({at.lon, at.lat + kSide});
  double const plane = 0.5 * std::abs((c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y));
  double const sphere = kSide * kRadian * (std::sin((at.lat + kSide) * kRadian) - std::sin(at.lat * kRadian));
  return plane / sphere;
}

} // namespace

TEST_CASE("Lambert gives the numerical example of Snyder's manual") {
  // Page 332: R = 3, centre 40 N 100 W, point 20 S 100 E.
  Point const p = lambert({-100.0, 40.0}).project({100.0, -20.0});
  CHECK(3.0 * p.x == doctest::Approx(-4.2339303).epsilon(1e-7));
  CHECK(3.0 * p.y == doctest::Approx(4.0257775).epsilon(1e-7));
}

TEST_CASE("Lambert agrees with the chord and the azimuth from the centre") {
  LonLat const centre{52.0, 41.0};
  for (LonLat const at : {LonLat{4.5, 51.9}, LonLat{121.5, 31.2}, LonLat{72.9, 18.9}, LonLat{-60.0, -10.0}}) {
    double const dlon = (at.lon - centre.lon) * kRadian;
    double const azimuth =
        std::atan2(std::sin(dlon) * std::cos(at.lat * kRadian),
                   std::cos(centre.lat * kRadian) * std::sin(at.lat * kRadian) -
                       std::sin(centre.lat * kRadian) * std::cos(at.lat * kRadian) * std::cos(dlon));
    double const chord = 2.0 * std::sin(angular_distance(centre, at) * kRadian / 2.0);
    Point const p = lambert(centre).project(at);
    CHECK(p.x == doctest::Approx(chord * std::sin(azimuth)).epsilon(1e-12));
    CHECK(p.y == doctest::Approx(chord * std::cos(azimuth)).epsilon(1e-12));
    LonLat const back = lambert(centre).lambert_inverse(p);
    CHECK(back.lon == doctest::Approx(at.lon));
    CHECK(back.lat == doctest::Approx(at.lat));
  }
}

TEST_CASE("Equal Earth reaches its published extent") {
  Projection const projection(Projection::Kind::equal_earth, {0.0, 0.0});
  CHECK(projection.project_turned(180.0, 0.0).x == doctest::Approx(2.7066299836).epsilon(1e-9));
  CHECK(projection.project_turned(0.0, 90.0).y == doctest::Approx(1.3173627592).epsilon(1e-9));
}

TEST_CASE("small squares keep their area in both projections") {
  for (auto const& projection :
       {lambert({52.0, 41.0}), Projection(Projection::Kind::equal_earth, {60.0, 0.0})})
    for (LonLat const at : {LonLat{52.0, 41.0}, LonLat{4.5, 51.9}, LonLat{121.5, 31.2}, LonLat{20.0, -30.0},
                            LonLat{100.0, 75.0}})
      CHECK(area_ratio(projection, at) == doctest::Approx(1.0).epsilon(1e-4));
}

TEST_CASE("the antipode of the centre is drawn at a finite point") {
  Point const p = lambert({52.0, 41.0}).project({-128.0, -41.0});
  CHECK(std::isfinite(p.x));
  CHECK(std::isfinite(p.y));
}

TEST_CASE("a scene without places is shown round the Caspian Sea") {
  View const view = fit_view({}, {}, kFrame);
  CHECK(view.projection().label() == "Lambert azimuthal equal-area, centre 41° N 52° E");
  Point const p = view.to_page(LonLat{52.0, 41.0});
  CHECK(p.x == doctest::Approx(800.0));
  CHECK(p.y == doctest::Approx(470.0));
}

TEST_CASE("every place of a scene lies in the frame") {
  Scene scene = line_scene(3);
  scene.places.push_back({"rotterdam", "Rotterdam", {4.5, 51.92}});
  scene.places.push_back({"shanghai", "Shanghai", {121.47, 31.23}});
  scene.places.push_back({"mumbai", "Mumbai", {72.95, 18.95}});
  View const view = fit_view(scene, {}, kFrame);
  CHECK(view.projection().kind() == Projection::Kind::lambert_azimuthal);
  for (Place const& place : scene.places) CHECK(kFrame.contains(view.to_page(place.at)));
}

TEST_CASE("a scene that spans more than a hemisphere falls back to Equal Earth") {
  Scene scene = line_scene(2);
  scene.places.push_back({"sydney", "Sydney", {151.2, -33.9}});
  scene.places.push_back({"santos", "Santos", {-46.3, -23.9}});
  scene.places.push_back({"long_beach", "Long Beach", {-118.2, 33.8}});
  View const view = fit_view(scene, {}, kFrame);
  CHECK(view.projection().label() == "Equal Earth, centre 60° E");
  for (Place const& place : scene.places) CHECK(kFrame.contains(view.to_page(place.at)));
}

TEST_CASE("places on both sides of the antimeridian are fitted as neighbours") {
  Scene scene;
  scene.places = {{"w", "West", {179.0, 65.0}}, {"e", "East", {-178.0, 66.0}}};
  View const view = fit_view(scene, {}, kFrame);
  CHECK(std::abs(view.projection().centre().lon) > 178.0);
  Point const w = view.to_page(scene.places[0].at), e = view.to_page(scene.places[1].at);
  CHECK(w.x < e.x);
  CHECK(view.scale() > 5000.0);
}

TEST_CASE("a focus window is shown whole and fills the frame one way") {
  SvgOptions options;
  options.focus = GeoBox{25.0, 35.0, 85.0, 56.0};
  View const view = fit_view(line_scene(3), options, kFrame);
  Polyline corners;
  for (double lon = 25.0; lon <= 85.0; lon += 5.0)
    for (double const lat : {35.0, 56.0}) corners.push_back(view.to_page(LonLat{lon, lat}));
  Box const shown = box_of(corners);
  CHECK(kFrame.grown(0.01).contains(shown));
  CHECK((shown.width() > 0.99 * kFrame.width() || shown.height() > 0.99 * kFrame.height()));
}
