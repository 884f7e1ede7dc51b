// Bans and the re-export that leaks round them.
#include <doctest/doctest.h>

#include "support/network.hpp"

namespace korridor::test {

namespace {

// RRR's goods at 10 reach BBB over the land of KKK; home goods of BBB cost 16. BBB bans RRR's goods; in KKK
// they may become "via KKK" at cost c.
Network leak(std::string const& cost, Cells const& ban = {}) {
  Network network;
  network.node("r", {{"jurisdiction", "RRR"}})
      .node("k", {{"jurisdiction", "KKK"}})
      .node("b", {{"jurisdiction", "BBB"}});
  network.supply("r", "10", "10").supply("b", "10", "16").demand("b", "6", "30");
  network.link("rk", "r", "k", {{"jurisdiction", "KKK"}}).link("kb", "k", "b", {{"jurisdiction", "KKK"}});
  network.row("reexport", {{"actor_id", "KKK"}, {"commodity_id", "oil"}, {"cost", cost}});
  Cells cells{{"imposer", "BBB"}, {"origin", "RRR"}};
  cells.insert(ban.begin(), ban.end());
  network.measure("embargo", "ban", cells);
  return network;
}

} // namespace

TEST_CASE("a ban leaks through re-export until its cost passes the price gap") {
  // The gap is 16 - 10 = 6.
  Solved const cheap = solve(leak("5.9"));
  REQUIRE_MESSAGE(cheap.answer, cheap.faults);
  CHECK(cheap.proved());
  CHECK(cheap.flow("kb") == doctest::Approx(6));
  CHECK(cheap->flows.front().via != model::kNone); // over kb, the first link by id
  CHECK(cheap->flows.back().via == model::kNone);  // over rk
  CHECK(cheap->surplus == doctest::Approx(6 * (30 - 15.9)));
  Solved const dear = solve(leak("6.1"));
  CHECK(dear.proved());
  CHECK(dear.flow("kb") == doctest::Approx(0));
  CHECK(dear->surplus == doctest::Approx(6 * (30 - 16)));
}

TEST_CASE("a secondary ban ends the leak") {
  Solved const solved = solve(leak("1", {{"secondary", "1"}}));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("kb") == doctest::Approx(0));
}

TEST_CASE("enforcement against re-exports takes its share of them") {
  // A third stopped: a delivered unit costs (10 + 0.5) / (2/3) = 15.75 < 16; 9 are sent for 6.
  Solved const solved = solve(leak("0.5", {{"enforcement_via", "0.33333333333333331"}}));
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("kb") == doctest::Approx(9));
}

TEST_CASE("the margin of a re-export is earned by the go-between and its capacity has a rent") {
  // Margin 2, capacity 4: 4 leak, 2 come from home at 16; the last leaked unit saves 16 - 10 - 2 = 4.
  Network network = leak("0");
  network.row("reexport", {{"actor_id", "KKK"}, {"commodity_id", "oil"}, {"margin", "2"}, {"capacity", "4"}});
  model::Folder folder = network.folder();
  for (model::Table& table : folder.tables) {
    if (table.name == "reexport") table.rows.erase(table.rows.begin());
  }
  Solved const solved = solve(folder);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("kb") == doctest::Approx(4));
  CHECK(solved.actor("KKK").margins == doctest::Approx(8));
  CHECK(solved.actor("KKK").rents == doctest::Approx(16));
  CHECK(solved->welfare.value() == doctest::Approx(solved->surplus + 8));
}

