// The attribute table: every table and column of a model folder, once, for reader, checks, help text and
// docs.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::model {

/// How the text of a cell is written.
enum class CellType {
  id,         ///< names the row; unique in its table
  reference,  ///< one id of the tables named by `references`
  references, ///< ids separated by ";"
  text,
  texts, ///< texts separated by ";"
  number,
  flag,      ///< 0 or 1
  figure,    ///< a number or a date, as the cell that it stands for
  date,      ///< 2023-05-17; 2023-05 and 2023 mean their first day, as an end their last
  interval,  ///< two dates with "/", either may be left out: 2015-01-02/
  unit,      ///< such as Mt/yr or USD/t
  shares,    ///< actors with shares that add up to 1: RUS:0.31;KAZ:0.69; a single actor needs no share
  selector,  ///< items by ";": id, group, bloc, !item, glob*; empty: everything
  selection, ///< selectors by column, as on the command line: jurisdiction=RUS mode=rail
  choice,    ///< one of `choices`
  wkt,       ///< LINESTRING (longitude latitude, ...)
  formula,
  members, ///< of an actor: ids, each with an interval if need be: ARM:2015-01-02/;KAZ
  parts,   ///< of a limit: link:aktau_baku:1;node:aktau_oil; a factor left out is 1
  ratios,  ///< of a process: commodities with factors: diesel:0.4;naphtha:0.2
  table,   ///< name of a table, such as link
  column   ///< name of a column of the table that the same row names
};

/// What a number measures. Rates are per period of the model, amounts in the commodity's unit.
enum class Dimension {
  none,           ///< not a number
  ratio,          ///< a pure number
  rate,           ///< units per period
  amount,         ///< units
  money,          ///< the model's currency
  money_per_unit, ///< per unit of the commodity; also per unit and 1000 km where a length is given
  money_per_unit_day,
  money_per_unit_period,
  money_per_rate, ///< per unit of capacity and period
  days,
  km,
  degrees,
  factor, ///< units of one kind per unit of another, such as bbl per t
  power,  ///< electrical: per unit, kV
  stated  ///< whatever the row's unit column and the cell that it stands for say
};

/// Whether this version works with a column, choice or table.
enum class Use {
  used,
  kept,   ///< checked and kept; moves no answer of this version
  replay, ///< matters only over several periods; moves no answer of a single one
  assign, ///< moves the answer of `assign` alone
  refused ///< would change the answer and is not worked yet: an error when a case is built
};

enum class Required {
  no,
  column, ///< the column must be there; a cell may be empty where `meaning` says what that means
  cell    ///< the column must be there and no cell may be empty
};

/// Numbers that a column takes. `infinite`: "inf" is one of them.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;
  bool high_open = false;
  bool infinite = false;

  /// "0 to 1", "above 0, up to 1", "0 or more, or inf"; empty when any number will do.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool holds(double value) const;
};

/// One column of one table.
struct Attribute {
  std::string_view name = {};
  CellType type = CellType::text;
  Dimension dimension = Dimension::none;
  std::string_view default_text =
      {}; ///< what an empty cell or an absent column means; a number where it is one
  Required required = Required::no;
  Range range = {};
  std::string_view references = {};  ///< tables by ";": whose ids are allowed
  std::string_view choices = {};     ///< by ";"
  std::string_view unit_column = {}; ///< column of the same row that states the unit; empty: none
  Use use = Use::used;
  std::string_view meaning = {};
};

/// One table: a file NAME.csv, or the settings file.
struct TableSchema {
  std::string_view name = {};
  std::string_view key = {}; ///< columns by ";" that together occur once; empty: rows may repeat
  Use use = Use::used;
  std::span<Attribute const> attributes = {};
  std::string_view meaning = {};

  [[nodiscard]] Attribute const* find(std::string_view column) const;
};

/// All tables, in the order of the docs.
[[nodiscard]] std::span<TableSchema const> all_tables();
/// Nothing when there is no such table.
[[nodiscard]] TableSchema const* find_table(std::string_view name);
[[nodiscard]] Attribute const* find_attribute(std::string_view table, std::string_view column);
/// The keys of korridor.toml; its name is "korridor".
[[nodiscard]] TableSchema const& settings_schema();

[[nodiscard]] std::string_view to_text(CellType type);
/// "units per period", "money per unit", ...; empty for `none`.
[[nodiscard]] std::string_view to_text(Dimension dimension);

/// The number in `default_text`, nothing when it is not a number. "inf" gives infinity.
[[nodiscard]] std::optional<double> default_number(Attribute const& attribute);

/// Items of a cell separated by ";", each without surrounding blanks, empty ones left out.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view cell);

/// The id of each row: its id cell; where a table has none or the cell is empty, its key cells joined by "."
/// -- supply and demand: node and commodity, then ".2", ".3" for further rows of the same place. This is how
/// series, scenario and provenance name a row.
[[nodiscard]] std::vector<std::string> row_ids(Table const& table);

/// Adds an error for each table with rows, and each column with a cell other than its default, that this
/// version would have to work with and does not.
void check_refused(Folder const& folder, Findings& findings);

/// What `korridor schema` prints: one table, or all when the name is empty; aligned text for a terminal.
[[nodiscard]] std::string schema_text(std::string_view table = {});
/// docs/model/format.md, whole.
[[nodiscard]] std::string schema_markdown();

} // namespace korridor::model
