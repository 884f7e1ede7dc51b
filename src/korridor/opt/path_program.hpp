// A flow problem as paths see it: a graph with losses, supply and demand by marginal lines, shared resources.
//
//   min sum_a cost_a x_a + sum_s C_s(q_s) - sum_d V_d(q_d) + sum_e cost_e y_e
//   s.t. inflow = outflow at every node, an arc a delivering gain_a x_a of the x_a that enters it,
//        sum over arcs and extras of coefficient times quantity <= capacity of each resource,
//        q_s - sum over extras = 0,  sum over extras - q_d = 0 for supplies and demands with an equation,
//        0 <= q_s <= size, 0 <= q_d <= size, 0 <= y_e <= size
// C_s' and V_d' are straight lines (steps where the slope is 0): first + slope * q, rising for supply,
// falling for demand. Extras are quantities without a path: what goes over an allowance at a penalty, or the
// activity of a plant, which takes what demands with an equation receive and gives what supplies with one
// send out. Any linear programme whose other columns leave at most one row of conservation and enter at most
// one can be written so.
#pragma once

#include <functional>
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
  int equation = -1;      ///< exact resource: +1 per unit supplied, -1 per unit delivered
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
  std::vector<bool> exact; ///< [resource] an equation: all of the capacity must be used
  std::vector<MarginalLine> supplies, demands;
  std::vector<Extra> extras;

  /// One past the last of an arc's entries.
  [[nodiscard]] int end_of_entries(int arc) const {
    auto const next = static_cast<std::size_t>(arc) + 1;
    return next < arcs.size() ? arcs[next].first : static_cast<int>(entries.size());
  }
};

/// Where and how finely a line was cut.
struct LineCut {
  double centre = 0.0;
  double width = 0.0;
};

/// Flow of one path.
struct PathFlow {
  int supply = 0;
  int demand = 0;
  double delivered = 0.0;
  std::vector<int> arcs; ///< last first
};

/// A point to begin from: the optimum of a like programme. What fits of its flows is kept.
struct PathStart {
  std::vector<PathFlow> flows;
  std::vector<double> extra;              ///< [extra]
  std::vector<LineCut> supplies, demands; ///< [supply], [demand]
};

struct PathOptions {
  double seconds = std::numeric_limits<double>::infinity(); ///< of processor time
  PathStart const* start = nullptr;                         ///< nothing: from no flow
  std::function<bool()> stop = nullptr; ///< asked now and then; true ends as the time limit does
};

/// `node_price` is what one more unit at a node is worth (opt/path_worths.hpp).
struct PathSolution {
  bool complete = false;        ///< optimal; else feasible, and the prices are the last ones known
  std::vector<double> arc_flow; ///< [arc] at the tail
  std::vector<double> supplied, delivered, extra;
  std::vector<double> node_price;     ///< [node]
  std::vector<double> resource_price; ///< [resource] >= 0
  std::size_t pricing_count = 0;      ///< passes of Dijkstra's method over the graph
  std::size_t pivot_count = 0;
  PathStart start; ///< to begin from when something has changed
};

} // namespace korridor::opt
