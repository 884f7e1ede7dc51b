// A model folder as text: every table with its cells as written, so that nothing is lost on writing it back.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace korridor::model {

/// One row of a table. `cells` has one text per column of the table's header.
struct Row {
  std::vector<std::string> cells;
  std::size_t line = 0; ///< line of the file where the row begins; 0 for a row made in memory
};

/// One CSV file: header and rows in the order of the file.
struct Table {
  std::string name; ///< without ".csv", such as "link"
  std::vector<std::string> columns;
  std::vector<Row> rows;

  /// Position of a column, nothing when the table does not have it.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
  /// The cell's text, empty when the column is absent.
  [[nodiscard]] std::string const& cell(Row const& row, std::string_view column) const;
};

/// `korridor.toml`.
struct Settings {
  std::string title;
  std::string currency = "USD";
  std::string price_year;
  std::string period = "year"; ///< day, week, month, quarter, year: the rate that quantities are per
  std::string base_period;     ///< "2023", "2023-Q1", "2023-05", "2023-W07", "2023-05-17"
  std::string start;           ///< ISO date or empty
  std::string end;             ///< ISO date or empty
  std::string story;           ///< scenario that the demo tells, or empty
};

/// A whole model folder. `toml_text` is the settings file as written.
struct Folder {
  std::string path; ///< as the user gave it; only for messages
  Settings settings;
  std::string toml_text;
  std::vector<Table> tables; ///< those present, sorted by name

  [[nodiscard]] Table const* find(std::string_view table) const;
  [[nodiscard]] Table* find(std::string_view table);
};

} // namespace korridor::model
