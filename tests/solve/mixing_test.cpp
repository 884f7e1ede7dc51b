// Merged flows told apart: exact where one origin is left, by proportional mixing where several meet.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

TEST_CASE("goods that meet at a place leave it in the proportion in which they came") {
  // 6 from AAA and 2 from BBB meet at m and go on to b (5) and c (3): three quarters of each flow is AAA's.
  Network network;
  network.node("a", {{"jurisdiction", "AAA"}})
      .node("x", {{"jurisdiction", "BBB"}})
      .node("m")
      .node("b")
      .node("c");
  network.supply("a", "6", "1").supply("x", "2", "1").demand("b", "5", "9").demand("c", "3", "9");
  network.link("am", "a", "m").link("xm", "x", "m").link("mb", "m", "b").link("mc", "m", "c");
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->class_count == 1);
  auto const part = [&](std::string const& link, std::string const& origin) -> study::FlowRow {
    for (study::FlowRow const& row : solved->flows) {
      bool const here = solved->instance.links[static_cast<std::size_t>(row.link)].id == link;
      if (here && solved->instance.actors[static_cast<std::size_t>(row.origin)].id == origin) return row;
    }
    return {};
  };
  CHECK(part("mb", "AAA").flow == doctest::Approx(3.75));
  CHECK(part("mb", "BBB").flow == doctest::Approx(1.25));
  CHECK(part("mc", "AAA").flow == doctest::Approx(2.25));
  CHECK(part("mb", "AAA").mixed);
  CHECK(part("am", "AAA").flow == doctest::Approx(6));
  CHECK(!part("am", "AAA").mixed); // only one origin is on this link
}

TEST_CASE("links that cost nothing in a circle carry no goods in circles") {
  Network network;
  network.node("a").node("b").node("c").supply("a", "5", "1").demand("c", "5", "9");
  network.link("ab", "a", "b").link("bc", "b", "c").link("ca", "c", "a").link("ba", "b", "a");
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("ca") == doctest::Approx(0));
  CHECK(solved.flow("ba") == doctest::Approx(0));
  CHECK(solved.flow("bc") == doctest::Approx(5));
}

} // namespace korridor::test
