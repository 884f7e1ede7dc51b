// Who gains what: surpluses, rents, tolls, tariffs, margins and cap discounts of each actor, and the two
// money totals.
//
// J = sum V - sum C - all charges - friction F - penalties. With duals P of supply, D of demand, mu of joint
// rows and lambda of contracts, strong duality gives
//   J = sum (P w - C(w)) + sum (V(v) - D v) + sum bound * mu + sum (phi t - F(t)) - sum lambda * g
//     = producer + consumer surplus + scarcity rents + friction surplus + contracts, with phi the marginal
//     friction at flow t and g a contract's flow within its min and max. Whoever fulfils a contract has
//     lambda in his price; the unassigned row bears it, penalties included (lambda is the penalty where one
//     is paid).
//   W = J + tolls + tariffs + margins + cap discounts = sum over actors with the unassigned row.
// Producer surplus belongs to the origin actor, consumer surplus to the jurisdiction of the demand's node,
// what a price cap takes off the seller's price to the destination of the goods.
#pragma once

#include <vector>

#include "korridor/model/solution.hpp"
#include "korridor/opt/linear_program.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/effects.hpp"

namespace korridor::solve {

/// Money per period.
struct Account {
  double producer_surplus = 0.0;
  double consumer_surplus = 0.0;
  double rents = 0.0;
  double tolls = 0.0;
  double tariffs = 0.0;
  double margins = 0.0;
  double friction = 0.0; ///< unassigned: what units short of the last one do not pay of the marginal friction
  double cap_discounts = 0.0;
  double contracts = 0.0; ///< unassigned: what contracts' duals pay out, with penalties
  bool has_part = false;  ///< anything at all was booked
  /// The part that depends on duals, as weights on the programme's row duals: for the interval over the dual
  /// face.
  std::vector<opt::Entry> weights;
  double fixed = 0.0; ///< the part that does not: total = fixed + weights . duals

  [[nodiscard]] double total() const {
    return producer_surplus + consumer_surplus + rents + tolls + tariffs + margins + cap_discounts +
           contracts + friction;
  }
};

struct Accounts {
  double surplus = 0.0;             ///< J
  double cost = 0.0;                ///< supply + link, node, process and measure cost
  std::vector<double> friction;     ///< [commodity] total friction, in no other cost
  double penalties = 0.0;           ///< of contracts, not in `cost`
  std::vector<double> counted;      ///< [contract] its flow
  std::vector<Account> actors;      ///< [actor], then one more: unassigned
  std::vector<double> produced;     ///< [supply]
  std::vector<double> delivered;    ///< [demand]
  std::vector<double> supply_price; ///< [supply] P, netback at the margin
  std::vector<double> demand_price; ///< [demand] D, cost of one more delivered unit
};

[[nodiscard]] Accounts book(model::Instance const& instance, Effects const& effects, Classes const& classes,
                            ArcProgram const& program, model::Solution const& solution,
                            std::vector<double> const& dual);

} // namespace korridor::solve
