// The answer of `solve` with places: the document's lists of nodes, links and flows with coordinates and what
// a map shows of them. GeoPackage, GeoJSON and CSV tables are written from it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "korridor/report/document.hpp"

namespace korridor::report {

/// Points of longitude and latitude in degrees (WGS84), in the direction of travel; one point for a node. A
/// line is unbroken: past the antimeridian its longitudes go on beyond 180 or -180.
using Course = std::vector<std::pair<double, double>>;

struct PlacedDocument {
  Document document; ///< of `solve`, less what differs from run to run
  /// By list ("nodes", "links", "flows"): one course for each row.
  std::map<std::string, std::vector<Course>> courses;
  /// Where the figures come from: title, scenario, period, units, versions and notes, by name.
  std::vector<std::pair<std::string, std::string>> metadata;
};

/// `data_version` names the data. Flows and links have `width_mm`, the width of their band on a map, in
/// proportion to the largest flow of the commodity group, and `offset_mm`, which lays the bands of a link
/// side by side to the right of the direction of travel.
[[nodiscard]] PlacedDocument placed_document(study::Answer const& answer, std::string const& data_version);

/// The document with the coordinates as columns: `x_coord` and `y_coord` of nodes, `geometry` (WKT) of lines.
[[nodiscard]] Document with_coordinates(PlacedDocument const& placed);

} // namespace korridor::report
