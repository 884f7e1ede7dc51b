// Measures given beside the folder's own, brought into the form of measure.csv.
#pragma once

#include <vector>

#include "korridor/model/case.hpp"

namespace korridor::model {

/// The case's ad hoc measures with ids that no row of measure.csv has ("_2", "_3" are added), and with the
/// unit of "10%" in its own cell.
[[nodiscard]] std::vector<MeasureCells> ad_hoc_measures(Folder const& folder, Case const& what);

} // namespace korridor::model
