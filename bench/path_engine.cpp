// Times the path engine on the seeded instances, in seconds and in passes of Dijkstra's method, beside Clp.
//
// Usage: path_engine S|R|M|L|S1|M1|L1 TIGHTNESS [--seed N] [--runs N] [--closures N] [--peer SECONDS]
// [--mps], or path_engine --mmcf FILE ... with the same words. One line of JSON: optimum, relative gap to a
// bound computed here, seconds of processor time (median of the runs), P = seconds of one pricing pass at
// free prices, seconds / P, rounds, pivots, peak megabytes.
// --closures: the first N arcs that carry flow are closed in turn and solved from the base. --peer: Clp gets
// so many seconds for each solve; closures must then agree with it. LEMON takes part where there is one
// class.
// --mps: writes the linear programme instead.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "corridor_instance.hpp"
#include "flow_lp.hpp"
#include "korridor/core/processor_time.hpp"
#include "korridor/opt/path_pricing.hpp"
#include "korridor/opt/path_solver.hpp"
#include "mmcf_instance.hpp"
#include "whole_network.hpp"

namespace {

using namespace korridor;

constexpr double kLong = 10.0; // seconds: where Clp's dual simplex takes longer its primal is not tried

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// What this program has taken at most; getrusage would count the process that started it too.
double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind("VmHWM:", 0) == 0) return std::atof(line.c_str() + 6) / 1024.0;
  }
  return 0.0;
}

double mean(std::vector<double> const& values) {
  double sum = 0.0;
  for (double const value : values) sum += value;
  return sum / static_cast<double>(values.size());
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

// What the prices prove that nothing can cost less than: node prices are lowered until every reduced cost is
// >= 0.
double bound(opt::PathProgram const& program, opt::PathSolution const& solution) {
  std::vector<double> price = solution.node_price;
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t a = 0; a < program.arcs.size(); ++a) {
      opt::PathProgram::Arc const& arc = program.arcs[a];
      double there = price[static_cast<std::size_t>(arc.tail)] + arc.cost;
      for (int e = arc.first; e < program.end_of_entries(static_cast<int>(a)); ++e) {
        opt::Entry const& entry = program.entries[static_cast<std::size_t>(e)];
        there += entry.coefficient * solution.resource_price[static_cast<std::size_t>(entry.row)];
      }
      double& head = price[static_cast<std::size_t>(arc.head)];
      if (there / arc.gain >= head) continue;
      head = there / arc.gain;
      moved = true;
    }
  }
  double sum = 0.0;
  for (std::size_t r = 0; r < program.capacity.size(); ++r)
    sum -= program.capacity[r] * solution.resource_price[r];
  for (opt::MarginalLine const& line : program.supplies)
    sum -= line.size * std::max(0.0, price[static_cast<std::size_t>(line.node)] - line.first);
  for (opt::MarginalLine const& line : program.demands)
    sum += line.size * std::min(line.first, price[static_cast<std::size_t>(line.node)]);
  return sum;
}

struct Options {
  std::string name, file;
  double tightness = 1.0;
  std::uint64_t seed = 1;
  int runs = 5;
  std::size_t closures = 0;
  double peer = 0.0;
  bool mps = false;
};

std::optional<Options> read(int argc, char** argv) {
  if (argc < 3) return std::nullopt;
  Options options;
  options.name = argv[1];
  options.file = argv[2];
  options.tightness = options.name == "--mmcf" ? 1.0 : std::atof(argv[2]);
  for (int i = 3; i < argc; ++i) {
    std::string const word = argv[i];
    if (word == "--mps") {
      options.mps = true;
      continue;
    }
    if (i + 1 >= argc) return std::nullopt;
    double const value = std::atof(argv[++i]);
    if (word == "--seed") {
      options.seed = static_cast<std::uint64_t>(value);
    } else if (word == "--runs") {
      options.runs = static_cast<int>(value);
    } else if (word == "--closures") {
      options.closures = static_cast<std::size_t>(value);
    } else if (word == "--peer") {
      options.peer = value;
    } else {
      return std::nullopt;
    }
  }
  bool const known = bench::find_size(options.name).has_value() || options.name == "--mmcf";
  return known && options.tightness > 0.0 && options.runs > 0 ? std::optional(options) : std::nullopt;
}

