// Processes: refineries with origin kept and new, several inputs, chains, full capacities.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// Crude of RRR (10 at cost 1) goes to a refinery in TTT (link cost 1), which makes 0.5 fuel of each unit
// (process cost 2); fuel goes on to EEE (link cost 1), where 3 are worth 20 each.
Network refinery(Cells const& more = {}) {
  Network network;
  network.row("commodity", {{"commodity_id", "fuel"}, {"unit", "t"}});
  network.node("r", {{"jurisdiction", "RRR"}})
      .node("t", {{"jurisdiction", "TTT"}, {"owner", "TTT"}})
      .node("e", {{"jurisdiction", "EEE"}});
  network.link("rt", "r", "t", {{"cost", "1"}}).link("te", "t", "e", {{"cost", "1"}});
  network.supply("r", "10", "1").demand("e", "3", "20", {{"commodity_id", "fuel"}});
  Cells cells{
      {"process_id", "plant"}, {"node_id", "t"}, {"inputs", "oil:1"}, {"outputs", "fuel:0.5"}, {"cost", "2"}};
  for (auto const& [column, text] : more) cells[column] = text;
  return network.row("process", cells);
}

double made(Solved const& solved, std::string const& commodity, std::string const& origin) {
  double sum = 0.0;
  for (study::ProcessFlowRow const& row : solved->process_flows) {
    if (!row.output || solved->instance.commodities[static_cast<std::size_t>(row.commodity)].id != commodity)
      continue;
    std::string const of =
        row.origin == model::kNone ? "" : solved->instance.actors[static_cast<std::size_t>(row.origin)].id;
    if (of == origin) sum += row.quantity;
  }
  return sum;
}

} // namespace

TEST_CASE("a refinery takes what its outputs are wanted for") {
  // 3 fuel need 6 oil. A unit of fuel costs 2 * (1 + 1 + 2) + 1 = 9; J = 3 * (20 - 9) = 33. Oil is not
  // scarce, so it is worth its cost everywhere: 2 at t; fuel at t 2 * (2 + 2) = 8, at e 9.
  Solved const solved = solve(refinery());
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->surplus == doctest::Approx(33));
  CHECK(solved->cost == doctest::Approx(27));
  CHECK(solved.flow("rt") == doctest::Approx(6));
  CHECK(solved.flow("te") == doctest::Approx(3));
  CHECK(solved->processes.front().activity == doctest::Approx(6));
  CHECK(solved->processes.front().rent == doctest::Approx(0));
  CHECK(made(solved, "fuel", "RRR") == doctest::Approx(3)); // the origin is kept unless said otherwise
  CHECK(solved->demands.front().price.value() == doctest::Approx(9));
  CHECK(solved.actor("EEE").consumer_surplus.value() == doctest::Approx(33));
}

TEST_CASE("a full refinery earns the whole margin for its owner") {
  // 4 of the 6 wanted: 2 fuel at 20. A unit of activity is worth 0.5 * (20 - 1) - 1 - 1 - 2 = 5.5 = mu;
  // rent 22 = J: oil gets its cost, buyers pay their value. The rent is the plant owner's, else the node's.
  Solved const solved = solve(refinery({{"capacity", "4"}}));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->processes.front().activity == doctest::Approx(4));
  CHECK(solved->processes.front().utilization == doctest::Approx(1));
  CHECK(solved->processes.front().rent == doctest::Approx(5.5));
  CHECK(solved->surplus == doctest::Approx(22));
  CHECK(solved.actor("TTT").rents == doctest::Approx(22));
  CHECK(solved->identities.surplus_error < 1e-9);
  Solved const sold = solve(refinery({{"capacity", "4"}, {"owner", "RRR:0.5;TTT:0.5"}}));
  CHECK(sold.actor("RRR").rents == doctest::Approx(11));
}

