// Reading cells: changed ones first, numbers checked by their attribute.
#include "korridor/model/cells.hpp"

#include <algorithm>
#include <numeric>

#include "korridor/core/text.hpp"
#include "korridor/model/instance.hpp"

namespace korridor::model {

void Faults::error(std::string code, Place const& place, std::string_view value, std::string message,
                   std::string remedy) {
  has_errors_ = true;
  for (Finding const& told : findings_->all()) {
    if (told.severity == Severity::error && told.file == place.file && told.line == place.line &&
        told.column == place.column && (place.line != 0 || told.value == value)) {
      return;
    }
  }
  findings_->error(std::move(code), place.file, place.line, place.column, std::string(value),
                   std::move(message), std::move(remedy));
}

void Faults::warning(std::string code, Place const& place, std::string_view value, std::string message,
                     std::string remedy) {
  findings_->warning(std::move(code), place.file, place.line, place.column, std::string(value),
                     std::move(message), std::move(remedy));
}

TableView::TableView(std::string_view name, Table const* table, std::string file)
    : schema_(find_table(name)), table_(table), file_(std::move(file)) {
  if (table_ == nullptr) {
    return;
  }
  ids_ = row_ids(*table_);
  order_.resize(ids_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::size_t a, std::size_t b) { return ids_[a] < ids_[b]; });
  for (std::size_t position = 0; position < table_->columns.size(); ++position) {
    columns_.emplace_back(table_->columns[position], position);
  }
  std::sort(columns_.begin(), columns_.end());
}

std::vector<std::string> TableView::sorted_ids() const {
  std::vector<std::string> sorted;
  sorted.reserve(order_.size());
  for (std::size_t const row : order_) {
    sorted.push_back(ids_[row]);
  }
  return sorted;
}

std::optional<std::size_t> TableView::find_row(std::string_view id) const {
  auto const at =
      std::lower_bound(order_.begin(), order_.end(), id,
                       [&](std::size_t row, std::string_view wanted) { return ids_[row] < wanted; });
  return at != order_.end() && ids_[*at] == id ? std::optional<std::size_t>{*at} : std::nullopt;
}

std::string_view TableView::own_text(std::size_t row, std::string_view column) const {
  auto const at =
      std::lower_bound(columns_.begin(), columns_.end(), column,
                       [](auto const& entry, std::string_view wanted) { return entry.first < wanted; });
  if (at == columns_.end() || at->first != column || at->second >= table_->rows[row].cells.size()) {
    return {};
  }
  return trimmed(table_->rows[row].cells[at->second]);
}

std::vector<Piece> const* TableView::changed(std::size_t row, std::string_view column) const {
  if (changes_.empty()) {
    return nullptr;
  }
  auto const at = changes_.find({row, column});
  return at == changes_.end() ? nullptr : &at->second;
}

bool TableView::is_blank(std::size_t row, std::string_view column) const {
  return changed(row, column) == nullptr && own_text(row, column).empty();
}

std::string_view TableView::text(std::size_t row, std::string_view column) const {
  auto const* const pieces = changed(row, column);
  std::string_view const cell = pieces != nullptr ? pieces->front().text : own_text(row, column);
  if (!cell.empty()) {
    return cell;
  }
  Attribute const* const attribute = schema_->find(column);
  bool const literal =
      attribute != nullptr && (attribute->type == CellType::choice || attribute->type == CellType::flag);
  return literal ? attribute->default_text : std::string_view{};
}

Place TableView::place(std::size_t row, std::string_view column) const {
  if (auto const* const pieces = changed(row, column); pieces != nullptr) {
    return pieces->front().place;
  }
  return {file_, table_->rows[row].line, std::string(column)};
}

std::string_view TableView::unit(std::size_t row, Attribute const& attribute) const {
  if (attribute.unit_column.empty()) {
    return {};
  }
  std::string_view const stated = text(row, attribute.unit_column);
  Attribute const* const column = schema_->find(attribute.unit_column);
  if (!stated.empty() || column == nullptr || column->default_text.empty()) {
    return stated;
  }
  // A unit column's default is a unit ("d") or the column whose unit holds here too ("cost_unit").
  return schema_->find(column->default_text) != nullptr ? text(row, column->default_text)
                                                        : column->default_text;
}

