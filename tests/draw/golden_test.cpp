// The C++ side of the golden drawing: tests/golden/scenes.json as this writer shapes it must be
// tests/golden/drawing.json, which web/tests/draw/golden.test.ts holds against the writer of the browser.
// KORRIDOR_WRITE_GOLDEN=1 writes the file anew after a wanted change of the drawing.
#include "korridor/draw/base_map.hpp"
#include "korridor/draw/base_map_layer.hpp"
#include "korridor/draw/legend.hpp"
#include "korridor/draw/place_names.hpp"
#include "korridor/draw/ribbons.hpp"
#include "korridor/draw/short_name.hpp"
#include "korridor/draw/text_width.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>

using namespace korridor::draw;
using nlohmann::json;

namespace {

constexpr Box kFrame{0.0, 60.0, 1200.0, 760.0};
constexpr double kTolerance =
    1e-6; // px; far below what a picture shows, far above the rounding of two languages

std::string const kFolder = std::string(KORRIDOR_SOURCE_DIR) + "/tests/golden/";

json read_json(std::string const& name) {
  std::ifstream file(kFolder + name);
  REQUIRE_MESSAGE(file.is_open(), "cannot read tests/golden/", name);
  return json::parse(file);
}

template <std::size_t Count, class Kind>
Kind named(json const& name, std::array<std::pair<char const*, Kind>, Count> const& names) {
  for (auto const& [word, kind] : names)
    if (name == word) return kind;
  FAIL("unknown word in scenes.json: ", name.dump());
  return names.front().second;
}

LonLat position(json const& from) { return {from.at("lon"), from.at("lat")}; }

std::optional<double> optional_number(json const& from) {
  return from.is_null() ? std::nullopt : std::optional(from.get<double>());
}

Place place(json const& from) {
  static constexpr std::array<std::pair<char const*, PlaceKind>, 8> kKinds{{{"hub", PlaceKind::hub},
                                                                            {"market", PlaceKind::market},
                                                                            {"port", PlaceKind::port},
                                                                            {"terminal", PlaceKind::terminal},
                                                                            {"refinery", PlaceKind::refinery},
                                                                            {"field", PlaceKind::field},
                                                                            {"border", PlaceKind::border},
                                                                            {"strait", PlaceKind::strait}}};
  return {from.at("id"),         from.at("name"), position(from.at("at")), named(from.at("kind"), kKinds),
          from.at("importance"), from.at("label")};
}

Ribbon ribbon(json const& from) {
  Ribbon out;
  out.id = from.at("id");
  out.name = from.at("name");
  out.from = from.at("from");
  out.to = from.at("to");
  for (json const& at : from.at("route")) out.route.push_back(position(at));
  for (json const& flow : from.at("flows")) out.flows.push_back({flow.at("group"), flow.at("amount")});
  out.utilisation = optional_number(from.at("utilisation"));
  out.closed = from.at("closed");
  out.change = optional_number(from.at("change"));
  return out;
}

Scene scene_of(json const& from) {
  static constexpr std::array<std::pair<char const*, Mode>, 2> kModes{
      {{"flow", Mode::flow}, {"change", Mode::change}}};
  Scene scene;
  scene.year = from.at("year");
  scene.mode = named(from.at("mode"), kModes);
  for (json const& it : from.at("places")) scene.places.push_back(place(it));
  for (json const& it : from.at("ribbons")) scene.ribbons.push_back(ribbon(it));
  for (json const& it : from.at("groups"))
    scene.groups.push_back({it.at("name"), it.at("unit"), it.at("fullWidthAmount"), it.at("legendAmounts")});
  return scene;
}

SvgOptions options_of(json const& from) {
  static constexpr std::array<std::pair<char const*, ProjectionChoice>, 3> kChoices{
      {{"automatic", ProjectionChoice::automatic},
       {"lambert_azimuthal", ProjectionChoice::lambert_azimuthal},
       {"equal_earth", ProjectionChoice::equal_earth}}};
  SvgOptions options;
  options.projection = named(from.at("projection"), kChoices);
  if (json const& box = from.at("focus"); !box.is_null())
    options.focus = GeoBox{box.at("west"), box.at("south"), box.at("east"), box.at("north")};
  return options;
}

/// Nine decimals, so that the file is the same from every compiler.
double kept(double value) { return std::round(value * 1e9) / 1e9 + 0.0; }
json numbers(std::vector<double> const& values) {
  json out = json::array();
  for (double const value : values) out.push_back(kept(value));
  return out;
}
json numbers(Point p) { return {kept(p.x), kept(p.y)}; }
json numbers(Box const& box) { return {kept(box.left), kept(box.top), kept(box.right), kept(box.bottom)}; }
json numbers(Polyline const& line) {
  json out = json::array();
  for (Point const& p : line) out.push_back(numbers(p));
  return out;
}
json numbers(std::vector<Polyline> const& lines) {
  json out = json::array();
  for (Polyline const& line : lines) out.push_back(numbers(line));
  return out;
}

char const* word(LabelKind kind) {
  static constexpr std::array<char const*, 4> kWords{"place", "strait", "edge", "country"};
  return kWords.at(static_cast<std::size_t>(kind));
}
char const* word(TextAnchor anchor) {
  static constexpr std::array<char const*, 3> kWords{"start", "middle", "end"};
  return kWords.at(static_cast<std::size_t>(anchor));
}

json ribbons_drawn(Ribbons const& ribbons) {
  json out = json::array();
  for (RibbonShape const& shape : ribbons.shapes)
    out.push_back({{"ribbon", shape.ribbon},
                   {"parts", numbers(shape.parts)},
                   {"head", numbers(shape.head)},
                   {"width", kept(shape.width)},
                   {"colourClass", shape.colour_class},
                   {"group", shape.group},
                   {"idle", shape.idle},
                   {"loop", shape.loop},
                   {"middle", numbers(shape.middle)}});
  return out;
}

json names_drawn(Scene const& scene, SvgOptions const& options, View const& view, Ribbons const& ribbons) {
  auto const marks = place_marks(scene, view);
  json drawn{{"marks", json::array()}, {"labels", json::array()}};
  for (Mark const& mark : marks)
    drawn["marks"].push_back(
        {{"place", mark.place}, {"at", numbers(mark.at)}, {"radius", kept(mark.radius)}});
  for (Label const& label : place_labels(scene, options, view, marks, ribbons))
    drawn["labels"].push_back({{"kind", word(label.kind)},
                               {"text", label.text},
                               {"size", kept(label.size)},
                               {"box", numbers(label.spot.box)},
                               {"baseline", numbers(label.spot.baseline)},
                               {"anchor", word(label.spot.anchor)}});
  return drawn;
}

/// Number of points and length of the base map's rings on the page; each ring would fill the file.
json base_map_drawn(View const& view) {
  json drawn;
  auto const add = [&](char const* layer, std::vector<GeoLine> const& rings) {
    std::size_t points = 0;
    double length = 0.0;
    for (GeoLine const& ring : rings)
      for (Polyline const& part : ring_on_page(ring, view)) {
        points += part.size();
        length += length_of(part);
      }
    drawn[layer] = {{"points", points}, {"length", kept(length)}};
  };
  add("land", base_map().land);
  add("lakes", base_map().lakes);
  return drawn;
}

json drawing(json const& input) {
  Scene const scene = scene_of(input.at("scene"));
  SvgOptions const options = options_of(input.at("options"));
  View const view = fit_view(scene, options, kFrame);
  Ribbons const ribbons = shape_ribbons(scene, view);
  auto const full = full_width_amounts(scene);
  json points = json::array(), legend = json::array(), crossings = json::array();
  for (Place const& it : scene.places) points.push_back(numbers(view.to_page(it.at)));
  for (std::size_t group = 0; group < scene.groups.size(); ++group)
    legend.push_back(numbers(legend_amounts(scene.groups[group], full[group])));
  for (EdgeCrossing const& crossing : ribbons.crossings)
    crossings.push_back(
        {{"place", crossing.place}, {"at", numbers(crossing.at)}, {"leaving", crossing.leaving}});
  bool const world = view.projection().kind() == Projection::Kind::equal_earth;
  json drawn = names_drawn(scene, options, view, ribbons);
  drawn.update({{"name", input.at("name")},
                {"projection", world ? "equal_earth" : "lambert_azimuthal"},
                {"centre", {view.projection().centre().lon, view.projection().centre().lat}},
                {"scale", kept(view.scale())},
                {"points", points},
                {"fullWidthAmounts", numbers(full)},
                {"capped", capped_groups(scene, full)},
                {"legend", legend},
                {"ribbons", ribbons_drawn(ribbons)},
                {"crossings", crossings},
                {"baseMap", base_map_drawn(view)}});
  return drawn;
}

json words_drawn() {
  json words = json::array();
  for (std::string const text :
       {"Petropavl rail border node", "Skagen (Danish Straits)", "Port of Baku at Alat", "BTC crossing",
        "Bab el-Mandeb", "Şırnak", "Əliağa ¾", "Тенгиз", "თბილისი", "上海", "CPC", "the sea", ""})
    words.push_back({{"text", text},
                     {"short", short_name(text)},
                     {"width", kept(text_width(text, 11.5))},
                     {"bold", kept(text_width(text, 11.5, true))},
                     {"fitted", fitted_text(text, 11.5, 60.0)}});
  return words;
}

/// The first difference of two documents beyond the tolerance, as a path in the document; empty when there is
/// none.
std::string difference(json const& a, json const& b, std::string const& at) {
  if (a.is_number() && b.is_number())
    return std::abs(a.get<double>() - b.get<double>()) <= kTolerance
               ? ""
               : at + ": " + a.dump() + " is not " + b.dump();
  if (a.type() != b.type() || a.size() != b.size())
    return at + ": " + a.dump().substr(0, 80) + " is not " + b.dump().substr(0, 80);
  if (!a.is_structured()) return a == b ? "" : at + ": " + a.dump() + " is not " + b.dump();
  for (auto const& [key, value] : a.items()) {
    json const* other = a.is_array() ? &b[std::stoul(key)] : b.contains(key) ? &b[key] : nullptr;
    if (other == nullptr) return at + "/" + key + " is missing";
    if (std::string found = difference(value, *other, at + "/" + key); !found.empty()) return found;
  }
  return "";
}

} // namespace

TEST_CASE("the golden drawing, which the browser's writer is held to, is what this writer draws") {
  json now{{"frame", numbers(kFrame)}, {"words", words_drawn()}, {"scenes", json::array()}};
  for (json const& input : read_json("scenes.json")) now["scenes"].push_back(drawing(input));
  if (char const* const write = std::getenv("KORRIDOR_WRITE_GOLDEN"); write != nullptr && *write == '1') {
    std::ofstream(kFolder + "drawing.json") << now.dump(0) << '\n';
    MESSAGE("wrote tests/golden/drawing.json");
    return;
  }
  CHECK(difference(now, read_json("drawing.json"), "") == "");
}
