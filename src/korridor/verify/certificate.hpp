// The proof of an answer, computed from the tables and the answer alone.
//
// Problem: max J over production w, flows x, re-export r, deliveries z on the finest classes (solution.hpp).
// Primal check: balance at every class and node, sizes, capacities, quotas, bans, price caps, acceptance. The
// charge of a price cap counts as one of the lane's charges.
// Bound: for any prices pi and scarcities mu >= 0
//   J <= sum_s max_q (P_s q - C_s(q)) + sum_d max_q (V_d(q) - D_d q) + sum_rows capacity * mu
//        + sum_columns u * max(0, reduced profit) - sum_contracts min over g in [min, max] of lambda g,
// lambda within the penalty, added to the profit of each column that the contract counts,
// with P_s the best net price that supply s can get, D_d the least cost at which demand d can be met, reduced
// profit of an arc u -> v = eff pi_v - pi_u - charge - (what it uses) mu, and u the least of the column's own
// bounds: capacity, the supply of its origin, the demand of its commodity. Curves enter by their conjugate,
// so the gap is that of the curved problem. Where friction s t^2 / 2 lies on the flow t of a commodity over
// an arc the columns of its classes there have one conjugate instead: phi^2 / (2 s), with phi the best
// reduced profit among them or 0. All classes that the tables allow are looked at, not only those that the
// answer lists. Complexity: classes x arcs, and the measures that reckon there. Reference: Lagrangian duality
// for convex programmes, e.g. Boyd and Vandenberghe, Convex Optimization, chapter 5.
#pragma once

#include "korridor/model/solution.hpp"

namespace korridor::verify {

/// Infinite terms mean that the answer is no answer to this instance (positions out of range, not finite
/// numbers, classes missing).
[[nodiscard]] model::Certificate certify(model::Instance const& instance, model::Solution const& solution);

/// Whether an answer counts as proved: gap and every residual within the tolerance.
[[nodiscard]] bool proves(model::Certificate const& certificate, double gap_tolerance);

} // namespace korridor::verify