std::vector<Piece> TableView::pieces(std::size_t row, std::string_view column) const {
  if (auto const* const pieces = changed(row, column); pieces != nullptr) {
    return *pieces;
  }
  return {{own_text(row, column), {}, false, 1.0, 1.0, place(row, column)}};
}

void TableView::change(std::size_t row, Attribute const& attribute, std::vector<Piece> pieces) {
  changes_[{row, attribute.name}] = std::move(pieces);
}

Factor no_unit(std::string_view unit) {
  if (unit.empty()) {
    return {};
  }
  return {1.0, "has the unit '" + std::string(unit) + "', but takes none", "write the number alone", "E807"};
}

namespace {

// A piece as a number in the units written, checked by its attribute.
std::optional<double> parse_cell(Attribute const& attribute, Piece const& piece, Faults& faults) {
  ParsedNumber const number = parse_number(piece.text);
  double value = number.value;
  if (number.fault == NumberFault::infinite && attribute.range.infinite && !piece.text.starts_with('-')) {
    value = kInfinity;
  } else if (number.fault) {
    faults.error("E303", piece.place, piece.text, std::string(fault_text(*number.fault)),
                 std::string(remedy_text(*number.fault)));
    return std::nullopt;
  }
  bool const scaled = piece.factor != 1.0 && value != 0.0;
  if (attribute.range.holds(value) && scaled) value *= piece.factor;
  if (!attribute.range.holds(value)) {
    std::string const column(attribute.name);
    faults.error("E304", piece.place, piece.text,
                 scaled ? "times " + number_text(piece.factor) +
                              " of parameter.csv is outside the range of " + column
                        : "is outside the range of " + column,
                 "write a number in the range " + attribute.range.text());
    return std::nullopt;
  }
  return value;
}

} // namespace

std::optional<double> read_number(TableView const& view, std::size_t row, std::string_view column,
                                  Convert const& convert, Faults& faults) {
  Attribute const& attribute = *view.schema().find(column);
  if (view.is_blank(row, column)) return default_number(attribute); // as most cells are
  auto const pieces = view.pieces(row, column);
  double mean = 0.0;
  bool any_empty = false;
  for (Piece const& piece : pieces) {
    if (piece.text.empty()) {
      any_empty = true;
      mean += piece.weight * default_number(attribute).value_or(0.0);
      continue;
    }
    auto const value = parse_cell(attribute, piece, faults);
    if (!value) {
      return std::nullopt;
    }
    std::string_view const unit = piece.states_unit ? piece.unit : view.unit(row, attribute);
    Factor const factor = convert(unit);
    if (!factor) {
      faults.error(factor.code, piece.place, piece.text, factor.fault, factor.remedy);
      return std::nullopt;
    }
    mean += piece.weight * (*value == 0.0 ? 0.0 : *value * factor.value);
  }
  if (any_empty && !default_number(attribute)) {
    if (pieces.size() > 1) {
      faults.error("E508", pieces.back().place, {},
                   "covers only part of the period, and the cell is empty else",
                   "give the cell a value in " + std::string(view.name()) + ".csv, or rows for all days");
    }
    return std::nullopt;
  }
  return mean;
}

bool read_flag(TableView const& view, std::size_t row, std::string_view column, Faults& faults) {
  std::string_view const text = view.text(row, column);
  if (text != "0" && text != "1") {
    faults.error("E308", view.place(row, column), text, "is not a flag", "write 0 or 1");
  }
  return text == "1";
}

std::optional<Period> read_period(TableView const& view, std::size_t row, std::string_view from,
                                  std::string_view to, Faults& faults) {
  Period period{kFirstDay, kLastDay};
  bool sound = true;
  for (std::string_view const column : {from, to}) {
    std::string_view const text = view.text(row, column);
    if (text.empty()) {
      continue;
    }
    auto const date = parse_period(text);
    if (!date) {
      faults.error("E309", view.place(row, column), text, "is not a date", "write it as 2023-05-17");
      sound = false;
    } else if (column == from) {
      period.first = date->first;
    } else {
      period.last = date->last;
    }
  }
  if (sound && period.first > period.last) {
    faults.error("E310", view.place(row, to), view.text(row, to), "lies before " + std::string(from),
                 "put the dates the right way round");
    sound = false;
  }
  return sound ? std::optional<Period>{period} : std::nullopt;
}

} // namespace korridor::model
