// One cell against its attribute: is it what its type says, inside its range, and does what it names exist?
#include <cmath>
#include <set>

#include "korridor/core/date.hpp"
#include "korridor/core/text.hpp"
#include "korridor/model/check_context.hpp"
#include "korridor/model/geometry.hpp"

namespace korridor::model {

namespace {

constexpr double kShareTolerance = 1e-6;

std::string joined(std::string_view list) {
  std::string out;
  for (std::string_view const item : split_list(list)) out += (out.empty() ? "" : ", ") + std::string(item);
  return out;
}

void check_own_id(std::string const& cell, Place const& place, CheckContext& context) {
  bool const has_blank_end = trimmed(cell).size() != cell.size();
  bool has_control = false;
  for (char const c : cell) has_control = has_control || static_cast<unsigned char>(c) < 0x20;
  if (has_blank_end || has_control || cell.front() == '!' ||
      cell.find_first_of(";:*=") != std::string::npos) {
    context.error("E314", place, cell, "cannot be an id: selectors and lists could not name it",
                  "leave out blanks at the ends, line ends, ; : * = and a leading !");
  }
}

void check_number(Attribute const& attribute, std::string const& cell, Place const& place,
                  CheckContext& context) {
  ParsedNumber number = parse_number(cell);
  if (number.fault == NumberFault::infinite && attribute.range.infinite) {
    if (trimmed(cell).front() != '-') return;
    number = {-HUGE_VAL, std::nullopt};
  }
  if (!number) {
    context.error("E303", place, cell, std::string(fault_text(*number.fault)),
                  std::string(remedy_text(*number.fault)));
    return;
  }
  if (attribute.range.holds(number.value)) return;
  std::string remedy = "write " + attribute.range.text();
  if (attribute.name == "capacity") remedy += "; 0 closes it";
  std::string const range = attribute.range.text();
  context.error("E304", place, cell,
                number.value < 0.0 && attribute.range.low >= 0.0 ? "is negative" : "is out of range",
                range.empty() ? "write a finite number" : remedy);
}

void check_choice(Attribute const& attribute, std::string const& cell, Place const& place,
                  CheckContext& context) {
  auto const choices = split_list(attribute.choices);
  for (std::string_view const choice : choices) {
    if (cell == choice) return;
  }
  std::string const near = nearest(cell, std::span<std::string_view const>(choices));
  context.error("E311", place, cell, "is not among " + joined(attribute.choices),
                did_you_mean(near, "write one of them"));
}

void check_interval(std::string_view text, Place const& place, CheckContext& context) {
  if (parse_interval(text)) return;
  context.error("E309", place, text, "is not a pair of dates, the earlier one first",
                "write them with / between, such as 2015-01-02/2020-12-31; an open end is left out");
}

// RUS:0.31;KAZ:0.69, or one actor alone.
void check_shares(std::string const& cell, Place const& place, CheckContext& context) {
  auto const items = split_list(cell);
  std::set<std::string_view> seen;
  double total = 0.0;
  bool complete = true;
  for (std::string_view const item : items) {
    std::size_t const colon = item.find(':');
    std::string_view const actor = trimmed(item.substr(0, colon));
    context.check_id("actor", actor, place);
    if (!seen.insert(actor).second) {
      context.error("E313", place, actor, "occurs twice among the shares", "add its shares up");
      complete = false;
    }
    if (colon == std::string_view::npos) {
      if (items.size() > 1) {
        context.error("E313", place, item, "has no share",
                      "write shares that add up to 1: RUS:0.31;KAZ:0.69");
        complete = false;
      }
      total += 1.0;
      continue;
    }
    ParsedNumber const share = parse_number(item.substr(colon + 1));
    if (!share || share.value < 0.0) {
      context.error("E313", place, item, "has a share that is negative or no number",
                    "write shares that add up to 1: RUS:0.31;KAZ:0.69");
      complete = false;
      continue;
    }
    total += share.value;
  }
  if (complete && !items.empty() && std::abs(total - 1.0) > kShareTolerance) {
    context.error("E313", place, cell, "has shares that add up to " + number_text(total),
                  "make them add up to 1");
  }
}

// ARM:2015-01-02/;KAZ
void check_members(std::string const& cell, Place const& place, CheckContext& context) {
  for (std::string_view const item : split_list(cell)) {
    std::size_t const colon = item.find(':');
    context.check_id("actor", trimmed(item.substr(0, colon)), place);
    if (colon != std::string_view::npos) check_interval(trimmed(item.substr(colon + 1)), place, context);
  }
}

void check_factor(std::string_view text, std::string_view item, Place const& place, CheckContext& context) {
  ParsedNumber const factor = parse_number(text);
  if (factor && factor.value >= 0.0) return;
  context.error("E317", place, item, "has a factor that is negative or no number",
                "write a number of 0 or more");
}

// link:aktau_baku:1;node:aktau_oil
void check_parts(std::string const& cell, Place const& place, CheckContext& context) {
  for (std::string_view const item : split_list(cell)) {
    auto const pieces = split(item, ':');
    std::string_view const table = trimmed(pieces.front());
    if (pieces.size() < 2 || pieces.size() > 3 || (table != "link" && table != "node")) {
      context.error("E317", place, item, "is no member of a limit",
                    "write link:ID or node:ID, then :FACTOR if not 1");
      continue;
    }
    context.check_id(table, trimmed(pieces[1]), place);
    if (pieces.size() == 3) check_factor(pieces[2], item, place, context);
  }
}

// diesel:0.4;naphtha:0.2
void check_ratios(std::string const& cell, Place const& place, CheckContext& context) {
  for (std::string_view const item : split_list(cell)) {
    std::size_t const colon = item.find(':');
    if (colon == std::string_view::npos) {
      context.error("E317", place, item, "has no factor", "write COMMODITY:FACTOR");
      continue;
    }
    context.check_id("commodity", trimmed(item.substr(0, colon)), place);
    check_factor(item.substr(colon + 1), item, place, context);
  }
}

void check_table_name(std::string const& cell, Place const& place, CheckContext& context) {
  if (find_table(cell) != nullptr || context.folder().find(cell) != nullptr) return;
  std::vector<std::string_view> names;
  for (TableSchema const& table : all_tables()) names.push_back(table.name);
  context.error(
      "E316", place, cell, "is no table",
      did_you_mean(nearest(cell, std::span<std::string_view const>(names)), "write node, link, supply, ..."));
}

} // namespace

void check_cell(Attribute const& attribute, std::string const& cell, Place const& place,
                CheckContext& context) {
  if (trimmed(cell).empty()) {
    if (attribute.required != Required::cell) return;
    context.error("E302", place, "", "is empty and has no default",
                  "write " + std::string(attribute.meaning));
    return;
  }
  switch (attribute.type) {
  case CellType::id:
    return check_own_id(cell, place, context);
  case CellType::reference:
    return context.check_id(attribute.references, cell, place);
  case CellType::references:
    for (std::string_view const item : split_list(cell)) context.check_id(attribute.references, item, place);
    return;
  case CellType::number:
    return check_number(attribute, cell, place, context);
  case CellType::figure:
    if (!parse_period(cell)) check_number(attribute, cell, place, context);
    return;
  case CellType::flag:
    if (cell != "0" && cell != "1")
      context.error("E308", place, cell, "is neither 0 nor 1", "write 1 for yes, 0 for no");
    return;
  case CellType::date:
    if (!parse_period(cell)) {
      context.error("E309", place, cell, "is no date that exists",
                    "write it as 2023-05-17 (or 2023-05, 2023)");
    }
    return;
  case CellType::interval:
    return check_interval(cell, place, context);
  case CellType::shares:
    return check_shares(cell, place, context);
  case CellType::members:
    return check_members(cell, place, context);
  case CellType::parts:
    return check_parts(cell, place, context);
  case CellType::ratios:
    return check_ratios(cell, place, context);
  case CellType::choice:
    return check_choice(attribute, cell, place, context);
  case CellType::table:
    return check_table_name(cell, place, context);
  case CellType::wkt:
    if (!parse_linestring(cell)) {
      context.error("E318", place, cell, "is no WKT line of longitudes and latitudes",
                    "write LINESTRING (51.2 43.6, 49.9 40.4)");
    }
    return;
  case CellType::column: // needs the row's table: check_rows
  case CellType::text:
  case CellType::texts:
  case CellType::formula:
  case CellType::unit: // these three are judged where they are worked with
  case CellType::selector:
  case CellType::selection:
    return;
  }
}

} // namespace korridor::model
