// JSON that others write: parsed strictly, read field by field, all faults told at once with their place.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "korridor/core/findings.hpp"

namespace korridor::serve {

/// The value of a text. Nothing, with a finding, where it is no JSON (E950, with line and column), nests
/// deeper than `kDeepest`, or has a key twice in one object (E951).
[[nodiscard]] std::optional<nlohmann::json> parse_json(std::string_view text, std::string const& file,
                                                       Findings& findings);

inline constexpr int kDeepest = 32;

/// A value and where it stands. What cannot be read as asked is a finding whose column is the JSON pointer of
/// the value (RFC 6901); the reader then returns something harmless.
class JsonSpot {
public:
  /// `value` and `findings` must outlive the spot; `file` names the text in findings.
  JsonSpot(nlohmann::json const& value, std::string file, Findings& findings)
      : value_(&value), file_(std::move(file)), findings_(&findings) {}

  /// Whether it is an object; keys that are not known (E951) or are missing (E953) are findings.
  bool is_object(std::initializer_list<std::string_view> known,
                 std::initializer_list<std::string_view> required) const;
  /// The value under a key of an object.
  [[nodiscard]] std::optional<JsonSpot> find(char const* key) const;
  /// The values of a list (E952 where it is none).
  [[nodiscard]] std::vector<JsonSpot> items() const;

  [[nodiscard]] std::string text() const; ///< E952; E955 for a text with a NUL in it
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] bool flag() const;                              ///< E952
  [[nodiscard]] double number(double least, double most) const; ///< E952, E955
  [[nodiscard]] int integer(int least, int most) const;         ///< E952, E955
  /// Position of a word in a list of words (E954); 0 where it is none.
  template <std::size_t N>
  [[nodiscard]] std::size_t choice(std::array<std::string_view, N> const& words) const {
    return choice_of(words.data(), N);
  }

private:
  [[nodiscard]] std::size_t choice_of(std::string_view const* words, std::size_t count) const;
  void fault(std::string code, std::string message, std::string remedy) const;
  [[nodiscard]] JsonSpot inside(nlohmann::json const& value, std::string const& token) const;

  nlohmann::json const* value_;
  std::string file_;
  std::string pointer_;
  Findings* findings_;
};

} // namespace korridor::serve
