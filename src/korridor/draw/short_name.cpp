// Cuts descriptions down to names.
#include "korridor/draw/short_name.hpp"

#include <algorithm>
#include <array>

namespace korridor::draw {

namespace {

constexpr std::array<std::string_view, 14> kJoining{"of", "at", "the", "el", "al", "de",  "da",
                                                    "la", "le", "du",  "am", "on", "von", "der"};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// "pipeline", but not "el-Mandeb".
bool is_common(std::string_view word) {
  return !word.empty() && is_lower(word.front()) && std::none_of(word.begin(), word.end(), is_upper);
}

bool is_abbreviation(std::string_view word) {
  return std::none_of(word.begin(), word.end(), is_lower) && word.size() <= 4;
}

bool is_joining(std::string_view word) {
  return std::find(kJoining.begin(), kJoining.end(), word) != kJoining.end();
}

std::string_view without_blanks_at_end(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

} // namespace

std::string short_name(std::string_view name) {
  std::string_view const head = without_blanks_at_end(name.substr(0, name.find_first_of("(,;")));
  std::size_t end = 0; // of the last word that belongs to the name
  for (std::size_t at = 0; at < head.size();) {
    std::size_t const stop = std::min(head.find(' ', at), head.size());
    std::string_view const word = head.substr(at, stop - at);
    bool const joins = is_joining(word);
    if (is_common(word) && !joins) break;
    if (!joins) end = stop;
    at = stop + 1;
  }
  std::string_view const proper = head.substr(0, end);
  if (proper.empty() || is_abbreviation(proper)) return std::string(head.empty() ? name : head);
  return std::string(proper);
}

} // namespace korridor::draw
