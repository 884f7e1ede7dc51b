// Any bytes as units and quantities: no crash, a factor is a positive finite number or a fault with a remedy.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "korridor/model/units.hpp"

namespace {

using namespace korridor::model;

void check(Factor const& factor) {
  bool const is_sound = factor ? factor.value > 0.0 && std::isfinite(factor.value)
                               : !factor.remedy.empty() && !factor.code.empty();
  if (!is_sound) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  Quantity const quantity = split_quantity(bytes);
  if (quantity.number.size() + quantity.unit.size() > size) std::abort();

  CommodityUnits const commodity{"crude", "t", 7.3, 12.0, 1.6, 11.63};
  Calendar const calendar{*korridor::parse_period("2023-05"), korridor::CalendarUnit::month};
  Money const money{"USD", {{"KZT", 456.0}}};
  for (std::string_view const unit : {bytes, quantity.unit}) {
    check(rate_factor(unit, commodity, calendar));
    check(amount_factor(unit, "t", &commodity));
    check(amount_factor("TEU", unit, nullptr));
    check(time_factor(unit));
    for (bool const per_day : {false, true}) {
      check(price_factor(unit, commodity, money, 500.0, per_day));
      check(price_factor(unit, commodity, money, std::nullopt, per_day));
    }
  }
  static_cast<void>(korridor::parse_interval(bytes));
  return 0;
}