std::optional<bench::CorridorInstance> make(Options const& options) {
  if (options.name == "--mmcf") return bench::read_mmcf_instance(options.file);
  return bench::make_corridor_instance(*bench::find_size(options.name), options.tightness, options.seed);
}

void write_mps(opt::PathProgram const& program) {
  opt::LinearProgram const lp = bench::to_linear_program(program);
  std::printf("NAME CORRIDOR FREE\nROWS\n N COST\n");
  for (int r = 0; r < lp.row_count(); ++r)
    std::printf(" %c R%d\n", std::isinf(lp.row_lower[static_cast<std::size_t>(r)]) ? 'L' : 'E', r);
  std::printf("COLUMNS\n");
  for (int c = 0; c < lp.col_count(); ++c) {
    std::printf(" C%d COST %.17g\n", c, lp.col_cost[static_cast<std::size_t>(c)]);
    for (opt::Entry const& entry : lp.column(c))
      std::printf(" C%d R%d %.17g\n", c, entry.row, entry.coefficient);
  }
  std::printf("RHS\n");
  for (int r = 0; r < lp.row_count(); ++r)
    std::printf(" RHS R%d %.17g\n", r, lp.row_upper[static_cast<std::size_t>(r)]);
  std::printf("BOUNDS\n");
  for (int c = 0; c < lp.col_count(); ++c) {
    double const upper = lp.col_upper[static_cast<std::size_t>(c)];
    if (std::isfinite(upper)) std::printf(" UP BND C%d %.17g\n", c, upper);
  }
  std::printf("ENDATA\n");
}

// False when LEMON differs, by more than rounding to whole numbers explains.
bool ask_lemon([[maybe_unused]] opt::PathProgram const& program, [[maybe_unused]] int runs,
               [[maybe_unused]] double optimum) {
#if KORRIDOR_HAS_LEMON
  std::optional<bench::Scaled> const scaled = bench::to_whole_network(program);
  if (!scaled) return true;
  std::vector<double> seconds;
  bench::LemonRun run;
  for (int i = 0; i < runs; ++i) {
    run = bench::run_lemon(scaled->network);
    if (!run.finished) return false;
    seconds.push_back(run.seconds);
  }
  double cost = 0.0;
  for (std::size_t a = 0; a < run.flow.size(); ++a)
    cost += scaled->cost[a] * scaled->unit * static_cast<double>(run.flow[a]);
  std::printf(", \"lemon\": %.6f, \"lemon_off\": %.1e", median(seconds), cost / optimum - 1.0);
  return std::abs(cost / optimum - 1.0) < 1e-7;
#else
  return true;
#endif
}

// Closes arcs that carry flow, one after the other, each solved from the base. False when a solve fails or
// Clp differs.
bool sweep(Options const& options, opt::PathProgram& program, opt::PathSolution const& base,
           bench::ClpPeer* peer, double pass) {
  std::vector<double> load(program.capacity.size(), 0.0);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    for (int e = program.arcs[a].first; e < program.end_of_entries(static_cast<int>(a)); ++e)
      load[static_cast<std::size_t>(program.entries[static_cast<std::size_t>(e)].row)] += base.arc_flow[a];
  }
  std::vector<double> ours, theirs;
  std::size_t loaded = 0;
  double worst_gap = 0.0, worst_off = 0.0;
  for (std::size_t r = 0; r < load.size(); ++r) {
    if (load[r] <= 0.0) continue;
    if (++loaded > options.closures) continue;
    double const capacity = std::exchange(program.capacity[r], 0.0);
    double const begin = processor_seconds();
    std::optional<opt::PathSolution> const found = opt::solve_paths(program, {.start = &base.start});
    ours.push_back(processor_seconds() - begin);
    if (!found || !found->complete) return false;
    double const cost = cost_of(program, *found);
    worst_gap = std::max(worst_gap, (cost - bound(program, *found)) / cost);
    program.capacity[r] = capacity;
    if (peer == nullptr) continue;
    bench::ClpRun const run = peer->warm(static_cast<int>(r), options.peer);
    if (!run.finished) continue;
    theirs.push_back(run.seconds);
    worst_off = std::max(worst_off, std::abs(run.objective - cost) / cost);
  }
  if (ours.empty()) return true;
  std::printf(
      ", \"closures\": %zu, \"arcs_with_flow\": %zu, \"closure_mean\": %.8f, \"closure_median\": %.8f, "
      "\"closure_passes\": %.2f, \"closure_gap\": %.1e",
      ours.size(), loaded, mean(ours), median(ours), mean(ours) / pass, worst_gap);
  if (!theirs.empty()) {
    std::printf(", \"clp_warm_mean\": %.6f, \"clp_warm_over_ours\": %.1f, \"clp_off\": %.1e", mean(theirs),
                mean(theirs) / mean(ours), worst_off);
  }
  return worst_off < 1e-6;
}

} // namespace

