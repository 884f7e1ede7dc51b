// The dual half of the check: the bound that an answer's prices and scarcities prove (certificate.hpp says
// what it is made of), and how far each quantity is from being worth its place.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "korridor/model/solution.hpp"
#include "korridor/verify/tally.hpp"

namespace korridor::verify {

/// Residuals above this are no rounding of the solver's.
inline constexpr double kResidualTolerance = 1e-6;

/// A scarcity below nothing bounds nothing; an infinite capacity binds nothing.
[[nodiscard]] double worth(double mu, double bound);

class DualCheck {
public:
  explicit DualCheck(Tally& tally);
  [[nodiscard]] model::Certificate run();

private:
  /// An arc as all goods of one commodity, time value and avoidance meet it where no measure, contract or
  /// limit tells them apart.
  struct Arc {
    Spot spot;
    int tail = model::kNone, head = model::kNone;
    bool limited = false;                               ///< its link or head is in a limit
    bool rubs = false;                                  ///< friction lies on the commodity there
    double efficiency = 1.0, spent = 0.0, charge = 0.0; ///< as admitted, before the node is entered
    double charge_entered = 0.0;                        ///< with the node's
    double node_scarcity = 0.0, link_scarcity = 0.0;    ///< money per unit sent; the node's if not `limited`
    double own = model::kInfinity;                      ///< most that its own capacity lets pass
    [[nodiscard]] std::size_t slot() const {
      return 2 * static_cast<std::size_t>(spot.link) + (spot.forward ? 0 : 1);
    }
    [[nodiscard]] Verdict admitted() const;
  };
  using GoodsKind = std::tuple<int, double, int>; ///< commodity, time value, avoid
  using Label = std::pair<int, int>;              ///< origin, via
  /// One class on an arc with friction.
  struct Rubbing {
    double profit = 0.0; ///< money per unit before friction
    double quantity = 0.0;
  };

  /// Product of all losses in the network: no path loses more.
  [[nodiscard]] double least_arriving() const;
  /// The most of a class that can pass anywhere: what its origin can make, or its buyers can take before
  /// losses.
  [[nodiscard]] double most(Goods const& goods) const;
  [[nodiscard]] double price(int flow_class, int node) const {
    return solution_.price[static_cast<std::size_t>(flow_class) * instance_.nodes.size() +
                           static_cast<std::size_t>(node)];
  }
  [[nodiscard]] std::vector<int> const& classes_of(int commodity) const {
    return classes_of_[static_cast<std::size_t>(commodity)];
  }
  void complement(double money) { complementarity_ = std::max(complementarity_, std::abs(money)); }
  /// A contract's dual as far as it bounds anything: within the penalty, and not below 0 without a max.
  [[nodiscard]] double contract_price(std::size_t contract) const;
  /// What one unit in a column uses of scarce things, in money, beyond the link's own capacity.
  [[nodiscard]] double scarcity(Spot const& spot, Goods const& goods, Verdict const& verdict, double own);
  void add_column(double profit, double most_possible, double quantity) {
    if (profit > 0.0) {
      bound_ += profit * most_possible;
      complement(profit * (most_possible - quantity));
    } else {
      complement(profit * quantity);
    }
  }

  void bound_supply(int supply);
  void bound_demand(int demand);
  void bound_reexport(int reexport);
  void bound_contracts();
  void joint(double mu, double bound, double used);
  void bound_joint_rows();

  /// The arcs that are open to such goods but for measures on some classes of them.
  [[nodiscard]] std::vector<Arc> const& arcs_for(Goods const& goods);
  void bound_arcs(int flow_class);
  void bound_friction();
  void hold_against_caps(Verdict const& verdict, Goods const& goods, double netback);

  [[nodiscard]] std::vector<double> costs_of_input(int process, std::size_t input);
  [[nodiscard]] std::vector<double> worths_of_output(int process, std::size_t output);
  [[nodiscard]] std::map<Label, double> best_by_label(std::vector<double> const& worth, bool one_label) const;
  [[nodiscard]] double most_activity(int process, int origin) const;
  void bound_process(int process);
  void complement_choice(int process, std::vector<double> const& worth_of,
                         std::map<Label, double> const& best, bool one_label);

  Tally& tally_;
  model::Instance const& instance_;
  model::Solution const& solution_;
  std::vector<std::vector<int>> classes_of_;                         ///< [commodity]
  std::vector<std::vector<model::Production const*>> production_of_; ///< [supply]
  std::vector<std::vector<model::Delivery const*>> deliveries_of_;   ///< [demand]
  std::map<GoodsKind, std::vector<Arc>> arcs_;
  std::vector<double> flow_; ///< [2 * link + direction] of the class in `bound_arcs`, 0 outside it
  std::vector<std::vector<Rubbing>> rubbing_; ///< [commodity][2 * link + direction]
  double least_arriving_;
  std::vector<double> wanted_; ///< [commodity] most that demand and processes can take
  double bound_ = 0.0;
  double complementarity_ = 0.0; ///< money
  double cap_overrun_ = 0.0;     ///< relative to the cap
};

} // namespace korridor::verify
