// Writes the arc programme of a model's base case, or of an instance, in free MPS format for other solvers.
//
// Usage: write_lp MODEL or write_lp --mmcf FILE; the programme goes to standard output. It is the programme
// of the first round: a rising supply or falling demand curve is cut evenly into chords, as the engine cuts
// it before it refines.
#include <cmath>
#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "korridor/io/folder.hpp"
#include "korridor/io/importers.hpp"
#include "korridor/model/case.hpp"
#include "korridor/solve/arc_program.hpp"

namespace korridor {

namespace {

constexpr int kChords = 8;

// Replaces a curved column [0, size] by chords; `sign` is +1 for a cost and -1 for a value.
void cut(solve::ArcProgram& program, int column, solve::Line const& line, double sign) {
  if (column == model::kNone || line.slope == 0.0 || line.size <= 0.0) return;
  auto const place = static_cast<std::size_t>(column);
  double const scale = program.columns[place].scale;
  double const width = line.size / scale / kChords;
  auto const cost = [&](int chord) {
    return sign * line.marginal((chord + 0.5) * width * scale) * scale / program.money_scale;
  };
  std::span<opt::Entry const> const entries = program.lp.column(column);
  std::vector<opt::Entry> const same(entries.begin(), entries.end());
  program.lp.col_cost[place] = cost(0);
  program.lp.col_upper[place] = width;
  for (int chord = 1; chord < kChords; ++chord) program.lp.add_col(cost(chord), 0.0, width, same);
}

struct Programme {
  opt::LinearProgram lp;
  double unit = 1.0;   ///< money; -J is the least objective times this, plus `offset`
  double offset = 0.0; ///< what the programme puts on demand that has no value of its own, J does not
};

std::optional<Programme> first_programme(model::Folder const& folder, Findings& findings) {
  std::optional<model::Instance> const instance = model::build_instance(folder, {}, findings);
  if (!instance) return std::nullopt;
  solve::Effects const effects(*instance);
  solve::Classes const classes(*instance);
  std::string problem;
  solve::ArcProgram program = solve::build_arc_program(*instance, effects, classes, problem);
  if (!problem.empty()) {
    findings.error("E541", folder.path, 0, "", "",
                   "the charges on '" + problem + "' add up to less than nothing", "");
    return std::nullopt;
  }
  for (std::size_t s = 0; s < instance->supplies.size(); ++s)
    cut(program, program.supply_column[s], program.supply_line[s], 1.0);
  Programme first;
  first.unit = program.money_scale;
  for (std::size_t d = 0; d < instance->demands.size(); ++d) {
    cut(program, program.demand_column[d], program.demand_line[d], -1.0);
    solve::Line const& line = program.demand_line[d];
    if (!instance->demands[d].valued) first.offset += line.integral(line.size);
  }
  first.lp = std::move(program.lp);
  return first;
}

void print_rows(opt::LinearProgram const& lp) {
  fmt::print("NAME KORRIDOR FREE\nROWS\n N COST\n");
  for (int row = 0; row < lp.row_count(); ++row) {
    auto const at = static_cast<std::size_t>(row);
    bool const below = std::isfinite(lp.row_upper[at]);
    bool const above = std::isfinite(lp.row_lower[at]);
    char const kind = lp.row_lower[at] == lp.row_upper[at] ? 'E' : below ? 'L' : above ? 'G' : 'N';
    fmt::print(" {} R{}\n", kind, row);
  }
}

void print_columns(opt::LinearProgram const& lp) {
  fmt::print("COLUMNS\n");
  for (int col = 0; col < lp.col_count(); ++col) {
    fmt::print(" C{} COST {}\n", col, lp.col_cost[static_cast<std::size_t>(col)]);
    for (opt::Entry const& entry : lp.column(col))
      fmt::print(" C{} R{} {}\n", col, entry.row, entry.coefficient);
  }
}

void print_bounds(opt::LinearProgram const& lp) {
  fmt::print("RHS\n");
  std::string ranges;
  for (int row = 0; row < lp.row_count(); ++row) {
    double const lower = lp.row_lower[static_cast<std::size_t>(row)];
    double const upper = lp.row_upper[static_cast<std::size_t>(row)];
    double const side = std::isfinite(upper) ? upper : lower;
    if (std::isfinite(side) && side != 0.0) fmt::print(" RHS R{} {}\n", row, side);
    if (lower != upper && std::isfinite(lower) && std::isfinite(upper))
      ranges += fmt::format(" RANGE R{} {}\n", row, upper - lower);
  }
  if (!ranges.empty()) fmt::print("RANGES\n{}", ranges);
  fmt::print("BOUNDS\n");
  for (int col = 0; col < lp.col_count(); ++col) {
    double const lower = lp.col_lower[static_cast<std::size_t>(col)];
    double const upper = lp.col_upper[static_cast<std::size_t>(col)];
    if (!std::isfinite(lower))
      fmt::print(" MI BOUND C{}\n", col);
    else if (lower != 0.0)
      fmt::print(" LO BOUND C{} {}\n", col, lower);
    if (std::isfinite(upper)) fmt::print(" UP BOUND C{} {}\n", col, upper);
  }
  fmt::print("ENDATA\n");
}

int run(std::vector<std::string> const& arguments) {
  bool const mmcf = arguments.size() == 2 && arguments[0] == "--mmcf";
  if (!mmcf && arguments.size() != 1) {
    fmt::print(stderr, "usage: write_lp MODEL, or write_lp --mmcf FILE\n");
    return 2;
  }
  Findings findings;
  std::optional<model::Folder> const folder =
      mmcf ? io::import_mmcf(arguments[1], findings) : io::read_folder(arguments[0], findings);
  std::optional<Programme> program;
  if (folder) program = first_programme(*folder, findings);
  if (!program) {
    fmt::print(stderr, "write_lp: {} is at fault; korridor says where\n", arguments.back());
    return 1;
  }
  fmt::print("* -J = {} * objective + {}\n", program->unit, program->offset);
  print_rows(program->lp);
  print_columns(program->lp);
  print_bounds(program->lp);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

} // namespace

} // namespace korridor

int main(int count, char** words) { return korridor::run({words + 1, words + count}); }
