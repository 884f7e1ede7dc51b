// One shape for a statement wherever it is shown.
#include "korridor/report/statement_text.hpp"

#include <fmt/format.h>

#include "korridor/core/version.hpp"
#include "korridor/report/solve_text.hpp"
#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

constexpr int kIdColumn = 9; // statements hang behind their ids

std::string joined(std::vector<std::string> const& items, char const* separator) {
  return fmt::format("{}", fmt::join(items, separator));
}

Json fields(model::Statement const& it) {
  return {{"evidence_id", it.id},      {"published", it.published},
          {"speaker", it.speaker},     {"kind", it.kind},
          {"statement", it.statement}, {"about", joined(it.about, ";")},
          {"quantity", it.quantity},   {"unit", it.unit},
          {"period", it.period},       {"element", joined(it.elements, ";")},
          {"source", it.source},       {"note", it.note}};
}

void add_columns(Document& document, char const* list) {
  auto& columns = document.columns[list];
  if (document.json[list].empty()) return;
  Json const& first = document.json[list].front();
  for (auto const& [name, value] : first.items()) columns.push_back({name});
}

} // namespace

std::string hanging(std::string const& label, std::string const& text, int indent, int column,
                    Style const& style) {
  std::string const head = std::string(static_cast<std::size_t>(indent), ' ') + label;
  std::string const body = wrap(text, style.width, column);
  if (display_width(head) >= column || body.empty()) return head + '\n' + body;
  return pad_right(head, column) + body.substr(static_cast<std::size_t>(column));
}

std::string voice(model::Statement const& it) {
  std::string out = it.speaker.empty() ? "nobody named" : it.speaker;
  if (!it.published.empty()) out += ", " + it.published;
  if (!it.kind.empty()) out += ", " + it.kind;
  return out;
}

std::string statement_text(study::ContestedStatement const& it, Style const& style) {
  model::Statement const& said = it.statement;
  std::string what = voice(said) + ": " + said.statement;
  if (!said.quantity.empty()) what += fmt::format(" [{} {}]", said.quantity, said.unit);
  std::string out = hanging(said.id, what, 2, kIdColumn, style);
  std::string about = "about " + joined(said.about, ", ");
  if (!said.period.empty()) about += "; " + said.period;
  out += wrap(about, style.width, kIdColumn);
  out += wrap(said.source, style.width, kIdColumn);
  for (model::Statement const& rival : it.rivals) {
    out += hanging("contested by " + rival.id, voice(rival) + ": " + rival.statement, kIdColumn,
                   kIdColumn + 2, style);
  }
  return out;
}

std::string statements_text(std::vector<study::ContestedStatement> const& list, Style const& style) {
  std::string out = fmt::format("{} statement{}\n\n", list.size(), list.size() == 1 ? "" : "s");
  for (study::ContestedStatement const& it : list) out += statement_text(it, style) + '\n';
  return out;
}

std::string pairs_text(StatementPairs const& pairs, Style const& style) {
  std::string out = fmt::format("{} pair{} of statements that contradict each other\n\n", pairs.size(),
                                pairs.size() == 1 ? "" : "s");
  for (auto const& [one, other] : pairs) {
    for (model::Statement const* const it : {one, other}) {
      out += hanging(it->id, voice(*it) + ": " + it->statement, 2, kIdColumn, style);
      out += wrap(it->source, style.width, kIdColumn);
    }
    out += '\n';
  }
  return out;
}

Json to_json(study::ContestedStatement const& it) {
  Json out = fields(it.statement);
  std::vector<std::string> rivals;
  for (model::Statement const& rival : it.rivals) rivals.push_back(rival.id);
  out["contested_by"] = joined(rivals, ";");
  return out;
}

Document statements_document(std::vector<study::ContestedStatement> const& list) {
  Document out;
  out.json["korridor"] = kVersion;
  out.json["statements"] = Json::array();
  for (study::ContestedStatement const& it : list) out.json["statements"].push_back(to_json(it));
  add_columns(out, "statements");
  return out;
}

Document pairs_document(StatementPairs const& pairs) {
  Document out;
  out.json["korridor"] = kVersion;
  out.json["pairs"] = Json::array();
  for (auto const& [one, other] : pairs) {
    Json row = Json::object();
    for (auto const& [prefix, it] : {std::pair{"a_", one}, std::pair{"b_", other}}) {
      Json const said = fields(*it);
      for (auto const& [name, value] : said.items()) row[prefix + name] = value;
    }
    out.json["pairs"].push_back(std::move(row));
  }
  add_columns(out, "pairs");
  return out;
}

} // namespace korridor::report
