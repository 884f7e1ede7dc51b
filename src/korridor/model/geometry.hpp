// Courses of links on the map.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace korridor::model {

/// WKT "LINESTRING (longitude latitude, ...)" with at least two points, each on the globe; nothing otherwise.
[[nodiscard]] std::optional<std::vector<std::pair<double, double>>> parse_linestring(std::string_view text);

} // namespace korridor::model
