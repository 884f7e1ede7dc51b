// Why a cell has its number, on a terminal and as a document.
#pragma once

#include <string>

#include "korridor/report/document.hpp"
#include "korridor/report/style.hpp"
#include "korridor/study/cell_story.hpp"

namespace korridor::report {

/// Value, method and range, alternatives, changes in time, what may change it, statements.
[[nodiscard]] std::string cell_text(study::CellStory const& story, Style const& style);

/// One line for a list of cells: "capacity  72.5 Mt/yr  reported, 67 to 83".
[[nodiscard]] std::string cell_line(study::CellStory const& story, Style const& style);

[[nodiscard]] Document cell_document(study::CellStory const& story);

} // namespace korridor::report
