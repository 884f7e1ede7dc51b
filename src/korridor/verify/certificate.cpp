// The certificate: the tally of the primal, then the bound from the duals over all columns of the tables.
#include "korridor/verify/certificate.hpp"

#include <cmath>

#include "korridor/verify/dual_check.hpp"
#include "korridor/verify/every_class.hpp"
#include "korridor/verify/tally.hpp"

namespace korridor::verify {

using model::kInfinity;

model::Certificate certify(model::Instance const& instance, model::Solution const& solution) {
  model::Certificate const no_answer{-kInfinity, kInfinity, kInfinity, kInfinity, kInfinity, kInfinity};
  if (!has_shape_of(instance, solution)) return no_answer;
  Tally tally(instance, solution);
  if (!lists_every_class(tally)) return no_answer;
  return DualCheck(tally).run();
}

bool proves(model::Certificate const& certificate, double gap_tolerance) {
  return std::abs(certificate.gap) <= gap_tolerance && certificate.max_imbalance <= kResidualTolerance &&
         certificate.max_violation <= kResidualTolerance &&
         certificate.max_complementarity <= kResidualTolerance;
}

} // namespace korridor::verify
