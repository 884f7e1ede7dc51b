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

} // namespace korridor::test