int main(int argc, char** argv) {
  std::optional<Options> const options = read(argc, argv);
  if (!options) {
    std::fprintf(stderr,
                 "usage: path_engine S|R|M|L|S1|M1|L1 TIGHTNESS, or --mmcf FILE, [--seed N] [--runs N] "
                 "[--closures N] [--peer SECONDS] [--mps]\n");
    return 2;
  }
  std::optional<bench::CorridorInstance> const instance = make(*options);
  if (!instance) {
    std::fprintf(stderr, "path_engine: %s is no such instance\n", options->file.c_str());
    return 1;
  }
  opt::PathProgram program = bench::to_path_program(*instance);
  if (options->mps) {
    write_mps(program);
    return 0;
  }
  double const pass = pass_seconds(program, options->runs);
  std::vector<double> seconds;
  std::optional<opt::PathSolution> solution;
  for (int run = 0; run < options->runs; ++run) {
    double const begin = processor_seconds();
    solution = opt::solve_paths(program, {});
    seconds.push_back(processor_seconds() - begin);
  }
  if (!solution || !solution->complete) {
    std::fprintf(stderr, "path_engine: no optimum\n");
    return 1;
  }
  double const peak = peak_megabytes(); // before the peer takes its memory
  double const optimum = cost_of(program, *solution);
  std::printf("{\"instance\": \"%s\", \"tightness\": %g, \"seed\": %lu, \"optimum\": %.8f, \"gap\": %.1e, "
              "\"seconds\": %.6f, \"pass\": %.8f, \"passes\": %.1f, \"rounds\": %zu, \"pivots\": %zu, "
              "\"peak_megabytes\": %.0f",
              (options->name == "--mmcf" ? options->file : options->name).c_str(), options->tightness,
              static_cast<unsigned long>(options->seed), optimum,
              (optimum - bound(program, *solution)) / optimum, median(seconds), pass, median(seconds) / pass,
              solution->pricing_count, solution->pivot_count, peak);
  std::optional<bench::ClpPeer> peer;
  bool agrees = ask_lemon(program, options->runs, optimum);
  if (options->peer > 0.0) {
    peer.emplace(program);
    bool long_dual = false, has_basis = false;
    for (bool const dual : {true, false}) {
      if (!dual && long_dual) break; // the better of the two is all that is asked for
      bench::ClpRun const run = peer->cold(dual, options->peer);
      std::printf(", \"clp_%s\": %.4f, \"clp_%s_finished\": %s", dual ? "dual" : "primal", run.seconds,
                  dual ? "dual" : "primal", run.finished ? "true" : "false");
      agrees = agrees && (!run.finished || std::abs(run.objective - optimum) < 1e-7 * optimum);
      long_dual = run.seconds > kLong;
      has_basis = has_basis || (dual && run.finished);
    }
    if (!has_basis) peer.reset();
  }
  if (options->closures > 0)
    agrees = sweep(*options, program, *solution, peer ? &*peer : nullptr, pass) && agrees;
  std::printf("}\n");
  if (!agrees) std::fprintf(stderr, "path_engine: a peer has another optimum, or a closure was not solved\n");
  return agrees ? 0 : 1;
}
