// Strict CSV (RFC 4180): one table from bytes, with the place of every fault, and back.
#pragma once

#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::io {

inline constexpr std::size_t kLongestCell = std::size_t{1} << 20U; ///< bytes
inline constexpr std::size_t kMostColumns = 1000;

/// A table as read. `whole` is false when a fault may have swallowed rows: then ids must not be looked up in
/// it.
struct CsvTable {
  model::Table table;
  bool whole = true;
};

/// Reads a table. `file` is for findings. A byte order mark is dropped; lines end with LF or CRLF; blank
/// lines are left out. Every fault is reported (at most 100 of them), and reading goes on after each.
[[nodiscard]] CsvTable parse_csv(std::string_view bytes, std::string const& file,
                                 std::string const& table_name, Findings& findings);

/// The table as CSV: quotes only where they are needed, lines end with LF. Reads back as the same table.
[[nodiscard]] std::string csv_text(model::Table const& table);

} // namespace korridor::io
