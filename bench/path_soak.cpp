// Random changes of a path programme, each solved in place from one base and checked.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include <malloc.h>

#include "draw.hpp"
#include "path_closures.hpp"

namespace korridor::bench {

namespace {

using Kind = opt::PathChange::Kind;
constexpr double kGap = 1e-7;
constexpr std::size_t kSharesNothing = 10; // every so many answers are proved by code of the benchmark
constexpr double kShut = 1e9;              // cost of a shut arc for the check, far above all that is paid

// One to four changes, each of another number; every fourth factor is 0 where 0 is allowed.
std::vector<opt::PathChange> draw_changes(opt::PathProgram const& program, Draw& draw) {
  std::vector<opt::PathChange> changes;
  std::set<std::pair<Kind, int>> places;
  for (int left = 1 + draw.below(4); left > 0; --left) {
    Kind const kind = static_cast<Kind>(draw.below(7));
    double const factor = draw.unit() < 0.25 ? 0.0 : 2.0 * draw.unit();
    opt::PathChange change{kind, 0, 0.0};
    auto const pick = [&](std::size_t count) {
      change.position = draw.below(static_cast<int>(count));
      return static_cast<std::size_t>(change.position);
    };
    switch (kind) {
    case Kind::capacity:
      change.value = factor * program.capacity[pick(program.capacity.size())];
      break;
    case Kind::shut_arc:
      pick(program.arcs.size());
      break;
    case Kind::arc_cost:
      change.value = factor * program.arcs[pick(program.arcs.size())].cost;
      break;
    case Kind::supply_size:
      change.value = factor * program.supplies[pick(program.supplies.size())].size;
      break;
    case Kind::demand_size:
      change.value = factor * program.demands[pick(program.demands.size())].size;
      break;
    case Kind::supply_first:
      change.value = factor * program.supplies[pick(program.supplies.size())].first;
      break;
    case Kind::demand_first:
      change.value = factor * program.demands[pick(program.demands.size())].first;
      break;
    }
    if (places.insert({kind, change.position}).second) changes.push_back(change);
  }
  return changes;
}

} // namespace

bool soak(opt::PathProgram const& program, std::size_t count, std::uint64_t seed) {
  std::shared_ptr<opt::PathBase const> const base = opt::PathBase::make(program, {});
  if (base == nullptr) return false;
  opt::PathWorkspace workspace(base);
  Draw draw(seed);
  std::vector<opt::PathChange> const first = draw_changes(program, draw);
  opt::PathOutcome const at_first = workspace.solve(first);
  std::size_t solved = 0, stands = 0, memory_early = 0;
  double worst_gap = 0.0, worst_own = 0.0;
  std::clock_t const begin = std::clock();
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<opt::PathChange> const changes = draw_changes(program, draw);
    opt::PathOutcome const outcome = workspace.solve(changes);
    bool const stood = outcome.status == opt::PathOutcome::Status::stands;
    if (!stood && outcome.status != opt::PathOutcome::Status::solved) {
      std::fprintf(stderr, "path_engine: change %zu: %s\n", i, outcome.why.c_str());
      return false;
    }
    (stood ? stands : solved) += 1;
    worst_own = std::max(worst_own, (outcome.cost - outcome.bound) / outcome.cost);
    if (i == count / 10) memory_early = mallinfo2().uordblks;
    if (i % kSharesNothing != 0) continue;
    opt::PathProgram changed = workspace.program();
    for (opt::PathChange const& change : changes) {
      if (change.kind == Kind::shut_arc) changed.arcs[static_cast<std::size_t>(change.position)].cost = kShut;
    }
    opt::PathSolution const solution = workspace.solution();
    double const cost = cost_of(changed, solution);
    worst_gap = std::max(worst_gap, std::abs(cost - proved_bound(changed, solution)) / cost);
    worst_own = std::max(worst_own, std::abs(cost - outcome.cost) / cost);
  }
  double const seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::size_t const memory_late = mallinfo2().uordblks;
  opt::PathOutcome const at_last = workspace.solve(first);
  bool const same = std::memcmp(&at_first.cost, &at_last.cost, sizeof at_first.cost) == 0 &&
                    std::memcmp(&at_first.bound, &at_last.bound, sizeof at_first.bound) == 0;
  std::printf(
      ", \"soak\": %zu, \"soak_solved\": %zu, \"soak_stands\": %zu, \"soak_gap\": %.1e, \"soak_own_gap\": "
      "%.1e, \"soak_seconds\": %.1f, \"heap_at_a_tenth\": %zu, \"heap_at_the_end\": %zu, \"undo_exact\": %s",
      count, solved, stands, worst_gap, worst_own, seconds, memory_early, memory_late,
      same ? "true" : "false");
  return same && worst_gap < kGap && worst_own < kGap;
}

} // namespace korridor::bench
