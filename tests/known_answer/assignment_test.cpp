// Assignments whose answer is known by hand. A day of waiting is worth 1 unless said; delays are in days.
#include "korridor/study/assign.hpp"

#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "support/network.hpp"

using namespace korridor;
using test::Cells;
using test::Network;

namespace {

/// delay (1 + b (x / capacity)^1), b being 1: at `capacity` it has doubled.
Cells rising(std::string const& delay, std::string const& capacity, Cells more = {}) {
  more.insert({{"delay", delay}, {"capacity", capacity}, {"b", "1"}, {"power", "1"}});
  return more;
}

struct Assigned {
  std::optional<study::AssignAnswer> answer;
  std::string faults;

  [[nodiscard]] study::AssignedLoad load(std::string const& id, std::size_t optimum = 0) const {
    for (std::size_t e = 0; e < answer->elements.size(); ++e) {
      study::AssignedElement const& it = answer->elements[e];
      std::string const& here = it.link == model::kNone
                                    ? answer->instance.nodes[static_cast<std::size_t>(it.node)].id
                                    : answer->instance.links[static_cast<std::size_t>(it.link)].id;
      if (here == id && it.forward) return answer->optima.at(optimum).loads[e];
    }
    return {};
  }
  [[nodiscard]] double flow(std::string const& id, std::size_t optimum = 0) const {
    return load(id, optimum).flow;
  }
  [[nodiscard]] double total(std::size_t optimum = 0) const {
    return answer->optima.at(optimum).certificate.total_cost();
  }
};

Assigned assign(Network const& network, bool system = false, model::Case const& what = {}, bool user = true) {
  Findings findings;
  study::AssignRequest request;
  request.user = user;
  request.system = system;
  request.gap = 1e-12;
  Assigned out;
  out.answer = study::assign(network.folder(), what, request, findings);
  out.faults = test::text_of(findings);
  if (out.answer) {
    for (study::AssignedOptimum const& it : out.answer->optima) {
      CHECK(it.status == study::Status::optimal);
      CHECK(it.certificate.gap <= 1e-12);
    }
  }
  return out;
}

constexpr double kClose = 1e-9;
doctest::Approx about(double value) { return doctest::Approx(value).epsilon(kClose); }

Network braess() {
  Network net;
  net.node("s")
      .node("a")
      .node("b")
      .node("t")
      .supply("s", "6", "0")
      .demand("t", "6", "", {{"time_value", "1"}});
  net.link("sa", "s", "a", rising("1", "0.1")).link("bt", "b", "t", rising("1", "0.1")); // 1 + 10 x
  net.link("at", "a", "t", rising("50", "50")).link("sb", "s", "b", rising("50", "50")); // 50 + x
  net.link("ab", "a", "b", rising("9", "9"));                                            // 9 + x
  return net;
}

} // namespace

TEST_CASE("two ways share until both take as long") {
  // 10 + x = 5 + 2 (10 - x) at x = 5: fifteen days on each.
  Network net;
  net.node("a").node("b").supply("a", "10", "3").demand("b", "10", "", {{"time_value", "1"}});
  net.link("slow", "a", "b", rising("10", "10")).link("quick", "a", "b", rising("5", "2.5"));
  Assigned const found = assign(net);
  REQUIRE_MESSAGE(found.answer, found.faults);
  CHECK(found.flow("slow") == about(5));
  CHECK(found.load("quick").delay == about(15));
  CHECK(found.load("quick").utilization == about(2));
  CHECK(found.total() == about(150)); // what supply costs is no part of it
  // Beckmann: 10 * 5 + 25 / 2 + 5 * 5 + 25.
  CHECK(*found.answer->optima[0].certificate.objective == about(112.5));
  CHECK_FALSE(found.answer->price_of_anarchy());
}

