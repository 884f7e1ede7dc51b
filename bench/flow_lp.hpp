// A path programme as the linear programme that other solvers read, and Clp on it.
#pragma once

#include <vector>

#include "korridor/opt/linear_program.hpp"
#include "korridor/opt/path_program.hpp"

namespace korridor::bench {

/// One row for each node and resource; one column for each arc, supply and demand, and one for what each
/// demand lacks, at its value. The least objective is the cost of everything with lost load.
[[nodiscard]] opt::LinearProgram to_linear_program(opt::PathProgram const& program);

struct ClpRun {
  bool finished = false;
  double objective = 0.0;
  double seconds = 0.0; ///< of processor time, loading not counted
};

/// Clp's dual or primal simplex with its own settings, and the dual again with a resource at capacity 0, from
/// the basis of its last cold run; `limit` seconds for each run.
class ClpPeer {
public:
  explicit ClpPeer(opt::PathProgram const& program);
  ~ClpPeer();
  ClpPeer(ClpPeer const&) = delete;
  ClpPeer& operator=(ClpPeer const&) = delete;

  [[nodiscard]] ClpRun cold(bool dual, double limit);
  [[nodiscard]] ClpRun warm(int closed, double limit);

private:
  struct Model;
  Model* model_;
  int node_count_;
};

} // namespace korridor::bench
