// The base map as SVG: land, lakes, borders and disputed lines within the frame of a view.
#pragma once

#include "korridor/draw/base_map.hpp"
#include "korridor/draw/view.hpp"

#include <string>

namespace korridor::draw {

/// A ring on the page, clipped to the view's frame with a little beyond it, as often as the world repeats
/// there.
[[nodiscard]] std::vector<Polyline> ring_on_page(GeoLine const& ring, View const& view);

/// `year` 0 draws every disputed line; otherwise lines that had lapsed before that year are left out.
[[nodiscard]] std::string base_map_svg(BaseMap const& map, View const& view, int year);

} // namespace korridor::draw
