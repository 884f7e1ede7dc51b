// Escaping and number formats of the SVG writer.
#include "korridor/draw/svg_text.hpp"
#include "korridor/draw/text_width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace korridor::draw {

namespace {

constexpr std::string_view kMinus = "\u2212";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string grouped(std::string digits) {
  for (auto at = static_cast<long>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

long long tenths(double value) { return std::llround(value * 10.0); }

/// "12", ".5", "-3.4"; a blank before it where the last number would run into it.
void append_tenths(std::string& data, long long value, bool follows) {
  if (value < 0)
    data += '-';
  else if (follows)
    data += ' ';
  long long const size = std::abs(value);
  if (size >= 10 || size == 0) data += std::to_string(size / 10);
  if (size % 10 != 0) {
    data += '.';
    data += static_cast<char>('0' + size % 10);
  }
}

std::string magnitude_text(double amount) {
  double const size = std::abs(amount);
  if (size >= 1e7) return fmt::format("{:.3g}", size);
  if (size >= 99.95) return grouped(fmt::format("{:.0f}", size));
  if (size >= 9.995) return without_trailing_zeros(fmt::format("{:.1f}", size));
  if (size >= 0.00995 || size == 0.0) return without_trailing_zeros(fmt::format("{:.2f}", size));
  return fmt::format("{:.1g}", size);
}

} // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  while (!text.empty()) {
    auto const [point, bytes] = next_code_point(text);
    switch (point) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    case '\t':
    case '\n':
      out += ' ';
      break;
    default:
      if (point < 0x20 || point == 0x7f || point == 0xfffe || point == 0xffff || point == kReplacement)
        out += "\ufffd";
      else
        out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes);
  }
  return out;
}

std::string xml_id(std::string_view prefix, std::string_view id) {
  std::string out(prefix);
  for (char const c : id) {
    if (is_word(c))
      out += c;
    else
      out += fmt::format("_{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

std::string coordinate(double value) {
  double const rounded = std::round(value * 10.0) / 10.0;
  return without_trailing_zeros(fmt::format("{:.1f}", rounded == 0.0 ? 0.0 : rounded));
}

std::string path_data(Polyline const& line, bool closed) {
  if (line.size() < 2) return {};
  std::string data;
  data.reserve(line.size() * 8);
  // Steps between rounded points, so that rounding does not add up.
  long long x = tenths(line.front().x), y = tenths(line.front().y);
  data += 'M';
  append_tenths(data, x, false);
  append_tenths(data, y, true);
  data += 'l';
  for (std::size_t k = 1; k < line.size(); ++k) {
    long long const next_x = tenths(line[k].x), next_y = tenths(line[k].y);
    append_tenths(data, next_x - x, k > 1);
    append_tenths(data, next_y - y, true);
    x = next_x;
    y = next_y;
  }
  if (closed) data += 'Z';
  return data;
}

std::string amount_text(double amount) {
  return (amount < 0.0 ? std::string(kMinus) : "") + magnitude_text(amount);
}

std::string difference_text(double amount) { return (amount > 0.0 ? "+" : "") + amount_text(amount); }

std::string percent_text(double share, bool signed_) {
  double const percent = share * 100.0;
  double const shown = std::abs(percent) >= 0.95 ? std::round(percent) : percent;
  return (signed_ ? difference_text(shown) : amount_text(shown)) + " %";
}

} // namespace korridor::draw
