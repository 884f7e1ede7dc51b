// Times the path engine on the seeded instances, in seconds and in passes of Dijkstra's method, beside Clp.
//
// Usage: path_engine S|R|M|L|S1|M1|L1 TIGHTNESS [--seed N] [--runs N] [--closures N] [--threads N] [--soak N]
//                    [--peer SECONDS] [--mps], or path_engine --mmcf FILE ... with the same words.
// One line of JSON: optimum, relative gap to a bound computed here, seconds of processor time (median of the
// runs), P = seconds of one pass of Dijkstra's method, seconds / P, rounds, pivots, peak megabytes.
// --closures: the first N arcs that carry flow are closed in turn and solved in place from a kept base;
// --threads: once more on so many threads, with the same bits. --soak: N random lists of changes, each with
// its bound checked. --peer: Clp gets so many seconds for each solve; closures must then agree with it. LEMON
// takes part where there is one class.
// --mps: writes the linear programme instead.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "corridor_instance.hpp"
#include "flow_lp.hpp"
#include "korridor/core/processor_time.hpp"
#include "korridor/opt/path_solver.hpp"
#include "mmcf_instance.hpp"
#include "path_closures.hpp"
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

// One pass of Dijkstra's method with a binary heap from all supplies of each class over the whole graph, at
// free prices, by code of this benchmark: the yardstick must not move with the engine.
class Pass {
public:
  explicit Pass(bench::CorridorInstance const& instance)
      : instance_(instance), first_(at(instance.node_count) + 1, 0), label_(at(instance.node_count)) {
    std::size_t const arcs = instance.tail.size();
    for (int const tail : instance.tail) ++first_[at(tail) + 1];
    for (std::size_t node = 1; node < first_.size(); ++node) first_[node] += first_[node - 1];
    std::vector<int> fill(first_.begin(), first_.end() - 1);
    std::vector<std::size_t> place(arcs);
    head_.resize(arcs);
    for (std::size_t a = 0; a < arcs; ++a) {
      place[a] = at(fill[at(instance.tail[a])]++);
      head_[place[a]] = instance.head[a];
    }
    cost_.resize(at(instance.class_count), std::vector<double>(arcs, kBanned));
    for (std::size_t k = 0; k < cost_.size(); ++k) {
      for (std::size_t a = 0; a < arcs; ++a) {
        if (!instance.banned[k][a]) cost_[k][place[a]] = instance.cost[k / at(instance.origin_count)][a];
      }
    }
  }

  /// Sum of the labels that were reached.
  double run() {
    double sum = 0.0;
    std::size_t step = 0;
    for (std::size_t k = 0; k < cost_.size(); ++k) {
      std::fill(label_.begin(), label_.end(), kBanned);
      for (; step < instance_.steps.size() && at(instance_.steps[step].flow_class) == k; ++step)
        lower(instance_.steps[step].node, instance_.steps[step].cost);
      while (!open_.empty()) {
        auto const [label, node] = open_.top();
        open_.pop();
        if (label > label_[at(node)]) continue;
        sum += label;
        for (int a = first_[at(node)]; a < first_[at(node) + 1]; ++a)
          lower(head_[at(a)], label + cost_[k][at(a)]);
      }
    }
    return sum;
  }

private:
  static constexpr double kBanned = std::numeric_limits<double>::infinity();
  static std::size_t at(int position) { return static_cast<std::size_t>(position); }
  void lower(int node, double label) {
    if (label >= label_[at(node)]) return;
    label_[at(node)] = label;
    open_.emplace(label, node);
  }

  bench::CorridorInstance const& instance_;
  std::vector<int> first_, head_;         ///< [node + 1], [place]
  std::vector<std::vector<double>> cost_; ///< [class][place]
  std::vector<double> label_;
  std::priority_queue<std::pair<double, int>, std::vector<std::pair<double, int>>, std::greater<>> open_;
};

double pass_seconds(bench::CorridorInstance const& instance, int runs) {
  Pass pass(instance);
  std::vector<double> seconds;
  for (int run = 0; run < runs; ++run) {
    constexpr int kRepeats = 5;
    double const begin = processor_seconds();
    for (int repeat = 0; repeat < kRepeats; ++repeat) {
      if (!(pass.run() > 0.0)) std::abort();
    }
    seconds.push_back((processor_seconds() - begin) / kRepeats);
  }
  return median(seconds);
}

struct Options {
  std::string name, file;
  double tightness = 1.0;
  std::uint64_t seed = 1;
  int runs = 5;
  std::size_t closures = 0;
  double peer = 0.0;
  std::size_t soak = 0;
  int threads = 1;
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
    } else if (word == "--threads") {
      options.threads = static_cast<int>(value);
    } else if (word == "--soak") {
      options.soak = static_cast<std::size_t>(value);
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

} // namespace

int main(int argc, char** argv) {
  std::optional<Options> const options = read(argc, argv);
  if (!options) {
    std::fprintf(stderr,
                 "usage: path_engine S|R|M|L|S1|M1|L1 TIGHTNESS, or --mmcf FILE, [--seed N] [--runs N] "
                 "[--closures N] [--threads N] [--soak N] [--peer SECONDS] [--mps]\n");
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
  double const pass = pass_seconds(*instance, options->runs);
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
  double const optimum = bench::cost_of(program, *solution);
  std::printf(
      "{\"instance\": \"%s\", \"tightness\": %g, \"seed\": %lu, \"optimum\": %.8f, \"gap\": %.1e, "
      "\"seconds\": %.6f, \"pass\": %.8f, \"passes\": %.1f, \"rounds\": %zu, \"pivots\": %zu, "
      "\"peak_megabytes\": %.0f",
      (options->name == "--mmcf" ? std::filesystem::path(options->file).filename().string() : options->name)
          .c_str(),
      options->tightness, static_cast<unsigned long>(options->seed), optimum,
      (optimum - bench::proved_bound(program, *solution)) / optimum, median(seconds), pass,
      median(seconds) / pass, solution->pricing_count, solution->pivot_count, peak);
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
  if (options->closures > 0) {
    agrees = bench::sweep(program, {options->closures, options->threads, options->peer},
                          peer ? &*peer : nullptr, pass) &&
             agrees;
  }
  if (options->soak > 0) agrees = bench::soak(program, options->soak, options->seed) && agrees;
  std::printf("}\n");
  if (!agrees) std::fprintf(stderr, "path_engine: a peer has another optimum, or a closure was not solved\n");
  return agrees ? 0 : 1;
}
