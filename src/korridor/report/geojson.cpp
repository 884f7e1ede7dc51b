// One feature a line, so that two files can be compared by eye.
#include "korridor/report/geojson.hpp"

#include <cmath>

namespace korridor::report {

namespace {

constexpr double kHalfTurn = 180.0;
constexpr double kTurn = 360.0;

/// Pieces of an unbroken line, each within -180 to 180 degrees.
std::vector<Course> cut_at_antimeridian(Course const& line) {
  // The turn of the world that the line begins in; a beginning on the antimeridian belongs to the side it
  // leaves for.
  double const beginning = line[0].first + 1e-9 * (line[1].first - line[0].first);
  double now = std::floor((beginning + kHalfTurn) / kTurn);
  std::vector<Course> pieces{{}};
  auto const put = [&](double longitude, double latitude) {
    pieces.back().emplace_back(longitude - kTurn * now, latitude);
  };
  put(line[0].first, line[0].second);
  for (std::size_t point = 1; point < line.size(); ++point) {
    auto const [x0, y0] = line[point - 1];
    auto const [x1, y1] = line[point];
    // A step is shorter than half a turn, so that it crosses once at most.
    double const edge = kTurn * now + (x1 > x0 ? kHalfTurn : -kHalfTurn);
    if ((x1 > x0 && x1 > edge) || (x1 < x0 && x1 < edge)) {
      double const y = y0 + (y1 - y0) * (edge - x0) / (x1 - x0);
      put(edge, y);
      now += x1 > x0 ? 1.0 : -1.0;
      pieces.emplace_back();
      put(edge, y);
    }
    put(x1, y1);
  }
  std::erase_if(pieces, [](Course const& piece) { return piece.size() < 2; });
  return pieces;
}

Json line_geometry(Course const& line) {
  std::vector<Course> const pieces = cut_at_antimeridian(line);
  if (pieces.size() == 1) return {{"type", "LineString"}, {"coordinates", pieces.front()}};
  return {{"type", "MultiLineString"}, {"coordinates", pieces}};
}

Json feature(std::string const& layer, std::string id, Json geometry, Json const& row) {
  Json properties{{"layer", layer}};
  properties.update(row);
  return {{"type", "Feature"},
          {"id", std::move(id)},
          {"geometry", std::move(geometry)},
          {"properties", std::move(properties)}};
}

} // namespace

std::string geojson(PlacedDocument const& placed) {
  Json const& json = placed.document.json;
  std::vector<Json> features;
  std::vector<Course> const& places = placed.courses.at("nodes");
  for (std::size_t node = 0; node < places.size(); ++node) {
    Json const& row = json.at("nodes").at(node);
    features.push_back(feature("nodes", "node:" + row.at("node_id").get<std::string>(),
                               {{"type", "Point"}, {"coordinates", places[node].front()}}, row));
  }
  std::vector<Course> const& lines = placed.courses.at("links");
  for (std::size_t link = 0; link < lines.size(); ++link) {
    Json const& row = json.at("links").at(link);
    std::string const id = "link:" + row.at("link_id").get<std::string>();
    // The way back of a link follows the way there.
    bool const back = link > 0 && json.at("links").at(link - 1).at("link_id") == row.at("link_id");
    features.push_back(feature("links", back ? id + ":back" : id, line_geometry(lines[link]), row));
  }
  Json metadata = Json::object();
  for (auto const& [name, value] : placed.metadata) metadata[name] = value;
  auto const text = [](Json const& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  std::string out =
      "{\"type\": \"FeatureCollection\",\n\"metadata\": " + text(metadata) + ",\n\"features\": [";
  char const* separator = "\n";
  for (Json const& it : features) {
    out += separator + text(it);
    separator = ",\n";
  }
  return out + "\n]}\n";
}

} // namespace korridor::report
