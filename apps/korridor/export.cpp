// korridor export: an answer as a file for GIS and other programs.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "answering.hpp"
#include "case_options.hpp"
#include "exit_status.hpp"
#include "korridor/io/file.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/report/data_version.hpp"
#include "korridor/report/geojson.hpp"
#include "korridor/report/geopackage.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

struct ExportRun {
  std::string model;
  std::string output;
  std::string csv_folder;
  CaseOptions what;
  SolverOptions solver;
};

std::string ending_of(std::string const& path) { return std::filesystem::path(path).extension().string(); }

void check_usage(ExportRun const& run) {
  if (run.output.empty() && run.csv_folder.empty()) {
    throw CLI::ValidationError("export", "needs -o FILE or --csv DIR, such as 'korridor export "
                                         "models/kazakhstan -o kazakhstan.gpkg'");
  }
  std::string const ending = ending_of(run.output);
  if (!run.output.empty() && ending != ".gpkg" && ending != ".geojson") {
    throw CLI::ValidationError("--output", "'" + run.output + "' ends neither in .gpkg nor in .geojson");
  }
  if (run.what.scenarios.size() > 1)
    throw CLI::ValidationError("--scenario", "is given twice; export takes one");
}

bool write_places(report::PlacedDocument const& placed, std::string const& path, Findings& findings) {
  std::string const folder = std::filesystem::path(path).parent_path().string();
  if (!check_no_model(folder, findings) || !make_folder(folder, findings)) return false;
  std::string const bytes = ending_of(path) == ".gpkg" ? report::geopackage(placed) : report::geojson(placed);
  return io::write_file_atomically(path, bytes, findings);
}

int export_answer(ExportRun const& run) {
  check_usage(run);
  Findings findings;
  auto const fail = [&] {
    print_findings(findings);
    return kInputFault;
  };
  std::optional<model::Folder> const folder = io::read_folder(run.model, findings);
  if (!folder) return fail();
  model::Case const what = to_case(*folder, run.what, findings);
  if (findings.has_errors()) return fail();
  std::unique_ptr<study::Engine> const engine = study::make_engine(*folder);
  std::optional<study::Answer> const found = answer(*engine, what, run.solver.to_solve_options(), findings);
  if (!found) return fail();

  report::PlacedDocument const placed = report::placed_document(*found, report::data_version(*folder));
  if (!run.output.empty() && !write_places(placed, run.output, findings)) return fail();
  if (!run.csv_folder.empty() && !write_csv(report::with_coordinates(placed), run.csv_folder, findings))
    return fail();
  print_findings(findings);
  for (std::string const& path : {run.output, run.csv_folder}) {
    if (!path.empty()) say("wrote " + path);
  }
  return status_of(*found);
}

} // namespace

void add_export(CLI::App& app, int& status) {
  auto const run = std::make_shared<ExportRun>();
  CLI::App* const verb = app.add_subcommand(
      "export",
      "Write an answer for other programs: a GeoPackage that QGIS opens styled, GeoJSON, or CSV tables "
      "with coordinates.");
  verb->add_option("model", run->model, "Model folder")->type_name("MODEL")->required();
  verb->add_option("-o,--output", run->output, "File to write: name.gpkg or name.geojson")->type_name("FILE");
  verb->add_option("--csv", run->csv_folder, "Write each list of the answer as a CSV file into this folder")
      ->type_name("DIR");
  add_case_options(*verb, run->what);
  add_solver_options(*verb, run->solver);
  verb->callback([run, &status] { status = export_answer(*run); });
}

} // namespace korridor::app
