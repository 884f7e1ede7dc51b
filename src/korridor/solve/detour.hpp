// The best use of one more unit of goods somewhere, at the prices and scarcities of a solution.
//
// Problem: with V(s) the worth of a unit in state s = (merged class, node), and all other duals as they are,
//   V(s) = max over the columns j that take goods out of s of  ( b_j + sum_{t} a_tj V(t) - c_j ) / |a_sj|
// where t is the state that an arc or a re-export leads to, and b_j collects the duals of all other rows that
// j touches: demand, processes, contracts (terminal worth), links, nodes, limits, quotas, friction (scarcity,
// paid). Arcs of one link, or none, are left out. With nothing left out and s in use V(s) is the price pi.
// It is a first-order statement: prices stay, so it holds for the first units that turn away.
// Method: label correcting from the ends (Bellman and Ford) with gains, as efficiencies shrink what arrives.
// Stop: no label improves by more than the rounding of the duals, or after as many rounds as there are
// states, which only a way that gains by going in circles would need. Complexity: states x columns at worst,
// a few sweeps in fact. Reference: Ahuja, Magnanti, Orlin, Network Flows (1993), chapter 5 and, on gains, 15.
#pragma once

#include <vector>

#include "korridor/solve/equilibrium.hpp"

namespace korridor::solve {

/// One column of the programme on a way, with what it costs there.
struct DetourStep {
  int column = model::kNone;
  double arriving = 1.0; ///< units that enter it, for one unit at the beginning
  double charge = 0.0;   ///< money per unit entering: cost, toll, time, tariff
  double scarcity = 0.0; ///< money per unit entering: all full bounds on it, friction included
  double room = 0.0;     ///< units at the beginning that fit before the first bound on it is full
};

struct Detour {
  bool found = false;            ///< false: no way leads to anybody
  double worth = 0.0;            ///< money per unit at the beginning
  std::vector<DetourStep> steps; ///< the last one delivers, or hands over to a process
};

/// Worths with the arcs of one link left out (kNone: none).
class Detours {
public:
  Detours(Equilibrium const& equilibrium, int closed_link);

  /// From a state; `merged` is a class of the programme.
  [[nodiscard]] Detour from(int merged, int node) const;

private:
  void relax(std::vector<int> const& moving);
  [[nodiscard]] double step_worth(int column) const;
  [[nodiscard]] DetourStep describe(int column, double arriving) const;

  Equilibrium const& equilibrium_;
  std::vector<double> worth_;    ///< [row] scaled dual; -inf where nothing leads to anybody
  std::vector<int> best_;        ///< [row] column that gives it
  std::vector<double> activity_; ///< [row] of the solution, scaled
};

} // namespace korridor::solve
