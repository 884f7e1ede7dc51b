// Text: numbers without locale, UTF-8 validity, edit distance.
#include "korridor/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace korridor {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kLongestWord = 64; // longer words were not mistyped ids

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

std::optional<NumberFault> special_number(std::string_view text) {
  std::string word = lower(text.substr(0, kLongestWord));
  if (!word.empty() && (word.front() == '+' || word.front() == '-')) word.erase(0, 1);
  if (word.rfind("nan", 0) == 0) return NumberFault::nan;
  if (word == "inf" || word == "infinity") return NumberFault::infinite;
  return std::nullopt;
}

// from_chars reports 1e400 and 1e-400 alike as out of range; the sign of the exponent tells them apart.
bool underflows(std::string_view text) {
  std::size_t const exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) return exponent + 1 < text.size() && text[exponent + 1] == '-';
  std::size_t const first = text.find_first_not_of("+-0");
  return first != std::string_view::npos && text[first] == '.';
}

// Length of the UTF-8 sequence that begins at `at`, 0 when it is not valid (Unicode standard, table 3-7).
std::size_t utf8_length(std::string_view bytes, std::size_t at) {
  auto const byte = [&](std::size_t offset) {
    return at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0U;
  };
  auto const between = [&](std::size_t offset, unsigned low, unsigned high) {
    return byte(offset) >= low && byte(offset) <= high;
  };
  unsigned const lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return between(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    unsigned const low = lead == 0xE0 ? 0xA0 : 0x80;
    unsigned const high = lead == 0xED ? 0x9F : 0xBF;
    return between(1, low, high) && between(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    unsigned const low = lead == 0xF0 ? 0x90 : 0x80;
    unsigned const high = lead == 0xF4 ? 0x8F : 0xBF;
    return between(1, low, high) && between(2, 0x80, 0xBF) && between(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

template <typename Text>
std::string nearest_of(std::string_view word, std::span<Text const> candidates) {
  if (word.empty() || word.size() > kLongestWord) return {};
  std::string const wanted = lower(word);
  // One letter in three may be wrong, at most three in all.
  std::size_t const allowed = std::min<std::size_t>(3, (wanted.size() + 1) / 3);
  std::size_t best_distance = allowed + 1;
  std::string_view best;
  std::string_view longer; // a candidate that the word begins
  for (std::string_view const candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    std::string const known = lower(candidate);
    if (longer.empty() && wanted.size() >= 3 && known.rfind(wanted, 0) == 0) longer = candidate;
    std::size_t const difference =
        known.size() > wanted.size() ? known.size() - wanted.size() : wanted.size() - known.size();
    if (difference >= best_distance) continue;
    std::size_t const distance = edit_distance(wanted, known);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return std::string(best.empty() ? longer : best);
}

} // namespace

std::string_view trimmed(std::string_view text) {
  std::size_t const first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  std::size_t from = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator, from)) {
    pieces.push_back(text.substr(from, at - from));
    from = at + 1;
  }
  pieces.push_back(text.substr(from));
  return pieces;
}

ParsedNumber parse_number(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return {0.0, NumberFault::empty};
  if (auto const fault = special_number(text)) return {0.0, fault};
  std::string_view digits = text;
  if (digits.front() == '+' && digits.size() > 1 && digits[1] != '-') digits.remove_prefix(1);
  double value = 0.0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  auto const read = static_cast<std::size_t>(end - digits.data());
  if (error == std::errc::invalid_argument) return {0.0, NumberFault::not_a_number};
  if (read < digits.size()) {
    bool const comma = digits[read] == ',' && read + 1 < digits.size() &&
                       digits.find_first_not_of("0123456789.,eE+-", read) == std::string_view::npos;
    return {0.0, comma ? NumberFault::decimal_comma : NumberFault::trailing_text};
  }
  if (error == std::errc::result_out_of_range) {
    if (underflows(digits)) return {0.0, std::nullopt};
    return {0.0, NumberFault::overflow};
  }
  return {value, std::nullopt};
}

std::string_view fault_text(NumberFault fault) {
  switch (fault) {
  case NumberFault::empty:
    return "is empty where a number is needed";
  case NumberFault::not_a_number:
    return "is not a number";
  case NumberFault::nan:
    return "is not a number (NaN)";
  case NumberFault::infinite:
    return "is infinite";
  case NumberFault::overflow:
    return "is too large to be held as a number";
  case NumberFault::trailing_text:
    return "has text after the number";
  case NumberFault::decimal_comma:
    return "has a comma inside the number";
  }
  return "is not a number";
}

std::string_view remedy_text(NumberFault fault) {
  switch (fault) {
  case NumberFault::empty:
    return "write a number";
  case NumberFault::not_a_number:
    return "write a number such as 12.5 or 1.2e6";
  case NumberFault::nan:
    return "write a number, or leave the cell empty for its default";
  case NumberFault::infinite:
    return "write a finite number";
  case NumberFault::overflow:
    return "write a number below 1e300, perhaps in a larger unit";
  case NumberFault::trailing_text:
    return "write the number alone and its unit in the unit column";
  case NumberFault::decimal_comma:
    return "write a decimal point, and no separators between thousands";
  }
  return "write a number";
}

std::optional<long long> parse_integer(std::string_view text) {
  text = trimmed(text);
  long long value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string number_text(double value) {
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 32> buffer{};
  auto const result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t const length = utf8_length(bytes, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Optimal string alignment: row i holds the distance of the first i letters of a to each beginning of b.
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string nearest(std::string_view word, std::span<std::string const> candidates) {
  return nearest_of(word, candidates);
}

std::string nearest(std::string_view word, std::span<std::string_view const> candidates) {
  return nearest_of(word, candidates);
}

std::string did_you_mean(std::string const& near, std::string_view otherwise) {
  return near.empty() ? std::string(otherwise) : "did you mean '" + near + "'?";
}

} // namespace korridor
