// Gathering what the tables say of one cell. Nothing is solved here.
#include "korridor/study/cell_story.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "korridor/core/date.hpp"
#include "korridor/core/text.hpp"
#include "korridor/model/selector.hpp"

namespace korridor::study {

namespace {

using model::CellName;
using model::Folder;
using model::Row;
using model::Table;

std::string text_of(Table const& table, Row const& row, std::string_view column) {
  return std::string(trimmed(table.cell(row, column)));
}

std::string with_unit(std::string const& value, std::string const& unit) {
  return unit.empty() || value.empty() ? value : value + ' ' + unit;
}

std::vector<model::Source> in_use_first(std::vector<model::Source const*> const& sources) {
  std::vector<model::Source> out;
  out.reserve(sources.size());
  for (model::Source const* const source : sources) out.push_back(*source);
  std::stable_partition(out.begin(), out.end(), [](model::Source const& source) { return source.used; });
  return out;
}

// Whether a selector cell names one of the ids; an empty one names everything.
bool names(std::string_view cell, std::vector<std::string> const& ids) {
  bool any_wanted = false, wanted = false, unwanted = false;
  for (model::SelectorItem const& item : model::parse_selector(cell).items) {
    bool const hit = std::any_of(ids.begin(), ids.end(), [&](std::string const& id) {
      return item.glob ? model::glob_matches(item.name, id) : item.name == id;
    });
    any_wanted = any_wanted || !item.excluded;
    (item.excluded ? unwanted : wanted) |= hit;
  }
  return (wanted || !any_wanted) && !unwanted;
}

// Actors and the blocs that have them as members, in so far as the table says so directly.
std::vector<std::string> with_blocs(Folder const& folder, std::string_view cell) {
  std::vector<std::string> ids;
  for (std::string_view const item : model::split_list(cell)) {
    ids.emplace_back(trimmed(item.substr(0, item.find(':'))));
  }
  Table const* const actors = folder.find("actor");
  if (actors == nullptr) return ids;
  for (std::size_t at = 0; at < ids.size(); ++at) { // grows: blocs may be members of blocs
    for (Row const& row : actors->rows) {
      std::string const bloc = text_of(*actors, row, "actor_id");
      if (std::find(ids.begin(), ids.end(), bloc) != ids.end()) continue;
      for (std::string_view const member : model::split_list(actors->cell(row, "members"))) {
        if (trimmed(member.substr(0, member.find(':'))) == ids[at]) {
          ids.push_back(bloc);
          break;
        }
      }
    }
  }
  return ids;
}

// Which column of a place a kind of measure changes; empty: it changes no number of a table.
std::string_view column_of(std::string_view kind) {
  if (kind == "closure" || kind == "capacity_factor" || kind == "expansion") return "capacity";
  if (kind == "toll" || kind == "tariff") return "toll";
  if (kind == "cost" || kind == "delay") return kind;
  return {};
}

void add_measures(Folder const& folder, Element const& element, std::string_view column,
                  std::vector<CellChange>& changes) {
  Table const* const measures = folder.find("measure");
  Table const* const own = folder.find(element.table);
  if (measures == nullptr || own == nullptr || (element.table != "link" && element.table != "node")) return;
  auto const ids = model::row_ids(*own);
  Row const& row =
      own->rows[static_cast<std::size_t>(std::find(ids.begin(), ids.end(), element.id) - ids.begin())];
  for (Row const& measure : measures->rows) {
    auto const cell = [&](std::string_view name) { return text_of(*measures, measure, name); };
    if (column_of(cell("kind")) != column) continue;
    // Places that other columns name besides; a measure that names none is about goods, not about places.
    bool any = false, all = true;
    auto const ask = [&](std::string_view selector, std::vector<std::string> const& own_ids) {
      if (cell(selector).empty()) return;
      any = true;
      all = all && names(cell(selector), own_ids);
    };
    ask(element.table, {element.id});
    ask(element.table == "link" ? "node" : "link", {});
    ask("mode", {text_of(*own, row, "mode")});
    ask("controller", with_blocs(folder, own->cell(row, "controller")));
    ask("jurisdiction", with_blocs(folder, own->cell(row, "jurisdiction")));
    if (!any || !all) continue;
    changes.push_back({"measure", cell("measure_id"), cell("title"), cell("kind"),
                       with_unit(cell("value"), cell("value_unit")), cell("date_from"), cell("date_to")});
  }
}

void add_scenarios(Folder const& folder, CellName const& name, std::vector<CellChange>& changes) {
  Table const* const scenarios = folder.find("scenario");
  if (scenarios == nullptr) return;
  for (Row const& row : scenarios->rows) {
    auto const cell = [&](std::string_view column) { return text_of(*scenarios, row, column); };
    if (CellName{cell("table"), cell("id"), cell("column")} != name) continue;
    bool const off = cell("active") == "0";
    changes.push_back({"scenario", cell("scenario_id"), cell("title"), off ? "leaves as it is" : "replaces",
                       with_unit(cell("value"), cell("unit")), "", ""});
  }
}

void add_parameters(Folder const& folder, CellName const& name, std::vector<CellChange>& changes) {
  Table const* const parameters = folder.find("parameter");
  Table const* const own = folder.find(name.table);
  if (parameters == nullptr || own == nullptr) return;
  auto const ids = model::row_ids(*own);
  auto const at = std::find(ids.begin(), ids.end(), name.id) - ids.begin();
  std::string const mode = text_of(*own, own->rows[static_cast<std::size_t>(at)], "mode");
  for (Row const& row : parameters->rows) {
    auto const cell = [&](std::string_view column) { return text_of(*parameters, row, column); };
    if (cell("table") != name.table || cell("column") != name.column) continue;
    std::string const which = cell("ids");
    bool const by_mode = which.starts_with("mode=");
    if (!names(by_mode ? which.substr(5) : which, {by_mode ? mode : name.id})) continue;
    std::string const value = cell("value").empty() ? "1" : cell("value");
    changes.push_back({"parameter", cell("parameter_id"), cell("note"),
                       cell("rule").empty() ? "multiply" : cell("rule"),
                       value + ", range " + cell("low") + " to " + cell("high"), "", ""});
  }
}

ContestedStatement with_rivals(model::Evidence const& evidence, model::Statement const& statement) {
  ContestedStatement out{statement, {}};
  for (model::Statement const* const rival : evidence.rivals(statement)) out.rivals.push_back(*rival);
  return out;
}

} // namespace

std::optional<CellStory> tell_cell(Folder const& folder, Element const& element, std::string_view column,
                                   Findings& findings) {
  model::CellIndex const cells(folder);
  CellName const name{element.table, element.id, std::string(column)};
  std::optional<model::SourcedCell> const cell = cells.find(name);
  if (!cell) {
    std::vector<std::string_view> known;
    for (model::Attribute const& attribute : model::find_table(element.table)->attributes) {
      known.push_back(attribute.name);
    }
    findings.error("E697", "why", 0, "", std::string(column), "is no column of " + element.table + ".csv",
                   did_you_mean(nearest(column, std::span<std::string_view const>(known)),
                                "korridor schema " + element.table + " lists them"));
    return std::nullopt;
  }
  model::Provenance const provenance(folder);
  model::Evidence const evidence(folder);
  CellStory story;
  story.value = {*cell, in_use_first(provenance.of(name))};
  for (model::SourcedCell& change : cells.changes(name)) {
    std::string const from = change.date_from;
    story.series.push_back({std::move(change), in_use_first(provenance.of(name, from))});
  }
  std::stable_sort(
      story.series.begin(), story.series.end(),
      [](SourcedValue const& a, SourcedValue const& b) { return a.cell.date_from < b.cell.date_from; });
  if (!story.value.sources.empty() && story.value.sources.front().method == "derived") {
    std::set<CellName> seen;
    for (CellName const& part : model::cells_of_formula(story.value.sources.front().note)) {
      auto const found = cells.find(part);
      if (found && seen.insert(part).second) story.formula_cells.push_back(*found);
    }
  }
  add_scenarios(folder, name, story.changes);
  add_measures(folder, element, column, story.changes);
  add_parameters(folder, name, story.changes);
  std::set<std::string> behind;
  auto const gather = [&](SourcedValue const& value) {
    for (model::Source const& source : value.sources) {
      for (std::string const& id : source.evidence) {
        model::Statement const* const statement = evidence.find(id);
        if (statement == nullptr || !behind.insert(id).second) continue;
        story.behind.push_back(with_rivals(evidence, *statement));
      }
    }
  };
  gather(story.value);
  for (SourcedValue const& change : story.series) gather(change);
  for (ContestedStatement& it : statements_about(folder, element)) {
    if (behind.count(it.statement.id) == 0) story.about.push_back(std::move(it));
  }
  return story;
}

std::vector<std::string> told_columns(Folder const& folder, Element const& element) {
  model::CellIndex const cells(folder);
  model::Provenance const provenance(folder);
  std::vector<std::string> out;
  for (model::Attribute const& attribute : model::find_table(element.table)->attributes) {
    CellName const name{element.table, element.id, std::string(attribute.name)};
    auto const cell = cells.find(name);
    bool const is_value = cell && !cell->value.empty() && model::is_sourced(element.table, attribute);
    if (is_value || !provenance.of(name).empty() || !cells.changes(name).empty()) {
      out.emplace_back(attribute.name);
    }
  }
  return out;
}

std::vector<ContestedStatement> with_rivals(model::Evidence const& statements,
                                            model::StatementFilter const& filter) {
  std::vector<ContestedStatement> out;
  for (model::Statement const* const statement : statements.matching(filter))
    out.push_back(with_rivals(statements, *statement));
  return out;
}

std::vector<ContestedStatement> statements_about(Folder const& folder, Element const& element) {
  return with_rivals(model::Evidence(folder), {element.id, "", "", false});
}

} // namespace korridor::study
