// Reader of the embedded base map: arcs as polyline text, then rings and lines that name arcs by their order.
#include "korridor/draw/base_map.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

// Both ends of the embedded file; base_map_data.S defines them.
extern "C" char const korridor_basemap_begin[];
extern "C" char const korridor_basemap_end[];

namespace korridor::draw {

namespace {

/// Words of one line of the file; the rest of a line may be a name with blanks.
class Record {
public:
  Record(std::string_view line, std::size_t number) : rest_(line), number_(number) {}

  [[nodiscard]] std::string_view next() {
    auto const end = rest_.find(' ');
    auto const word = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return word;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  /// Whether the next word is a whole number, as an arc's index is.
  [[nodiscard]] bool at_number() const {
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    return !rest_.empty() && (digit(rest_[0]) || (rest_[0] == '-' && rest_.size() > 1 && digit(rest_[1])));
  }
  [[nodiscard]] int number() {
    auto const word = next();
    int value = 0;
    auto const [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (fault != std::errc{} || end != word.data() + word.size()) fail("expected a whole number");
    return value;
  }
  [[noreturn]] void fail(std::string_view what) const {
    throw std::invalid_argument(fmt::format("base map line {}: {}", number_, what));
  }

private:
  std::string_view rest_;
  std::size_t number_;
};

GeoLine decode_arc(std::string_view text, double quantum, Record const& line) {
  GeoLine arc;
  long coordinates[2] = {0, 0};
  std::size_t axis = 0;
  for (std::size_t at = 0; at < text.size(); axis = 1 - axis) {
    long value = 0;
    int shift = 0;
    long group = 0;
    do {
      if (at == text.size() || text[at] < '?' || shift > 30) line.fail("broken polyline");
      group = text[at++] - '?';
      value |= (group & 0x1f) << shift;
      shift += 5;
    } while ((group & 0x20) != 0);
    coordinates[axis] += (value & 1) != 0 ? ~(value >> 1) : value >> 1;
    if (axis == 1)
      arc.push_back(
          {static_cast<double>(coordinates[0]) * quantum, static_cast<double>(coordinates[1]) * quantum});
  }
  if (axis != 0 || arc.size() < 2) line.fail("broken polyline");
  return arc;
}

/// Joins the arcs that the next words name; a negative index ~i is arc i backwards.
GeoLine joined_arcs(Record& words, std::vector<GeoLine> const& arcs) {
  GeoLine line;
  while (words.at_number()) {
    int const index = words.number();
    auto const position = static_cast<std::size_t>(index >= 0 ? index : ~index);
    if (position >= arcs.size()) words.fail("no such arc");
    GeoLine const& arc = arcs[position];
    if (!line.empty()) line.pop_back(); // the joint is in both arcs
    if (index >= 0)
      line.insert(line.end(), arc.begin(), arc.end());
    else
      line.insert(line.end(), arc.rbegin(), arc.rend());
  }
  if (line.empty()) words.fail("no arcs");
  return line;
}

} // namespace

std::string_view base_map_text() {
  return {korridor_basemap_begin, static_cast<std::size_t>(korridor_basemap_end - korridor_basemap_begin)};
}

BaseMap parse_base_map(std::string_view text) {
  BaseMap map;
  std::vector<GeoLine> arcs;
  double quantum = 0.0;
  std::size_t number = 0;
  while (!text.empty()) {
    auto const end = text.find('\n');
    Record words(text.substr(0, end), ++number);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    auto const kind = words.next();
    if (number == 1 && (kind != "korridor-basemap" || words.rest() != "1"))
      words.fail("not a base map of format 1");
    if (kind == "source")
      map.source = words.rest();
    else if (kind == "policy")
      map.policy = words.rest();
    else if (kind == "note")
      map.note = words.rest();
    else if (kind == "quantum")
      quantum = std::stod(std::string(words.rest()));
    else if (kind == "arc")
      arcs.push_back(decode_arc(words.rest(), quantum, words));
    else if (kind == "land")
      map.land.push_back(joined_arcs(words, arcs));
    else if (kind == "lake")
      map.lakes.push_back(joined_arcs(words, arcs));
    else if (kind == "border")
      map.borders.push_back(joined_arcs(words, arcs));
    else if (kind == "country") {
      auto ring = joined_arcs(words, arcs);
      std::string_view const names = words.rest(); // Yemen|Jemen, or one for both
      std::string const name(names.substr(0, names.find('|')));
      map.countries.push_back({name, std::string(names.substr(names.rfind('|') + 1)), std::move(ring)});
    } else if (kind == "disputed") {
      auto const index = static_cast<std::size_t>(words.number());
      if (index >= arcs.size()) words.fail("no such arc");
      int const last_year = words.number();
      map.disputed.push_back({arcs[index], last_year, std::string(words.rest())});
    } else if (number > 1)
      words.fail("unknown record");
  }
  return map;
}

BaseMap const& base_map() {
  static BaseMap const map = parse_base_map(base_map_text());
  return map;
}

} // namespace korridor::draw
