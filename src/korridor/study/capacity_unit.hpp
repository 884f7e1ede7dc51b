// Capacities, levels and scarcities in a unit that a reader can compare with flows.
//
// An instance counts capacity in the element's own unit. Where all goods that take some of it have one unit
// and take the same, amounts are divided by that take and scarcities multiplied by it, and both are in the
// goods' unit.
#pragma once

#include <string>
#include <vector>

#include "korridor/study/answer.hpp"

namespace korridor::study {

struct CapacityUnit {
  double use = 1.0; ///< capacity units taken by one `unit`
  std::string unit; ///< an amount, such as "t", per period of the model; empty: goods of several units

  [[nodiscard]] double amount(double capacity_units) const { return capacity_units / use; }
  [[nodiscard]] double worth(double scarcity) const { return scarcity * use; }
};

[[nodiscard]] CapacityUnit capacity_unit(model::Instance const& instance, model::Link const& link);
[[nodiscard]] CapacityUnit capacity_unit(model::Instance const& instance, model::Node const& node);
/// A process counts by what it takes of its first input, or gives of its first output where it takes nothing.
[[nodiscard]] CapacityUnit capacity_unit(model::Instance const& instance, model::Process const& process);
[[nodiscard]] model::Ratio const& counted(model::Process const& process);
/// Of a quota, limit or re-export.
[[nodiscard]] CapacityUnit capacity_unit(model::Instance const& instance, BindingRow const& row);

} // namespace korridor::study
