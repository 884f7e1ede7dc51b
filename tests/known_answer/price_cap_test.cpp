// Price caps whose charge on the serviced lane is known by hand.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// RRR sells 4 at 10 or more in port r. Buyers in BBB take 6 worth 40 each. Over the sea, for 1, it needs
// ships of EEE. Supply is short, so r gets 40 - 1 = 39 a unit.
Network port() {
  Network network;
  for (char const* id : {"BBB", "EEE", "FFF", "QQQ", "RRR"}) network.row("actor", {{"actor_id", id}});
  network.node("r", {{"jurisdiction", "RRR"}}).node("b", {{"jurisdiction", "BBB"}});
  network.supply("r", "4", "10").demand("b", "6", "40");
  return network.link("sea", "r", "b", {{"cost", "1"}, {"services", "EEE;FFF"}});
}

Network capped(std::string const& value, Cells more = {}) {
  Network network = port();
  more.insert({"value", value});
  more.insert({"imposer", "EEE"});
  return network.measure("cap", "price_cap", more);
}

// A cap in force keeps its netback at the cap to 5e-7 of it, and its charge is found as nearly.
constexpr double kNear = 2e-6;

} // namespace

TEST_CASE("a cap above what the seller gets charges nothing") {
  Solved const solved = solve(capped("39.5"));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  REQUIRE(solved->price_caps.size() == 1);
  study::PriceCapRow const& cap = solved->price_caps[0];
  CHECK(cap.charge == 0.0);
  CHECK_FALSE(cap.binding);
  CHECK(cap.netback.value() == doctest::Approx(39));
  CHECK(cap.residual.value() == doctest::Approx(-0.5));
  CHECK(cap.serviced_volume == doctest::Approx(4));
}

TEST_CASE("a cap that binds takes the overrun off the seller and gives it to the buyer") {
  // 39 - t = 30, t = 9 on 4 units: BBB gains 36. J = 4 (40 - 1 - 10) - 36 = 80, W = 116.
  Solved const solved = solve(capped("30"));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  study::PriceCapRow const& cap = solved->price_caps.at(0);
  CHECK(cap.charge == doctest::Approx(9).epsilon(kNear));
  CHECK(cap.binding);
  CHECK(cap.netback.value() == doctest::Approx(30).epsilon(kNear));
  CHECK(cap.serviced_volume == doctest::Approx(4));
  CHECK(solved.actor("BBB").cap_discounts == doctest::Approx(36).epsilon(kNear));
  CHECK(solved->surplus == doctest::Approx(80).epsilon(kNear));
  CHECK(solved->welfare.value() == doctest::Approx(116).epsilon(kNear));
  CHECK(solved->identities.welfare_error < 1e-9);
}

