// Bans, quotas, closures, factors, exemptions and dates.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// Two suppliers and a buyer: RRR sells at 10 over the pipe rb, SSS at 16 over sb; BBB wants 6, worth 30.
Network two_sellers() {
  Network network;
  network.node("r", {{"jurisdiction", "RRR"}})
      .node("s", {{"jurisdiction", "SSS"}})
      .node("b", {{"jurisdiction", "BBB"}});
  network.supply("r", "10", "10").supply("s", "10", "16").demand("b", "6", "30");
  network.link("rb", "r", "b", {{"jurisdiction", "RRR"}}).link("sb", "s", "b", {{"jurisdiction", "SSS"}});
  return network;
}

model::Case on(std::string const& date) {
  model::Case what;
  what.date = date;
  return what;
}

} // namespace

TEST_CASE("a ban bites only where its imposer has jurisdiction or control") {
  Network network = two_sellers();
  network.measure("embargo", "ban", {{"imposer", "BBB"}, {"origin", "RRR"}});
  Solved const by_buyer = solve(network);
  REQUIRE_MESSAGE(by_buyer.answer, by_buyer.faults);
  CHECK(by_buyer.proved());
  CHECK(by_buyer.flow("rb") == doctest::Approx(0));
  CHECK(by_buyer.flow("sb") == doctest::Approx(6));

  Network elsewhere = two_sellers();
  elsewhere.node("u", {{"jurisdiction", "UUU"}});
  elsewhere.measure("embargo", "ban", {{"imposer", "UUU"}, {"origin", "RRR"}});
  Solved const by_another = solve(elsewhere);
  REQUIRE_MESSAGE(by_another.answer, by_another.faults);
  CHECK(by_another.flow("rb") == doctest::Approx(6)); // it has no ground there
}

TEST_CASE("partial enforcement loses the stopped share to the shipper") {
  // Half of what enters is stopped: a delivered unit from r costs 10 / 0.5 = 20 > 16, so s serves; at 0.2 it
  // costs 12.5 and r serves, sending 6 / 0.8 = 7.5.
  for (auto const& [enforcement, from_r] : {std::pair{"0.5", 0.0}, std::pair{"0.2", 7.5}}) {
    Network network = two_sellers();
    network.measure("leaky", "ban", {{"imposer", "BBB"}, {"origin", "RRR"}, {"enforcement", enforcement}});
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved.flow("rb") == doctest::Approx(from_r));
    CHECK(solved.served("b") == doctest::Approx(6));
  }
}

