// Why a link carries what it carries: worths and next best ways that can be computed by hand.
#include <doctest/doctest.h>

#include <string>

#include "korridor/study/link_story.hpp"
#include "support/network.hpp"
#include "support/random_instance.hpp"

namespace korridor::test {

namespace {

Solved solve_inside(Network const& network) {
  study::SolveOptions options;
  options.keep_inside = true;
  return solve(network.folder(), {}, options);
}

study::LinkStory story_of(Solved const& solved, std::string const& id) {
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  auto const& links = solved->instance.links;
  for (std::size_t at = 0; at < links.size(); ++at) {
    if (links[at].id == id) return study::tell_link(*solved.answer, static_cast<int>(at));
  }
  FAIL("no link ", id);
  return {};
}

std::string way_of(study::NextBest const& next) {
  std::string text;
  for (study::Leg const& leg : next.legs) text += leg.kind + ":" + leg.id + " ";
  return text;
}

// u --10--> v, or u --6--> w --9--> v: supply of 4 at cost 20 in u, demand of 9 worth 100 in v.
Network triangle() {
  Network network;
  network.node("u")
      .node("v")
      .node("w")
      .supply("u", "4", "20")
      .demand("v", "9", "100", {{"demand_id", "buyer"}});
  network.link("uv", "u", "v", {{"cost", "10"}})
      .link("uw", "u", "w", {{"cost", "6"}, {"capacity", "3"}})
      .link("wv", "w", "v", {{"cost", "9"}});
  return network;
}

} // namespace

TEST_CASE("the next best way round a triangle costs the difference of the two ways") {
  study::LinkStory const story = story_of(solve_inside(triangle()), "uv");
  REQUIRE(story.next_best);
  CHECK(story.next_best->extra == doctest::Approx(6 + 9 - 10));
  CHECK(story.next_best->scarcity == doctest::Approx(0));
  CHECK(way_of(*story.next_best) == "link:uw link:wv demand:buyer ");
  CHECK(story.next_best->room == doctest::Approx(3)); // uw takes 3, nothing is on it
  CHECK_FALSE(story.own[0]);                          // without a capacity nothing can bind
}

TEST_CASE("an unused way says by how much it is too dear") {
  study::LinkStory const story = story_of(solve_inside(triangle()), "uw");
  CHECK(story.flows.empty());
  CHECK_FALSE(story.next_best);
  // At u a unit is worth the 100 of an unserved buyer less 10; by uw and wv it fetches 85.
  REQUIRE(story.too_dear);
  CHECK(*story.too_dear == doctest::Approx(5));
}

TEST_CASE("a full link is worth the extra cost of the way round it, within exact ends") {
  Network network = triangle();
  network.link("pipe", "u", "v", {{"cost", "2"}, {"capacity", "1.5"}});
  study::LinkStory const story = story_of(solve_inside(network), "pipe");
  REQUIRE(story.own[0]);
  CHECK(story.own[0]->worth == doctest::Approx(10 - 2));
  CHECK(story.own[0]->low.value() == doctest::Approx(8));
  CHECK(story.own[0]->high.value() == doctest::Approx(8));
  CHECK(story.own[0]->level == doctest::Approx(1.5));
  CHECK(story.next_best->extra == doctest::Approx(8));
  CHECK(story.next_best->scarcity == doctest::Approx(8)); // paid already: a shipper does not care which way
  CHECK(way_of(*story.next_best) == "link:uv demand:buyer ");
}

TEST_CASE("what is lost on the way counts against it") {
  // By uw and wv, of which uw delivers 80 %: 0.8 (100 - 9) - 6 = 66.8 of the 90 that uv brings.
  Network network;
  network.node("u").node("v").node("w").supply("u", "4", "20").demand("v", "9", "100");
  network.link("uv", "u", "v", {{"cost", "10"}})
      .link("uw", "u", "w", {{"cost", "6"}, {"efficiency", "0.8"}})
      .link("wv", "w", "v", {{"cost", "9"}, {"capacity", "2"}});
  study::LinkStory const story = story_of(solve_inside(network), "uv");
  CHECK(story.next_best->now == doctest::Approx(90));
  CHECK(story.next_best->worth == doctest::Approx(66.8));
  CHECK(story.next_best->extra == doctest::Approx(23.2));
  CHECK(story.next_best->legs[1].arriving == doctest::Approx(0.8));
  CHECK(story.next_best->room == doctest::Approx(2 / 0.8)); // 2.5 set out, 2 arrive at wv
}

TEST_CASE("the next best buyer may be another one") {
  // w buys a little at 60: at the margin a unit turned away from uv is worth 60 - 6 there, 85 by way of w to
  // v.
  Network network = triangle();
  network.demand("w", "1", "60", {{"demand_id", "small"}});
  study::LinkStory story = story_of(solve_inside(network), "uv");
  CHECK(way_of(*story.next_best) == "link:uw link:wv demand:buyer ");
  network = Network();
  network.node("u")
      .node("v")
      .node("w")
      .supply("u", "4", "20")
      .demand("v", "9", "100")
      .demand("w", "1", "60", {{"demand_id", "small"}});
  network.link("uv", "u", "v", {{"cost", "10"}}).link("uw", "u", "w", {{"cost", "6"}});
  story = story_of(solve_inside(network), "uv");
  CHECK(way_of(*story.next_best) == "link:uw demand:small ");
  CHECK(story.next_best->extra == doctest::Approx(90 - 54));
}

TEST_CASE("where only the link leads on the goods turn away further up") {
  // f --1--> u --2--> v, and f --8--> v: at f a unit is worth 97 by uv and 92 by fv.
  Network network;
  network.node("f")
      .node("u")
      .node("v")
      .supply("f", "4", "20")
      .demand("v", "9", "100", {{"demand_id", "buyer"}});
  network.link("fu", "f", "u", {{"cost", "1"}})
      .link("uv", "u", "v", {{"cost", "2"}})
      .link("fv", "f", "v", {{"cost", "8"}});
  study::LinkStory const story = story_of(solve_inside(network), "uv");
  CHECK(way_of(*story.next_best) == "link:fv demand:buyer ");
  CHECK(story.next_best->now == doctest::Approx(97));
  CHECK(story.next_best->extra == doctest::Approx(8 - 3));
}

TEST_CASE("where there is no other way that is said") {
  Network network;
  network.node("u").node("v").supply("u", "4", "20").demand("v", "9", "100").link("uv", "u", "v");
  study::LinkStory const story = story_of(solve_inside(network), "uv");
  CHECK_FALSE(story.next_best->found);
  CHECK(story.next_best->now == doctest::Approx(100));
}

TEST_CASE("limits and quotas that bind on what passes are named beside the link") {
  // A limit of 2 over both pipes and a quota of 1 on ab: duals 10 - 3 on the limit, then 3 - 1 more on the
  // quota.
  Network network;
  network.node("a").node("b").supply("a", "9", "0").demand("b", "9", "10");
  network.link("ab", "a", "b", {{"cost", "1"}}).link("ab2", "a", "b", {{"cost", "3"}});
  network.row("limit", {{"limit_id", "both"}, {"members", "link:ab:1;link:ab2:1"}, {"capacity", "2"}});
  network.measure("cap", "quota", {{"link", "ab"}, {"value", "1"}});
  study::LinkStory const story = story_of(solve_inside(network), "ab");
  REQUIRE(story.binds_too.size() == 2);
  CHECK(story.binds_too[0].id == "both");
  CHECK(story.binds_too[0].worth == doctest::Approx(7));
  CHECK(story.binds_too[1].id == "cap");
  CHECK(story.binds_too[1].worth == doctest::Approx(2));
  CHECK(story.measures.size() == 1);
}

TEST_CASE("a contract that binds on what passes is named, wherever it counts") {
  // b pays 10, c 8, ways 1: at least 4 for c costs 2 a unit, on the way to c; nothing of it passes to b.
  Network network;
  network.node("a").node("b").node("c").supply("a", "9", "0").demand("b", "9", "10");
  network.demand("c", "9", "8", {{"demand_id", "at_c"}});
  network.link("ab", "a", "b", {{"cost", "1"}}).link("ac", "a", "c", {{"cost", "1"}});
  network.row(
      "contract",
      {{"contract_id", "deal"}, {"commodity_id", "oil"}, {"demand", "at_c"}, {"min", "4"}, {"penalty", "5"}});
  std::vector<study::Scarcity> const binds = story_of(solve_inside(network), "ac").binds_too;
  REQUIRE(binds.size() == 1);
  CHECK(binds[0].kind == "contract");
  CHECK(binds[0].id == "deal");
  CHECK(binds[0].level == doctest::Approx(4));
  CHECK(binds[0].capacity == doctest::Approx(4));
  CHECK(binds[0].worth == doctest::Approx(-2));
}

TEST_CASE("by a link that is used a unit is worth the price at its tail, in two hundred random cases") {
  int told = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Solved const solved = solve_inside(RandomModel(seed, 1.0, true, false).network());
    if (!solved.answer) continue;
    for (std::size_t at = 0; at < solved->instance.links.size(); ++at) {
      study::LinkStory const story = study::tell_link(*solved.answer, static_cast<int>(at));
      if (!story.next_best || story.next_best->contract != model::kNone) continue; // no price for others
      ++told;
      study::NextBest const& next = *story.next_best;
      for (study::PriceRow const& row : solved->prices) {
        bool const here = row.node == next.tail && row.commodity == next.commodity &&
                          row.origin == next.origin && row.via == next.via;
        if (!here || !row.low || !row.high) continue;
        double const worth = next.now - next.scarcity;
        CHECK(worth <= *row.high + 1e-5 * (1 + std::abs(worth)));
        CHECK(worth >= *row.low - 1e-5 * (1 + std::abs(worth)));
      }
      if (next.found) CHECK(next.extra >= next.scarcity - 1e-6 * (1 + std::abs(next.now)));
    }
  }
  CHECK(told > 200);
}

} // namespace korridor::test
