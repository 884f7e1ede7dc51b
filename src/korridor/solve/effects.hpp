// What the measures in force make of the network: which arcs a flow class may use, what it pays there and to
// whom.
//
// A path is node, link, node, link. A measure names a set of links and nodes; it counts where goods enter the
// set (or leave it, or at supply or demand inside), so that splitting a link in two changes nothing (rules.md
// 1 to 7).
#pragma once

#include <vector>

#include "korridor/model/instance.hpp"

namespace korridor::solve {

/// One direction of a link.
struct Arc {
  int link = model::kNone;
  bool forward = true;
  int tail = model::kNone;
  int head = model::kNone;
};

/// All that the tables can say about goods on their way.
struct ClassKey {
  int commodity = model::kNone;
  int origin = model::kNone;
  int via = model::kNone;
  int destination = model::kNone;
  int segment = model::kNone;
  double time_value = 0.0;
  int avoid = model::kNone;
  int contract = model::kNone; ///< contract whose own market it is
};

enum class ChargeKind { cost, time, toll, tariff, cap_discount };

/// Money per unit. It goes to `shares` when given, else to `actor` (kNone: unassigned); cost and time go to
/// nobody.
struct Charge {
  ChargeKind kind = ChargeKind::cost;
  double amount = 0.0;
  std::vector<model::Share> const* shares = nullptr;
  int actor = model::kNone;
};

/// A ban (or a closure of some classes) that holds for part of the period: the class may use `open_share` of
/// the lesser of the capacity there and its own supply.
struct PartialBan {
  int measure = model::kNone;
  double open_share = 1.0;
};

/// A contract that counts so many units of each unit here.
struct Counting {
  int contract = model::kNone;
  double factor = 1.0;
};

/// What one class meets on one arc, at one supply or at one demand. Charges and quotas count the quantity
/// before the loss.
struct Terms {
  bool open = true;
  double efficiency = 1.0; ///< share that arrives: losses on the way times what leaky bans let pass
  double charge = 0.0;     ///< sum of all charges
  std::vector<Charge> charges;
  std::vector<int> quotas; ///< measures of kind quota that count this
  std::vector<int> caps;   ///< measures of kind price_cap whose serviced lane is entered here
  std::vector<PartialBan> partial_bans;
  std::vector<Counting> contracts; ///< quantity before the loss, at demand what is delivered

  void clear();
};

/// The measures of an instance, worked out once; const and shareable between threads.
class Effects {
public:
  explicit Effects(model::Instance const& instance);

  [[nodiscard]] std::vector<Arc> const& arcs() const { return arcs_; }
  /// Position of a link's direction among the arcs, kNone where none leads so.
  [[nodiscard]] int arc_at(int link, bool forward) const {
    return arc_at_[2 * static_cast<std::size_t>(link) + (forward ? 0 : 1)];
  }
  [[nodiscard]] Terms arc(int arc, ClassKey const& key) const;
  /// The same into `terms`, whose memory serves again.
  void arc(int arc, ClassKey const& key, Terms& terms) const;
  [[nodiscard]] Terms supply(int supply, ClassKey const& key) const;
  [[nodiscard]] Terms demand(int demand, ClassKey const& key) const;
  /// What bans on re-export leave of it at a node; `key` is of the goods as re-exported. Its cost and margin
  /// stand in the instance.
  [[nodiscard]] Terms reexport(int node, ClassKey const& key) const;

  /// Goods that a process takes in, as a demand would, or gives out, as a supply would.
  [[nodiscard]] Terms intake(int process, ClassKey const& key) const;
  [[nodiscard]] Terms output(int process, ClassKey const& key) const;

  /// Capacity with expansions, factors and closures; of either direction alone when not shared.
  [[nodiscard]] double link_capacity(int link) const {
    return link_capacity_[static_cast<std::size_t>(link)];
  }
  [[nodiscard]] double node_capacity(int node) const {
    return node_capacity_[static_cast<std::size_t>(node)];
  }
  /// Closures of its node close a process.
  [[nodiscard]] double process_capacity(int process) const {
    return process_capacity_[static_cast<std::size_t>(process)];
  }
  /// Factors on the quantities of supply and demand rows (whole curves are scaled along the quantity).
  [[nodiscard]] double supply_factor(int supply) const {
    return supply_factor_[static_cast<std::size_t>(supply)];
  }
  [[nodiscard]] double demand_factor(int demand) const {
    return demand_factor_[static_cast<std::size_t>(demand)];
  }

private:
  /// Where one measure counts.
  struct Scope {
    std::vector<bool> arcs;         ///< [arc]
    std::vector<bool> supply_nodes; ///< [node]
    std::vector<bool> demand_nodes;
    std::vector<bool> links; ///< [link] the set itself, for exemptions
    std::vector<bool> nodes;
  };

  /// Where goods stand when measures are applied to them, and what the measures charge there.
  struct Spot {
    int link = model::kNone;
    int node = model::kNone;
    std::vector<model::Share> const* toll_to = nullptr;
    std::vector<double> model::Measure::*charges = nullptr;
    std::size_t position = 0;
  };

  void build_arcs();
  void build_scope(model::Measure const& measure, Scope& scope) const;
  void cut_to_bite(model::Measure const& measure, Scope& scope) const;
  void build_closure_scope(model::Measure const& measure, Scope& scope) const;
  void derive_inside(model::Measure const& measure, std::vector<bool>& links, std::vector<bool>& nodes) const;
  void build_capacities();
  void apply(std::size_t measure, Spot const& spot, ClassKey const& key, Terms& terms) const;
  [[nodiscard]] bool avoided(int node, ClassKey const& key) const;
  /// Contracts that count goods where they enter the network, made by supply row `s` or a process (kNone).
  void count_made(int s, int node, ClassKey const& key, Terms& terms) const;
  [[nodiscard]] bool is_open_market(ClassKey const& key, std::vector<int> model::Contract::*rows,
                                    int row) const;
  void apply_ban(std::size_t measure, int link, int node, ClassKey const& key, Terms& terms) const;
  void apply_charge(model::Measure const& measure, double per_unit, ClassKey const& key,
                    std::vector<model::Share> const* element_toll_to, Terms& terms) const;
  void apply_node(int node, ClassKey const& key, Terms& terms) const;
  [[nodiscard]] double share_in_force(std::size_t ban, int link, int node, ClassKey const& key) const;

  model::Instance const& instance_;
  std::vector<Arc> arcs_;
  std::vector<int> arc_at_;                   ///< [2 * link + direction, forward first]
  std::vector<Scope> scopes_;                 ///< [measure]
  std::vector<std::vector<int>> measures_at_; ///< [arc] that count there
  std::vector<Scope> contract_scopes_;        ///< [contract] as of a quota; empty where rows are counted
  std::vector<double> link_capacity_, node_capacity_, process_capacity_, supply_factor_, demand_factor_;
};

/// Whether the class selectors of a measure match.
[[nodiscard]] bool matches(model::Selection const& where, ClassKey const& key);

} // namespace korridor::solve
