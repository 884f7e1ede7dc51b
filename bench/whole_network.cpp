// Rounding a path programme to whole numbers.
#include "whole_network.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::bench {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// The largest power of two by which both amounts and costs may be multiplied: all that is wanted at the value
// of the dearest stays below 2^62, and so do the potentials, sums of costs over as many arcs as there are
// nodes.
double scale_of(double wanted, double dearest, int node_count) {
  double const total = std::sqrt(std::ldexp(1.0, 62) / (wanted * dearest));
  double const potential = std::ldexp(1.0, 62) / (2.0 * dearest * node_count);
  return std::exp2(std::floor(std::log2(std::min(total, potential))));
}

} // namespace

std::optional<Scaled> to_whole_network(opt::PathProgram const& program) {
  std::vector<bool> used(program.capacity.size(), false);
  double wanted = 0.0, dearest = 0.0;
  for (opt::MarginalLine const& line : program.demands) {
    wanted += line.size;
    dearest = std::max(dearest, line.first);
    if (line.slope != 0.0) return std::nullopt;
  }
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    opt::PathProgram::Arc const& arc = program.arcs[a];
    dearest = std::max(dearest, arc.cost);
    int const count = program.end_of_entries(static_cast<int>(a)) - arc.first;
    if (arc.gain != 1.0 || count > 1) return std::nullopt;
    if (count == 0) continue;
    opt::Entry const& entry = program.entries[at(arc.first)];
    if (entry.coefficient != 1.0 || used[at(entry.row)]) return std::nullopt;
    used[at(entry.row)] = true;
  }

  Scaled out;
  double const scale = scale_of(wanted, dearest, program.node_count + 1);
  out.unit = 1.0 / scale;
  WholeNetwork& network = out.network;
  int const source = program.node_count;
  network.node_count = program.node_count + 1;
  network.supply.assign(at(network.node_count), 0);
  auto const add = [&](int tail, int head, double capacity, double cost) {
    network.arcs.push_back({tail, head, std::llround(capacity * scale), std::llround(cost * scale)});
    out.cost.push_back(cost);
  };
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    opt::PathProgram::Arc const& arc = program.arcs[a];
    bool const limited = program.end_of_entries(static_cast<int>(a)) > arc.first;
    double const capacity = limited ? program.capacity[at(program.entries[at(arc.first)].row)] : wanted;
    add(arc.tail, arc.head, std::min(capacity, wanted), arc.cost);
  }
  for (opt::MarginalLine const& line : program.supplies) {
    if (line.slope != 0.0) return std::nullopt;
    add(source, line.node, std::min(line.size, wanted), line.first);
  }
  for (opt::MarginalLine const& line : program.demands) {
    add(source, line.node, line.size, line.first);
    long long const amount = std::llround(line.size * scale);
    network.supply[at(line.node)] -= amount;
    network.supply[at(source)] += amount;
  }
  return out;
}

} // namespace korridor::bench
