// Whole pictures: well formed, the same every time, and refused when the scene is broken.
#include "korridor/draw/base_map.hpp"
#include "korridor/draw/legend.hpp"
#include "korridor/draw/render_png.hpp"
#include "korridor/draw/svg_text.hpp"
#include "korridor/draw/write_svg.hpp"
#include "scenes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace korridor::draw;

namespace {

/// librsvg refuses XML that is not well formed.
bool is_well_formed(std::string const& svg) { return render_png(svg, 0.1).error.empty(); }

bool holds(std::string const& svg, std::string_view part) { return svg.find(part) != std::string::npos; }

} // namespace

TEST_CASE("the same scene gives the same bytes") {
  Scene const scene = crowded_scene(7, 60, 90);
  CHECK(write_svg(scene) == write_svg(scene));
}

TEST_CASE("an empty scene and a single place and a single link are pictures") {
  CHECK(is_well_formed(write_svg({})));
  CHECK(is_well_formed(write_svg(line_scene(1))));
  CHECK(is_well_formed(write_svg(line_scene(2))));
}

TEST_CASE("names with markup and other planes are escaped everywhere") {
  Scene scene = line_scene(3);
  std::string const name = R"(<A> & "B" 'C' 🚢)";
  scene.title = scene.subtitle = scene.date = scene.data_version = name;
  scene.groups[0].name = scene.groups[0].unit = name;
  scene.places[0].name = scene.places[0].id = name;
  scene.ribbons[0].name = scene.ribbons[0].id = scene.ribbons[0].tooltip = name;
  std::string const svg = write_svg(scene);
  CHECK(is_well_formed(svg));
  CHECK_FALSE(holds(svg, "<A>"));
  CHECK(holds(svg, "&lt;A&gt; &amp; &quot;B&quot; &#39;C&#39; 🚢"));
}

TEST_CASE("a name with broken bytes still gives a sound picture") {
  Scene scene = line_scene(2);
  scene.places[0].name = std::string("Stra\xdf"
                                     "e \x01 ") +
                         '\0';
  CHECK(is_well_formed(write_svg(scene)));
}

TEST_CASE("every picture carries title and scenario and date and data and projection and boundary note") {
  Scene scene = line_scene(3);
  scene.subtitle = "cpc_shut";
  scene.date = "2023";
  scene.data_version = "hash 0123abcd";
  std::string const svg = write_svg(scene);
  for (std::string const part :
       {"role=\"img\"", "<title id=\"title\">Line</title>", "cpc_shut", "Date: 2023", "hash 0123abcd",
        "Lambert azimuthal", "Natural Earth", "Dashed: disputed", "use of capacity", "Width: crude oil"})
    CHECK_MESSAGE(holds(svg, part), part);
  for (Ribbon const& ribbon : scene.ribbons) {
    CHECK(holds(svg, "id=\"link-" + ribbon.id + "\""));
    CHECK(holds(svg, "<title>" + ribbon.name + ": "));
  }
}

TEST_CASE("a full link has a white dashed core and a closed one a cross") {
  Scene scene = line_scene(3);
  scene.legend = false;
  scene.ribbons[0].utilisation = 0.5;
  scene.ribbons[1].utilisation = 0.5;
  CHECK_FALSE(holds(write_svg(scene), "stroke-dasharray=\"7 5\""));
  scene.ribbons[0].utilisation = 0.97;
  CHECK(holds(write_svg(scene), "stroke-dasharray=\"7 5\""));
  CHECK_FALSE(holds(write_svg(scene), "class=\"cross\""));
  scene.ribbons[1].closed = true;
  CHECK(holds(write_svg(scene), "class=\"cross\""));
}

TEST_CASE("the legend shows round amounts up to the full width") {
  CHECK(legend_amounts({"oil", "Mt/yr", 0.0, {}}, 112.0) == std::vector<double>{10.0, 50.0, 100.0});
  CHECK(legend_amounts({"oil", "Mt/yr", 0.0, {}}, 0.9) == std::vector<double>{0.05, 0.2, 0.5});
  CHECK(legend_amounts({"oil", "Mt/yr", 0.0, {3.0}}, 112.0) == std::vector<double>{3.0});
}

TEST_CASE("the legend says so when a ribbon would be wider than the widest") {
  Scene scene = line_scene(3);
  scene.groups[0].full_width_amount = 0.0;
  CHECK_FALSE(holds(write_svg(scene), "drawn as 1.5 × full width"));
  scene.groups[0].full_width_amount = std::abs(scene.ribbons[0].flows[0].amount) / 2.0;
  CHECK(holds(write_svg(scene), "drawn as 1.5 × full width"));
}

TEST_CASE("a small picture and a world picture and one in change mode are well formed") {
  Scene scene = crowded_scene(3, 30, 40);
  SvgOptions options;
  options.width = 400.0;
  options.height = 300.0;
  CHECK(is_well_formed(write_svg(scene, options)));
  options.projection = ProjectionChoice::equal_earth;
  CHECK(is_well_formed(write_svg(scene, options)));
  scene.mode = Mode::change;
  for (Ribbon& ribbon : scene.ribbons) ribbon.change = ribbon.flows[0].amount / 100.0 - 0.5;
  CHECK(is_well_formed(write_svg(scene, options)));
}

TEST_CASE("places at the antimeridian and at the poles are drawn") {
  Scene scene = line_scene(4);
  scene.places[0].at = {180.0, 66.0};
  scene.places[1].at = {-180.0, 66.0};
  scene.places[2].at = {0.0, 90.0};
  scene.places[3].at = {190.0, 60.0};
  std::string const svg = write_svg(scene);
  CHECK(is_well_formed(svg));
  CHECK_FALSE(holds(svg, "nan"));
}

TEST_CASE("positions and amounts that are not numbers are refused by name") {
  double const nan = std::numeric_limits<double>::quiet_NaN(),
               infinity = std::numeric_limits<double>::infinity();
  Scene scene = line_scene(3);
  CHECK(check_scene(scene).empty());
  scene.places[1].at.lat = nan;
  CHECK(check_scene(scene) == std::vector<std::string>{"place 'p1': its position is not on the globe"});
  CHECK_THROWS_AS(static_cast<void>(write_svg(scene)), std::invalid_argument);
  scene.places[1].at.lat = 91.0;
  scene.ribbons[0].flows[0].amount = infinity;
  scene.ribbons[1].utilisation = nan;
  CHECK(check_scene(scene).size() == 3);
  scene = line_scene(3);
  scene.ribbons[0].to = 9;
  scene.ribbons[1].flows = {{4, 1.0}};
  CHECK(check_scene(scene).size() == 2);
  SvgOptions options;
  options.width = nan;
  options.focus = GeoBox{10.0, 50.0, 20.0, 40.0};
  CHECK(check_scene({}, options).size() == 2);
}

TEST_CASE("the picture is small enough to paste") {
  CHECK(write_svg(crowded_scene(1, 100, 150)).size() < 600'000);
}
