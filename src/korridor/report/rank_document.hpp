// A ranking as a document.
#pragma once

#include "korridor/report/document.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::report {

/// Money in the model's currency per period, amounts in the commodity's unit per period. `ranking` is most
/// harmful first; its rows hold lists `unserved` and `by_actor`. The certificate is that of the base case.
[[nodiscard]] Document rank_document(study::Ranking const& ranking);

/// "link", "node", "controller", "measure".
[[nodiscard]] char const* kind_text(study::RankKind kind);

} // namespace korridor::report
