// korridor why: where a number comes from, and why an element carries, makes, earns or costs what it does.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "answering.hpp"
#include "case_options.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/cell_text.hpp"
#include "korridor/report/statement_text.hpp"
#include "korridor/report/why_document.hpp"
#include "korridor/report/why_sheet.hpp"
#include "korridor/study/cell_story.hpp"
#include "korridor/study/without_measure.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct WhyRun {
  std::string model;
  std::string element;
  std::string column;
  CaseOptions what;
  SolverOptions solver;
  OutputOptions output;
};

struct Told {
  std::optional<report::Sheet> sheet;
  int status = kAnswered;
};

/// Nothing when the input is at fault.
std::optional<Told> tell(WhyRun const& run, model::Folder const& folder, study::Element const& element,
                         Findings& findings) {
  if (run.what.scenarios.size() > 1) throw CLI::ValidationError("--scenario", "is given twice");
  model::Case const what = to_case(folder, run.what, findings);
  if (findings.has_errors()) return std::nullopt;
  study::SolveOptions options = run.solver.to_solve_options();
  options.keep_inside = element.table == "link";
  if (element.table == "measure") {
    auto const both = study::with_and_without(folder, what, element.id, options, findings);
    if (!both) return std::nullopt;
    auto const& [without, with] = *both;
    return Told{report::measure_sheet(element.id, without, with, study::compare(without, with)),
                std::max(status_of(without), status_of(with))};
  }
  std::optional<study::Answer> const found = answer(*study::make_engine(folder), what, options, findings);
  if (!found) return std::nullopt;
  return Told{report::element_sheet(*found, element), status_of(*found)};
}

/// The cells of the element with their sources, and what is said of it.
std::string background_text(model::Folder const& folder, study::Element const& element,
                            report::TextOptions const& options) {
  Findings ignored; // the columns are there
  std::string out;
  for (std::string const& column : study::told_columns(folder, element)) {
    auto const story = study::tell_cell(folder, element, column, ignored);
    if (story) out += report::cell_line(*story, options.style);
  }
  if (!out.empty()) out = report::heading("Where its numbers come from", options.style) + out;
  auto const statements = study::statements_about(folder, element);
  if (!statements.empty()) out += report::heading("Statements about it", options.style);
  for (std::size_t at = 0; at < std::min(statements.size(), options.top); ++at) {
    out += report::statement_text(statements[at], options.style);
  }
  return out + report::rest_text(statements.size(), options);
}

int why_cell(WhyRun const& run, model::Folder const& folder, study::Element const& element,
             Findings& findings) {
  auto const story = study::tell_cell(folder, element, run.column, findings);
  print_findings(findings);
  if (!story) return kInputFault;
  bool const written = write_output(run.output.json ? report::json_text(report::cell_document(*story))
                                                    : report::cell_text(*story, output_style()));
  return written ? kAnswered : kInputFault;
}

int why(WhyRun const& run) {
  Findings findings;
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  std::optional<study::Element> const element =
      folder ? study::find_element(*folder, run.element, findings) : std::nullopt;
  if (element && !run.column.empty()) return why_cell(run, *folder, *element, findings);
  std::optional<Told> const told = element ? tell(run, *folder, *element, findings) : std::nullopt;
  print_findings(findings);
  if (!told) return kInputFault;
  report::TextOptions const options = run.output.to_text_options();
  std::string const head = told->sheet ? report::sheet_text(*told->sheet, options) : element->text() + "\n";
  bool const written =
      write_output(run.output.json ? report::json_text(report::why_document(*folder, *element, told->sheet))
                                   : head + background_text(*folder, *element, options));
  return written ? told->status : kInputFault;
}

} // namespace

void add_why(CLI::App& app, int& status) {
  auto const run = std::make_shared<WhyRun>();
  CLI::App* const verb = app.add_subcommand(
      "why",
      "Tell where a number comes from, who says so and who contests it; or, without COLUMN, solve and tell "
      "why an element carries, makes, earns or costs what it does: what binds, what one more unit is worth, "
      "the next best way.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("element", run->element,
                   "What is asked about: link:cpc_kaz, or an id that only one table has")
      ->type_name("ELEMENT")
      ->required();
  verb->add_option("column", run->column, "A column of its table, such as capacity: then nothing is solved")
      ->type_name("COLUMN");
  add_case_options(*verb, run->what);
  add_solver_options(*verb, run->solver);
  verb->add_flag("--json", run->output.json, "One JSON document on standard output, nothing else there")
      ->group("What is shown");
  verb->add_option("--top", run->output.top, "Rows of each list (10)")
      ->check(CLI::PositiveNumber)
      ->type_name("N")
      ->group("What is shown");
  verb->add_flag("--all", run->output.all, "All rows of each list")->group("What is shown");
  verb->callback([run, &status] { status = why(*run); });
}

} // namespace korridor::app
