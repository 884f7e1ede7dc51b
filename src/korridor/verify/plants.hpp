// Processes as the certificate sees them: what goods can come of, and what an answer's processes took and
// gave.
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/verify/rules.hpp"

namespace korridor::verify {

/// (commodity, origin) -> quantity per period
using ByGoods = std::map<std::pair<int, int>, double>;

/// How much of each commodity and origin can be made, given what supply rows make, by the rule of
/// docs/math/equilibrium.md: the (number of processes + 1)-th step down from infinity.
[[nodiscard]] ByGoods most_made(model::Instance const& instance, Rules const& rules, ByGoods const& supply);

/// How much of each commodity can be taken, by demand rows (`demand`) and processes, when of what is sent out
/// at least the share `arriving` comes to its taker. What a process gives must all be taken.
[[nodiscard]] std::vector<double> most_wanted(model::Instance const& instance, Rules const& rules,
                                              std::vector<double> const& demand, double arriving);

/// Origins and provenances that goods can have: (commodity, origin) and (commodity, via).
struct Labels {
  std::set<std::pair<int, int>> origins;
  std::set<std::pair<int, int>> vias; ///< kNone is direct
};
[[nodiscard]] Labels possible_labels(model::Instance const& instance);

/// Whether the goods are what a process takes as that input, or gives as that output on a run's label.
[[nodiscard]] bool is_taken(model::Instance const& instance, int process, std::size_t input,
                            Goods const& goods);
[[nodiscard]] bool is_given(model::Instance const& instance, int process, std::size_t output,
                            Goods const& goods);

} // namespace korridor::verify
