// An answer to a question as sections of facts and tables, told once for the terminal and for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "korridor/report/document.hpp"
#include "korridor/report/solve_text.hpp"

namespace korridor::report {

/// One value: for programs, and as a reader likes it.
struct SheetCell {
  Json value;
  std::string text;
};

/// `key` names the list in the document, `columns` its fields; `heads` are the headings on the terminal, of
/// which an empty one has none. A section of facts has one row, whose cells are told one a line.
struct SheetSection {
  std::string key;
  std::string title; ///< empty: no heading
  bool facts = false;
  std::vector<std::string> columns;
  std::vector<std::string> heads;
  std::vector<std::vector<SheetCell>> rows;
  std::string remark; ///< a sentence below, also in the document as KEY_remark
};

struct Sheet {
  std::string title;
  std::vector<SheetSection> sections; ///< those without rows and remark are left out on the terminal
};

[[nodiscard]] std::string sheet_text(Sheet const& sheet, TextOptions const& options);

/// Facts as an object, tables as lists.
void add_to(Document& document, Sheet const& sheet);

/// Cells of one kind each. Texts of numbers have their unit.
[[nodiscard]] SheetCell word(std::string const& text);
[[nodiscard]] SheetCell word(std::string id, std::string text);
[[nodiscard]] SheetCell figure(std::optional<double> value, std::string text);

} // namespace korridor::report
