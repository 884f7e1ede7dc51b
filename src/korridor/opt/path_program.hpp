// A flow problem as paths see it: a graph with losses, supply and demand by marginal lines, shared resources.
//
//   min sum_a cost_a x_a + sum_s C_s(q_s) - sum_d V_d(q_d) + sum_e cost_e y_e
//   s.t. inflow = outflow at every node, an arc a delivering gain_a x_a of the x_a that enters it,
//        sum over arcs and extras of coefficient times quantity <= capacity of each resource,
//        0 <= q_s <= size, 0 <= q_d <= size, 0 <= y_e <= size
// C_s' and V_d' are straight lines (steps where the slope is 0): first + slope * q, rising for supply, falling
// for demand. Extras are quantities without a path: a penalty, a piece of a joint cost. Any linear programme whose columns
// leave at most one row of conservation and enter at most one can be written so; a column that enters two (a
// refinery) cannot.
#pragma once

#include <limits>
#include <vector>

#include "korridor/opt/linear_program.hpp"

namespace korridor::opt {

/// Marginal cost or value: first + slope * q for q in [0, size].
struct MarginalLine {
  int node = 0;
  double first = 0.0;
  double slope = 0.0;
  double size = 0.0;
  double tolerance = 0.0; ///< width of the bracket that the marginal at the solution must be known to
  [[nodiscard]] double at(double q) const { return first + slope * q; }
};

struct PathProgram {
  struct Arc {
    int tail = 0;
    int head = 0;
    double cost = 0.0; ///< per unit at the tail
    double gain = 1.0; ///< arriving per unit at the tail, > 0
    int first = 0;     ///< in `entries`; the next arc's is the end
  };
  struct Extra {
    double cost = 0.0;
    double size = 0.0;
    std::vector<Entry> entries; ///< resource, coefficient
  };

  int node_count = 0;
  std::vector<Arc> arcs;      ///< any order
  std::vector<Entry> entries; ///< resource, coefficient per unit at the tail
  std::vector<double> capacity;
  std::vector<MarginalLine> supplies, demands;
  std::vector<Extra> extras;
};

struct PathOptions {
  double seconds = std::numeric_limits<double>::infinity(); ///< of processor time
};

/// `price` is what a unit at a node costs to bring there at the margin; infinite where none can come.
struct PathSolution {
  bool complete = false;        ///< optimal; else feasible, and the prices are the last ones known
  std::vector<double> arc_flow; ///< [arc] at the tail
  std::vector<double> supplied, delivered, extra;
  std::vector<double> node_price;     ///< [node]
  std::vector<double> resource_price; ///< [resource] >= 0
  std::size_t pricing_count = 0;      ///< passes of Dijkstra's method over the graph
  std::size_t pivot_count = 0;
};

} // namespace korridor::opt
