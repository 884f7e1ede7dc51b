// Like programmes solved in place from a kept base: answers by hand, against cold solves, and undone exactly.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "korridor/opt/path_solver.hpp"
#include "korridor/opt/path_workspace.hpp"
#include "support/random.hpp"

namespace korridor::test {

namespace {

using opt::PathChange;
using opt::PathProgram;
using Kind = opt::PathChange::Kind;
using Status = opt::PathOutcome::Status;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// A supply at node 0 for 5, 10 units wanted at node 1 for 100, two lanes: 6 units for 20, 50 for 30.
PathProgram two_lanes() {
  PathProgram program;
  program.node_count = 2;
  program.arcs = {{0, 1, 20.0, 1.0, 0}, {0, 1, 30.0, 1.0, 1}};
  program.entries = {{0, 1.0}, {1, 1.0}};
  program.capacity = {6.0, 50.0};
  program.supplies.push_back({0, 5.0, 0.0, 100.0, 1e-6});
  program.demands.push_back({1, 100.0, 0.0, 10.0, 1e-6});
  return program;
}

std::shared_ptr<opt::PathBase const> base_of(PathProgram const& program) {
  std::shared_ptr<opt::PathBase const> base = opt::PathBase::make(program, {});
  REQUIRE(base);
  return base;
}

opt::PathOutcome solve(opt::PathWorkspace& workspace, std::vector<PathChange> const& changes) {
  return workspace.solve(changes);
}

// Layers of one network with shared lanes; sizes and capacities times `scale`.
PathProgram layered(Random& random, double scale) {
  PathProgram program;
  int const nodes = 6 + random.below(10), layers = 1 + random.below(4), links = 3 * nodes;
  program.node_count = nodes * layers;
  std::vector<int> from, to;
  for (int e = 0; e < links; ++e) {
    from.push_back(random.below(nodes));
    to.push_back(random.below(nodes));
    program.capacity.push_back(random.chance(0.1) ? 0.0 : scale * random.uniform(0.0, 12.0));
  }
  for (int k = 0; k < layers; ++k) {
    for (int e = 0; e < links; ++e) {
      if (from[at(e)] == to[at(e)] || random.chance(0.1)) continue;
      program.arcs.push_back({k * nodes + from[at(e)], k * nodes + to[at(e)], random.uniform(1.0, 10.0),
                              random.chance(0.3) ? 0.9 : 1.0, static_cast<int>(program.entries.size())});
      program.entries.push_back({e, random.uniform(0.5, 1.5)});
    }
    for (int i = 0; i < 3; ++i) {
      program.supplies.push_back({k * nodes + random.below(nodes), random.uniform(0.0, 5.0), 0.0,
                                  scale * random.uniform(1.0, 20.0), 1e-6});
      program.demands.push_back({k * nodes + random.below(nodes), random.uniform(5.0, 60.0), 0.0,
                                 scale * random.uniform(1.0, 10.0), 1e-6});
    }
  }
  return program;
}

// Cost of flows and of what demands lack, by the programme's own numbers.
double cost_of(PathProgram const& program, opt::PathSolution const& solution) {
  double sum = 0.0;
  for (std::size_t a = 0; a < program.arcs.size(); ++a) sum += program.arcs[a].cost * solution.arc_flow[a];
  for (std::size_t s = 0; s < program.supplies.size(); ++s)
    sum += program.supplies[s].first * solution.supplied[s];
  for (std::size_t d = 0; d < program.demands.size(); ++d)
    sum += program.demands[d].first * (program.demands[d].size - solution.delivered[d]);
  return sum;
}

// The same programme without the arcs that were shut.
PathProgram changed_by(PathProgram program, std::vector<PathChange> const& changes) {
  std::vector<bool> shut(program.arcs.size(), false);
  for (PathChange const& change : changes) {
    std::size_t const i = at(change.position);
    if (change.kind == Kind::capacity) program.capacity[i] = change.value;
    if (change.kind == Kind::shut_arc) shut[i] = true;
    if (change.kind == Kind::arc_cost) program.arcs[i].cost = change.value;
    if (change.kind == Kind::supply_size) program.supplies[i].size = change.value;
    if (change.kind == Kind::demand_size) program.demands[i].size = change.value;
    if (change.kind == Kind::supply_first) program.supplies[i].first = change.value;
    if (change.kind == Kind::demand_first) program.demands[i].first = change.value;
  }
  PathProgram left = program;
  left.arcs.clear();
  left.entries.clear();
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    if (shut[a]) continue;
    PathProgram::Arc arc = program.arcs[a];
    int const end = program.end_of_entries(static_cast<int>(a));
    int const first = std::exchange(arc.first, static_cast<int>(left.entries.size()));
    for (int e = first; e < end; ++e) left.entries.push_back(program.entries[at(e)]);
    left.arcs.push_back(arc);
  }
  return left;
}

std::vector<PathChange> draw_changes(PathProgram const& program, Random& random) {
  std::vector<PathChange> changes;
  for (int left = 1 + random.below(4); left > 0; --left) {
    Kind const kind = static_cast<Kind>(random.below(7));
    double const factor = random.chance(0.25) ? 0.0 : random.uniform(0.0, 2.0);
    PathChange change{kind, 0, 0.0};
    auto const pick = [&](std::size_t count) {
      change.position = random.below(static_cast<int>(count));
      return at(change.position);
    };
    if (kind == Kind::capacity) change.value = factor * program.capacity[pick(program.capacity.size())];
    if (kind == Kind::shut_arc) pick(program.arcs.size());
    if (kind == Kind::arc_cost) change.value = factor * program.arcs[pick(program.arcs.size())].cost;
    if (kind == Kind::supply_size)
      change.value = factor * program.supplies[pick(program.supplies.size())].size;
    if (kind == Kind::demand_size) change.value = factor * program.demands[pick(program.demands.size())].size;
    if (kind == Kind::supply_first)
      change.value = factor * program.supplies[pick(program.supplies.size())].first;
    if (kind == Kind::demand_first)
      change.value = factor * program.demands[pick(program.demands.size())].first;
    bool const twice = std::any_of(changes.begin(), changes.end(), [&](PathChange const& other) {
      return other.kind == change.kind && other.position == change.position;
    });
    if (!twice) changes.push_back(change);
  }
  return changes;
}

bool same_bits(opt::PathSolution const& a, opt::PathSolution const& b) {
  auto const same = [](std::vector<double> const& x, std::vector<double> const& y) {
    return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(double)) == 0;
  };
  return same(a.arc_flow, b.arc_flow) && same(a.delivered, b.delivered) && same(a.node_price, b.node_price) &&
         same(a.resource_price, b.resource_price);
}

} // namespace

