// Solving a linear programme, cold or from the last basis. The only face of the solver library.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "korridor/opt/linear_program.hpp"

namespace korridor::opt {

enum class LpStatus { optimal, infeasible, unbounded, limit, failed };

/// `row_dual` is the change of the least cost per unit of a row's bound: cost - sum over rows of dual *
/// coefficient is a column's reduced cost, >= 0 at its lower and <= 0 at its upper bound.
struct LpSolution {
  LpStatus status = LpStatus::failed;
  double objective = 0.0;
  std::vector<double> col_value; ///< [col]
  std::vector<double> row_dual;  ///< [row]
};

/// A column cut into pieces at ascending breakpoints, see `LpSolver::split_column`.
struct Piece {
  double cost = 0.0;
  double width = 0.0;
};

/// Holds one programme and its basis.
class LpSolver {
public:
  explicit LpSolver(LinearProgram const& program);
  ~LpSolver();
  LpSolver(LpSolver const&) = delete;
  LpSolver& operator=(LpSolver const&) = delete;

  /// Seconds of processor time for each solve that follows; 0: none.
  void set_time_limit(double seconds);
  void set_cost(int col, double cost);
  void set_row_bounds(int row, double lower, double upper);

  /// Replaces a column [0, width] by pieces of ascending cost whose widths add up to it: the first piece
  /// stays in place, the others are new columns at the end with the same coefficients. The basis is carried
  /// over, so that the next solve starts from the same point.
  void split_column(int col, std::span<Piece const> pieces);

  /// Dual simplex from all slacks the first time, then primal simplex from the last basis.
  [[nodiscard]] LpSolution solve();
  [[nodiscard]] int col_count() const;

private:
  struct Clp;
  std::unique_ptr<Clp> clp_;
};

} // namespace korridor::opt
