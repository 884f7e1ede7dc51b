// Ranges of duals on programmes whose optimal dual face is known by hand.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "korridor/opt/dual_face.hpp"

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Solved {
  LinearProgram program;
  LpSolution solution;
  DualFace face;

  explicit Solved(LinearProgram of)
      : program(std::move(of)), solution(LpSolver(program).solve()),
        face(program, solution.col_value, solution.row_dual,
             std::vector<bool>(solution.row_dual.size(), false)) {}
};

// Supply of `offered` at 20 and demand of `wanted` at 50 on one balance row (inflow - outflow = 0).
LinearProgram market(double offered, double wanted) {
  LinearProgram program;
  int const balance = program.add_row(0, 0);
  program.add_col(20, 0, offered, std::array{Entry{balance, 1.0}});
  program.add_col(-50, 0, wanted, std::array{Entry{balance, -1.0}});
  return program;
}

// Two commodities on a random network of whole costs and capacities, so that ties and exactly full arcs
// abound.
LinearProgram random_network(unsigned seed) {
  std::mt19937 random(seed);
  auto const whole = [&random](int from, int to) {
    return static_cast<double>(std::uniform_int_distribution<int>(from, to)(random));
  };
  constexpr int kNodes = 5, kArcs = 9;
  LinearProgram program;
  for (int balance = 0; balance < 2 * kNodes; ++balance) program.add_row(0, 0);
  for (int arc = 0; arc < kArcs; ++arc) {
    int const joint = program.add_row(-kInfinity, whole(1, 4));
    int const tail = static_cast<int>(whole(0, kNodes - 1));
    int const head = (tail + 1 + static_cast<int>(whole(0, kNodes - 2))) % kNodes;
    double const kept = whole(0, 3) == 0 ? 0.5 : 1.0;
    for (int const k : {0, kNodes}) {
      program.add_col(whole(1, 3), 0, kInfinity,
                      std::array{Entry{k + tail, -1.0}, Entry{k + head, kept}, Entry{joint, 1.0}});
    }
  }
  for (int balance = 0; balance < 2 * kNodes; ++balance) {
    program.add_col(whole(5, 9), 0, whole(0, 3), std::array{Entry{balance, 1.0}});
    program.add_col(-whole(8, 14), 0, whole(0, 3), std::array{Entry{balance, -1.0}});
  }
  return program;
}

// Room for rounding: the equations of the face may otherwise have no point in common.
constexpr double kSlack = 1e-9;

// The least of sign * dual of a row over all optimal duals, said outright: y is feasible in the dual
// programme and loses nothing where x says so.
double least_by_programme(LinearProgram const& program, std::vector<double> const& x, int row, double sign) {
  auto const near = [](double a, double b) { return std::abs(a - b) <= 1e-7; };
  std::vector<double> activity(program.row_lower.size(), 0.0);
  LinearProgram face;
  std::vector<std::vector<Entry>> duals(program.row_lower.size());
  for (int col = 0; col < program.col_count(); ++col) {
    bool const at_lower =
        near(x[static_cast<std::size_t>(col)], program.col_lower[static_cast<std::size_t>(col)]);
    bool const at_upper =
        near(x[static_cast<std::size_t>(col)], program.col_upper[static_cast<std::size_t>(col)]);
    double const cost = program.col_cost[static_cast<std::size_t>(col)];
    int const condition =
        face.add_row(at_lower ? -kInfinity : cost - kSlack, at_upper ? kInfinity : cost + kSlack);
    for (Entry const& entry : program.column(col)) {
      duals[static_cast<std::size_t>(entry.row)].push_back({condition, entry.coefficient});
      activity[static_cast<std::size_t>(entry.row)] += entry.coefficient * x[static_cast<std::size_t>(col)];
    }
  }
  for (int i = 0; i < program.row_count(); ++i) {
    auto const r = static_cast<std::size_t>(i);
    bool const equation = program.row_lower[r] == program.row_upper[r];
    bool const tight = near(activity[r], program.row_upper[r]);
    face.add_col(i == row ? sign : 0.0, equation || tight ? -kInfinity : 0.0, equation ? kInfinity : 0.0,
                 duals[r]);
  }
  LpSolution const solution = LpSolver(face).solve();
  CHECK((solution.status == LpStatus::optimal || solution.status == LpStatus::unbounded));
  return solution.status == LpStatus::optimal ? solution.objective : -kInfinity;
}

} // namespace

