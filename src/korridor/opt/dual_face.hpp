// The optimal dual face of a solved linear programme: how far each dual, or a sum of duals, can move.
//
// Problem: given an optimal x of  min c.x, row_lower <= Ax <= row_upper, col_lower <= x <= col_upper, the
// optimal duals are all y with   c_j - y.A_j  = 0 where x_j lies strictly between its bounds, >= 0 at the
// lower bound, <= 0 at the upper bound (no condition on fixed columns);  y_i free on equality rows, <= 0 on
// tight upper rows, >= 0 on tight lower rows, 0 on slack rows.  Wanted: min and max of w.y over that face.
// Method: with a known optimal y the unknowns are the deviations d from it, and the columns inside their
// bounds say  d.A_j = 0.  (1) Those of one or two unknowns make groups that move only together, or not at all
// (rigid_groups.hpp): that settles nearly all rows that carry flow and leaves fewer unknowns than rows
// of rows. (2) The groups fall into components. Where at most two groups with coefficients of opposite sign
// meet in a condition, a component is a lattice, whose least and greatest elements bound every group at once
// (Bellman-Ford with gains). A few complicating groups, such as the rent of a capacity that is used exactly,
// spoil that: held where they are they leave a lattice that gives ends from inside, let loose over their own
// ranges they give ends from outside, and where the two agree that is the end. (3) What is still open is a
// small linear programme. On the reference case 1 or 2 of 1,000 groups complicate and 30 ends stay open.
// Complexity: groups nearly linear in the entries; a lattice of n groups and m conditions O(nm) at worst.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "korridor/opt/linear_program.hpp"
#include "korridor/opt/lp_solver.hpp"
#include "korridor/opt/rigid_groups.hpp"

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
  [[nodiscard]] bool unique(int row) { return groups_.fixed(row); }

private:
  /// sum of coefficient * deviation over groups `<=` / `=` / `>=` rhs.
  struct Condition {
    double rhs = 0.0;
    int first = 0, end = 0; ///< in `entries_`
    bool at_most = false;
    bool at_least = false;
  };
  struct Ends {
    std::optional<double> low, high; ///< once known
  };
  struct Component {
    std::vector<int> leaders;
    std::vector<int> conditions;
    bool bounded = false;    ///< `bound` has looked at it
    std::vector<Ends> range; ///< [position in leaders] of the deviation
    std::unique_ptr<LpSolver> solver;
    std::vector<int> priced; ///< positions in leaders that have a cost in the solver
  };

  /// Rows whose dual can be told at once: pinned ones, and slack ones. Bounds of signs for the others.
  [[nodiscard]] std::vector<bool> settled_rows(std::vector<double> const& col_value,
                                               std::vector<bool> pinned);
  void build_groups(std::vector<double> const& col_value);
  void bound_groups();
  void build_conditions(std::vector<double> const& col_value);
  void build_components();
  [[nodiscard]] std::span<Entry const> entries(Condition const& condition) const {
    return {entries_.data() + condition.first, entries_.data() + condition.end};
  }
  /// Whether at most two groups that are not held meet, and those with opposite signs.
  [[nodiscard]] bool monotone(Condition const& condition, std::vector<bool> const& held) const;
  /// Groups without which every condition is monotone, [position in leaders].
  [[nodiscard]] std::vector<bool> complicating(Component const& component) const;
  /// Whether some condition between two groups that are not held is more than one on their difference.
  [[nodiscard]] bool has_gains(Component const& component, std::vector<bool> const& held) const;
  /// For each end of each group's range, the conditions of its component that are read against it.
  struct Readers {
    std::vector<int> first;    ///< [2 * place + (1 for the high end) + 1] start in `position`
    std::vector<int> position; ///< in Component::conditions
  };
  [[nodiscard]] Readers readers(Component const& component) const;
  /// Narrows the ranges by one condition, with `sign` -1 by its other side; adds the ends that moved.
  void tighten(Condition const& condition, double sign, std::vector<DualRange>& range,
               std::vector<std::size_t>& moved) const;
  /// Narrows the ranges by every condition until none moves; false where that would take too long.
  [[nodiscard]] bool tighten(Component const& component, Readers const& readers,
                             std::vector<DualRange>& range) const;
  void bound(Component& component);
  void load(Component& component);
  /// Least `sign` times the sum of weight * deviation.
  [[nodiscard]] double minimise(Component& component, std::span<Entry const> weights, double sign);
  [[nodiscard]] double extreme(Component& component, std::size_t place, double sign);
  [[nodiscard]] DualRange group_range(Component& component, std::size_t place);
  [[nodiscard]] DualRange component_sum(Component& component, std::span<Entry const> weights);

  LinearProgram const& program_;
  std::vector<double> dual_;
  std::vector<double> row_low_, row_high_; ///< [row] of its deviation; of the group's at a leader
  RigidGroups groups_;
  std::vector<Condition> conditions_;
  std::vector<Entry> entries_; ///< of the conditions; rows are places in the component, once it is known
  std::vector<Component> components_;
  std::vector<int> component_of_; ///< [leader]
  std::vector<int> place_;        ///< [leader] position within its component
};

} // namespace korridor::opt
