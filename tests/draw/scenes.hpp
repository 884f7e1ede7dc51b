// Small scenes for the tests of the map writer.
#pragma once

#include "korridor/draw/scene.hpp"

#include <random>
#include <string>

namespace korridor::draw {

/// Places on a line eastwards from the Black Sea to China, joined one to the next by one group of 10 to 40
/// Mt/yr.
inline Scene line_scene(std::size_t place_count) {
  Scene scene;
  scene.title = "Line";
  scene.groups = {{"crude oil", "Mt/yr", 40.0, {}}};
  for (std::size_t k = 0; k < place_count; ++k) {
    double const share =
        place_count < 2 ? 0.0 : static_cast<double>(k) / static_cast<double>(place_count - 1);
    scene.places.push_back(
        {"p" + std::to_string(k), "Place " + std::to_string(k), {30.0 + 55.0 * share, 44.0}});
    if (k == 0) continue;
    Ribbon ribbon;
    ribbon.id = "l" + std::to_string(k);
    ribbon.name = "Link " + std::to_string(k);
    ribbon.from = k - 1;
    ribbon.to = k;
    ribbon.flows = {{0, 10.0 * static_cast<double>(1 + k % 4)}};
    ribbon.utilisation = 0.1 * static_cast<double>(k % 11);
    scene.ribbons.push_back(ribbon);
  }
  return scene;
}

/// Many places with long names in a small region, and random links among them.
inline Scene crowded_scene(unsigned seed, std::size_t place_count, std::size_t ribbon_count) {
  std::mt19937 random(seed); // its sequence is the same on every machine, unlike that of the distributions
  auto const share = [&random] { return static_cast<double>(random()) / 4294967296.0; };
  Scene scene;
  scene.title = "Crowd";
  scene.groups = {{"crude oil", "Mt/yr", 0.0, {}}, {"containers", "kTEU/yr", 0.0, {}}};
  for (std::size_t k = 0; k < place_count; ++k) {
    Place place{"p" + std::to_string(k),
                "Rather Long Name " + std::to_string(k),
                {40.0 + 20.0 * share(), 36.0 + 14.0 * share()}};
    place.kind = static_cast<PlaceKind>(random() % 8);
    place.importance = share();
    scene.places.push_back(place);
  }
  for (std::size_t k = 0; k < ribbon_count; ++k) {
    Ribbon ribbon;
    ribbon.id = "l" + std::to_string(k);
    ribbon.name = "Link " + std::to_string(k);
    ribbon.from = random() % place_count;
    ribbon.to = random() % place_count;
    ribbon.flows = {{random() % 2, 100.0 * share()}};
    ribbon.utilisation = share();
    ribbon.closed = random() % 20 == 0;
    scene.ribbons.push_back(ribbon);
  }
  return scene;
}

} // namespace korridor::draw
