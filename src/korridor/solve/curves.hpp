// Rising supply, falling demand and friction curves by chords, refined round the solution.
//
// Problem: the terms C_s and V_d of J are quadratic. A column [0, size] is cut into pieces; a piece [a, b]
// costs its chord, the marginal at (a + b) / 2, so that the programme's value is exact at breakpoints and a
// lower bound on J between them (inner approximation): every solution is feasible and its true J is at least
// the programme's. An arc without flow on which none would pay even without friction is left coarse.
// Refinement: the piece that holds the solution, or both that meet at it, is cut evenly
// again. Stop: the marginals at the ends of those pieces are within the price tolerance for every curve. The
// certificate then bounds J with the curve's conjugate, so that the gap is that of the curved problem.
// Complexity: each round narrows the bracket by the number of cuts; about log(price range / tolerance) /
// log(cuts).
#pragma once

#include <cstddef>
#include <vector>

#include "korridor/opt/lp_solver.hpp"
#include "korridor/solve/arc_program.hpp"

namespace korridor::solve {

class Curves {
public:
  /// Cuts every curved column of the programme coarsely; `solver` holds the programme and must outlive this.
  Curves(model::Instance const& instance, ArcProgram const& program, opt::LpSolver& solver,
         double price_tolerance);

  /// Cuts once more round the solution; false when every bracket is within the tolerance.
  [[nodiscard]] bool refine(opt::LpSolution const& solution);

  /// Values of the columns of `program`, pieces added up.
  [[nodiscard]] std::vector<double> collect(opt::LpSolution const& solution) const;
  [[nodiscard]] bool any() const { return !curves_.empty(); }

private:
  struct Part {
    int column = 0;
    double from = 0.0; ///< in the column's own (scaled) unit
    double to = 0.0;
  };
  struct Curve {
    int column = 0; ///< of the programme
    Line line;
    double sign = 1.0;  ///< +1 cost, -1 value
    double scale = 1.0; ///< quantity of one unit of the column
    double tolerance = 0.0;
    std::vector<Part> parts; ///< ascending
    int friction_row = model::kNone;
    std::vector<int> users = {}; ///< of a friction row: columns of the flows that it adds up
  };

  /// Cuts a part at `ends`, the last of which is its own end.
  void cut(Curve& curve, std::size_t part, std::vector<double> const& ends);
  static std::vector<double> evenly(Part const& whole, int pieces);
  static std::vector<double> doubling(Part const& whole);
  void add(int column, Line const& line, double sign, double price_level);
  [[nodiscard]] bool idle(Curve const& curve, opt::LpSolution const& solution) const;

  ArcProgram const& program_;
  opt::LpSolver& solver_;
  double price_tolerance_;
  std::vector<Curve> curves_;
};

} // namespace korridor::solve