TEST_CASE("a demand that accepts only direct goods does not take re-exported ones") {
  Network network = leak("0");
  network.node("c", {{"jurisdiction", "CCC"}}).link("kc", "k", "c", {{"jurisdiction", "KKK"}});
  network.demand("c", "2", "12", {{"origin", "RRR"}, {"via", "KKK"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.served("c") == doctest::Approx(2));
  CHECK(solved.flow("kc") == doctest::Approx(2));
}

TEST_CASE("a re-export ban stops the leak at its source where its imposer or a complier holds the place") {
  // The leak at 11 gives way to home goods at 16; a stranger's ban has no ground in KKK.
  for (auto const& [cells, passes] :
       {std::pair{Cells{{"via", "KKK"}}, 0.0}, std::pair{Cells{{"imposer", "KKK"}}, 0.0},
        std::pair{Cells{{"imposer", "UUU"}}, 6.0},
        std::pair{Cells{{"imposer", "UUU"}, {"compliers", "KKK"}}, 0.0},
        std::pair{Cells{{"via", "UUU"}}, 6.0}, std::pair{Cells{{"origin", "UUU"}}, 6.0},
        std::pair{Cells{{"destination", "BBB"}}, 0.0}, std::pair{Cells{{"jurisdiction", "BBB"}}, 6.0}}) {
    Network network = leak("1");
    network.node("u", {{"jurisdiction", "UUU"}});
    network.measure("no_labels", "reexport_ban", cells);
    Solved const solved = solve(network);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    CHECK(solved.flow("kb") == doctest::Approx(passes));
    CHECK(solved.served("b") == doctest::Approx(6));
  }
}

TEST_CASE("a leaky re-export ban loses its share and keeps the rest") {
  // A third is lost on changing hands: (10 + 0.5) / (2/3) = 15.75 < 16, so 9 come to k and 6 go on.
  Network network = leak("0.5");
  network.measure("slack", "reexport_ban", {{"imposer", "KKK"}, {"enforcement", "0.33333333333333331"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("rk") == doctest::Approx(9));
  CHECK(solved.flow("kb") == doctest::Approx(6));
  CHECK(solved->surplus == doctest::Approx(6 * 30 - 9 * 10.5));
  // At a half a unit would cost 21 > 16.
  Network strict = leak("0.5");
  strict.measure("strict", "reexport_ban", {{"imposer", "KKK"}, {"enforcement", "0.5"}});
  CHECK(solve(strict).flow("kb") == doctest::Approx(0));
}

TEST_CASE("a re-export ban for part of the year leaves the open share of capacity or supply") {
  // From 2 July, 183 of 365 days. Supply is 10: (1 - 183/365) 10 = 4.986 may be re-exported; with a capacity
  // of 8 that share of 8. One more unit would save 16 - 11 = 5, which nobody earns.
  for (auto const& [capacity, most] : {std::pair{"", 10.0}, std::pair{"8", 8.0}}) {
    Network network = leak("0");
    network.row("reexport",
                {{"actor_id", "KKK"}, {"commodity_id", "oil"}, {"cost", "1"}, {"capacity", capacity}});
    model::Folder folder =
        network.measure("late", "reexport_ban", {{"imposer", "KKK"}, {"date_from", "2023-07-02"}}).folder();
    folder.find("reexport")->rows.erase(folder.find("reexport")->rows.begin());
    Solved const solved = solve(folder);
    REQUIRE_MESSAGE(solved.answer, solved.faults);
    CHECK(solved.proved());
    double const open = (1 - 183.0 / 365.0) * most;
    CHECK(solved.flow("kb") == doctest::Approx(open));
    CHECK(solved->surplus == doctest::Approx(6 * (30 - 16) + 5 * open));
    model::Case summer;
    summer.date = "2023-08-01";
    CHECK(solve(folder, summer).flow("kb") == doctest::Approx(0));
  }
}

TEST_CASE("a re-export ban at one place moves the change of hands to another") {
  // Round over k2 costs 3 more.
  Network network = leak("1");
  network.node("k2", {{"jurisdiction", "KKK"}})
      .link("rk2", "r", "k2", {{"cost", "3"}})
      .link("k2b", "k2", "b");
  network.measure("port_rule", "reexport_ban", {{"node", "k"}, {"imposer", "KKK"}});
  Solved const solved = solve(network);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved.flow("k2b") == doctest::Approx(6));
}

TEST_CASE("an exemption lifts a re-export ban at its place") {
  Network network = leak("1");
  network.measure("no_labels", "reexport_ban", {{"imposer", "KKK"}});
  network.measure("carve_out", "exemption", {{"imposer", "KKK"}, {"node", "k"}, {"origin", "RRR"}});
  CHECK(solve(network).flow("kb") == doctest::Approx(6));
}

} // namespace korridor::test
