// provenance.csv as rows by cell, and the cells that need one.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "korridor/core/date.hpp"
#include "korridor/model/cells.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/model/formula.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::model {

/// A row of provenance.csv: where one number comes from, or could.
struct Source {
  CellName cell;
  std::string method; ///< observed, reported, derived, assumed, fitted
  std::vector<std::string> evidence;
  std::string source;
  std::string value, unit, low, high; ///< as written
  bool used = true;                   ///< false: an alternative
  std::string date_from;              ///< of a change in series.csv, if it speaks of one
  std::string note;                   ///< of a derived number: its formula
  std::size_t line = 0;
};

/// A cell that an answer rests on, or one change of it in series.csv.
struct SourcedCell {
  CellName cell;
  std::string date_from; ///< first day of the change; empty: the cell in its own table
  std::string date_to;   ///< its last day; empty: until the next change
  std::string value;
  std::string unit; ///< as stated for it; empty: none
  Attribute const* attribute = nullptr;
  std::string file; ///< where it stands
  std::size_t line = 0;
  std::string column;
};

/// Whether cells of the column need a source: quantities, prices, times, shares and dates that move an
/// answer, places on the map not among them.
[[nodiscard]] bool is_sourced(std::string_view table, Attribute const& attribute);

/// The cells of a folder by name. `folder` must outlive it.
class CellIndex {
public:
  explicit CellIndex(Folder const& folder);

  /// Text and unit of a cell as its table has them, perhaps empty; nothing when there is no such row or
  /// column.
  [[nodiscard]] std::optional<SourcedCell> find(CellName const& name) const;
  /// All cells with a value that need a source, table by table in the order of the docs, then changes in
  /// time.
  [[nodiscard]] std::vector<SourcedCell> sourced() const;
  /// The changes of one cell in time, in the order of the file.
  [[nodiscard]] std::vector<SourcedCell> changes(CellName const& name) const;

private:
  [[nodiscard]] std::optional<SourcedCell> change(Row const& row) const;

  Folder const& folder_;
  std::vector<TableView> views_; ///< of the tables there are, in the order of the docs
};

/// The sources of a folder by cell. `folder` must outlive it.
class Provenance {
public:
  explicit Provenance(Folder const& folder);

  [[nodiscard]] std::vector<Source> const& all() const { return sources_; }
  /// Those of a cell; of one change when `date_from` is given. In the order of the file.
  [[nodiscard]] std::vector<Source const*> of(CellName const& cell, std::string_view date_from = {}) const;
  /// The one in use; null where there is none, the first where there are several.
  [[nodiscard]] Source const* used(CellName const& cell, std::string_view date_from = {}) const;

private:
  std::vector<Source> sources_;
  std::map<std::pair<CellName, std::optional<Day>>, std::vector<std::size_t>> by_cell_;
};

} // namespace korridor::model
