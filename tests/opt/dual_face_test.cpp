// Ranges of duals on programmes whose optimal dual face is known by hand.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
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

} // namespace korridor::opt
