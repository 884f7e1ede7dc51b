// Reading an mmcf file into layers, one for each origin.
#include "mmcf_program.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <vector>

namespace korridor::bench {

namespace {

struct Arc {
  int tail, head;
  double cost, capacity;
};

std::size_t at(int position) { return static_cast<std::size_t>(position); }

} // namespace

std::optional<opt::PathProgram> read_mmcf_program(std::string const& path) {
  std::ifstream file(path);
  int nodes = 0, arc_count = 0, commodity_count = 0;
  file >> nodes >> arc_count >> commodity_count;
  if (!file || nodes <= 0 || arc_count < 0 || commodity_count < 0) return std::nullopt;
  std::vector<Arc> arcs(at(arc_count));
  double dearest = 0.0;
  for (Arc& arc : arcs) {
    file >> arc.tail >> arc.head >> arc.cost >> arc.capacity;
    dearest = std::max(dearest, arc.cost);
    --arc.tail, --arc.head;
  }
  std::map<int, std::map<int, double>> wanted; // by origin and destination
  for (int c = 0; c < commodity_count; ++c) {
    int origin = 0, destination = 0;
    double amount = 0.0;
    file >> origin >> destination >> amount;
    wanted[origin - 1][destination - 1] += amount;
  }
  if (!file) return std::nullopt;

  opt::PathProgram program;
  for (Arc const& arc : arcs) program.capacity.push_back(arc.capacity);
  int base = 0;
  for (auto const& [origin, demands] : wanted) {
    for (std::size_t a = 0; a < arcs.size(); ++a) {
      program.arcs.push_back({base + arcs[a].tail, base + arcs[a].head, arcs[a].cost, 1.0,
                              static_cast<int>(program.entries.size())});
      program.entries.push_back({static_cast<int>(a), 1.0});
    }
    double total = 0.0;
    for (auto const& [destination, amount] : demands) {
      program.demands.push_back({base + destination, dearest * nodes, 0.0, amount, 0.0});
      total += amount;
    }
    program.supplies.push_back({base + origin, 0.0, 0.0, total, 0.0});
    base += nodes;
  }
  program.node_count = base;
  return program;
}

} // namespace korridor::bench
