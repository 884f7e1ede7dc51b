// A PDF file made smaller without changing what it says.
#pragma once

#include <string>

namespace korridor::app {

/// The same PDF with streams that repeat another left out and its plain objects packed into object streams
/// (PDF 1.5, ISO 32000-1, 7.5.7 and 7.5.8). A browser writes thousands of them unpacked: every cell of a
/// table is one, so that a screen reader finds its way. A file that is not of the plain form that browsers
/// write comes back as it is.
[[nodiscard]] std::string pack_pdf(std::string const& file);

} // namespace korridor::app
