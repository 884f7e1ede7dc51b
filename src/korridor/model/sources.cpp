// The checks of provenance.csv against the tables: one source in use for each cell, and it says the same.
#include "korridor/model/sources.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>

#include "korridor/core/date.hpp"
#include "korridor/core/text.hpp"
#include "korridor/model/provenance.hpp"
#include "korridor/model/unit_match.hpp"

namespace korridor::model {

namespace {

constexpr char const* kFile = "provenance.csv";

// Findings with a limit for one fault of one column, so that a new case is told what kind of work is ahead
// rather than a thousand lines.
class Teller {
public:
  explicit Teller(Findings& findings) : findings_(findings) {}
  ~Teller() {
    for (auto const& [kind, counted] : counts_) {
      auto const& [code, file, column] = kind;
      auto const& [count, severity] = counted;
      if (count <= kShown) continue;
      findings_.add({severity, code, file, 0, column, "",
                     "has " + std::to_string(count - kShown) + " more faults like this",
                     "mend those shown first"});
    }
  }
  Teller(Teller const&) = delete;
  Teller& operator=(Teller const&) = delete;

  void tell(Severity severity, std::string const& code, std::string const& file, std::size_t line,
            std::string const& column, std::string const& value, std::string message, std::string remedy) {
    auto& [count, kind] = counts_[{code, file, column}];
    kind = severity;
    if (++count > kShown) return;
    findings_.add({severity, code, file, line, column, value, std::move(message), std::move(remedy)});
  }

private:
  static constexpr std::size_t kShown = 10;
  Findings& findings_;
  std::map<std::tuple<std::string, std::string, std::string>, std::pair<std::size_t, Severity>> counts_;
};

// Half a unit of the last digit of a number as printed: "7.04" is known to 0.005, "1.5e3" to 50.
double rounding_of(std::string_view text) {
  text = trimmed(text);
  std::size_t const exponent_at = text.find_first_of("eE");
  std::string_view const digits = text.substr(0, exponent_at);
  double exponent = 0.0;
  if (exponent_at != std::string_view::npos) exponent = parse_number(text.substr(exponent_at + 1)).value;
  std::size_t const point = digits.find('.');
  if (point != std::string_view::npos) exponent -= static_cast<double>(digits.size() - point - 1);
  return 0.5 * std::pow(10.0, exponent);
}

bool near_enough(double a, double b, double tolerance) {
  double const slack = 1e-9 * std::max(std::abs(a), std::abs(b)); // of binary fractions
  return a == b || std::abs(a - b) <= tolerance + slack;
}

// A number, "inf" included.
std::optional<double> number_of(std::string_view text) {
  auto const number = parse_number(text);
  if (number) return number.value;
  if (number.fault == NumberFault::infinite) return trimmed(text).front() == '-' ? -HUGE_VAL : HUGE_VAL;
  return std::nullopt;
}

class SourceCheck {
public:
  SourceCheck(Folder const& folder, Findings& findings)
      : folder_(folder), cells_(folder), provenance_(folder), units_(folder, cells_), teller_(findings) {}

  SourceReport run(SourceOptions const& options) {
    for (SourcedCell const& cell : cells_.sourced()) check_cell(cell);
    for (Source const& source : provenance_.all()) check_source(source);
    check_circles();
    check_elements();
    count_repeats(options);
    return std::move(report_);
  }

private:
  void tell(Severity severity, std::string const& code, Source const& source, std::string const& column,
            std::string const& value, std::string message, std::string remedy) {
    teller_.tell(severity, code, kFile, source.line, column, value,
                 std::move(message) + " (" + source.cell.text() + ")", std::move(remedy));
  }

  void check_cell(SourcedCell const& cell) {
    ++report_.cell_count;
    std::vector<Source const*> used;
    for (Source const* const source : provenance_.of(cell.cell, cell.date_from)) {
      if (source->used) used.push_back(source);
    }
    std::string const row = cell.cell.table + ',' + cell.cell.id + ',' + cell.cell.column;
    std::string const when = cell.date_from.empty() ? "" : " with date_from " + cell.date_from;
    if (used.empty()) {
      teller_.tell(Severity::error, "E680", cell.file, cell.line, cell.column, cell.value,
                   "has no source in use (" + cell.cell.text() + ")",
                   "add a row " + row + when + " to provenance.csv");
      return;
    }
    ++report_.sourced_count;
    ++report_.by_method[used.front()->method];
    if (used.size() > 1) {
      tell(Severity::error, "E681", *used[1], "used", used[1]->value,
           "is a second source in use; the first is on line " + std::to_string(used.front()->line),
           "write used 0 for the alternatives");
    }
    check_value(cell, *used.front());
  }

