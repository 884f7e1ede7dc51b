// A recursive descent reader that computes as it reads.
#include "korridor/model/formula.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>
#include <utility>

#include "korridor/core/text.hpp"

namespace korridor::model {

namespace {

constexpr int kDeepest = 64; // nesting that no honest formula needs
constexpr std::string_view kFunctions[] = {"min", "max", "sqrt", "round"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string_view without_remark(std::string_view text) { return text.substr(0, text.find(';')); }

class Reader {
public:
  Reader(std::string_view text, CellLookup const& lookup) : text_(without_remark(text)), lookup_(lookup) {}

  FormulaValue read() {
    double const value = expression();
    if (!fault_ && peek() != '\0') fail("has '" + std::string(1, text_[at_]) + "' where it should end");
    if (!fault_ && !std::isfinite(value)) fail("gives no finite number", "mend the division or the power");
    return fault_ ? *fault_ : FormulaValue{value, {}, {}};
  }

private:
  // The next character that is no blank; NUL at the end.
  char peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char wanted) {
    if (peek() != wanted || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  double fail(std::string const& what,
              std::string remedy = "write numbers, + - * / ^ ( ), min max sqrt round, or table:id:column; "
                                   "a remark goes behind a ;") {
    if (!fault_) {
      fault_ = FormulaValue{0.0, "is no formula: " + what + ", at position " + std::to_string(at_ + 1),
                            std::move(remedy)};
    }
    return 0.0;
  }

  double expression() {
    double value = term();
    while (!fault_) {
      if (take('+')) {
        value += term();
      } else if (take('-')) {
        value -= term();
      } else {
        break;
      }
    }
    return value;
  }

  double term() {
    double value = factor();
    while (!fault_) {
      if (take('*')) {
        value *= factor();
      } else if (take('/')) {
        double const divisor = factor();
        if (!fault_ && divisor == 0.0) return fail("divides by zero", "mend the divisor");
        value /= divisor;
      } else {
        break;
      }
    }
    return value;
  }

  double factor() {
    if (++depth_ > kDeepest) return fail("is nested too deep", "write it in fewer brackets");
    double value = 0.0;
    if (take('-')) {
      value = -factor();
    } else {
      value = primary();
      if (!fault_ && take('^')) value = std::pow(value, factor());
    }
    --depth_;
    return value;
  }

  double primary() {
    char const next = peek();
    if (take('(')) {
      double const value = expression();
      if (!fault_ && !take(')')) return fail("lacks a )");
      return value;
    }
    if (is_digit(next) || next == '.') return number();
    if (is_word(next)) return named();
    return next == '\0' ? fail("ends where a number is due")
                        : fail("has '" + std::string(1, next) + "' where a number is due");
  }

  double number() {
    double value = 0.0;
    auto const [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{}) return fail("has a number that cannot be read");
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  // A function or a cell.
  double named() {
    std::size_t const begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    std::string_view const name = text_.substr(begin, at_ - begin);
    if (at_ < text_.size() && text_[at_] == ':') return cell(name);
    if (peek() == '(') return function(name, begin);
    at_ = begin;
    return fail("has the word '" + std::string(name) + "'");
  }

  double cell(std::string_view table) {
    std::size_t const begin = ++at_;
    std::size_t const colon = text_.find(':', begin);
    if (colon == std::string_view::npos) return fail("names a table and no column", "write table:id:column");
    at_ = colon + 1;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    CellName const name{std::string(table), std::string(trimmed(text_.substr(begin, colon - begin))),
                        std::string(text_.substr(colon + 1, at_ - colon - 1))};
    FormulaValue const found = lookup_(name);
    if (!found && !fault_) fault_ = found;
    return found.value;
  }

  double function(std::string_view name, std::size_t begin) {
    if (std::find(std::begin(kFunctions), std::end(kFunctions), name) == std::end(kFunctions)) {
      at_ = begin;
      return fail("has no function '" + std::string(name) + "'",
                  did_you_mean(nearest(name, std::span<std::string_view const>(kFunctions)),
                               "there are min, max, sqrt and round"));
    }
    take('(');
    std::vector<double> arguments;
    do {
      arguments.push_back(expression());
    } while (!fault_ && take(','));
    if (!fault_ && !take(')')) return fail("lacks a )");
    return fault_ ? 0.0 : apply(name, arguments);
  }

  double apply(std::string_view name, std::vector<double> const& arguments) {
    if (name == "min") return *std::min_element(arguments.begin(), arguments.end());
    if (name == "max") return *std::max_element(arguments.begin(), arguments.end());
    double const first = arguments.front();
    if (name == "sqrt") {
      if (arguments.size() != 1) return fail("gives sqrt more than one number");
      return first < 0.0 ? fail("takes the root of a negative number", "mend what stands in sqrt")
                         : std::sqrt(first);
    }
    if (arguments.size() > 2) return fail("gives round more than a number and its decimals");
    double const scale = arguments.size() == 2 ? std::pow(10.0, std::round(arguments[1])) : 1.0;
    return std::round(first * scale) / scale;
  }

  std::string_view text_;
  CellLookup const& lookup_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::optional<FormulaValue> fault_;
};

} // namespace

FormulaValue evaluate_formula(std::string_view text, CellLookup const& lookup) {
  return Reader(text, lookup).read();
}

std::vector<CellName> cells_of_formula(std::string_view text) {
  std::vector<CellName> cells;
  CellLookup const note = [&](CellName const& cell) {
    cells.push_back(cell);
    // Values that differ, so that a difference of two cells is no zero to stop at.
    return FormulaValue{1.0 + 0.137 * static_cast<double>(cells.size()), {}, {}};
  };
  static_cast<void>(Reader(text, note).read());
  return cells;
}

bool is_bare_number(std::string_view text) { return bool{parse_number(without_remark(text))}; }

} // namespace korridor::model
