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

// The same two cases with goods taking the cheapest way, where some have friction: what of the change is the
// friction's. Nothing where none has.
std::optional<study::Comparison> without_friction(study::Engine& engine, model::Case const& base,
                                                  model::Case const& changed, study::Answer const& before,
                                                  study::SolveOptions options) {
  if (!options.friction || before.frictions.empty()) return std::nullopt;
  options.friction = false;
  options.intervals = false;
  Findings repeated; // what they warn of has been said
  std::optional<study::Answer> const first = answer(engine, base, options, repeated);
  std::optional<study::Answer> const second =
      first ? answer(engine, changed, options, repeated) : std::nullopt;
  return second ? std::optional(study::compare(*first, *second)) : std::nullopt;
}

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

  std::unique_ptr<study::Engine> const engine = study::make_engine(*folder);
  study::SolveOptions const options = run.solver.to_solve_options();
  std::optional<study::Answer> const before = answer(*engine, base, options, findings);
  std::optional<study::Answer> const after =
      before ? answer(*engine, changed, options, findings) : std::nullopt;
  if (!after) return fail();

  study::Comparison const comparison = study::compare(*before, *after);
  std::optional<study::Comparison> const plain = without_friction(*engine, base, changed, *before, options);
  report::Document const document = report::compare_document(*before, *after, comparison, plain);
  if (!write_csv(document, run.output.csv_folder, findings)) return fail();
  print_findings(findings);
  bool const written = show(document, run.output, [&](report::TextOptions const& shown) {
    return report::compare_text(*before, *after, comparison, plain, shown);
  });
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
