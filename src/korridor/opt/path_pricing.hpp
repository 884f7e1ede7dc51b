// Cheapest paths at given resource prices: Dijkstra's method with losses, one pass per component of the
// graph.
//
// label(v) = least cost of one unit at v = min over arcs u -> v of (label(u) + cost + price of what it uses)
// / gain. With costs >= 0 and gains <= 1 labels >= 0 grow along a path, so Dijkstra (1959) holds; where one
// falls `is_sound` is false and nothing is answered. A pass ends early in a component once labels exceed what
// any demand there still pays. Complexity: O(arcs + nodes log nodes), four-ary heap.
#pragma once

#include <cstddef>
#include <vector>

#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

class PathPricing {
public:
  explicit PathPricing(PathProgram const& program);

  /// Labels at the prices of resources and of the cheapest unit at each supply. `limit`, by demand, is what
  /// each pays at most: labels above are not final. Empty: all labels are final. Paths may be asked for until
  /// the next pass.
  void run(std::vector<double> const& resource_price, std::vector<double> const& supply_price,
           std::vector<double> const& limit);
  /// False when a label fell along an arc in some pass: labels then mean nothing.
  [[nodiscard]] bool is_sound() const { return sound_; }
  /// [arc] cost and price of what it uses, in the last pass.
  [[nodiscard]] std::vector<double> const& weights() const { return weight_; }
  [[nodiscard]] double label(int node) const { return label_[static_cast<std::size_t>(node)]; }
  /// Arcs from a supply to the node, last first; the supply is returned.
  int trace(int node, std::vector<int>& arcs) const;

private:
  struct Out {
    int head;
    int arc;
    double gain;
  };
  struct Component {
    std::vector<int> supplies, demands, nodes;
  };

  void split();
  void run(Component const& component, std::vector<double> const& supply_price, double limit);
  void push(int node);
  int pop();
  void sift_up(int place);
  void sift_down(int place);

  PathProgram const& program_;
  std::vector<int> first_out_;
  std::vector<Out> out_;
  std::vector<Component> components_;
  std::vector<double> weight_; ///< [arc]
  std::vector<double> label_;  ///< [node]
  std::vector<int> into_;      ///< [node] arc, or ~supply
  std::vector<int> place_;     ///< [node] in the heap, -1 outside
  std::vector<int> heap_;
  bool sound_ = true;
};

} // namespace korridor::opt
