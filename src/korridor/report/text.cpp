// UTF-8 and terminal columns.
#include "korridor/report/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace korridor::report {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first;
  char32_t last;
};

// The ranges that matter for names of places; not the whole of Unicode's tables.
constexpr std::array<Range, 9> kZeroWidth = {{{0x0300, 0x036F},
                                              {0x0483, 0x0489},
                                              {0x0591, 0x05BD},
                                              {0x064B, 0x065F},
                                              {0x1AB0, 0x1AFF},
                                              {0x1DC0, 0x1DFF},
                                              {0x200B, 0x200F},
                                              {0x20D0, 0x20FF},
                                              {0xFE00, 0xFE0F}}};
constexpr std::array<Range, 8> kWide = {{{0x1100, 0x115F},
                                         {0x2E80, 0xA4CF},
                                         {0xAC00, 0xD7A3},
                                         {0xF900, 0xFAFF},
                                         {0xFE30, 0xFE6F},
                                         {0xFF00, 0xFF60},
                                         {0x1F300, 0x1FAFF},
                                         {0x20000, 0x3FFFD}}};

template <std::size_t Count>
bool within(std::array<Range, Count> const& ranges, char32_t point) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [point](Range const& range) { return point >= range.first && point <= range.last; });
}

int columns(char32_t point) {
  if (within(kZeroWidth, point)) return 0;
  return within(kWide, point) ? 2 : 1;
}

/// Takes one character off the front; a broken sequence is one replacement character for its first byte.
char32_t take(std::string_view& text) {
  auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  unsigned char const lead = byte(0);
  std::size_t const length = lead < 0x80U   ? 1
                             : lead < 0xC2U ? 0
                             : lead < 0xE0U ? 2
                             : lead < 0xF0U ? 3
                             : lead < 0xF5U ? 4
                                            : 0;
  char32_t point = kReplacement;
  std::size_t taken = 1;
  if (length == 1) {
    point = lead;
  } else if (length > 1 && text.size() >= length) {
    point = lead & (0x7FU >> length);
    bool whole = true;
    for (std::size_t at = 1; at < length; ++at) {
      whole = whole && (byte(at) & 0xC0U) == 0x80U;
      point = (point << 6U) | (byte(at) & 0x3FU);
    }
    if (whole) {
      taken = length;
    } else {
      point = kReplacement;
    }
  }
  text.remove_prefix(taken);
  return point;
}

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

} // namespace

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) width += columns(take(text));
  return width;
}

std::string fit(std::string_view text, int width) {
  std::string out;
  std::string before_last_column; // `out` as it was while one column was still free for the ellipsis
  int used = 0;
  while (!text.empty()) {
    std::string_view const rest = text;
    char32_t const point = take(text);
    std::string_view const bytes = rest.substr(0, rest.size() - text.size());
    int const wide = columns(point);
    if (used + wide > width) return width > 0 ? before_last_column + "…" : "";
    used += wide;
    if (is_control(point)) {
      out += ' ';
    } else if (point == kReplacement) {
      out += "\xEF\xBF\xBD";
    } else {
      out += bytes;
    }
    if (used <= width - 1) before_last_column = out;
  }
  return out;
}

std::string pad_right(std::string text, int width) {
  text.append(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
  return text;
}

std::string pad_left(std::string text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ') +
         std::move(text);
}

std::string wrap(std::string_view text, int width, int indent) {
  std::string const margin(static_cast<std::size_t>(indent), ' ');
  std::string out;
  std::string line;
  auto const flush = [&] {
    if (!line.empty()) out += margin + line + '\n';
    line.clear();
  };
  while (!text.empty()) {
    std::size_t const end = std::min(text.find(' '), text.size());
    std::string_view const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!line.empty() && indent + display_width(line) + 1 + display_width(word) > width) flush();
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  flush();
  return out;
}

} // namespace korridor::report
