// Statements on a terminal and as documents: who says what, when, and who says otherwise.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "korridor/model/evidence.hpp"
#include "korridor/report/document.hpp"
#include "korridor/report/style.hpp"
#include "korridor/study/cell_story.hpp"

namespace korridor::report {

/// A label of fixed width, then text that hangs behind it, wrapped. Ends with a newline.
[[nodiscard]] std::string hanging(std::string const& label, std::string const& text, int indent, int column,
                                  Style const& style);

/// "author, 2022-09, event": what is not known is left out.
[[nodiscard]] std::string voice(model::Statement const& statement);

/// One statement with its figure, whom it is about, its source, and a line for each that contradicts it.
[[nodiscard]] std::string statement_text(study::ContestedStatement const& it, Style const& style);

/// What `korridor evidence` lists.
[[nodiscard]] std::string statements_text(std::vector<study::ContestedStatement> const& list,
                                          Style const& style);
using StatementPairs = std::vector<std::pair<model::Statement const*, model::Statement const*>>;
[[nodiscard]] std::string pairs_text(StatementPairs const& pairs, Style const& style);

/// Lists inside a field are separated by ";", as in the table.
[[nodiscard]] Json to_json(study::ContestedStatement const& it);
[[nodiscard]] Document statements_document(std::vector<study::ContestedStatement> const& list);
[[nodiscard]] Document pairs_document(StatementPairs const& pairs);

} // namespace korridor::report
