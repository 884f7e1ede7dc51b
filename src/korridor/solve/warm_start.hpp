// What the solution of one case teaches the solution of the next: its flows by path, where its curves were
// cut, and the charges of its price caps.
//
// A path is named by what it passes (supply, arcs, changes of hands, processes, demand) and by the goods on
// it, not by positions in a programme, so that it can be found again after measures have come or gone,
// classes have been merged otherwise, or arcs have been shut. What cannot be found again is left out;
// opt/path_fit drops what no longer fits. Only speed depends on it: the solution is optimal and certified
// wherever it began. It is never changed after it was made and may be shared between threads.
#pragma once

#include <string>
#include <vector>

#include "korridor/opt/path_program.hpp"
#include "korridor/solve/arc_program.hpp"
#include "korridor/solve/classes.hpp"

namespace korridor::solve {

struct WarmStart {
  /// One column of an arc programme; `goods_to` of a change of hands, `labels` of outputs and activities.
  struct Step {
    ColumnKind kind = ColumnKind::arc;
    int element = model::kNone;
    int node = model::kNone;
    ClassKey goods, goods_to, labels;
  };
  struct Flow {
    std::vector<Step> steps; ///< last first
    double delivered = 0.0;  ///< in the model's units
  };
  struct Activity {
    Step step;
    double level = 0.0;
  };
  /// The charge found for a price cap, and one below it at which the cap was broken.
  struct Cap {
    std::string measure; ///< id
    int commodity = model::kNone;
    double charge = 0.0; ///< money per unit
    double broken = 0.0;
  };
  std::vector<Flow> flows;
  std::vector<Activity> activities;
  std::vector<opt::LineCut> supplies, demands; ///< in the model's units
  std::vector<Cap> caps;
};

/// How columns and nodes of an arc programme stand in a path programme.
struct PathPlaces {
  std::vector<int> arc_column, extra_column;    ///< [arc], [extra] column of the arc programme
  std::vector<int> supply_at, demand_at;        ///< [node of the path programme] the line there, -1: none
  std::vector<double> supply_unit, demand_unit; ///< [line] model's units in one of its own
};

[[nodiscard]] WarmStart remember(model::Instance const& instance, Classes const& classes,
                                 ArcProgram const& program, PathPlaces const& places,
                                 opt::PathStart const& start);

/// The same flows by positions of another programme.
[[nodiscard]] opt::PathStart recall(WarmStart const& start, Classes const& classes, ArcProgram const& program,
                                    PathPlaces const& places, opt::PathProgram const& paths);

} // namespace korridor::solve
