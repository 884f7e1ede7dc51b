// What can be closed or lifted, what a closure shuts, and what an answer passes through.
#pragma once

#include <vector>

#include "korridor/model/case.hpp"
#include "korridor/solve/closure.hpp"
#include "korridor/study/answer.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::study {

/// All elements of a kind that the instance has, by id: links, nodes, actors that control a link or node
/// (blocs by their members), measures in force.
[[nodiscard]] std::vector<RankElement> elements_of(model::Instance const& instance, RankKind kind);

/// The case with the elements closed, measures lifted. `commodity` narrows closures to it; empty: none.
[[nodiscard]] model::Case with_closed(model::Folder const& folder, model::Case const& what,
                                      std::vector<RankElement> const& elements, std::string const& commodity);

/// Places by commodity: what is shut, or what is passed.
struct Places {
  std::vector<std::vector<bool>> links; ///< [commodity][link]
  std::vector<std::vector<bool>> nodes; ///< [commodity][node]

  Places() = default;
  explicit Places(model::Instance const& instance);
  Places(model::Instance const& instance, std::vector<solve::Closure> const& closures);
  [[nodiscard]] bool meets(solve::Closure const& closure) const;
};

/// Where goods of each commodity pass, start, end, or are turned into others.
[[nodiscard]] Places passed_by(Answer const& answer);

/// A solution of `from` in the positions of `to`, which differs from it by measures alone. A measure that
/// only `to` has binds nowhere.
[[nodiscard]] model::Solution carried_over(model::Instance const& from, model::Solution solution,
                                           model::Instance const& to);

} // namespace korridor::study
