// Column generation by paths: answers by hand, and against simplex on the same flow problem.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "korridor/opt/lp_solver.hpp"
#include "korridor/opt/path_solver.hpp"
#include "support/random.hpp"

namespace korridor::test {

namespace {

using opt::PathProgram;

// Two nodes; arcs from 0 to 1 as given: cost, gain, capacity.
struct Lane {
  double cost, gain, capacity;
};
PathProgram lanes(std::vector<Lane> const& all) {
  PathProgram program;
  program.node_count = 2;
  for (Lane const& lane : all) {
    int const resource = static_cast<int>(program.capacity.size());
    program.arcs.push_back({0, 1, lane.cost, lane.gain, static_cast<int>(program.entries.size())});
    program.entries.push_back({resource, 1.0});
    program.capacity.push_back(lane.capacity);
  }
  return program;
}

opt::PathSolution solve(PathProgram const& program) {
  std::optional<opt::PathSolution> const solution = opt::solve_paths(program, {});
  REQUIRE(solution);
  REQUIRE(solution->complete);
  return *solution;
}

double objective(PathProgram const& program, opt::PathSolution const& solution) {
  double sum = 0.0;
  for (std::size_t a = 0; a < program.arcs.size(); ++a) sum += program.arcs[a].cost * solution.arc_flow[a];
  auto const total = [](opt::MarginalLine const& line, double q) {
    return q * (line.first + 0.5 * line.slope * q);
  };
  for (std::size_t s = 0; s < program.supplies.size(); ++s)
    sum += total(program.supplies[s], solution.supplied[s]);
  for (std::size_t d = 0; d < program.demands.size(); ++d)
    sum -= total(program.demands[d], solution.delivered[d]);
  return sum;
}

// Several layers of one network with shared capacities, three supplies and demands in each.
PathProgram random_network(Random& random) {
  int const nodes = 6 + random.below(10), layers = 1 + random.below(5), links = 3 * nodes;
  PathProgram program;
  program.node_count = nodes * layers;
  std::vector<int> from, to;
  for (int e = 0; e < links; ++e) {
    from.push_back(random.below(nodes));
    to.push_back(random.below(nodes));
    program.capacity.push_back(random.uniform(0.0, 12.0));
  }
  for (int k = 0; k < layers; ++k) {
    for (int e = 0; e < links; ++e) {
      if (from[static_cast<std::size_t>(e)] == to[static_cast<std::size_t>(e)] || random.chance(0.1))
        continue;
      program.arcs.push_back({k * nodes + from[static_cast<std::size_t>(e)],
                              k * nodes + to[static_cast<std::size_t>(e)], random.uniform(1.0, 10.0),
                              random.chance(0.3) ? 0.9 : 1.0, static_cast<int>(program.entries.size())});
      program.entries.push_back({e, random.uniform(0.5, 1.5)});
    }
    for (int i = 0; i < 3; ++i) {
      program.supplies.push_back(
          {k * nodes + random.below(nodes), random.uniform(0.0, 5.0), 0.0, random.uniform(1.0, 20.0), 1e-6});
      program.demands.push_back(
          {k * nodes + random.below(nodes), random.uniform(5.0, 60.0), 0.0, random.uniform(1.0, 10.0), 1e-6});
    }
  }
  return program;
}

// The same with a row for each node and resource and a column for each arc; lines must be flat.
opt::LinearProgram programme(PathProgram const& program) {
  opt::LinearProgram lp;
  for (int n = 0; n < program.node_count; ++n) lp.add_row(0.0, 0.0);
  for (double const capacity : program.capacity)
    lp.add_row(-std::numeric_limits<double>::infinity(), capacity);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    PathProgram::Arc const& arc = program.arcs[a];
    std::vector<opt::Entry> column{{arc.tail, -1.0}, {arc.head, arc.gain}};
    for (int e = arc.first; e < program.end_of_entries(static_cast<int>(a)); ++e) {
      opt::Entry const& entry = program.entries[static_cast<std::size_t>(e)];
      column.push_back({program.node_count + entry.row, entry.coefficient});
    }
    lp.add_col(arc.cost, 0.0, std::numeric_limits<double>::infinity(), column);
  }
  for (opt::MarginalLine const& line : program.supplies)
    lp.add_col(line.first, 0.0, line.size, std::vector<opt::Entry>{{line.node, 1.0}});
  for (opt::MarginalLine const& line : program.demands)
    lp.add_col(-line.first, 0.0, line.size, std::vector<opt::Entry>{{line.node, -1.0}});
  for (PathProgram::Extra const& extra : program.extras) {
    std::vector<opt::Entry> column;
    for (opt::Entry const& entry : extra.entries)
      column.push_back({program.node_count + entry.row, entry.coefficient});
    lp.add_col(extra.cost, 0.0, extra.size, column);
  }
  return lp;
}

// Whether some of the flow goes in a circle: nodes without a way in that carries anything are taken off until
// none is left.
bool circles(PathProgram const& program, std::vector<double> const& flow) {
  std::vector<int> comes(static_cast<std::size_t>(program.node_count), 0);
  std::vector<char> gone(program.arcs.size(), 0);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    gone[a] = flow[a] <= 1e-9;
    if (!gone[a]) ++comes[static_cast<std::size_t>(program.arcs[a].head)];
  }
  for (bool more = true; more;) {
    more = false;
    for (std::size_t a = 0; a < program.arcs.size(); ++a) {
      if (gone[a] || comes[static_cast<std::size_t>(program.arcs[a].tail)] > 0) continue;
      gone[a] = 1;
      --comes[static_cast<std::size_t>(program.arcs[a].head)];
      more = true;
    }
  }
  return std::find(gone.begin(), gone.end(), 0) != gone.end();
}

} // namespace

