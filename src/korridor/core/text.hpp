// Text: numbers, UTF-8, trimming and the word that somebody probably meant.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace korridor {

/// Without blanks, tabs and line ends at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Pieces between separators, as they stand; one piece when there is no separator.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Why a text is no number.
enum class NumberFault { empty, not_a_number, nan, infinite, overflow, trailing_text, decimal_comma };

struct ParsedNumber {
  double value = 0.0;
  std::optional<NumberFault> fault; ///< nothing: `value` is finite
  [[nodiscard]] explicit operator bool() const { return !fault.has_value(); }
};

/// A finite number in decimal or exponent notation with a point, surrounding blanks ignored. "inf" and "nan"
/// have their own faults; a number too small to be told from 0 is 0.
[[nodiscard]] ParsedNumber parse_number(std::string_view text);

/// What is wrong and what to write, for messages: "is not a number", "write ...".
[[nodiscard]] std::string_view fault_text(NumberFault fault);
[[nodiscard]] std::string_view remedy_text(NumberFault fault);

/// A whole number that fits; nothing otherwise.
[[nodiscard]] std::optional<long long> parse_integer(std::string_view text);

/// Shortest text that reads back as the same number; "inf" for infinity.
[[nodiscard]] std::string number_text(double value);

/// Byte position of the first byte that is not part of valid UTF-8 (surrogates and overlong forms are not).
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

/// Least number of insertions, deletions, replacements and swaps of neighbours that turn one into the other.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to a word (letter case ignored) if it is near enough to have been meant; empty
/// otherwise.
[[nodiscard]] std::string nearest(std::string_view word, std::span<std::string const> candidates);
[[nodiscard]] std::string nearest(std::string_view word, std::span<std::string_view const> candidates);

/// "did you mean 'btc'?" or, when nothing is near, `otherwise`.
[[nodiscard]] std::string did_you_mean(std::string const& near, std::string_view otherwise);

} // namespace korridor
