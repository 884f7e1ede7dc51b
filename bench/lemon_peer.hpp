// LEMON's network simplex method as a peer for one commodity of one origin.
//
// Plain C++17 and no header of ours: LEMON 1.3.1 uses members of allocators that C++20 has removed.
#pragma once

#include <vector>

namespace korridor::bench {

/// Nodes count from 0; amounts and costs are whole numbers.
struct WholeNetwork {
  struct Arc {
    int tail, head;
    long long capacity, cost;
  };
  int node_count = 0;
  std::vector<Arc> arcs;
  std::vector<long long> supply; ///< [node]; below 0: wanted there; they add up to 0
};

struct LemonRun {
  bool finished = false;
  std::vector<long long> flow; ///< [arc]
  double seconds = 0.0;        ///< of processor time, with the graph already in LEMON's form
};

[[nodiscard]] LemonRun run_lemon(WholeNetwork const& network);

} // namespace korridor::bench
