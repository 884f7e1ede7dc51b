// Fixed demand assigned to ways whose delay grows with flow: from an instance to the solver and back.
//
// Problem: demand d of commodity c is supplied from the one node that its accepted origins leave, whatever it
// costs. A unit pays on arc a, with tau its money per day:  charge_a + tau delay_a (1 + b_a (x_a /
// cap_a)^p_a), x_a = sum of use_a,c times flows of both sorts of elements: links by direction, nodes by
// throughput. One unit of the solver's flow is a unit of capacity, one of its costs a day: divided by tau,
// all goods feel the same time, and what is left differs by class and is fixed. That makes the equilibrium of
// goods with several time values one convex programme (R. Dafermos 1972 has the symmetry that it needs); the
// system optimum is convex only when time value per unit of capacity is one for all, and is refused
// otherwise. What cannot be handled is refused by name (`refuse`); dual, signs, stop rule:
// opt/assignment.hpp. Complexity: classes times arcs times measures to build, then the solver's.
#pragma once

#include <optional>

#include "korridor/core/findings.hpp"
#include "korridor/model/assigned.hpp"

namespace korridor::solve {

struct AssignOptions {
  model::Optimum optimum = model::Optimum::user;
  double gap = 1e-6;
  double time_limit = 0.0; ///< seconds of processor time; 0: none
};

struct Assigned {
  model::AssignedFlows flows;
  bool converged = false;
  int rounds = 0;
  double solver_seconds = 0.0; ///< processor time of the solver alone
  std::size_t pair_count = 0;  ///< demands that need a way
  std::size_t class_count = 0; ///< classes that charges, bans or time values tell apart
};

/// Nothing when the instance asks for what an assignment cannot do; then `findings` says what, all at once.
[[nodiscard]] std::optional<Assigned> assign(model::Instance const& instance, AssignOptions const& options,
                                             Findings& findings);

/// Adds an error for each thing in the instance that no assignment can take.
void refuse(model::Instance const& instance, Findings& findings);

} // namespace korridor::solve
