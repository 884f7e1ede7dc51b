// Dijkstra's method with a plain binary heap, the yardstick of the benchmarks; it shares no code with the
// solvers.
#pragma once

#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace korridor::bench {

class DijkstraPasses {
public:
  explicit DijkstraPasses(std::size_t node_count) : ways_(node_count) {}

  void add(int tail, int head, double cost) {
    ways_[static_cast<std::size_t>(tail)].emplace_back(head, cost);
  }

  using Label = std::pair<double, int>; ///< cost, node
  /// The cheapest way from any of the sources, each with a cost of its own, to every node.
  void run(std::vector<Label> const& sources) {
    label_.assign(ways_.size(), std::numeric_limits<double>::infinity());
    std::priority_queue<Label, std::vector<Label>, std::greater<>> queue;
    for (auto const& [cost, node] : sources) offer(queue, cost, node);
    while (!queue.empty()) {
      auto const [here, node] = queue.top();
      queue.pop();
      if (here > label_[static_cast<std::size_t>(node)]) continue;
      for (auto const& [head, cost] : ways_[static_cast<std::size_t>(node)]) offer(queue, here + cost, head);
    }
  }

private:
  template <typename Queue>
  void offer(Queue& queue, double cost, int node) {
    double& label = label_[static_cast<std::size_t>(node)];
    if (cost >= label) return;
    label = cost;
    queue.emplace(cost, node);
  }

  std::vector<std::vector<std::pair<int, double>>> ways_;
  std::vector<double> label_;
};

} // namespace korridor::bench
