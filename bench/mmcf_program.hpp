// Instances of multicommodity flow in plain numbers as path programmes.
#pragma once

#include <optional>
#include <string>

#include "korridor/opt/path_program.hpp"

namespace korridor::bench {

/// "nodes arcs commodities", then "from to cost capacity" and "origin destination demand" lines, nodes from
/// 1. One layer of nodes for each origin. Demand that is not met costs far more than any way, so that it is
/// met where it can be. Nothing when the file does not read so.
[[nodiscard]] std::optional<opt::PathProgram> read_mmcf_program(std::string const& path);

} // namespace korridor::bench
