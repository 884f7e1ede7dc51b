// The graph that paths are priced on, laid out for searching, and the part of it that matters.
//
// Only paths cheaper than what their demand pays are wanted. With label(v) the least cost of bringing goods
// to a node, and worth(v) = max over arcs v -> w of gain worth(w) - cost and price of the arc, at a demand a
// bound on what it pays, such a path passes only nodes with label(v) < worth(v) and arcs for which that holds
// from their tail to their head. The others are left out: seven arcs of eight and more. Complexity: one
// backward pass of Dijkstra's method over what is kept.
#pragma once

#include <cstddef>
#include <vector>

#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

struct PathGraph {
  struct Arc { ///< what a search reads, four to a cache line
    double cost;
    int head; ///< in `nodes`
    int uses; ///< the resource of which it takes 1 a unit; kNothing; kMore: as the programme says
  };
  static constexpr int kNothing = -1;
  static constexpr int kMore = -2;
  struct Node {
    double label;
    int into; ///< in `arcs`, or ~supply
    int node; ///< of the programme
  };
  struct Component {
    int first = 0, end = 0; ///< in `nodes`
    std::vector<int> supplies, demands;
  };

  std::vector<Node> nodes;           ///< by component; last those that lead nowhere, which only receive
  int first_end = 0;                 ///< the first of those
  std::vector<int> first;            ///< [node], one more: in `arcs`
  std::vector<Arc> arcs;             ///< by tail
  std::vector<int> tail;             ///< [arc] in `nodes`
  std::vector<int> origin;           ///< [arc] of the programme
  std::vector<double> gain;          ///< [arc]; empty: nothing is lost anywhere
  std::vector<Component> components; ///< connected without the ends; their demands may be at ends
  std::vector<int> end_supplies;     ///< of the ends
  std::vector<int> place;            ///< [node of the programme] in `nodes`, or -1

  std::vector<int> into_first,
      into; ///< [node], one more; positions in `arcs` by head; empty until `index_heads`

  void index_heads();
  [[nodiscard]] double gain_of(std::size_t arc) const { return gain.empty() ? 1.0 : gain[arc]; }
};

/// All of the programme but `left_out` [node], whole connected parts; empty: none.
[[nodiscard]] PathGraph whole_graph(PathProgram const& program, std::vector<char> const& left_out = {});

/// Cost and price of what an arc of the graph uses, >= 0 but for rounding.
[[nodiscard]] inline double weight_of(PathProgram const& program, PathGraph const& graph, int position,
                                      std::vector<double> const& resource_price) {
  PathGraph::Arc const& arc = graph.arcs[static_cast<std::size_t>(position)];
  if (arc.uses == PathGraph::kNothing) return arc.cost;
  if (arc.uses >= 0) return arc.cost + resource_price[static_cast<std::size_t>(arc.uses)];
  int const original = graph.origin[static_cast<std::size_t>(position)];
  double sum = arc.cost;
  for (int e = program.arcs[static_cast<std::size_t>(original)].first; e < program.end_of_entries(original);
       ++e) {
    Entry const& entry = program.entries[static_cast<std::size_t>(e)];
    sum += entry.coefficient * resource_price[static_cast<std::size_t>(entry.row)];
  }
  return sum;
}

/// What matters of a graph with its heads indexed, where demands pay at most `bound` [demand], at the prices
/// that labels of the graph were found with.
[[nodiscard]] PathGraph part_that_matters(PathProgram const& program, PathGraph const& graph,
                                          std::vector<double> const& resource_price,
                                          std::vector<double> const& bound);

} // namespace korridor::opt
