// Commodities that share a scale of widths, and what of each group flows on every link.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "korridor/study/answer.hpp"

namespace korridor::report {

/// Flows below this share of their group's largest are rounding of the solver and are not drawn.
inline constexpr double kDrawn = 1e-6;

/// Commodities that share a group share a scale of widths; without a group a commodity is its own.
struct Groups {
  std::vector<std::string> names;
  std::vector<std::string> units;
  std::vector<std::size_t> of_commodity;
};

[[nodiscard]] Groups group_commodities(model::Instance const& instance);

/// [link, forward] -> amount by group.
using Amounts = std::map<std::pair<int, bool>, std::vector<double>>;

[[nodiscard]] Amounts amounts_of(study::Answer const& answer, Groups const& groups);
[[nodiscard]] std::vector<double> largest_by_group(Amounts const& amounts, std::size_t group_count);

} // namespace korridor::report
