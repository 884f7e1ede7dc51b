// The optimal dual face of a solved linear programme: how far each dual, or a sum of duals, can move.
//
// Problem: given an optimal x of  min c.x, row_lower <= Ax <= row_upper, col_lower <= x <= col_upper, the
// optimal duals are all y with   c_j - y.A_j  = 0 where x_j lies strictly between its bounds, >= 0 at the
// lower bound,
// <= 0 at the upper bound (no condition on fixed columns);  y_i free on equality rows, <= 0 on tight upper
// rows,
// >= 0 on tight lower rows, 0 on slack rows.  Wanted: min and max of w.y over that face.
// Method: (1) propagation: a column strictly inside with one unknown dual pins it (a sufficient test of
// uniqueness that settles nearly all rows that carry flow); (2) the rest falls into components; one whose
// conditions have at most two unknowns with coefficients of opposite sign is a lattice, whose least and
// greatest elements bound every row at once (Bellman-Ford with gains); (3) other components are small linear
// programmes. Complexity: propagation linear in the entries; a lattice of n rows and m conditions O(nm) at
// worst.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "korridor/opt/linear_program.hpp"
#include "korridor/opt/lp_solver.hpp"

namespace korridor::opt {

/// Ends of an interval; infinite where the face is unbounded, or where a component is too large to be
/// settled.
struct DualRange {
  double low = 0.0;
  double high = 0.0;
};

class DualFace {
public:
  /// `col_value` and `row_dual` are an optimal pair of `program`, scaled to order 1; `pinned[row]` tells rows
  /// whose dual is known to be unique for a reason that the programme does not show. `program` must outlive
  /// the face.
  DualFace(LinearProgram const& program, std::vector<double> const& col_value, std::vector<double> row_dual,
           std::vector<bool> pinned);
  ~DualFace();

  /// Range of one row's dual.
  [[nodiscard]] DualRange row(int row);
  /// Range of sum of coefficient * dual.
  [[nodiscard]] DualRange sum(std::span<Entry const> weights);
  [[nodiscard]] bool unique(int row) const { return known_[static_cast<std::size_t>(row)]; }

private:
  /// sum of coefficient * dual over unknown rows `<=` / `=` / `>=` rhs.
  struct Condition {
    std::vector<Entry> entries; ///< rows are row positions of the programme
    double rhs = 0.0;
    bool at_most = false;
    bool at_least = false;
  };
  struct Component {
    std::vector<int> rows;
    std::vector<int> conditions;
    bool lattice = true;
    bool bounded = false;             ///< `low` and `high` have been computed
    std::vector<double> low, high;    ///< [position in rows], lattice only
    std::unique_ptr<LpSolver> solver; ///< others
    std::vector<double> objective;    ///< of the solver, [position in rows]
  };

  void classify_rows(std::vector<double> const& col_value);
  void propagate(std::vector<double> const& col_value);
  void build_conditions(std::vector<double> const& col_value);
  void build_components();
  void bound_lattice(Component& component);
  void load(Component& component);
  double minimise(Component& component, std::vector<double> const& objective);
  DualRange component_sum(Component& component, std::span<Entry const> weights);

  LinearProgram const& program_;
  std::vector<double> dual_;
  std::vector<bool> known_;
  std::vector<double> row_low_, row_high_; ///< sign bounds of unknown rows
  std::vector<Condition> conditions_;
  std::vector<Component> components_;
  std::vector<int> component_of_; ///< [row], -1 when known
  std::vector<int> place_;        ///< [row] position within its component
};

} // namespace korridor::opt
