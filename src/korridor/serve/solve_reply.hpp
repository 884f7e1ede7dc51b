// /api/solve: the lists of an answer that are asked for.
#pragma once

#include "korridor/serve/api_types.hpp"
#include "korridor/serve/model_store.hpp"
#include "korridor/serve/reply.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::serve {

/// The document of `korridor solve --json`, with the lists that the request names alone, and of lists of
/// places or links only the rows that bear on the place or link that it names. A list that there is not is
/// refused (E954), a place or link too (E696).
[[nodiscard]] Reply solve_reply(Snapshot const& snapshot, SolveRequest const& request,
                                study::Answer const& answer);

/// Adds a finding (E954) for each part that is none of the document's lists.
void check_parts(std::vector<std::string> const& parts, report::Document const& document, Findings& findings);

} // namespace korridor::serve
