// Columns and rows of processes in the arc programme.
//
// With z_l the activity of a process on goods of label l (origin and provenance; one label where origins are
// new), x what it withdraws and y what it gives out, per class:
//   sum delta x = a z_l for the first input where origins are kept, else a sum_l z_l      (D, free)
//   b z_l = sum_markets y                                     for each output and label    (P, free)
//   sum_l z_l <= capacity                                                                  (mu >= 0)
// Reduced costs: intake pi + g - delta D, output P + g - eta pi, activity cost + mu + sum a D - sum b P.
#pragma once

#include "korridor/solve/program_writer.hpp"

namespace korridor::solve {

void add_processes(ProgramWriter& writer);

} // namespace korridor::solve
