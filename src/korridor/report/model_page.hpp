// A page on one model, made from its tables alone: what it holds, where its numbers come from, where it is
// weak.
#pragma once

#include <string>

#include "korridor/model/folder.hpp"

namespace korridor::report {

/// Markdown. `name` is the folder's name; `picture` is the address of its map, empty for none.
[[nodiscard]] std::string model_page(model::Folder const& folder, std::string const& name,
                                     std::string const& picture);

} // namespace korridor::report
