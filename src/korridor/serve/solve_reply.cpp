// Lists and rows of the document, left out where they are not asked for.
#include "korridor/serve/solve_reply.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/study/element.hpp"

namespace korridor::serve {

namespace {

/// Whether a row names the id in one of the columns; nothing where it has none of them.
template <std::size_t N>
std::optional<bool> names(Json const& row, std::array<char const*, N> const& columns, std::string const& id) {
  std::optional<bool> out;
  for (char const* const column : columns) {
    auto const found = row.find(column);
    if (found != row.end()) out = out.value_or(false) || (found->is_string() && *found == id);
  }
  return out;
}

template <std::size_t N>
void keep_rows(Json& json, std::array<char const*, N> const& columns, std::string const& id) {
  if (id.empty()) return;
  for (auto& [name, list] : json.items()) {
    if (!list.is_array()) continue;
    Json kept = Json::array();
    for (Json& row : list) {
      if (names(row, columns, id).value_or(true)) kept.push_back(std::move(row));
    }
    list = std::move(kept);
  }
}

} // namespace

void check_parts(std::vector<std::string> const& parts, report::Document const& document, Findings& findings) {
  for (std::size_t at = 0; at < parts.size(); ++at) {
    if (document.columns.count(parts[at]) > 0) continue;
    std::vector<std::string> known;
    for (auto const& [name, columns] : document.columns) known.push_back(name);
    findings.error("E954", "body", 0, "/parts/" + std::to_string(at), parts[at], "is no list of the answer",
                   did_you_mean(nearest(parts[at], known), "see what an answer without 'parts' has"));
  }
}

Reply solve_reply(Snapshot const& snapshot, SolveRequest const& request, study::Answer const& answer) {
  Findings findings;
  for (auto const& [table, id] : {std::pair("node:", request.node_id), std::pair("link:", request.link_id)}) {
    if (!id.empty()) static_cast<void>(study::find_element(*snapshot.folder, table + id, findings));
  }
  report::Document document =
      report::solve_document(answer, std::set<std::string>(request.parts.begin(), request.parts.end()));
  check_parts(request.parts, document, findings);
  if (findings.has_errors()) return refusal(422, "bad_input", "what is asked for is not there", findings);
  keep_rows(document.json, std::array{"node_id", "from_node_id", "to_node_id"}, request.node_id);
  keep_rows(document.json, std::array{"link_id"}, request.link_id);
  return json_reply(document.json);
}

} // namespace korridor::serve
