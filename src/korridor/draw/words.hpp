// The words that pictures carry, by language; names and units are the scene's own.
#pragma once

#include <string>
#include <string_view>

namespace korridor::draw {

struct Words {
  std::string_view use_of_capacity, change_of_flow; ///< headings of the colour scales
  std::string_view no_limit, loses_gains;           ///< below them
  std::string_view width, width_of_change;          ///< "Width: {group}, {unit}"
  std::string_view wider, drawn_as;                 ///< of ribbons beyond the scale; {} is a factor
  std::string_view signs, strait, border, field, hub, closed, idle;
  std::string_view date, data, base_map, borders; ///< before what they name
  std::string_view lambert, equal_earth;          ///< {} stands for the centre
  std::string_view north, south, east, west;
  std::string_view to, from, both; ///< before the name of a place beyond the frame
  char decimal = '.', thousands = ',';
  bool german_names = false; ///< of countries

  /// An amount that svg_text.hpp wrote, as the language writes it.
  [[nodiscard]] std::string digits(std::string text) const;
};

[[nodiscard]] Words const& english_words();
[[nodiscard]] Words const& german_words();

} // namespace korridor::draw
