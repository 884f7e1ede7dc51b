// Capacity, rents, losses, time and undirected links.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// a --ab--> m --mb--> b: supply 10 at cost 20 in a, demand 10 worth 50 in b, pipe of 6 from a to m.
Network full_pipe() {
  Network network;
  network.node("a").node("m").node("b");
  network.supply("a", "10", "20").demand("b", "10", "50");
  network.link("am", "a", "m", {{"capacity", "6"}, {"cost", "3"}, {"owner", "AAA:0.25;BBB:0.75"}});
  network.link("mb", "m", "b", {{"cost", "4"}});
  return network;
}

} // namespace

TEST_CASE("the rent of a full pipe is the price gap less cost, split among its owners") {
  // Price at a is 20 (supply is left over), at b 50 (demand is left over), at m 46; rent 46 - 20 - 3 = 23.
  Solved const solved = solve(full_pipe());
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("am") == doctest::Approx(6));
  CHECK(solved.price("a").price.value() == doctest::Approx(20));
  CHECK(solved.price("m").price.value() == doctest::Approx(46));
  CHECK(solved.price("b").price.value() == doctest::Approx(50));
  CHECK(solved.rent("am") == doctest::Approx(23));
  CHECK(solved.actor("AAA").rents == doctest::Approx(0.25 * 6 * 23));
  CHECK(solved.actor("BBB").rents == doctest::Approx(0.75 * 6 * 23));
  CHECK(solved->surplus == doctest::Approx(6 * (50 - 20 - 7)));
}

TEST_CASE("splitting a link in two changes nothing, with a quota and a tariff in force") {
  // Tariff 2 and a quota of 5 on the links of the pipe; with the pipe whole, then cut at a new place.
  auto const with_measures = [](Network network) {
    network.measure("levy", "tariff", {{"imposer", "AAA"}, {"link", "am*"}, {"value", "2"}});
    network.measure("cap", "quota", {{"link", "am*"}, {"value", "5"}, {"rent_to", "BBB"}});
    return network;
  };
  Network split;
  split.node("a").node("m").node("b").node("middle");
  split.supply("a", "10", "20").demand("b", "10", "50");
  split.link("am1", "a", "middle", {{"capacity", "6"}, {"cost", "1"}, {"owner", "AAA:0.25;BBB:0.75"}});
  split.link("am2", "middle", "m", {{"capacity", "6"}, {"cost", "2"}, {"owner", "AAA:0.25;BBB:0.75"}});
  split.link("mb", "m", "b", {{"cost", "4"}});
  Solved const whole = solve(with_measures(full_pipe()));
  Solved const cut = solve(with_measures(split));
  REQUIRE_MESSAGE(whole.answer, whole.faults);
  REQUIRE_MESSAGE(cut.answer, cut.faults);
  CHECK(whole.proved());
  CHECK(cut.proved());
  CHECK(whole.flow("mb") == doctest::Approx(5));
  CHECK(cut.flow("mb") == doctest::Approx(5));
  CHECK(cut->surplus == doctest::Approx(whole->surplus).epsilon(1e-12));
  CHECK(cut->welfare.value() == doctest::Approx(whole->welfare.value()).epsilon(1e-12));
  CHECK(cut.actor("AAA").tariffs == doctest::Approx(10));
  CHECK(whole.actor("AAA").tariffs == doctest::Approx(10));
}

