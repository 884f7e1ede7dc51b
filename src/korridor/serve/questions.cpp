// The handlers of questions about answers: what differs, why, who says so, and files.
#include <algorithm>
#include <set>
#include <string_view>

#include "korridor/core/text.hpp"
#include "korridor/model/evidence.hpp"
#include "korridor/report/cell_text.hpp"
#include "korridor/report/statement_text.hpp"
#include "korridor/report/why_document.hpp"
#include "korridor/report/why_sheet.hpp"
#include "korridor/serve/api.hpp"
#include "korridor/serve/api_types.hpp"
#include "korridor/serve/export_reply.hpp"
#include "korridor/serve/request.hpp"
#include "korridor/serve/solve_reply.hpp"
#include "korridor/study/cell_story.hpp"
#include "korridor/study/compare.hpp"
#include "korridor/study/element.hpp"

namespace korridor::serve {

Reply Api::compare(Call const& call) {
  Reply refused;
  auto const request = read_body(call.body, read_compare_request, refused);
  if (!request) return refused;
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  auto const ask = [&](model::CaseText const& text, bool friction) {
    return answers_.get(snapshot, text, {false, false, friction}, call.gone);
  };
  std::shared_ptr<Outcome const> const before = ask(request->before, true);
  if (!before->answer) return refusal_of(*before);
  std::shared_ptr<Outcome const> const after = ask(request->after, true);
  if (!after->answer) return refusal_of(*after);
  std::optional<study::Comparison> plain;
  // What of the change is the friction's costs two more solves: only where all is asked for, or that list.
  std::vector<std::string> const& parts = request->parts;
  bool const wanted =
      parts.empty() || std::find(parts.begin(), parts.end(), "links_without_friction") != parts.end();
  if (wanted && !before->answer->frictions.empty()) {
    std::shared_ptr<Outcome const> const first = ask(request->before, false);
    std::shared_ptr<Outcome const> const second = ask(request->after, false);
    if (first->answer && second->answer) plain = study::compare(*first->answer, *second->answer);
  }
  report::Document const document = report::compare_document(
      *before->answer, *after->answer, study::compare(*before->answer, *after->answer), plain,
      std::set<std::string>(parts.begin(), parts.end()));
  Findings findings;
  check_parts(parts, document, findings);
  if (findings.has_errors()) return refusal(422, "bad_input", "what is asked for is not there", findings);
  return json_reply(document.json);
}

Reply Api::why(Call const& call) {
  Reply refused;
  auto const request = read_body(call.body, read_why_request, refused);
  if (!request) return refused;
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  if (!snapshot->usable()) return refusal_of({Outcome::Kind::fault, nullptr, nullptr, snapshot->findings});
  model::Folder const& folder = *snapshot->folder;
  Findings findings;
  std::optional<study::Element> const element = study::find_element(folder, request->element, findings);
  if (!element) return refusal(422, "bad_input", "there is no such element", findings);
  if (!request->column.empty()) {
    auto const story = study::tell_cell(folder, *element, request->column, findings);
    if (!story) return refusal(422, "bad_input", "there is no such column", findings);
    return json_reply(report::cell_document(*story).json);
  }
  if (element->table == "measure") {
    auto const both = answers_.with_and_without(snapshot, request->what, element->id, call.gone);
    if (!both->answer) return refusal_of(*both);
    report::Sheet const sheet = report::measure_sheet(element->id, *both->without, *both->answer,
                                                      study::compare(*both->without, *both->answer));
    return json_reply(report::why_document(folder, *element, sheet).json);
  }
  auto const outcome = answers_.get(snapshot, request->what, {true, element->table == "link"}, call.gone);
  if (!outcome->answer) return refusal_of(*outcome);
  return json_reply(
      report::why_document(folder, *element, report::element_sheet(*outcome->answer, *element)).json);
}

Reply Api::evidence(Call const& call) {
  model::StatementFilter filter;
  Findings findings;
  for (auto const& [name, value] : call.query) {
    if (name == "element") {
      filter.element = value;
    } else if (name == "speaker") {
      filter.speaker = value;
    } else if (name == "about") {
      filter.about = value;
    } else if (name == "contested" && (value == "true" || value == "false")) {
      filter.contested = value == "true";
    } else if (name == "contested") {
      findings.error("E952", "query", 0, name, value, "is neither true nor false", "write true or false");
    } else {
      findings.error("E951", "query", 0, name, value, "is not known here",
                     "ask by element, speaker, about or contested");
    }
  }
  if (findings.has_errors())
    return refusal(400, "bad_input", "the query is not what this address takes", findings);
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  if (!snapshot->folder) return refusal_of({Outcome::Kind::fault, nullptr, nullptr, snapshot->findings});
  if (!filter.element.empty()) {
    auto const element = study::find_element(*snapshot->folder, filter.element, findings);
    if (!element) return refusal(422, "bad_input", "there is no such element", findings);
    filter.element = element->id;
  }
  model::Evidence const statements(*snapshot->folder);
  return json_reply(filter.contested
                        ? report::pairs_document(statements.contested_pairs(filter)).json
                        : report::statements_document(study::with_rivals(statements, filter)).json);
}

Reply Api::export_file(Call const& call) {
  Reply refused;
  auto const request = read_body(call.body, read_export_request, refused);
  if (!request) return refused;
  std::shared_ptr<Snapshot const> const snapshot = store_.current();
  return export_reply(*snapshot, *request, [&](model::CaseText const& text, Need need) {
    return answers_.get(snapshot, text, need, call.gone);
  });
}

} // namespace korridor::serve