TEST_CASE("the cheap lane fills first and its capacity is worth the difference") {
  // 10 units for 100 each; supply at 5: 6 go by the lane of 20, 4 by that of 30; one more place is worth 10.
  PathProgram program = lanes({{20.0, 1.0, 6.0}, {30.0, 1.0, 50.0}});
  program.supplies.push_back({0, 5.0, 0.0, 100.0, 1e-6});
  program.demands.push_back({1, 100.0, 0.0, 10.0, 1e-6});
  opt::PathSolution const solution = solve(program);
  CHECK(solution.arc_flow[0] == doctest::Approx(6.0));
  CHECK(solution.arc_flow[1] == doctest::Approx(4.0));
  CHECK(solution.resource_price[0] == doctest::Approx(10.0));
  CHECK(solution.resource_price[1] == doctest::Approx(0.0));
  CHECK(solution.node_price[1] == doctest::Approx(35.0));
}

TEST_CASE("what is lost on the way is paid for at the tail") {
  // 8 units delivered need 10 at the tail of a lane that loses a fifth; a delivered unit costs (5 + 3) / 0.8
  // = 10.
  PathProgram program = lanes({{3.0, 0.8, 100.0}});
  program.supplies.push_back({0, 5.0, 0.0, 100.0, 1e-6});
  program.demands.push_back({1, 50.0, 0.0, 8.0, 1e-6});
  opt::PathSolution const solution = solve(program);
  CHECK(solution.arc_flow[0] == doctest::Approx(10.0));
  CHECK(solution.supplied[0] == doctest::Approx(10.0));
  CHECK(solution.node_price[1] == doctest::Approx(10.0));
}

