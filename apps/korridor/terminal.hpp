// The only place that writes to standard output and standard error and looks at the terminal and the
// environment.
#pragma once

#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"
#include "korridor/report/style.hpp"

namespace korridor::app {

/// Width and colour of standard output. Colour only on a terminal, and not when NO_COLOR is set.
[[nodiscard]] report::Style output_style();

/// Writes to standard output. False when that failed; a reader who left early (broken pipe) is no failure.
[[nodiscard]] bool write_output(std::string_view text);

/// A line on standard error.
void say(std::string_view line);

/// Where standard error is a terminal, shows a line there in place of the one shown before; an empty one
/// takes it away. Elsewhere nothing.
void show_progress(std::string_view line);

/// All findings on standard error, errors first, each once.
void print_findings(Findings const& findings);

} // namespace korridor::app