TEST_CASE("with the cheap lane closed all goes by the dear one") {
  // 10 units at 5 + 30, none lacks: 350; before, 6 at 25 and 4 at 35: 290.
  opt::PathWorkspace workspace(base_of(two_lanes()));
  opt::PathOutcome const closed = solve(workspace, {{Kind::capacity, 0, 0.0}});
  CHECK(closed.status == Status::solved);
  CHECK(closed.cost == doctest::Approx(350.0));
  CHECK(closed.bound == doctest::Approx(350.0));
  opt::PathSolution const solution = workspace.solution();
  CHECK(solution.arc_flow[1] == doctest::Approx(10.0));
  CHECK(solution.resource_price[0] >= 10.0 - 1e-9); // else the closed lane would pay
}

TEST_CASE("what a closure pushes aside finds a way that nobody has used, before prices rise to lost load") {
  // Ten units wanted at each of nodes 1 and 2, for 1000. Lane 0 leads to 1 for 10; lane 1, of 12 units, to
  // both for 20; lane 2 to 2 for 90. With lane 0 closed, 1 takes ten of lane 1, and 2 needs lane 2, which the
  // base has no use for.
  PathProgram program;
  program.node_count = 4;
  program.arcs = {{0, 1, 10.0, 1.0, 0},
                  {0, 3, 20.0, 1.0, 1},
                  {3, 1, 0.0, 1.0, 2},
                  {3, 2, 0.0, 1.0, 2},
                  {0, 2, 90.0, 1.0, 2}};
  program.entries = {{0, 1.0}, {1, 1.0}, {2, 1.0}};
  program.capacity = {11.0, 12.0, 11.0};
  program.supplies.push_back({0, 5.0, 0.0, 100.0, 1e-6});
  program.demands.push_back({1, 1000.0, 0.0, 10.0, 1e-6});
  program.demands.push_back({2, 1000.0, 0.0, 10.0, 1e-6});
  opt::PathWorkspace workspace(base_of(program));
  opt::PathOutcome const closed = solve(workspace, {{Kind::capacity, 0, 0.0}});
  CHECK(closed.cost == doctest::Approx(12 * 25.0 + 8 * 95.0));
  CHECK(closed.bound == doctest::Approx(closed.cost));
  CHECK(closed.primal_steps == 0);
  CHECK(solve(workspace, {}).cost == doctest::Approx(10 * 15.0 + 10 * 25.0));
}

