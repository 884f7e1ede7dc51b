// The part of a place's name that fits on a map.
#pragma once

#include <string>
#include <string_view>

namespace korridor::draw {

/// The proper name at the start of a description: "Petropavl rail border node" is "Petropavl", "Skagen
/// (Danish Straits)" is "Skagen", "Port of Baku at Alat" stays. It ends before a bracket, a comma or the
/// first word in lower case that does not join names. Names that are short, or would leave an abbreviation
/// alone, stay whole.
[[nodiscard]] std::string short_name(std::string_view name);

} // namespace korridor::draw
