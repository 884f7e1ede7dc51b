// Shortest-path trees that are mended rather than found anew when costs have changed a little.
//
// Problem: for each root r, the least cost d_r(v) of a path from r to every node v, costs of arcs >= 0.
// Dual: maximise d(v) subject to d(head) - d(tail) <= cost on each arc; the tree is primal, d dual.
// Method: a root keeps the last arc of each of its paths. Mending sums the costs along this old tree, which
// bounds d from above, relaxes every arc once, and runs Dijkstra's algorithm from the nodes that got better.
// Without an old tree it is Dijkstra's algorithm. Labels never rise above fl(d(tail) + cost), so the last
// arcs form no circle, arcs of no cost included. Stop: no arc can better a label; the answer is exact.
// Complexity: n + m where nothing changed, (n + m) log n else, per root; memory 4 bytes per root and node.
// References: E. Dijkstra, Numerische Mathematik 1 (1959); mending after changes of cost: G. Ramalingam and
// T. Reps, Journal of Algorithms 21 (1996), of which this is the plain half.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace korridor::opt {

struct Ends {
  int tail = 0;
  int head = 0;
};

class ShortestTrees {
public:
  ShortestTrees(int node_count, std::span<Ends const> arcs, std::size_t root_count);

  /// Mends the tree of root number `root`, which stands at node `origin`, for `cost` by arc (infinite: may
  /// not be used). Afterwards `distance` and `last_arc` are those of this root.
  void mend(std::size_t root, int origin, double const* cost);

  /// Infinite where no path leads.
  [[nodiscard]] double distance(int node) const { return distance_[at(node)]; }
  /// The arcs of the path to a node that can be reached, first to last.
  void path_to(int node, std::vector<int>& arcs) const;

private:
  static std::size_t at(int position) { return static_cast<std::size_t>(position); }
  void sum_along_tree(int origin, double const* cost);
  void relax_from(int node, double const* cost);
  void lower(int node, double distance);
  int pop();
  void sift_up(std::size_t hole, int node);

  std::vector<Ends> ends_;
  std::vector<int> first_out_; ///< [node] where its arcs begin in `out_`; one more at the end
  struct Out {
    int arc;
    int head;
  };
  std::vector<Out> out_;
  std::vector<int> last_; ///< [root * node_count + node] arc, -1: none
  std::vector<bool> known_root_;
  int* tree_ = nullptr; ///< of the root at work
  std::vector<double> distance_;
  std::vector<int> heap_;  ///< nodes, four children each
  std::vector<int> place_; ///< [node] in the heap, -1: not there
  std::vector<char> summed_;
  std::vector<int> climbed_;
};

} // namespace korridor::opt
