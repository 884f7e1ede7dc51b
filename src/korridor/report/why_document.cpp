// Which sheet an element has, and what stands beside it.
#include "korridor/report/why_document.hpp"

#include "korridor/core/version.hpp"
#include "korridor/report/cell_text.hpp"
#include "korridor/report/label.hpp"
#include "korridor/report/statement_text.hpp"
#include "korridor/report/why_sheet.hpp"
#include "korridor/study/cell_story.hpp"

namespace korridor::report {

std::optional<Sheet> element_sheet(study::Answer const& answer, study::Element const& element) {
  model::Instance const& in = answer.instance;
  if (element.table == "limit") return binding_sheet(answer, "limit", element.id);
  auto const tell = [&](auto const& things, auto const& sheet) -> std::optional<Sheet> {
    int const at = position_of(things, element.id);
    if (at == model::kNone) return std::nullopt;
    return sheet(at);
  };
  if (element.table == "link")
    return tell(in.links, [&](int at) { return link_sheet(answer, study::tell_link(answer, at)); });
  if (element.table == "node") return tell(in.nodes, [&](int at) { return node_sheet(answer, at); });
  if (element.table == "actor") return tell(in.actors, [&](int at) { return actor_sheet(answer, at); });
  if (element.table == "supply") return tell(in.supplies, [&](int at) { return supply_sheet(answer, at); });
  if (element.table == "demand") return tell(in.demands, [&](int at) { return demand_sheet(answer, at); });
  if (element.table == "process")
    return tell(in.processes, [&](int at) { return process_sheet(answer, at); });
  return std::nullopt;
}

Document why_document(model::Folder const& folder, study::Element const& element,
                      std::optional<Sheet> const& sheet) {
  Document document;
  document.json["korridor"] = kVersion;
  document.json["table"] = element.table;
  document.json["id"] = element.id;
  if (sheet) add_to(document, *sheet);
  Findings ignored; // the columns are there
  document.json["cells"] = Json::array();
  for (std::string const& column : study::told_columns(folder, element)) {
    auto const story = study::tell_cell(folder, element, column, ignored);
    if (story) document.json["cells"].push_back(cell_document(*story).json);
  }
  document.json["statements"] = Json::array();
  for (study::ContestedStatement const& it : study::statements_about(folder, element))
    document.json["statements"].push_back(to_json(it));
  return document;
}

} // namespace korridor::report
