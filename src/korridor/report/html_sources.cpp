// What the answer rests on: the numbers that matter first with who contests them, then all of them.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/draw/svg_text.hpp"
#include "korridor/model/evidence.hpp"
#include "korridor/model/provenance.hpp"
#include "korridor/report/html_parts.hpp"
#include "korridor/report/statement_text.hpp"

namespace korridor::report {

namespace {

using model::CellName;
using model::Source;
using model::SourcedCell;
using model::Statement;

constexpr std::size_t kMostFirst = 90;  // numbers that matter first
constexpr std::size_t kMostBounds = 12; // elements whose numbers those are
constexpr std::size_t kMostFlows = 10;
constexpr std::size_t kMostMarkets = 8;
constexpr std::size_t kMostStatements = 40;

struct MethodWords {
  std::string_view method;
  Word told, brief;
};
constexpr std::array<MethodWords, 5> kMethods{{{"observed", Word::method_observed, Word::short_observed},
                                               {"reported", Word::method_reported, Word::short_reported},
                                               {"derived", Word::method_derived, Word::short_derived},
                                               {"assumed", Word::method_assumed, Word::short_assumed},
                                               {"fitted", Word::method_fitted, Word::short_fitted}}};

using ElementName = std::pair<std::string, std::string>; // table and id

/// The folder's numbers with their sources, those of measures only where a case has them in force.
class Assumptions {
public:
  explicit Assumptions(Parts const& parts)
      : parts_(parts), provenance_(parts.input.folder), evidence_(parts.input.folder) {
    std::set<std::string> in_force;
    for (study::Answer const* const answer : {&parts.input.after, parts.input.before}) {
      if (answer == nullptr) continue;
      for (model::Measure const& measure : answer->instance.measures) in_force.insert(measure.id);
    }
    for (SourcedCell& cell : model::CellIndex(parts.input.folder).sourced()) {
      if (cell.cell.table == "measure" && in_force.count(cell.cell.id) == 0) continue;
      by_element_[{cell.cell.table, cell.cell.id}].push_back(cells_.size());
      cells_.push_back(std::move(cell));
    }
  }

  [[nodiscard]] std::vector<SourcedCell> const& cells() const { return cells_; }
  [[nodiscard]] model::Evidence const& evidence() const { return evidence_; }
  [[nodiscard]] std::vector<std::size_t> of(ElementName const& element) const {
    auto const found = by_element_.find(element);
    return found == by_element_.end() ? std::vector<std::size_t>() : found->second;
  }
  [[nodiscard]] Source const* source(SourcedCell const& cell) const {
    return provenance_.used(cell.cell, cell.date_from);
  }