TEST_CASE("a link with losses delivers less and raises the price by what is lost") {
  // 20 % is lost: each unit at b takes 1.25 at a, at 10 each, plus 4 carriage per unit sent: 1.25 * 14
  // = 17.5.
  Network network;
  network.node("a").node("b").supply("a", "100", "10").demand("b", "8", "30");
  network.link("ab", "a", "b", {{"cost", "4"}, {"efficiency", "0.8"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("ab") == doctest::Approx(10));
  CHECK(solved.served("b") == doctest::Approx(8));
  CHECK(solved.price("b").price.value() == doctest::Approx(17.5));
  CHECK(solved->surplus == doctest::Approx(8 * 30 - 10 * 14));
}

TEST_CASE("undirected links share their capacity when they say so") {
  // 8 wanted in each direction over one link of 10.
  for (bool const shared : {false, true}) {
    Network network;
    network.node("a", {{"jurisdiction", "AAA"}}).node("b", {{"jurisdiction", "BBB"}});
    network.supply("a", "8", "1").supply("b", "8", "1");
    network.demand("a", "8", "10", {{"origin", "BBB"}}).demand("b", "8", "10", {{"origin", "AAA"}});
    network.link("ab", "a", "b",
                 {{"directed", "0"}, {"capacity", "10"}, {"capacity_shared", shared ? "1" : "0"}});
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved.flow("ab", true) + solved.flow("ab", false) == doctest::Approx(shared ? 10 : 16));
    CHECK(solved.rent("ab") == doctest::Approx(shared ? 9 : 0));
  }
}

TEST_CASE("time value flips sea to rail at the computed threshold") {
  // Sea: 100 and 30 days; rail: 400 and 15 days. Equal at (400 - 100) / (30 - 15) = 20 per day.
  for (auto const& [value, by_rail] : {std::pair{"19.9", false}, std::pair{"20.1", true}}) {
    Network network;
    network.node("a").node("b").supply("a", "5", "0").demand("b", "5", "5000", {{"time_value", value}});
    network.link("sea", "a", "b", {{"cost", "100"}, {"delay", "30"}})
        .link("rail", "a", "b", {{"cost", "400"}, {"delay", "15"}});
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved.flow("rail") == doctest::Approx(by_rail ? 5 : 0));
    CHECK(solved.flow("sea") == doctest::Approx(by_rail ? 0 : 5));
    CHECK(solved->cost == doctest::Approx(by_rail ? 2000 : 500)); // time is no cost
  }
}

TEST_CASE("a node's capacity counts what arrives and what is supplied there") {
  // Port m takes 7 in all: 3 of its own at cost 0, so only 4 of the 10 from a; its rent is 30 - 10.
  Network network;
  network.node("a").node("m", {{"capacity", "7"}, {"owner", "PPP"}}).node("b");
  network.supply("a", "10", "10").supply("m", "3", "0").demand("b", "20", "30");
  network.link("am", "a", "m").link("mb", "m", "b");
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("am") == doctest::Approx(4));
  CHECK(solved.served("b") == doctest::Approx(7));
  CHECK(solved.actor("PPP").rents == doctest::Approx(7 * 20));
}

TEST_CASE("a limit on one origin leaves the other free") {
  // At most 2 of AAA's over the hub link, at 1 a unit; the rest of the 6 wanted comes from BBB at 3.
  Network network;
  network.node("a", {{"jurisdiction", "AAA"}}).node("x", {{"jurisdiction", "BBB"}}).node("m").node("b");
  network.supply("a", "9", "1").supply("x", "9", "3").demand("b", "6", "20");
  network.link("am", "a", "m").link("xm", "x", "m").link("mb", "m", "b");
  network.row("limit",
              {{"limit_id", "part"}, {"members", "link:mb:1"}, {"capacity", "2"}, {"origin", "AAA"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("am") == doctest::Approx(2));
  CHECK(solved.flow("xm") == doctest::Approx(4));
  CHECK(solved->bindings[0].rent == doctest::Approx(2));
}

TEST_CASE("a limit binds links together with their factors") {
  // 1 * x + 2 * y <= 10 over two routes worth 10 and 25 a unit: y = 5 uses all, since 25 / 2 > 10 / 1.
  Network network;
  network.node("a")
      .node("b")
      .node("c")
      .supply("a", "100", "0")
      .demand("b", "50", "10")
      .demand("c", "50", "25");
  network.link("ab", "a", "b").link("ac", "a", "c");
  network.row("limit", {{"limit_id", "both"}, {"members", "link:ab:1;link:ac:2"}, {"capacity", "10"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("ac") == doctest::Approx(5));
  CHECK(solved.flow("ab") == doctest::Approx(0));
  REQUIRE(solved->bindings.size() == 1);
  CHECK(solved->bindings[0].rent == doctest::Approx(12.5));
}

} // namespace korridor::test
