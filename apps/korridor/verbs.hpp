// The verbs of the program. Each adds itself to the app; its callback leaves the exit status in `status`.
#pragma once

#include <CLI/CLI.hpp>

namespace korridor::app {

void add_solve(CLI::App& app, int& status);
void add_compare(CLI::App& app, int& status);
void add_rank(CLI::App& app, int& status);
void add_map(CLI::App& app, int& status);
void add_export(CLI::App& app, int& status);
void add_fit(CLI::App& app, int& status);
void add_assign(CLI::App& app, int& status);
void add_demo(CLI::App& app, int& status);
void add_serve(CLI::App& app, int& status);
void add_why(CLI::App& app, int& status);
void add_evidence(CLI::App& app, int& status);
void add_describe(CLI::App& app, int& status);
void add_check(CLI::App& app, int& status);
void add_schema(CLI::App& app, int& status);
void add_import(CLI::App& app, int& status);
void add_completion(CLI::App& app, int& status);
void add_man(CLI::App& app, int& status);

} // namespace korridor::app
