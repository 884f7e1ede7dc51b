// The primal half of the check: what an answer uses, delivers and spends, booked from its flows alone.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "korridor/model/solution.hpp"
#include "korridor/verify/plants.hpp"
#include "korridor/verify/rules.hpp"

namespace korridor::verify {

/// Straight line of marginals, scaled along the quantity by the factors in force.
struct Marginals {
  double first = 0.0;
  double slope = 0.0;
  double size = 0.0;
  [[nodiscard]] double total(double q) const { return q * (first + slope * q / 2.0); }
};

/// Whether positions are in range, sizes fit the instance and all numbers are finite.
[[nodiscard]] bool has_shape_of(model::Instance const& instance, model::Solution const& solution);

/// commodity, origin, via, destination, time value, segment, avoid, contract
using GoodsKey = std::tuple<int, int, int, int, double, int, int, int>;
[[nodiscard]] GoodsKey key_of(Goods const& goods);

class Tally {
public:
  /// `solution` must have the shape of the instance.
  Tally(model::Instance const& instance, model::Solution const& solution);

  /// A bound that a ban in force for part of the period puts on one place and commodity-origin-provenance.
  struct Partial {
    double dual = 0.0;
    double bound = model::kInfinity;
    double used = 0.0;
  };

  [[nodiscard]] Partial& partial(PartialBound const& ban, Spot const& spot, Goods const& goods, double own);
  [[nodiscard]] double own_bound(int link, int commodity) const;
  [[nodiscard]] std::size_t link_slot(int link, bool forward) const;
  /// What one more unit carried adds to the friction of each unit: dispersion times cost and time of the link
  /// itself over all supply.
  [[nodiscard]] double friction_slope(int link, int commodity) const;
  [[nodiscard]] std::size_t carried_slot(int link, bool forward, int commodity) const {
    return 2 * (static_cast<std::size_t>(commodity) * instance.links.size() +
                static_cast<std::size_t>(link)) +
           (forward ? 0 : 1);
  }
  /// Scale of a commodity's quantities: its largest supply, else all its demand.
  [[nodiscard]] double size_of(int commodity) const { return size_of_[static_cast<std::size_t>(commodity)]; }
  [[nodiscard]] bool accepts(int demand, Goods const& goods) const;
  /// Calls use(limit, units of the limit per unit) for each membership of a link or node.
  template <typename Use>
  void limits(bool is_node, int position, Goods const& what, Use const& use) const {
    for (auto const& [i, factor] : memberships(is_node, position)) {
      model::Limit const& limit = instance.limits[i];
      if (limit.origins[what.origin]) use(i, factor * limit.use[static_cast<std::size_t>(what.commodity)]);
    }
  }
  [[nodiscard]] bool is_limited(bool is_node, int position) const {
    return !memberships(is_node, position).empty();
  }

  model::Instance const& instance;
  model::Solution const& solution;
  Rules rules;
  std::vector<Goods> goods; ///< [class]
  std::map<GoodsKey, int> class_at;
  std::vector<Marginals> supply, demand;   ///< rows
  std::vector<double> demand_of;           ///< [commodity] most that is wanted
  ByGoods made_of;                         ///< most that can be made, by supply and processes
  std::vector<double> produced, delivered; ///< rows
  std::vector<double> link_used, node_used, limit_used, reexport_used, process_used, quota_used;
  std::vector<double> contract_flow, penalty; ///< [contract] what it counts; money for what lacks or exceeds
  std::map<std::tuple<int, int, int>, double> activity;              ///< (process, origin, via)
  std::vector<std::vector<std::pair<std::size_t, double>>> arc_flow; ///< [class] (2 * link + direction, flow)
  std::vector<double> carried; ///< [commodity][2 * link + direction], all its classes
  double friction = 0.0;       ///< sum over arcs and commodities of slope * carried^2 / 2
  /// measure, link, forward, row, 2 * at a process + leaving, node, commodity, origin, via
  std::map<std::tuple<int, int, bool, int, int, int, int, int, int>, Partial> partials;
  double objective = 0.0; ///< J
  double unvalued =
      0.0; ///< worth of all demand without a value: J counts only what of it is unserved, as a loss
  double scale = 1.0; ///< supply plus transport cost
  double max_imbalance = 0.0;
  double max_violation = 0.0;

private:
  void prepare();
  void check_production(model::Production const& made);
  void check_flow(model::ArcFlow const& flow);
  void check_reexport(model::Reexportation const& moved);
  void check_delivery(model::Delivery const& delivery);
  void check_processes();
  void check_ratios(int process);
  void unbalance(double difference, int commodity);
  void close();
  void book(Spot const& spot, Goods const& what, Verdict const& verdict, double quantity, double own);
  void enter_node(int node, Goods const& what, double quantity);
  void violate(double amount, double against);
  void over(double used, double bound);
  void forbid_negative(double quantity);
  [[nodiscard]] double& balance(int flow_class, int node);

  /// (limit, factor) for each time that a place is a member.
  using Memberships = std::vector<std::pair<std::size_t, double>>;
  [[nodiscard]] Memberships const& memberships(bool is_node, int position) const {
    return (is_node ? node_limits_ : link_limits_)[static_cast<std::size_t>(position)];
  }

  std::size_t node_count_;
  std::vector<Memberships> link_limits_, node_limits_;
  std::vector<double> balance_; ///< [class][node]
  /// (process, commodity, origin, via) -> what reached the process, or what it made
  std::map<std::tuple<int, int, int, int>, double> at_process_;
  std::vector<double> size_of_; ///< [commodity] scale of quantities: largest supply, else all demand
  std::vector<double> largest_; ///< [commodity] largest quantity met
  double charges_ = 0.0;
  double cost_ = 0.0;
};

} // namespace korridor::verify
