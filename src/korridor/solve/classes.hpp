// Flow classes: the finest that the tables can tell apart, and the merged ones that are solved.
//
// A finest class is (commodity, origin, provenance, market); a market is (destination, segment, time value,
// avoid) or such a one of a contract that is a market of its own. Two origins are merged when no measure in
// force, demand row or limit tells them apart, likewise two provenances and two markets (a merged group of
// destinations is a destination block); a merged class is a product of such groups. This is exact: the
// coefficients of merged columns are equal, so any split of a merged flow is feasible and optimal. Where a
// process keeps origins, what tells origins of its outputs apart tells those of its first input apart too,
// and the other way round, through chains of processes.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/model/solution.hpp"
#include "korridor/solve/effects.hpp"

namespace korridor::solve {

/// A product of groups of origins, provenances and markets of one commodity.
struct MergedClass {
  ClassKey key; ///< of one member, standing for all
  /// Numbers of the groups of origins and provenances. Commodities that processes link by keeping origins
  /// have one grouping, so that equal numbers are equal labels among them.
  int origin_group = model::kNone;
  int via_group = model::kNone;
  std::vector<int> origins;
  std::vector<int> vias; ///< holds kNone when direct goods belong here
  std::vector<int> markets;
  bool direct = false;
};

/// What measures see of the goods of a class; `market` is the one it is bound for.
[[nodiscard]] ClassKey key_of(model::FlowClass const& flow_class, model::Market const& market);

class Classes {
public:
  explicit Classes(model::Instance const& instance);

  [[nodiscard]] std::vector<model::Market> const& markets() const { return markets_; }
  [[nodiscard]] std::vector<model::FlowClass> const& finest() const { return finest_; }
  [[nodiscard]] std::vector<MergedClass> const& merged() const { return merged_; }
  /// Of the market in which a demand row buys; `contract` names one's own market, kNone the open one.
  [[nodiscard]] int market_of(int demand, int contract) const { return market_of_.at({demand, contract}); }
  /// Of the market in which a process takes an input.
  [[nodiscard]] int market_of_input(int process, std::size_t input) const {
    return market_of_input_[static_cast<std::size_t>(process)][input];
  }
  [[nodiscard]] int merged_of(int finest) const { return merged_of_[static_cast<std::size_t>(finest)]; }
  /// Position of a finest class, kNone when no demand can use it.
  [[nodiscard]] int find(int origin, int via, int market) const;
  [[nodiscard]] ClassKey key(int finest) const;

private:
  /// Origins or provenances that goods of a commodity can have, made by processes or not.
  using Labels = std::vector<std::set<int>>;

  void build_markets();
  [[nodiscard]] int add_market(model::Market const& market);
  void collect_labels(Labels& origins, Labels& vias) const;
  void link_commodities();
  void build_finest();
  void merge();

  model::Instance const& instance_;
  std::vector<model::Market> markets_;
  std::map<std::pair<int, int>, int> market_of_;  ///< (demand, contract whose own market it is) -> market
  std::vector<std::vector<int>> market_of_input_; ///< [process][input]
  std::map<std::tuple<int, int, int, double, int, int>, int> market_index_;
  /// [commodity] first commodity of those that processes link by keeping origins
  std::vector<int> linked_;
  std::vector<model::FlowClass> finest_;
  std::map<std::tuple<int, int, int>, int> index_; ///< (market, origin, via) -> finest
  std::vector<MergedClass> merged_;
  std::vector<int> merged_of_;
};

} // namespace korridor::solve
