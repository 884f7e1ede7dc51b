// Projects, clips and writes the base map.
#include "korridor/draw/base_map_layer.hpp"
#include "korridor/draw/style.hpp"
#include "korridor/draw/svg_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace korridor::draw {

namespace {

constexpr double kMargin = 12.0; // px beyond the frame, so that strokes along the clipping edge stay unseen
constexpr double kFinest = 0.5;  // px between neighbouring points

/// Whether the point opposite the projection's centre lies in a ring; the ring then turns inside out on the
/// page.
bool holds_antipode(GeoLine const& ring, Projection const& projection) {
  if (projection.kind() != Projection::Kind::lambert_azimuthal) return false;
  double const lat = -projection.centre().lat, lon = projection.centre().lon + 180.0;
  bool inside = false;
  for (std::size_t k = 1; k < ring.size(); ++k) {
    if ((ring[k - 1].lat > lat) == (ring[k].lat > lat)) continue;
    double const x0 = longitude_difference(ring[k - 1].lon, lon),
                 x1 = x0 + longitude_difference(ring[k].lon, ring[k - 1].lon);
    double const at = x0 + (lat - ring[k - 1].lat) / (ring[k].lat - ring[k - 1].lat) * (x1 - x0);
    if (at > 0.0) inside = !inside;
  }
  return inside;
}

std::string rings_path(std::vector<GeoLine> const& rings, View const& view) {
  std::string data;
  bool turned_out = false;
  for (GeoLine const& ring : rings) {
    turned_out = turned_out != holds_antipode(ring, view.projection());
    for (Polyline const& part : ring_on_page(ring, view)) data += path_data(part, true);
  }
  Box const frame = view.frame().grown(kMargin);
  if (turned_out) // the land reaches to the rim of the projection, which lies beyond the frame
    data += path_data({{frame.left, frame.top},
                       {frame.right, frame.top},
                       {frame.right, frame.bottom},
                       {frame.left, frame.bottom}},
                      true);
  return data;
}

std::string line_path(GeoLine const& line, View const& view) {
  std::string data;
  Box const paper = view.frame().grown(kMargin);
  for (int copy = -view.copies(); copy <= view.copies(); ++copy) {
    Polyline const page = view.to_page(line, copy);
    if (!box_of(page).overlaps(paper)) continue;
    for (Polyline const& part : clip_line(page, paper)) data += path_data(thinned(part, kFinest));
  }
  return data;
}

} // namespace

std::vector<Polyline> ring_on_page(GeoLine const& ring, View const& view) {
  std::vector<Polyline> parts;
  Box const paper = view.frame().grown(kMargin);
  for (int copy = -view.copies(); copy <= view.copies(); ++copy) {
    Polyline page = view.to_page(ring, copy);
    if (!box_of(page).overlaps(paper)) continue;
    Polyline part = thinned(clip_polygon(std::move(page), paper), kFinest);
    if (part.size() >= 3) parts.push_back(std::move(part));
  }
  return parts;
}

std::string base_map_svg(BaseMap const& map, View const& view, int year) {
  std::string svg = "<g id=\"base-map\" fill=\"none\" stroke-linejoin=\"round\">\n";
  auto const add = [&svg](std::string_view id, std::string const& data, std::string const& look) {
    if (!data.empty()) svg += fmt::format("<path id=\"{}\" {} d=\"{}\"/>\n", id, look, data);
  };
  auto const outline = fmt::format("stroke=\"{}\" stroke-width=\"{}\"", style::kCoast, style::kCoastWidth);
  add("land", rings_path(map.land, view),
      fmt::format("fill=\"{}\" fill-rule=\"evenodd\" {}", style::kLand, outline));
  add("lakes", rings_path(map.lakes, view),
      fmt::format("fill=\"{}\" fill-rule=\"evenodd\" {}", style::kSea, outline));
  std::string borders;
  for (GeoLine const& line : map.borders) borders += line_path(line, view);
  add("borders", borders,
      fmt::format("stroke=\"{}\" stroke-width=\"{}\"", style::kBorder, style::kBorderWidth));
  std::string disputed;
  for (DisputedLine const& line : map.disputed)
    if (year == 0 || line.last_year == 0 || line.last_year >= year) disputed += line_path(line.line, view);
  add("disputed", disputed,
      fmt::format("stroke=\"{}\" stroke-width=\"{}\" stroke-dasharray=\"{}\"", style::kDisputed,
                  style::kBorderWidth, style::kDisputedDash));
  return svg + "</g>\n";
}

} // namespace korridor::draw
