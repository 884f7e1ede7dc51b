// A short name for the data of a model folder, so that a picture says what it was made from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "korridor/model/folder.hpp"

namespace korridor::report {

/// FNV-1a (64 bits) over settings, table names, columns and cells, as 16 hexadecimal digits.
[[nodiscard]] std::string data_version(model::Folder const& folder);

/// The same of each table alone, by name, and of the settings as "korridor.toml".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> table_versions(model::Folder const& folder);

} // namespace korridor::report
