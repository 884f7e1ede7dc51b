// Parameters: one number that multiplies, or takes the place of, many cells.
//
// They act on what series made of a cell and before scenario and command line, which replace cells whole.
// A parameter whose items name nothing is an error: a fit would turn a knob that moves nothing.
#include <algorithm>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

/// One condition on rows: the texts that a column has, empty for the row's id.
struct Condition {
  std::string_view column;
  SelectorItems items;
  std::vector<bool> found; ///< [item] some row has it
};

std::vector<std::string_view> texts_of(TableView const& view, std::size_t row, std::string_view column) {
  if (column.empty()) return {view.id(row)};
  return split_list(view.text(row, column));
}

bool fits(TableView const& view, std::size_t row, Condition& condition) {
  bool any_wanted = false, wanted = false, unwanted = false;
  std::vector<std::string_view> const texts = texts_of(view, row, condition.column);
  for (std::size_t i = 0; i < condition.items.items.size(); ++i) {
    SelectorItem const& item = condition.items.items[i];
    bool const hit = std::any_of(texts.begin(), texts.end(), [&](std::string_view text) {
      return item.glob ? glob_matches(item.name, text) : item.name == text;
    });
    if (hit) condition.found[i] = true;
    (item.excluded ? unwanted : wanted) |= hit;
    any_wanted = any_wanted || !item.excluded;
  }
  return (wanted || !any_wanted) && !unwanted;
}

class ParameterRow {
public:
  ParameterRow(Build& build, TableView const& table, std::size_t row)
      : build_(build), table_(table), row_(row) {}

  void apply() {
    view_ = find_changeable(build_, table_.text(row_, "table"), table_.place(row_, "table"));
    if (view_ == nullptr) return;
    Attribute const* const attribute =
        find_changeable(build_, *view_, table_.text(row_, "column"), true, table_.place(row_, "column"));
    auto const value = read_number(table_, row_, "value", no_unit, build_.faults);
    if (attribute == nullptr || !value || !read_conditions()) return;
    bool const sets = table_.text(row_, "rule") == "set";
    bool touched = false;
    for (std::size_t const row : view_->order()) {
      bool chosen = true;
      for (Condition& condition : conditions_) chosen = fits(*view_, row, condition) && chosen;
      if (!chosen) continue;
      std::vector<Piece> pieces = view_->pieces(row, attribute->name);
      if (sets) {
        pieces = {{table_.text(row_, "value"), {}, false, 1.0, 1.0, table_.place(row_, "value")}};
      } else if (std::all_of(pieces.begin(), pieces.end(), [](Piece const& it) { return it.text.empty(); })) {
        continue;
      }
      if (!sets) {
        for (Piece& piece : pieces) piece.factor *= *value;
      }
      view_->change(row, *attribute, std::move(pieces));
      touched = true;
    }
    if (tell_missing() || touched) return;
    build_.faults.error("E660", table_.place(row_, "column"), table_.text(row_, "column"),
                        "is empty in every row chosen, so that the parameter touches no cell",
                        "choose rows where it has a number, or take the parameter out");
  }

private:
  // "atyrau*;!btc", or "mode=rail;ferry jurisdiction=KAZ".
  bool read_conditions() {
    std::string_view const cell = table_.text(row_, "ids");
    Place const place = table_.place(row_, "ids");
    if (cell.find('=') == std::string_view::npos) return add_condition({}, cell, place);
    for (std::string_view const part : split(cell, ' ')) {
      if (trimmed(part).empty()) continue;
      std::size_t const equals = part.find('=');
      std::string_view const column = part.substr(0, equals);
      if (equals == std::string_view::npos || view_->schema().find(column) == nullptr) {
        std::vector<std::string_view> known;
        for (Attribute const& one : view_->schema().attributes) known.push_back(one.name);
        build_.faults.error("E660", place, part, "names no column of " + std::string(view_->name()) + ".csv",
                            did_you_mean(nearest(column, known), "write ids, or column=items column=items"));
        return false;
      }
      if (!add_condition(column, part.substr(equals + 1), place)) return false;
    }
    return true;
  }

  bool add_condition(std::string_view column, std::string_view cell, Place const& place) {
    Condition condition{column, parse_selector(cell), {}};
    if (condition.items.fault) {
      build_.faults.error("E660", place, *condition.items.fault, "is no item of a selector",
                          "write ids, glob* or !item with ; between them");
      return false;
    }
    condition.found.assign(condition.items.items.size(), false);
    conditions_.push_back(std::move(condition));
    return true;
  }

  // Items that no row of the table has.
  bool tell_missing() {
    bool any = false;
    for (Condition const& condition : conditions_) {
      for (std::size_t i = 0; i < condition.found.size(); ++i) {
        if (condition.found[i]) continue;
        any = true;
        std::vector<std::string_view> known;
        for (std::size_t const row : view_->order()) {
          for (std::string_view const text : texts_of(*view_, row, condition.column)) known.push_back(text);
        }
        std::string const what = condition.column.empty() ? "id" : std::string(condition.column);
        std::string_view const name = condition.items.items[i].name;
        build_.faults.error("E660", table_.place(row_, "ids"), name,
                            "is " + what + " of no row of " + std::string(view_->name()) + ".csv",
                            did_you_mean(nearest(name, known), "write what one of its rows has"));
      }
    }
    return any;
  }

  Build& build_;
  TableView const& table_;
  std::size_t row_;
  TableView* view_ = nullptr;
  std::vector<Condition> conditions_;
};

} // namespace

void apply_parameters(Build& build) {
  TableView const& table = build.tables.get("parameter");
  for (std::size_t const row : table.order()) ParameterRow(build, table, row).apply();
}

} // namespace korridor::model
