// What was observed, row by row of observed.csv, and what an answer says of the same thing.
//
// A flow is a total over its dates; answers are rates per period of the model. Both are compared as rates per
// period: observed total * days of a period / days observed. A row lies inside one period of the model, the one
// that it is compared with; a part of a period is taken as if its rate held all the time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "korridor/core/date.hpp"
#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/model/unit_match.hpp"
#include "korridor/model/units.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::study {

enum class Sample { fit, test };

struct Observation {
  std::size_t line = 0; ///< of observed.csv
  std::string variable; ///< "flow" or "price"
  std::string id;       ///< link or node
  std::string commodities, origin, destination, via, direction;
  std::string unit;     ///< of `rate`; empty: the commodity's own
  Period dates{};
  std::string period;   ///< the model's period in which the dates lie, such as "2022"
  bool whole = false;   ///< the dates are that whole period
  bool nested = false;  ///< part of another observation: not independent of it
  Sample sample = Sample::fit;
  std::string source;
  double rate = 0.0;    ///< per period of the model; a price as it stands

  /// Same thing at another time.
  [[nodiscard]] bool same_thing(Observation const& other) const;
};

/// Rows that an answer can speak of, in the order of their table. Those that it cannot (a stock, dates over more
/// than one period, a unit that does not convert) are warned of and left out; faults of cells are errors.
[[nodiscard]] std::vector<Observation> read_observations(model::Folder const& folder, Findings& findings);

/// The modelled rate (or price) in the observation's unit; nothing where the answer has no such thing: then the
/// id or a name in the row is none of the model's.
[[nodiscard]] std::optional<double> modelled(Observation const& observation, Answer const& answer,
                                             std::vector<model::CommodityUnits> const& units);

/// Link of an observation on a link, kNone for one on a node.
[[nodiscard]] int link_of(Observation const& observation, Answer const& answer);

} // namespace korridor::study
