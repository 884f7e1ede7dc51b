// Friction: near-equal routes share a flow.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// Supply 100 in a at cost 10, demand 60 in b worth 100; a cheap way at 4 and a dear one at 5.
// With x on the cheap way and 60 - x on the dear one, marginal costs meet where
//   4 + d 4 x / 100 = 5 + d 5 (60 - x) / 100, so x = (1 + 3 d) / (0.09 d): 60 where d <= 1 / 2.4.
Network two_ways(std::string const& dispersion) {
  Network network;
  network.row("commodity", {{"commodity_id", "gas"}, {"unit", "t"}, {"dispersion", dispersion}});
  network.node("a").node("b");
  network.supply("a", "100", "10", {{"commodity_id", "gas"}});
  network.demand("b", "60", "100", {{"commodity_id", "gas"}});
  network.link("cheap", "a", "b", {{"cost", "4"}}).link("dear", "a", "b", {{"cost", "5"}});
  return network;
}

double gas_price(Solved const& solved, std::string const& node) {
  for (study::PriceRow const& row : solved->prices) {
    bool const gas = solved->instance.commodities[static_cast<std::size_t>(row.commodity)].id == "gas";
    if (gas && solved->instance.nodes[static_cast<std::size_t>(row.node)].id == node) return *row.price;
  }
  return -1.0;
}

} // namespace

TEST_CASE("two parallel routes share a flow so that their marginal costs meet") {
  // d = 2: x = 7 / 0.18 = 38.888..., each marginal cost 4 + 0.08 x = 7.111...
  Solved const solved = solve(two_ways("2"));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  double const x = 7.0 / 0.18;
  CHECK(solved.proved());
  CHECK(solved.flow("cheap") == doctest::Approx(x).epsilon(1e-6));
  CHECK(solved.flow("dear") == doctest::Approx(60.0 - x).epsilon(1e-6));
  CHECK(gas_price(solved, "b") == doctest::Approx(10.0 + 4.0 + 0.08 * x).epsilon(1e-6));
  double const friction = 0.08 * x * x / 2.0 + 0.10 * (60.0 - x) * (60.0 - x) / 2.0;
  CHECK(solved->friction == doctest::Approx(friction).epsilon(1e-6));
  CHECK(solved->cost == doctest::Approx(600.0 + 4.0 * x + 5.0 * (60.0 - x)).epsilon(1e-6));
  CHECK(solved->surplus == doctest::Approx(6000.0 - solved->cost - friction).epsilon(1e-9));
}

TEST_CASE("marginal friction less friction itself is earned by nobody and closes both identities") {
  Solved const solved = solve(two_ways("2"));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved->actors.back().friction == doctest::Approx(solved->friction).epsilon(1e-6)); // s t^2 / 2 again
  CHECK(solved->identities.surplus_error < 1e-6);
  CHECK(solved->identities.welfare_error < 1e-9);
}

TEST_CASE("friction too small to matter leaves all on the cheap way, and dispersion 0 is no friction") {
  Solved const little = solve(two_ways("0.4"));
  CHECK(little.proved());
  CHECK(little.flow("cheap") == doctest::Approx(60.0));
  CHECK(little.flow("dear") == doctest::Approx(0.0));
  Solved const none = solve(two_ways("0"));
  CHECK(none->friction == 0.0);
  CHECK(none->surplus == doctest::Approx(60.0 * 86.0));
}

TEST_CASE("one arc bears friction in proportion to its flow and cost") {
  // 60 of 100 at cost 4: friction 3 * 4 * 60^2 / (2 * 100) = 216, marginal 3 * 4 * 0.6 = 7.2.
  Network network = two_ways("3");
  model::Case shut;
  shut.measures = {{{"measure_id", "m"}, {"kind", "closure"}, {"link", "dear"}}};
  Solved const solved = solve(network, shut);
  CHECK(solved.proved());
  CHECK(solved->friction == doctest::Approx(216.0));
  CHECK(gas_price(solved, "b") == doctest::Approx(10.0 + 4.0 + 7.2).epsilon(1e-6));
}

TEST_CASE("splitting a link with its cost and time changes nothing under friction") {
  auto const with_way = [](bool split) {
    Network network;
    network.row("commodity",
                {{"commodity_id", "gas"}, {"unit", "t"}, {"dispersion", "2"}, {"time_value", "0.5"}});
    network.node("a").node("b").node("m");
    network.supply("a", "100", "10", {{"commodity_id", "gas"}});
    network.demand("b", "60", "100", {{"commodity_id", "gas"}});
    network.link("dear", "a", "b", {{"cost", "5"}, {"delay", "2"}});
    if (split) {
      network.link("c1", "a", "m", {{"cost", "1"}, {"delay", "2"}}).link("c2", "m", "b", {{"cost", "3"}});
    } else {
      network.link("c1", "a", "b", {{"cost", "4"}, {"delay", "2"}});
    }
    return solve(network);
  };
  Solved const whole = with_way(false), cut = with_way(true);
  CHECK(cut.proved());
  CHECK(whole.flow("dear") > 10.0);
  CHECK(cut.flow("dear") == doctest::Approx(whole.flow("dear")).epsilon(1e-6));
  CHECK(cut->surplus == doctest::Approx(whole->surplus).epsilon(1e-9));
  CHECK(cut->friction == doctest::Approx(whole->friction).epsilon(1e-6));
}

TEST_CASE("friction is of all goods of a commodity together, whoever made them") {
  Network network = two_ways("2");
  network.row("actor", {{"actor_id", "AAA"}}).row("actor", {{"actor_id", "BBB"}});
  network.supply("a", "50", "10", {{"commodity_id", "gas"}, {"origin", "AAA"}});
  network.measure("levy", "tariff",
                  {{"imposer", "BBB"}, {"origin", "AAA"}, {"link", "dear"}, {"value", "0.001"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  // All supply is 150 now: x = (1 + 2 d) / (0.06 d) = 5 / 0.12.
  CHECK(solved.flow("cheap") == doctest::Approx(5.0 / 0.12).epsilon(1e-4));
}

TEST_CASE("a full link keeps its scarcity apart from friction") {
  Network const network = two_ways("2");
  model::Case narrow;
  narrow.sets = {{"link", "cheap", "capacity", "30", ""}};
  Solved const solved = solve(network, narrow);
  CHECK(solved.proved());
  // Dear way: 30 at 5 + 0.10 * 30 = 8; cheap way 4 + 0.08 * 30 = 6.4.
  CHECK(solved.rent("cheap") == doctest::Approx(1.6).epsilon(1e-6));
}

TEST_CASE("without friction on request the cheapest way takes all") {
  study::SolveOptions options;
  options.friction = false;
  Solved const solved = solve(two_ways("2").folder(), {}, options);
  CHECK(solved.proved());
  CHECK(solved.flow("cheap") == doctest::Approx(60.0));
  CHECK(solved->friction == 0.0);
}

} // namespace korridor::test
