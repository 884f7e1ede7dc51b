// Whether each number that an answer rests on says where it comes from, and whether what it says holds.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::model {

struct SourceOptions {
  std::size_t most_notes = 12; ///< rows that may share one remark before it counts as filler
};

/// What was looked at, for the reader of the check.
struct SourceReport {
  std::size_t cell_count = 0;                   ///< numbers, dates and changes in time that need a source
  std::size_t sourced_count = 0;                ///< that have one in use
  std::size_t alternative_count = 0;            ///< rows not in use
  std::map<std::string, std::size_t> by_method; ///< of the rows in use for these cells
  /// Remarks (formulas not among them) and sources with the rows that share them, most repeated first.
  std::vector<std::pair<std::string, std::size_t>> notes, sources;
};

/// Adds a finding for each cell without exactly one source in use, for each source that says another value
/// than its cell, lies outside its own range, or derives another number than it states, for sources of cells
/// that are empty, for statements about elements that there are not, and for remarks that repeat too often.
/// Ids, columns and methods of provenance.csv are judged by check_tables, which comes first.
[[nodiscard]] SourceReport check_sources(Folder const& folder, SourceOptions const& options,
                                         Findings& findings);

} // namespace korridor::model
