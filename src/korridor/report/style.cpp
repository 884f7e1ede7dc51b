// Colours and bars of the terminal report.
#include "korridor/report/style.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace korridor::report {

namespace {

// 256-colour codes close to the palette of the map; brown loses and blue gains, never red and green.
std::string_view code(Tone tone) {
  switch (tone) {
  case Tone::title:
    return "\x1b[1m";
  case Tone::heading:
    return "\x1b[1;38;5;25m";
  case Tone::faint:
    return "\x1b[2m";
  case Tone::room:
    return "\x1b[38;5;145m";
  case Tone::half:
    return "\x1b[38;5;74m";
  case Tone::busy:
    return "\x1b[38;5;31m";
  case Tone::tight:
    return "\x1b[38;5;172m";
  case Tone::full:
    return "\x1b[38;5;124m";
  case Tone::loss:
    return "\x1b[38;5;130m";
  case Tone::gain:
    return "\x1b[38;5;25m";
  case Tone::alarm:
    return "\x1b[1;31m";
  case Tone::plain:
    break;
  }
  return "";
}

} // namespace

std::string paint(std::string_view text, Tone tone, Style const& style) {
  std::string_view const start = code(tone);
  if (!style.colour || start.empty() || text.empty()) return std::string(text);
  return std::string(start) + std::string(text) + "\x1b[0m";
}

Tone utilization_tone(double utilization) {
  if (utilization >= 0.95) return Tone::full;
  if (utilization >= 0.85) return Tone::tight;
  if (utilization >= 0.70) return Tone::busy;
  if (utilization >= 0.50) return Tone::half;
  return Tone::room;
}

std::string bar(double share, int cells) {
  static constexpr std::array<std::string_view, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  double const filled = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) * cells : 0.0;
  int const eighths = static_cast<int>(std::lround(filled * 8.0));
  int const whole = eighths / 8;
  std::string_view const part = kEighths[static_cast<std::size_t>(eighths % 8)];
  std::string out;
  for (int cell = 0; cell < whole; ++cell) out += "█";
  out += part;
  out.append(static_cast<std::size_t>(cells - whole - (part.empty() ? 0 : 1)), ' ');
  return out;
}

} // namespace korridor::report
