// A short name for the data of a model folder, so that a picture says what it was made from.
#pragma once

#include <string>

#include "korridor/model/folder.hpp"

namespace korridor::report {

/// FNV-1a (64 bits) over settings, table names, columns and cells, as 16 hexadecimal digits.
[[nodiscard]] std::string data_version(model::Folder const& folder);

} // namespace korridor::report
