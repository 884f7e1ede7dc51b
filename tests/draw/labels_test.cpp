// Labels never cover each other or a mark.
#include "korridor/draw/place_names.hpp"
#include "korridor/draw/short_name.hpp"
#include "korridor/draw/text_width.hpp"
#include "scenes.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace korridor::draw;

namespace {

Box const kFrame{0.0, 60.0, 1600.0, 880.0};

struct Placed {
  std::vector<Mark> marks;
  std::vector<Label> labels;
};

Placed labels_of(Scene const& scene, SvgOptions const& options = {}) {
  View const view = fit_view(scene, options, kFrame);
  auto marks = place_marks(scene, view);
  auto labels = place_labels(scene, options, view, marks, shape_ribbons(scene, view));
  return {std::move(marks), std::move(labels)};
}

std::size_t overlap_count(Placed const& placed) {
  std::size_t count = 0;
  for (std::size_t a = 0; a < placed.labels.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b)
      count += placed.labels[a].spot.box.overlaps(placed.labels[b].spot.box);
    for (Mark const& mark : placed.marks) count += placed.labels[a].spot.box.overlaps(mark.box());
  }
  return count;
}

bool has_label(Placed const& placed, std::string const& text) {
  for (Label const& label : placed.labels)
    if (label.text == text) return true;
  return false;
}

} // namespace

TEST_CASE("no label covers another label or a mark in crowded scenes") {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    SvgOptions options;
    if (seed % 2 == 0) options.focus = GeoBox{44.0, 39.0, 54.0, 46.0};
    Placed const placed = labels_of(crowded_scene(seed, 150, 200), options);
    CHECK(placed.labels.size() > 20);
    CHECK(overlap_count(placed) == 0);
    for (Label const& label : placed.labels) CHECK(kFrame.contains(label.spot.box));
  }
}

TEST_CASE("the more important of two crowded places keeps its name") {
  Scene scene = line_scene(2);
  scene.places.resize(1);
  scene.ribbons.clear();
  for (int k = 0; k < 40; ++k)
    scene.places.push_back({"n" + std::to_string(k), "Neighbour of the Capital", {30.0 + 0.001 * k, 44.0}});
  scene.places.push_back({"capital", "Capital", {30.02, 44.0}, PlaceKind::hub, 1.0});
  Placed const placed = labels_of(scene);
  CHECK(has_label(placed, "Capital"));
  CHECK(placed.labels.size() < scene.places.size());
  CHECK(overlap_count(placed) == 0);
}

TEST_CASE("with room every place has its name") {
  Placed const placed = labels_of(line_scene(8));
  for (std::size_t k = 0; k < 8; ++k) CHECK(has_label(placed, "Place " + std::to_string(k)));
}

TEST_CASE("coincident places get marks and names that do not overlap") {
  Scene scene = line_scene(3);
  for (Place& place : scene.places) place.at = {51.0, 43.0};
  Placed const placed = labels_of(scene);
  CHECK(placed.marks.size() == 3);
  CHECK(has_label(placed, "Place 0"));
  CHECK(overlap_count(placed) == 0);
}

TEST_CASE("both directions to one far place share a name at the edge") {
  Scene scene = line_scene(2);
  scene.places.push_back({"shanghai", "Shanghai", {121.47, 31.23}});
  Ribbon east = scene.ribbons[0];
  east.id = "east";
  east.from = 1;
  east.to = 2;
  scene.ribbons.push_back(east);
  SvgOptions options;
  options.focus = GeoBox{25.0, 38.0, 95.0, 55.0};
  CHECK(has_label(labels_of(scene, options), "to Shanghai"));
  scene.ribbons[1].route = {{100.0, 36.0}};
  std::swap(east.from, east.to);
  east.id = "west";
  east.route = {{100.0, 36.0}};
  scene.ribbons.push_back(east);
  CHECK(has_label(labels_of(scene, options), "to/from Shanghai"));
}

TEST_CASE("the country in view is named and a disputed entity is not") {
  SvgOptions options;
  options.focus = GeoBox{45.0, 40.0, 85.0, 56.0};
  CHECK(has_label(labels_of({}, options), "Kazakhstan"));
  options.focus = GeoBox{32.0, 34.3, 35.0, 36.0};
  CHECK_FALSE(has_label(labels_of({}, options), "N. Cyprus"));
}

TEST_CASE("countries have their German names on German pictures") {
  SvgOptions options;
  options.words = &german_words();
  options.focus = GeoBox{45.0, 40.0, 85.0, 56.0};
  CHECK(has_label(labels_of({}, options), "Kasachstan"));
  CHECK_FALSE(has_label(labels_of({}, options), "Kazakhstan"));
}

TEST_CASE("widths are estimated for every script and cut texts fit") {
  CHECK(text_width("Atyrau", 10.0) == doctest::Approx(10.3 * (0.70 + 0.37 + 0.57 + 0.38 + 0.57 + 0.59)));
  CHECK(text_width("Türkmenbaşy", 10.0) > text_width("Turkmenb", 10.0));
  CHECK(text_width("上海", 10.0) == doctest::Approx(20.6));
  CHECK(text_width("e\u0301", 10.0) == doctest::Approx(text_width("e", 10.0)));
  CHECK(text_width("\xff\xfe", 10.0) > 0.0);
  std::string const cut = fitted_text("A title that goes on and on", 20.0, 100.0);
  CHECK(text_width(cut, 20.0) <= 100.0);
  CHECK(cut.ends_with("…"));
}

TEST_CASE("descriptions are cut down to the names they begin with") {
  CHECK(short_name("Petropavl rail border node") == "Petropavl");
  CHECK(short_name("Straße von Hormus") == "Straße von Hormus");
  CHECK(short_name("Aktau port, dry cargo and containers") == "Aktau");
  CHECK(short_name("Agioi Theodoroi and Elefsina refineries") == "Agioi Theodoroi");
  CHECK(short_name("Strait of Gibraltar") == "Strait of Gibraltar");
  CHECK(short_name("Port of Baku at Alat") == "Port of Baku at Alat");
  CHECK(short_name("Bab el-Mandeb") == "Bab el-Mandeb");
  CHECK(short_name("Kumkol field") == "Kumkol");
  CHECK(short_name("Skagen (Danish Straits)") == "Skagen");
  CHECK(short_name("Bosporus, northern entrance") == "Bosporus");
  CHECK(short_name("CPC marine terminal (Yuzhnaya)") == "CPC marine terminal");
  CHECK(short_name("Қарағанды қаласы") == "Қарағанды қаласы");
  CHECK(short_name("(nothing but a bracket)") == "(nothing but a bracket)");
  CHECK(short_name("all in lower case") == "all in lower case");
  CHECK(short_name("").empty());
}

TEST_CASE("a label of the scene goes before the shortened name") {
  Scene scene = line_scene(2);
  scene.places[0].name = "Petropavl rail border node";
  scene.places[1].label = "P1";
  Placed const placed = labels_of(scene);
  CHECK(has_label(placed, "Petropavl"));
  CHECK(has_label(placed, "P1"));
}

TEST_CASE("neighbours of one name are named once") {
  Scene scene = line_scene(3);
  for (Place& place : scene.places) place.name = "Aktau";
  scene.places[1].at = scene.places[0].at;
  Placed const placed = labels_of(scene);
  CHECK(placed.marks.size() == 3);
  CHECK(std::count_if(placed.labels.begin(), placed.labels.end(),
                      [](Label const& l) { return l.text == "Aktau"; }) == 2);
}
