// A placed document as an OGC GeoPackage 1.3 that GIS programs open, with styles that QGIS takes by itself.
//
// Layers `nodes` (points), `links` and `results` (lines, the latter the document's `flows`); every other list
// of the document is a table of attributes, its single values are `summary`, and `metadata` says where all of
// it comes from. The same document gives the same bytes, for one version of SQLite.
#pragma once

#include <string>

#include "korridor/report/placed_document.hpp"

namespace korridor::report {

/// The bytes of the file.
[[nodiscard]] std::string geopackage(PlacedDocument const& placed);

} // namespace korridor::report
