// korridor report: a case, or what differs between two, as one page to read, send and print.
#include <algorithm>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>

#include "answering.hpp"
#include "case_options.hpp"
#include "exit_status.hpp"
#include "focus.hpp"
#include "interrupt.hpp"
#include "korridor/io/file.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/html_report.hpp"
#include "korridor/report/map_window.hpp"
#include "print_pdf.hpp"
#include "terminal.hpp"
#include "two_cases.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct ReportRun {
  std::string model;
  std::string output;
  std::string language = "en";
  std::string focus;
  std::size_t ranking = 0;
  CaseOptions what;
  SolverOptions solver;
};

std::string ending_of(std::string const& path) { return std::filesystem::path(path).extension().string(); }

/// The command line that gives the same report.
std::string command_of(ReportRun const& run, model::CaseText const& text) {
  using model::shell_word;
  std::string out = "korridor report " + shell_word(run.model);
  if (std::string const options = model::case_options(text); !options.empty()) out += " " + options;
  auto const add = [&out](char const* option, std::string const& value) {
    if (!value.empty()) out.append(" ").append(option).append(" ").append(shell_word(value));
  };
  add("--focus", run.focus);
  if (run.ranking > 0) add("--ranking", std::to_string(run.ranking));
  if (run.language != "en") add("--language", run.language);
  add("-o", std::filesystem::path(run.output).filename().string());
  return out;
}

std::optional<study::Ranking> ranking_of(ReportRun const& run, model::Folder const& folder,
                                         model::Case const& what, Findings& findings) {
  study::RankOptions options;
  options.top = run.ranking;
  options.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  options.solve = run.solver.to_solve_options();
  options.stop = Interrupt::asked;
  options.progress = [](study::RankProgress const& at) {
    show_progress("ranking " + at.stage + ": " + std::to_string(at.done) + " of " + std::to_string(at.total));
  };
  std::optional<study::Ranking> found;
  {
    Interrupt const interrupt;
    found = study::rank(folder, what, options, findings);
  }
  show_progress("");
  return found;
}

int report(ReportRun const& run) {
  if (std::string const ending = ending_of(run.output); ending != ".html" && ending != ".pdf")
    throw CLI::ValidationError("--output", "'" + run.output + "' ends neither in .html nor in .pdf");
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  if (!folder) return fail();
  model::CaseText const text = case_text(run.what, findings);
  bool const two = !text.scenario.empty() || text.ad_hoc();
  model::Case base, what;
  if (two)
    std::tie(base, what) = two_cases(*folder, run.what, findings);
  else
    what = to_case(*folder, run.what, findings);
  if (findings.has_errors()) return fail();

  study::SolveOptions options = run.solver.to_solve_options();
  options.intervals = false; // the page shows none
  // Two cases side by side, each as `solve` would answer it.
  Findings of_before;
  auto other = std::async(std::launch::async, [&]() -> std::optional<study::Answer> {
    if (!two) return std::nullopt;
    return answer(*study::make_engine(*folder), base, options, of_before);
  });
  std::optional<study::Answer> const after = answer(*study::make_engine(*folder), what, options, findings);
  std::optional<study::Answer> const before = other.get();
  for (Finding const& finding : of_before.all()) findings.add(finding);
  if (!after || (two && !before)) return fail();
  std::optional<study::Ranking> ranking;
  if (run.ranking > 0) {
    ranking = ranking_of(run, *folder, what, findings);
    if (!ranking) return fail();
  }

  report::ReportInput input{*folder, *after, what};
  input.before = before ? &*before : nullptr;
  input.what_before = base;
  input.command = command_of(run, text);
  input.ranking = ranking ? &*ranking : nullptr;
  if (!run.focus.empty()) {
    input.window = report::parse_window(run.focus, after->instance, findings);
    if (!input.window) return fail();
  }
  input.language = *report::language_of(run.language);
  std::string const page = report::html_report(input);
  std::string const place = std::filesystem::path(run.output).parent_path().string();
  bool const written =
      ending_of(run.output) == ".pdf"
          ? print_pdf(page, run.output, findings)
          : make_folder(place, findings) && io::write_file_atomically(run.output, page, findings);
  if (!written) return fail();
  print_findings(findings);
  say("wrote " + run.output);
  int const status = before ? std::max(status_of(*before), status_of(*after)) : status_of(*after);
  return ranking && !ranking->whole() ? kLimitHit : status;
}

} // namespace

void add_report(CLI::App& app, int& status) {
  auto const run = std::make_shared<ReportRun>();
  CLI::App* const verb = app.add_subcommand(
      "report",
      "Write a case, or what differs between two, as one page to read, send and print: the answer in five "
      "sentences, maps, tables, the certificate, and what each number rests on.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("-o,--output", run->output,
                   "File to write: name.html, or name.pdf where Chromium or Chrome is installed")
      ->type_name("FILE")
      ->required();
  verb->add_option("--language", run->language, "Language of the page: en (default) or de")
      ->check(CLI::IsMember({"en", "de"}))
      ->type_name("en|de");
  add_focus_option(*verb, run->focus);
  verb->add_option("--ranking", run->ranking,
                   "Also rank links, places, holders and measures in the case and show the N first of each; "
                   "solves a case for each, which takes minutes on a large model")
      ->check(CLI::Range(1, 1000))
      ->type_name("N");
  add_case_options(*verb, run->what);
  add_solver_options(*verb, run->solver);
  verb->callback([run, &status] { status = report(*run); });
}

} // namespace korridor::app
