// A folder's tables and cells by name.
#include "korridor/model/folder.hpp"

#include <algorithm>

namespace korridor::model {

std::optional<std::size_t> Table::find(std::string_view column) const {
  auto const found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

std::string const& Table::cell(Row const& row, std::string_view column) const {
  static std::string const nothing;
  auto const position = find(column);
  return position && *position < row.cells.size() ? row.cells[*position] : nothing;
}

Table const* Folder::find(std::string_view table) const {
  auto const found =
      std::find_if(tables.begin(), tables.end(), [&](Table const& t) { return t.name == table; });
  return found == tables.end() ? nullptr : &*found;
}

Table* Folder::find(std::string_view table) {
  auto const found =
      std::find_if(tables.begin(), tables.end(), [&](Table const& t) { return t.name == table; });
  return found == tables.end() ? nullptr : &*found;
}

} // namespace korridor::model
