// Flows of `assign` as ways from a supply to a demand, as handed to the checker, and what it says of them.
#pragma once

#include <optional>
#include <vector>

#include "korridor/model/instance.hpp"

namespace korridor::model {

/// Whose best the ways are: each shipper's own (Wardrop's first principle), or that of all together (his
/// second).
enum class Optimum { user, system };

struct Step {
  int link = kNone;
  bool forward = true; ///< from -> to
};

/// A part of a demand and the way that it takes; no steps where it is supplied at its own node.
struct AssignedWay {
  int demand = kNone;
  double flow = 0.0; ///< units per period, above 0
  std::vector<Step> steps;
};

struct AssignedFlows {
  std::vector<AssignedWay> ways;
  std::vector<double> unserved; ///< [demand] units per period that have no way or no supply
};

/// Of one commodity, as its shippers pay it on the way: not what supply itself costs.
struct AssignedTotals {
  double served = 0.0;   ///< units per period
  double unserved = 0.0; ///< units per period
  double cost = 0.0;     ///< cost, tolls, charges and time, money per period
  double tolls = 0.0;    ///< the part that somebody earns: tolls and tariffs
  double time = 0.0;     ///< unit days per period
};

/// What the checker found; all of it is computed from the tables and the ways alone.
struct AssignmentCertificate {
  /// Money per period. User: Beckmann's objective; nothing where goods that slow each other down value time
  /// differently, so that it is no money. System: the total cost.
  std::optional<double> objective;
  std::optional<double> bound; ///< no flows have a lower objective than this
  /// 1 - (cost if all took the best way at these costs) / cost; costs at the margin for the system optimum.
  double gap = 0.0;
  double max_imbalance = 0.0; ///< worst demand not accounted for, relative to it
  double max_violation = 0.0; ///< closed ways, supply overrun, demand left though there is a way; relative
  std::vector<AssignedTotals> totals; ///< [commodity]
  [[nodiscard]] double total_cost() const {
    double sum = 0.0;
    for (AssignedTotals const& it : totals) sum += it.cost;
    return sum;
  }
};

} // namespace korridor::model
