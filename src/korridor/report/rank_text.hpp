// A ranking on a terminal.
#pragma once

#include <string>

#include "korridor/report/solve_text.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::report {

/// One table for each kind, most harmful first, and how many cases were solved, proved or skipped.
[[nodiscard]] std::string rank_text(study::Ranking const& ranking, TextOptions const& options);

/// Name of an element, or of both elements of a pair.
[[nodiscard]] std::string element_label(model::Instance const& instance, study::RankElement const& element);
[[nodiscard]] std::string elements_label(model::Instance const& instance, study::RankRow const& row);

/// "Atasu - Alashankou +2.95 of 57.8 Mt/yr": the way that takes most of the goods that used to pass; "none"
/// where none takes any.
[[nodiscard]] std::string way_text(study::Ranking const& ranking, study::RankRow const& row);

/// "J", or the actor whose losses were ranked.
[[nodiscard]] std::string loser_label(study::Ranking const& ranking);

/// The loss that a row is ranked by.
[[nodiscard]] double ranked_loss(study::Ranking const& ranking, study::RankRow const& row);

/// "Links, closed one at a time", for the rows of one kind.
[[nodiscard]] std::string rank_heading(study::Ranking const& ranking, study::RankKind kind);

/// The answered rows of a kind (with pairs: all), in the order in which they are shown: measures by the size
/// of what lifting them changes, all others most harmful first. What changes nothing is left out.
[[nodiscard]] std::vector<study::RankRow const*> rows_of(study::Ranking const& ranking, study::RankKind kind);

/// "412 cases: 263 solved, 149 proved without a solve because nothing passes".
[[nodiscard]] std::string counts_text(study::Ranking const& ranking);

} // namespace korridor::report
