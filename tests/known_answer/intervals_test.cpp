// Prices and actor values that are intervals.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

TEST_CASE("supply that meets demand exactly leaves the price between cost and value") {
  // 5 offered at 20, 5 wanted at 50: any price from 20 to 50 clears the market.
  Network network;
  network.node("a", {{"jurisdiction", "AAA"}}).node("b", {{"jurisdiction", "BBB"}});
  network.supply("a", "5", "20").demand("b", "5", "50").link("ab", "a", "b");
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  for (char const* place : {"a", "b"}) {
    study::PriceRow const price = solved.price(place, "AAA");
    CHECK(price.low.value() == doctest::Approx(20));
    CHECK(price.high.value() == doctest::Approx(50));
    CHECK(price.price.value() == doctest::Approx(35));
  }
  CHECK(solved.actor("AAA").low.value() == doctest::Approx(0));
  CHECK(solved.actor("AAA").high.value() == doctest::Approx(150));
  CHECK(solved.actor("BBB").low.value() == doctest::Approx(0));
  CHECK(solved.actor("BBB").high.value() == doctest::Approx(150));
  CHECK(solved->surplus == doctest::Approx(150));
}

TEST_CASE("capacity used exactly shares the gap between owner and producer in an interval") {
  // 5 offered at 20, pipe of 5 owned by PPP, 9 wanted at 50: b is 50; a is anywhere in [20, 50], the rent the
  // rest.
  Network network;
  network.node("a", {{"jurisdiction", "AAA"}}).node("b", {{"jurisdiction", "BBB"}});
  network.supply("a", "5", "20")
      .demand("b", "9", "50")
      .link("ab", "a", "b", {{"capacity", "5"}, {"owner", "PPP"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.price("b", "AAA").low.value() == doctest::Approx(50));
  CHECK(solved.price("b", "AAA").high.value() == doctest::Approx(50));
  CHECK(solved.price("a", "AAA").low.value() == doctest::Approx(20));
  CHECK(solved.price("a", "AAA").high.value() == doctest::Approx(50));
  CHECK(solved.actor("PPP").low.value() == doctest::Approx(0));
  CHECK(solved.actor("PPP").high.value() == doctest::Approx(150));
}

TEST_CASE("a place that no goods visit has a price from what it could pay to what bringing them costs") {
  // a sells at 10, b pays 30; the detour over m (cost 4 in, 3 out) is not used beside the direct link of
  // cost 2. One more unit at m is worth bringing to b, where it replaces supply from a: 12 - 3 = 9; bringing
  // it costs 14.
  Network network;
  network.node("a").node("m").node("b").node("island");
  network.supply("a", "10", "10").demand("b", "5", "30");
  network.link("ab", "a", "b", {{"cost", "2"}})
      .link("am", "a", "m", {{"cost", "4"}})
      .link("mb", "m", "b", {{"cost", "3"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.price("m").low.value() == doctest::Approx(9));
  CHECK(solved.price("m").high.value() == doctest::Approx(14));
  CHECK(solved.price("m").price.value() == doctest::Approx(9));
  CHECK(!solved.price("island").price.has_value()); // nothing can come
}

TEST_CASE("two equally dear routes leave the price unique") {
  Network network;
  network.node("a").node("m").node("b").supply("a", "10", "10").demand("b", "5", "30");
  network.link("ab", "a", "b", {{"cost", "7"}})
      .link("am", "a", "m", {{"cost", "4"}})
      .link("mb", "m", "b", {{"cost", "3"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("ab") + solved.flow("am") == doctest::Approx(5));
  CHECK(solved.price("b").low.value() == doctest::Approx(17));
  CHECK(solved.price("b").high.value() == doctest::Approx(17));
  CHECK(solved.price("m").low.value() == doctest::Approx(14));
}

} // namespace korridor::test
