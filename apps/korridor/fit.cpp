// korridor fit: parameters fitted to observed flows, and how well the model foretells what it was not told.
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "answering.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/fit_document.hpp"
#include "korridor/report/fit_text.hpp"
#include "korridor/study/fit.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct FitRun {
  std::string model;
  study::FitOptions fit;
  bool write = false;
  SolverOptions solver;
  OutputOptions output;
};

int fit(FitRun const& run) {
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  if (!folder) return fail();
  study::FitOptions options = run.fit;
  options.solve = run.solver.to_solve_options();
  options.progress = [](int done, double squares) {
    constexpr int kEvery = 10;
    if (done % kEvery == 0) say(fmt::format("fit: {} evaluations, sum of squares {:.4g}", done, squares));
  };
  std::optional<study::Fit> const found = study::fit(*folder, options, findings);
  if (!found) return fail();
  report::Document const document = report::fit_document(*found);
  if (!write_csv(document, run.output.csv_folder, findings)) return fail();
  if (run.write && !io::write_folder(study::with_fitted(*folder, *found), run.model, findings)) return fail();
  print_findings(findings);
  if (run.write) say("wrote the fitted values into " + run.model);
  bool const written = show(document, run.output, [&](report::TextOptions const& shown) {
    return report::fit_text(*found, shown);
  });
  if (!written) return kInputFault;
  for (study::FitYear const& year : found->years) {
    if (year.status == study::Status::limit) return kLimitHit;
  }
  return kAnswered;
}

} // namespace

void add_fit(CLI::App& app, int& status) {
  auto const run = std::make_shared<FitRun>();
  CLI::App* const verb = app.add_subcommand(
      "fit",
      "Fit the free parameters of parameter.csv to flows observed up to one year, foretell the next two, "
      "and say how much better that is than last year's figures.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("--fit-until", run->fit.fit_until,
                   "Last year fitted to; the last with an observation of the fit sample")
      ->type_name("YEAR");
  verb->add_option("--predict", run->fit.predict, "Year foretold first; the one after")->type_name("YEAR");
  verb->add_option("--score", run->fit.score, "Year foretold last; the one after that")->type_name("YEAR");
  verb->add_option("--evaluations", run->fit.evaluations,
                   "Most often that the years of the fit are solved (100)")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  verb->add_flag("--write", run->write, "Write the fitted values into parameter.csv, with their provenance");
  add_solver_options(*verb, run->solver);
  add_output_options(*verb, run->output);
  verb->callback([run, &status] { status = fit(*run); });
}

} // namespace korridor::app
