// korridor evidence: who says what, and who says otherwise.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "answering.hpp"
#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/model/evidence.hpp"
#include "korridor/report/statement_text.hpp"
#include "korridor/study/element.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct EvidenceRun {
  std::string model;
  model::StatementFilter filter;
  bool json = false;
  std::string csv_folder;
};

int evidence(EvidenceRun const& run) {
  Findings findings;
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  model::StatementFilter filter = run.filter;
  if (folder && !filter.element.empty()) {
    std::optional<study::Element> const element = study::find_element(*folder, filter.element, findings);
    if (element) filter.element = element->id;
  }
  print_findings(findings);
  if (!folder || findings.has_errors()) return kInputFault;

  model::Evidence const statements(*folder);
  report::Document document;
  std::string text;
  if (filter.contested) {
    report::StatementPairs const pairs = statements.contested_pairs(filter);
    document = report::pairs_document(pairs);
    text = report::pairs_text(pairs, output_style());
  } else {
    std::vector<study::ContestedStatement> const list = study::with_rivals(statements, filter);
    document = report::statements_document(list);
    text = report::statements_text(list, output_style());
  }
  if (!write_csv(document, run.csv_folder, findings)) {
    print_findings(findings);
    return kInputFault;
  }
  return write_output(run.json ? report::json_text(document) : text) ? kAnswered : kInputFault;
}

} // namespace

void add_evidence(CLI::App& app, int& status) {
  auto const run = std::make_shared<EvidenceRun>();
  CLI::App* const verb = app.add_subcommand(
      "evidence",
      "List the statements that a model rests on: who says what, when, of whom, and who contradicts.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_flag("--contested", run->filter.contested,
                 "Only those that another contradicts, as pairs, each pair once");
  verb->add_option("--element", run->filter.element, "Only those that bear on this element of the model")
      ->type_name("ID");
  verb->add_option("--speaker", run->filter.speaker, "Only those of a speaker with this text in the name")
      ->type_name("TEXT");
  verb->add_option("--about", run->filter.about, "Only those about this actor")->type_name("ID");
  verb->add_flag("--json", run->json, "One JSON document on standard output, nothing else there");
  verb->add_option("--csv", run->csv_folder, "Also write the list as a CSV file into this folder")
      ->type_name("DIR");
  verb->callback([run, &status] { status = evidence(*run); });
}

} // namespace korridor::app
