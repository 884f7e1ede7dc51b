// Cheapest paths at given resource prices: Dijkstra's method with losses, one component of the graph after
// the other.
//
// label(v) = least cost of one unit at v = min over arcs u -> v of (label(u) + cost + price of what it uses)
// / gain. With costs >= 0 and gains <= 1 labels >= 0 grow along a path, so Dijkstra (1959) holds; where one
// falls `is_sound` is false and nothing is answered (opt/label_correcting does).
//
// A pass looks for paths cheaper than a limit, what their demand pays. Between passes over the whole graph it
// goes over the part that mattered there, with a margin for prices that have moved since
// (opt/path_graph.hpp): what it finds are true paths, but it may miss some, so that only a pass over the
// whole proves that there are none. Complexity: O(arcs + nodes log nodes) of the graph or its part, four-ary
// heap.
#pragma once

#include <cstddef>
#include <vector>

#include "korridor/opt/label_heap.hpp"
#include "korridor/opt/path_graph.hpp"

namespace korridor::opt {

class PathPricing {
public:
  /// `left_out` [node]: whole connected parts that are none of its business; empty: none.
  explicit PathPricing(PathProgram const& program, std::vector<char> const& left_out = {});

  /// Labels at the prices of resources and of the cheapest unit at each supply. `limit`, by demand, is what
  /// each pays at most: labels above are not final. Paths may be asked for until the next pass.
  void run(std::vector<double> const& resource_price, std::vector<double> const& supply_price,
           std::vector<double> const& limit);
  /// Final labels everywhere.
  void run(std::vector<double> const& resource_price, std::vector<double> const& supply_price);
  /// The next pass goes over the whole graph.
  void widen() { out_of_date_ = true; }

  /// False when a label fell along an arc in some pass: labels then mean nothing.
  [[nodiscard]] bool is_sound() const { return sound_; }
  /// Whether an arc loses some of what enters it.
  [[nodiscard]] bool is_lossy() const { return !whole_.gain.empty(); }
  /// False when the last pass may have missed a path cheaper than its limit.
  [[nodiscard]] bool is_exhaustive() const { return last_ == &whole_; }
  /// Infinite where no path was found.
  [[nodiscard]] double label(int node) const;
  /// Arcs from a supply to the node, last first; the supply is returned.
  int trace(int node, std::vector<int>& arcs) const;
  /// [arc] cost and price of what it uses; 0 where it is left out.
  [[nodiscard]] std::vector<double> weights(std::vector<double> const& resource_price) const;

private:
  void note_labels(std::vector<double> const& limit);
  [[nodiscard]] double drift() const;
  void search(PathGraph& graph, std::vector<double> const& resource_price,
              std::vector<double> const& supply_price, std::vector<double> const& limit);
  template <bool lossy>
  void search(PathGraph& graph, PathGraph::Component const& component,
              std::vector<double> const& resource_price, std::vector<double> const& supply_price,
              double limit);

  PathProgram const& program_;
  PathGraph whole_, part_;
  PathGraph const* last_ = &whole_;   ///< the graph of the last pass
  std::vector<double> price_, bound_; ///< of the last pass over the whole
  bool narrowed_ = false;             ///< the part is that of the last pass over the whole
  std::vector<double> label_;         ///< [demand] in it
  double margin_ = 0.0;
  bool out_of_date_ = true;
  LabelHeap heap_;
  bool sound_ = true;
};

} // namespace korridor::opt
