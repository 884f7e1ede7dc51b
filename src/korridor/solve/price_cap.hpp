// The charge of a price cap: the least t >= 0 on entry to the serviced lane at which the cap is kept.
//
// Problem. A cap names a lane (arcs that enter the links that need its imposer's services) and a price p. Let
// x(t), pi(t) solve the equilibrium with t added to the cost of every arc that enters the lane, S(t) = sum of
// flow there, and H(t) = the highest price pi at the tail of such an arc over classes with flow on it: what
// the seller nets, FOB. Where optimal prices are not unique H takes the upper end of the interval, so that it
// does not depend on the vertex that a solver returns. Wanted: the least t with S(t) = 0 or H(t) <= p. t is
// paid to the buyers.
//
// Monotone. J(t, b) = max over plans of J - t S is convex in t and concave in b, one more unit of goods at
// the tail; S = -dJ/dt falls weakly in t. Where smooth, pi = dJ/db and dpi/dt = d2J/(dt db) = -dS/db: the
// netback falls as long as one more unit there does not lower what the lane carries in all, which holds where
// goods at the lane's entrances are substitutes, as in a network with one commodity and no losses. With
// losses, joint limits or several lanes H may rise over a stretch; the charge found is then one below which
// the cap is broken, not proved the least.
//
// Method. From t (0 at first, or a like case's) raise by the overrun, then by twice the last step, until the
// cap is kept. Where that leaves the only lane empty its flows and duals stay optimal down to the charge at
// which the first column of the lane has reduced cost 0: this is the upper end then, and the next charge
// tried is right below. Inside the bracket [broken, kept] Illinois' secant on H - p; where the upper end is
// empty and right below it is too, the tangent of J at the lower end, which meets the J of the empty lane
// where goods leave; halving where two steps did not halve. Stop: bracket <= width; its lower end was solved
// and broke the cap, so the charge is the least up to the width, or it is 0. The charge is then put a little
// above, where no tie decides. Several caps, or a cap on several commodities: each in turn with the others
// held (Gauss-Seidel), until a round moves none. The search rests on a coarser price tolerance than the
// answer, which is solved anew at the charges found where the two differ.
//
// Complexity: 3 warm-started solves where the lane empties, else about 5 to 15, per cap and round, at most 60
// raises, 200 steps and 30 rounds; measures, classes, curve pieces and basis are kept from solve to solve.
// Reference: Dowell and Jarratt, A modified regula falsi method, BIT 11 (1971).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/solve/equilibrium.hpp"

namespace korridor::solve {

/// One cap on one commodity.
struct PriceCap {
  int measure = model::kNone;
  int commodity = model::kNone;
  double charge = 0.0;           ///< t, money per unit
  double serviced_volume = 0.0;  ///< units per period that enter the lane
  std::optional<double> netback; ///< highest price at an entrance that goods use; nothing where none do
  int solves = 0;                ///< equilibria solved for it
};

struct CappedEquilibrium {
  Equilibrium equilibrium;
  std::vector<PriceCap> caps; ///< in the order of measures, then commodities
};

/// The equilibrium with every price cap kept; writes the charges found into the measures of `instance`, which
/// must outlive the result. `complete` is false where the time limit struck or no charges keep all caps.
/// Nothing when the instance has no finite optimum; then `problem` says why.
[[nodiscard]] std::optional<CappedEquilibrium>
solve_with_price_caps(model::Instance& instance, Limits const& limits, std::string& problem);

/// The same by a solver of that instance, with what is closed there.
[[nodiscard]] std::optional<CappedEquilibrium> solve_with_price_caps(EquilibriumSolver& solver,
                                                                     model::Instance& instance,
                                                                     Limits const& limits,
                                                                     std::string& problem);

} // namespace korridor::solve
