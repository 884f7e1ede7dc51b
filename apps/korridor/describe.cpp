// korridor describe: a page on a model, from its tables.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "exit_status.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/model_page.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct DescribeRun {
  std::string model;
  std::string picture;
};

int describe(DescribeRun const& run) {
  Findings findings;
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  print_findings(findings);
  if (!folder || findings.has_errors()) return kInputFault;
  std::filesystem::path path(run.model);
  if (path.filename().empty()) path = path.parent_path(); // "models/suez/"
  return write_output(report::model_page(*folder, path.filename().string(), run.picture)) ? kAnswered
                                                                                          : kInputFault;
}

} // namespace

void add_describe(CLI::App& app, int& status) {
  auto const run = std::make_shared<DescribeRun>();
  CLI::App* const verb = app.add_subcommand(
      "describe",
      "Write a page on a model in Markdown: what it holds, where its numbers come from, where it is weak.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("--picture", run->picture, "Address of a map that the page shows")->type_name("ADDRESS");
  verb->callback([run, &status] { status = describe(*run); });
}

} // namespace korridor::app
