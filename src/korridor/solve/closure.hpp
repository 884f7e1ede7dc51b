// Places shut to goods for the whole period, and the columns of a programme that this shuts.
//
// A closure takes columns away and nothing else, as long as no ban holds for part of the period (its share is
// of what supply can make, closed or not: rules.md 7). So the programme of a closed case is that of the case
// itself with these columns held at 0, and needs not be built anew.
#pragma once

#include <span>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"
#include "korridor/solve/effects.hpp"

namespace korridor::solve {

struct Closure {
  std::vector<int> commodities;
  std::vector<int> links; ///< with those that touch the nodes
  std::vector<int> nodes;
};

/// Columns by the place that they need.
class PlaceColumns {
public:
  PlaceColumns(model::Instance const& instance, Effects const& effects, Classes const& classes,
               ArcProgram const& program);

  /// Columns that the closures shut, ascending, each once.
  [[nodiscard]] std::vector<int> shut(std::span<Closure const> closures) const;

private:
  struct Placed {
    int column = model::kNone;
    int commodity = model::kNone;
  };
  std::vector<std::vector<Placed>> at_link_, at_node_;
};

} // namespace korridor::solve
