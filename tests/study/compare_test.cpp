// Comparing two answers.
#include <doctest/doctest.h>

#include "korridor/study/compare.hpp"
#include "report/sample_answer.hpp"

using namespace korridor;

TEST_CASE("an answer does not differ from itself") {
  study::Answer const answer = tests::sample_answer();
  study::Comparison const same = study::compare(answer, answer);
  CHECK(same.links.empty());
  CHECK(same.link_rents.empty());
  CHECK(same.prices.empty());
  CHECK(same.unserved.empty());
  CHECK(same.shut_in.empty());
  CHECK(same.actors.empty());
  CHECK(same.commodities.empty());
  CHECK(same.surplus_before == same.surplus_after);
}

TEST_CASE("differences are by id and largest first") {
  study::Comparison const it = study::compare(tests::sample_answer(), tests::sample_answer(true));
  REQUIRE(it.links.size() == 2);
  CHECK(it.links[0].id == "pipe");
  CHECK(it.links[0].detail == "field -> market");
  CHECK(it.links[0].unit == "t");
  CHECK(it.links[0].before == 60e6);
  CHECK(it.links[0].after == 0.0);
  CHECK(it.links[1].id == "rail");
  REQUIRE(it.link_rents.size() == 1);
  CHECK(it.link_rents[0].unit == "USD/t");
  REQUIRE(it.prices.size() == 1);
  CHECK(it.prices[0].id == "market");
  CHECK(it.prices[0].detail == "crude");
  CHECK(it.prices[0].after == 610.0);
  REQUIRE(it.commodities.size() == 1);
  CHECK(it.commodities[0].after == 25e6);
  REQUIRE(it.actors.size() == 1);
  CHECK(it.actors[0].id == "A");
  CHECK(it.welfare_after == 5.6e9);
}

TEST_CASE("differences within the tolerance and rounding are none") {
  study::Answer const before = tests::sample_answer();
  study::Answer after = before;
  after.links[0].flow *= 1.0 + 1e-7;
  after.links[1].flow += 1e-3; // 1 g beside 60 Mt
  CHECK(study::compare(before, after).links.empty());
  after.links[0].flow = before.links[0].flow * 1.001;
  CHECK(study::compare(before, after).links.size() == 1);
  CHECK(study::compare(before, after, 0.01).links.empty());
}

TEST_CASE("a link without a row has no flow and a price that vanishes is missing") {
  study::Answer const before = tests::sample_answer();
  study::Answer after = before;
  after.links.erase(after.links.begin());
  after.demands[0].price.reset();
  study::Comparison const it = study::compare(before, after);
  REQUIRE(it.links.size() == 1);
  CHECK(it.links[0].after == 0.0);
  REQUIRE(it.prices.size() == 1);
  CHECK_FALSE(it.prices[0].after.has_value());
}

TEST_CASE("the price at a place is the mean over its demand rows by what they get") {
  study::Answer before = tests::sample_answer();
  model::Demand second = before.instance.demands[0];
  second.id = "market.crude.2";
  before.instance.demands.push_back(second);
  before.demands = {{0, 30.0, 0.0, 100.0}, {1, 10.0, 0.0, 200.0}};
  study::Answer after = before;
  after.demands[1].price = 240.0;
  study::Comparison const it = study::compare(before, after);
  REQUIRE(it.prices.size() == 1);
  CHECK(it.prices[0].before == doctest::Approx(125.0));
  CHECK(it.prices[0].after == doctest::Approx(135.0));
}

TEST_CASE("what a process runs less is told in amounts of its first input") {
  study::Comparison const it = study::compare(tests::sample_refinery(40e6), tests::sample_refinery(10e6));
  REQUIRE(it.processes.size() == 1);
  CHECK(it.processes[0].id == "refinery");
  CHECK(it.processes[0].detail == "crude");
  CHECK(it.processes[0].unit == "t");
  CHECK(it.processes[0].before == 20e6);
  CHECK(it.processes[0].after == 5e6);
}