TEST_CASE("a bridge makes everybody slower, and its closure helps, as Braess found") {
  // D. Braess, Unternehmensforschung 12 (1968), with a day more on each way. Two units on each of the three
  // ways: 41 + 52 = 93 days by sa, at and 41 + 11 + 41 by the bridge. Without it three on each of two: 31 +
  // 53 = 84.
  Assigned const found = assign(braess(), true);
  REQUIRE_MESSAGE(found.answer, found.faults);
  CHECK(found.flow("ab") == about(2));
  CHECK(found.total() == about(6 * 93));
  // Three and three are the optimum of all: at the margin 61 + 56 = 117 days, over the bridge 61 + 9 + 61.
  CHECK(found.flow("ab", 1) == doctest::Approx(0));
  CHECK(found.total(1) == about(6 * 84));
  CHECK(*found.answer->price_of_anarchy() == about(93.0 / 84.0));
  CHECK(found.load("sa", 1).toll == about(30));
  CHECK(found.load("at", 1).toll == about(3));
  model::Case without;
  without.measures.push_back({{"measure_id", "shut"}, {"kind", "closure"}, {"link", "ab"}});
  CHECK(assign(braess(), false, without).total() == about(6 * 84));
}

TEST_CASE("the tolls of the optimum make it the equilibrium") {
  Network net = braess();
  for (auto const& [link, toll] : {std::pair{"sa", "30"}, {"bt", "30"}, {"at", "3"}, {"sb", "3"}}) {
    net.measure(std::string("toll_") + link, "toll", {{"link", link}, {"value", toll}, {"at", "each"}});
  }
  Assigned const found = assign(net);
  REQUIRE_MESSAGE(found.answer, found.faults);
  CHECK(found.flow("ab") == doctest::Approx(0));
  CHECK(found.flow("sa") == about(3));
  CHECK(found.answer->optima[0].certificate.totals[0].tolls == about(6 * 33));
}

TEST_CASE("alone each takes the quick way until it is no better, together half of it") {
  // Pigou's example shifted by a day: the quick way takes 1 + x, the other 2. Together: 1 + 2 x = 2 at x = 1
  // / 2.
  Network net;
  net.node("a").node("b").supply("a", "1", "0").demand("b", "1", "", {{"time_value", "1"}});
  net.link("wide", "a", "b", {{"delay", "2"}}).link("quick", "a", "b", rising("1", "1"));
  Assigned const found = assign(net, true);
  REQUIRE_MESSAGE(found.answer, found.faults);
  CHECK(found.flow("quick") == about(1));
  CHECK(found.flow("quick", 1) == about(0.5));
  CHECK(*found.answer->price_of_anarchy() == about(2.0 / 1.75));
}

TEST_CASE("goods queue at a border until the long way round is as good") {
  // The border takes 2 + x / 2 days, the way round 4: four units cross. The port at the start takes 1 + 10
  // / 10.
  Network net;
  net.node("port", rising("1", "10")).node("border", rising("2", "4")).node("market");
  net.link("to", "port", "border")
      .link("from", "border", "market")
      .link("round", "port", "market", {{"delay", "4"}});
  net.supply("port", "10", "0").demand("market", "10", "", {{"time_value", "1"}});
  Assigned const found = assign(net);
  REQUIRE_MESSAGE(found.answer, found.faults);
  CHECK(found.flow("border") == about(4));
  CHECK(found.load("border").delay == about(4));
  CHECK(found.load("port").delay == about(2));
  CHECK(found.total() == about(10 * (4 + 2)));
}

TEST_CASE("the hurried buy the free way and the patient wait") {
  // The toll road takes a day and 3 in money, the other 1 + x days. Crude (1 a day) waits up to x = 3, coal
  // (3 a day) only up to 1: so all coal pays, and 3 of 5 units of crude wait.
  Network net;
  net.node("a").node("b").row("commodity", {{"commodity_id", "coal"}, {"unit", "t"}});
  net.link("free", "a", "b", rising("1", "1")).link("paid", "a", "b", {{"delay", "1"}, {"toll", "3"}});
  net.supply("a", "5", "0").demand("b", "5", "", {{"time_value", "1"}});
  net.supply("a", "5", "0", {{"commodity_id", "coal"}, {"supply_id", "coal"}});
  net.row("demand", {{"node_id", "b"}, {"commodity_id", "coal"}, {"quantity", "5"}, {"time_value", "3"}});
  Assigned const found = assign(net);
  REQUIRE_MESSAGE(found.answer, found.faults);
  CHECK(found.flow("free") == about(3));
  CHECK(found.load("free").delay == about(4));
  CHECK_FALSE(found.answer->optima[0].certificate.objective); // no money: a day is worth two things
  CHECK(assign(net, true).faults.find("E555") != std::string::npos);
}

