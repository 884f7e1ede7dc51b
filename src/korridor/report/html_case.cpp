// Parts of the page on the case itself: what was asked, which measures hold, what proves the answer,
// versions.
#include <algorithm>
#include <cmath>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/core/version.hpp"
#include "korridor/draw/base_map.hpp"
#include "korridor/report/data_version.hpp"
#include "korridor/report/html_parts.hpp"

namespace korridor::report {

namespace {

using model::Case;
using model::Instance;

constexpr std::size_t kMostItems = 40; // changes of a case that are told one by one

std::string cell(model::MeasureCells const& cells, std::string const& column) {
  auto const found = cells.find(column);
  return found == cells.end() ? "" : found->second;
}

/// The cells of a measure of the folder, or of the cases' own; none where there is no such measure.
model::MeasureCells measure_cells(Parts const& parts, std::string const& id) {
  model::MeasureCells out;
  if (model::Table const* const measures = parts.input.folder.find("measure")) {
    for (model::Row const& row : measures->rows) {
      if (trimmed(measures->cell(row, "measure_id")) != id) continue;
      for (std::size_t at = 0; at < measures->columns.size(); ++at)
        out.emplace(measures->columns[at], trimmed(row.cells[at]));
      return out;
    }
  }
  for (Case const* const what : {&parts.input.what, &parts.input.what_before})
    for (model::MeasureCells const& cells : what->measures)
      if (cell(cells, "measure_id") == id) return cells;
  return out;
}

/// Its title, or its id, and what it is.
std::string measure_name(Parts const& parts, std::string const& id) {
  std::string const name = parts.names.element("measure", id),
                    what = parts.measure_text(measure_cells(parts, id));
  return what.empty() ? name : name + " (" + what + ")";
}

/// What a scenario does, bases first; a base that comes back is not followed again.
void scenario_items(Parts const& parts, std::string const& id, std::set<std::string>& seen,
                    std::vector<std::string>& items) {
  model::Table const* const scenarios = parts.input.folder.find("scenario");
  if (id.empty() || scenarios == nullptr || !seen.insert(id).second) return;
  for (model::Row const& row : scenarios->rows) {
    auto const text = [&](char const* column) { return std::string(trimmed(scenarios->cell(row, column))); };
    if (text("scenario_id") != id) continue;
    scenario_items(parts, text("base"), seen, items);
    if (std::string const measure = text("measure_id"); !measure.empty()) {
      items.push_back(parts.say(text("active") == "0" ? Word::item_without : Word::item_measure,
                                measure_name(parts, measure)));
    } else if (!text("table").empty()) {
      items.push_back(parts.say(Word::item_cell, text("table"), text("id"), text("column"), text("value")));
    }
  }
}

std::vector<std::string> case_items(Parts const& parts, Case const& what) {
  std::vector<std::string> items;
  std::set<std::string> seen;
  scenario_items(parts, what.scenario, seen, items);
  for (model::MeasureCells const& measure : what.measures) {
    items.push_back(parts.say(Word::item_measure, parts.measure_text(measure)));
  }
  for (model::CellChange const& set : what.sets) {
    std::string const value = set.unit.empty() ? set.value : set.value + " " + set.unit;
    items.push_back(parts.say(Word::item_cell, set.table, set.id, set.column, value));
  }
  for (std::string const& id : what.lifted)
    items.push_back(parts.say(Word::item_lifted, measure_name(parts, id)));
  return items;
}

Html list_of(Parts const& parts, std::vector<std::string> const& items) {
  Html out;
  for (std::size_t at = 0; at < std::min(items.size(), kMostItems); ++at) out += element("li", items[at]);
  if (items.size() > kMostItems)
    out += element("li", parts.say(Word::item_more, parts.locale.count(items.size() - kMostItems)));
  return element("ul", out);
}

Html fact(std::string_view name, Html const& value) { return element("dt", name) + element("dd", value); }

std::string when(Parts const& parts, std::string const& from, std::string const& to) {
  if (from.empty() && to.empty()) return parts.say(Word::always);
  if (to.empty()) return parts.say(Word::from_on, from);
  return from.empty() ? parts.say(Word::until, to) : parts.say(Word::from_to, from, to);
}

std::set<std::string> measures_of(Instance const& instance) {
  std::set<std::string> ids;
  for (model::Measure const& measure : instance.measures) ids.insert(measure.id);
  return ids;
}

} // namespace

Html asked_part(Parts const& parts) {
  ReportInput const& input = parts.input;
  Html facts = fact(parts.say(Word::model), parts.in.title.empty() ? input.folder.path : parts.in.title);
  facts += fact(parts.say(Word::shown_case), parts.names.a_case(parts.in, input.what));
  if (input.before != nullptr) {
    facts +=
        fact(parts.say(Word::compared_with), parts.names.a_case(input.before->instance, input.what_before));
  }
  facts += fact(parts.say(Word::time), parts.in.period_label);
  Html out = element("dl", facts);
  std::vector<std::string> const items = case_items(parts, input.what);
  out += element("h3", parts.say(Word::changed));
  out += items.empty() ? element("p", parts.say(Word::nothing_changed)) : list_of(parts, items);
  if (input.before != nullptr) {
    std::vector<std::string> const before = case_items(parts, input.what_before);
    if (!before.empty()) {
      out += element("h3", parts.say(Word::compared_with) + ": " +
                               parts.names.a_case(input.before->instance, input.what_before));
      out += list_of(parts, before);
    }
  }
  if (!input.command.empty()) out += element("p", parts.say(Word::same_by)) + element("pre", input.command);
  return out;
}

Html certificate_part(Parts const& parts) {
  study::Answer const& after = parts.input.after;
  study::Answer const* const before = parts.input.before;
  Html out = element("p", parts.say(Word::certificate_words));
  double gap = std::abs(after.certificate.gap);
  bool limit = after.status == study::Status::limit;
  if (before != nullptr) {
    gap = std::max(gap, std::abs(before->certificate.gap));
    limit = limit || before->status == study::Status::limit;
  }
  out += element(
      "p", parts.say(limit ? Word::certificate_limit : Word::certificate_good, parts.locale.scientific(gap)));
  std::vector<HtmlColumn> columns{{parts.say(Word::figure)}};
  if (before != nullptr) columns.push_back({parts.say(Word::before), true});
  columns.push_back({before != nullptr ? parts.say(Word::after) : parts.say(Word::value), true});
  HtmlTable table("", columns);
  auto const add = [&](std::string const& name, auto const& text) {
    std::vector<Html> row{name};
    if (before != nullptr) row.emplace_back(text(*before));
    row.emplace_back(text(after));
    table.add(std::move(row));
  };
  std::string const unit = parts.locale.unit(money_scale(parts.in.currency, parts.in.period, 0.0).unit);
  auto const full = [&](double model::Certificate::*figure) {
    return [&parts, figure](study::Answer const& answer) {
      return parts.locale.full(answer.certificate.*figure);
    };
  };
  auto const tiny = [&](double model::Certificate::*figure) {
    return [&parts, figure](study::Answer const& answer) {
      return parts.locale.scientific(answer.certificate.*figure);
    };
  };
  add(parts.say(Word::objective, unit), full(&model::Certificate::objective));
  add(parts.say(Word::bound, unit), full(&model::Certificate::bound));
  add(parts.say(Word::gap), tiny(&model::Certificate::gap));
  add(parts.say(Word::imbalance), tiny(&model::Certificate::max_imbalance));
  add(parts.say(Word::violation), tiny(&model::Certificate::max_violation));
  add(parts.say(Word::complementarity), tiny(&model::Certificate::max_complementarity));
  if (after.welfare) {
    add(parts.say(Word::identity_j), [&](study::Answer const& answer) {
      return parts.locale.scientific(answer.identities.surplus_error);
    });
    add(parts.say(Word::identity_w), [&](study::Answer const& answer) {
      return parts.locale.scientific(answer.identities.welfare_error);
    });
  }
  add(parts.say(Word::method), [&](study::Answer const& answer) {
    return parts.say(answer.by_paths ? Word::by_paths : Word::by_arcs);
  });
  return out + table.html();
}

Html measures_part(Parts const& parts) {
  ReportInput const& input = parts.input;
  std::set<std::string> const after = measures_of(parts.in);
  std::set<std::string> const before = input.before != nullptr ? measures_of(input.before->instance) : after;
  std::set<std::string> ids = after;
  ids.insert(before.begin(), before.end());
  if (ids.empty()) return element("p", parts.say(Word::measures_none));
  HtmlTable table("", {{parts.say(Word::measure)},
                       {parts.say(Word::imposer)},
                       {parts.say(Word::in_force)},
                       {input.before != nullptr ? parts.say(Word::shown_case) : ""}});
  auto const add = [&](std::string const& id) {
    model::MeasureCells const cells = measure_cells(parts, id);
    auto const text = [&](char const* column) { return cell(cells, column); };
    bool const in_before = before.count(id) > 0, in_after = after.count(id) > 0;
    Word const where = in_before && in_after ? Word::in_both
                       : in_after            ? Word::in_after_only
                                             : Word::in_before_only;
    std::string const title = text("title");
    table.add({Html(title.empty() ? id : title) + element("span", parts.measure_text(cells), "class=who"),
               text("imposer").empty() ? "" : parts.names.actor(text("imposer")),
               when(parts, text("date_from"), text("date_to")),
               input.before != nullptr ? parts.say(where) : ""});
  };
  // What tells the cases apart comes first.
  for (bool const differing : {true, false})
    for (std::string const& id : ids)
      if ((before.count(id) != after.count(id)) == differing) add(id);
  return table.html();
}

Html borders_part(Parts const& parts) {
  draw::BaseMap const& map = draw::base_map();
  return element("p", parts.say(Word::borders_words, map.policy, map.note, map.source));
}

Html versions_part(Parts const& parts) {
  model::Folder const& folder = parts.input.folder;
  Html out = element("dl", fact(parts.say(Word::program), "Korridor " + std::string(kVersion)) +
                               fact(parts.say(Word::data), element("code", data_version(folder))));
  out += element("p", parts.say(Word::data_words));
  HtmlTable table("", {{parts.say(Word::table)}, {parts.say(Word::rows), true}, {parts.say(Word::hash)}});
  for (auto const& [name, hash] : table_versions(folder)) {
    model::Table const* const found = folder.find(name);
    table.add({name, found == nullptr ? "" : parts.locale.count(found->rows.size()), element("code", hash)});
  }
  return out + table.html("appendix");
}

} // namespace korridor::report
