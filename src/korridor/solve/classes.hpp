// Flow classes: the finest that the tables can tell apart, and the merged ones that are solved.
//
// A finest class is (commodity, origin, provenance, market); a market is (destination, segment, time value,
// avoid). Two origins are merged when no measure in force, demand row or limit tells them apart, likewise two
// provenances and two markets (a merged group of destinations is a destination block); a merged class is a
// product of such groups. This is exact: the coefficients of merged columns are equal, so any split of a
// merged flow is feasible and optimal.
#pragma once

#include <cstddef>
#include <map>
#include <tuple>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/model/solution.hpp"
#include "korridor/solve/effects.hpp"

namespace korridor::solve {

/// A product of groups of origins, provenances and markets of one commodity.
struct MergedClass {
  ClassKey key; ///< of one member, standing for all
  std::vector<int> origins;
  std::vector<int> vias; ///< holds kNone when direct goods belong here
  std::vector<int> markets;
  bool direct = false;
};

class Classes {
public:
  explicit Classes(model::Instance const& instance);

  [[nodiscard]] std::vector<model::Market> const& markets() const { return markets_; }
  [[nodiscard]] std::vector<model::FlowClass> const& finest() const { return finest_; }
  [[nodiscard]] std::vector<MergedClass> const& merged() const { return merged_; }
  [[nodiscard]] int market_of(int demand) const { return market_of_[static_cast<std::size_t>(demand)]; }
  [[nodiscard]] int merged_of(int finest) const { return merged_of_[static_cast<std::size_t>(finest)]; }
  /// Position of a finest class, kNone when no demand can use it.
  [[nodiscard]] int find(int origin, int via, int market) const;
  [[nodiscard]] ClassKey key(int finest) const;

private:
  void build_markets();
  void build_finest();
  void merge();

  model::Instance const& instance_;
  std::vector<model::Market> markets_;
  std::vector<int> market_of_; ///< [demand]
  std::vector<model::FlowClass> finest_;
  std::map<std::tuple<int, int, int>, int> index_; ///< (market, origin, via) -> finest
  std::vector<MergedClass> merged_;
  std::vector<int> merged_of_;
};

} // namespace korridor::solve
