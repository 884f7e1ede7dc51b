// From an HTML page to a PDF file, by a browser that is installed.
#pragma once

#include <string>

#include "korridor/core/findings.hpp"

namespace korridor::app {

/// Prints the page with Chromium or Chrome, which sees no other profile and no network need; false, with a
/// finding, where there is none (E924) or it fails (E923).
bool print_pdf(std::string const& html, std::string const& path, Findings& findings);

} // namespace korridor::app
