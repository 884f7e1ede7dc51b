// Unique ids and units of ad hoc measures.
#include "korridor/model/ad_hoc.hpp"

#include <set>
#include <string>

#include "korridor/core/text.hpp"
#include "korridor/model/units.hpp"

namespace korridor::model {

std::vector<MeasureCells> ad_hoc_measures(Folder const& folder, Case const& what) {
  std::vector<MeasureCells> measures = what.measures;
  if (measures.empty()) {
    return measures;
  }
  std::set<std::string> taken;
  if (Table const* const table = folder.find("measure"); table != nullptr) {
    for (Row const& row : table->rows) {
      taken.insert(std::string(trimmed(table->cell(row, "measure_id"))));
    }
  }
  for (MeasureCells& cells : measures) {
    if (auto const id = cells.find("measure_id"); id != cells.end()) {
      std::string const wanted = id->second;
      for (int copy = 2; !taken.insert(id->second).second; ++copy) {
        id->second = wanted + '_' + std::to_string(copy);
      }
    }
    auto const value = cells.find("value");
    if (value != cells.end() && cells["value_unit"].empty()) {
      Quantity const quantity = split_quantity(value->second);
      cells["value_unit"] = std::string(quantity.unit);
      value->second = std::string(quantity.number);
    }
  }
  return measures;
}

} // namespace korridor::model
