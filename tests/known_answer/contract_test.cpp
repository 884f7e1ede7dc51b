// Contracts: least and most flows with a penalty, by rows, by places, as markets of their own.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// KKK makes 10 at cost 1. AAA pays 20 (way 1), BBB 16 (way 2), each for up to 10: a unit for BBB instead of
// AAA loses (20 - 1) - (16 - 2) = 5.
Network two_buyers(Cells const& contract = {}) {
  Network network;
  for (std::string const id : {"KKK", "AAA", "BBB"}) network.row("actor", {{"actor_id", id}});
  network.node("k", {{"jurisdiction", "KKK"}})
      .node("a", {{"jurisdiction", "AAA"}})
      .node("b", {{"jurisdiction", "BBB"}});
  network.link("ka", "k", "a", {{"cost", "1"}}).link("kb", "k", "b", {{"cost", "2"}});
  network.supply("k", "10", "1", {{"supply_id", "well"}});
  network.demand("a", "10", "20", {{"demand_id", "buys_a"}});
  network.demand("b", "10", "16", {{"demand_id", "buys_b"}});
  if (contract.empty()) return network;
  Cells cells{{"contract_id", "deal"}, {"commodity_id", "oil"}};
  for (auto const& [column, text] : contract) cells[column] = text;
  return network.row("contract", cells);
}

void check_sound(Solved const& solved) {
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->identities.surplus_error < 1e-9);
  CHECK(solved->identities.welfare_error < 1e-9);
}

} // namespace

TEST_CASE("a least flow to a buyer's row costs what the better buyer would pay more, below the penalty") {
  // Without it all 10 go to a: J = 10 * (20 - 1 - 1) = 180. 4 to b lose 4 * 5 = 20. Whoever supplies b gets
  // 5 a unit, 20 in all, from the unassigned row.
  CHECK(solve(two_buyers())->surplus == doctest::Approx(180));
  Solved const solved = solve(two_buyers({{"demand", "buys_b"}, {"min", "4"}, {"penalty", "8"}}));
  check_sound(solved);
  CHECK(solved->surplus == doctest::Approx(160));
  CHECK(solved.flow("kb") == doctest::Approx(4));
  study::ContractRow const& deal = solved->contracts.at(0);
  CHECK(deal.flow == doctest::Approx(4));
  CHECK(deal.dual == doctest::Approx(5));
  CHECK(deal.shortfall == 0.0);
  CHECK(solved->penalties == doctest::Approx(0));
  CHECK(solved.actor("").contracts == doctest::Approx(-20));
}

TEST_CASE("a least flow that costs more than its penalty is broken and the penalty paid") {
  // 3 for each of the 4 missing units is less than 5: J = 180 - 12, dual = penalty, cost without it.
  Solved const solved = solve(two_buyers({{"demand", "buys_b"}, {"min", "4"}, {"penalty", "3"}}));
  check_sound(solved);
  CHECK(solved->surplus == doctest::Approx(168));
  CHECK(solved.flow("kb") == doctest::Approx(0));
  study::ContractRow const& deal = solved->contracts.at(0);
  CHECK(deal.shortfall == doctest::Approx(4));
  CHECK(deal.penalty_paid == doctest::Approx(12));
  CHECK(deal.dual == doctest::Approx(3));
  CHECK(solved->penalties == doctest::Approx(12));
  CHECK(solved->cost == doctest::Approx(20));
}

TEST_CASE("a most flow sends the rest to the next buyer, unless the penalty is cheaper") {
  // At most 6 to a: 4 go to b for 5 less. With a penalty of 2 they go to a and pay it.
  Solved const kept = solve(two_buyers({{"demand", "buys_a"}, {"max", "6"}, {"penalty", "8"}}));
  check_sound(kept);
  CHECK(kept->surplus == doctest::Approx(160));
  CHECK(kept->contracts.at(0).dual == doctest::Approx(-5));
  Solved const broken = solve(two_buyers({{"demand", "buys_a"}, {"max", "6"}, {"penalty", "2"}}));
  check_sound(broken);
  CHECK(broken->surplus == doctest::Approx(172));
  CHECK(broken->contracts.at(0).excess == doctest::Approx(4));
  CHECK(broken->contracts.at(0).dual == doctest::Approx(-2));
}

TEST_CASE("a contract of seller and buyer is a market of its own") {
  // A second well costs 3 at k. The contract counts only what the first well makes for b: 4 of it, though b
  // could as well get the other's. Both wells sell out (a takes 10, b the rest), so it costs nothing; J = 10
  // * 18 + 4 * (16 - 2 - 3) = 224. The goods of the contract serve b's row, and nobody else's feed it. One
  // unit less would save nothing, one more would cost 5: every dual from 0 to 5 is right.
  Network network = two_buyers({{"supply", "well"}, {"demand", "buys_b"}, {"min", "4"}, {"penalty", "8"}});
  network.supply("k", "4", "3", {{"supply_id", "second"}});
  Solved const solved = solve(network);
  check_sound(solved);
  CHECK(solved->surplus == doctest::Approx(224));
  CHECK(solved->contracts.at(0).flow == doctest::Approx(4));
  CHECK(solved->contracts.at(0).dual >= 0.0);
  CHECK(solved->contracts.at(0).dual <= 5.0 + 1e-9);
  // With the first well alone its goods for b are those of the contract.
  Solved const alone =
      solve(two_buyers({{"supply", "well"}, {"demand", "buys_b"}, {"min", "4"}, {"penalty", "8"}}));
  check_sound(alone);
  CHECK(alone->surplus == doctest::Approx(160));
  CHECK(alone->contracts.at(0).dual == doctest::Approx(5));
}

