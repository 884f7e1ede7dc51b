// How wide a text will be, without a font engine: the same on every machine, so that pictures are too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace korridor::draw {

inline constexpr char32_t kReplacement = 0xfffd;

struct CodePoint {
  char32_t value;    ///< kReplacement for a byte that is not UTF-8
  std::size_t bytes; ///< at least 1
};

/// The first code point of a text that is not empty.
[[nodiscard]] CodePoint next_code_point(std::string_view text);

/// px, by the advance widths of Inter; a few per cent of room is included for the fallback fonts.
[[nodiscard]] double text_width(std::string_view text, double size, bool bold = false);

/// The text, cut with "…" where it is wider than `limit` px.
[[nodiscard]] std::string fitted_text(std::string_view text, double size, double limit, bool bold = false);

} // namespace korridor::draw