  // The source in use says what the cell says.
  void check_value(SourcedCell const& cell, Source const& source) {
    if (cell.attribute->type == CellType::ratios) return; // a recipe is told in words
    if (source.value.empty()) {
      tell(Severity::error, "E693", source, "value", "",
           "does not say what the source gives; the cell has '" + cell.value + "'",
           "write the value, with its unit");
      return;
    }
    if (cell.attribute->type == CellType::date) {
      auto const said = parse_period(source.value), stands = parse_period(cell.value);
      bool const is_end = cell.cell.column.ends_with("_to");
      if (said && stands && (is_end ? said->last == stands->last : said->first == stands->first)) return;
      return differs(cell, source, source.value);
    }
    auto const stands = number_of(cell.value), said = number_of(source.value);
    if (!stands) return; // no number: told by check_tables
    if (!said) return differs(cell, source, source.value);
    Factor const factor = units_.to_cell(cell, source.unit);
    if (!factor) {
      tell(Severity::error, "E683", source, "unit", source.unit, factor.fault, factor.remedy);
      return;
    }
    double const converted = *said * factor.value;
    double const tolerance = factor.value == 1.0 ? 0.0 : rounding_of(cell.value);
    if (!near_enough(*stands, converted, tolerance)) differs(cell, source, number_text(converted));
    check_range(source, *said);
  }

  void differs(SourcedCell const& cell, Source const& source, std::string const& said) {
    std::string const unit = cell.unit.empty() ? "" : ' ' + cell.unit;
    tell(Severity::error, "E682", source, "value", source.value,
         "is not what the cell has: " + cell.file + ':' + std::to_string(cell.line) + " says " + cell.value +
             unit + ", the source " + said + unit,
         "mend the cell, or state another source");
  }

  void check_range(Source const& source, double value) {
    auto const low = number_of(source.low), high = number_of(source.high);
    if (!low || !high) {
      tell(Severity::warning, "W688", source, low ? "high" : "low", "", "has no range",
           "write the least and the most that are plausible");
      return;
    }
    if (*low <= value && value <= *high) return;
    tell(Severity::error, "E687", source, "value", source.value,
         "lies outside its own range " + source.low + " to " + source.high, "widen the range or mend it");
  }

  // What a row says by itself, alternatives included.
  void check_source(Source const& source) {
    if (!source.used) ++report_.alternative_count;
    bool const names_none = source.source.empty() && source.evidence.empty();
    bool const from_outside = source.method == "observed" || source.method == "reported";
    if (names_none && (from_outside || source.note.empty())) {
      tell(Severity::error, "E695", source, "source", "",
           from_outside ? "names neither a publication nor a statement" : "says nothing of why",
           "fill source or evidence_id");
    }
    if (source.method == "derived") check_formula(source);
    auto const cell = cells_.find(source.cell);
    if (!cell || !source.used || !cell->value.empty()) return;
    if (!source.date_from.empty() && !provenance_.of(source.cell, source.date_from).empty()) return;
    tell(Severity::error, "E690", source, "used", source.value, "is a source in use for an empty cell",
         "fill the cell, or write used 0");
  }

  void check_formula(Source const& source) {
    auto const stated = number_of(source.value);
    if (!stated) return;
    FormulaValue const result =
        evaluate_formula(source.note, [&](CellName const& name) { return look_up(source, name); });
    if (!result) {
      tell(Severity::error, "E684", source, "note", source.note, result.fault, result.remedy);
      return;
    }
    if (is_bare_number(source.note)) {
      tell(Severity::warning, "W692", source, "note", source.note, "is a number alone, which derives nothing",
           "write what it is made of, or another method");
    }
    if (near_enough(result.value, *stated, rounding_of(source.value))) return;
    tell(Severity::error, "E685", source, "note", source.note,
         "gives " + number_text(result.value) + ", not " + source.value, "mend the formula or the value");
  }

  FormulaValue look_up(Source const& source, CellName const& name) {
    auto const no_cell = [&](std::string const& message, std::string remedy) {
      return FormulaValue{0.0, "names the cell '" + name.text() + "', " + message, std::move(remedy)};
    };
    if (name == source.cell) return no_cell("which is its own", "derive it from others");
    TableSchema const* const schema = find_table(name.table);
    if (schema == nullptr) {
      std::vector<std::string_view> tables;
      for (TableSchema const& table : all_tables()) tables.push_back(table.name);
      return no_cell("of no table", did_you_mean(nearest(name.table, tables), "write link, node, ..."));
    }
    if (schema->find(name.column) == nullptr) {
      std::vector<std::string_view> columns;
      for (Attribute const& attribute : schema->attributes) columns.push_back(attribute.name);
      return no_cell("of no column", did_you_mean(nearest(name.column, columns), "write one that is there"));
    }
    auto const cell = cells_.find(name);
    if (!cell) {
      Table const* const table = folder_.find(name.table);
      std::vector<std::string> const ids = table == nullptr ? std::vector<std::string>() : row_ids(*table);
      return no_cell("of no row", did_you_mean(nearest(name.id, ids), "write the id of a row"));
    }
    auto const number = parse_number(cell->value);
    if (!number) return no_cell("which holds no number", "fill it, or write the number");
    return {number.value, {}, {}};
  }

