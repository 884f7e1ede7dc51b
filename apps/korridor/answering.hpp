// What solve, compare, map and demo share: from a folder and a case to an answer, and writing what comes of
// it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "korridor/core/findings.hpp"
#include "korridor/model/case.hpp"
#include "korridor/report/document.hpp"
#include "korridor/report/solve_text.hpp"
#include "korridor/study/answer.hpp"
#include "korridor/study/engine.hpp"

namespace korridor::app {

/// Options on how to solve.
struct SolverOptions {
  double tolerance = 1e-6;
  double time_limit = 0.0;
  bool no_intervals = false;
  bool no_friction = false;
  solve::Method method = solve::Method::automatic;

  [[nodiscard]] study::SolveOptions to_solve_options() const;
};

void add_solver_options(CLI::App& verb, SolverOptions& options);

/// Options on how an answer is shown.
struct OutputOptions {
  bool json = false;
  std::string csv_folder;
  std::size_t top = 10;
  bool all = false;
  bool verbose = false;

  [[nodiscard]] report::TextOptions to_text_options() const;
};

/// `top` says what --top does.
void add_output_options(CLI::App& verb, OutputOptions& options,
                        std::string const& top = "Rows of each list (10)");

/// The engine's answer. Nothing when the input is at fault: then `findings` has errors.
[[nodiscard]] std::optional<study::Answer> answer(study::Engine& engine, model::Case const& what,
                                                  study::SolveOptions const& options, Findings& findings);

/// Writes the document's CSV tables into a folder, which is made when it is not there and must be no model's;
/// nothing where no folder is named.
bool write_csv(report::Document const& document, std::string const& folder, Findings& findings);

/// Writes the document to standard output with --json, else its text.
bool show(report::Document const& document, OutputOptions const& output,
          std::function<std::string(report::TextOptions const&)> const& text);

/// Makes the folder that outputs are to lie in; false, with a finding, when that cannot be.
bool make_folder(std::string const& path, Findings& findings);

/// Whether a folder may take results: a finding when it is a model's, whose tables they could be taken for.
bool check_no_model(std::string const& folder, Findings& findings);

/// Exit status of an answer: answered, or a limit was hit.
[[nodiscard]] int status_of(study::Answer const& answer);

} // namespace korridor::app
