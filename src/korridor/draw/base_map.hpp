// The world's land, borders and lakes, embedded in the program from assets/basemap.txt.
#pragma once

#include "korridor/draw/scene.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace korridor::draw {

using GeoLine = std::vector<LonLat>;

/// A disputed or undetermined boundary; `last_year` 0: still open.
struct DisputedLine {
  GeoLine line;
  int last_year = 0;
  std::string name;
};

/// A larger part of a country, that may carry its name. Country shapes decide nothing but this.
struct CountryPart {
  std::string name, name_de;
  GeoLine ring;
};

struct BaseMap {
  std::string source;
  std::string policy;        ///< name of the boundary policy
  std::string note;          ///< the sentence that pictures carry
  std::vector<GeoLine> land; ///< rings, holes too: fill by the even-odd rule; the Caspian is a hole
  std::vector<GeoLine> lakes;
  std::vector<GeoLine> borders;
  std::vector<DisputedLine> disputed;
  std::vector<CountryPart> countries;
};

/// The text as committed.
[[nodiscard]] std::string_view base_map_text();

/// Reads the format that tools/basemap/build_basemap.py writes. Throws std::invalid_argument naming the line.
[[nodiscard]] BaseMap parse_base_map(std::string_view text);

/// The embedded map, read once.
[[nodiscard]] BaseMap const& base_map();

} // namespace korridor::draw
