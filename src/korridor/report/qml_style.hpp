// Styles of the exported layers as QGIS reads them (QML): the colours of the maps, widths from the fields.
#pragma once

#include <string>
#include <vector>

namespace korridor::report {

/// Lines coloured by `utilization`, as wide as `width_mm` says; closed ones dashed, idle ones thin.
[[nodiscard]] std::string links_qml();

/// Lines side by side, one colour for each commodity group; past the eighth group colours repeat.
[[nodiscard]] std::string results_qml(std::vector<std::string> const& groups);

/// Points with their names; closed ones red.
[[nodiscard]] std::string nodes_qml();

} // namespace korridor::report
