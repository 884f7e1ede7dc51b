// Lists and rows of the document, left out where they are not asked for.
#include "korridor/serve/solve_reply.hpp"

#include <set>
#include <vector>

#include "korridor/core/text.hpp"
#include "korridor/report/label.hpp"
#include "korridor/study/element.hpp"

namespace korridor::serve {

namespace {

/// The answer with the rows alone that bear on a node and on a link; kNone: on any. Lists of neither stay
/// whole.
study::Answer part_of(study::Answer answer, int node, int link) {
  model::Instance const& in = answer.instance;
  auto const at = [](auto const& things, int position) -> auto const& {
    return things[static_cast<std::size_t>(position)];
  };
  auto const keep = [](auto& rows, auto const& bears) {
    std::erase_if(rows, [&](auto const& row) { return !bears(row); });
  };
  auto const on_link = [&](auto const& row) {
    model::Link const& it = at(in.links, row.link);
    return (node == model::kNone || it.from == node || it.to == node) &&
           (link == model::kNone || row.link == link);
  };
  keep(answer.flows, on_link);
  keep(answer.links, on_link);
  if (node == model::kNone) return answer;
  keep(answer.nodes, [&](auto const& row) { return row.node == node; });
  keep(answer.prices, [&](auto const& row) { return row.node == node; });
  keep(answer.demands, [&](auto const& row) { return at(in.demands, row.demand).node == node; });
  keep(answer.supplies, [&](auto const& row) { return at(in.supplies, row.supply).node == node; });
  keep(answer.processes, [&](auto const& row) { return at(in.processes, row.process).node == node; });
  keep(answer.process_flows, [&](auto const& row) { return at(in.processes, row.process).node == node; });
  return answer;
}

} // namespace

void check_parts(std::vector<std::string> const& parts, report::Document const& document,
                 Findings& findings) {
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
  model::Instance const& in = answer.instance;
  for (std::string const& element : {"node:" + request.node_id, "link:" + request.link_id}) {
    if (!element.ends_with(':')) static_cast<void>(study::find_element(*snapshot.folder, element, findings));
  }
  std::set<std::string> const only(request.parts.begin(), request.parts.end());
  bool const whole = request.node_id.empty() && request.link_id.empty();
  report::Document const document =
      whole ? report::solve_document(answer, only)
            : report::solve_document(part_of(answer, report::position_of(in.nodes, request.node_id),
                                             report::position_of(in.links, request.link_id)),
                                     only);
  check_parts(request.parts, document, findings);
  if (findings.has_errors()) return refusal(422, "bad_input", "what is asked for is not there", findings);
  return json_reply(document.json);
}

} // namespace korridor::serve
