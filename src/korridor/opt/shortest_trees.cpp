// Shortest-path trees: summing along the old tree, then Dijkstra's algorithm where labels fall.
#include "korridor/opt/shortest_trees.hpp"

#include <algorithm>
#include <limits>

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kChildren = 4; // flatter than a binary heap: fewer moves when labels fall

} // namespace

ShortestTrees::ShortestTrees(int node_count, std::span<Ends const> arcs, std::size_t root_count)
    : ends_(arcs.begin(), arcs.end()), first_out_(at(node_count) + 1), out_(arcs.size()),
      last_(root_count * at(node_count), -1), known_root_(root_count), distance_(at(node_count), kInfinity),
      place_(at(node_count), -1), summed_(at(node_count)) {
  for (Ends const& arc : ends_) ++first_out_[at(arc.tail) + 1];
  for (std::size_t node = 1; node < first_out_.size(); ++node) first_out_[node] += first_out_[node - 1];
  std::vector<int> next(first_out_.begin(), first_out_.end() - 1);
  for (std::size_t a = 0; a < ends_.size(); ++a) {
    out_[at(next[at(ends_[a].tail)]++)] = {static_cast<int>(a), ends_[a].head};
  }
}

void ShortestTrees::mend(std::size_t root, int origin, double const* cost) {
  std::size_t const node_count = distance_.size();
  tree_ = last_.data() + root * node_count;
  if (known_root_[root]) {
    sum_along_tree(origin, cost);
    for (std::size_t node = 0; node < node_count; ++node) {
      if (distance_[node] < kInfinity) relax_from(static_cast<int>(node), cost);
    }
  } else {
    known_root_[root] = true;
    std::fill(distance_.begin(), distance_.end(), kInfinity);
    distance_[at(origin)] = 0.0;
    relax_from(origin, cost);
  }
  while (!heap_.empty()) relax_from(pop(), cost);
}

void ShortestTrees::sum_along_tree(int origin, double const* cost) {
  std::fill(summed_.begin(), summed_.end(), char{0});
  distance_[at(origin)] = 0.0;
  summed_[at(origin)] = 1;
  for (std::size_t start = 0; start < distance_.size(); ++start) {
    int node = static_cast<int>(start);
    while (!summed_[at(node)]) {
      int const arc = tree_[at(node)];
      if (arc < 0) { // never reached, and nothing hangs on it
        distance_[at(node)] = kInfinity;
        summed_[at(node)] = 1;
        break;
      }
      climbed_.push_back(arc);
      node = ends_[at(arc)].tail;
    }
    for (; !climbed_.empty(); climbed_.pop_back()) {
      Ends const& arc = ends_[at(climbed_.back())];
      distance_[at(arc.head)] = distance_[at(arc.tail)] + cost[climbed_.back()];
      summed_[at(arc.head)] = 1;
    }
  }
}

void ShortestTrees::relax_from(int node, double const* cost) {
  double const here = distance_[at(node)];
  for (int i = first_out_[at(node)]; i < first_out_[at(node) + 1]; ++i) {
    Out const& out = out_[at(i)];
    double const there = here + cost[out.arc];
    if (there < distance_[at(out.head)]) {
      tree_[at(out.head)] = out.arc;
      lower(out.head, there);
    }
  }
}

void ShortestTrees::lower(int node, double distance) {
  distance_[at(node)] = distance;
  if (place_[at(node)] < 0) {
    heap_.push_back(node);
    place_[at(node)] = static_cast<int>(heap_.size()) - 1;
  }
  sift_up(at(place_[at(node)]), node);
}

void ShortestTrees::sift_up(std::size_t hole, int node) {
  while (hole > 0) {
    std::size_t const parent = (hole - 1) / kChildren;
    if (distance_[at(heap_[parent])] <= distance_[at(node)]) break;
    heap_[hole] = heap_[parent];
    place_[at(heap_[hole])] = static_cast<int>(hole);
    hole = parent;
  }
  heap_[hole] = node;
  place_[at(node)] = static_cast<int>(hole);
}

int ShortestTrees::pop() {
  int const nearest = heap_.front();
  place_[at(nearest)] = -1;
  int const moved = heap_.back();
  heap_.pop_back();
  if (heap_.empty()) return nearest;
  std::size_t hole = 0;
  for (;;) {
    std::size_t const first = hole * kChildren + 1;
    if (first >= heap_.size()) break;
    std::size_t const end = std::min(first + kChildren, heap_.size());
    std::size_t least = first;
    for (std::size_t child = first + 1; child < end; ++child) {
      if (distance_[at(heap_[child])] < distance_[at(heap_[least])]) least = child;
    }
    if (distance_[at(moved)] <= distance_[at(heap_[least])]) break;
    heap_[hole] = heap_[least];
    place_[at(heap_[hole])] = static_cast<int>(hole);
    hole = least;
  }
  heap_[hole] = moved;
  place_[at(moved)] = static_cast<int>(hole);
  return nearest;
}

void ShortestTrees::path_to(int node, std::vector<int>& arcs) const {
  arcs.clear();
  for (int arc = tree_[at(node)]; arc >= 0; arc = tree_[at(ends_[at(arc)].tail)]) {
    arcs.push_back(arc);
  }
  std::reverse(arcs.begin(), arcs.end());
}

} // namespace korridor::opt
