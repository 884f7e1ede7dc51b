// Public benchmark formats read as model folders.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::io {

/// Multicommodity min-cost flow in plain numbers: nodes, arcs, commodities, then "from to cost capacity" for
/// each arc, then "origin destination demand" for each commodity; nodes count from 1. Each origin is an
/// actor, and a demand accepts only goods of its own origin. Demand has no value: least cost, then unserved.
[[nodiscard]] std::optional<model::Folder> import_mmcf(std::string const& path, Findings& findings);

/// Min-cost flow in DIMACS form (p min, n, a). A lower bound of an arc becomes a demand at its tail and a
/// supply at its head that costs what the arc costs, so that the cost of the answer is that of the instance.
[[nodiscard]] std::optional<model::Folder> import_dimacs(std::string const& path, Findings& findings);

/// The same from bytes; `name` is for findings and the title.
[[nodiscard]] std::optional<model::Folder> parse_mmcf(std::string_view bytes, std::string const& name,
                                                      Findings& findings);
[[nodiscard]] std::optional<model::Folder> parse_dimacs(std::string_view bytes, std::string const& name,
                                                        Findings& findings);

} // namespace korridor::io
