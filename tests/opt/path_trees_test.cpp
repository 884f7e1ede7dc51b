// Trees of cheapest paths, mended: the same labels as from nothing, after any changes of prices.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "korridor/opt/path_pricing.hpp"
#include "korridor/opt/path_trees.hpp"
#include "support/random.hpp"

namespace korridor::test {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Random arcs over shared resources; the last node of each is a sink that two layers may reach.
opt::PathProgram random_graph(Random& random) {
  opt::PathProgram program;
  int const nodes = 5 + random.below(30);
  program.node_count = 2 * nodes + 1;
  int const resources = 4 + random.below(20);
  program.capacity.assign(static_cast<std::size_t>(resources), 1.0);
  auto const add = [&](int tail, int head, bool uses) {
    program.arcs.push_back({tail, head, random.chance(0.2) ? 0.0 : random.uniform(0.0, 9.0),
                            random.chance(0.2) ? 0.8 : 1.0, static_cast<int>(program.entries.size())});
    if (uses) program.entries.push_back({random.below(resources), random.uniform(0.5, 2.0)});
  };
  for (int layer = 0; layer < 2; ++layer) {
    for (int i = 0; i < 3 * nodes; ++i)
      add(layer * nodes + random.below(nodes), layer * nodes + random.below(nodes), random.chance(0.8));
    add(layer * nodes + random.below(nodes), 2 * nodes, false);
    for (int i = 0; i < 2; ++i)
      program.supplies.push_back({layer * nodes + random.below(nodes), 1.0, 0.0, 9.0});
  }
  program.demands.push_back({2 * nodes, 50.0, 0.0, 1.0});
  return program;
}

} // namespace

TEST_CASE("labels mended after prices moved are those found anew, and every path costs its label") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    opt::PathProgram program = random_graph(random);
    opt::LayeredGraph const graph(program);
    opt::PathTrees trees(program, graph, 0.0);
    opt::PathPricing anew(program);
    std::vector<double> price(program.capacity.size(), 0.0), supply(program.supplies.size(), 1.0);
    std::vector<int> arcs;
    for (int round = 0; round < 20; ++round) {
      for (double& p : price) {
        if (random.chance(0.2)) p = random.chance(0.5) ? 0.0 : random.uniform(0.0, 20.0);
      }
      for (double& p : supply) {
        if (random.chance(0.2)) p = random.chance(0.3) ? kInfinity : random.uniform(0.0, 9.0);
      }
      trees.update(price, supply);
      anew.run(price, supply, {});
      REQUIRE(trees.is_sound());
      for (int node = 0; node < program.node_count; ++node) {
        double const label = trees.label(node);
        REQUIRE((std::isinf(label) ? std::isinf(anew.label(node))
                                   : std::abs(label - anew.label(node)) <= 1e-12 * (1.0 + label)));
        if (std::isinf(label)) continue;
        double sum = supply[static_cast<std::size_t>(trees.trace(node, arcs))];
        for (std::size_t i = arcs.size(); i-- > 0;) {
          auto const a = static_cast<std::size_t>(arcs[i]);
          sum = (sum + trees.weights()[a]) / program.arcs[a].gain;
        }
        CHECK(std::abs(sum - label) <= 1e-12 * (1.0 + label));
      }
    }
  }
}

TEST_CASE("a shut arc is gone until the trees are rewound to their base") {
  // 0 -> 1 for 2, and 0 -> 2 -> 1 for 3 + 4.
  opt::PathProgram program;
  program.node_count = 4;
  program.arcs = {{0, 1, 2.0, 1.0, 0}, {0, 2, 3.0, 1.0, 0}, {2, 1, 4.0, 1.0, 0}, {1, 3, 1.0, 1.0, 0}};
  program.supplies.push_back({0, 1.0, 0.0, 9.0});
  opt::LayeredGraph const graph(program);
  opt::PathTrees base(program, graph, 0.0);
  base.update({}, {1.0});
  opt::PathTrees trees(base, program);
  CHECK(trees.label(3) == 4.0);
  trees.shut(0);
  trees.update({}, {1.0});
  CHECK(trees.label(1) == 8.0);
  CHECK(trees.label(3) == 9.0); // a sink, found when asked for
  trees.shut(1);
  trees.update({}, {1.0});
  CHECK(std::isinf(trees.label(3)));
  trees.rewind(base);
  CHECK(trees.label(3) == 4.0);
}

} // namespace korridor::test
