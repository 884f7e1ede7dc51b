// Answers as map scenes.
#include <doctest/doctest.h>

#include "korridor/draw/write_svg.hpp"
#include "korridor/report/data_version.hpp"
#include "korridor/report/map_scene.hpp"
#include "korridor/report/map_window.hpp"
#include "report/sample_answer.hpp"

using namespace korridor;

TEST_CASE("links that carry something become ribbons") {
  draw::Scene const scene = report::flow_scene(tests::sample_answer(), "abc");
  REQUIRE(scene.ribbons.size() == 2);
  CHECK(scene.title == "Two ways out");
  CHECK(scene.subtitle == "base case");
  CHECK(scene.date == "2023");
  CHECK(scene.year == 2023);
  CHECK(scene.data_version == "abc");
  REQUIRE(scene.groups.size() == 1);
  CHECK(scene.groups[0].name == "Crude oil");
  CHECK(scene.groups[0].unit == "Mt/yr");
  CHECK(scene.ribbons[0].flows[0].amount == doctest::Approx(60.0));
  CHECK(scene.ribbons[0].utilisation == 1.0);
  CHECK_FALSE(scene.ribbons[1].utilisation.has_value());
  CHECK(scene.places[0].kind == draw::PlaceKind::field);
  CHECK(scene.places[0].importance == 1.0);
  CHECK(draw::check_scene(scene).empty());
}

TEST_CASE("a closed link is on the map without flow") {
  draw::Scene const scene = report::flow_scene(tests::sample_answer(true), "abc");
  REQUIRE(scene.ribbons.size() == 2);
  CHECK(scene.ribbons[0].closed);
  CHECK(scene.ribbons[0].flows.empty());
  CHECK(draw::check_scene(scene).empty());
}

TEST_CASE("the change map shows differences by capacity") {
  draw::Scene const scene = report::change_scene(tests::sample_answer(), tests::sample_answer(true), "abc");
  CHECK(scene.mode == draw::Mode::change);
  CHECK(scene.subtitle == "base case → Pipeline shut");
  REQUIRE(scene.ribbons.size() == 2);
  CHECK(scene.ribbons[0].closed);
  CHECK(scene.ribbons[0].change == -1.0);
  CHECK(scene.ribbons[0].flows[0].amount == doctest::Approx(-60.0));
  CHECK_FALSE(scene.ribbons[1].change.has_value());
  CHECK(scene.ribbons[1].flows[0].amount == doctest::Approx(15.0));
  CHECK(draw::check_scene(scene).empty());
}

TEST_CASE("a flow that did not change stays with an amount of zero") {
  study::Answer const answer = tests::sample_answer();
  draw::Scene const scene = report::change_scene(answer, answer, "abc");
  REQUIRE(scene.ribbons.size() == 2);
  CHECK(scene.ribbons[0].flows[0].amount == 0.0);
  CHECK(scene.ribbons[0].change == 0.0);
}

TEST_CASE("a group is called what its commodities have in common, or else by its own text") {
  study::Answer answer = tests::sample_answer();
  answer.instance.commodities[0].group = "liquids";
  model::Commodity other = answer.instance.commodities[0];
  other.id = "heavy";
  other.name = "Crude oil, heavy";
  answer.instance.commodities.push_back(other);
  CHECK(report::flow_scene(answer, "abc").groups.at(0).name == "Crude oil");
  answer.instance.commodities[1].name = "Crude oils";
  CHECK(report::flow_scene(answer, "abc").groups.at(0).name == "Liquids");
}

TEST_CASE("places that no ribbon touches are left out") {
  study::Answer answer = tests::sample_answer();
  model::Node lonely = answer.instance.nodes[0];
  lonely.id = "lonely";
  answer.instance.nodes.push_back(lonely);
  CHECK(report::flow_scene(answer, "abc").places.size() == 2);
}

TEST_CASE("the data version tells folders apart") {
  model::Folder folder;
  folder.tables = {{"node", {"node_id"}, {{{"ab"}, 2}, {{"c"}, 3}}}};
  std::string const version = report::data_version(folder);
  CHECK(version.size() == 16);
  CHECK(report::data_version(folder) == version);
  folder.tables[0].rows = {{{"a"}, 2}, {{"bc"}, 3}};
  CHECK(report::data_version(folder) != version);
}

TEST_CASE("the window on an actor reaches beyond its places") {
  study::Answer const answer = tests::sample_answer();
  auto const window = report::window_on(answer.instance, 0);
  REQUIRE(window.has_value());
  CHECK(window->west == doctest::Approx(51.0));
  CHECK(window->north == doctest::Approx(47.0));
  CHECK_FALSE(report::window_on(answer.instance, 7).has_value());
}

TEST_CASE("scenes share one scale of widths set by what touches the window") {
  draw::Scene before = report::flow_scene(tests::sample_answer(), "abc");
  draw::Scene after = report::flow_scene(tests::sample_answer(true), "abc");
  report::share_widths({&before, &after}, std::nullopt);
  CHECK(before.groups[0].full_width_amount == doctest::Approx(60.0));
  CHECK(after.groups[0].full_width_amount == doctest::Approx(60.0));
  report::share_widths({&before, &after}, draw::GeoBox{100.0, 0.0, 110.0, 10.0});
  CHECK(before.groups[0].full_width_amount == 0.0);
}
