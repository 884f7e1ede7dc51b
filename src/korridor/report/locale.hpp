// Numbers and units as readers of a language write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "korridor/report/number.hpp"

namespace korridor::report {

enum class Language { english, german };

/// "en" or "de"; nothing for another text.
[[nodiscard]] std::optional<Language> language_of(std::string_view code);
[[nodiscard]] std::string_view code_of(Language language);

/// English: 5,652.1 bn USD/yr; German: 5.652,1 Mrd. USD/Jahr. Rounding is that of report/number.hpp, minus is
/// U+2212.
class Locale {
public:
  explicit Locale(Language language) : language_(language) {}

  [[nodiscard]] Language language() const { return language_; }

  /// A unit with words in it, such as "million USD/yr".
  [[nodiscard]] std::string unit(std::string_view unit) const;
  /// A number that number.hpp wrote, without its unit.
  [[nodiscard]] std::string digits(std::string_view number) const;

  /// The number alone, in the scale; the sign always shown when `signed_` is set.
  [[nodiscard]] std::string scaled(double value, Scale const& scale, bool signed_ = false) const;
  /// Number and unit, in a scale of its own.
  [[nodiscard]] std::string amount(double value, std::string_view unit, std::string_view period,
                                   bool signed_ = false) const;
  [[nodiscard]] std::string money(double value, std::string_view currency, std::string_view period,
                                  bool signed_ = false) const;
  [[nodiscard]] std::string price(double value, std::string_view currency, std::string_view unit,
                                  bool signed_ = false) const;
  [[nodiscard]] std::string percent(double share, bool signed_ = false) const;
  /// All digits before the point.
  [[nodiscard]] std::string full(double value) const;
  /// "1.3 × 10⁻⁹"
  [[nodiscard]] std::string scientific(double value) const;
  [[nodiscard]] std::string count(std::size_t number) const;

private:
  [[nodiscard]] std::string with_unit(double value, Scale const& scale, bool signed_) const;

  Language language_;
};

} // namespace korridor::report