TEST_CASE("each number can change in place, alone and with others") {
  opt::PathWorkspace workspace(base_of(two_lanes()));
  CHECK(solve(workspace, {{Kind::capacity, 0, 8.0}}).cost == doctest::Approx(8 * 25.0 + 2 * 35.0));
  CHECK(solve(workspace, {{Kind::capacity, 1, 1.0}}).cost == doctest::Approx(6 * 25.0 + 35.0 + 3 * 100.0));
  CHECK(solve(workspace, {{Kind::shut_arc, 1, 0.0}}).cost == doctest::Approx(6 * 25.0 + 4 * 100.0));
  CHECK(solve(workspace, {{Kind::arc_cost, 0, 40.0}}).cost == doctest::Approx(10 * 35.0));
  CHECK(solve(workspace, {{Kind::supply_size, 0, 7.0}}).cost == doctest::Approx(6 * 25.0 + 35.0 + 3 * 100.0));
  CHECK(solve(workspace, {{Kind::demand_size, 0, 5.0}}).cost == doctest::Approx(5 * 25.0));
  CHECK(solve(workspace, {{Kind::supply_first, 0, 71.0}}).cost == doctest::Approx(6 * 91.0 + 4 * 100.0));
  CHECK(solve(workspace, {{Kind::demand_first, 0, 30.0}}).cost == doctest::Approx(6 * 25.0 + 4 * 30.0));
  CHECK(solve(workspace, {{Kind::demand_size, 0, 20.0}, {Kind::arc_cost, 1, 10.0}}).cost ==
        doctest::Approx(20 * 15.0));
  CHECK(solve(workspace, {}).status == Status::stands);
}

TEST_CASE("where nothing passes the base answer stands, and its bound with it") {
  PathProgram program = two_lanes();
  program.capacity = {20.0, 50.0};
  opt::PathWorkspace workspace(base_of(program));
  opt::PathOutcome const closed = solve(workspace, {{Kind::capacity, 1, 0.0}, {Kind::arc_cost, 1, 99.0}});
  CHECK(closed.status == Status::stands);
  CHECK(closed.cost == doctest::Approx(250.0));
  CHECK(closed.bound == doctest::Approx(250.0));
  CHECK(solve(workspace, {{Kind::capacity, 0, 9.0}}).status == Status::solved); // 10 pass there
  CHECK(solve(workspace, {{Kind::arc_cost, 1, 1.0}}).status == Status::solved); // cheaper may draw flow
}

TEST_CASE("what cannot be changed in place is refused with its reason") {
  PathProgram program = two_lanes();
  program.capacity[1] = std::numeric_limits<double>::infinity();
  program.demands[0].slope = -1.0;
  opt::PathWorkspace workspace(base_of(program));
  for (PathChange const& change : {PathChange{Kind::capacity, 1, 3.0}, PathChange{Kind::capacity, 0, -1.0},
                                   PathChange{Kind::arc_cost, 0, -1.0}, PathChange{Kind::demand_size, 0, 3.0},
                                   PathChange{Kind::supply_first, 0, std::nan("")}}) {
    opt::PathOutcome const outcome = solve(workspace, {change});
    CHECK(outcome.status == Status::refused);
    CHECK(!outcome.why.empty());
  }
  CHECK(solve(workspace, {{Kind::capacity, 0, 1.0}, {Kind::capacity, 0, 2.0}}).status == Status::refused);
}

TEST_CASE("a curve is cut anew in place until its bracket is narrow, and is whole again afterwards") {
  // 40 - q = 5 + 20 at 15 with room for 20: 15 go. With 6: 6 go, and the price is 34. With the marginal 10
  // lower: 30 - q = 25 at 5.
  PathProgram program = two_lanes();
  program.capacity = {20.0, 0.0};
  program.demands[0] = {1, 40.0, -1.0, 40.0, 1e-7};
  opt::PathWorkspace workspace(base_of(program));
  for (int turn = 0; turn < 2; ++turn) {
    CHECK(solve(workspace, {{Kind::capacity, 0, 6.0}}).status == Status::solved);
    CHECK(workspace.solution().delivered[0] == doctest::Approx(6.0).epsilon(1e-6));
    CHECK(workspace.solution().node_price[1] == doctest::Approx(34.0).epsilon(1e-6));
    CHECK(solve(workspace, {{Kind::demand_first, 0, 30.0}}).status == Status::solved);
    CHECK(workspace.solution().delivered[0] == doctest::Approx(5.0).epsilon(1e-6));
  }
}

