// Text on a terminal: how many columns it takes, cutting and padding it to a width.
#pragma once

#include <string>
#include <string_view>

namespace korridor::report {

/// Columns that a UTF-8 text takes: combining marks 0, East Asian wide characters 2, all others 1.
[[nodiscard]] int display_width(std::string_view text);

/// The text without control characters or broken UTF-8 (a name may not steer a terminal), cut to at most
/// `width` columns; what is cut ends in an ellipsis.
[[nodiscard]] std::string fit(std::string_view text, int width);

/// Spaces added on the right, or on the left, up to `width` columns.
[[nodiscard]] std::string pad_right(std::string text, int width);
[[nodiscard]] std::string pad_left(std::string text, int width);

/// Words wrapped at `width` columns; each line begins with `indent` spaces.
[[nodiscard]] std::string wrap(std::string_view text, int width, int indent = 0);

} // namespace korridor::report
