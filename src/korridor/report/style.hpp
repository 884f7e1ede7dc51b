// How text is shown: width of the terminal, whether colour is wanted, and the few tones a report uses.
#pragma once

#include <string>
#include <string_view>

namespace korridor::report {

struct Style {
  int width = 100;     ///< columns of the terminal
  bool colour = false; ///< ANSI colours
};

/// What a piece of text is, not which colour it has. The utilisation tones follow the map's legend.
enum class Tone { plain, title, heading, faint, room, half, busy, tight, full, loss, gain, alarm };

/// The text in the tone's colour, or as it is without colour.
[[nodiscard]] std::string paint(std::string_view text, Tone tone, Style const& style);

/// Tone of a utilisation: below 0.5 room, then half, busy from 0.7, tight from 0.85, full from 0.95.
[[nodiscard]] Tone utilization_tone(double utilization);

/// A bar of `cells` columns, the given share of it filled to an eighth of a column, padded with spaces.
[[nodiscard]] std::string bar(double share, int cells);

} // namespace korridor::report