TEST_CASE("an extra that buys room keeps a closed lane open, and goes when its own plant is closed") {
  PathProgram program = two_lanes();
  program.extras.push_back({7.0, 4.0, {{0, -1.0}}}); // room on lane 0 for 7
  program.extras.push_back({1.0, 9.0, {{1, 1.0}, {0, -0.5}}});
  opt::PathWorkspace workspace(base_of(program));
  for (std::vector<PathChange> const& changes :
       {std::vector<PathChange>{{Kind::capacity, 0, 0.0}}, std::vector<PathChange>{{Kind::capacity, 1, 0.0}},
        std::vector<PathChange>{{Kind::capacity, 0, 0.0}, {Kind::capacity, 1, 2.0}}}) {
    opt::PathOutcome const outcome = solve(workspace, changes);
    CHECK(outcome.status == Status::solved);
    CHECK(outcome.bound == doctest::Approx(outcome.cost).epsilon(1e-9));
    std::optional<opt::PathSolution> const cold = opt::solve_paths(workspace.program(), {});
    REQUIRE(cold);
    opt::PathSolution const ours = workspace.solution();
    double ours_extra = 0.0, cold_extra = 0.0;
    for (std::size_t e = 0; e < program.extras.size(); ++e) {
      ours_extra += program.extras[e].cost * ours.extra[e];
      cold_extra += program.extras[e].cost * cold->extra[e];
    }
    CHECK(cost_of(workspace.program(), ours) + ours_extra ==
          doctest::Approx(cost_of(workspace.program(), *cold) + cold_extra).epsilon(1e-9));
  }
}

TEST_CASE("every closure and random change costs what a cold solve says, at any scale") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    double const scale = std::pow(10.0, random.below(19) - 9); // 1e-9 .. 1e9
    PathProgram const program = layered(random, scale);
    opt::PathWorkspace workspace(base_of(program));
    std::vector<std::vector<PathChange>> lists;
    for (int r = 0; r < static_cast<int>(program.capacity.size()); ++r)
      lists.push_back({{Kind::capacity, r, 0.0}});
    for (int i = 0; i < 20; ++i) lists.push_back(draw_changes(program, random));
    for (std::vector<PathChange> const& changes : lists) {
      opt::PathOutcome const outcome = solve(workspace, changes);
      REQUIRE((outcome.status == Status::solved || outcome.status == Status::stands));
      PathProgram const changed = changed_by(program, changes);
      std::optional<opt::PathSolution> const cold = opt::solve_paths(changed, {});
      REQUIRE(cold);
      double const cost = cost_of(changed, *cold), level = std::max(cost, 1e-12 * scale);
      CHECK(std::abs(outcome.cost - cost) <= 1e-9 * level);
      CHECK(outcome.bound <= cost + 1e-9 * level); // of the optimum, which the cold solve reaches
      CHECK(outcome.cost - outcome.bound <= 1e-7 * level);
    }
  }
}

TEST_CASE("an answer has the same bits whatever was solved before it") {
  for (std::uint64_t seed = 101; seed <= 110; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    PathProgram const program = layered(random, 1.0);
    std::shared_ptr<opt::PathBase const> const base = base_of(program);
    std::vector<std::vector<PathChange>> lists;
    for (int i = 0; i < 30; ++i) lists.push_back(draw_changes(program, random));
    std::vector<opt::PathSolution> forwards;
    opt::PathWorkspace workspace(base);
    for (std::vector<PathChange> const& changes : lists) {
      (void)solve(workspace, changes);
      forwards.push_back(workspace.solution());
    }
    for (std::size_t i = lists.size(); i-- > 0;) {
      (void)solve(workspace, lists[i]);
      CHECK(same_bits(workspace.solution(), forwards[i]));
      opt::PathWorkspace fresh(base);
      (void)solve(fresh, lists[i]);
      CHECK(same_bits(fresh.solution(), forwards[i]));
    }
    workspace.rewind();
    CHECK(same_bits(workspace.solution(), base->solution()));
  }
}

} // namespace korridor::test
