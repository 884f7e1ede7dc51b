// korridor solve: one case, answered.
#include <memory>
#include <optional>
#include <string>

#include "answering.hpp"
#include "case_options.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/io/importers.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct SolveRun {
  std::string model;
  std::string mmcf;
  std::string dimacs;
  std::string save;
  std::string title;
  CaseOptions what;
  SolverOptions solver;
  OutputOptions output;
};

std::optional<model::Folder> read_input(SolveRun const& run, Findings& findings) {
  int const given = int{!run.model.empty()} + int{!run.mmcf.empty()} + int{!run.dimacs.empty()};
  if (given != 1) {
    throw CLI::ValidationError("solve", "needs one of MODEL, --mmcf FILE and --dimacs FILE, such as "
                                        "'korridor solve models/kazakhstan'");
  }
  if (!run.save.empty() && run.model.empty())
    throw CLI::ValidationError("--save", "needs a MODEL to save into");
  if (!run.mmcf.empty()) return io::import_mmcf(run.mmcf, findings);
  if (!run.dimacs.empty()) return io::import_dimacs(run.dimacs, findings);
  return io::read_folder(run.model, findings);
}

int solve(SolveRun const& run) {
  if (run.what.scenarios.size() > 1)
    throw CLI::ValidationError("--scenario", "is given twice; compare takes two");
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };

  std::optional<model::Folder> const folder = read_input(run, findings);
  if (!folder) return fail();
  model::Case const what = to_case(*folder, run.what, findings);
  if (findings.has_errors()) return fail();
  std::optional<model::Folder> changed;
  if (!run.save.empty()) {
    changed = model::save_scenario(*folder, what, run.save, run.title, findings);
    if (!changed) return fail();
  }

  std::unique_ptr<study::Engine> const engine = study::make_engine(*folder);
  study::SolveOptions options = run.solver.to_solve_options();
  // A benchmark instance asks for its cost; intervals of the prices of all its classes take a thousand times
  // longer.
  options.intervals = options.intervals && !run.model.empty();
  std::optional<study::Answer> const found = answer(*engine, what, options, findings);
  if (!found) return fail();

  report::Document const document = report::solve_document(*found);
  if (!write_csv(document, run.output.csv_folder, findings)) return fail();
  if (changed && !io::write_folder(*changed, run.model, findings)) return fail();
  print_findings(findings);
  if (changed) say("saved as scenario '" + run.save + "' of " + run.model);
  bool const written = show(document, run.output, [&](report::TextOptions const& shown) {
    return report::solve_text(*found, shown);
  });
  return written ? status_of(*found) : kInputFault;
}

} // namespace

void add_solve(CLI::App& app, int& status) {
  auto const run = std::make_shared<SolveRun>();
  CLI::App* const verb = app.add_subcommand(
      "solve", "Compute what flows where, at what price, where it binds and who gains what, with a "
               "certificate that the answer is optimal.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL");
  verb->add_option("--mmcf", run->mmcf,
                   "Solve a multicommodity minimum cost flow instance instead of a model; without intervals")
      ->type_name("FILE");
  verb->add_option("--dimacs", run->dimacs,
                   "Solve a minimum cost flow problem in DIMACS format instead of a model; without intervals")
      ->type_name("FILE");
  add_case_options(*verb, run->what);
  verb->add_option("--save", run->save, "Keep the case as a scenario of the model under this id")
      ->type_name("ID")
      ->group("What is changed");
  verb->add_option("--title", run->title, "Title of the saved scenario")
      ->type_name("TEXT")
      ->group("What is changed");
  add_solver_options(*verb, run->solver);
  add_output_options(*verb, run->output);
  verb->callback([run, &status] { status = solve(*run); });
}

} // namespace korridor::app