TEST_CASE("two leaky bans multiply") {
  // 0.1 and 0.2 leave 0.72: 6 / 0.72 = 8.333 sent, at 13.89 a unit below 16.
  Network network = two_sellers();
  network.measure("one", "ban", {{"imposer", "BBB"}, {"origin", "RRR"}, {"enforcement", "0.1"}});
  network.measure("two", "ban", {{"imposer", "BBB"}, {"origin", "RRR"}, {"enforcement", "0.2"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("rb") == doctest::Approx(6 / 0.72));
}

TEST_CASE("the dual of a quota is the price difference") {
  // At most 4 from r; the last unit comes from s at 16, so the licence is worth 16 - 10 = 6.
  Network network = two_sellers();
  network.measure("licence", "quota",
                  {{"jurisdiction", "BBB"}, {"origin", "RRR"}, {"value", "4"}, {"rent_to", "BBB"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("rb") == doctest::Approx(4));
  REQUIRE(solved->bindings.size() == 1);
  CHECK(solved->bindings[0].rent == doctest::Approx(6));
  CHECK(solved.actor("BBB").rents == doctest::Approx(24));
}

TEST_CASE("an exemption lifts the ban of its imposer where it matches") {
  Network network = two_sellers();
  network.measure("embargo", "ban", {{"imposer", "BBB"}, {"origin", "RRR"}});
  network.measure("carve_out", "exemption", {{"imposer", "BBB"}, {"link", "rb"}});
  Solved const lifted = solve(network);
  REQUIRE_MESSAGE(lifted.answer, lifted.faults);
  CHECK(lifted.flow("rb") == doctest::Approx(6));
  Network other = two_sellers();
  other.measure("embargo", "ban", {{"imposer", "BBB"}, {"origin", "RRR"}});
  other.measure("carve_out", "exemption", {{"imposer", "SSS"}, {"link", "rb"}});
  CHECK(solve(other).flow("rb") == doctest::Approx(0));
}

TEST_CASE("a closure shuts a link for good and for part of the year by its share of days") {
  // 10 a year over rb, closed from 2 July to 31 December 2023: 183 of 365 days.
  Network network = two_sellers();
  network.row("limit", {{"limit_id", "none"}, {"members", "link:sb:1"}, {"capacity", "100"}});
  for (auto const& [from, share] : {std::pair{"2023-01-01", 1.0}, std::pair{"2023-07-02", 183.0 / 365.0}}) {
    Network closed = two_sellers();
    closed.row("series", {{"table", "link"},
                          {"id", "rb"},
                          {"column", "capacity"},
                          {"date_from", "2020-01-01"},
                          {"value", "5"}});
    closed.measure("shut", "closure", {{"link", "rb"}, {"date_from", from}, {"date_to", "2023-12-31"}});
    Solved const solved = solve(closed);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved.flow("rb") == doctest::Approx(5 * (1 - share)));
  }
}

TEST_CASE("a ban for part of the period leaves the open share of capacity or supply") {
  // No capacity, supply 10: the class may use (1 - 183/365) * 10 = 4.986; on a day in force nothing.
  Network network = two_sellers();
  network.measure("late", "ban", {{"imposer", "BBB"}, {"origin", "RRR"}, {"date_from", "2023-07-02"}});
  double const open = 10 * (1 - 183.0 / 365.0);
  Solved const year = solve(network);
  REQUIRE_MESSAGE(year.answer, year.faults);
  CHECK(year.proved());
  CHECK(year.flow("rb") == doctest::Approx(open));
  CHECK(solve(network, on("2023-08-01")).flow("rb") == doctest::Approx(0));
  CHECK(solve(network, on("2023-06-01")).flow("rb") == doctest::Approx(6));
}

TEST_CASE("supply and demand factors and expansions change quantities") {
  Network network = two_sellers();
  network.measure("less", "supply_factor", {{"jurisdiction", "RRR"}, {"value", "0.3"}});
  network.measure("more", "demand_factor", {{"jurisdiction", "BBB"}, {"value", "2"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("rb") == doctest::Approx(3));
  CHECK(solved.flow("sb") == doctest::Approx(9));

  Network narrow = two_sellers();
  narrow.row(
      "series",
      {{"table", "link"}, {"id", "rb"}, {"column", "capacity"}, {"date_from", "2020-01-01"}, {"value", "2"}});
  narrow.measure("pumps", "expansion", {{"link", "rb"}, {"value", "1.5"}});
  narrow.measure("repairs", "capacity_factor", {{"link", "rb"}, {"value", "0.8"}});
  CHECK(solve(narrow).flow("rb") == doctest::Approx((2 + 1.5) * 0.8));
}

TEST_CASE("an undated measure waits for a scenario that names it") {
  Network network = two_sellers();
  network.measure("shut", "closure", {{"link", "rb"}, {"date_from", ""}});
  network.row("scenario", {{"scenario_id", "crisis"}, {"step", "1"}, {"measure_id", "shut"}});
  CHECK(solve(network).flow("rb") == doctest::Approx(6));
  model::Case crisis;
  crisis.scenario = "crisis";
  CHECK(solve(network, crisis).flow("rb") == doctest::Approx(0));
}

TEST_CASE("shippers that avoid an actor go round it at a cost") {
  // Over RRR 3, round it 8: the buyer that avoids RRR pays the difference.
  Network network;
  network.node("a").node("r", {{"jurisdiction", "RRR"}}).node("b");
  network.supply("a", "20", "0")
      .demand("b", "5", "50", {{"avoid", "RRR"}, {"segment", "wary"}})
      .demand("b", "5", "50");
  network.link("ar", "a", "r", {{"cost", "1"}})
      .link("rb", "r", "b", {{"cost", "2"}})
      .link("ab", "a", "b", {{"cost", "8"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("ar") == doctest::Approx(5));
  CHECK(solved.flow("ab") == doctest::Approx(5));
}

} // namespace korridor::test
