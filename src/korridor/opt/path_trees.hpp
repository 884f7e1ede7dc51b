// Cheapest paths that are kept and mended while a few prices move.
//
// label(v) as in opt/path_pricing: least cost of one unit at v. Sinks, nodes that nothing leaves, have their
// label found when asked for; without them the graph falls into layers (one for each flow class, say), which
// are mended one by one. Mending: where the last arc or the supply of a tree path has become dearer, the
// nodes behind it lose their labels and get the best that the others offer; with what has become cheaper this
// starts Dijkstra's method, which goes only where a label changes (Ramalingam and Reps 1996, both halves).
// A layer that lost more than half of its labels is found anew. Prices that moved by less than `kept_within`
// count as unmoved: `prices` has those that the labels belong to, and a bound from both is exact.
// Complexity: arcs at the nodes whose label changes, times the logarithm of their number.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "korridor/opt/label_heap.hpp"
#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

/// What does not change while prices do; shared by all copies of the trees.
struct LayeredGraph {
  struct Step { ///< what a search reads, four to a cache line
    double weight;
    int head, arc;
  };
  struct In {
    int tail, arc;
  };
  explicit LayeredGraph(PathProgram const& program);

  std::vector<int> step_first, in_first; ///< by node
  std::vector<Step> steps;               ///< by tail, without arcs to sinks, at no prices
  std::vector<int> step_of_arc;          ///< [arc] -1: to a sink
  std::vector<In> in;
  bool lossy = false;
  std::vector<int> resource_first, resource_arcs;
  std::vector<int> supply_first, node_supplies; ///< by node
  std::vector<int> layer_of;                    ///< [node] -1: sink
  std::vector<int> layer_first, layer_nodes;
  std::vector<std::vector<int>> layer_supplies;
  [[nodiscard]] int layer_count() const { return static_cast<int>(layer_first.size()) - 1; }
};

class PathTrees {
public:
  /// No arc may be looked at before the first `update`. Both must outlive it.
  PathTrees(PathProgram const& program, LayeredGraph const& graph, double kept_within);
  /// A copy that reads costs from another programme of the same graph.
  PathTrees(PathTrees const& other, PathProgram const& program);

  /// The arc may not be used any more, or its cost has changed; seen by the next `update`.
  void shut(int arc);
  void recost(int arc) { mark(arc); }
  [[nodiscard]] bool is_shut(int arc) const { return shut_[at(arc)] != 0; }
  /// Labels at these prices of resources and of the cheapest unit at each supply.
  void update(std::vector<double> const& price, std::vector<double> const& supply_price);
  /// Becomes `base`, of which this is a copy that was changed.
  void rewind(PathTrees const& base);

  /// False when a label fell along an arc: labels then mean nothing.
  [[nodiscard]] bool is_sound() const { return sound_; }
  [[nodiscard]] double label(int node) const;
  /// Arcs from a supply to a node that has a label, last first; the supply is returned.
  int trace(int node, std::vector<int>& arcs) const;
  /// Calls `see(label, arc)` for each way into a sink, ~supply for its own; for other nodes the last arc of
  /// the one path.
  template <typename See>
  void each_way_into(int node, See see) const;
  int trace_from(int into, std::vector<int>& arcs) const;
  /// [arc] cost and price of what it uses; infinite where shut.
  [[nodiscard]] std::vector<double> const& weights() const { return weight_; }
  /// Of resources and supplies, to which the labels belong.
  [[nodiscard]] std::vector<double> const& prices() const { return price_; }
  [[nodiscard]] std::vector<double> const& supply_prices() const { return supply_price_; }
  /// Nodes labelled so far.
  [[nodiscard]] std::size_t labelled() const { return labelled_; }

private:
  static std::size_t at(int position) { return static_cast<std::size_t>(position); }
  void mark(int arc);
  [[nodiscard]] double weight_of(int arc) const;
  void find_changes(std::vector<double> const& price, std::vector<double> const& supply_price);
  void mend(int layer);
  void label_anew(int node);
  void begin(int supply);
  void lower(int node, double label, int into);
  template <bool lossy>
  void run();
  [[nodiscard]] double through(LayeredGraph::In const& in) const;
  [[nodiscard]] int best_into(int sink, double& label) const;

  PathProgram const* program_;
  LayeredGraph const* graph_;
  double kept_within_;
  struct Node {
    double label;
    int into; ///< arc, or ~supply
  };
  std::vector<double> price_, supply_price_, weight_;
  std::vector<LayeredGraph::Step> steps_; ///< weights at these prices
  std::vector<Node> nodes_;
  std::vector<char> shut_;
  bool sound_ = true;
  std::size_t labelled_ = 0;

  std::vector<int> changed_arcs_, changed_prices_; ///< since the base
  std::vector<char> arc_changed_, layer_changed_;
  // of one update
  std::vector<int> marked_;
  std::vector<char> is_marked_;
  struct Change {
    int arc; ///< or ~supply
    bool dearer;
  };
  std::vector<std::vector<Change>> changes_; ///< [layer]
  std::vector<int> touched_layers_, lost_;
  std::vector<char> is_lost_;
  LabelHeap heap_;
};

// What a unit costs that came by an arc.
inline double PathTrees::through(LayeredGraph::In const& in) const {
  double const label = nodes_[at(in.tail)].label + weight_[at(in.arc)];
  return graph_->lossy ? label / program_->arcs[at(in.arc)].gain : label;
}

template <typename See>
void PathTrees::each_way_into(int node, See see) const {
  if (graph_->layer_of[at(node)] >= 0) {
    Node const& here = nodes_[at(node)];
    if (here.label < std::numeric_limits<double>::infinity()) see(here.label, here.into);
    return;
  }
  for (int i = graph_->supply_first[at(node)]; i < graph_->supply_first[at(node) + 1]; ++i) {
    int const s = graph_->node_supplies[at(i)];
    see(supply_price_[at(s)], ~s);
  }
  for (int i = graph_->in_first[at(node)]; i < graph_->in_first[at(node) + 1]; ++i)
    see(through(graph_->in[at(i)]), graph_->in[at(i)].arc);
}

} // namespace korridor::opt
