// Unknowns that move only together: what homogeneous equations in one or two of them say at once.
//
// Problem: equations  sum over i of a_i d_i = 0; wanted: groups within which  d_i = ratio_i * d_leader  must
// hold, and the unknowns that must be 0. Method: union-find with ratios; an equation that comes down to one
// group fixes it, one that comes down to two joins them. Equations of three groups or more are left to the
// caller, who may offer them again when others have joined. Complexity: nearly linear in the entries.
#pragma once

#include <span>
#include <vector>

#include "korridor/opt/linear_program.hpp"

namespace korridor::opt {

class RigidGroups {
public:
  /// `fixed[i]`: unknown i is 0.
  explicit RigidGroups(std::vector<bool> const& fixed);

  /// Writes an expression over unknowns (`row` is the unknown) as one over leaders, without zero terms; good
  /// until the next one is asked for.
  [[nodiscard]] std::span<Entry const> reduce(std::span<Entry const> expression);
  /// Takes in the equation `expression = 0`; false where it comes down to three groups or more.
  bool learn(std::span<Entry const> expression);

  [[nodiscard]] bool fixed(int unknown) { return leader(unknown).row < 0; }
  /// The leader, or -1 where the unknown is 0, and the ratio to it.
  [[nodiscard]] Entry leader(int unknown);

private:
  std::vector<int> parent_;    ///< [unknown] itself at a leader, -1 at one that is 0
  std::vector<double> ratio_;  ///< [unknown] to the parent
  std::vector<Entry> reduced_; ///< the last expression reduced
};

} // namespace korridor::opt
