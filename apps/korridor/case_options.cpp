// From --close, --ban, --measure and --set to the changes of a case.
#include "case_options.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>

#include "korridor/core/text.hpp"
#include "korridor/model/units.hpp"

namespace korridor::app {

namespace {

std::vector<std::string> ids(model::Folder const& folder, std::string const& table) {
  std::vector<std::string> out;
  model::Table const* const found = folder.find(table);
  if (found == nullptr) return out;
  for (model::Row const& row : found->rows) out.push_back(found->cell(row, table + "_id"));
  return out;
}

/// What a closure may name, and the selector column for it, in the order in which a bare id is looked up.
struct Closable {
  char const* table;
  char const* selector;
};
constexpr std::array<Closable, 3> kClosable = {{{"link", "link"}, {"node", "node"}, {"actor", "controller"}}};

/// Selector of what `--close WHAT` names, empty when nothing has that id.
std::pair<std::string, std::string> closure_of(model::Folder const& folder, std::string const& what,
                                               Findings& findings) {
  std::size_t const colon = what.find(':');
  for (Closable const& it : kClosable) {
    bool const named = colon != std::string::npos &&
                       (what.substr(0, colon) == it.table || what.substr(0, colon) == it.selector);
    if (named) return {it.selector, what.substr(colon + 1)};
  }
  std::vector<std::string> all;
  std::vector<Closable const*> matches;
  for (Closable const& it : kClosable) {
    std::vector<std::string> const known = ids(folder, it.table);
    all.insert(all.end(), known.begin(), known.end());
    bool const match = std::any_of(known.begin(), known.end(), [&](std::string const& id) {
      return ::fnmatch(what.c_str(), id.c_str(), 0) == 0;
    });
    if (match) matches.push_back(&it);
  }
  if (matches.empty()) {
    findings.error("E900", "--close", 0, "", what, "is no link, node or actor of this model",
                   did_you_mean(nearest(what, all), "see link.csv, node.csv and actor.csv for ids"));
    return {"link", what};
  }
  if (matches.size() > 1) {
    findings.error("E901", "--close", 0, "", what,
                   fmt::format("is a {} and a {}", matches[0]->table, matches[1]->table),
                   fmt::format("write {}:{} or {}:{}", matches[0]->table, what, matches[1]->table, what));
  }
  return {matches.front()->selector, what};
}

/// "commodity=crude origin=RUS" as cells; a value in quotes may contain blanks.
std::map<std::string, std::string> parse_cells(std::string const& option, std::string const& text) {
  std::map<std::string, std::string> cells;
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == text.size()) break;
    std::size_t const equals = text.find('=', at);
    std::string const column = text.substr(at, equals == std::string::npos ? equals : equals - at);
    if (equals == std::string::npos || column.empty() || column.find(' ') != std::string::npos) {
      throw CLI::ValidationError(
          option, fmt::format("'{}' is not of the form column=value column=value", text.substr(at)));
    }
    at = equals + 1;
    char const end = at < text.size() && (text[at] == '"' || text[at] == '\'') ? text[at++] : ' ';
    std::size_t const stop = text.find(end, at);
    if (stop == std::string::npos && end != ' ') {
      throw CLI::ValidationError(option, fmt::format("the quote after '{}=' is not closed", column));
    }
    if (!cells.emplace(column, text.substr(at, stop == std::string::npos ? stop : stop - at)).second) {
      throw CLI::ValidationError(option, fmt::format("'{}' is given twice", column));
    }
    at = stop == std::string::npos ? text.size() : stop + (end == ' ' ? 0 : 1);
  }
  if (cells.empty()) throw CLI::ValidationError(option, "needs at least one column=value");
  return cells;
}

/// "link:btc:capacity=60Mt/yr". The id may contain colons; table and column cannot.
model::CellChange parse_set(std::string const& text) {
  std::size_t const equals = text.find('=');
  std::size_t const first = text.find(':');
  std::size_t const last = equals == std::string::npos ? equals : text.rfind(':', equals);
  if (equals == std::string::npos || first == std::string::npos || first >= last || last > equals) {
    throw CLI::ValidationError(
        "--set",
        fmt::format("'{}' is not of the form table:id:column=value, such as link:btc:capacity=60Mt/yr",
                    text));
  }
  std::string const value = text.substr(equals + 1);
  model::Quantity const quantity = model::split_quantity(value);
  // A unit begins with a letter or "%"; "2023-05-01" or "1;2" is no number with a unit.
  bool const has_unit =
      !quantity.unit.empty() &&
      (std::isalpha(static_cast<unsigned char>(quantity.unit.front())) != 0 || quantity.unit.front() == '%');
  model::CellChange change;
  change.table = text.substr(0, first);
  change.id = text.substr(first + 1, last - first - 1);
  change.column = text.substr(last + 1, equals - last - 1);
  change.value = has_unit ? std::string(quantity.number) : value;
  if (has_unit) change.unit = std::string(quantity.unit);
  return change;
}

