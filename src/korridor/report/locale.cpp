// From the English texts of number.hpp to those of a language.
#include "korridor/report/locale.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace korridor::report {

namespace {

constexpr std::string_view kMinus = "\u2212";

struct Translation {
  std::string_view english, german;
};

// Words before a unit.
constexpr std::array<Translation, 3> kMagnitudes{
    {{"thousand ", "Tsd. "}, {"million ", "Mio. "}, {"bn ", "Mrd. "}}};
// What rates are per, at the end of a unit.
constexpr std::array<Translation, 5> kRates{
    {{"/yr", "/Jahr"}, {"/qtr", "/Quartal"}, {"/mo", "/Monat"}, {"/wk", "/Woche"}, {"/d", "/Tag"}}};

std::string superscript(std::string_view exponent) {
  static constexpr std::array<std::string_view, 10> kDigits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  std::size_t const first = exponent.find_first_not_of("+-0");
  if (exponent.front() == '-') out += "⁻";
  if (first == std::string_view::npos) return out + "⁰";
  for (char const digit : exponent.substr(first)) out += kDigits.at(static_cast<std::size_t>(digit - '0'));
  return out;
}

} // namespace

std::optional<Language> language_of(std::string_view code) {
  if (code == "en") return Language::english;
  if (code == "de") return Language::german;
  return std::nullopt;
}

std::string_view code_of(Language language) { return language == Language::english ? "en" : "de"; }

std::string Locale::unit(std::string_view unit) const {
  if (language_ == Language::english) return std::string(unit);
  std::string out;
  for (Translation const& it : kMagnitudes) {
    if (unit.substr(0, it.english.size()) != it.english) continue;
    out = it.german;
    unit.remove_prefix(it.english.size());
  }
  for (Translation const& it : kRates) {
    if (unit.size() < it.english.size() || unit.substr(unit.size() - it.english.size()) != it.english)
      continue;
    unit.remove_suffix(it.english.size());
    return out.append(unit).append(it.german);
  }
  return out.append(unit);
}

std::string Locale::digits(std::string_view number) const {
  std::string out;
  for (char const c : number) {
    if (c == '-')
      out += kMinus;
    else if (language_ == Language::german && (c == ',' || c == '.'))
      out += c == ',' ? '.' : ',';
    else
      out += c;
  }
  return out;
}

std::string Locale::scaled(double value, Scale const& scale, bool signed_) const {
  return digits(report::scaled(value, scale, signed_));
}

std::string Locale::with_unit(double value, Scale const& scale, bool signed_) const {
  return scaled(value, scale, signed_) + "\u00a0" + unit(scale.unit);
}

std::string Locale::amount(double value, std::string_view unit, std::string_view period, bool signed_) const {
  return with_unit(value, amount_scale(unit, period, value), signed_);
}

std::string Locale::money(double value, std::string_view currency, std::string_view period,
                          bool signed_) const {
  return with_unit(value, money_scale(currency, period, value), signed_);
}

std::string Locale::price(double value, std::string_view currency, std::string_view unit,
                          bool signed_) const {
  return with_unit(value, price_scale(currency, unit), signed_);
}

std::string Locale::percent(double share, bool signed_) const {
  std::string const text = digits(report::percent(share));
  return signed_ && share > 0.0 && text.front() != '<' ? "+" + text : text;
}

std::string Locale::full(double value) const { return digits(full_number(value)); }

std::string Locale::scientific(double value) const {
  std::string const text = report::scientific(value);
  std::size_t const e = text.find('e');
  if (e == std::string::npos) return digits(text);
  return digits(text.substr(0, e)) + " × 10" + superscript(std::string_view(text).substr(e + 1));
}

std::string Locale::count(std::size_t number) const {
  std::string text = std::to_string(number);
  char const separator = language_ == Language::english ? ',' : '.';
  for (auto at = static_cast<long>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), 1, separator);
  return text;
}

} // namespace korridor::report
