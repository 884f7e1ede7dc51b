// korridor why: where a number comes from.
#include <memory>
#include <optional>
#include <string>

#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/cell_text.hpp"
#include "korridor/study/cell_story.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct WhyRun {
  std::string model;
  std::string element;
  std::string column;
  bool json = false;
};

int why(WhyRun const& run) {
  Findings findings;
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  std::optional<study::Element> const element =
      folder ? study::find_element(*folder, run.element, findings) : std::nullopt;
  std::optional<study::CellStory> const story =
      element ? study::tell_cell(*folder, *element, run.column, findings) : std::nullopt;
  print_findings(findings);
  if (!story) return kInputFault;
  bool const written = write_output(run.json ? report::json_text(report::cell_document(*story))
                                             : report::cell_text(*story, output_style()));
  return written ? kAnswered : kInputFault;
}

} // namespace

void add_why(CLI::App& app, int& status) {
  auto const run = std::make_shared<WhyRun>();
  CLI::App* const verb =
      app.add_subcommand("why", "Tell where a number comes from, who says so and who contests it.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("element", run->element,
                   "What is asked about: link:cpc_kaz, or an id that only one table has")
      ->type_name("ELEMENT")
      ->required();
  verb->add_option("column", run->column, "The column of its table, such as capacity")
      ->type_name("COLUMN")
      ->required();
  verb->add_flag("--json", run->json, "One JSON document on standard output, nothing else there");
  verb->callback([run, &status] { status = why(*run); });
}

} // namespace korridor::app
