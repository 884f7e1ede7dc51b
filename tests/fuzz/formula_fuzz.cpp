// Any bytes as a formula: no crash, a finite number or a fault with a remedy, and the same with a remark.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "korridor/model/formula.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace korridor::model;
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  CellLookup const lookup = [](CellName const& cell) {
    return cell.id.size() % 2 == 0 ? FormulaValue{static_cast<double>(cell.text().size()), {}, {}}
                                   : FormulaValue{0.0, "is no cell", "write one"};
  };
  FormulaValue const result = evaluate_formula(bytes, lookup);
  bool const is_sound = result ? std::isfinite(result.value) : !result.remedy.empty();
  FormulaValue const again = evaluate_formula(std::string(bytes) + ";remark", lookup);
  bool const is_same = again.fault == result.fault && again.value == result.value;
  if (!is_sound || !is_same) std::abort();
  static_cast<void>(cells_of_formula(bytes));
  return 0;
}
