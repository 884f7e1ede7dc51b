// A ranking as ranked bars.
#pragma once

#include <cstddef>
#include <string>

#include "korridor/draw/bar_chart.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::report {

/// The first `top` rows of each kind, with the way round of each. `data_version` as of the folder.
[[nodiscard]] draw::BarChart rank_chart(study::Ranking const& ranking, std::size_t top,
                                        std::string data_version);

} // namespace korridor::report
