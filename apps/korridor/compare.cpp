// korridor compare: two cases of one model, and what differs.
#include <memory>
#include <optional>
#include <string>

#include "answering.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/compare_text.hpp"
#include "korridor/study/compare.hpp"
#include "terminal.hpp"
#include "two_cases.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct CompareRun {
  std::string model;
  CaseOptions what;
  SolverOptions solver;
  OutputOptions output;
};

int compare(CompareRun const& run) {
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  if (!folder) return fail();
  auto const [base, changed] = two_cases(*folder, run.what, findings);
  if (findings.has_errors()) return fail();

  std::unique_ptr<study::Engine> const engine = study::make_arc_engine(*folder);
  study::SolveOptions const options = run.solver.to_solve_options();
  std::optional<study::Answer> const before = answer(*engine, base, options, findings);
  std::optional<study::Answer> const after =
      before ? answer(*engine, changed, options, findings) : std::nullopt;
  if (!after) return fail();

  study::Comparison const comparison = study::compare(*before, *after);
  report::Document const document = report::compare_document(*before, *after, comparison);
  if (!run.output.csv_folder.empty() && !write_csv(document, run.output.csv_folder, findings)) return fail();
  print_findings(findings);
  bool const written = write_output(
      run.output.json ? report::json_text(document)
                      : report::compare_text(*before, *after, comparison, run.output.to_text_options()));
  return written ? std::max(status_of(*before), status_of(*after)) : kInputFault;
}

} // namespace

void add_compare(CLI::App& app, int& status) {
  auto const run = std::make_shared<CompareRun>();
  CLI::App* const verb = app.add_subcommand(
      "compare",
      "Show what differs between two cases of a model: the base and a scenario, two scenarios, or either "
      "and ad hoc changes, which are made to the second.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  add_case_options(*verb, run->what);
  add_solver_options(*verb, run->solver);
  add_output_options(*verb, run->output);
  verb->callback([run, &status] { status = compare(*run); });
}

} // namespace korridor::app
