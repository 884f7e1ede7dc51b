// The cells of a table as the case has them: sorted by id, changed by series, scenario and command line.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/model/schema.hpp"
#include "korridor/model/units.hpp"

namespace korridor::model {

/// Where a text stands, for messages.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::string column;
};

/// Collects faults and tells each cell's first one alone: a reader may have told of the cell before.
class Faults {
public:
  explicit Faults(Findings& findings) : findings_(&findings) {}
  void error(std::string code, Place const& place, std::string_view value, std::string message,
             std::string remedy);
  void warning(std::string code, Place const& place, std::string_view value, std::string message,
               std::string remedy);
  /// Whether there was any error, one that was told before included.
  [[nodiscard]] bool has_errors() const { return has_errors_; }

private:
  Findings* findings_;
  bool has_errors_ = false;
};

/// One text that stands in a cell for a share of the period's days.
struct Piece {
  std::string_view text;
  std::string_view unit;
  bool states_unit = false; ///< false: the unit that the cell has in its table
  double weight = 1.0;      ///< share of the days; the pieces of a cell add up to 1
  double factor = 1.0;      ///< what parameters multiply the number by
  Place place = {};
};

/// A table of the folder with its changed cells. Rows are named by their position in the file's table.
class TableView {
public:
  /// `table` may be null: no rows. `file` is what messages call it.
  TableView(std::string_view name, Table const* table, std::string file);

  [[nodiscard]] std::string_view name() const { return schema_->name; }
  [[nodiscard]] TableSchema const& schema() const { return *schema_; }
  [[nodiscard]] bool exists() const { return table_ != nullptr; }
  [[nodiscard]] std::vector<std::size_t> const& order() const { return order_; } ///< rows sorted by id
  [[nodiscard]] std::string const& id(std::size_t row) const { return ids_[row]; }
  [[nodiscard]] std::vector<std::string> sorted_ids() const;
  [[nodiscard]] std::optional<std::size_t> find_row(std::string_view id) const;

  /// The cell's text without blanks at its ends; for a choice or a flag the default of an empty one. Other
  /// defaults are the reader's.
  [[nodiscard]] std::string_view text(std::size_t row, std::string_view column) const;
  [[nodiscard]] bool given(std::size_t row, std::string_view column) const {
    return !text(row, column).empty();
  }
  /// Whether the cell is empty in its table and nothing changes it.
  [[nodiscard]] bool is_blank(std::size_t row, std::string_view column) const;
  [[nodiscard]] Place place(std::size_t row, std::string_view column) const;
  /// The unit of a numeric cell as its table states it; empty: none stated.
  [[nodiscard]] std::string_view unit(std::size_t row, Attribute const& attribute) const;

  /// What stands in a cell over the period; one piece unless a series changes it in time.
  [[nodiscard]] std::vector<Piece> pieces(std::size_t row, std::string_view column) const;
  void change(std::size_t row, Attribute const& attribute, std::vector<Piece> pieces);

private:
  [[nodiscard]] std::string_view own_text(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::vector<Piece> const* changed(std::size_t row, std::string_view column) const;

  TableSchema const* schema_;
  Table const* table_;
  std::string file_;
  std::vector<std::string> ids_;
  std::vector<std::size_t> order_;
  std::vector<std::pair<std::string_view, std::size_t>> columns_; ///< sorted by name
  std::map<std::pair<std::size_t, std::string_view>, std::vector<Piece>> changes_;
};

/// Factor from a stated unit to the instance's; a fault when there is none.
using Convert = std::function<Factor(std::string_view unit)>;

/// For numbers without a unit.
[[nodiscard]] Factor no_unit(std::string_view unit);

/// The number of a cell in the instance's units: checked by its attribute, mean over the period's days, the
/// attribute's default where the cell is empty. Nothing where it is empty without default, or at fault
/// (told).
[[nodiscard]] std::optional<double> read_number(TableView const& view, std::size_t row,
                                                std::string_view column, Convert const& convert,
                                                Faults& faults);

/// A flag cell; false when it is at fault (told).
[[nodiscard]] bool read_flag(TableView const& view, std::size_t row, std::string_view column, Faults& faults);

/// First and last day that two date cells state, both inside; an empty end is open. Nothing when at fault
/// (told).
[[nodiscard]] std::optional<Period> read_period(TableView const& view, std::size_t row, std::string_view from,
                                                std::string_view to, Faults& faults);

} // namespace korridor::model
