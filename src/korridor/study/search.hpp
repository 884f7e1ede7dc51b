// Finding the least of a function of a few numbers in a box, from its values alone.
//
// Problem: min f(x), low <= x <= high, where f is continuous at best (it stands for whole equilibria).
// Method: half of the evaluations scan the box at the points of a Halton sequence, the start among them; from
// the best point a compass search tries each number up and down by a step of its range, keeps what is better,
// and halves all steps when nothing is. Stops at a step of 1/512 of the range or when evaluations are used
// up. It is deterministic and needs no gradient. Complexity: the evaluations; all else is nothing beside
// them. References: Halton (1960); Kolda, Lewis and Torczon, SIAM Review 45 (2003), on compass search.
#pragma once

#include <functional>
#include <vector>

namespace korridor::study {

struct Box {
  std::vector<double> low, high;
};

struct Found {
  std::vector<double> x;
  double value = 0.0;
  int evaluations = 0;
};

/// `f` may return infinity where there is no value.
[[nodiscard]] Found search_box(std::function<double(std::vector<double> const&)> const& f,
                               std::vector<double> const& start, Box const& box, int evaluations);

/// Point `index` (from 0) of the Halton sequence in the box.
[[nodiscard]] std::vector<double> halton_point(Box const& box, int index);

} // namespace korridor::study
