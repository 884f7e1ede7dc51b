// Labels where arcs pay: by hand, and against Bellman and Ford's rounds over all arcs.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "korridor/opt/label_correcting.hpp"
#include "support/random.hpp"

namespace korridor::test {

namespace {

using opt::LabelCorrecting;
using opt::PathProgram;

// Goods come in at node 0 for nothing.
PathProgram graph(int nodes, std::vector<PathProgram::Arc> arcs) {
  PathProgram program;
  program.node_count = nodes;
  program.arcs = std::move(arcs);
  program.supplies.push_back({.node = 0, .size = 1.0});
  return program;
}

LabelCorrecting labelled(PathProgram const& program) {
  LabelCorrecting labels(program, std::vector<char>(static_cast<std::size_t>(program.node_count), 1));
  labels.run({}, {0.0});
  return labels;
}

} // namespace

TEST_CASE("a way that pays at its end beats one that is cheaper up to there") {
  // 0-1 costs 1, 0-2 costs 5, and 2-1 is paid 6: a unit at 1 costs -1, and on to 3 for 2.
  PathProgram const program = graph(4, {{0, 1, 1.0}, {0, 2, 5.0}, {2, 1, -6.0}, {1, 3, 2.0}});
  LabelCorrecting const labels = labelled(program);
  CHECK(labels.is_sound());
  CHECK(labels.circles().empty());
  CHECK(labels.label(1) == doctest::Approx(-1.0));
  CHECK(labels.label(3) == doctest::Approx(1.0));
  std::vector<int> arcs;
  CHECK(labels.trace(3, arcs) == 0);
  CHECK(arcs == std::vector<int>{3, 2, 1});
}

TEST_CASE("goods of negative worth are worth still less when some are lost on the way") {
  // A unit at 1 costs -4; half is lost on the way to 2, so that one there takes two: 2 * (-4 + 1) = -6.
  PathProgram const program = graph(3, {{0, 1, -4.0}, {1, 2, 1.0, 0.5}});
  LabelCorrecting const labels = labelled(program);
  CHECK(labels.circles().empty());
  CHECK(labels.label(2) == doctest::Approx(-6.0));
}

TEST_CASE("a circle that pays is told of and not followed") {
  // Round 1-2-1 costs 3 - 4. The way to it is the arc to 1.
  PathProgram const program = graph(3, {{0, 1, 10.0}, {1, 2, 3.0}, {2, 1, -4.0}});
  LabelCorrecting const labels = labelled(program);
  CHECK(labels.is_sound());
  REQUIRE(labels.circles().size() == 1);
  CHECK(labels.circles()[0].round == std::vector<int>{2, 1});
  CHECK(labels.circles()[0].way == std::vector<int>{0});
  CHECK(labels.label(2) == doctest::Approx(13.0));
}

TEST_CASE("a lossy circle is one where to be rid of goods pays more than the circle costs") {
  // A unit at 1 costs -w. Round 1-2-1 costs 1 for each unit and leaves half: what is lost, half a unit, must
  // be made good at -w. It pays from w = 2 on.
  for (double const worth : {1.9, 2.1}) {
    PathProgram const program = graph(3, {{0, 1, -worth}, {1, 2, 1.0, 0.5}, {2, 1, 0.0}});
    CHECK(labelled(program).circles().empty() == (worth < 2.0));
  }
}

TEST_CASE("only connected parts where an arc may pay are labelled") {
  PathProgram program = graph(4, {{0, 1, 1.0, 1.0, 0}, {2, 3, 1.0, 1.0, 0}});
  program.capacity = {0.0};
  program.entries = {{0, -1.0}}; // of the second arc
  CHECK(opt::nodes_that_may_pay(program) == std::vector<char>{0, 0, 1, 1});
}

TEST_CASE("labels of random graphs are those of rounds over all arcs, and circles are met where rounds do "
          "not end") {
  int settled = 0, circling = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    int const nodes = 5 + random.below(12);
    std::vector<PathProgram::Arc> arcs;
    for (int a = 0; a < 3 * nodes; ++a) {
      int const tail = random.below(nodes), head = random.below(nodes);
      if (tail == head) continue;
      double const cost = random.chance(0.15) ? random.uniform(-6.0, 0.0) : random.uniform(1.0, 10.0);
      arcs.push_back({tail, head, cost, random.chance(0.3) ? 0.8 : 1.0});
    }
    PathProgram const program = graph(nodes, arcs);
    std::vector<double> label(static_cast<std::size_t>(nodes), std::numeric_limits<double>::infinity());
    label[0] = 0.0;
    bool falls = true;
    for (int round = 0; round <= nodes && falls; ++round) {
      falls = false;
      for (PathProgram::Arc const& arc : arcs) {
        double const there = (label[static_cast<std::size_t>(arc.tail)] + arc.cost) / arc.gain;
        double& known = label[static_cast<std::size_t>(arc.head)];
        if (there >= known - 1e-12) continue;
        known = there;
        falls = true;
      }
    }
    LabelCorrecting const found = labelled(program);
    CHECK(found.is_sound());
    CHECK(found.circles().empty() == !falls);
    ++(falls ? circling : settled);
    if (falls) continue;
    for (int node = 0; node < nodes; ++node) {
      double const known = label[static_cast<std::size_t>(node)];
      if (std::isfinite(known)) CHECK(found.label(node) == doctest::Approx(known).epsilon(1e-10));
    }
  }
  CHECK(settled > 100);
  CHECK(circling > 50);
}

} // namespace korridor::test
