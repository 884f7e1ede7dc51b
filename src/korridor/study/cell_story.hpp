// Why a cell has the number it has: its sources, the statements behind them, and all that changes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/evidence.hpp"
#include "korridor/model/provenance.hpp"
#include "korridor/study/element.hpp"

namespace korridor::study {

/// A statement with those that contradict it.
struct ContestedStatement {
  model::Statement statement;
  std::vector<model::Statement> rivals;
};

/// The cell in its own table, or one change of it in time, with the sources of that value.
struct SourcedValue {
  model::SourcedCell cell;
  std::vector<model::Source> sources; ///< the one in use first
};

/// A scenario, measure or parameter that changes the cell.
struct CellChange {
  std::string kind; ///< "scenario", "measure", "parameter"
  std::string id;
  std::string title;
  std::string what;  ///< "replaces", the kind of measure, or the rule of a parameter
  std::string value; ///< with its unit; may be empty
  std::string from, to;
};

struct CellStory {
  SourcedValue value;                            ///< of the table; its text is empty where the default holds
  std::vector<SourcedValue> series;              ///< by first day
  std::vector<model::SourcedCell> formula_cells; ///< what the formula of the value rests on
  std::vector<CellChange> changes;
  std::vector<ContestedStatement> behind; ///< statements that the sources name
  std::vector<ContestedStatement> about;  ///< other statements that bear on the element
};

/// Nothing when the table has no such column: then `findings` says so (E697).
[[nodiscard]] std::optional<CellStory> tell_cell(model::Folder const& folder, Element const& element,
                                                 std::string_view column, Findings& findings);

/// The columns of the element that have a value or a source, in the order of its table.
[[nodiscard]] std::vector<std::string> told_columns(model::Folder const& folder, Element const& element);

/// Statements that bear on an element, with their rivals.
[[nodiscard]] std::vector<ContestedStatement> statements_about(model::Folder const& folder,
                                                               Element const& element);

/// The statements that match, with their rivals, in the order of the file.
[[nodiscard]] std::vector<ContestedStatement> with_rivals(model::Evidence const& statements,
                                                          model::StatementFilter const& filter);

} // namespace korridor::study
