// Instances of multicommodity flow in plain numbers in the form of the seeded ones.
#pragma once

#include <optional>
#include <string>

#include "corridor_instance.hpp"

namespace korridor::bench {

/// "nodes arcs commodities", then "from to cost capacity" and "origin destination demand" lines, nodes
/// from 1. Each origin is a class. Demand that is not met costs far more than any way, so that it is met
/// where it can be. Nothing when the file does not read so.
[[nodiscard]] std::optional<CorridorInstance> read_mmcf_instance(std::string const& path);

} // namespace korridor::bench
