// korridor map: an answer, or the difference of two, as a picture.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "answering.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/data_version.hpp"
#include "korridor/report/map_window.hpp"
#include "picture.hpp"
#include "terminal.hpp"
#include "two_cases.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct MapRun {
  std::string model;
  CaseOptions what;
  SolverOptions solver;
  bool compare = false;
  std::string output;
  double scale = 1.0;
  std::string focus;
};

struct Drawing {
  report::Map map;
  int status = kAnswered;
};

std::optional<Drawing> drawing(std::optional<report::Map> map, int status) {
  if (!map) return std::nullopt;
  return Drawing{std::move(*map), status};
}

std::optional<Drawing> draw_case(MapRun const& run, model::Folder const& folder, Findings& findings) {
  std::unique_ptr<study::Engine> const engine = study::make_engine(folder);
  study::SolveOptions options = run.solver.to_solve_options();
  options.intervals = false; // no picture shows them
  std::string const version = report::data_version(folder);
  if (!run.compare) {
    if (run.what.scenarios.size() > 1)
      throw CLI::ValidationError("--scenario", "is given twice; add --compare");
    model::Case const what = to_case(folder, run.what, findings);
    if (findings.has_errors()) return std::nullopt;
    std::optional<study::Answer> const found = answer(*engine, what, options, findings);
    if (!found) return std::nullopt;
    return drawing(report::flow_map(*found, version, run.focus, findings), status_of(*found));
  }
  auto const [base, changed] = two_cases(folder, run.what, findings);
  if (findings.has_errors()) return std::nullopt;
  std::optional<study::Answer> const before = answer(*engine, base, options, findings);
  std::optional<study::Answer> const after =
      before ? answer(*engine, changed, options, findings) : std::nullopt;
  if (!after) return std::nullopt;
  return drawing(report::change_map(*before, *after, version, run.focus, findings),
                 std::max(status_of(*before), status_of(*after)));
}

int map(MapRun const& run) {
  check_picture_name(run.output);
  Findings findings;
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  std::optional<Drawing> const drawn = folder ? draw_case(run, *folder, findings) : std::nullopt;
  bool const written =
      drawn && write_picture(drawn->map.scene, drawn->map.options, run.scale, run.output, findings);
  print_findings(findings);
  if (!written) return kInputFault;
  say("wrote " + run.output);
  return drawn->status;
}

} // namespace

void add_map(CLI::App& app, int& status) {
  auto const run = std::make_shared<MapRun>();
  CLI::App* const verb = app.add_subcommand(
      "map",
      "Draw the flows of a case, or what differs between two, on a map: width is flow, colour is use of "
      "capacity.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("-o,--output", run->output, "Picture to write: name.svg or name.png")
      ->type_name("FILE")
      ->required();
  verb->add_flag("--compare", run->compare,
                 "Draw the difference, of the cases that 'korridor compare' would take");
  verb->add_option("--scale", run->scale, "Pixels of a PNG for each unit of the picture, up to 8 (1)")
      ->check(CLI::Range(0.1, 8.0))
      ->type_name("NUMBER");
  verb->add_option("--focus", run->focus,
                   "Window to show: west,south,east,north in degrees, or an actor's id")
      ->type_name("BOX");
  add_case_options(*verb, run->what);
  add_solver_options(*verb, run->solver);
  verb->callback([run, &status] { status = map(*run); });
}

} // namespace korridor::app