TEST_CASE("a rising and a falling line meet where supply, freight and demand agree") {
  // 10 + q + 6 = 40 - 2 q at q = 8: price 18 at the origin, 24 at the market.
  PathProgram program = lanes({{6.0, 1.0, 1000.0}});
  program.supplies.push_back({0, 10.0, 1.0, 100.0, 1e-8});
  program.demands.push_back({1, 40.0, -2.0, 20.0, 1e-8});
  opt::PathSolution const solution = solve(program);
  CHECK(solution.delivered[0] == doctest::Approx(8.0).epsilon(1e-7));
  CHECK(solution.node_price[0] == doctest::Approx(18.0).epsilon(1e-7));
  CHECK(solution.node_price[1] == doctest::Approx(24.0).epsilon(1e-7));
}

TEST_CASE("demand that pays less than the way costs stays empty, and one that nothing reaches too") {
  PathProgram program = lanes({{6.0, 1.0, 1000.0}});
  program.node_count = 3;
  program.supplies.push_back({0, 10.0, 0.0, 100.0, 1e-6});
  program.demands.push_back({1, 15.0, 0.0, 20.0, 1e-6});
  program.demands.push_back({2, 99.0, 0.0, 20.0, 1e-6});
  opt::PathSolution const solution = solve(program);
  CHECK(solution.delivered[0] == 0.0);
  CHECK(solution.delivered[1] == 0.0);
  CHECK(solution.node_price[0] == doctest::Approx(9.0)); // somebody would pay 15 less carriage
  CHECK(solution.node_price[2] == doctest::Approx(99.0));
}

TEST_CASE("an extra buys room on a shared resource as long as that pays") {
  // A lane of no capacity of its own; each unit of the extra adds one, for 7; freight is free: 100 > 5 + 7.
  PathProgram program = lanes({{0.0, 1.0, 0.0}});
  program.supplies.push_back({0, 5.0, 0.0, 100.0, 1e-6});
  program.demands.push_back({1, 100.0, 0.0, 10.0, 1e-6});
  program.extras.push_back({7.0, 4.0, {{0, -1.0}}});
  opt::PathSolution const solution = solve(program);
  CHECK(solution.extra[0] == doctest::Approx(4.0));
  CHECK(solution.delivered[0] == doctest::Approx(4.0));
  CHECK(solution.resource_price[0] == doctest::Approx(95.0));
}

TEST_CASE("a plant whose by-product costs money to be rid of still runs while the whole pays") {
  // One of crude gives 0.6 light and 0.3 heavy. Crude 10 + 1 of carriage, the plant 4; light fetches 40 less
  // 2, heavy 2 less 3. 12 light are wanted: the plant runs at 20, heavy is worth -1 there, and one more unit
  // of light costs (11 + 4 + 0.3) / 0.6 + 2 = 27.5.
  PathProgram program;
  program.node_count = 6; // field, intake, light at the plant, light market, heavy at the plant, heavy market
  program.arcs = {{0, 1, 1.0, 1.0, 0}, {2, 3, 2.0, 1.0, 0}, {4, 5, 3.0, 1.0, 0}};
  program.capacity = {0.0, 0.0, 0.0};
  program.exact = {true, true, true};
  program.supplies.push_back({.node = 0, .first = 10.0, .size = 100.0});
  program.supplies.push_back({.node = 2, .size = 90.0, .equation = 1});
  program.supplies.push_back({.node = 4, .size = 90.0, .equation = 2});
  program.demands.push_back({.node = 3, .first = 40.0, .size = 12.0});
  program.demands.push_back({.node = 5, .first = 2.0, .size = 100.0});
  program.demands.push_back({.node = 1, .size = 90.0, .equation = 0});
  program.extras.push_back({4.0, 50.0, {{0, 1.0}, {1, -0.6}, {2, -0.3}}});
  opt::PathSolution const solution = solve(program);
  CHECK(solution.extra[0] == doctest::Approx(20.0));
  CHECK(solution.delivered[1] == doctest::Approx(6.0));
  CHECK(solution.node_price[1] == doctest::Approx(11.0));
  CHECK(solution.node_price[4] == doctest::Approx(-1.0));
  CHECK(solution.node_price[3] == doctest::Approx(27.5));
}

