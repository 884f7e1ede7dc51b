// The rules of measures, capacities and charges, read straight off the instance for one column at a time.
//
// This is the certificate's own reading of rules.md. It is written for being right and easy to follow, not
// for speed, and shares nothing with the solver's: a mistake in one of the two shows as a gap, a violation or
// an imbalance.
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
  /// Of a re-export; `goods` are what it makes of them. Its cost and margin are not in the verdict.
  [[nodiscard]] Verdict judge_reexport(Spot const& spot, Goods const& goods) const;
  [[nodiscard]] double link_capacity(int link) const;
  [[nodiscard]] double node_capacity(int node) const;
  [[nodiscard]] double process_capacity(int process) const;
  [[nodiscard]] double supply_factor(int supply) const;
  [[nodiscard]] double demand_factor(int demand) const;
  [[nodiscard]] int tail(Spot const& spot) const;
  [[nodiscard]] int head(Spot const& spot) const;

private:
  [[nodiscard]] bool named(std::size_t measure, bool is_node, int position) const;
  template <typename Named>
  [[nodiscard]] bool inside(model::SetKind kind, Named const& named, bool is_node, int position) const;
  [[nodiscard]] bool inside(std::size_t measure, bool is_node, int position) const;
  [[nodiscard]] bool sold_there(Spot const& spot, Goods const& goods) const;
  [[nodiscard]] bool counts_for(model::Contract const& contract, Spot const& spot) const;
  [[nodiscard]] bool closes(model::Measure const& measure, bool is_node, int position) const;
  [[nodiscard]] bool reckon(std::size_t measure, Spot const& spot) const;
  [[nodiscard]] std::vector<int> counting(Spot const& spot) const;
  [[nodiscard]] std::vector<int> const& measures_at(Spot const& spot) const;
  [[nodiscard]] bool crosses(std::size_t measure, Spot const& spot) const;
  [[nodiscard]] double share_not_exempt(std::size_t measure, Spot const& spot, Goods const& goods) const;
  [[nodiscard]] double factor(bool is_node, int position) const;
  void stop(std::size_t measure, double stopped, double share, Verdict& verdict) const;

  model::Instance const& instance_;
  std::vector<std::vector<int>> links_at_; ///< [node] links that touch it
  std::vector<bool> has_supply_;           ///< [node] goods start there, from supply or a process
  std::vector<double> link_capacity_, node_capacity_;
  /// The measures that count there: arcs at 2 * link + (forward ? 0 : 1), supply and demand rows, processes.
  std::vector<std::vector<int>> at_arc_, at_supply_, at_demand_, at_intake_, at_output_;
};

/// Whether a measure's class selectors match.
[[nodiscard]] bool concerns(model::Selection const& where, Goods const& goods);

} // namespace korridor::verify