TEST_CASE("a contract of a seller counts what its rows make for the classes selected") {
  // At least 3 of the well's oil bound for BBB: as by b's row, 5 a unit.
  Solved const solved =
      solve(two_buyers({{"supply", "well"}, {"destination", "BBB"}, {"min", "3"}, {"penalty", "8"}}));
  check_sound(solved);
  CHECK(solved->surplus == doctest::Approx(165));
  CHECK(solved->contracts.at(0).dual == doctest::Approx(5));
}

TEST_CASE("a contract over a link counts what enters it") {
  Solved const solved = solve(two_buyers({{"link", "kb"}, {"min", "2"}, {"penalty", "8"}}));
  check_sound(solved);
  CHECK(solved->surplus == doctest::Approx(170));
  CHECK(solved->contracts.at(0).flow == doctest::Approx(2));
  CHECK(solved->contracts.at(0).dual == doctest::Approx(5));
}

TEST_CASE("goods that would circle through a contract's link to be counted are refused with a remedy") {
  // Forth and back over kb costs 2 * 2 and counts twice: 2 a unit instead of 5.
  Network network = two_buyers({{"link", "kb;bk"}, {"min", "2"}, {"penalty", "8"}});
  network.link("bk", "b", "k", {{"cost", "0.1"}});
  Solved const solved = solve(network);
  CHECK(!solved.answer);
  CHECK(solved.faults.find("E541") != std::string::npos);
  CHECK(solved.faults.find("circle") != std::string::npos);
}

TEST_CASE("goods that would be made only to be lost in circles are refused, unless the penalty is cheaper") {
  // Nothing reaches BBB. A spur k-c loses half each way: there and back costs 1 + 0.5 and leaves a quarter,
  // so a unit is gone for 1.5 / (1 - 0.25) = 2, and AAA lacks it at 20 - 1: 21 for each unit counted.
  auto const spur = [](std::string const& penalty) {
    Network network =
        two_buyers({{"supply", "well"}, {"destination", "BBB"}, {"min", "3"}, {"penalty", penalty}});
    network.node("c", {{"jurisdiction", "KKK"}});
    network.link("kc", "k", "c", {{"cost", "1"}, {"directed", "0"}, {"efficiency", "0.5"}});
    network.measure("shut", "closure", {{"link", "kb"}});
    return solve(network);
  };
  CHECK(spur("22").faults.find("circles") != std::string::npos);
  Solved const broken = spur("20");
  check_sound(broken);
  CHECK(broken->contracts.at(0).shortfall == doctest::Approx(3));
  CHECK(broken->surplus == doctest::Approx(180 - 3 * 20));
}

TEST_CASE("a re-export that loses goods rids a contract of them only where it must, and is proved") {
  // As above without the spur, but AAA may pass goods on at a, where a ban stops half. Nothing that is passed
  // on reaches BBB either, so nothing is made for it and the penalty is paid.
  Network network = two_buyers({{"supply", "well"}, {"destination", "BBB"}, {"min", "3"}, {"penalty", "22"}});
  network.row("reexport", {{"actor_id", "AAA"}, {"commodity_id", "oil"}, {"cost", "0.1"}});
  network.measure("half", "reexport_ban", {{"jurisdiction", "AAA"}, {"enforcement", "0.5"}});
  network.measure("shut", "closure", {{"link", "kb"}});
  Solved const solved = solve(network);
  check_sound(solved);
  CHECK(solved->surplus == doctest::Approx(180 - 3 * 22));
  CHECK(solved->contracts.at(0).dual == doctest::Approx(22));
}

TEST_CASE("a contract that nothing can fulfil makes no model infeasible") {
  Solved const solved = solve(two_buyers({{"supply", "well"}, {"min", "25"}, {"penalty", "8"}}));
  check_sound(solved);
  CHECK(solved->contracts.at(0).shortfall == doctest::Approx(15));
  CHECK(solved->surplus == doctest::Approx(180 - 15 * 8));
}

TEST_CASE("a contract in force for part of the year asks for its part, and a most flow for part is refused") {
  Cells deal{{"demand", "buys_b"}, {"min", "4"}, {"penalty", "8"}, {"date_from", "2023-10-20"}}; // 73 days
  Solved const solved = solve(two_buyers(deal));
  check_sound(solved);
  CHECK(solved->contracts.at(0).flow == doctest::Approx(0.8));
  deal["max"] = "6";
  CHECK(solve(two_buyers(deal)).faults.find("E627") != std::string::npos);
}

TEST_CASE("what a contract cannot count is told") {
  auto const fault = [](Cells cells) {
    cells.insert({"penalty", "1"});
    return solve(two_buyers(cells)).faults;
  };
  CHECK(fault({{"supply", "well"}, {"link", "ka"}, {"min", "1"}}).find("E623") != std::string::npos);
  CHECK(fault({{"min", "1"}}).find("E625") != std::string::npos);
  CHECK(fault({{"link", "ka"}, {"min", "2"}, {"max", "1"}}).find("E626") != std::string::npos);
  Network network = two_buyers({{"supply", "box_maker"}, {"penalty", "1"}});
  network.row("commodity", {{"commodity_id", "box"}, {"unit", "t"}});
  network.supply("k", "1", "1", {{"supply_id", "box_maker"}, {"commodity_id", "box"}});
  CHECK(solve(network).faults.find("E624") != std::string::npos);
}

} // namespace korridor::test
