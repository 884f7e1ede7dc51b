// What is full in an answer, and what one more unit of it would be worth.
#pragma once

#include <string>
#include <vector>

#include "korridor/study/answer.hpp"

namespace korridor::report {

struct Bound {
  std::string
      kind; ///< "link", "node", "quota", "limit", "reexport", "process", "contract min", "contract max"
  std::string table; ///< where it stands, such as "link"
  std::string id;
  std::string name;
  bool forward = true; ///< of a link
  double limit = 0.0;  ///< units per period
  double rent = 0.0;   ///< worth of one more unit, money
  std::string unit = {};
};

/// Bounds whose worth is above the solver's rounding, by worth times size, the largest first.
[[nodiscard]] std::vector<Bound> bounds_of(study::Answer const& answer);

} // namespace korridor::report
