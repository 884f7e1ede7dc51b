// Exchange rates of a period.
#pragma once

#include <string>

#include "korridor/model/cells.hpp"
#include "korridor/model/units.hpp"

namespace korridor::model {

/// Mean rates of exchange.csv over the period, each day at the rate in force; `exchange` may be null.
[[nodiscard]] Money mean_rates(Table const* exchange, std::string const& currency, Period const& period,
                               Faults& faults);

} // namespace korridor::model