TEST_CASE("a ban on products of an origin catches them where the refinery keeps it and not where it is new") {
  // EEE bans fuel of RRR. Kept: nothing can be sold. New: the fuel is TTT's, and all goes on as before: the
  // refining loophole.
  for (std::string const rule : {"keep", "new"}) {
    CAPTURE(rule);
    Network network = refinery({{"origin_rule", rule}});
    network.measure("embargo", "ban", {{"imposer", "EEE"}, {"origin", "RRR"}, {"commodity", "fuel"}});
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    bool const keeps = rule == "keep";
    CHECK(solved->surplus == doctest::Approx(keeps ? 0 : 33));
    CHECK(solved->processes.front().activity == doctest::Approx(keeps ? 0 : 6));
    CHECK(made(solved, "fuel", "TTT") == doctest::Approx(keeps ? 0 : 3));
    CHECK(made(solved, "fuel", "RRR") == doctest::Approx(0));
  }
}

TEST_CASE("where crude of two origins is refined a ban on the fuel of one leaves the other's") {
  // QQQ's crude costs 4 more. With the ban only it is refined: fuel costs 2 * (5 + 1 + 2) + 1 = 17.
  Network network = refinery();
  network.node("q", {{"jurisdiction", "QQQ"}}).link("qt", "q", "t", {{"cost", "1"}}).supply("q", "10", "5");
  CHECK(solve(network)->surplus == doctest::Approx(33));
  network.measure("embargo", "ban", {{"imposer", "EEE"}, {"origin", "RRR"}, {"commodity", "fuel"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("qt") == doctest::Approx(6));
  CHECK(solved->surplus == doctest::Approx(3 * (20 - 17)));
  CHECK(made(solved, "fuel", "QQQ") == doctest::Approx(3));
}

TEST_CASE("a measure on goods bound for the refinery's country sees its intake") {
  // TTT takes a tariff of 1.5 on oil for itself: 6 * 1.5 = 9 of the 33 move to TTT. Counted at demand too.
  for (std::string const at : {"entry", "demand"}) {
    CAPTURE(at);
    Network network = refinery();
    network.measure("duty", "tariff",
                    {{"imposer", "TTT"},
                     {"jurisdiction", "TTT"},
                     {"destination", "TTT"},
                     {"commodity", "oil"},
                     {"value", "1.5"},
                     {"at", at}});
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved->surplus == doctest::Approx(24));
    CHECK(solved->welfare.value() == doctest::Approx(33));
    CHECK(solved.actor("TTT").tariffs == doctest::Approx(9));
  }
}

TEST_CASE("disposal is not free: what nobody takes holds the whole process back") {
  // Each unit also gives 0.25 tar; one unit of it is wanted, at nothing. So 4 run, and tar costs the buyers
  // of fuel: its price is -(5.5 / 0.25) = -22 at t, where one more taken would let 4 more run.
  Network network = refinery({{"outputs", "fuel:0.5;tar:0.25"}});
  network.row("commodity", {{"commodity_id", "tar"}, {"unit", "t"}});
  network.demand("t", "1", "0", {{"commodity_id", "tar"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->processes.front().activity == doctest::Approx(4));
  CHECK(solved->surplus == doctest::Approx(22));
  CHECK(solved.actor("TTT").consumer_surplus.value() == doctest::Approx(22)); // paid to take the tar
}

TEST_CASE("a process with two inputs needs both and keeps the origin of the first") {
  // One box is made of 2 ore and 1 power. 6 ore at 1, 2 power at 3: 2 boxes; then power binds. A box costs
  // 2 + 3; at 10 each J = 2 * 5, all of it the power's: its price is 10 - 2 = 8.
  Network network;
  network.row("commodity", {{"commodity_id", "power"}, {"unit", "t"}});
  network.row("commodity", {{"commodity_id", "box"}, {"unit", "t"}});
  network.node("t", {{"jurisdiction", "TTT"}});
  network.supply("t", "6", "1", {{"origin", "OOO"}})
      .supply("t", "2", "3", {{"commodity_id", "power"}, {"origin", "PPP"}});
  network.demand("t", "9", "10", {{"commodity_id", "box"}});
  network.row("process",
              {{"process_id", "mill"}, {"node_id", "t"}, {"inputs", "oil:2;power:1"}, {"outputs", "box:1"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.served("t") == doctest::Approx(2));
  CHECK(solved->surplus == doctest::Approx(10));
  CHECK(solved.actor("PPP").producer_surplus.value() == doctest::Approx(10));
  CHECK(solved.actor("OOO").producer_surplus.value() == doctest::Approx(0));
  CHECK(made(solved, "box", "OOO") == doctest::Approx(2));
}

TEST_CASE("origins pass along a chain of processes") {
  // oil -> fuel (0.5) in TTT, fuel -> power (2) in EEE at cost 0.5: a unit of power takes half a unit of
  // fuel, which costs 9 at e: 4.5 + 0.25. A ban on RRR's power at its buyer stops the whole chain.
  Network network = refinery();
  network.row("commodity", {{"commodity_id", "power"}, {"unit", "t"}});
  network.row("process", {{"process_id", "station"},
                          {"node_id", "e"},
                          {"inputs", "fuel:1"},
                          {"outputs", "power:2"},
                          {"cost", "0.5"}});
  network.demand("e", "2", "6", {{"commodity_id", "power"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->surplus == doctest::Approx(33 + 2 * (6 - 4.75)));
  CHECK(made(solved, "power", "RRR") == doctest::Approx(2));
  network.measure("embargo", "ban",
                  {{"origin", "RRR"}, {"commodity", "power"}, {"node", "e"}, {"at", "demand"}});
  Solved const banned = solve(network);
  CHECK(banned.proved());
  CHECK(banned->surplus == doctest::Approx(33));
  CHECK(made(banned, "power", "RRR") == doctest::Approx(0));
}

TEST_CASE("an unlimited rising supply of what only a process takes is cut where its price ends") {
  // Cost 1 + q of oil (elasticity 1/... through (3, 4): slope 1, intercept 1); fuel is worth 20 at e.
  // Activity stops where 0.5 * 19 - 2 - 1 = 6.5 = 1 + q, unless 6 suffice: 5.5.
  Network network = refinery();
  model::Folder folder = network.folder();
  model::Table& supply = *folder.find("supply");
  supply.rows.clear();
  supply.columns = {"node_id", "commodity_id", "capacity", "elasticity", "ref_price", "ref_quantity"};
  supply.rows.push_back({{"r", "oil", "", "1.3333333333333333", "4", "3"}, 2});
  Solved const solved = solve(folder);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("rt") == doctest::Approx(5.5).epsilon(1e-5));
}

TEST_CASE("a closed place closes its processes and a closure for half of the year halves them") {
  model::Case closed;
  closed.measures = {{{"measure_id", "m"}, {"kind", "closure"}, {"node", "t"}}};
  Solved const none = solve(refinery({{"capacity", "8"}}), closed);
  REQUIRE_MESSAGE(none.answer, none.faults);
  CHECK(none.proved());
  CHECK(none->surplus == doctest::Approx(0));
  Network network = refinery({{"capacity", "8"}});
  // From 2 July on: 183 of 365 days.
  network.measure("m", "closure", {{"node", "t"}, {"date_from", "2023-07-02"}});
  Solved const half = solve(network);
  CHECK(half.proved());
  CHECK(half->processes.front().capacity == doctest::Approx(8.0 * 182 / 365));
  CHECK(half->processes.front().activity == doctest::Approx(8.0 * 182 / 365));
}

TEST_CASE("goods that processes turn into each other in a circle keep their labels") {
  // At e half a unit of fuel a year becomes 5 oil, which go back to t for nothing: 3.5 fuel are made of 7
  // oil, 2 of them new, 1 each of QQQ and RRR, so that all labels are halves.
  // J = 3 * 20 - 1 (oil of RRR) - 2 (to t) - 3.5 (to e) - 14 (plant).
  Network network = refinery();
  network.row("process", {{"process_id", "back"},
                          {"node_id", "e"},
                          {"inputs", "fuel:1"},
                          {"outputs", "oil:10"},
                          {"capacity", "0.5"}});
  network.link("et", "e", "t", {{"carrier", "oil"}});
  network.node("q", {{"jurisdiction", "QQQ"}}).link("qt", "q", "t", {{"cost", "1"}}).supply("q", "1", "0");
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->surplus == doctest::Approx(39.5));
  CHECK(solved.flow("et") == doctest::Approx(5));
  CHECK(made(solved, "fuel", "QQQ") == doctest::Approx(1.75));
  CHECK(made(solved, "oil", "RRR") == doctest::Approx(2.5));
}

} // namespace korridor::test
