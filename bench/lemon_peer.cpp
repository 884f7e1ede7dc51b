// LEMON's network simplex method on a network of whole numbers.
#include "lemon_peer.hpp"

#include <ctime>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace korridor::bench {

namespace {

double processor_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace

LemonRun run_lemon(WholeNetwork const& network) {
  using Graph = lemon::SmartDigraph;
  Graph graph;
  graph.reserveNode(network.node_count);
  graph.reserveArc(static_cast<int>(network.arcs.size()));
  for (int node = 0; node < network.node_count; ++node) graph.addNode();
  Graph::ArcMap<long long> capacity(graph), cost(graph);
  Graph::NodeMap<long long> supply(graph);
  for (WholeNetwork::Arc const& arc : network.arcs) {
    Graph::Arc const made = graph.addArc(graph.nodeFromId(arc.tail), graph.nodeFromId(arc.head));
    capacity[made] = arc.capacity;
    cost[made] = arc.cost;
  }
  for (int node = 0; node < network.node_count; ++node)
    supply[graph.nodeFromId(node)] = network.supply[static_cast<std::size_t>(node)];

  LemonRun run;
  double const begin = processor_seconds();
  using Simplex = lemon::NetworkSimplex<Graph, long long, long long>;
  Simplex simplex(graph);
  simplex.upperMap(capacity).costMap(cost).supplyMap(supply);
  run.finished = simplex.run() == Simplex::OPTIMAL;
  run.seconds = processor_seconds() - begin;
  for (std::size_t a = 0; run.finished && a < network.arcs.size(); ++a)
    run.flow.push_back(simplex.flow(graph.arcFromId(static_cast<int>(a))));
  return run;
}

} // namespace korridor::bench
