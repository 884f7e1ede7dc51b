// The arc programme: the spatial price equilibrium of one period as a linear programme over merged classes.
//
// Problem (system.md), with q a merged class, a an arc, s a supply, d a demand:
//   max J = sum_d V_d(v_d) - sum_s C_s(w_s) - sum charges
//   s.t.  sum_in eff x + eta y + re-exported in - sum_out x - z - re-exported out = 0   per class and node
//   (dual pi)
//         w_s = sum_q y_{s,q}                                                         per supply (dual P) v_d
//         = sum_q delta z_{d,q}                                                   per demand           (dual
//         D) joint rows: links, nodes, limits, re-export, quotas, bans in force for part of the period  <= b
//         (mu >= 0) steps within their sizes; curves cut into chords (solve/curves.hpp)
//         min <= counted flow + s - e <= max, s and e >= 0 cost the penalty       per contract (dual lambda)
// Friction: with t = sum_q x_{a,q} over the classes of commodity k, J also loses d_k g_a t^2 / (2 R_k), where
// d_k is its dispersion, g_a cost and time on the arc and R_k all its supply; t is a column cut like a curve.
// Signs: Clp minimises -J. lambda > 0 where min binds, < 0 where max does; the reduced costs of s and e keep
// it within the penalty, and that of every column that is counted falls by lambda. With a balance row written
// as inflow - outflow = 0 its row dual is pi itself, what one more unit at the node is worth; a joint row's
// dual is -mu. Reduced cost of an arc u -> v: charge + use mu + pi_u - eff pi_v. Scaling: columns in
// sqrt(quantity scale * value scale), objective in money scale, joint rows in their capacity, so that the
// solver sees numbers of order 1 whatever units a model is in; scales are powers of two, so nothing is
// rounded. Size: (classes x nodes) rows and (classes x arcs) columns at most; only what a class can use is
// built.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/opt/linear_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/effects.hpp"

namespace korridor::solve {

enum class ColumnKind {
  arc,
  production,
  reexport,
  delivery,
  supply_step,
  demand_step,
  intake,    ///< goods of one class into a process
  output,    ///< goods of one class out of it
  activity,  ///< of a process on goods of one label
  friction,  ///< flow of one commodity on an arc
  shortfall, ///< what a contract's flow lacks of its min
  excess     ///< what it has above its max
};

/// What a column of the programme stands for; its value times `scale` is in the model's units.
struct Column {
  ColumnKind kind = ColumnKind::arc;
  int merged = model::kNone;    ///< class (reexport: the one before)
  int merged_to = model::kNone; ///< reexport: the class after
  int element = model::kNone;   ///< arc, supply, demand, reexport, process or contract; friction: arc
  int node = model::kNone;      ///< reexport: where
  /// output and activity of a process that keeps origins: the class of its first input whose labels it works
  /// on
  int labels = model::kNone;
  double scale = 1.0;
  double factor = 1.0; ///< efficiency: what arrives, enters or is delivered per unit
};

enum class RowKind {
  balance,
  supply,
  demand,
  intake,   ///< what a process takes of an input = factor * activity
  output,   ///< what it gives of an output = factor * activity
  friction, ///< flow of one commodity on an arc = sum over its classes
  contract, ///< min <= counted flow + shortfall - excess <= max
  link,
  node,
  limit,
  reexport,
  process,
  quota,
  partial_ban
};

/// Whether a row bounds a sum by a capacity, so that its dual is mu >= 0 and earns a rent.
[[nodiscard]] constexpr bool is_joint(RowKind kind) { return kind >= RowKind::link; }

struct ProgramRow {
  RowKind kind = RowKind::balance;
  int element =
      model::kNone; ///< node, supply, demand, 2*link+direction, limit, reexport, process, contract, measure
  int merged = model::kNone; ///< balance
  double bound = 0.0;        ///< joint rows: right-hand side in the model's units
  double dual_scale = 1.0;   ///< row dual times this is pi, P, D, lambda or -mu in money per unit
  // partial bans: what is bounded
  int arc = model::kNone;      ///< kNone at supply, demand, re-export and processes
  int position = model::kNone; ///< supply, demand or re-export row, or process
  bool at_demand = false;      ///< goods leave the network there
  bool at_process = false;
  int node = model::kNone; ///< where a re-export happens, then `position` is its row
  int commodity = model::kNone, origin = model::kNone, via = model::kNone;
};

/// Marginal cost (supply) or value (demand) of one row with the factors in force: first + slope * q, q in [0,
/// size].
struct Line {
  double first = 0.0;
  double slope = 0.0;
  double size = 0.0;
  [[nodiscard]] double marginal(double q) const { return first + slope * q; }
  [[nodiscard]] double integral(double q) const { return (first + 0.5 * slope * q) * q; }
};

/// The flow of one commodity on one arc where it meets friction: row t = sum of its classes' flows, column t
/// with the marginal friction `line`.
struct Friction {
  int row = model::kNone;
  int column = model::kNone;
  int commodity = model::kNone;
  double price_level = 1.0; ///< of the commodity: prices much closer than this part of it are all the same
  Line line;
};

/// A column that enters the serviced lane of price caps: its cost rises with what they charge.
struct CappedColumn {
  int column = model::kNone;
  std::vector<int> caps; ///< measures
  double charge = 0.0;   ///< all other charges, money per unit
};

struct ArcProgram {
  opt::LinearProgram lp;
  std::vector<Column> columns;
  std::vector<ProgramRow> rows;
  std::vector<int> balance_row;            ///< [merged * node_count + node], kNone when nothing can be there
  std::vector<int> supply_row, demand_row; ///< [supply], [demand]
  std::vector<int> contract_row;           ///< [contract]
  std::vector<int> supply_column, demand_column; ///< the step columns, [supply], [demand]
  std::vector<Line> supply_line, demand_line;
  std::vector<Friction> frictions;
  std::vector<CappedColumn> capped;
  double money_scale = 1.0;
  double unserved_value = 0.0; ///< put on demand without a value
};

/// A column whose charges add up to less than nothing makes the programme unbounded; then `problem` says
/// where.
[[nodiscard]] ArcProgram build_arc_program(model::Instance const& instance, Effects const& effects,
                                           Classes const& classes, std::string& problem);

} // namespace korridor::solve