TEST_CASE("a lane that pays for itself is filled, unless goods could circle on it for gain") {
  PathProgram program = lanes({{-1.0, 1.0, 5.0}});
  program.supplies.push_back({0, 5.0, 0.0, 100.0, 1e-6});
  program.demands.push_back({1, 100.0, 0.0, 10.0, 1e-6});
  CHECK(solve(program).delivered[0] == doctest::Approx(5.0));
  program.arcs.push_back({1, 0, 0.5, 1.0, static_cast<int>(program.entries.size())});
  CHECK(!opt::solve_paths(program, {}));
}

TEST_CASE("flow that is counted is paid for up to a least flow, and costs what it spares") {
  // 10 units worth 100. The second lane costs 8 more; up to 4 on it are paid 12 each, so 4 take it, and the
  // price of what counts is 8. Paid 6, none does, and the price is all of that.
  for (double const reward : {12.0, 6.0}) {
    PathProgram program = lanes({{20.0, 1.0, 50.0}, {28.0, 1.0, 0.0}});
    program.entries[1].coefficient = -1.0; // what takes it makes room for what is kept
    program.supplies.push_back({0, 5.0, 0.0, 100.0, 1e-6});
    program.demands.push_back({1, 100.0, 0.0, 10.0, 1e-6});
    program.extras.push_back({-reward, 4.0, {{1, 1.0}}});
    opt::PathSolution const solution = solve(program);
    CHECK(solution.arc_flow[1] == doctest::Approx(reward > 8.0 ? 4.0 : 0.0));
    CHECK(solution.extra[0] == doctest::Approx(reward > 8.0 ? 4.0 : 0.0));
    CHECK(solution.resource_price[1] == doctest::Approx(std::min(reward, 8.0)));
  }
}

TEST_CASE("many demands over few shared lanes that may be paid for cost what simplex says") {
  int solved = 0, circling = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    PathProgram program = random_network(random);
    // Up to three least flows, each counted on some arcs.
    int const contracts = 1 + random.below(3), first = static_cast<int>(program.capacity.size());
    std::vector<opt::Entry> const plain = program.entries;
    program.entries.clear();
    for (std::size_t a = 0; a < program.arcs.size(); ++a) {
      program.arcs[a].first = static_cast<int>(program.entries.size());
      program.entries.push_back(plain[a]);
      for (int c = 0; c < contracts; ++c) {
        if (random.chance(0.1)) program.entries.push_back({first + c, -1.0});
      }
    }
    for (int c = 0; c < contracts; ++c) {
      program.capacity.push_back(0.0);
      program.extras.push_back({-random.uniform(1.0, 15.0), random.uniform(1.0, 8.0), {{first + c, 1.0}}});
    }
    std::optional<opt::PathSolution> const paths = opt::solve_paths(program, {});
    opt::LpSolution const simplex = opt::LpSolver(programme(program)).solve();
    REQUIRE(simplex.status == opt::LpStatus::optimal);
    if (!paths) {
      CHECK(circles(program, simplex.col_value));
      ++circling;
      continue;
    }
    ++solved;
    double sum = objective(program, *paths);
    for (std::size_t e = 0; e < program.extras.size(); ++e) sum += program.extras[e].cost * paths->extra[e];
    CHECK(sum == doctest::Approx(simplex.objective).epsilon(1e-9));
  }
  MESSAGE(solved, " solved, ", circling, " left to simplex");
  CHECK(solved > 60);
}

TEST_CASE("many demands over few shared lanes cost what simplex says") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    PathProgram const program = random_network(random);
    opt::PathSolution const paths = solve(program);
    opt::LpSolution const simplex = opt::LpSolver(programme(program)).solve();
    REQUIRE(simplex.status == opt::LpStatus::optimal);
    CHECK(objective(program, paths) == doctest::Approx(simplex.objective).epsilon(1e-9));
  }
}

} // namespace korridor::test
