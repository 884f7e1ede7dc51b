// What `korridor why` says of an element after a solve.
#pragma once

#include <optional>
#include <string>

#include "korridor/report/sheet.hpp"
#include "korridor/study/answer.hpp"
#include "korridor/study/compare.hpp"
#include "korridor/study/link_story.hpp"

namespace korridor::report {

/// Where it lies and who holds it, what passes, what binds, the next best way for its largest flow.
[[nodiscard]] Sheet link_sheet(study::Answer const& answer, study::LinkStory const& story);
/// Who holds it, what it is worth to have goods there, what comes, is made, used and leaves.
[[nodiscard]] Sheet node_sheet(study::Answer const& answer, int node);
/// Its accounts, and the elements that earn it most.
[[nodiscard]] Sheet actor_sheet(study::Answer const& answer, int actor);
/// What it makes, at what cost, for what price, and why not more.
[[nodiscard]] Sheet supply_sheet(study::Answer const& answer, int supply);
[[nodiscard]] Sheet demand_sheet(study::Answer const& answer, int demand);
/// How much a process runs, what it takes and gives, and whether it is full.
[[nodiscard]] Sheet process_sheet(study::Answer const& answer, int process);
/// What differs with the measure and without it.
[[nodiscard]] Sheet measure_sheet(std::string const& id, study::Answer const& without,
                                  study::Answer const& with, study::Comparison const& comparison);
/// A limit, quota or re-export as it binds.
[[nodiscard]] Sheet binding_sheet(study::Answer const& answer, std::string const& kind,
                                  std::string const& id);

} // namespace korridor::report