/// `wanted`, or "wanted_2" and so on, such as no measure has yet.
std::string fresh_id(std::string wanted, std::set<std::string>& taken) {
  for (char& c : wanted) {
    bool const plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
    if (!plain) c = '_';
  }
  std::string id = wanted;
  for (int next = 2; !taken.insert(id).second; ++next) id = fmt::format("{}_{}", wanted, next);
  return id;
}

} // namespace

CLI::Option* add_repeatable(CLI::App& verb, std::string const& names, std::vector<std::string>& values,
                            std::string const& description) {
  return verb.add_option(names, values, description)->allow_extra_args(false);
}

void add_case_options(CLI::App& verb, CaseOptions& options) {
  char const* const group = "What is changed";
  add_repeatable(verb, "--scenario", options.scenarios, "Scenario of scenario.csv")
      ->type_name("ID")
      ->group(group);
  CLI::Option* const date =
      verb.add_option("--date", options.date, "Take what is in force on this day instead of the base period")
          ->type_name("DATE")
          ->group(group);
  verb.add_option("--period", options.period,
                  "Take this time instead of the base period: 2022, 2022-Q1, 2022-05, 2022-W07")
      ->type_name("PERIOD")
      ->excludes(date)
      ->group(group);
  add_repeatable(verb, "--close", options.closures,
                 "Shut a link, a node, or all that an actor controls: an id or a glob such as 'link:btc*'; "
                 "link:ID, node:ID or actor:ID where ids clash")
      ->type_name("ID")
      ->group(group);
  add_repeatable(verb, "--ban", options.bans,
                 "Forbid trade: selectors and cells of measure.csv, such as "
                 "'commodity=crude origin=RUS destination=EUU imposer=EUU enforcement=0.9'")
      ->type_name("CELLS")
      ->group(group);
  add_repeatable(verb, "--measure", options.measures,
                 "Any measure by its cells, such as 'kind=tariff value=5 value_unit=USD/t link=btc'")
      ->type_name("CELLS")
      ->group(group);
  add_repeatable(verb, "--set", options.sets,
                 "Replace one cell: table:id:column=value[unit], such as link:btc:capacity=60Mt/yr")
      ->type_name("CELL")
      ->group(group);
}

model::Case to_plain_case(CaseOptions const& options, std::string const& scenario) {
  model::Case what;
  what.scenario = scenario;
  what.date = options.date;
  what.period = options.period;
  return what;
}

model::Case to_case(model::Folder const& folder, CaseOptions const& options, Findings& findings) {
  return to_case(folder, options, options.scenarios.empty() ? "" : options.scenarios.front(), findings);
}

model::Case to_case(model::Folder const& folder, CaseOptions const& options, std::string const& scenario,
                    Findings& findings) {
  model::Case what = to_plain_case(options, scenario);
  std::vector<std::string> const known = ids(folder, "measure");
  std::set<std::string> taken(known.begin(), known.end());
  for (std::string const& closure : options.closures) {
    auto const [selector, item] = closure_of(folder, closure, findings);
    what.measures.push_back(
        {{"measure_id", fresh_id("close_" + item, taken)}, {"kind", "closure"}, {selector, item}});
  }
  for (std::string const& ban : options.bans) {
    model::MeasureCells cells = parse_cells("--ban", ban);
    if (auto const kind = cells.emplace("kind", "ban"); kind.first->second != "ban") {
      throw CLI::ValidationError("--ban", "makes measures of kind ban; use --measure for others");
    }
    cells.emplace("measure_id", fresh_id("ban", taken));
    what.measures.push_back(std::move(cells));
  }
  for (std::string const& measure : options.measures) {
    model::MeasureCells cells = parse_cells("--measure", measure);
    auto const kind = cells.find("kind");
    if (kind == cells.end()) throw CLI::ValidationError("--measure", "needs kind=..., such as kind=tariff");
    if (cells.count("measure_id") == 0) cells.emplace("measure_id", fresh_id(kind->second, taken));
    what.measures.push_back(std::move(cells));
  }
  for (std::string const& set : options.sets) what.sets.push_back(parse_set(set));
  return what;
}

} // namespace korridor::app
