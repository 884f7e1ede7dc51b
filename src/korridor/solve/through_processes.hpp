// What supply, demand and prices of one commodity say of others that processes link with it.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "korridor/solve/arc_program.hpp"

namespace korridor::solve {

/// (commodity, origin) -> most that supply rows and processes can make of it, units per period. With supply
/// alone where there is no process; else the (number of processes + 1)-th step down from infinity of
///   made(k, o) = supply + sum_p output_p,k * min(capacity_p, inputs that are made / what one unit takes).
/// Each step bounds every feasible answer; without circles of processes the last one is exact.
[[nodiscard]] std::map<std::pair<int, int>, double>
most_made(model::Instance const& instance, Effects const& effects, std::vector<Line> const& supply_line);

/// [commodity] most that anybody pays for it, when buyers pay at most `paid` and makers take at least
/// `asked` (only what lies below 0 matters).
[[nodiscard]] std::vector<double> ceilings(model::Instance const& instance, std::vector<double> paid,
                                           std::vector<double> const& asked);

/// The dearest that a unit of any commodity can be, when unprocessed goods cost at most `supply` and goods
/// pay at most `way` between two processes, or before or after one.
[[nodiscard]] double dearest(model::Instance const& instance, double supply, double way);

/// Fills zeros: the order of magnitude of commodities that only processes make or take.
void spread_scales(model::Instance const& instance, std::vector<double>& quantity,
                   std::vector<double>& price);

} // namespace korridor::solve