TEST_CASE("a dual fixed by a column inside its bounds is unique") {
  Solved glut(market(9, 5));
  CHECK(glut.face.unique(0));
  CHECK(glut.face.row(0).low == doctest::Approx(20));
  CHECK(glut.face.row(0).high == doctest::Approx(20));
}

TEST_CASE("supply that equals demand leaves the dual between cost and value") {
  Solved even(market(5, 5));
  CHECK(!even.face.unique(0));
  CHECK(even.face.row(0).low == doctest::Approx(20));
  CHECK(even.face.row(0).high == doctest::Approx(50));
}

TEST_CASE("a dual that nothing bounds has an infinite end") {
  // Nothing is supplied: the price is at least 50, however high.
  Solved empty(market(0, 5));
  CHECK(empty.face.row(0).low == doctest::Approx(50));
  CHECK(empty.face.row(0).high == kInfinity);
}

TEST_CASE("a capacity used exactly shares the gap with the price before it") {
  // a -> b over a joint row of 5, supply of 5 at 20 in a, demand of 9 at 50 in b: y_a in [20, 50], mu = 50 -
  // y_a.
  LinearProgram program;
  int const a = program.add_row(0, 0);
  int const b = program.add_row(0, 0);
  int const pipe = program.add_row(-kInfinity, 5);
  program.add_col(20, 0, 5, std::array{Entry{a, 1.0}});
  program.add_col(0, 0, kInfinity, std::array{Entry{a, -1.0}, Entry{b, 1.0}, Entry{pipe, 1.0}});
  program.add_col(-50, 0, 9, std::array{Entry{b, -1.0}});
  Solved solved(std::move(program));
  CHECK(solved.face.unique(b));
  CHECK(solved.face.row(a).low == doctest::Approx(20));
  CHECK(solved.face.row(a).high == doctest::Approx(50));
  CHECK(solved.face.row(pipe).low == doctest::Approx(-30));
  CHECK(solved.face.row(pipe).high == doctest::Approx(0));
  // The producer's and the owner's shares add up to a constant on the whole face.
  std::array const both{Entry{a, 5.0}, Entry{pipe, -5.0}};
  CHECK(solved.face.sum(both).low == doctest::Approx(250));
  CHECK(solved.face.sum(both).high == doctest::Approx(250));
}

TEST_CASE("a chain with losses passes its bounds on with the gain") {
  // b receives half of what a sends; b is worth 50, so a is worth at most 25 less nothing; nothing is at a.
  LinearProgram program;
  int const a = program.add_row(0, 0);
  int const b = program.add_row(0, 0);
  program.add_col(30, 0, 9, std::array{Entry{b, 1.0}}); // local supply at b
  program.add_col(-50, 0, 5, std::array{Entry{b, -1.0}});
  program.add_col(0, 0, kInfinity, std::array{Entry{a, -1.0}, Entry{b, 0.5}}); // unused
  program.add_col(40, 0, 9, std::array{Entry{a, 1.0}});                        // too dear
  Solved solved(std::move(program));
  CHECK(solved.face.row(b).low == doctest::Approx(30));
  CHECK(solved.face.row(a).low == doctest::Approx(15));
  CHECK(solved.face.row(a).high == doctest::Approx(40));
}

TEST_CASE("the ends of every dual are those of the programme over the face") {
  int wide = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Solved solved(random_network(seed));
    REQUIRE(solved.solution.status == LpStatus::optimal);
    for (int row = 0; row < solved.program.row_count(); ++row) {
      CAPTURE(row);
      DualRange const range = solved.face.row(row);
      double const low = least_by_programme(solved.program, solved.solution.col_value, row, 1.0);
      double const high = -least_by_programme(solved.program, solved.solution.col_value, row, -1.0);
      CAPTURE(low);
      CAPTURE(range.low);
      CAPTURE(high);
      CAPTURE(range.high);
      CHECK((range.low == low || range.low == doctest::Approx(low).epsilon(1e-6)));
      CHECK((range.high == high || range.high == doctest::Approx(high).epsilon(1e-6)));
      if (std::isfinite(low) && high - low > 0.1) ++wide;
    }
  }
  CHECK(wide > 100); // the test is about intervals, not about points
}

} // namespace korridor::opt
