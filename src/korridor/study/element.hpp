// What a user means by "link:cpc_kaz" or "cpc_kaz".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::study {

/// A row of a table by its id.
struct Element {
  std::string table;
  std::string id;
  [[nodiscard]] std::string text() const { return table + ':' + id; }
};

/// "link:cpc_kaz", or an id alone where only one table has it. Nothing when there is no such row, no such
/// table, or several rows of that id: then `findings` says so (E696) and what may have been meant.
[[nodiscard]] std::optional<Element> find_element(model::Folder const& folder, std::string_view text,
                                                  Findings& findings);

} // namespace korridor::study
