// What must hold for every assignment, tried on seeded random networks, with the checker as the judge.
#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "korridor/solve/assign.hpp"
#include "korridor/verify/assignment_check.hpp"

using namespace korridor;
using model::Optimum;

namespace {

/// Links both ways and one way, nodes with queues, two goods, tolls, a tariff and a closed link.
model::Instance random_instance(unsigned seed, bool one_time_value) {
  std::mt19937 random(seed);
  auto const number = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() % 1000) / 1000.0;
  };
  model::Instance out;
  out.actors = {{"A", "A", model::ActorKind::state, {}}, {"B", "B", model::ActorKind::state, {}}};
  for (int c = 0; c < 2; ++c) {
    model::Commodity& made = out.commodities.emplace_back();
    made.id = made.name = c == 0 ? "coal" : "crude";
    made.unit = "t";
    made.time_value = one_time_value || c == 0 ? 2.0 : 5.0;
  }
  std::size_t const nodes = 6 + random() % 5;
  for (std::size_t n = 0; n < nodes; ++n) {
    model::Node& made = out.nodes.emplace_back();
    made.id = made.name = "n" + std::to_string(n);
    made.jurisdiction = static_cast<int>(n % 2);
    made.cost = {number(0, 2), 0.0};
    made.toll = {0.0, number(0, 2)};
    made.use = {1.0, 1.0};
    if (random() % 3 == 0) {
      made.delay = number(0.1, 2);
      made.b = number(0, 1);
      made.power = 1.0 + static_cast<double>(random() % 4);
      made.capacity = number(5, 40);
    }
  }
  auto const add_link = [&](std::size_t from, std::size_t to) {
    model::Link& made = out.links.emplace_back();
    made.id = made.name = "l" + std::to_string(out.links.size());
    made.from = static_cast<int>(from);
    made.to = static_cast<int>(to);
    made.directed = random() % 2 == 0;
    made.carries = {true, random() % 8 != 0};
    made.cost = {number(0, 9), number(0, 9)};
    made.toll = {number(0, 3), 0.0};
    made.use = {1.0, 1.0};
    made.delay = random() % 5 == 0 ? 0.0 : number(0.1, 5);
    made.b = random() % 4 == 0 ? 0.0 : number(0, 3);
    made.power = random() % 2 == 0 ? 4.0 : 1.0 + number(0, 5);
    made.capacity = random() % 6 == 0 ? model::kInfinity : number(2, 30);
  };
  for (std::size_t n = 0; n < nodes; ++n) add_link(n, (n + 1) % nodes); // a ring, so that most have a way
  for (std::size_t more = 0; more < 2 * nodes; ++more) {
    std::size_t const from = random() % nodes;
    add_link(from, (from + 1 + random() % (nodes - 1)) % nodes);
  }
  out.links[random() % out.links.size()].capacity = 0.0;
  for (int c = 0; c < 2; ++c) {
    for (int origin = 0; origin < 2; ++origin) {
      model::Supply& made = out.supplies.emplace_back();
      made.id = "s" + std::to_string(out.supplies.size());
      made.node = static_cast<int>(random() % nodes);
      made.commodity = c;
      made.origin = origin;
      made.capacity = 1000.0;
      for (int count = 0; count < 4; ++count) {
        model::Demand& wanted = out.demands.emplace_back();
        wanted.id = "d" + std::to_string(out.demands.size());
        wanted.node = static_cast<int>(random() % nodes);
        wanted.commodity = c;
        wanted.valued = false;
        wanted.quantity = random() % 9 == 0 ? 0.0 : number(1, 20);
        wanted.origins.in = {origin == 0, origin == 1};
        wanted.vias.in = {false, false};
        wanted.vias.none = true;
        wanted.time_value = out.commodities[static_cast<std::size_t>(c)].time_value;
      }
    }
  }
  return out;
}

solve::Assigned assign(model::Instance const& instance, Optimum optimum, double gap) {
  Findings findings;
  auto found = solve::assign(instance, {optimum, gap, 0.0}, findings);
  for (Finding const& finding : findings.all()) {
    if (finding.severity == Severity::error) MESSAGE(finding.text());
  }
  REQUIRE(found);
  return std::move(*found);
}