TEST_CASE("what has no way is told and the rest is served") {
  Network net;
  net.node("a").node("b").node("island").supply("a", "10", "0");
  net.link("ab", "a", "b", rising("1", "1"));
  net.demand("b", "2", "", {{"time_value", "1"}}).demand("island", "3", "", {{"time_value", "1"}});
  Assigned const found = assign(net);
  REQUIRE_MESSAGE(found.answer, found.faults);
  CHECK(found.total() == about(2 * 3));
  CHECK(found.answer->optima[0].certificate.totals[0].unserved == about(3));
}

TEST_CASE("no demand is an answer of nothing, and capacity 0 is a closed link") {
  Network net;
  net.node("a").node("b").supply("a", "10", "0").demand("b", "0", "", {{"time_value", "1"}});
  net.link("ab", "a", "b", rising("1", "0"));
  Assigned const nothing = assign(net, true);
  REQUIRE_MESSAGE(nothing.answer, nothing.faults);
  CHECK(nothing.total() == 0.0);
  CHECK_FALSE(nothing.answer->price_of_anarchy());
  net.row("demand", {{"node_id", "b"}, {"commodity_id", "oil"}, {"quantity", "1"}, {"time_value", "1"}});
  CHECK(assign(net).answer->optima[0].certificate.totals[0].unserved == about(1));
}

TEST_CASE("what an assignment cannot take is refused by name, all at once") {
  Network net;
  net.node("a")
      .node("b")
      .node("c")
      .supply("a", "1", "0")
      .supply("c", "1", "0")
      .supply("c", "5", "0", {{"origin", "X"}});
  net.row("actor", {{"actor_id", "X"}});
  net.demand("b", "2", "7", {{"demand_id", "rich"}})
      .demand("b", "2", "", {{"demand_id", "torn"}, {"time_value", "1"}});
  net.demand("b", "9", "", {{"demand_id", "much"}, {"origin", "X"}, {"time_value", "1"}});
  net.link("leaky", "a", "b", {{"efficiency", "0.9"}, {"b", "1"}});
  net.measure("few", "quota", {{"link", "leaky"}, {"value", "3"}});
  std::string const told = assign(net).faults;
  for (char const* const words : {"leaky", "few", "rich", "E551", "W556"}) {
    CAPTURE(words);
    CHECK(told.find(words) != std::string::npos);
  }
  Network fixed;
  fixed.node("a").node("b").node("c").row("actor", {{"actor_id", "X"}});
  fixed.supply("a", "1", "0").supply("c", "5", "0", {{"origin", "X"}}).link("cb", "c", "b", rising("1", "1"));
  fixed.demand("b", "2", "", {{"demand_id", "torn"}});
  fixed.demand("b", "9", "", {{"demand_id", "much"}, {"origin", "X"}});
  std::string const also = assign(fixed).faults;
  for (char const* const words : {"torn", "E550", "too small", "E552", "time_value", "E553"}) {
    CAPTURE(words);
    CHECK(also.find(words) != std::string::npos);
  }
}

TEST_CASE("solve says that it takes no congestion") {
  Network net;
  net.node("a").node("b").supply("a", "10", "0").demand("b", "10", "50");
  net.link("ab", "a", "b", rising("1", "4"));
  test::Solved const solved = test::solve(net);
  CHECK(solved.faults.find("W542") != std::string::npos);
  CHECK(solved.flow("ab") == about(4));
}
