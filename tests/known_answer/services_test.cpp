// Ships, insurance and crews that a link needs, withheld.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// RRR sells 10 at 10 in port r, QQQ 10 at 10 in port q. By open sea, nobody's ground, both reach BBB for 1
// with ships of EEE; from r there is another fleet for 5. BBB wants 6 of RRR's and 6 of QQQ's, worth 40 each.
Network sea() {
  Network network;
  for (char const* id : {"BBB", "EEE", "GGG", "QQQ", "RRR"}) network.row("actor", {{"actor_id", id}});
  network.row("actor", {{"actor_id", "COA"}, {"kind", "bloc"}, {"members", "EEE;GGG"}});
  network.node("r", {{"jurisdiction", "RRR"}})
      .node("q", {{"jurisdiction", "QQQ"}})
      .node("b", {{"jurisdiction", "BBB"}});
  network.supply("r", "10", "10").supply("q", "10", "10");
  network.demand("b", "6", "40", {{"origin", "RRR"}}).demand("b", "6", "40", {{"origin", "QQQ"}});
  network.link("sea_r", "r", "b", {{"cost", "1"}, {"services", "EEE"}})
      .link("sea_q", "q", "b", {{"cost", "1"}, {"services", "EEE"}})
      .link("shadow_r", "r", "b", {{"cost", "5"}});
  return network;
}

} // namespace

TEST_CASE("a ban on services bites over open sea where a ban of trade has no ground") {
  Network trade = sea();
  trade.measure("embargo", "ban", {{"imposer", "EEE"}, {"origin", "RRR"}});
  CHECK(solve(trade).flow("sea_r") == doctest::Approx(6));

  // By the owner of the ships, by a bloc that it is in, by a complier; not by one whose ships nobody needs.
  for (auto const& [imposer, compliers, open] :
       {std::tuple{"EEE", "", 0.0}, std::tuple{"COA", "", 0.0}, std::tuple{"BBB", "EEE", 0.0},
        std::tuple{"BBB", "COA", 0.0}, std::tuple{"BBB", "", 6.0}, std::tuple{"GGG", "", 6.0}}) {
    CAPTURE(imposer);
    Network network = sea();
    network.measure("no_ships", "service_ban",
                    {{"imposer", imposer}, {"compliers", compliers}, {"origin", "RRR"}});
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved.flow("sea_r") == doctest::Approx(open));
    CHECK(solved.flow("shadow_r") == doctest::Approx(6 - open));
    CHECK(solved.flow("sea_q") == doctest::Approx(6)); // other goods sail
    CHECK(solved->surplus == doctest::Approx(6 * (40 - 11) + 6 * (40 - 11) - 4 * (6 - open)));
  }
}

TEST_CASE("a link that names a bloc needs the services of its members") {
  Network network = sea();
  network.link("sea_2", "r", "b", {{"cost", "0"}, {"services", "COA"}});
  network.measure("no_ships", "service_ban", {{"imposer", "GGG"}, {"origin", "RRR"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.flow("sea_2") == doctest::Approx(0));
  CHECK(solved.flow("sea_r") == doctest::Approx(6));
}

TEST_CASE("a leaky ban on services loses its share once, however finely the lane is drawn") {
  // A fifth stopped: (10 + 1) / 0.8 = 13.75 a unit, below 15 by the other fleet; 7.5 are sent.
  for (bool const split : {false, true}) {
    Network network = sea();
    if (split) {
      network = Network();
      for (char const* id : {"BBB", "EEE", "RRR"}) network.row("actor", {{"actor_id", id}});
      network.node("r", {{"jurisdiction", "RRR"}}).node("strait").node("b", {{"jurisdiction", "BBB"}});
      network.supply("r", "10", "10").demand("b", "6", "40");
      network.link("sea_r", "r", "strait", {{"cost", "1"}, {"services", "EEE"}})
          .link("sea_2", "strait", "b", {{"services", "EEE"}})
          .link("shadow_r", "r", "b", {{"cost", "5"}});
    }
    network.measure("few_ships", "service_ban",
                    {{"imposer", "EEE"}, {"origin", "RRR"}, {"enforcement", "0.2"}});
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved.flow("sea_r") == doctest::Approx(7.5));
    CHECK(solved.flow("shadow_r") == doctest::Approx(0));
  }
}

TEST_CASE("a ban on services for part of the year leaves the open share") {
  // 183 of 365 days: (1 - 183/365) 10 by these ships, the rest by the others.
  Network network = sea();
  network.measure("late", "service_ban",
                  {{"imposer", "EEE"}, {"origin", "RRR"}, {"date_from", "2023-07-02"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("sea_r") == doctest::Approx((1 - 183.0 / 365.0) * 10));
}

TEST_CASE("an exemption of its imposer lifts a ban on services") {
  Network network = sea();
  network.measure("no_ships", "service_ban", {{"imposer", "EEE"}});
  network.measure("carve_out", "exemption", {{"imposer", "EEE"}, {"link", "sea_r"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.flow("sea_r") == doctest::Approx(6));
  CHECK(solved.flow("sea_q") == doctest::Approx(0));
}

TEST_CASE("a ban on services without an imposer or over nodes is refused") {
  Network network = sea();
  network.measure("whose", "service_ban", {{"origin", "RRR"}});
  CHECK(solve(network).faults.find("E640") != std::string::npos);
  Network at_node = sea();
  at_node.measure("where", "service_ban", {{"imposer", "EEE"}, {"node", "r"}});
  CHECK(solve(at_node).faults.find("E641") != std::string::npos);
}

} // namespace korridor::test
