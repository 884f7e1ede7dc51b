// Spatial price equilibria with curves, and the money totals.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// Miranda and Fackler, Applied Computational Economics and Finance (2002), the spatial price equilibrium
// example: inverse demand 42 - 2q, 54 - 3q, 51 - q; inverse supply 9 + q, 3 + 2q, 18 + q; transport
// (there/back) 1-2 3/3, 1-3 9/6, 2-3 3/3. By hand: trade 1 -> 2 and 2 -> 3 at prices p, p + 3, p + 6. Excess
// supply of 1 is (p - 9) - (42 - p) / 2, of 2 (p) / 2 - (51 - p) / 3, of 3 (p - 12) - (45 - p); their sum 0
// gives p = 24: prices 24, 27, 30; trade 15 - 9 = 6 and 6 + 12 - 9 = 9. J = sum of integrals of demand less
// supply less 3 * 6 + 3 * 9: demand (42*9 - 81) + (54*9 - 1.5*81) + (51*21 - 220.5) = 297 + 364.5 + 850.5 =
// 1512; supply (9*15 + 112.5) + (3*12 + 144) + (18*12 + 72) = 247.5 + 180 + 288 = 715.5; J = 1512 - 715.5 -
// 45 = 751.5.
Network three_countries() {
  Network network;
  struct Country {
    std::string id;
    double demand_at_zero, demand_slope, supply_at_zero, supply_slope;
  };
  for (Country const& c :
       {Country{"1", 42, 2, 9, 1}, Country{"2", 54, 3, 3, 2}, Country{"3", 51, 1, 18, 1}}) {
    network.node(c.id);
    // The line through q = 10, with the elasticity that it has there.
    double const price = c.supply_at_zero + 10 * c.supply_slope;
    double const value = c.demand_at_zero - 10 * c.demand_slope;
    network.supply(c.id, "", "",
                   {{"elasticity", std::to_string(price / (10 * c.supply_slope))},
                    {"ref_price", std::to_string(price)},
                    {"ref_quantity", "10"}});
    network.demand(c.id, "", "",
                   {{"elasticity", std::to_string(-value / (10 * c.demand_slope))},
                    {"ref_price", std::to_string(value)},
                    {"ref_quantity", "10"}});
  }
  for (auto const& [from, to, cost] : {std::tuple{"1", "2", "3"},
                                       {"2", "1", "3"},
                                       {"1", "3", "9"},
                                       {"3", "1", "6"},
                                       {"2", "3", "3"},
                                       {"3", "2", "3"}}) {
    network.link(std::string(from) + to, from, to, {{"cost", cost}});
  }
  return network;
}

} // namespace

TEST_CASE("three countries trade at prices 24, 27 and 30 with J = 751.5") {
  Solved const solved = solve(three_countries());
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.price("1").price.value() == doctest::Approx(24).epsilon(1e-6 / 24));
  CHECK(solved.price("2").price.value() == doctest::Approx(27).epsilon(1e-6 / 27));
  CHECK(solved.price("3").price.value() == doctest::Approx(30).epsilon(1e-6 / 30));
  CHECK(solved.flow("12") == doctest::Approx(6).epsilon(1e-5));
  CHECK(solved.flow("23") == doctest::Approx(9).epsilon(1e-5));
  CHECK(solved.flow("13") == doctest::Approx(0));
  CHECK(solved->surplus == doctest::Approx(751.5).epsilon(1e-9));
  CHECK(solved->certificate.gap < 1e-7);
  CHECK(solved->identities.surplus_error < 1e-6);
  CHECK(solved->identities.welfare_error < 1e-12);
}

TEST_CASE("a limit of time gives the best known answer with its bound") {
  study::SolveOptions options;
  options.time_limit = 1e-9;
  Solved const solved = solve(three_countries().folder(), {}, options);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved->status == study::Status::limit);
  CHECK(solved->surplus <= 751.5);
  CHECK(solved->certificate.bound >= 751.5);
  CHECK(solved->certificate.max_imbalance == 0.0);
  CHECK(solved->certificate.max_violation == 0.0);
}

TEST_CASE("a toll and a tariff enter welfare but not the surplus") {
  // Inverse supply 10 + q at a, inverse demand 100 - q at b, link cost 5, toll 8, tariff 7 at entry of b:
  // 10 + q + 20 = 100 - q gives q = 35; J = 100*35 - 35^2/2 - (10*35 + 35^2/2) - 20*35 = 1225.
  // Producers 35^2/2 = 612.5, consumers 612.5, no rent; tolls 280, tariffs 245; W = 1225 + 525 = 1750.
  Network network;
  network.row("actor", {{"actor_id", "AAA"}})
      .row("actor", {{"actor_id", "BBB"}})
      .row("actor", {{"actor_id", "TTT"}});
  network.node("a", {{"jurisdiction", "AAA"}}).node("b", {{"jurisdiction", "BBB"}});
  network.supply("a", "", "", {{"elasticity", "2"}, {"ref_price", "20"}, {"ref_quantity", "10"}});
  network.demand("b", "", "", {{"elasticity", "-9"}, {"ref_price", "90"}, {"ref_quantity", "10"}});
  network.link("ab", "a", "b", {{"cost", "5"}, {"toll", "8"}, {"owner", "TTT"}});
  network.measure("duty", "tariff", {{"imposer", "BBB"}, {"jurisdiction", "BBB"}, {"value", "7"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("ab") == doctest::Approx(35).epsilon(1e-6));
  CHECK(solved->surplus == doctest::Approx(1225).epsilon(1e-9));
  CHECK(solved->identities.surplus_parts == doctest::Approx(1225).epsilon(1e-6));
  CHECK(solved->welfare.value() == doctest::Approx(1750).epsilon(1e-6));
  CHECK(solved.actor("AAA").producer_surplus.value() == doctest::Approx(612.5).epsilon(1e-6));
  CHECK(solved.actor("BBB").consumer_surplus.value() == doctest::Approx(612.5).epsilon(1e-6));
  CHECK(solved.actor("TTT").tolls == doctest::Approx(280).epsilon(1e-6));
  CHECK(solved.actor("BBB").tariffs == doctest::Approx(245).epsilon(1e-6));
  CHECK(solved->cost == doctest::Approx(10 * 35 + 612.5 + 5 * 35).epsilon(1e-6));
}

TEST_CASE("unserved demand and shut-in supply are answers") {
  // Supply 10 at 1, but nothing leads to the demand of 4.
  Network network;
  network.node("a").node("b").supply("a", "10", "1").demand("b", "4", "50");
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.unserved() == doctest::Approx(4));
  CHECK(solved->supplies[0].shut_in == doctest::Approx(10));
  CHECK(solved->surplus == doctest::Approx(0));
}

TEST_CASE("demand without a value is served first and then at least cost") {
  // 6 wanted, 4 can pass at cost 2 each; welfare is unknown.
  Network network;
  network.node("a").node("b").supply("a", "10", "1").demand("b", "6", "");
  network.link("ab", "a", "b", {{"capacity", "4"}, {"cost", "2"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.served("b") == doctest::Approx(4));
  CHECK(solved->cost == doctest::Approx(12));
  CHECK(!solved->welfare.has_value());
}

} // namespace korridor::test
