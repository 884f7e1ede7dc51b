// Cheapest paths where a label may fall along an arc: one that is paid for, or on which goods of negative
// worth are lost.
//
// label(v) = least cost of one unit at v = min over arcs u -> v of (label(u) + weight) / gain, as in
// opt/path_pricing, but weights and labels may be below 0. Label correcting (Ford 1956; Moore 1959): labels
// fall until none does, lowest first, which is Dijkstra's order but for what falls. The ways to nodes are a
// tree; an arc back to a node on its own way, by which its label would fall, closes a circle round which
// labels would fall for ever: goods that circle there for gain, or are got rid of there. It is noted and not
// followed, so that labels stay those of paths. Without circles labels are the least there are. Only the
// connected parts of the graph in which an arc may pay are looked at. Complexity: no polynomial bound
// (Johnson 1973), so visits are counted; observed one to three a node.
#pragma once

#include <cstddef>
#include <vector>

#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

class LabelCorrecting {
public:
  /// From a supply to a node, and from there back to it. Arcs last first.
  struct Circle {
    int supply = 0;
    std::vector<int> way, round;
  };

  /// `nodes` [node] tells which it is to label: whole connected parts.
  LabelCorrecting(PathProgram const& program, std::vector<char> nodes);

  /// Labels at the prices of resources and of the cheapest unit at each supply.
  void run(std::vector<double> const& resource_price, std::vector<double> const& supply_price);
  /// False when labels did not settle in some pass for want of visits, or a gain is above 1: they mean
  /// nothing.
  [[nodiscard]] bool is_sound() const { return sound_; }
  /// Some of the circles met in the last pass; none: labels are the least there are.
  [[nodiscard]] std::vector<Circle> const& circles() const { return circles_; }
  [[nodiscard]] bool has(int node) const { return has_[static_cast<std::size_t>(node)] != 0; }
  /// Puts in [arc] cost and price of what it uses, in the last pass.
  void write_weights(std::vector<double>& weights) const;
  [[nodiscard]] double label(int node) const { return label_[static_cast<std::size_t>(node)]; }
  /// Arcs from a supply to the node, last first; the supply is returned.
  int trace(int node, std::vector<int>& arcs) const;

private:
  struct Out {
    int head;
    int arc;
    double gain;
    double weight; ///< in the last pass
  };
  void weigh(std::vector<double> const& resource_price);
  [[nodiscard]] bool comes_before(int node, int other) const;
  void note_circle(int arc);

  PathProgram const& program_;
  std::vector<char> has_; ///< [node]
  std::vector<int> first_out_;
  std::vector<Out> out_;      ///< arcs of its nodes, by tail
  std::vector<double> label_; ///< [node]
  std::vector<int> into_;     ///< [node] arc, or ~supply
  std::vector<Circle> circles_;
  bool sound_ = true;
};

/// [node] whether it is connected with an arc that costs less than nothing, or may do so at some prices
/// because it makes room in a resource.
[[nodiscard]] std::vector<char> nodes_that_may_pay(PathProgram const& program);

} // namespace korridor::opt
