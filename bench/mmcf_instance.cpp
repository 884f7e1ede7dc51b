// Reading an mmcf file: every origin a class of one commodity.
#include "mmcf_instance.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <vector>

namespace korridor::bench {

std::optional<CorridorInstance> read_mmcf_instance(std::string const& path) {
  std::ifstream file(path);
  int arc_count = 0, commodity_count = 0;
  CorridorInstance made;
  file >> made.node_count >> arc_count >> commodity_count;
  if (!file || made.node_count <= 0 || arc_count < 0 || commodity_count < 0) return std::nullopt;
  double dearest = 0.0;
  made.cost.emplace_back();
  for (int a = 0; file && a < arc_count; ++a) {
    int tail = 0, head = 0;
    double cost = 0.0, capacity = 0.0;
    file >> tail >> head >> cost >> capacity;
    made.tail.push_back(tail - 1);
    made.head.push_back(head - 1);
    made.cost.front().push_back(cost);
    made.capacity.push_back(capacity);
    dearest = std::max(dearest, cost);
  }
  std::map<int, std::map<int, double>> wanted; // by origin and destination
  for (int c = 0; file && c < commodity_count; ++c) {
    int origin = 0, destination = 0;
    double amount = 0.0;
    file >> origin >> destination >> amount;
    wanted[origin - 1][destination - 1] += amount;
  }
  if (!file) return std::nullopt;

  for (auto const& [origin, demands] : wanted) {
    int const flow_class = made.class_count++;
    double total = 0.0;
    for (auto const& [destination, amount] : demands) {
      made.demands.push_back({0, destination, amount, dearest * made.node_count, {flow_class}});
      total += amount;
    }
    made.steps.push_back({flow_class, origin, 0.0, total});
  }
  made.origin_count = made.class_count;
  made.banned.assign(wanted.size(), std::vector<bool>(made.tail.size(), false));
  return made;
}

} // namespace korridor::bench
