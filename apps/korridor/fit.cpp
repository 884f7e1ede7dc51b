// korridor fit: parameters fitted to observations of earlier periods, judged by later ones.
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "answering.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/fit_text.hpp"
#include "korridor/study/fit.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct FitRun {
  std::string model;
  study::FitOptions options;
  std::string predict, score;
  bool write = false;
  SolverOptions solver;
  OutputOptions output;
};

int fit(FitRun run) {
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  if (!folder) return fail();
  for (std::string const& period : {run.predict, run.score}) {
    if (!period.empty()) run.options.judged.push_back(period);
  }
  run.options.solve = run.solver.to_solve_options();
  auto const progress = [](int evaluation, int limit, double best) {
    say(fmt::format("evaluation {} of at most {}: sum of squared errors {:.4f}", evaluation, limit, best));
  };
  std::optional<study::Fit> const found = study::fit(*folder, run.options, progress, findings);
  if (!found) return fail();
  report::Document const document = report::fit_document(*found, folder->settings);
  if (!run.output.csv_folder.empty() && !write_csv(document, run.output.csv_folder, findings)) return fail();
  if (run.write && !io::write_folder(study::with_fitted_values(*folder, *found), run.model, findings)) return fail();
  print_findings(findings);
  bool const written =
      write_output(run.output.json ? report::json_text(document)
                                   : report::fit_text(*found, folder->settings, run.output.to_text_options()));
  if (!written) return kInputFault;
  return found->complete ? kAnswered : kLimitHit;
}

} // namespace

void add_fit(CLI::App& app, int& status) {
  auto const run = std::make_shared<FitRun>();
  CLI::App* const verb = app.add_subcommand(
      "fit",
      "Fit the free parameters of a model to what was observed up to a period, and show modelled beside observed "
      "there and in later periods, with labels, errors and skill against no change. Nothing is written without "
      "--write.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("--fit-until", run->options.fit_until,
                   "Last period to fit to; by default the last that has observations of the sample fit")
      ->type_name("PERIOD");
  verb->add_option("--predict", run->predict, "Period to predict; by default all later ones with observations")
      ->type_name("PERIOD");
  verb->add_option("--score", run->score, "Period to score")->type_name("PERIOD");
  verb->add_option("--evaluations", run->options.evaluations, "Most evaluations of the sum of squared errors")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb->add_option("--draws", run->options.draws, "Draws of the parameters that decide what input implies")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb->add_option("--seed", run->options.seed, "Seed of the draws")->capture_default_str();
  verb->add_flag("--write", run->write, "Write the fitted values and their provenance into the model");
  add_solver_options(*verb, run->solver);
  add_output_options(*verb, run->output);
  verb->callback([run, &status] { status = fit(*run); });
}

} // namespace korridor::app
