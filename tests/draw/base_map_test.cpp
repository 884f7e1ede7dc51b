// The embedded base map: what is land, what is water, and the boundary policy.
#include "korridor/draw/base_map.hpp"
#include "korridor/draw/base_map_layer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

using namespace korridor::draw;

namespace {

bool inside(GeoLine const& ring, LonLat at) {
  bool is_inside = false;
  for (std::size_t k = 1; k < ring.size(); ++k) {
    LonLat const p = ring[k - 1], q = ring[k];
    if ((p.lat > at.lat) != (q.lat > at.lat) &&
        at.lon < (q.lon - p.lon) * (at.lat - p.lat) / (q.lat - p.lat) + p.lon)
      is_inside = !is_inside;
  }
  return is_inside;
}

bool on_land(LonLat at) {
  auto const& land = base_map().land;
  return std::count_if(land.begin(), land.end(), [&](GeoLine const& ring) { return inside(ring, at); }) % 2 ==
         1;
}

/// Names of the countries whose shapes hold a point.
std::string country_at(LonLat at) {
  for (CountryPart const& part : base_map().countries)
    if (inside(part.ring, at)) return part.name;
  return {};
}

bool near(GeoLine const& line, LonLat at) {
  return std::any_of(line.begin(), line.end(), [&](LonLat p) {
    return std::abs(p.lon - at.lon) < 0.2 && std::abs(p.lat - at.lat) < 0.2;
  });
}

} // namespace

TEST_CASE("the embedded map is whole") {
  CHECK(base_map().land.size() > 500);
  CHECK(base_map().borders.size() > 300);
  CHECK(base_map_text().size() < 400'000);
  CHECK(base_map_text().back() == '\n');
}

TEST_CASE("each country has a German name") {
  auto const german = [](std::string const& name) {
    for (CountryPart const& part : base_map().countries)
      if (part.name == name) return part.name_de;
    return std::string();
  };
  CHECK(german("Côte d'Ivoire") == "Elfenbeinküste");
  CHECK(german("Ukraine") == "Ukraine"); // one name for both
  for (CountryPart const& part : base_map().countries) {
    CHECK_FALSE(part.name_de.empty());
    CHECK(part.name.find('|') == std::string::npos);
  }
}

TEST_CASE("the Caspian Sea is water and its shores are land") {
  CHECK_FALSE(on_land({51.0, 42.0}));
  CHECK_FALSE(on_land({51.5, 38.5}));
  CHECK(on_land({53.5, 43.0}));
  CHECK(on_land({47.0, 43.0}));
  CHECK_FALSE(on_land({34.0, 43.5}));
  CHECK(on_land({60.0, 45.0})); // where the Aral Sea was
}

TEST_CASE("Crimea belongs to Ukraine and the isthmus is dashed instead of a border") {
  CHECK(country_at({34.2, 45.3}) == "Ukraine");
  CHECK(country_at({39.0, 45.0}) == "Russia");
  LonLat const isthmus{33.6, 46.1};
  auto const& map = base_map();
  CHECK(std::any_of(map.disputed.begin(), map.disputed.end(),
                    [&](auto const& line) { return near(line.line, isthmus); }));
  CHECK(std::none_of(map.borders.begin(), map.borders.end(),
                     [&](auto const& line) { return near(line, isthmus); }));
}

TEST_CASE("each disputed region of the policy has a dashed line") {
  for (std::string const name :
       {"Crimea, line of control", "Abkhazia", "South Ossetia", "Nagorno-Karabakh", "Transnistria",
        "Northern Cyprus", "Kosovo", "Western Sahara", "Golan", "Jammu and Kashmir, line of control"}) {
    CAPTURE(name);
    auto const& disputed = base_map().disputed;
    CHECK(std::any_of(disputed.begin(), disputed.end(), [&](auto const& line) { return line.name == name; }));
  }
}

TEST_CASE("a lapsed line is drawn until its last year only") {
  BaseMap map;
  map.disputed = {{{{46.0, 40.2}, {47.0, 39.4}}, 2023, "Nagorno-Karabakh"}};
  View const view(Projection(Projection::Kind::lambert_azimuthal, {46.5, 40.0}), 5000.0, {},
                  {0, 0, 800, 600});
  CHECK(base_map_svg(map, view, 2023).find("id=\"disputed\"") != std::string::npos);
  CHECK(base_map_svg(map, view, 2024).find("id=\"disputed\"") == std::string::npos);
  CHECK(base_map_svg(map, view, 0).find("id=\"disputed\"") != std::string::npos);
}

TEST_CASE("broken base maps are refused with the line") {
  CHECK_THROWS_WITH_AS(static_cast<void>(parse_base_map("something\n")),
                       "base map line 1: not a base map of format 1", std::invalid_argument);
  CHECK_THROWS_WITH_AS(static_cast<void>(parse_base_map("korridor-basemap 1\nquantum 0.01\nland 0\n")),
                       "base map line 3: no such arc", std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(parse_base_map("korridor-basemap 1\nquantum 0.01\narc ~\n")),
                  std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(parse_base_map("korridor-basemap 1\nsea 0\n")), std::invalid_argument);
}
