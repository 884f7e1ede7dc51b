// Shared steps of the verbs that solve.
#include "answering.hpp"

#include <filesystem>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include "exit_status.hpp"
#include "korridor/io/file.hpp"
#include "terminal.hpp"

namespace korridor::app {

study::SolveOptions SolverOptions::to_solve_options() const {
  study::SolveOptions out;
  out.price_tolerance = tolerance;
  out.time_limit = time_limit;
  out.intervals = !no_intervals;
  out.friction = !no_friction;
  out.method = method;
  return out;
}

void add_solver_options(CLI::App& verb, SolverOptions& options) {
  char const* const group = "How it is solved";
  verb.add_option("--tolerance", options.tolerance,
                  "Width of the price bracket round the solution of each curve, in money per unit (1e-6)")
      ->check(CLI::PositiveNumber)
      ->type_name("NUMBER")
      ->group(group);
  verb.add_option("--time-limit", options.time_limit,
                  "Seconds of processor time; then the best known answer with its bound, exit status 3")
      ->check(CLI::PositiveNumber)
      ->type_name("SECONDS")
      ->group(group);
  std::map<std::string, solve::Method> const methods{
      {"auto", solve::Method::automatic}, {"arc", solve::Method::arc}, {"path", solve::Method::path}};
  verb.add_option(
          "--method", options.method,
          "auto (default): by paths where the problem can be written so and the answer is proved, else "
          "by linear programming on arcs; path and arc take one of them")
      ->transform(CLI::Transformer(methods))
      ->type_name("METHOD")
      ->group(group);
  verb.add_flag("--no-intervals", options.no_intervals,
                "Do not look for the ends of price and actor intervals: faster")
      ->group(group);
  verb.add_flag("--no-friction", options.no_friction,
                "Take every dispersion of commodity.csv as 0: goods all take the cheapest way")
      ->group(group);
}

report::TextOptions OutputOptions::to_text_options() const {
  report::TextOptions out;
  out.style = output_style();
  out.top = all ? std::numeric_limits<std::size_t>::max() : top;
  out.verbose = verbose;
  return out;
}

void add_output_options(CLI::App& verb, OutputOptions& options, std::string const& top) {
  char const* const group = "What is shown";
  verb.add_flag("--json", options.json, "One JSON document on standard output, nothing else there")
      ->group(group);
  verb.add_option("--csv", options.csv_folder,
                  "Also write each list of the answer as a CSV file into this folder")
      ->type_name("DIR")
      ->group(group);
  verb.add_option("--top", options.top, top)->check(CLI::PositiveNumber)->type_name("N")->group(group);
  verb.add_flag("--all", options.all, "All rows of each list")->group(group);
  verb.add_flag("--verbose", options.verbose, "Sizes of the problem and processor time as well")
      ->group(group);
}

std::optional<study::Answer> answer(study::Engine& engine, model::Case const& what,
                                    study::SolveOptions const& options, Findings& findings) {
  std::optional<study::Answer> out = engine.answer(what, options, findings);
  if (!out && !findings.has_errors())
    throw std::logic_error("the engine gave neither an answer nor a reason");
  return out;
}

bool make_folder(std::string const& path, Findings& findings) {
  if (path.empty()) return true;
  std::error_code error;
  std::filesystem::create_directories(path, error);
  // An error is also reported for a folder that is already there under another kind of name.
  if (!error || std::filesystem::is_directory(path)) return true;
  findings.error("E910", path, 0, "", "", "cannot be made: " + error.message(),
                 "choose a folder that can be written");
  return false;
}

bool check_no_model(std::string const& folder, Findings& findings) {
  std::filesystem::path const path = folder.empty() ? "." : folder;
  std::error_code error;
  for (char const* const name : {"korridor.toml", "node.csv", "link.csv"}) {
    if (!std::filesystem::exists(path / name, error)) continue;
    findings.error("E930", path.string(), 0, "", "",
                   std::string("holds a model (") + name + "), and results do not belong among its tables",
                   "write to another folder");
    return false;
  }
  return true;
}

bool write_csv(report::Document const& document, std::string const& folder, Findings& findings) {
  if (folder.empty()) return true;
  if (!check_no_model(folder, findings) || !make_folder(folder, findings)) return false;
  // All files are staged before the first is replaced.
  std::vector<io::StagedFile> staged;
  for (report::CsvFile const& file : report::csv_files(document)) {
    staged.emplace_back((std::filesystem::path(folder) / file.name).string());
    if (!staged.back().write(file.text, findings)) return false;
  }
  for (io::StagedFile& file : staged) {
    if (!file.commit(findings)) return false;
  }
  return true;
}

bool show(report::Document const& document, OutputOptions const& output,
          std::function<std::string(report::TextOptions const&)> const& text) {
  return write_output(output.json ? report::json_text(document) : text(output.to_text_options()));
}

int status_of(study::Answer const& answer) {
  return answer.status == study::Status::limit ? kLimitHit : kAnswered;
}

} // namespace korridor::app
