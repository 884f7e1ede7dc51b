// The option --focus, which names the window of a map.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace korridor::app {

/// Its text is read by report::parse_window.
void add_focus_option(CLI::App& verb, std::string& focus);

} // namespace korridor::app
