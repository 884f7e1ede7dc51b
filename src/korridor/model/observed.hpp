// What statistics say that flows were: observed.csv as rates, each in the unit in which it was stated.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "korridor/core/date.hpp"
#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::model {

enum class Direction { both, forward, backward };

/// An observed flow. `rate` is the total of its days spread over a whole period of the model: 2 Mt in a
/// quarter of a year are 8 Mt/yr.
struct Observation {
  std::size_t line = 0; ///< in observed.csv
  std::string id;       ///< of a link or a node
  bool at_node = false;
  std::string goods;                    ///< commodity_id as written
  std::map<std::string, double> factor; ///< commodity id -> observed units per unit of its own
  std::string unit;                     ///< of an amount
  std::string origin;                   ///< actor ids; empty: all
  std::string destination;
  std::string via;
  Direction direction = Direction::both;
  Period days{};
  std::string year; ///< the calendar year that holds its days, such as "2022"
  double rate = 0.0;
  bool part = false;   ///< another observation contains it, or the same flow was observed over more days
  bool may_fit = true; ///< sample fit
  std::string source;

  /// The same for observations of one flow at different times.
  [[nodiscard]] std::string flow_name() const;
};

/// The flows of observed.csv by year, then as they stand. Prices and stocks are not compared with answers
/// yet: one warning says how many (W667). Observations that do not lie in one calendar year are left out with
/// a warning (W665); a unit that does not fit the goods is an error.
[[nodiscard]] std::vector<Observation> read_observations(Folder const& folder, Findings& findings);

} // namespace korridor::model
