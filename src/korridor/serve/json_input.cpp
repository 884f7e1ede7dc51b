// Strict parsing on nlohmann's parser; fields by JSON pointer.
#include "korridor/serve/json_input.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include "korridor/core/text.hpp"

namespace korridor::serve {

namespace {

using nlohmann::json;

/// What the parser itself takes but we do not.
struct Refused : std::runtime_error {
  Refused(std::string found, std::string const& why) : std::runtime_error(why), value(std::move(found)) {}
  std::string value;
};

/// Watches depth and keys while the parser runs.
class Watch {
public:
  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    if (depth > kDeepest) throw Refused("", fmt::format("nests deeper than {} levels", kDeepest));
    if (event == json::parse_event_t::object_start) keys_.emplace_back();
    if (event == json::parse_event_t::object_end) keys_.pop_back();
    if (event == json::parse_event_t::key) {
      auto const& key = parsed.get_ref<std::string const&>();
      if (!keys_.back().insert(key).second) throw Refused(key, "is given twice in one object");
    }
    return true;
  }

private:
  std::vector<std::set<std::string>> keys_;
};

/// Line and column, from 1, of a byte of a text.
std::pair<std::size_t, std::size_t> place_of(std::string_view text, std::size_t byte) {
  std::string_view const before = text.substr(0, std::min(byte, text.size()));
  auto const line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  std::size_t const start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {line + 1, std::max<std::size_t>(1, before.size() - start)};
}

/// A value for a message: short, and whatever it holds.
std::string shown(json const& value) {
  constexpr std::size_t kLongest = 80;
  if (value.is_object() || value.is_array()) return std::string(value.type_name());
  std::string out = value.is_string() ? value.get<std::string>()
                                      : value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (out.size() <= kLongest) return out;
  std::size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U) --cut; // no half letters
  return out.substr(0, cut) + "...";
}

} // namespace

std::optional<json> parse_json(std::string_view text, std::string const& file, Findings& findings) {
  constexpr char const* kRemedy = "write one JSON value, as docs/openapi.yaml describes it";
  try {
    Watch watch;
    return json::parse(text, [&](int depth, json::parse_event_t event, json& parsed) {
      return watch(depth, event, parsed);
    });
  } catch (json::parse_error const& error) {
    auto const [line, column] = place_of(text, error.byte);
    findings.error("E950", file, line, "", "", fmt::format("is no JSON at character {} of the line", column),
                   kRemedy);
  } catch (json::exception const&) { // a number that no double holds
    findings.error("E950", file, 0, "", "", "holds a number out of range", kRemedy);
  } catch (Refused const& refused) {
    findings.error(refused.value.empty() ? "E950" : "E951", file, 0, "", refused.value, refused.what(),
                   refused.value.empty() ? kRemedy : "write it once");
  }
  return std::nullopt;
}

void JsonSpot::fault(std::string code, std::string message, std::string remedy) const {
  findings_->error(std::move(code), file_, 0, pointer_, shown(*value_), std::move(message),
                   std::move(remedy));
}

JsonSpot JsonSpot::inside(json const& value, std::string const& token) const {
  JsonSpot out = *this;
  out.value_ = &value;
  out.pointer_ += '/';
  for (char const c : token) out.pointer_ += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

bool JsonSpot::is_object(std::initializer_list<std::string_view> known,
                         std::initializer_list<std::string_view> required) const {
  if (!value_->is_object()) {
    fault("E952", "is no object", "write {\"name\": value}");
    return false;
  }
  for (auto const& [key, value] : value_->items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string const near = nearest(key, std::span<std::string_view const>(known.begin(), known.size()));
    inside(value, key).fault("E951", "is not known here", did_you_mean(near, "leave it out"));
  }
  for (std::string_view const key : required) {
    if (!value_->contains(key)) fault("E953", fmt::format("lacks '{}'", key), "add it");
  }
  return true;
}

std::optional<JsonSpot> JsonSpot::find(char const* key) const {
  auto const found = value_->find(key);
  if (found == value_->end()) return std::nullopt;
  return inside(*found, key);
}

std::vector<JsonSpot> JsonSpot::items() const {
  std::vector<JsonSpot> out;
  if (!value_->is_array()) {
    fault("E952", "is no list", "write [value, value]");
    return out;
  }
  for (std::size_t at = 0; at < value_->size(); ++at)
    out.push_back(inside((*value_)[at], std::to_string(at)));
  return out;
}

std::string JsonSpot::text() const {
  if (!value_->is_string()) {
    fault("E952", "is no text", "write it in quotes");
    return {};
  }
  auto const& text = value_->get_ref<std::string const&>();
  if (text.find('\0') == std::string::npos) return text;
  fault("E955", "holds the character NUL", "take it out");
  return {};
}

std::vector<std::string> JsonSpot::texts() const {
  std::vector<std::string> out;
  for (JsonSpot const& item : items()) out.push_back(item.text());
  return out;
}

bool JsonSpot::flag() const {
  if (!value_->is_boolean()) fault("E952", "is neither true nor false", "write true or false");
  return value_->is_boolean() && value_->get<bool>();
}

double JsonSpot::number(double least, double most) const {
  if (!value_->is_number()) {
    fault("E952", "is no number", "write a number");
    return least;
  }
  double const number = value_->get<double>();
  bool const fits = number >= least && number <= most;
  if (!fits) fault("E955", "is out of range", fmt::format("write {} to {}", least, most));
  return fits ? number : least;
}

int JsonSpot::integer(int least, int most) const {
  double const found = number(least, most);
  bool const whole = std::floor(found) == found;
  if (!whole) fault("E952", "is no whole number", "write a whole number");
  return whole ? static_cast<int>(found) : least;
}

std::size_t JsonSpot::choice_of(std::string_view const* words, std::size_t count) const {
  std::string const word = text();
  std::string all;
  for (std::size_t at = 0; at < count; ++at) {
    if (word == words[at]) return at;
    all += (at == 0 ? "" : ", ") + std::string(words[at]);
  }
  if (value_->is_string()) fault("E954", "is no word that is known here", "write one of: " + all);
  return 0;
}

} // namespace korridor::serve
