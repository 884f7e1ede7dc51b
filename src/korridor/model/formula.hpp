// Formulas of derived numbers: reading and evaluating them.
//
//   expression = term { ("+" | "-") term }
//   term       = factor { ("*" | "/") factor }
//   factor     = "-" factor | primary [ "^" factor ]        so -2^2 is -4 and 2^3^2 is 512
//   primary    = number | "(" expression ")" | function "(" expression { "," expression } ")" | cell
//   function   = "min" | "max" | "sqrt" | "round"           round(x) or round(x, decimals)
//   cell       = table ":" id ":" column                    its number as written, in the cell's own unit
//
// What follows a ";" is a remark. Nothing else is read: no variable, no assignment, no loop; time is linear
// in the text and nesting is limited, so that a formula from anywhere can be evaluated.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace korridor::model {

/// A cell of a table, by the row's id.
struct CellName {
  std::string table;
  std::string id;
  std::string column;

  /// "link:cpc_kaz:length"
  [[nodiscard]] std::string text() const { return table + ':' + id + ':' + column; }
  friend bool operator==(CellName const&, CellName const&) = default;
  friend bool operator<(CellName const& a, CellName const& b) {
    return std::tie(a.table, a.id, a.column) < std::tie(b.table, b.id, b.column);
  }
};

/// A number, or why there is none and what to write instead.
struct FormulaValue {
  double value = 0.0;
  std::string fault; ///< empty: `value` holds
  std::string remedy;
  [[nodiscard]] explicit operator bool() const { return fault.empty(); }
};

/// The number of a cell that a formula names.
using CellLookup = std::function<FormulaValue(CellName const&)>;

/// The value of a formula. A fault names the place by its position, counted from 1.
[[nodiscard]] FormulaValue evaluate_formula(std::string_view text, CellLookup const& lookup);

/// The cells that a formula names, in its order; those before the fault where it has one.
[[nodiscard]] std::vector<CellName> cells_of_formula(std::string_view text);

/// Whether the text is no more than one number, which derives nothing.
[[nodiscard]] bool is_bare_number(std::string_view text);

} // namespace korridor::model
