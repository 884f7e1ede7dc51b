// From texts to the changes of a case, and from texts to the options of a command line.
#include "korridor/model/case_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fnmatch.h>

#include "korridor/core/text.hpp"
#include "korridor/model/units.hpp"

namespace korridor::model {

namespace {

std::vector<std::string> ids(Folder const& folder, std::string const& table) {
  std::vector<std::string> out;
  Table const* const found = folder.find(table);
  if (found == nullptr) return out;
  for (Row const& row : found->rows) out.push_back(found->cell(row, table + "_id"));
  return out;
}

/// What a closure may name, and the selector column for it, in the order in which a bare id is looked up.
struct Closable {
  char const* table;
  char const* selector;
};
constexpr std::array<Closable, 3> kClosable = {{{"link", "link"}, {"node", "node"}, {"actor", "controller"}}};

/// Selector of what `--close WHAT` names; with a finding when nothing has that id.
std::pair<std::string, std::string> closure_of(Folder const& folder, std::string const& what,
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
    std::string const first = matches[0]->table;
    std::string const second = matches[1]->table;
    findings.error("E901", "--close", 0, "", what, "is a " + first + " and a " + second,
                   "write " + first + ":" + what + " or " + second + ":" + what);
  }
  return {matches.front()->selector, what};
}

/// "commodity=crude origin=RUS" as cells; a value in quotes may contain blanks. Nothing, with a finding, when
/// it is not of that form.
std::optional<MeasureCells> parse_cells(std::string const& option, std::string const& text,
                                        Findings& findings) {
  MeasureCells cells;
  auto const fault = [&](std::string value, std::string message) {
    findings.error("E907", option, 0, "", std::move(value), std::move(message),
                   "write column=value column=value, such as 'commodity=crude origin=RUS'");
    return std::nullopt;
  };
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == text.size()) break;
    std::size_t const equals = text.find('=', at);
    std::string const column = text.substr(at, equals == std::string::npos ? equals : equals - at);
    if (equals == std::string::npos || column.empty() || column.find(' ') != std::string::npos)
      return fault(text.substr(at), "is not of the form column=value");
    at = equals + 1;
    char const end = at < text.size() && (text[at] == '"' || text[at] == '\'') ? text[at++] : ' ';
    std::size_t const stop = text.find(end, at);
    if (stop == std::string::npos && end != ' ') return fault(column, "has a quote that is not closed");
    if (!cells.emplace(column, text.substr(at, stop == std::string::npos ? stop : stop - at)).second)
      return fault(column, "is given twice");
    at = stop == std::string::npos ? text.size() : stop + (end == ' ' ? 0 : 1);
  }
  if (cells.empty()) return fault(text, "has no column=value");
  return cells;
}

/// "link:btc:capacity=60Mt/yr". The id may contain colons; table and column cannot.
std::optional<CellChange> parse_set(std::string const& text, Findings& findings) {
  std::size_t const equals = text.find('=');
  std::size_t const first = text.find(':');
  std::size_t const last = equals == std::string::npos ? equals : text.rfind(':', equals);
  if (equals == std::string::npos || first == std::string::npos || first >= last || last > equals) {
    findings.error("E908", "--set", 0, "", text, "is not of the form table:id:column=value",
                   "write it so, such as link:btc:capacity=60Mt/yr");
    return std::nullopt;
  }
  std::string const value = text.substr(equals + 1);
  Quantity const quantity = split_quantity(value);
  // A unit begins with a letter or "%"; "2023-05-01" or "1;2" is no number with a unit.
  bool const has_unit =
      !quantity.unit.empty() &&
      (std::isalpha(static_cast<unsigned char>(quantity.unit.front())) != 0 || quantity.unit.front() == '%');
  CellChange change;
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
  for (int next = 2; !taken.insert(id).second; ++next) id = wanted + "_" + std::to_string(next);
  return id;
}

/// Bans and other measures: those that are not of their form leave a finding and nothing else.
void read_measures(CaseText const& text, std::set<std::string>& taken, Case& what, Findings& findings) {
  for (std::string const& ban : text.ban) {
    std::optional<MeasureCells> cells = parse_cells("--ban", ban, findings);
    if (!cells) continue;
    if (auto const kind = cells->emplace("kind", "ban"); kind.first->second != "ban") {
      findings.error("E909", "--ban", 0, "kind", kind.first->second, "is another kind than ban",
                     "use --measure for other kinds");
      continue;
    }
    cells->emplace("measure_id", fresh_id("ban", taken));
    what.measures.push_back(std::move(*cells));
  }
  for (std::string const& measure : text.measure) {
    std::optional<MeasureCells> cells = parse_cells("--measure", measure, findings);
    if (!cells) continue;
    auto const kind = cells->find("kind");
    if (kind == cells->end()) {
      findings.error("E909", "--measure", 0, "kind", measure, "has no kind", "add kind=tariff or another");
      continue;
    }
    if (cells->count("measure_id") == 0) cells->emplace("measure_id", fresh_id(kind->second, taken));
    what.measures.push_back(std::move(*cells));
  }
}

} // namespace

Case read_case(Folder const& folder, CaseText const& text, Findings& findings) {
  Case what;
  what.scenario = text.scenario;
  what.date = text.date;
  what.period = text.period;
  if (!text.date.empty() && !text.period.empty()) {
    findings.error("E912", "--period", 0, "", text.period, "stands beside the date " + text.date,
                   "give a date or a period");
  }
  std::vector<std::string> const known = ids(folder, "measure");
  std::set<std::string> taken(known.begin(), known.end());
  for (std::string const& closure : text.close) {
    auto const [selector, item] = closure_of(folder, closure, findings);
    what.measures.push_back(
        {{"measure_id", fresh_id("close_" + item, taken)}, {"kind", "closure"}, {selector, item}});
  }
  read_measures(text, taken, what, findings);
  for (std::string const& set : text.set) {
    if (std::optional<CellChange> change = parse_set(set, findings)) what.sets.push_back(std::move(*change));
  }
  for (std::string const& id : text.lift) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      findings.error("E911", "--lift", 0, "", id, "is no measure of this model",
                     did_you_mean(nearest(id, known), "see measure.csv for ids"));
    }
    what.lifted.push_back(id);
  }
  return what;
}

std::string shell_word(std::string const& text) {
  constexpr std::string_view kPlain = "_-./:=,+@%";
  bool const plain = !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || kPlain.find(c) != std::string_view::npos;
  });
  if (plain) return text;
  std::string out = "'";
  for (char const c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string case_options(CaseText const& text) {
  std::string out;
  auto const add = [&](char const* option, std::string const& value) {
    if (!out.empty()) out += ' ';
    // A value that begins with a dash would be taken for an option.
    out += option + std::string(value.starts_with('-') ? "=" : " ") + shell_word(value);
  };
  auto const add_all = [&](char const* option, std::vector<std::string> const& values) {
    for (std::string const& value : values) add(option, value);
  };
  if (!text.scenario.empty()) add("--scenario", text.scenario);
  if (!text.date.empty()) add("--date", text.date);
  if (!text.period.empty()) add("--period", text.period);
  add_all("--close", text.close);
  add_all("--ban", text.ban);
  add_all("--measure", text.measure);
  add_all("--set", text.set);
  add_all("--lift", text.lift);
  return out;
}

} // namespace korridor::model