TEST_CASE("beside a narrow lane without services the capped lane keeps the rest") {
  // 1 unit goes by other ships for 5; the last one by the sea, so again 39 - t = 30. The other fleet's one
  // place is worth 1 + 9 - 5 = 5.
  Network network = capped("30");
  network.link("shadow", "r", "b", {{"cost", "5"}, {"capacity", "1"}, {"capacity_unit", "t/yr"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->price_caps.at(0).charge == doctest::Approx(9).epsilon(kNear));
  CHECK(solved->price_caps.at(0).serviced_volume == doctest::Approx(3));
  CHECK(solved.rent("shadow") == doctest::Approx(5).epsilon(kNear));
}

TEST_CASE("goods leave a capped lane once the charge passes what the other lane costs more") {
  // By other ships for 5, 4 more than by the sea: at t = 4 the lane empties, and r still gets 35 > 30.
  Network network = capped("30");
  network.link("shadow", "r", "b", {{"cost", "5"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  study::PriceCapRow const& cap = solved->price_caps.at(0);
  CHECK(cap.charge == doctest::Approx(4).epsilon(1e-5));
  CHECK(cap.serviced_volume == 0.0);
  CHECK_FALSE(cap.netback.has_value());
  CHECK(solved.flow("shadow") == doctest::Approx(4));
  CHECK(solved.price("r", "RRR").price.value() == doctest::Approx(35));
}

TEST_CASE(
    "an empty lane's charge is read off the prices there, and the case beside it begins at that charge") {
  // As above: t = 0 breaks the cap; at t = 9, raised by the overrun, the lane is empty and a unit there would
  // lose 5, so it stays empty down to 4; right below 4 the cap is broken. By other ships for 7 or 3 it is 6
  // or 2.
  auto const shadow = [](std::string const& cost) {
    Network network = capped("30");
    network.link("shadow", "r", "b", {{"cost", cost}});
    return network.folder();
  };
  Solved const base = solve(shadow("5"));
  REQUIRE_MESSAGE(base.answer, base.faults);
  CHECK(base->price_caps.at(0).solves == 3);
  study::SolveOptions from_base;
  from_base.start = base->learnt;
  for (double const more : {4.0, 6.0, 2.0}) {
    CAPTURE(more);
    Solved const beside = solve(shadow(std::to_string(1.0 + more)), {}, from_base);
    REQUIRE_MESSAGE(beside.answer, beside.faults);
    CHECK(beside.proved());
    CHECK(beside->price_caps.at(0).charge == doctest::Approx(more).epsilon(1e-5));
    CHECK(beside->price_caps.at(0).serviced_volume == 0.0);
    CHECK(beside->price_caps.at(0).solves <= 3);
  }
}

TEST_CASE("a cap below the cost of supply is met by carrying nothing") {
  // At 8 < 10 nobody produces: with t = 39 - 10 = 29 the last unit just pays, above it nothing moves.
  Solved const solved = solve(capped("8"));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->price_caps.at(0).charge == doctest::Approx(29).epsilon(1e-5));
  CHECK(solved->price_caps.at(0).serviced_volume == 0.0);
  CHECK(solved.served("b") == doctest::Approx(0));
}

TEST_CASE("on curves the charge splits between buyer and seller") {
  // Supply P = q, demand P = 40 - q: q = (39 - t) / 2 = netback. A cap of 15 asks t = 9.
  Network network;
  network.node("r", {{"jurisdiction", "RRR"}}).node("b", {{"jurisdiction", "BBB"}});
  network.supply("r", "", "", {{"elasticity", "1"}, {"ref_price", "20"}, {"ref_quantity", "20"}});
  network.demand("b", "", "", {{"elasticity", "-1"}, {"ref_price", "20"}, {"ref_quantity", "20"}});
  network.link("sea", "r", "b", {{"cost", "1"}, {"services", "EEE"}});
  network.measure("cap", "price_cap", {{"imposer", "EEE"}, {"value", "15"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->price_caps.at(0).charge == doctest::Approx(9).epsilon(1e-5));
  CHECK(solved->price_caps.at(0).serviced_volume == doctest::Approx(15).epsilon(1e-5));
  CHECK(solved->price_caps.at(0).solves < 40);
}

TEST_CASE("two caps on two ports are kept at once") {
  // Both ports sell into one short market: r gets 39 - 9 = 30, q 39 - 19 = 20.
  Network network = capped("30", {{"link", "sea"}});
  network.node("q", {{"jurisdiction", "QQQ"}}).supply("q", "1", "10");
  network.link("sea_q", "q", "b", {{"cost", "1"}, {"services", "EEE"}});
  network.measure("cap_q", "price_cap", {{"imposer", "EEE"}, {"link", "sea_q"}, {"value", "20"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  REQUIRE(solved->price_caps.size() == 2);
  CHECK(solved->price_caps[0].charge == doctest::Approx(9).epsilon(kNear));
  CHECK(solved->price_caps[1].charge == doctest::Approx(19).epsilon(kNear));
}

TEST_CASE("of two caps on one lane the lower one binds") {
  // 39 - t1 - t2 <= 25 with the least t1 given t2 and t2 given t1: t1 falls to 0, t2 rises to 14.
  Network network = capped("30");
  network.measure("lower", "price_cap", {{"imposer", "FFF"}, {"value", "25"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->price_caps.at(0).charge == 0.0);
  CHECK(solved->price_caps.at(1).charge == doctest::Approx(14).epsilon(kNear));
}

TEST_CASE("a cap on one origin leaves another's price in the same port alone") {
  Network network = capped("30", {{"origin", "RRR"}});
  network.supply("r", "1", "10", {{"origin", "QQQ"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->price_caps.at(0).charge == doctest::Approx(9).epsilon(kNear));
  CHECK(solved->price_caps.at(0).serviced_volume == doctest::Approx(4));
  CHECK(solved.price("r", "QQQ").price.value() == doctest::Approx(39));
  CHECK(solved.price("r", "RRR").price.value() == doctest::Approx(30).epsilon(kNear));
}

TEST_CASE("a serviced lane drawn in two links pays once") {
  Network network;
  network.node("r", {{"jurisdiction", "RRR"}}).node("strait").node("b", {{"jurisdiction", "BBB"}});
  network.supply("r", "4", "10").demand("b", "6", "40");
  network.link("sea", "r", "strait", {{"cost", "1"}, {"services", "EEE"}})
      .link("sea_2", "strait", "b", {{"services", "EEE"}});
  network.measure("cap", "price_cap", {{"imposer", "EEE"}, {"value", "30"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->price_caps.at(0).charge == doctest::Approx(9).epsilon(kNear));
  CHECK(solved->price_caps.at(0).serviced_volume == doctest::Approx(4));
}

TEST_CASE("where the seller's price is an interval its upper end is held to the cap") {
  // 4 wanted and 4 for sale: r gets anything from 10 to 39. The cap of 30 asks t = 9 all the same.
  Network network;
  network.node("r", {{"jurisdiction", "RRR"}}).node("b", {{"jurisdiction", "BBB"}});
  network.supply("r", "4", "10").demand("b", "4", "40");
  network.link("sea", "r", "b", {{"cost", "1"}, {"services", "EEE"}});
  network.measure("cap", "price_cap", {{"imposer", "EEE"}, {"value", "30"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->price_caps.at(0).charge == doctest::Approx(9).epsilon(kNear));
  CHECK(solved->price_caps.at(0).netback.value() == doctest::Approx(30).epsilon(kNear));
}

TEST_CASE("a cap for part of the year is refused, for a few days left out with a warning") {
  CHECK(solve(capped("30", {{"date_from", "2023-07-01"}})).faults.find("E643") != std::string::npos);
  Network const late = capped("30", {{"date_from", "2023-12-05"}}); // 27 of 365 days
  Solved const year = solve(late);
  REQUIRE_MESSAGE(year.answer, year.faults);
  CHECK(year.faults.find("W644") != std::string::npos);
  CHECK(year->price_caps.empty());
  CHECK(year.price("r", "RRR").price.value() == doctest::Approx(39));
  model::Case day;
  day.date = "2023-12-10";
  CHECK(solve(late, day)->price_caps.at(0).charge == doctest::Approx(9).epsilon(kNear));
}

TEST_CASE("a cap that says where it counts, is no price or serves no link is told of") {
  CHECK(solve(capped("30", {{"at", "each"}})).faults.find("E645") != std::string::npos);
  CHECK(solve(capped("0")).faults.find("E526") != std::string::npos);
  Solved const idle = solve(capped("30", {{"imposer", "QQQ"}}));
  REQUIRE(idle.answer);
  CHECK(idle.faults.find("W646") != std::string::npos);
}

TEST_CASE("a time limit that strikes during the search is told") {
  study::SolveOptions hasty;
  hasty.time_limit = 1e-9;
  Solved const solved = solve(capped("30").folder(), {}, hasty);
  REQUIRE(solved.answer);
  CHECK(solved->status == study::Status::limit);
}

} // namespace korridor::test
