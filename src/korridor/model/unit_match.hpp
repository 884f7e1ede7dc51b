// Whether two stated units of one cell mean the same, and by what factor: 67 Mt/yr and 1.4 Mbbl/d of crude.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/provenance.hpp"
#include "korridor/model/units.hpp"

namespace korridor::model {

/// What the commodities of a folder convert by, in the order of their table; of the cells as written there.
[[nodiscard]] std::vector<CommodityUnits> commodity_units(Folder const& folder);

/// Units as the base period of a folder has them.
class UnitMatch {
public:
  /// `cells` are those of the folder and must outlive it. Faults of exchange rates are not told again: the
  /// build of a case tells them.
  UnitMatch(Folder const& folder, CellIndex const& cells);

  /// number in the unit of `cell` = factor * number in `unit`. An empty unit is the one that the cell has
  /// when none is stated. A fault where they cannot be compared, or compare differently for the goods there.
  [[nodiscard]] Factor to_cell(SourcedCell const& cell, std::string_view unit) const;

private:
  [[nodiscard]] std::vector<std::size_t> commodities_of(SourcedCell const& cell) const;
  [[nodiscard]] Factor ratio(SourcedCell const& cell, std::string_view from, std::string_view to) const;
  /// What one of `unit` is in model units: the commodity's own unit, the period, the currency, days.
  [[nodiscard]] Factor to_model(Dimension dimension, std::string_view unit, CommodityUnits const& commodity,
                                std::optional<double> length) const;

  CellIndex const& cells_;
  std::string currency_;
  Calendar calendar_;
  Money money_;
  std::vector<CommodityUnits> commodities_;
  std::vector<std::string> groups_; ///< [commodity]
};

} // namespace korridor::model