constexpr unsigned kSeeds = 150;

} // namespace

TEST_CASE(
    "the checker finds the gap asked for, nothing lost and no closed way used, and no more paid together") {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Instance const instance = random_instance(seed, true);
    solve::Assigned const user = assign(instance, Optimum::user, 1e-9);
    solve::Assigned const system = assign(instance, Optimum::system, 1e-9);
    REQUIRE(user.converged);
    REQUIRE(system.converged);
    auto const by_user = verify::check_assignment(instance, user.flows, Optimum::user);
    auto const by_system = verify::check_assignment(instance, system.flows, Optimum::system);
    CHECK(verify::proves(by_user, 1e-9));
    CHECK(verify::proves(by_system, 1e-9));
    REQUIRE(by_user.objective);
    CHECK(*by_user.bound <= *by_user.objective);
    double const most = by_user.total_cost();
    CHECK(by_system.total_cost() <= most * (1.0 + 1e-9));
    // Neither is better than the other at the other's own objective.
    auto const swapped = verify::check_assignment(instance, system.flows, Optimum::user);
    CHECK(*swapped.objective >= *by_user.bound - 1e-9 * most);
    auto const also = verify::check_assignment(instance, user.flows, Optimum::system);
    CHECK(*also.objective >= *by_system.bound - 1e-9 * most);
  }
}

TEST_CASE("goods with different time values find one equilibrium") {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Instance const instance = random_instance(seed, false);
    solve::Assigned const user = assign(instance, Optimum::user, 1e-9);
    CHECK(verify::proves(verify::check_assignment(instance, user.flows, Optimum::user), 1e-9));
  }
}

TEST_CASE("a spoiled assignment is refused") {
  int spoiled = 0;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    model::Instance const instance = random_instance(seed, true);
    model::AssignedFlows const good = assign(instance, Optimum::user, 1e-9).flows;
    auto const refused = [&](model::AssignedFlows const& flows) {
      ++spoiled;
      return !verify::proves(verify::check_assignment(instance, flows, Optimum::user), 1e-9);
    };
    for (std::size_t w = 0; w < good.ways.size() && w < 3; ++w) {
      model::AssignedFlows bad = good;
      bad.ways[w].flow *= 1.01; // more arrives than is wanted
      CHECK(refused(bad));
      bad = good;
      bad.unserved[static_cast<std::size_t>(good.ways[w].demand)] +=
          bad.ways[w].flow; // though there is a way
      bad.ways.erase(bad.ways.begin() + static_cast<std::ptrdiff_t>(w));
      CHECK(refused(bad));
      bad = good;
      if (bad.ways[w].steps.empty()) continue;
      bad.ways[w].steps.pop_back(); // ends elsewhere
      CHECK(refused(bad));
    }
  }
  CHECK(spoiled > 500);
}

TEST_CASE("flow moved to a way that costs more raises the gap") {
  // Two ways of 1 + x and one unit: half on each. A tenth moved makes 1.4 and 1.6 days: excess 0.6 * 0.2
  // of 1.52.
  model::Instance instance = random_instance(1, true);
  instance.links.resize(2);
  for (model::Link& link : instance.links) {
    link.from = 0;
    link.to = 1;
    link.directed = true;
    link.carries = {true, true};
    link.delay = link.b = link.power = link.capacity = 1.0;
    link.cost = link.toll = {0.0, 0.0};
  }
  for (model::Node& node : instance.nodes) {
    node.delay = 0.0;
    node.cost = node.toll = {0.0, 0.0};
  }
  instance.supplies.resize(1);
  instance.supplies[0].node = 0;
  instance.demands.resize(1);
  instance.demands[0].node = 1;
  instance.demands[0].quantity = 1.0;
  model::AssignedFlows flows;
  flows.unserved = {0.0};
  flows.ways = {{0, 0.6, {{0, true}}}, {0, 0.4, {{1, true}}}};
  auto const found = verify::check_assignment(instance, flows, Optimum::user);
  CHECK(found.gap == doctest::Approx(0.6 * 0.2 / 1.52));
  CHECK(found.total_cost() == doctest::Approx(2.0 * 1.52)); // a day is worth 2
}
