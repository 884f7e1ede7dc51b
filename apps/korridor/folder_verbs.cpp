// korridor check, schema and import: verbs about model folders that solve nothing.
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "exit_status.hpp"
#include "korridor/core/text.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/io/importers.hpp"
#include "korridor/model/case.hpp"
#include "korridor/model/schema.hpp"
#include "korridor/model/sources.hpp"
#include "korridor/report/sources_text.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

/// Ids of all scenarios, in the order of their table, once each.
std::vector<std::string> scenario_ids(model::Folder const& folder) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  model::Table const* const table = folder.find("scenario");
  if (table == nullptr) return out;
  for (model::Row const& row : table->rows) {
    std::string const& id = table->cell(row, "scenario_id");
    if (seen.insert(id).second) out.push_back(id);
  }
  return out;
}

struct CheckRun {
  std::string model;
  bool sources = false;
  model::SourceOptions source_options;
};

int check(CheckRun const& run) {
  Findings findings;
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  std::size_t case_count = 0;
  if (folder) {
    std::vector<std::string> scenarios = scenario_ids(*folder);
    scenarios.insert(scenarios.begin(), "");
    for (std::string const& scenario : scenarios) {
      model::Case what;
      what.scenario = scenario;
      static_cast<void>(model::build_instance(*folder, what, findings));
      ++case_count;
    }
  }
  std::string summary;
  if (folder && run.sources) {
    report::TextOptions options;
    options.style = output_style();
    summary = report::sources_text(model::check_sources(*folder, run.source_options, findings), options);
  }
  print_findings(findings);
  if (!findings.has_errors()) {
    summary =
        fmt::format("{}: {} tables, {} cases, no errors\n", run.model, folder->tables.size(), case_count) +
        summary;
  }
  bool const written = write_output(summary);
  return written && !findings.has_errors() ? kAnswered : kInputFault;
}

int schema(std::string const& table, bool markdown) {
  if (markdown && !table.empty())
    throw CLI::ValidationError("--markdown", "writes the whole page; leave out TABLE");
  if (!table.empty() && model::find_table(table) == nullptr) {
    std::vector<std::string_view> names;
    for (model::TableSchema const& it : model::all_tables()) names.push_back(it.name);
    throw CLI::ValidationError(
        "schema", fmt::format("there is no table '{}'; {}", table,
                              did_you_mean(nearest(table, std::span<std::string_view const>(names)),
                                           "'korridor schema' lists all")));
  }
  return write_output(markdown ? model::schema_markdown() : model::schema_text(table)) ? kAnswered
                                                                                       : kInputFault;
}

struct ImportRun {
  std::string format;
  std::string source;
  std::string trips;
  std::string folder;
};

std::optional<io::Imported> read_foreign(ImportRun const& run, Findings& findings) {
  if (run.format == "gmns") return io::import_gmns(run.source, findings);
  if (run.format == "pypsa") return io::import_pypsa(run.source, findings);
  if (run.format == "tntp") return io::import_tntp(run.source, run.trips, findings);
  std::optional<model::Folder> folder =
      run.format == "mmcf" ? io::import_mmcf(run.source, findings) : io::import_dimacs(run.source, findings);
  if (!folder) return std::nullopt;
  return io::Imported{std::move(*folder), ""};
}

int import(ImportRun const& run) {
  if (!run.trips.empty() && run.format != "tntp")
    throw CLI::ValidationError("import", "takes TRIPS with tntp alone");
  Findings findings;
  std::optional<io::Imported> const found = read_foreign(run, findings);
  std::vector<io::ExtraFile> extra;
  if (found && !found->report.empty()) extra.push_back({"import_report.md", found->report});
  bool const written = found && io::write_folder(found->folder, run.folder, findings, extra);
  if (written && !found->report.empty()) say(found->report);
  print_findings(findings);
  if (!written) return kInputFault;
  say("wrote " + run.folder);
  return kAnswered;
}

} // namespace

void add_check(CLI::App& app, int& status) {
  auto const run = std::make_shared<CheckRun>();
  CLI::App* const verb = app.add_subcommand(
      "check", "Report all faults of a model folder and of its scenarios, and do nothing else.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_flag(
      "--sources", run->sources,
      "Also check that each number and date has a source that says the same, evaluate the formulas "
      "of derived ones, and list the remarks and sources that repeat most");
  verb->add_option("--most-notes", run->source_options.most_notes,
                   "Rows that may share one remark before it counts as filler (12)")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  verb->callback([run, &status] { status = check(*run); });
}

void add_schema(CLI::App& app, int& status) {
  auto const table = std::make_shared<std::string>();
  auto const markdown = std::make_shared<bool>(false);
  CLI::App* const verb = app.add_subcommand("schema", "Describe the tables and columns of a model folder.");
  verb->add_option("table", *table, "One table; without it, all")->type_name("TABLE");
  verb->add_flag("--markdown", *markdown, "The reference page of the documentation");
  verb->callback([table, markdown, &status] { status = schema(*table, *markdown); });
}

void add_import(CLI::App& app, int& status) {
  auto const run = std::make_shared<ImportRun>();
  CLI::App* const verb = app.add_subcommand(
      "import", "Turn a network of another format into a model folder; a report says what was mapped, "
                "defaulted and dropped.");
  verb->add_option("format", run->format, "Format to read")
      ->check(CLI::IsMember({"mmcf", "dimacs", "gmns", "pypsa", "tntp"}))
      ->type_name("mmcf|dimacs|gmns|pypsa|tntp")
      ->required();
  verb->add_option("source", run->source, "File to read, or the folder of a GMNS or PyPSA network")
      ->type_name("FILE")
      ->required();
  verb->add_option("trips", run->trips, "Trips of a TNTP network")->type_name("TRIPS");
  verb->add_option("-o,--output", run->folder, "Model folder to write")->type_name("DIR")->required();
  verb->callback([run, &status] { status = import(*run); });
}

} // namespace korridor::app