  // Formulas in use that rest on each other prove nothing, whatever they give.
  void check_circles() {
    std::map<CellName, std::vector<CellName>> rests_on;
    std::map<CellName, Source const*> source_of;
    for (Source const& source : provenance_.all()) {
      if (source.method != "derived" || !source.used || !source.date_from.empty()) continue;
      rests_on[source.cell] = cells_of_formula(source.note);
      source_of[source.cell] = &source;
    }
    std::map<CellName, int> seen; // 1: being followed, 2: done
    for (auto const& [start, ignored] : rests_on) {
      if (seen[start] != 0) continue;
      std::vector<std::pair<CellName, std::size_t>> way{{start, 0}};
      seen[start] = 1;
      while (!way.empty()) {
        CellName const here = way.back().first;
        auto const found = rests_on.find(here);
        if (found == rests_on.end() || way.back().second == found->second.size()) {
          seen[here] = 2;
          way.pop_back();
          continue;
        }
        CellName const next = found->second[way.back().second++];
        if (seen[next] == 1 && next != here) {
          Source const& source = *source_of[here];
          tell(Severity::error, "E686", source, "note", source.note,
               "goes round in a circle: " + next.text() + " rests on this cell",
               "derive one of them from something else");
        } else if (seen[next] == 0) {
          seen[next] = 1;
          way.emplace_back(next, 0);
        }
      }
    }
  }

  // Statements that bear on elements that there are not.
  void check_elements() {
    Table const* const evidence = folder_.find("evidence");
    if (evidence == nullptr || !evidence->find("element")) return;
    std::vector<std::string> known;
    std::set<std::string> ids;
    for (std::string_view const name : {"actor", "node", "link", "commodity", "supply", "demand", "process",
                                        "contract", "limit", "measure", "scenario"}) {
      Table const* const table = folder_.find(name);
      if (table == nullptr) continue;
      for (Row const& row : table->rows) {
        if (name == "scenario") known.push_back(table->cell(row, "scenario_id"));
      }
      if (name == "scenario") continue;
      for (std::string& id : row_ids(*table)) known.push_back(std::move(id));
    }
    ids.insert(known.begin(), known.end());
    for (Row const& row : evidence->rows) {
      for (std::string_view const item : split_list(evidence->cell(row, "element"))) {
        std::string const id(item.substr(item.find(':') + 1)); // "link:btc" as well as "btc"
        if (ids.count(id) > 0) continue;
        teller_.tell(Severity::error, "E691", "evidence.csv", row.line, "element", std::string(item),
                     "is no element of this model", did_you_mean(nearest(id, known), "write an id, or none"));
      }
    }
  }

  void count_repeats(SourceOptions const& options) {
    std::map<std::string, std::pair<std::size_t, Source const*>> notes, sources;
    for (Source const& source : provenance_.all()) {
      auto const count = [&](auto& counts, std::string const& text) {
        if (text.empty()) return;
        auto& [rows, first] = counts[text];
        if (++rows == 1) first = &source;
      };
      if (source.method != "derived") count(notes, source.note);
      count(sources, source.source);
    }
    for (auto const& [text, counted] : notes) {
      auto const& [rows, first] = counted;
      if (rows <= options.most_notes) continue;
      tell(Severity::warning, "W689", *first, "note", text,
           "stands on " + std::to_string(rows) + " rows and so says little of any",
           "say what holds of each number");
    }
    auto const ranked = [](auto const& counts) {
      std::vector<std::pair<std::string, std::size_t>> list;
      list.reserve(counts.size());
      for (auto const& [text, counted] : counts) list.emplace_back(text, counted.first);
      std::stable_sort(list.begin(), list.end(),
                       [](auto const& a, auto const& b) { return a.second > b.second; });
      return list;
    };
    report_.notes = ranked(notes);
    report_.sources = ranked(sources);
  }

  Folder const& folder_;
  CellIndex cells_;
  Provenance provenance_;
  UnitMatch units_;
  SourceReport report_;
  Teller teller_;
};

} // namespace

SourceReport check_sources(Folder const& folder, SourceOptions const& options, Findings& findings) {
  return SourceCheck(folder, findings).run(options);
}

} // namespace korridor::model
