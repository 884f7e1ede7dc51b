// The look of the HTML report, on screen and on paper.
#pragma once

#include <string>

namespace korridor::report {

/// CSS, with the colours of the pictures.
[[nodiscard]] std::string html_style();

} // namespace korridor::report
