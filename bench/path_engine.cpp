// Times the path engine on seeded instances or an mmcf file, in seconds and in passes of Dijkstra's method.
//
// Usage: path_engine S|M|L [tightness [seed [runs]]]. One line of JSON: optimum, seconds of processor time
// (median of the runs), P = seconds of one pricing pass at free prices, seconds / P, rounds, pivots.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "corridor_instance.hpp"
#include "korridor/opt/path_pricing.hpp"
#include "korridor/opt/path_solver.hpp"

namespace {

using namespace korridor;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// One multi-source pass over every class at free prices.
double pass_seconds(opt::PathProgram const& program, int runs) {
  opt::PathPricing pricing(program);
  std::vector<double> const free(program.capacity.size(), 0.0);
  std::vector<double> cost;
  for (opt::MarginalLine const& line : program.supplies) cost.push_back(line.first);
  std::vector<double> seconds;
  for (int run = 0; run < runs; ++run) {
    double const begin = processor_seconds();
    for (int pass = 0; pass < 5; ++pass) pricing.run(free, cost, {});
    seconds.push_back((processor_seconds() - begin) / 5);
  }
  return median(seconds);
}

double cost_of(opt::PathProgram const& program, opt::PathSolution const& solution) {
  double sum = 0.0;
  for (std::size_t a = 0; a < program.arcs.size(); ++a) sum += program.arcs[a].cost * solution.arc_flow[a];
  for (std::size_t s = 0; s < program.supplies.size(); ++s)
    sum += program.supplies[s].first * solution.supplied[s];
  for (std::size_t d = 0; d < program.demands.size(); ++d)
    sum += program.demands[d].first * (program.demands[d].size - solution.delivered[d]);
  return sum;
}

} // namespace

int main(int argc, char** argv) {
  std::string const name = argc > 1 ? argv[1] : "S";
  double const tightness = argc > 2 ? std::atof(argv[2]) : 1.0;
  auto const seed = static_cast<std::uint64_t>(argc > 3 ? std::atoi(argv[3]) : 1);
  int const runs = argc > 4 ? std::atoi(argv[4]) : 5;
  if (name != "S" && name != "M" && name != "L") {
    std::fprintf(stderr, "usage: path_engine S|M|L [tightness [seed [runs]]]\n");
    return 2;
  }
  bench::InstanceSize const size = name == "S" ? bench::kSmall : name == "M" ? bench::kMedium : bench::kLarge;
  opt::PathProgram const program =
      bench::to_path_program(bench::make_corridor_instance(size, tightness, seed));
  double const pass = pass_seconds(program, runs);
  std::vector<double> seconds;
  std::optional<opt::PathSolution> solution;
  for (int run = 0; run < runs; ++run) {
    double const begin = processor_seconds();
    solution = opt::solve_paths(program, {});
    seconds.push_back(processor_seconds() - begin);
  }
  if (!solution || !solution->complete) {
    std::fprintf(stderr, "path_engine: no optimum\n");
    return 1;
  }
  std::printf("{\"instance\": \"%s\", \"tightness\": %g, \"seed\": %lu, \"optimum\": %.8f, \"seconds\": "
              "%.6f, \"pass\": %.8f, "
              "\"passes\": %.1f, \"rounds\": %zu, \"pivots\": %zu}\n",
              name.c_str(), tightness, static_cast<unsigned long>(seed), cost_of(program, *solution),
              median(seconds), pass, median(seconds) / pass, solution->pricing_count, solution->pivot_count);
  return 0;
}
