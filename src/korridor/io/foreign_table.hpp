// Tables of other programs' folders: read with the place of every fault, column by column.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::io {

/// Bytes by file name.
using ForeignFiles = std::map<std::string, std::string>;

/// All `*.csv` of a folder; a fault when the folder is not there or a file cannot be read.
[[nodiscard]] std::optional<ForeignFiles> read_foreign_folder(std::string const& path, Findings& findings);

/// The folder's own name, as a title.
[[nodiscard]] std::string folder_title(std::string const& path);

/// The first hundred faults of an import; the rest are counted, since a wrong column has one in each row.
class ForeignFaults {
public:
  explicit ForeignFaults(Findings& findings) : findings_(findings), before_(findings.error_count()) {}

  void error(std::string code, std::string const& file, std::size_t line, std::string const& column,
             std::string const& value, std::string message, std::string remedy);
  void warning(std::string code, std::string const& file, std::size_t line, std::string const& column,
               std::string const& value, std::string message, std::string remedy);
  [[nodiscard]] bool any() const { return findings_.error_count() > before_; }
  [[nodiscard]] Findings& findings() { return findings_; }

private:
  Findings& findings_;
  std::size_t before_;
};

/// A CSV table, empty when the file is not among those given. Each reader of a cell gives nothing for an
/// empty one and reports one that is wrong.
class ForeignTable {
public:
  ForeignTable(ForeignFiles const& files, std::string file, ForeignFaults& faults);

  [[nodiscard]] std::string const& file() const { return file_; }
  [[nodiscard]] bool is_there() const { return is_there_; }
  [[nodiscard]] model::Table const& table() const { return table_; }
  [[nodiscard]] bool has(std::string_view column) const { return table_.find(column).has_value(); }
  /// Whether all are there; a fault for each that is not.
  bool require(std::initializer_list<std::string_view> columns);

  [[nodiscard]] std::string text(model::Row const& row, std::string_view column) const;
  /// Finite or infinite ("inf"), of any sign.
  [[nodiscard]] std::optional<double> number(model::Row const& row, std::string_view column) const;
  /// 0 or more.
  [[nodiscard]] std::optional<double> amount(model::Row const& row, std::string_view column) const;
  /// 1, 0, true, false, in any case of letters.
  [[nodiscard]] std::optional<bool> flag(model::Row const& row, std::string_view column) const;
  void fail(std::string code, model::Row const& row, std::string_view column, std::string message,
            std::string remedy) const;

private:
  std::string file_;
  bool is_there_ = false;
  model::Table table_;
  ForeignFaults* faults_;
};

} // namespace korridor::io
