// Reading WKT lines.
#include "korridor/model/geometry.hpp"

#include <cmath>

#include "korridor/core/text.hpp"

namespace korridor::model {

std::optional<std::vector<std::pair<double, double>>> parse_linestring(std::string_view text) {
  constexpr std::string_view kKeyword = "LINESTRING";
  text = trimmed(text);
  if (text.size() < kKeyword.size()) return std::nullopt;
  for (std::size_t at = 0; at < kKeyword.size(); ++at) {
    if ((text[at] & ~0x20) != kKeyword[at]) return std::nullopt; // letter case does not matter
  }
  text = trimmed(text.substr(kKeyword.size()));
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return std::nullopt;
  std::vector<std::pair<double, double>> points;
  for (std::string_view const piece : split(text.substr(1, text.size() - 2), ',')) {
    std::string_view const point = trimmed(piece);
    std::size_t const blank = point.find_first_of(" \t");
    if (blank == std::string_view::npos) return std::nullopt;
    ParsedNumber const longitude = parse_number(point.substr(0, blank));
    ParsedNumber const latitude = parse_number(point.substr(blank));
    if (!longitude || !latitude || std::abs(longitude.value) > 180.0 || std::abs(latitude.value) > 90.0) {
      return std::nullopt;
    }
    points.emplace_back(longitude.value, latitude.value);
  }
  if (points.size() < 2) return std::nullopt;
  return points;
}

} // namespace korridor::model
