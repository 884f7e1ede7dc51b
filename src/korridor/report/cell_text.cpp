// The sections of the story of one cell.
#include "korridor/report/cell_text.hpp"

#include <fmt/format.h>

#include "korridor/core/version.hpp"
#include "korridor/report/solve_text.hpp"
#include "korridor/report/statement_text.hpp"
#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

using model::Source;
using model::SourcedCell;

constexpr int kLabelColumn = 13; // what hangs behind "alternative"

std::string with_unit(std::string const& value, std::string const& unit) {
  return unit.empty() ? value : value + ' ' + unit;
}

std::string shown_value(SourcedCell const& cell) {
  if (!cell.value.empty()) return with_unit(cell.value, cell.unit);
  std::string const standard(cell.attribute->default_text);
  return standard.empty() ? "empty" : standard + " (by default)";
}

std::string range_of(Source const& source) {
  if (source.low.empty() && source.high.empty()) return "";
  return fmt::format(", plausible {} to {}", source.low.empty() ? "?" : source.low,
                     source.high.empty() ? "?" : source.high);
}

std::string source_text(Source const& source, Style const& style) {
  std::string first = source.value.empty() ? "in words" : with_unit(source.value, source.unit);
  first += range_of(source);
  std::string out = hanging(source.used ? source.method : "alternative", first, 2, kLabelColumn + 2, style);
  if (!source.used) out += wrap(source.method, style.width, kLabelColumn + 2);
  if (!source.source.empty()) out += wrap(source.source, style.width, kLabelColumn + 2);
  bool const is_formula = source.method == "derived";
  if (!source.note.empty())
    out += wrap((is_formula ? "= " : "") + source.note, style.width, kLabelColumn + 2);
  return out;
}

std::string dates(std::string const& from, std::string const& to) {
  if (from.empty() && to.empty()) return "";
  return to.empty() ? "from " + from : from.empty() ? "to " + to : from + " to " + to;
}

std::string change_text(study::CellChange const& change, Style const& style) {
  std::string text = change.id + ": " + change.what;
  if (!change.value.empty()) text += " " + change.value;
  if (std::string const when = dates(change.from, change.to); !when.empty()) text += ", " + when;
  if (!change.title.empty()) text += "; " + change.title;
  return hanging(change.kind, text, 2, kLabelColumn + 2, style);
}

Json to_json(Source const& source) {
  return {{"method", source.method}, {"value", source.value},
          {"unit", source.unit},     {"low", source.low},
          {"high", source.high},     {"used", source.used},
          {"source", source.source}, {"date_from", source.date_from},
          {"note", source.note},     {"evidence_id", fmt::format("{}", fmt::join(source.evidence, ";"))}};
}

Json to_json(study::SourcedValue const& value) {
  Json sources = Json::array();
  for (Source const& source : value.sources) sources.push_back(to_json(source));
  return {{"value", value.cell.value},
          {"unit", value.cell.unit},
          {"date_from", value.cell.date_from},
          {"date_to", value.cell.date_to},
          {"sources", std::move(sources)}};
}

} // namespace

std::string cell_text(study::CellStory const& story, Style const& style) {
  SourcedCell const& cell = story.value.cell;
  std::string out =
      paint(fmt::format("{} {}, {}", cell.cell.table, cell.cell.id, cell.cell.column), Tone::title, style) +
      " · " + shown_value(cell) + "\n" + wrap(std::string(cell.attribute->meaning), style.width, 0);
  if (!story.value.sources.empty()) out += heading("Where it comes from", style);
  for (Source const& source : story.value.sources) out += source_text(source, style);
  for (SourcedCell const& part : story.formula_cells) {
    out += wrap(part.cell.text() + " is " + shown_value(part), style.width, kLabelColumn + 4);
  }
  if (story.value.sources.empty() && !cell.value.empty() &&
      model::is_sourced(cell.cell.table, *cell.attribute)) {
    out += paint("  it has no source", Tone::alarm, style) + "\n";
  }
  if (!story.series.empty()) out += heading("What it was at other times", style);
  for (study::SourcedValue const& change : story.series) {
    out += fmt::format("  {}: {}\n", dates(change.cell.date_from, change.cell.date_to),
                       shown_value(change.cell));
    for (Source const& source : change.sources) out += source_text(source, style);
  }
  if (!story.changes.empty()) out += heading("What may change it", style);
  for (study::CellChange const& change : story.changes) out += change_text(change, style);
  if (!story.behind.empty()) out += heading("Statements behind it", style);
  for (study::ContestedStatement const& it : story.behind) out += statement_text(it, style);
  if (!story.about.empty()) out += heading("Statements about " + cell.cell.id, style);
  for (study::ContestedStatement const& it : story.about) out += statement_text(it, style);
  return out;
}

std::string cell_line(study::CellStory const& story, Style const& style) {
  SourcedCell const& cell = story.value.cell;
  std::string text = shown_value(cell);
  if (!story.value.sources.empty()) {
    Source const& source = story.value.sources.front();
    text += "; " + source.method + range_of(source);
    std::size_t const rest = story.value.sources.size() - 1;
    if (rest > 0) text += fmt::format("; {} alternative{}", rest, rest == 1 ? "" : "s");
  }
  if (!story.series.empty()) {
    text +=
        fmt::format("; {} other value{} in time", story.series.size(), story.series.size() == 1 ? "" : "s");
  }
  return hanging(cell.cell.column, text, 2, kLabelColumn + 5, style);
}

Document cell_document(study::CellStory const& story) {
  Document out;
  SourcedCell const& cell = story.value.cell;
  out.json["korridor"] = kVersion;
  out.json["table"] = cell.cell.table;
  out.json["id"] = cell.cell.id;
  out.json["column"] = cell.cell.column;
  out.json["cell"] = to_json(story.value);
  out.json["series"] = Json::array();
  for (study::SourcedValue const& change : story.series) out.json["series"].push_back(to_json(change));
  out.json["changes"] = Json::array();
  for (study::CellChange const& it : story.changes) {
    out.json["changes"].push_back({{"kind", it.kind},
                                   {"id", it.id},
                                   {"what", it.what},
                                   {"value", it.value},
                                   {"date_from", it.from},
                                   {"date_to", it.to},
                                   {"title", it.title}});
  }
  for (auto const& [name, list] :
       {std::pair{"statements", &story.behind}, std::pair{"about", &story.about}}) {
    out.json[name] = Json::array();
    for (study::ContestedStatement const& it : *list) out.json[name].push_back(to_json(it));
  }
  return out;
}

} // namespace korridor::report
