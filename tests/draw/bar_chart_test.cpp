// Ranked bars: lengths, colours, words.
#include <doctest/doctest.h>

#include "korridor/draw/bar_chart.hpp"
#include "korridor/draw/render_png.hpp"
#include "korridor/draw/style.hpp"

namespace korridor::draw {

namespace {

BarChart chart() {
  BarChart out;
  out.title = "Two ways <out>";
  out.subtitle = "base case: change of the surplus J";
  out.date = "2023";
  out.loss = "J loses";
  out.gain = "J gains";
  out.note_title = "the goods now go by";
  out.data_version = "0123456789abcdef";
  out.groups = {
      {"Links", "bn USD/yr", {{"Pipeline", -4.0, "Railway"}, {"Railway", -1.0, ""}, {"Toll", 2.0, ""}}}};
  return out;
}

std::size_t count(std::string const& text, std::string const& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

} // namespace

TEST_CASE("the longest bar fills the width and the others are in proportion") {
  std::string const svg = write_bar_chart(chart());
  CHECK(count(svg, "width=\"360\"") == 1);
  CHECK(count(svg, "width=\"90\"") == 1);
  CHECK(count(svg, "width=\"180\"") == 1);
}

TEST_CASE("losses are brown, gains are blue, and the legend says so") {
  std::string const svg = write_bar_chart(chart());
  CHECK(count(svg, std::string(style::kChange.front().colour)) == 3); // two bars and the legend
  CHECK(count(svg, std::string(style::kChange.back().colour)) == 2);
  for (char const* const words :
       {"J loses", "J gains", "2023", "0123456789abcdef", "Links, bn USD/yr", "\u22124"}) {
    CHECK(svg.find(words) != std::string::npos);
  }
}

TEST_CASE("words of a chart are escaped and the picture can be rendered") {
  std::string const svg = write_bar_chart(chart());
  CHECK(svg.find("Two ways &lt;out&gt;") != std::string::npos);
  CHECK(svg.find("<out>") == std::string::npos);
  CHECK(render_png(svg).error.empty());
}

TEST_CASE("a chart without bars is a picture still") { CHECK(render_png(write_bar_chart({})).error.empty()); }

} // namespace korridor::draw
