// Sections of the page: counts, elements, coverage, holes, record. Nothing is solved, so the page is the same
// wherever it is made.
#include "korridor/report/model_page.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "korridor/core/text.hpp"
#include "korridor/model/evidence.hpp"
#include "korridor/model/provenance.hpp"

namespace korridor::report {

namespace {

using model::Folder;
using model::Row;
using model::Source;
using model::SourcedCell;
using model::Table;

constexpr std::size_t kWeakest = 20;    // inputs with the widest ranges
constexpr std::size_t kMostSummed = 30; // rows of a summary of the record
constexpr char const* kMethods[] = {"observed", "reported", "derived", "assumed", "fitted"};

using Cells = std::vector<std::string>;

// Text that may stand in a cell of a Markdown table.
std::string plain(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '|')
      out += "\\|";
    else if (c == '<')
      out += "&lt;";
    else
      out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string line(Cells const& cells) {
  std::string out = "|";
  for (std::string const& cell : cells) out += " " + plain(cell) + " |";
  return out + "\n";
}

std::string table(Cells const& heads, std::vector<Cells> const& rows) {
  std::string out = line(heads) + "|";
  for (std::size_t at = 0; at < heads.size(); ++at) out += "---|";
  out += "\n";
  for (Cells const& row : rows) out += line(row);
  return out + "\n";
}

std::string percent_of(std::size_t part, std::size_t whole) {
  return whole == 0 ? "–"
                    : fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string with_unit(std::string const& value, std::string const& unit) {
  return unit.empty() || unit == "1" ? value : value + " " + unit;
}

class Page {
public:
  Page(Folder const& folder, std::string const& name, std::string const& picture)
      : folder_(folder), name_(name), picture_(picture), cells_(folder), provenance_(folder),
        evidence_(folder), sourced_(cells_.sourced()) {}

  std::string text() {
    // Elements first: they number the sources that the list at the end then tells.
    std::string const body = elements();
    return head() + coverage() + holes() + record() + body + source_list();
  }

private:
  std::string head() {
    std::string out =
        fmt::format("# {}\n\n", folder_.settings.title.empty() ? name_ : folder_.settings.title);
    out += fmt::format(
        "The model folder `models/{}`. Money is in {}{}, rates are per {}, the base period is {}.\n"
        "This page is written by `korridor describe` from the tables.\n\n",
        name_, folder_.settings.currency,
        folder_.settings.price_year.empty() ? "" : " of " + folder_.settings.price_year,
        folder_.settings.period,
        folder_.settings.base_period.empty() ? "not named" : folder_.settings.base_period);
    if (!picture_.empty())
      out += fmt::format("![The network and what moves on it in the base case]({})\n\n", picture_);
    std::vector<Cells> counts;
    for (model::TableSchema const& schema : model::all_tables()) {
      Table const* const found = folder_.find(schema.name);
      if (found != nullptr && !found->rows.empty()) {
        counts.push_back({"`" + std::string(schema.name) + "`", std::to_string(found->rows.size()),
                          std::string(schema.meaning)});
      }
    }
    return out + "## What it holds\n\n" + table({"table", "rows", "holds"}, counts);
  }

  // The commodity that a cell speaks of, as far as its row names one.
  std::string goods_of(SourcedCell const& cell) {
    if (cell.cell.table == "commodity") return cell.cell.id;
    for (char const* const column : {"commodity_id", "carrier", "commodity"}) {
      auto const naming = cells_.find({cell.cell.table, cell.cell.id, column});
      if (naming && !naming->value.empty()) {
        return naming->value.find(';') == std::string::npos ? naming->value : "several";
      }
    }
    return "all";
  }

  static Cells method_heads(char const* first) {
    Cells heads{first, "cells"};
    heads.insert(heads.end(), std::begin(kMethods), std::end(kMethods));
    heads.emplace_back("no source");
    return heads;
  }

  std::string coverage() {
    using Count = std::map<std::string, std::size_t>;
    std::map<std::string, Count> by_table, by_goods;
    for (SourcedCell const& cell : sourced_) {
      Source const* const source = provenance_.used(cell.cell, cell.date_from);
      std::string const method = source == nullptr ? "" : source->method;
      std::string const place = cell.date_from.empty() ? cell.cell.table : "series of " + cell.cell.table;
      for (Count* const count : {&by_table[place], &by_table["all"], &by_goods[goods_of(cell)]}) {
        ++(*count)[""];
        ++(*count)[method.empty() ? "none" : method];
      }
    }
    auto const rows_of = [](std::map<std::string, Count>& counts, bool shares) {
      std::vector<Cells> rows;
      for (auto& [key, count] : counts) {
        Cells row{key, std::to_string(count[""])};
        for (char const* const method : kMethods) {
          row.push_back(shares ? percent_of(count[method], count[""]) : std::to_string(count[method]));
        }
        row.push_back(std::to_string(count["none"]));
        rows.push_back(std::move(row));
      }
      return rows;
    };
    return "## Where its numbers come from\n\nHow the numbers and dates that an answer rests on came about "
           "([what counts as a source](../guide/sources.md)).\n\n" +
           table(method_heads("table"), rows_of(by_table, false)) + "Shares by goods:\n\n" +
           table(method_heads("goods"), rows_of(by_goods, true));
  }

  std::string holes() {
    std::size_t general = 0, unranged = 0, unbound = 0;
    std::vector<std::pair<double, Cells>> widest;
    for (SourcedCell const& cell : sourced_) {
      Source const* const source = provenance_.used(cell.cell, cell.date_from);
      if (source == nullptr) continue;
      if (source->source.find("general knowledge") != std::string::npos) ++general;
      if (cell.attribute->type != model::CellType::number) continue;
      auto const low = parse_number(source->low), high = parse_number(source->high),
                 value = parse_number(source->value);
      if (!low || !high || !value) {
        ++unranged;
        continue;
      }
      if (value.value == 0.0) continue;
      double const width = (high.value - low.value) / std::abs(value.value);
      widest.emplace_back(
          width,
          Cells{"`" + cell.cell.text() + "`" + (cell.date_from.empty() ? "" : " from " + cell.date_from),
                with_unit(source->value, source->unit), source->low + " to " + source->high,
                fmt::format("{:.1f}", width), source->method});
    }
    std::stable_sort(widest.begin(), widest.end(),
                     [](auto const& a, auto const& b) { return a.first > b.first; });
    for (model::Statement const& it : evidence_.all()) unbound += it.elements.empty() ? 1 : 0;
    std::string out = "## Known holes\n\n";
    out += fmt::format("- {} of {} numbers and dates ({}) rest, wholly or in part, on what their source row "
                       "calls general knowledge.\n",
                       general, sourced_.size(), percent_of(general, sourced_.size()));
    out += fmt::format("- {} numbers have no range.\n", unranged);
    out += fmt::format("- {} of {} statements bear on no element; {} pairs contradict each other.\n\n",
                       unbound, evidence_.all().size(), evidence_.contested_pairs({}).size());
    std::vector<Cells> rows;
    for (std::size_t at = 0; at < std::min(widest.size(), kWeakest); ++at) rows.push_back(widest[at].second);
    if (rows.empty()) return out;
    return out + "The weakest inputs, by the width of their range relative to their value:\n\n" +
           table({"cell", "value", "plausible", "width", "method"}, rows);
  }

  // Sums and counts over rows that share a key.
  std::string record() {
    std::string out;
    auto const summary = [&](char const* name, std::vector<char const*> const& keys, Cells const& heads,
                             auto const& rest) {
      Table const* const found = folder_.find(name);
      if (found == nullptr || found->rows.empty()) return;
      std::map<Cells, std::vector<Row const*>> groups;
      for (Row const& row : found->rows) {
        Cells key;
        for (char const* const column : keys) key.emplace_back(trimmed(found->cell(row, column)));
        groups[key].push_back(&row);
      }
      std::vector<std::pair<std::size_t, Cells>> rows;
      for (auto const& [key, members] : groups) {
        Cells row = key;
        row.push_back(std::to_string(members.size()));
        for (std::string& text : rest(*found, members)) row.push_back(std::move(text));
        rows.emplace_back(members.size(), std::move(row));
      }
      std::stable_sort(rows.begin(), rows.end(),
                       [](auto const& a, auto const& b) { return a.first > b.first; });
      std::vector<Cells> shown;
      for (std::size_t at = 0; at < std::min(rows.size(), kMostSummed); ++at)
        shown.push_back(rows[at].second);
      out += fmt::format("`{}`, {} rows{}:\n\n", name, found->rows.size(),
                         rows.size() > kMostSummed
                             ? fmt::format(", the {} largest of {} groups", kMostSummed, rows.size())
                             : "");
      out += table(heads, shown);
    };
    // First and last date, and the range of a number.
    auto const spans = [](char const* date, char const* number) {
      return [date, number](Table const& found, std::vector<Row const*> const& members) {
        std::string first, last;
        double low = HUGE_VAL, high = -HUGE_VAL;
        for (Row const* const row : members) {
          std::string const& when = found.cell(*row, date);
          if (!when.empty() && (first.empty() || when < first)) first = when;
          if (when > last) last = when;
          auto const value = parse_number(found.cell(*row, number));
          if (!value) continue;
          low = std::min(low, value.value);
          high = std::max(high, value.value);
        }
        std::string const when = first == last ? first : first + " to " + last;
        if (low > high) return Cells{when, "–"};
        return Cells{when, low == high ? number_text(low) : number_text(low) + " to " + number_text(high)};
      };
    };
    summary("relation", {"from", "to"}, {"from", "to", "acts", "when", "intensity"},
            spans("date", "intensity"));
    summary("stake", {"investor", "host", "unit"}, {"investor", "host", "unit", "stakes", "since", "value"},
            spans("date_from", "value"));
    summary("indicator", {"name", "unit"}, {"name", "unit", "figures", "when", "value"},
            spans("date", "value"));
    summary("observed", {"variable", "commodity_id", "sample"},
            {"variable", "goods", "sample", "observations", "from", "quantity"},
            spans("date_from", "quantity"));
    return out.empty() ? out : "## What is recorded beside it\n\n" + out;
  }

  // "12.5 Mt/yr" or what stands there.
  std::string shown(std::string const& name, std::string const& id, std::string const& column) {
    auto const cell = cells_.find({name, id, column});
    if (!cell || cell->value.empty()) return "";
    return with_unit(cell->value, cell->unit);
  }

  // Method of a cell and the number of its source in the list below: "reported [12]".
  std::string told(std::string const& name, std::string const& id, std::string const& column) {
    Source const* const source = provenance_.used({name, id, column});
    if (source == nullptr) return "";
    if (source->source.empty()) return source->method;
    auto const [found, is_new] = numbers_.try_emplace(source->source, order_.size() + 1);
    if (is_new) order_.push_back(source->source);
    return fmt::format("{} [{}]", source->method, found->second);
  }

  std::string elements() {
    struct Listed {
      char const* table;
      char const* title;
      std::vector<char const*> columns;
      char const* main; ///< the number whose source is told
    };
    Listed const all[] = {
        {"node", "Nodes", {"name", "node_type", "jurisdiction", "controller", "capacity"}, "capacity"},
        {"link",
         "Links",
         {"name", "from_node_id", "to_node_id", "mode", "capacity", "cost", "toll", "length"},
         "capacity"},
        {"supply",
         "Supplies",
         {"node_id", "commodity_id", "capacity", "cost", "ref_price", "elasticity"},
         "capacity"},
        {"demand",
         "Demands",
         {"node_id", "commodity_id", "quantity", "value", "ref_price", "elasticity"},
         "quantity"},
        {"process", "Processes", {"node_id", "inputs", "outputs", "capacity", "cost"}, "capacity"},
        {"contract", "Contracts", {"commodity_id", "supply", "demand", "min", "max", "penalty"}, "min"},
        {"limit", "Limits", {"name", "members", "capacity"}, "capacity"},
        {"measure", "Measures", {"kind", "imposer", "target", "value", "date_from", "date_to"}, "value"},
        {"parameter", "Parameters", {"table", "ids", "column", "value", "low", "high"}, "value"}};
    std::string out = "## Elements\n\nA number in brackets names a source in the list at the end; it is that "
                      "of the first of capacity, "
                      "quantity, value and the like.\n\n";
    for (Listed const& it : all) {
      Table const* const found = folder_.find(it.table);
      if (found == nullptr || found->rows.empty()) continue;
      std::vector<char const*> columns;
      for (char const* const column : it.columns) {
        bool const any = found->find(column).has_value() &&
                         std::any_of(found->rows.begin(), found->rows.end(),
                                     [&](Row const& row) { return !found->cell(row, column).empty(); });
        if (any) columns.push_back(column);
      }
      Cells heads{"id"};
      heads.insert(heads.end(), columns.begin(), columns.end());
      heads.push_back(std::string(it.main) + " from");
      std::vector<Cells> rows;
      for (std::string const& id : model::row_ids(*found)) {
        Cells row{id};
        for (char const* const column : columns) row.push_back(shown(it.table, id, column));
        row.push_back(told(it.table, id, it.main));
        rows.push_back(std::move(row));
      }
      std::sort(rows.begin(), rows.end());
      out += fmt::format("### {}\n\n", it.title) + table(heads, rows);
    }
    return out + scenarios();
  }

  std::string scenarios() {
    Table const* const found = folder_.find("scenario");
    if (found == nullptr || found->rows.empty()) return "";
    std::map<std::string, std::pair<std::string, std::string>> changes; // id -> title, what it changes
    for (Row const& row : found->rows) {
      auto const cell = [&](char const* column) { return std::string(trimmed(found->cell(row, column))); };
      auto& [title, what] = changes[cell("scenario_id")];
      if (!cell("title").empty()) title = cell("title");
      std::string const change =
          !cell("measure_id").empty() ? (cell("active") == "0" ? "without " : "") + cell("measure_id")
          : cell("table").empty()
              ? ""
              : cell("table") + ":" + cell("id") + ":" + cell("column") + "=" + cell("value");
      if (!change.empty()) what += (what.empty() ? "" : "; ") + change;
    }
    std::vector<Cells> rows;
    rows.reserve(changes.size());
    for (auto const& [id, told] : changes) rows.push_back({id, told.first, told.second});
    return "### Scenarios\n\n" + table({"id", "title", "changes"}, rows);
  }

  std::string source_list() {
    std::string out = "## Sources\n\n";
    for (std::size_t at = 0; at < order_.size(); ++at)
      out += fmt::format("{}. {}\n", at + 1, plain(order_[at]));
    return order_.empty() ? "" : out;
  }

  Folder const& folder_;
  std::string name_, picture_;
  model::CellIndex cells_;
  model::Provenance provenance_;
  model::Evidence evidence_;
  std::vector<SourcedCell> sourced_;
  std::map<std::string, std::size_t> numbers_; ///< source -> its number
  std::vector<std::string> order_;
};

} // namespace

std::string model_page(Folder const& folder, std::string const& name, std::string const& picture) {
  return Page(folder, name, picture).text();
}

} // namespace korridor::report
