// Comparing two answers of one folder: only what differs, by link, place, actor, commodity.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "korridor/study/answer.hpp"

namespace korridor::study {

/// One quantity before and after; `id` names the thing in the tables. Ids are used because two cases of a
/// folder may differ in what is in force, never in what the tables list.
struct Difference {
  std::string id;     ///< link, node, actor ("" is unassigned), demand, supply or commodity id
  std::string detail; ///< direction "a -> b" for links, commodity for places; may be empty
  std::string from;   ///< links: the direction's tail and head, as node ids
  std::string to;
  std::string unit;
  std::optional<double> before;
  std::optional<double> after;
};

struct Comparison {
  double surplus_before = 0.0, surplus_after = 0.0;
  std::optional<double> welfare_before, welfare_after;
  double cost_before = 0.0, cost_after = 0.0;
  double friction_before = 0.0, friction_after = 0.0;
  double penalties_before = 0.0, penalties_after = 0.0;
  std::vector<Difference> links;       ///< flow
  std::vector<Difference> link_rents;  ///< worth of one more unit
  std::vector<Difference> prices;      ///< by place and commodity: what buyers pay there
  std::vector<Difference> unserved;    ///< by demand
  std::vector<Difference> shut_in;     ///< by supply
  std::vector<Difference> actors;      ///< total value
  std::vector<Difference> processes;   ///< runs, in amounts of the first input
  std::vector<Difference> price_caps;  ///< charge on the serviced lane, by measure and commodity
  std::vector<Difference> commodities; ///< delivered quantity
  std::vector<Difference> contracts;   ///< counted flow
};

/// Differences above `tolerance` relative to the larger of the two, largest first within each list.
[[nodiscard]] Comparison compare(Answer const& before, Answer const& after, double tolerance = 1e-6);

/// Whom the change hits hardest, by position in `before`: the largest loss weighed by its share of what the
/// actor had. kNone where nobody loses.
[[nodiscard]] int hardest_hit(Answer const& before, Comparison const& comparison);

} // namespace korridor::study
