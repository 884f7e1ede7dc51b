// The solver behind its adapter: signs, statuses, warm starts and split columns.
#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <vector>

#include "korridor/opt/lp_solver.hpp"

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// min 2x + 5y, x + y = 10, x <= 6: x = 6, y = 4, objective 32; the row's dual is 5, the cost of one more
// unit.
LinearProgram two_sources() {
  LinearProgram program;
  int const wanted = program.add_row(10, 10);
  std::array const entry{Entry{wanted, 1.0}};
  program.add_col(2, 0, 6, entry);
  program.add_col(5, 0, kInfinity, entry);
  return program;
}

} // namespace

TEST_CASE("a row's dual is what one more unit of its bound costs") {
  LpSolution const solution = LpSolver(two_sources()).solve();
  CHECK(solution.status == LpStatus::optimal);
  CHECK(solution.objective == doctest::Approx(32));
  CHECK(solution.col_value[0] == doctest::Approx(6));
  CHECK(solution.row_dual[0] == doctest::Approx(5));
}

TEST_CASE("a second solve starts from the first and sees changed costs and bounds") {
  LpSolver solver(two_sources());
  CHECK(solver.solve().objective == doctest::Approx(32));
  solver.set_cost(1, 1.0);
  CHECK(solver.solve().objective == doctest::Approx(10)); // all from the second
  solver.set_row_bounds(0, 20, 20);
  CHECK(solver.solve().objective == doctest::Approx(20));
}

TEST_CASE("infeasible and unbounded programmes say so") {
  LinearProgram none = two_sources();
  none.col_upper[1] = 1;
  CHECK(LpSolver(none).solve().status == LpStatus::infeasible);
  LinearProgram free;
  int const row = free.add_row(-kInfinity, 10);
  free.add_col(-1, 0, kInfinity, std::array{Entry{row, -1.0}});
  CHECK(LpSolver(free).solve().status == LpStatus::unbounded);
}

TEST_CASE("splitting a column keeps its place and lets later pieces cost more") {
  // A column of 8 at 2 split into 3 at 1, 3 at 4 and 2 at 9, beside another source at 5: 3 + 3 from it, 4
  // at 5.
  LinearProgram program = two_sources();
  program.col_upper[0] = 8;
  LpSolver solver(program);
  CHECK(solver.solve().col_value[0] == doctest::Approx(8));
  solver.split_column(0, std::array{Piece{1, 3}, Piece{4, 3}, Piece{9, 2}});
  LpSolution const solution = solver.solve();
  CHECK(solver.col_count() == 4);
  CHECK(solution.objective == doctest::Approx(3 * 1 + 3 * 4 + 4 * 5));
  CHECK(solution.col_value[0] == doctest::Approx(3));
  CHECK(solution.col_value[2] == doctest::Approx(3));
  CHECK(solution.col_value[3] == doctest::Approx(0));
}

} // namespace korridor::opt