  /// A text of a table with its unit, a number as the language writes it.
  [[nodiscard]] std::string shown(std::string const& value, std::string const& unit) const {
    std::string out = parse_number(value) ? parts_.locale.digits(value) : value;
    if (!unit.empty() && unit != "1" && !value.empty()) out += "\u00a0" + parts_.locale.unit(unit);
    return out;
  }
  [[nodiscard]] std::string range(Source const& source) const {
    if (source.low.empty() && source.high.empty()) return "";
    return parts_.say(Word::range, source.low.empty() ? "?" : shown(source.low, ""),
                      source.high.empty() ? "?" : shown(source.high, ""));
  }
  [[nodiscard]] std::string method(Source const* source) const {
    if (source == nullptr) return parts_.say(Word::method_none);
    for (MethodWords const& it : kMethods)
      if (source->method == it.method) return parts_.say(it.brief);
    return source->method;
  }
  /// Statements that the source names and others contradict.
  [[nodiscard]] std::vector<Statement const*> contested(Source const* source) const {
    std::vector<Statement const*> out;
    if (source == nullptr) return out;
    for (std::string const& id : source->evidence) {
      Statement const* const statement = evidence_.find(id);
      if (statement != nullptr && !evidence_.rivals(*statement).empty()) out.push_back(statement);
    }
    return out;
  }

private:
  Parts const& parts_;
  model::Provenance provenance_;
  model::Evidence evidence_;
  std::vector<SourcedCell> cells_;
  std::map<ElementName, std::vector<std::size_t>> by_element_;
};

/// Cells that the case replaces, with what stands there instead.
std::map<CellName, std::string> replaced_cells(Parts const& parts, Assumptions const& assumptions) {
  std::map<CellName, std::string> out;
  if (model::Table const* const scenarios = parts.input.folder.find("scenario")) {
    for (model::Row const& row : scenarios->rows) {
      auto const cell = [&](char const* column) {
        return std::string(trimmed(scenarios->cell(row, column)));
      };
      if (cell("scenario_id") == parts.input.what.scenario && !cell("table").empty() && cell("active") != "0")
        out[{cell("table"), cell("id"), cell("column")}] = assumptions.shown(cell("value"), cell("unit"));
    }
  }
  for (model::CellChange const& set : parts.input.what.sets)
    out[{set.table, set.id, set.column}] = assumptions.shown(set.value, set.unit);
  return out;
}

/// Elements whose numbers matter first, each once.
std::vector<ElementName> first_elements(Parts const& parts, std::map<CellName, std::string> const& replaced) {
  std::vector<ElementName> out;
  auto const add = [&](std::string const& table, std::string const& id) {
    if (std::find(out.begin(), out.end(), ElementName(table, id)) == out.end()) out.emplace_back(table, id);
  };
  for (auto const& [name, value] : replaced) add(name.table, name.id);
  if (parts.input.before != nullptr) {
    std::set<std::string> before;
    for (model::Measure const& it : parts.input.before->instance.measures) before.insert(it.id);
    for (model::Measure const& it : parts.in.measures)
      if (before.count(it.id) == 0) add("measure", it.id);
  }
  auto const add_bounds = [&](study::Answer const& answer) {
    std::vector<Bound> const bounds = bounds_of(answer);
    for (std::size_t at = 0; at < std::min(bounds.size(), kMostBounds); ++at)
      add(bounds[at].table, bounds[at].id);
  };
  add_bounds(parts.input.after);
  for (std::size_t at = 0; at < std::min(parts.flows.size(), kMostFlows); ++at)
    add("link", parts.in.links[static_cast<std::size_t>(parts.flows[at].link)].id);
  if (parts.input.before != nullptr) add_bounds(*parts.input.before);
  std::vector<study::DemandRow> markets = parts.input.after.demands;
  std::stable_sort(markets.begin(), markets.end(), [](study::DemandRow const& a, study::DemandRow const& b) {
    return a.served * a.price.value_or(0.0) > b.served * b.price.value_or(0.0);
  });
  for (std::size_t at = 0; at < std::min(markets.size(), kMostMarkets); ++at)
    add("demand", parts.in.demands[static_cast<std::size_t>(markets[at].demand)].id);
  return out;
}

std::string anchor(Statement const& statement) { return draw::xml_id("s-", statement.id); }

Html links_to(std::vector<Statement const*> const& statements) {
  Html out;
  for (Statement const* const it : statements)
    out += Html::raw("<a href=\"#" + anchor(*it) + "\">") + Html(it->id) + Html::raw("</a> ");
  return out;
}

Html statement_item(Parts const& parts, Assumptions const& assumptions, Statement const& it) {
  std::string const figure = it.quantity.empty() ? "" : " (" + assumptions.shown(it.quantity, it.unit) + ")";
  Html item = element("b", it.id + " · " + voice(it)) + Html(": " + it.statement + figure);
  item += element("span", it.source, "class=who");
  Html rivals;
  for (Statement const* const rival : assumptions.evidence().rivals(it))
    rivals +=
        element("li", parts.say(Word::contradicted_by, rival->id + " · " + voice(*rival), rival->statement));
  return element("li", item + element("ul", rivals), "id=\"" + anchor(it) + "\"");
}

Html methods_table(Parts const& parts, Assumptions const& assumptions) {
  std::map<std::string, std::size_t> counts;
  for (SourcedCell const& cell : assumptions.cells()) {
    Source const* const source = assumptions.source(cell);
    ++counts[source == nullptr ? "" : source->method];
  }
  auto const all = static_cast<double>(std::max<std::size_t>(1, assumptions.cells().size()));
  HtmlTable table(parts.say(Word::methods_title),
                  {{""}, {parts.say(Word::cells), true}, {parts.say(Word::share), true}});
  auto const add = [&](Word told, std::string const& method) {
    table.add({parts.say(told), parts.locale.count(counts[method]),
               parts.locale.percent(static_cast<double>(counts[method]) / all)});
  };
  for (MethodWords const& it : kMethods) add(it.told, std::string(it.method));
  if (counts[""] > 0) add(Word::method_none, "");
  return table.html();
}

} // namespace

Html assumptions_part(Parts const& parts) {
  Assumptions const assumptions(parts);
  std::map<CellName, std::string> const replaced = replaced_cells(parts, assumptions);
  Html out = element("p", parts.say(Word::assumptions_words)) + methods_table(parts, assumptions);
  out +=
      element("h3", parts.say(Word::first_title)) + element("p", parts.say(Word::first_words), "class=quiet");
  HtmlTable table("", {{parts.say(Word::column)},
                       {parts.say(Word::value), true},
                       {parts.say(Word::plausible), true},
                       {parts.say(Word::source)}});
  std::vector<Statement const*> contested;
  auto const note = [&](Statement const* it) {
    if (std::find(contested.begin(), contested.end(), it) == contested.end()) contested.push_back(it);
  };
  std::size_t shown = 0;
  for (ElementName const& name : first_elements(parts, replaced)) {
    std::vector<std::size_t> const cells = assumptions.of(name);
    model::StatementFilter filter;
    filter.element = name.second;
    filter.contested = true;
    for (Statement const* const it : assumptions.evidence().matching(filter)) note(it);
    if (cells.empty() || shown >= kMostFirst) continue;
    table.group(Html(parts.names.element(name.first, name.second)) + Html(" · ") +
                element("code", name.first + ":" + name.second));
    for (std::size_t const at : cells) {
      SourcedCell const& cell = assumptions.cells()[at];
      Source const* const source = assumptions.source(cell);
      std::vector<Statement const*> const disputed = assumptions.contested(source);
      for (Statement const* const it : disputed) note(it);
      Html value = assumptions.shown(cell.value, cell.unit);
      auto const instead = replaced.find(cell.cell);
      if (instead != replaced.end() && cell.date_from.empty())
        value += element("span", parts.say(Word::in_this_case, instead->second), "class=who");
      Html from = assumptions.method(source);
      if (source != nullptr && !source->source.empty()) from += Html(": " + source->source);
      if (!disputed.empty())
        from += Html::raw("<span class=who>") + Html(parts.say(Word::contested) + ": ") + links_to(disputed) +
                Html::raw("</span>");
      std::string const when = cell.date_from.empty() ? "" : ", " + parts.say(Word::from_on, cell.date_from);
      table.add({cell.cell.column + when, value, source == nullptr ? "" : assumptions.range(*source), from});
      ++shown;
    }
  }
  out += table.empty() ? element("p", parts.say(Word::nothing_to_show)) : table.html("cells");
  if (contested.empty()) return out;
  out += element("h3", parts.say(Word::statements_title));
  out += element("p", parts.say(Word::statements_words, parts.locale.count(contested.size())), "class=quiet");
  Html items;
  for (std::size_t at = 0; at < std::min(contested.size(), kMostStatements); ++at)
    items += statement_item(parts, assumptions, *contested[at]);
  if (contested.size() > kMostStatements)
    items +=
        element("li", parts.say(Word::item_more, parts.locale.count(contested.size() - kMostStatements)));
  return out + element("ul", items);
}

Html appendix_part(Parts const& parts) {
  Assumptions const assumptions(parts);
  HtmlTable table("", {{parts.say(Word::column)},
                       {parts.say(Word::value), true},
                       {parts.say(Word::plausible), true},
                       {parts.say(Word::source)}});
  std::map<std::string, std::size_t> numbers; // source -> its number
  std::vector<std::string> order;
  std::string group;
  for (SourcedCell const& cell : assumptions.cells()) {
    if (cell.cell.table != group) table.group(group = cell.cell.table);
    Source const* const source = assumptions.source(cell);
    Html from = assumptions.method(source);
    if (source != nullptr && !source->source.empty()) {
      auto const [found, is_new] = numbers.try_emplace(source->source, order.size() + 1);
      if (is_new) order.push_back(source->source);
      from += Html(" [" + std::to_string(found->second) + "]");
    }
    for (Statement const* const it : assumptions.contested(source))
      from += Html(" " + parts.say(Word::contested) + " " + it->id);
    std::string const when = cell.date_from.empty() ? "" : ", " + parts.say(Word::from_on, cell.date_from);
    table.add({cell.cell.id + " · " + cell.cell.column + when, assumptions.shown(cell.value, cell.unit),
               source == nullptr ? "" : assumptions.range(*source), from});
  }
  Html out = element("p", parts.say(Word::appendix_words, parts.locale.count(assumptions.cells().size())));
  if (!table.empty()) out += table.html("appendix cells");
  Html sources;
  for (std::string const& source : order) sources += element("li", source);
  return out + element("h3", parts.say(Word::sources_title)) + element("ol", sources, "class=sources");
}

} // namespace korridor::report
