// Times one pass of Dijkstra's method over every class of a model's base case, at free prices.
//
// Usage: pass MODEL, or pass --mmcf FILE; prints seconds of processor time, the median of some passes. Every
// flow class is a layer of the graph, joined to others where goods change hands or pass through a process;
// one search begins at all supplies at once. Losses and shared capacities are left out: it is the yardstick
// of what any exact method must look at once, not an answer.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "dijkstra_passes.hpp"
#include "korridor/core/processor_time.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/io/importers.hpp"
#include "korridor/model/case.hpp"
#include "korridor/solve/arc_program.hpp"

namespace korridor {

namespace {

constexpr int kRuns = 9;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

std::optional<solve::ArcProgram> programme(model::Folder const& folder, Findings& findings) {
  std::optional<model::Instance> const instance = model::build_instance(folder, {}, findings);
  if (!instance) return std::nullopt;
  solve::Effects const effects(*instance);
  solve::Classes const classes(*instance);
  std::string problem;
  solve::ArcProgram program = solve::build_arc_program(*instance, effects, classes, problem);
  return problem.empty() ? std::optional(std::move(program)) : std::nullopt;
}

double pass_seconds(solve::ArcProgram const& program) {
  auto const is_node = [&](int row) {
    solve::RowKind const kind = program.rows[at(row)].kind;
    return !solve::is_joint(kind) && kind != solve::RowKind::friction && kind != solve::RowKind::contract;
  };
  bench::DijkstraPasses passes(program.rows.size());
  for (int column = 0; column < program.lp.col_count(); ++column) {
    int tail = -1, head = -1;
    for (opt::Entry const& entry : program.lp.column(column)) {
      if (is_node(entry.row)) (entry.coefficient < 0.0 ? tail : head) = entry.row;
    }
    if (tail >= 0 && head >= 0) passes.add(tail, head, std::max(0.0, program.lp.col_cost[at(column)]));
  }
  std::vector<bench::DijkstraPasses::Label> sources;
  for (int const row : program.supply_row) {
    if (row != model::kNone) sources.emplace_back(0.0, row);
  }
  std::vector<double> seconds;
  for (int run = 0; run < kRuns; ++run) {
    double const begin = processor_seconds();
    passes.run(sources);
    seconds.push_back(processor_seconds() - begin);
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[kRuns / 2];
}

int run(std::vector<std::string> const& arguments) {
  bool const mmcf = arguments.size() == 2 && arguments[0] == "--mmcf";
  if (!mmcf && arguments.size() != 1) {
    std::fprintf(stderr, "usage: pass MODEL, or pass --mmcf FILE\n");
    return 2;
  }
  Findings findings;
  std::optional<model::Folder> const folder =
      mmcf ? io::import_mmcf(arguments[1], findings) : io::read_folder(arguments[0], findings);
  std::optional<solve::ArcProgram> program;
  if (folder) program = programme(*folder, findings);
  if (!program) {
    std::fprintf(stderr, "pass: %s is at fault; korridor says where\n", arguments.back().c_str());
    return 1;
  }
  std::printf("%.8f\n", pass_seconds(*program));
  return 0;
}

} // namespace

} // namespace korridor

int main(int count, char** words) { return korridor::run({words + 1, words + count}); }
