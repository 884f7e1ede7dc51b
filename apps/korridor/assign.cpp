// korridor assign: fixed demand on ways whose delay grows with flow.
#include <memory>
#include <optional>
#include <string>

#include "answering.hpp"
#include "case_options.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/assign_report.hpp"
#include "korridor/study/assign.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct AssignRun {
  std::string model;
  std::string optimum = "user";
  study::AssignRequest request;
  CaseOptions what;
  OutputOptions output;
};

int assign(AssignRun const& run) {
  if (run.what.scenarios.size() > 1) throw CLI::ValidationError("--scenario", "is given twice");
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  if (!folder) return fail();
  model::Case const what = to_case(*folder, run.what, findings);
  if (findings.has_errors()) return fail();
  study::AssignRequest request = run.request;
  request.user = run.optimum != "system";
  request.system = run.optimum != "user";
  std::optional<study::AssignAnswer> const found = study::assign(*folder, what, request, findings);
  if (!found) return fail();
  report::Document const document = report::assign_document(*found);
  if (!write_csv(document, run.output.csv_folder, findings)) return fail();
  print_findings(findings);
  bool const written = show(document, run.output, [&](report::TextOptions const& shown) {
    return report::assign_text(*found, shown);
  });
  if (!written) return kInputFault;
  for (study::AssignedOptimum const& it : found->optima) {
    if (it.status == study::Status::limit) return kLimitHit;
  }
  return kAnswered;
}

} // namespace

void add_assign(CLI::App& app, int& status) {
  auto const run = std::make_shared<AssignRun>();
  CLI::App* const verb = app.add_subcommand(
      "assign",
      "Send fixed demand over links and nodes whose delay grows with flow (b, power): each by its own "
      "best way, or so that all together pay least, with the relative gap and the tolls between.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  char const* const group = "How it is solved";
  verb->add_option(
          "--optimum", run->optimum,
          "The equilibrium of users, the optimum of the system, or both and the price of anarchy (user)")
      ->check(CLI::IsMember({"user", "system", "both"}).description(""))
      ->type_name("user|system|both")
      ->group(group);
  verb->add_option("--gap", run->request.gap,
                   "Relative gap demanded: what all would save on their best ways, of what they pay (1e-6)")
      ->check(CLI::Range(1e-13, 1.0).description(""))
      ->type_name("NUMBER")
      ->group(group);
  verb->add_option(
          "--time-limit", run->request.time_limit,
          "Seconds of processor time for each; then the best known flows with their gap, exit status 3")
      ->check(CLI::PositiveNumber)
      ->type_name("SECONDS")
      ->group(group);
  add_case_options(*verb, run->what);
  add_output_options(*verb, run->output);
  verb->callback([run, &status] { status = assign(*run); });
}

} // namespace korridor::app
