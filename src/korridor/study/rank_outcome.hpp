// What a closure changes: from the answers before and after to one row of a ranking.
#pragma once

#include "korridor/study/answer.hpp"
#include "korridor/study/rank.hpp"
#include "korridor/study/rank_elements.hpp"

namespace korridor::study {

/// Fills losses, bracket, unserved, actors, alternative and gap of `row`. The base answer kept its inside;
/// `solution` is that of `after`. `shut` is what the closure shut; nothing where a measure was lifted.
void fill_outcome(RankRow& row, Answer const& base, Answer const& after, model::Solution const& solution,
                  Places const& shut);

/// The bracket of a case in which the base answer stands, with its certificate there.
void fill_unused(RankRow& row, Answer const& base, model::Certificate const& after);

/// Whether every demand row has a value; without, J cannot be bounded by a plan (docs/math/rank.md).
[[nodiscard]] bool all_valued(model::Instance const& instance);

} // namespace korridor::study
