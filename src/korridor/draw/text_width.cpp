// Advance widths of Inter for ASCII, in hundredths of the type size, and estimates for other scripts.
#include "korridor/draw/text_width.hpp"

#include <array>

namespace korridor::draw {

namespace {

constexpr std::array<unsigned char, 95> kRegular{
    27, 29, 40, 64, 64, 83, 65, 22, 38, 38, 52, 67, 29, 46, 28, 37, 65, 47, 61, 64, 65, 62, 64, 58,
    63, 64, 28, 29, 67, 67, 67, 53, 97, 70, 65, 74, 72, 60, 59, 75, 74, 27, 55, 66, 56, 90, 75, 77,
    64, 77, 65, 64, 65, 74, 70, 98, 67, 69, 64, 38, 37, 38, 48, 46, 50, 57, 63, 57, 63, 59, 37, 62,
    60, 25, 25, 56, 25, 88, 60, 60, 62, 62, 38, 54, 37, 59, 57, 83, 55, 57, 55, 38, 34, 38, 67};
constexpr double kBoldFactor = 1.04; // the mean over letters of Inter Bold by Inter Regular
constexpr double kRoom = 1.03;

struct Range {
  char32_t last;
  double width; ///< em
};
// Widths by block, each up to its last code point.
constexpr Range kRanges[] = {
    {0x9f, 0.0},    {0xbf, 0.45},  {0xdf, 0.70},   {0x24f, 0.60},  {0x2ff, 0.58},    {0x36f, 0.0},
    {0x5ff, 0.66},  {0x6ff, 0.52}, {0x10ff, 0.64}, {0x1fff, 0.62}, {0x200f, 0.0},    {0x206f, 0.62},
    {0x2e7f, 0.75}, {0xd7ff, 1.0}, {0xf8ff, 0.8},  {0xfaff, 1.0},  {0xfdff, 0.6},    {0xfe0f, 0.0},
    {0xfe6f, 1.0},  {0xfeff, 0.6}, {0xffef, 1.0},  {0xffff, 0.8},  {0x10ffff, 1.05},
};

double em_width(char32_t point) {
  if (point >= 32 && point < 127) return kRegular[point - 32] / 100.0;
  if (point == 0x2009 || point == 0x202f) return 0.2;
  for (Range const& range : kRanges)
    if (point <= range.last) return range.width;
  return 1.0;
}

} // namespace

CodePoint next_code_point(std::string_view text) {
  auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  unsigned const lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  std::size_t const bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) return {kReplacement, 1};
  char32_t point = lead & (0xffU >> (bytes + 1));
  for (std::size_t at = 1; at < bytes; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return {kReplacement, 1};
    point = (point << 6) | (byte(at) & 0x3f);
  }
  constexpr char32_t kFirst[] = {0, 0, 0x80, 0x800, 0x10000};
  bool const surrogate = point >= 0xd800 && point <= 0xdfff;
  if (point < kFirst[bytes] || point > 0x10ffff || surrogate) return {kReplacement, 1};
  return {point, bytes};
}

double text_width(std::string_view text, double size, bool bold) {
  double em = 0.0;
  while (!text.empty()) {
    auto const [point, bytes] = next_code_point(text);
    em += em_width(point);
    text.remove_prefix(bytes);
  }
  return em * size * kRoom * (bold ? kBoldFactor : 1.0);
}

std::string fitted_text(std::string_view text, double size, double limit, bool bold) {
  if (text_width(text, size, bold) <= limit) return std::string(text);
  double const room = limit - text_width("…", size, bold);
  double used = 0.0;
  std::size_t kept = 0;
  while (kept < text.size()) {
    auto const [point, bytes] = next_code_point(text.substr(kept));
    used += text_width(text.substr(kept, bytes), size, bold);
    if (used > room) break;
    kept += bytes;
  }
  return std::string(text.substr(0, kept)) + "…";
}

} // namespace korridor::draw
