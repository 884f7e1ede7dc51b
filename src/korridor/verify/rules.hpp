// The rules of measures, capacities and charges, read straight off the instance for one column at a time.
//
// This is the certificate's own reading of rules.md. It is written for being right and easy to follow, and
// shares nothing with the solver's: a mistake in one of the two shows as a gap, a violation or an imbalance.
// What depends on places alone (capacities, sets, which measure counts where) is found once; a verdict then
// looks at the measures that count on its spot.
#pragma once

#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/model/solution.hpp"

namespace korridor::verify {

/// Goods of one finest class.
struct Goods {
  int commodity = model::kNone;
  int origin = model::kNone;
  int via = model::kNone;
  int destination = model::kNone;
  int segment = model::kNone;
  double time_value = 0.0;
  int avoid = model::kNone;
  int contract = model::kNone; ///< contract whose own market they are bound for
};

/// A place in the network where goods can be counted.
struct Spot {
  enum class Kind { arc, supply, demand, reexport, intake, output } kind = Kind::arc;
  int link = model::kNone; ///< arc
  bool forward = true;     ///< arc
  int row = model::kNone;  ///< supply, demand or re-export row; intake and output: the process
  int node = model::kNone; ///< re-export: where
  /// Whether goods leave the network here, for a buyer or into a process.
  [[nodiscard]] bool leaves() const { return kind == Kind::demand || kind == Kind::intake; }
  [[nodiscard]] bool at_process() const { return kind == Kind::intake || kind == Kind::output; }
};

struct PartialBound {
  int measure = model::kNone;
  double open_share = 1.0;
};

struct Counted {
  int contract = model::kNone;
  double factor = 1.0; ///< counted for each unit
};

/// What a column is allowed and charged.
struct Verdict {
  bool allowed = true;
  double efficiency = 1.0;
  double charge = 0.0; ///< money per unit, all of it
  double spent = 0.0;  ///< the part that counts as cost
  std::vector<int> quotas;
  std::vector<int> caps; ///< price caps whose serviced lane is entered here
  std::vector<PartialBound> partial;
  std::vector<Counted> contracts;
};

class Rules {
public:
  explicit Rules(model::Instance const& instance);

  [[nodiscard]] Verdict judge(Spot const& spot, Goods const& goods) const;
  /// The same in two steps, the first of which is alike for all goods of one commodity, time value and
  /// avoidance on an arc: what the place asks, then, given that, measures, contracts and the node entered.
  [[nodiscard]] Verdict admit(Spot const& spot, Goods const& goods) const;
  [[nodiscard]] Verdict judge(Spot const& spot, Goods const& goods, Verdict admitted) const;
  /// What entering its node adds where no measure and no contract reckons with the goods.
  void enter_node(Spot const& spot, Goods const& goods, Verdict& verdict) const;
  /// Whether goods can go that way: not against a directed link, where nothing counts either.
  [[nodiscard]] bool is_way(Spot const& spot) const {
    return spot.kind != Spot::Kind::arc || spot.forward || ends_of(spot).both_ways;
  }
  /// The arcs, [2 * link + (forward ? 0 : 1)], on which a measure or contract reckons with the goods.
  [[nodiscard]] std::vector<bool> arcs_reckoned(Goods const& goods) const;
  /// Of a re-export; `goods` are what it makes of them. Its cost and margin are not in the verdict.
  [[nodiscard]] Verdict judge_reexport(Spot const& spot, Goods const& goods) const;
  [[nodiscard]] double link_capacity(int link) const;
  [[nodiscard]] double node_capacity(int node) const;
  [[nodiscard]] double process_capacity(int process) const;
  [[nodiscard]] double supply_factor(int supply) const;
  [[nodiscard]] double demand_factor(int demand) const;
  /// The node that an arc leaves.
  [[nodiscard]] int tail(Spot const& spot) const {
    return spot.forward ? ends_of(spot).from : ends_of(spot).to;
  }
  /// The node that an arc enters, or at which the goods are.
  [[nodiscard]] int head(Spot const& spot) const {
    if (spot.kind != Spot::Kind::arc) return node_of(spot);
    return spot.forward ? ends_of(spot).to : ends_of(spot).from;
  }

private:
  /// The set of a measure or contract: places named, with what rule 1 adds.
  struct Places {
    std::vector<bool> links, nodes;
  };
  struct Ends {
    int from = model::kNone, to = model::kNone; ///< nodes
    bool both_ways = false;
  };
  /// What reckons with goods at one spot, whatever their class.
  struct Counting {
    std::vector<int> measures, contracts;
  };

  [[nodiscard]] Ends const& ends_of(Spot const& arc) const {
    return ends_[static_cast<std::size_t>(arc.link)];
  }
  [[nodiscard]] int node_of(Spot const& spot) const;
  void apply(std::size_t measure, Spot const& spot, Goods const& goods, Verdict& verdict) const;
  void find_capacities();
  void find_sets();
  void find_counting();
  [[nodiscard]] bool named(std::size_t measure, bool is_node, int position) const;
  template <typename Named>
  [[nodiscard]] Places set_of(model::SetKind kind, Named const& named) const;
  [[nodiscard]] static bool inside(Places const& set, bool is_node, int position) {
    return is_node ? set.nodes[static_cast<std::size_t>(position)]
                   : set.links[static_cast<std::size_t>(position)];
  }
  [[nodiscard]] bool sold_there(Spot const& spot, Goods const& goods) const;
  [[nodiscard]] bool counts_for(std::size_t contract, Spot const& spot) const;
  [[nodiscard]] bool closes(model::Measure const& measure, bool is_node, int position) const;
  [[nodiscard]] bool may_reckon(std::size_t measure, Spot::Kind kind) const;
  [[nodiscard]] bool reckon(std::size_t measure, Spot const& spot) const;
  [[nodiscard]] Counting const& counting(Spot const& spot) const;
  [[nodiscard]] bool crosses(std::size_t measure, Spot const& spot) const;
  [[nodiscard]] double share_not_exempt(std::size_t measure, Spot const& spot, Goods const& goods) const;
  void stop(std::size_t measure, double stopped, double share, Verdict& verdict) const;

  model::Instance const& instance_;
  std::vector<std::vector<int>> links_at_; ///< [node] links that touch it
  std::vector<bool> has_supply_;           ///< [node] goods start there, from supply or a process
  std::vector<double> link_capacity_, node_capacity_, process_capacity_;
  std::vector<Ends> ends_;      ///< [link]
  std::vector<int> exemptions_; ///< measures
  std::vector<Places> measure_set_, contract_set_;
  std::vector<std::vector<int>> measure_arcs_, contract_arcs_; ///< where each counts, as in `at_arc_`
  /// Arcs at 2 * link + (forward ? 0 : 1), supply and demand rows, processes.
  std::vector<Counting> at_arc_, at_supply_, at_demand_, at_intake_, at_output_;
};

/// Whether a measure's class selectors match.
[[nodiscard]] inline bool concerns(model::Selection const& where, Goods const& goods) {
  return where.commodities[static_cast<std::size_t>(goods.commodity)] && where.origins[goods.origin] &&
         where.destinations[goods.destination] && where.vias[goods.via] && where.segments[goods.segment];
}

} // namespace korridor::verify
