// Prices by place, commodity, origin and provenance: what one more unit there is worth, with its interval.
#pragma once

#include <vector>

#include "korridor/solve/equilibrium.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::study {

/// One more unit at a place may be bound for any market, so its price is the best over markets. Nothing is
/// reported as price where such goods cannot come at all, or where nobody could use them. A place that goods
/// only might visit has an interval from what its best outlet pays (reported as price) to what bringing them
/// there would cost. `intervals` may be null: then the price is the solver's own, without low and high.
[[nodiscard]] std::vector<PriceRow> price_rows(model::Instance const& instance,
                                               solve::Equilibrium const& equilibrium,
                                               solve::Intervals* intervals);

} // namespace korridor::study
