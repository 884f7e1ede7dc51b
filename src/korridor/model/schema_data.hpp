// The attribute table's parts, by subject; only schema.cpp puts them together.
#pragma once

#include <span>

#include "korridor/model/schema.hpp"

namespace korridor::model {

[[nodiscard]] std::span<TableSchema const> network_tables(); ///< node, link, commodity, use, actor
[[nodiscard]] std::span<TableSchema const> market_tables(); ///< supply, demand, store, process, contract, ...
[[nodiscard]] std::span<TableSchema const> policy_tables(); ///< measure, series, exchange, scenario
[[nodiscard]] std::span<TableSchema const> record_tables(); ///< evidence, provenance, observed, stake, ...

// Ranges that many columns share.
inline constexpr Range kNotNegative{.low = 0.0};
inline constexpr Range kNotNegativeOrInf{.low = 0.0, .infinite = true};
inline constexpr Range kPositive{.low = 0.0, .low_open = true};
inline constexpr Range kOneOrMore{.low = 1.0};
inline constexpr Range kNegative{.high = 0.0, .high_open = true};
inline constexpr Range kShare{.low = 0.0, .high = 1.0};
inline constexpr Range kPositiveShare{.low = 0.0, .high = 1.0, .low_open = true};

} // namespace korridor::model
