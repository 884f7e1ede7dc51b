// Checking an assignment on the tables; shares no code with the solver, its shortest paths included.
//
// Given ways: follow each from its supply to its demand, add up flows, compute every delay from them, then
// look for better ways by Bellman and Ford's label correcting at those costs. With c_w what a unit pays on
// way w (at the margin: what it costs all) and u_d the least for demand d,
//     excess = sum_w f_w (c_w - u_d) >= 0,  gap = excess / sum_w f_w c_w,
// and by convexity no flows have an objective below (ours - excess). Nothing has to be believed of the
// solver: a gap of 0 is Wardrop's principle. Complexity: ways' length, and at worst nodes times arcs for each
// origin and class, in practice a few times the arcs.
#pragma once

#include "korridor/model/assigned.hpp"

namespace korridor::verify {

[[nodiscard]] model::AssignmentCertificate
check_assignment(model::Instance const& instance, model::AssignedFlows const& flows, model::Optimum optimum);

/// Whether it proves the flows within a gap, imbalance and violation up to 1e-6.
[[nodiscard]] bool proves(model::AssignmentCertificate const& certificate, double gap);

} // namespace korridor::verify
