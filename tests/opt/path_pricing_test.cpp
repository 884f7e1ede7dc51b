// Cheapest paths over a graph and over the part of it that matters.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "korridor/opt/path_pricing.hpp"
#include "korridor/opt/path_solver.hpp"
#include "support/random.hpp"

namespace korridor::test {

namespace {

using opt::PathProgram;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void add_arc(PathProgram& program, int tail, int head, double cost, double gain = 1.0) {
  program.arcs.push_back({tail, head, cost, gain, static_cast<int>(program.entries.size())});
}

// From 0 to 3 by 1 for 10, by 2 for 11, straight for 100.
PathProgram three_ways() {
  PathProgram program;
  program.node_count = 4;
  add_arc(program, 0, 1, 4.0);
  add_arc(program, 1, 3, 6.0);
  add_arc(program, 0, 2, 4.0);
  add_arc(program, 2, 3, 7.0);
  add_arc(program, 0, 3, 100.0);
  program.supplies.push_back({0, 0.0, 0.0, 50.0, 0.0});
  program.demands.push_back({3, 1000.0, 0.0, 10.0, 0.0});
  return program;
}

PathProgram random_program(Random& random) {
  PathProgram program;
  program.node_count = 12;
  for (int r = 0; r < 6; ++r) program.capacity.push_back(random.uniform(1.0, 9.0));
  for (int a = 0; a < 40; ++a) {
    add_arc(program, random.below(11), random.below(12), random.uniform(1.0, 20.0),
            random.below(3) == 0 ? 0.9 : 1.0);
    for (int uses = random.below(3), r = 0; r < uses; ++r)
      program.entries.push_back({2 * r + random.below(2), random.below(2) == 0 ? 1.0 : 0.5});
  }
  for (int s = 0; s < 3; ++s)
    program.supplies.push_back({random.below(11), random.uniform(0.0, 9.0), 0.0, 5.0, 0.0});
  for (int d = 0; d < 4; ++d)
    program.demands.push_back({11 - random.below(5), random.uniform(10.0, 90.0), 0.0, 5.0, 0.0});
  return program;
}

// Labels by Bellman and Ford: every arc looked at until nothing moves.
std::vector<double> slow_labels(PathProgram const& program, std::vector<double> const& price) {
  std::vector<double> label(static_cast<std::size_t>(program.node_count), kInfinity);
  for (opt::MarginalLine const& line : program.supplies)
    label[static_cast<std::size_t>(line.node)] =
        std::min(label[static_cast<std::size_t>(line.node)], line.first);
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t a = 0; a < program.arcs.size(); ++a) {
      double there = label[static_cast<std::size_t>(program.arcs[a].tail)] + program.arcs[a].cost;
      for (int e = program.arcs[a].first; e < program.end_of_entries(static_cast<int>(a)); ++e) {
        opt::Entry const& entry = program.entries[static_cast<std::size_t>(e)];
        there += entry.coefficient * price[static_cast<std::size_t>(entry.row)];
      }
      there /= program.arcs[a].gain;
      double& head = label[static_cast<std::size_t>(program.arcs[a].head)];
      if (there >= head) continue;
      head = there;
      moved = true;
    }
  }
  return label;
}

} // namespace

TEST_CASE("the part that matters holds the ways within the bound and no other") {
  PathProgram const program = three_ways();
  opt::PathGraph graph = opt::whole_graph(program);
  graph.index_heads();
  for (opt::PathGraph::Node& node : graph.nodes)
    node.label = std::vector<double>{0.0, 4.0, 4.0, 10.0}[static_cast<std::size_t>(node.node)];
  auto const arcs = [&](double bound) {
    std::vector<int> origin = opt::part_that_matters(program, graph, {}, {bound}).origin;
    std::sort(origin.begin(), origin.end());
    return origin;
  };
  CHECK(arcs(9.9).empty());
  CHECK(arcs(10.5) == std::vector<int>{0, 1});
  CHECK(arcs(12.0) == std::vector<int>{0, 1, 2, 3});
  CHECK(arcs(101.0) == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("a way left out is found by the pass over the whole") {
  PathProgram const program = three_ways();
  opt::PathPricing pricing(program);
  std::vector<int> arcs;
  for (int pass = 0; pass < 2; ++pass) { // a part is made after two that agree
    pricing.run({}, {0.0}, {1000.0});
    CHECK(pricing.is_exhaustive());
  }
  pricing.run({}, {5.0}, {1000.0}); // the supply has become dearer
  CHECK_FALSE(pricing.is_exhaustive());
  CHECK(pricing.label(3) == doctest::Approx(15.0));
  CHECK(pricing.trace(3, arcs) == 0);
  CHECK(arcs == std::vector<int>{1, 0});
  pricing.widen();
  pricing.run({}, {5.0}, {1000.0});
  CHECK(pricing.is_exhaustive());
}

TEST_CASE("the way that matters only when the cheap ones are full is used") {
  // 3 units by the way of 10, 4 by that of 11, the other 3 by that of 100, which no early part holds.
  PathProgram program = three_ways();
  program.capacity = {3.0, 4.0};
  program.entries = {{0, 1.0}, {1, 1.0}};
  for (std::size_t a = 0; a < program.arcs.size(); ++a) program.arcs[a].first = a == 0 ? 0 : a <= 2 ? 1 : 2;
  std::optional<opt::PathSolution> const solution = opt::solve_paths(program, {});
  REQUIRE(solution);
  CHECK(solution->complete);
  CHECK(solution->arc_flow[0] == doctest::Approx(3.0));
  CHECK(solution->arc_flow[2] == doctest::Approx(4.0));
  CHECK(solution->arc_flow[4] == doctest::Approx(3.0));
  CHECK(solution->resource_price[0] == doctest::Approx(90.0));
  CHECK(solution->resource_price[1] == doctest::Approx(89.0));
}

TEST_CASE("labels over the part are those of the whole while prices stay, and never below them") {
  Random random(11);
  int passes_over_parts = 0;
  for (int i = 0; i < 200; ++i) {
    PathProgram const program = random_program(random);
    opt::PathPricing pricing(program);
    std::vector<double> price(6), cost, limit;
    for (opt::MarginalLine const& line : program.supplies) cost.push_back(line.first);
    for (opt::MarginalLine const& line : program.demands) limit.push_back(line.first);
    for (int pass = 0; pass < 6; ++pass) {
      bool const stays = pass % 2 == 1;
      for (double& p : price) p = stays ? p : random.uniform(0.0, 10.0);
      pricing.run(price, cost, limit);
      REQUIRE(pricing.is_sound());
      passes_over_parts += pricing.is_exhaustive() ? 0 : 1;
      std::vector<double> const slow = slow_labels(program, price);
      for (opt::MarginalLine const& line : program.demands) {
        double const exact = slow[static_cast<std::size_t>(line.node)];
        CHECK(pricing.label(line.node) >= exact - 1e-12);
        if (exact > line.first) continue;
        if (pricing.is_exhaustive() || (pass == 1))
          CHECK(pricing.label(line.node) == doctest::Approx(exact).epsilon(1e-12));
      }
    }
  }
  CHECK(passes_over_parts > 200);
}

} // namespace korridor::test
