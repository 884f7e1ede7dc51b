// What differs between two answers, on a terminal.
#pragma once

#include <optional>
#include <string>

#include "korridor/report/solve_text.hpp"
#include "korridor/study/compare.hpp"

namespace korridor::report {

/// Totals, then only what differs: flows, worths, prices, actors, commodities, unserved, shut in; at last
/// totals and flows of the same comparison without friction, where there is one.
[[nodiscard]] std::string compare_text(study::Answer const& before, study::Answer const& after,
                                       study::Comparison const& comparison,
                                       std::optional<study::Comparison> const& without_friction,
                                       TextOptions const& options);

// Its parts, also used by the demo. Each ends with a newline, or is empty when nothing differs.

[[nodiscard]] std::string changed_totals_text(study::Answer const& after, study::Comparison const& comparison,
                                              TextOptions const& options);
[[nodiscard]] std::string changed_flows_text(study::Answer const& after, study::Comparison const& comparison,
                                             TextOptions const& options);
/// By which links goods of an actor leave its ground, before and after, changed or not; goods none of whose
/// ways change by a hundredth of the widest are only named.
[[nodiscard]] std::string ways_out_text(study::Answer const& before, study::Answer const& after, int actor,
                                        TextOptions const& options);
[[nodiscard]] std::string changed_actors_text(study::Answer const& after, study::Comparison const& comparison,
                                              TextOptions const& options);

} // namespace korridor::report
