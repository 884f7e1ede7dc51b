// Sweeps and soaks over a kept base.
#include "path_closures.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

namespace korridor::bench {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kGap = 1e-7;

double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

double mean(std::vector<double> const& values) {
  double sum = 0.0;
  for (double const value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

struct Closure {
  opt::PathOutcome outcome;
  double seconds = 0.0;
};

// All closures on so many threads, one workspace for each; wall seconds.
double run_all(std::shared_ptr<opt::PathBase const> const& base, std::vector<int> const& resources,
               int threads, std::vector<Closure>& answers) {
  answers.assign(resources.size(), {});
  std::atomic<std::size_t> next{0};
  auto const work = [&] {
    opt::PathWorkspace workspace(base);
    for (std::size_t i = next++; i < resources.size(); i = next++) {
      opt::PathChange const closed{opt::PathChange::Kind::capacity, resources[i], 0.0};
      double const begin = thread_seconds();
      answers[i].outcome = workspace.solve({&closed, 1});
      answers[i].seconds = thread_seconds() - begin;
    }
  };
  double const begin = wall_seconds();
  std::vector<std::thread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return wall_seconds() - begin;
}

bool is_answer(opt::PathOutcome const& outcome) {
  return outcome.status == opt::PathOutcome::Status::solved ||
         outcome.status == opt::PathOutcome::Status::stands;
}

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

} // namespace

double cost_of(opt::PathProgram const& program, opt::PathSolution const& solution) {
  double sum = 0.0;
  for (std::size_t a = 0; a < program.arcs.size(); ++a) sum += program.arcs[a].cost * solution.arc_flow[a];
  for (std::size_t s = 0; s < program.supplies.size(); ++s)
    sum += program.supplies[s].first * solution.supplied[s];
  for (std::size_t d = 0; d < program.demands.size(); ++d)
    sum += program.demands[d].first * (program.demands[d].size - solution.delivered[d]);
  return sum;
}

double proved_bound(opt::PathProgram const& program, opt::PathSolution const& solution) {
  std::vector<double> price = solution.node_price;
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t a = 0; a < program.arcs.size(); ++a) {
      opt::PathProgram::Arc const& arc = program.arcs[a];
      double there = price[at(arc.tail)] + arc.cost;
      for (int e = arc.first; e < program.end_of_entries(static_cast<int>(a)); ++e) {
        opt::Entry const& entry = program.entries[at(e)];
        there += entry.coefficient * solution.resource_price[at(entry.row)];
      }
      double& head = price[at(arc.head)];
      if (there / arc.gain >= head) continue;
      head = there / arc.gain;
      moved = true;
    }
  }
  double sum = 0.0;
  for (std::size_t r = 0; r < program.capacity.size(); ++r)
    sum -= program.capacity[r] * solution.resource_price[r];
  for (opt::MarginalLine const& line : program.supplies)
    sum -= line.size * std::max(0.0, price[at(line.node)] - line.first);
  for (opt::MarginalLine const& line : program.demands)
    sum += line.size * std::min(line.first, price[at(line.node)]);
  return sum;
}

bool sweep(opt::PathProgram const& program, SweepOptions const& options, ClpPeer* peer, double pass) {
  double const begin = thread_seconds();
  std::shared_ptr<opt::PathBase const> const base = opt::PathBase::make(program, {});
  if (base == nullptr) return false;
  double const base_seconds = thread_seconds() - begin;
  std::vector<double> load(program.capacity.size(), 0.0);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    for (int e = program.arcs[a].first; e < program.end_of_entries(static_cast<int>(a)); ++e)
      load[at(program.entries[at(e)].row)] += base->solution().arc_flow[a];
  }
  std::vector<int> resources;
  std::size_t loaded = 0;
  for (std::size_t r = 0; r < load.size(); ++r) {
    if (load[r] > 0.0 && ++loaded <= options.closures) resources.push_back(static_cast<int>(r));
  }
  if (resources.empty()) return true;
  std::vector<Closure> answers, again;
  double const wall = run_all(base, resources, 1, answers);
  bool good = true;
  double const threaded = options.threads > 1 ? run_all(base, resources, options.threads, again) : wall;
  for (std::size_t i = 0; i < again.size(); ++i) {
    good = good && same_bits(again[i].outcome.cost, answers[i].outcome.cost) &&
           same_bits(again[i].outcome.bound, answers[i].outcome.bound);
  }
  std::vector<double> seconds, dual, primal, pricings, labelled, theirs;
  double worst_gap = 0.0, worst_off = 0.0;
  opt::PathWorkspace workspace(base);
  for (std::size_t i = 0; i < resources.size(); ++i) {
    opt::PathChange const closed{opt::PathChange::Kind::capacity, resources[i], 0.0};
    opt::PathOutcome const& outcome = answers[i].outcome;
    opt::PathOutcome const once_more = workspace.solve({&closed, 1});
    good = good && is_answer(outcome) && same_bits(outcome.cost, once_more.cost);
    if (!good) {
      std::fprintf(stderr, "path_engine: resource %d closed: no answer, or another at the second time\n",
                   resources[i]);
      return false;
    }
    opt::PathSolution const solution = workspace.solution();
    double const cost = cost_of(workspace.program(), solution);
    worst_gap = std::max(worst_gap, (cost - proved_bound(workspace.program(), solution)) / cost);
    worst_off = std::max(worst_off, std::abs(cost - outcome.cost) / cost);
    worst_gap = std::max(worst_gap, std::abs(cost - outcome.bound) / cost);
    seconds.push_back(answers[i].seconds);
    dual.push_back(static_cast<double>(outcome.dual_steps));
    primal.push_back(static_cast<double>(outcome.primal_steps));
    pricings.push_back(static_cast<double>(outcome.pricings));
    labelled.push_back(static_cast<double>(outcome.labelled) / program.node_count);
    if (peer == nullptr) continue;
    ClpRun const run = peer->warm(resources[i], options.peer_seconds);
    if (!run.finished) continue;
    theirs.push_back(run.seconds);
    worst_off = std::max(worst_off, std::abs(run.objective - cost) / cost);
  }
  std::printf(
      ", \"base_seconds\": %.6f, \"closures\": %zu, \"arcs_with_flow\": %zu, \"closure_mean\": %.8f, "
      "\"closure_median\": %.8f, \"closure_p95\": %.8f, \"closure_passes\": %.2f, "
      "\"closure_passes_median\": %.2f, \"closure_gap\": %.1e, \"dual_steps\": %.1f, \"primal_steps\": "
      "%.1f, \"pricings\": %.2f, \"labelled\": %.3f",
      base_seconds, seconds.size(), loaded, mean(seconds), quantile(seconds, 0.5), quantile(seconds, 0.95),
      mean(seconds) / pass, quantile(seconds, 0.5) / pass, worst_gap, mean(dual), mean(primal),
      mean(pricings), mean(labelled));
  if (options.threads > 1)
    std::printf(", \"threads\": %d, \"wall\": %.4f, \"wall_threads\": %.4f, \"speedup\": %.2f",
                options.threads, wall, threaded, wall / threaded);
  if (!theirs.empty()) {
    std::printf(", \"clp_warm_mean\": %.6f, \"clp_warm_over_ours\": %.1f, \"clp_off\": %.1e", mean(theirs),
                mean(theirs) / mean(seconds), worst_off);
  }
  return worst_off < 1e-6 && worst_gap < kGap;
}

} // namespace korridor::bench
