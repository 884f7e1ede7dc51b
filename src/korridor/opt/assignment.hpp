// Traffic assignment: fixed trips on a network whose times grow with flow, each trip by a way that is best
// for it.
//
// Problem (Beckmann, McGuire, Winsten 1956), paths p of trips i of classes k, flows f_p >= 0:
//     min  sum_a integral_0^{x_a} t_a(s) ds + sum_{k,a} fixed_{k,a} x_{k,a}
//     s.t. sum over paths of trip i of f_p = amount_i   (dual u_i: the least time of the trip)
//          x_{k,a} = sum over paths of class k over a of f_p,   x_a = sum_k x_{k,a}
// Optimal exactly when each path in use has the time u_i and no path has less: Wardrop's first principle, the
// user equilibrium. With every t_a replaced by t_a + x_a t'_a (Congestion::marginal) the objective is the
// total time, and its optimum is Wardrop's second principle, the system optimum. Convex, so for any flows
// with times t and least times u:  optimum >= objective - (sum_p f_p t_p - sum_i amount_i u_i). Method: path
// flows, trip by trip and at once in effect (Gauss-Seidel). A round mends the shortest-path tree of every
// origin, adds the path it finds to a trip, and moves flow from each other path to the trip's best by a
// Newton step, d = (t_p - t_best) / sum of slopes over arcs in one of the two alone, cut at f_p; where that
// goes too far a secant step comes back. Between rounds, trips with several paths are settled a few times
// more. Stop: relative gap 1 - sum_i w_k amount_i u_i / sum_p w_k f_p t_p, measured at flows summed anew from
// the paths and with every tree exact; or time, or rounds. References: D. Bertsekas, E. Gafni, Mathematical
// Programming Study 17 (1982), projected Newton steps on paths; R. Jayakrishnan et al., Transportation
// Research Record 1443 (1994), gradient projection; chosen after the comparison of O. Perederieieva et al.,
// Computers & Operations Research 54 (2015). Complexity of a round: one mending of a tree per class and
// origin, plus the lengths of all paths in use. Memory: 4 bytes per arc of each path, and per origin and
// node.
#pragma once

#include <cstddef>
#include <vector>

#include "korridor/opt/congestion.hpp"

namespace korridor::opt {

struct AssignmentArc {
  int tail = 0;
  int head = 0;
  Congestion congestion;
};

/// Trips that pay the same beside time; time is the same for all.
struct AssignmentClass {
  std::vector<double> fixed; ///< [arc] >= 0, in units of time; infinite: may not be used
  double weight = 1.0;       ///< of its times in the relative gap, > 0
};

struct AssignmentTrip {
  int of_class = 0;
  int origin = 0;
  int destination = 0; ///< not the origin
  double amount = 0.0; ///< >= 0
};

struct AssignmentProblem {
  int node_count = 0;
  std::vector<AssignmentArc> arcs;
  std::vector<AssignmentClass> classes;
  std::vector<AssignmentTrip> trips;
};

struct AssignmentOptions {
  double gap = 1e-6;       ///< relative gap demanded
  double time_limit = 0.0; ///< seconds of processor time; 0: none
  int round_limit = 10000;
};

struct AssignedPath {
  int trip = 0;
  double flow = 0.0;     ///< > 0
  std::vector<int> arcs; ///< first to last
};

struct Assignment {
  std::vector<AssignedPath> paths; ///< by trip
  std::vector<bool> has_way;       ///< [trip] false: no path leads there, and nothing of it is assigned
  double gap = 0.0;
  bool converged = false; ///< the gap is no more than demanded
  int rounds = 0;
};

/// Throws std::invalid_argument for numbers outside the ranges above. The same problem gives the same bits.
[[nodiscard]] Assignment solve_assignment(AssignmentProblem const& problem, AssignmentOptions const& options);

} // namespace korridor::opt
