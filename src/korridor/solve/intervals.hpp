// Price and actor intervals over the optimal dual face of the curved problem.
#pragma once

#include <vector>

#include "korridor/opt/dual_face.hpp"
#include "korridor/solve/accounts.hpp"
#include "korridor/solve/arc_program.hpp"

namespace korridor::solve {

/// The programme as it stands at the solution: a curve has one marginal there, at an end of it one-sided.
class Intervals {
public:
  Intervals(ArcProgram const& program, std::vector<double> const& value, std::vector<double> const& dual);

  Intervals(Intervals const&) = delete; // the face refers to the local programme
  Intervals& operator=(Intervals const&) = delete;
  ~Intervals() = default;

  /// Of a row's dual in money per unit; infinite ends where the face is unbounded.
  [[nodiscard]] opt::DualRange row(int row);
  /// Of an actor's total value, money per period.
  [[nodiscard]] opt::DualRange account(Account const& account);

private:
  ArcProgram const& program_;
  opt::LinearProgram local_;
  opt::DualFace face_;
};

} // namespace korridor::solve
