// A placed document as GeoJSON (RFC 7946): one collection of nodes and links.
#pragma once

#include <string>

#include "korridor/report/placed_document.hpp"

namespace korridor::report {

/// `layer` of each feature's properties is "nodes" or "links", its other properties are the columns of that
/// list; the metadata are the collection's member `metadata`. Lines that cross the antimeridian are cut
/// there.
[[nodiscard]] std::string geojson(PlacedDocument const& placed);

} // namespace korridor::report
