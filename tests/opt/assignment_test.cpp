// The assignment solver on its own: a published optimum, edges, and the shortest-path trees that it mends.
#include "korridor/opt/assignment.hpp"

#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

#include "korridor/opt/shortest_trees.hpp"
#include "support/sioux_falls.hpp"

using namespace korridor::opt;

namespace {

AssignmentProblem sioux_falls() {
  AssignmentProblem problem;
  problem.node_count = 24;
  for (auto const& link : korridor::test::kSiouxFallsLinks) {
    problem.arcs.push_back({link.from - 1, link.to - 1, {link.free_time, 0.15, 4.0, link.capacity}});
  }
  problem.classes.push_back({std::vector<double>(problem.arcs.size(), 0.0), 1.0});
  for (int from = 0; from < 24; ++from) {
    for (int to = 0; to < 24; ++to) {
      int const hundreds = korridor::test::kSiouxFallsTrips[from][to];
      if (from != to && hundreds > 0) problem.trips.push_back({0, from, to, 100.0 * hundreds});
    }
  }
  return problem;
}

std::vector<double> flows(AssignmentProblem const& problem, Assignment const& found) {
  std::vector<double> flow(problem.arcs.size(), 0.0);
  for (AssignedPath const& path : found.paths) {
    for (int const arc : path.arcs) flow[static_cast<std::size_t>(arc)] += path.flow;
  }
  return flow;
}

double objective(AssignmentProblem const& problem, Assignment const& found) {
  double sum = 0.0;
  std::vector<double> const flow = flows(problem, found);
  for (std::size_t a = 0; a < flow.size(); ++a) sum += problem.arcs[a].congestion.integral(flow[a]);
  return sum;
}

} // namespace

TEST_CASE("the published equilibrium of Sioux Falls is met to eleven digits") {
  AssignmentProblem const problem = sioux_falls();
  Assignment const found = solve_assignment(problem, {1e-12});
  CHECK(found.converged);
  CHECK(found.gap <= 1e-12);
  CHECK(objective(problem, found) == doctest::Approx(korridor::test::kSiouxFallsObjective).epsilon(1e-11));
  // At a coarse gap the objective lies above by no more than gap times total time allows.
  Assignment const coarse = solve_assignment(problem, {1e-3});
  CHECK(objective(problem, coarse) >= korridor::test::kSiouxFallsObjective - 1e-5);
  CHECK(objective(problem, coarse) <= korridor::test::kSiouxFallsObjective + 1e-3 * 7.5e6);
}

TEST_CASE("the same problem gives the same bits") {
  AssignmentProblem const problem = sioux_falls();
  CHECK(flows(problem, solve_assignment(problem, {1e-8})) ==
        flows(problem, solve_assignment(problem, {1e-8})));
}

TEST_CASE("a limit of rounds returns flows with their gap, and says that it was hit") {
  AssignmentProblem const problem = sioux_falls();
  Assignment const found = solve_assignment(problem, {1e-12, 0.0, 2});
  CHECK_FALSE(found.converged);
  CHECK(found.gap > 1e-12);
  double assigned = 0.0;
  for (AssignedPath const& path : found.paths) assigned += path.flow;
  CHECK(assigned == doctest::Approx(360600.0));
}

TEST_CASE("steep and flat arcs side by side converge") {
  // Powers from 1 to 20 and slopes twelve orders of magnitude apart.
  AssignmentProblem problem;
  problem.node_count = 2;
  problem.arcs = {{0, 1, {1.0, 1e-6, 1.0, 1.0}},
                  {0, 1, {1e-6, 1e6, 20.0, 0.5}},
                  {0, 1, {1.0, 5.0, 8.5, 2.0}},
                  {0, 1, {30.0, 0.0, 4.0, 1.0}}};
  problem.classes.push_back({std::vector<double>(4, 0.0), 1.0});
  problem.trips = {{0, 0, 1, 1e3}};
  Assignment const found = solve_assignment(problem, {1e-12});
  CHECK(found.converged);
  std::vector<double> const flow = flows(problem, found);
  double const time = problem.arcs[0].congestion.time(flow[0]);
  CHECK(time == doctest::Approx(1.0 + 1e-6 * flow[0]));
  CHECK(problem.arcs[1].congestion.time(flow[1]) == doctest::Approx(time).epsilon(1e-9));
  CHECK(flow[3] == 0.0);
}

TEST_CASE("a trip without a way is left out and told") {
  AssignmentProblem problem;
  problem.node_count = 3;
  problem.arcs = {{0, 1, {1.0, 1.0, 1.0, 1.0}}, {1, 2, {1.0, 0.0, 4.0, 1.0}}};
  problem.classes.push_back({{0.0, std::numeric_limits<double>::infinity()}, 1.0});
  problem.trips = {{0, 0, 1, 2.0}, {0, 0, 2, 5.0}, {0, 2, 0, 0.0}};
  Assignment const found = solve_assignment(problem, {});
  CHECK(found.has_way == std::vector<bool>{true, false, true});
  REQUIRE(found.paths.size() == 1);
  CHECK(found.paths[0].flow == 2.0);
}

TEST_CASE("numbers that mean nothing are refused") {
  AssignmentProblem good;
  good.node_count = 2;
  good.arcs = {{0, 1, {1.0, 1.0, 1.0, 1.0}}};
  good.classes.push_back({{0.0}, 1.0});
  good.trips = {{0, 0, 1, 2.0}};
  CHECK(solve_assignment(good, {}).converged);
  auto const refused = [&](auto const& spoil) {
    AssignmentProblem bad = good;
    spoil(bad);
    CHECK_THROWS_AS(static_cast<void>(solve_assignment(bad, {})), std::invalid_argument);
  };
  refused([](auto& it) { it.arcs[0].congestion.capacity = 0.0; });
  refused([](auto& it) { it.arcs[0].congestion.power = 0.5; });
  refused([](auto& it) { it.arcs[0].head = 7; });
  refused([](auto& it) { it.classes[0].fixed = {-1.0}; });
  refused([](auto& it) { it.classes[0].fixed.clear(); });
  refused([](auto& it) { it.trips[0].amount = -1.0; });
  refused([](auto& it) { it.trips[0].destination = 0; });
}

TEST_CASE("a mended tree is as short as one found anew") {
  std::mt19937 random(7);
  for (int net = 0; net < 50; ++net) {
    CAPTURE(net);
    int const nodes = 12;
    std::vector<Ends> arcs;
    std::vector<double> cost;
    for (int a = 0; a < 40; ++a) {
      arcs.push_back({static_cast<int>(random() % nodes), static_cast<int>(random() % nodes)});
      cost.push_back(static_cast<double>(random() % 9)); // arcs of no cost as well
    }
    ShortestTrees mended(nodes, arcs, 1);
    for (int change = 0; change < 20; ++change) {
      mended.mend(0, 0, cost.data());
      ShortestTrees anew(nodes, arcs, 1);
      anew.mend(0, 0, cost.data());
      for (int node = 0; node < nodes; ++node) {
        REQUIRE(mended.distance(node) == anew.distance(node));
        std::vector<int> path;
        mended.path_to(node, path);
        double length = 0.0;
        for (int const arc : path) length += cost[static_cast<std::size_t>(arc)];
        if (!path.empty()) REQUIRE(length == mended.distance(node));
      }
      for (int some = 0; some < 4; ++some) cost[random() % cost.size()] = static_cast<double>(random() % 9);
    }
  }
}
