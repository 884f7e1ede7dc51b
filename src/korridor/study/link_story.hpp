// Why a link carries what it carries: what binds on it, what that is worth, and the next best way round it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "korridor/study/answer.hpp"

namespace korridor::study {

/// A full bound, its worth and the ends of that worth over all optimal duals. Of a contract the least or most
/// flow that binds; one more of a least flow is worth less than nothing.
struct Scarcity {
  std::string kind; ///< "link", "node", "limit", "quota", "reexport", "process", "contract", "ban"
  std::string id;   ///< of the element or measure
  double capacity = model::kInfinity;
  double level = 0.0;
  double worth = 0.0;              ///< of one more unit of its capacity, money
  std::optional<double> low, high; ///< nothing: no end, or not asked for
};

/// One leg of a way, with what it costs a unit that enters it.
struct Leg {
  std::string kind; ///< "link", "reexport", "process" or "demand"
  std::string id;
  int link = model::kNone;
  bool forward = true;
  int from = model::kNone, to = model::kNone; ///< nodes
  double arriving = 1.0;                      ///< units that enter it, for one at the beginning
  double charge = 0.0;                        ///< money per unit entering: cost, toll, tariff, time
  double scarcity = 0.0;                      ///< money per unit entering: full bounds on it
  double room = model::kInfinity; ///< units at the beginning that fit before a bound on it is full
};

/// The best way for one unit of goods without a link, at the answer's prices: from the link's tail, or from
/// the nearest place up the way that the goods came from which there is another way.
struct NextBest {
  int commodity = model::kNone, origin = model::kNone, via = model::kNone;
  int contract = model::kNone; ///< whose own market the goods are of
  int tail = model::kNone;
  double now = 0.0;      ///< worth of the unit by the link, its own scarcity not paid
  double scarcity = 0.0; ///< of the link itself, per unit of the goods
  bool found = false;
  double worth = 0.0; ///< by the next best way
  double extra = 0.0; ///< now - worth: what a unit loses that must turn away
  double room = model::kInfinity;
  std::vector<Leg> legs;
};

struct LinkStory {
  int link = model::kNone;
  std::vector<LinkRow> directions;
  std::vector<std::optional<Scarcity>> own; ///< [direction] nothing where it has no capacity
  std::vector<FlowRow> flows;               ///< largest first
  std::vector<int> measures;         ///< in force, that name it, its ends or its holders, and goods that pass
  std::vector<Scarcity> binds_too;   ///< other full bounds on what passes
  std::optional<NextBest> next_best; ///< of the largest flow
  std::optional<double> too_dear;    ///< unused: what the nearest goods would lose per unit by it
};

/// `answer` must have been made with `keep_inside`.
[[nodiscard]] LinkStory tell_link(Answer const& answer, int link);

} // namespace korridor::study
