// The certificate: the tally of the primal, then the bound from the duals over all columns of the tables.
#include "korridor/verify/certificate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "korridor/verify/every_class.hpp"
#include "korridor/verify/tally.hpp"

namespace korridor::verify {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

// Residuals above this are no rounding of the solver's.
constexpr double kResidualTolerance = 1e-6;
// Keeps the bound finite where a network loses everything.
constexpr double kLeastArriving = 1e-300;

/// max over q in [0, size] of price * q - cost(q), for marginals that do not fall.
double conjugate(Marginals const& cost, double price, double size) {
  double q = price > cost.first ? size : 0.0;
  if (cost.slope > 0.0) q = std::clamp((price - cost.first) / cost.slope, 0.0, size);
  return q > 0.0 ? price * q - cost.total(q) : 0.0;
}

// A scarcity below nothing bounds nothing; an infinite capacity binds nothing.
double worth(double mu, double bound) { return std::isfinite(bound) ? std::max(0.0, mu) : 0.0; }

class DualCheck {
public:
  explicit DualCheck(Tally& tally)
      : tally_(tally), instance_(tally.instance), solution_(tally.solution), rubbing_(tally.carried.size()),
        least_arriving_(least_arriving()),
        wanted_(most_wanted(instance_, tally.rules, tally.demand_of, least_arriving_)) {}

  model::Certificate run() {
    for (int s = 0; s < static_cast<int>(instance_.supplies.size()); ++s) bound_supply(s);
    for (int d = 0; d < static_cast<int>(instance_.demands.size()); ++d) bound_demand(d);
    for (int c = 0; c < static_cast<int>(tally_.goods.size()); ++c) bound_arcs(c);
    for (int r = 0; r < static_cast<int>(instance_.reexports.size()); ++r) bound_reexport(r);
    for (int p = 0; p < static_cast<int>(instance_.processes.size()); ++p) bound_process(p);
    bound_joint_rows();
    bound_friction();
    bound_contracts();
    bound_ -= tally_.unvalued;
    return {tally_.objective,
            bound_,
            (bound_ - tally_.objective) / tally_.scale,
            tally_.max_imbalance,
            std::max(tally_.max_violation, cap_overrun_),
            complementarity_};
  }

private:
  // Product of all losses in the network: no path loses more.
  [[nodiscard]] double least_arriving() const {
    double product = 1.0;
    for (model::Link const& link : instance_.links) product *= link.efficiency;
    for (model::Measure const& measure : instance_.measures) {
      bool const leaks = measure.kind == model::MeasureKind::ban ||
                         measure.kind == model::MeasureKind::service_ban ||
                         measure.kind == model::MeasureKind::reexport_ban;
      if (!leaks) continue;
      for (double const e : {measure.enforcement, measure.enforcement_via}) {
        auto const times = static_cast<double>(instance_.links.size());
        if (e > 0.0 && e < 1.0) product *= std::pow(1.0 - measure.share * e, times);
      }
    }
    return std::max(product, kLeastArriving);
  }

  // The most of a class that can pass anywhere: what its origin can make, or its buyers can take before
  // losses.
  [[nodiscard]] double most(Goods const& goods) const {
    auto const made = tally_.made_of.find({goods.commodity, goods.origin});
    double const wanted = wanted_[idx(goods.commodity)] / least_arriving_;
    return std::min(made == tally_.made_of.end() ? 0.0 : made->second, wanted);
  }

  [[nodiscard]] double price(int flow_class, int node) const {
    return solution_.price[idx(flow_class) * instance_.nodes.size() + idx(node)];
  }

  void complement(double money) {
    complementarity_ = std::max(complementarity_, std::abs(money) / tally_.scale);
  }

  // A contract's dual as far as it bounds anything: within the penalty, and not below 0 without a max.
  [[nodiscard]] double contract_price(std::size_t c) const {
    model::Contract const& contract = instance_.contracts[c];
    double const least = std::isfinite(contract.max) ? -contract.penalty : 0.0;
    return std::clamp(solution_.contract_price[c], least, contract.penalty);
  }

  // min over g in [min, max] of lambda g is what is sure to be borne; the goods counted have lambda in their
  // profit, so what they fall short of it, with the penalty paid, is left in the gap.
  void bound_contracts() {
    for (std::size_t c = 0; c < instance_.contracts.size(); ++c) {
      double const lambda = contract_price(c);
      double const borne = lambda > 0.0   ? lambda * instance_.contracts[c].min
                           : lambda < 0.0 ? lambda * instance_.contracts[c].max
                                          : 0.0;
      bound_ -= borne;
      complement(tally_.penalty[c] + lambda * tally_.contract_flow[c] - borne);
    }
  }

  // What one unit in a column uses of scarce things, in money, beyond the link's own capacity.
  double scarcity(Spot const& spot, Goods const& goods, Verdict const& verdict, double own) {
    double sum = 0.0;
    for (int const m : verdict.quotas) {
      model::Measure const& quota = instance_.measures[idx(m)];
      sum += worth(solution_.quota_scarcity[idx(m)], quota.value) * quota.use[idx(goods.commodity)];
    }
    for (PartialBound const& ban : verdict.partial) {
      Tally::Partial const& entry = tally_.partial(ban, spot, goods, own);
      sum += worth(entry.dual, entry.bound);
    }
    for (Counted const& counted : verdict.contracts) {
      sum -= counted.factor * contract_price(idx(counted.contract));
    }
    // What a process gives counts in its node's capacity no more than what leaves.
    if (spot.leaves() || spot.kind == Spot::Kind::output) return sum;
    int const node = tally_.rules.head(spot);
    double const mu = worth(solution_.node_scarcity[idx(node)], tally_.rules.node_capacity(node));
    sum += verdict.efficiency * mu * instance_.nodes[idx(node)].use[idx(goods.commodity)];
    tally_.limits(true, node, goods, [&](std::size_t i, double factor) {
      sum += verdict.efficiency * factor * worth(solution_.limit_scarcity[i], instance_.limits[i].capacity);
    });
    return sum;
  }

  void bound_supply(int s) {
    model::Supply const& supply = instance_.supplies[idx(s)];
    Marginals const& line = tally_.supply[idx(s)];
    Spot const spot{Spot::Kind::supply, kNone, true, s};
    std::vector<double> profit(tally_.goods.size(), -kInfinity);
    for (int c = 0; c < static_cast<int>(profit.size()); ++c) {
      Goods const& goods = tally_.goods[idx(c)];
      if (goods.commodity != supply.commodity || goods.origin != supply.origin || goods.via != kNone)
        continue;
      Verdict const verdict = tally_.rules.judge(spot, goods);
      if (!verdict.allowed) continue;
      profit[idx(c)] = verdict.efficiency * price(c, supply.node) - verdict.charge -
                       scarcity(spot, goods, verdict, line.size);
    }
    double best = -kInfinity;
    for (double const here : profit) best = std::max(best, here);
    if (!std::isfinite(best)) return;
    double const made = tally_.produced[idx(s)];
    double const wanted = wanted_[idx(supply.commodity)] / least_arriving_;
    double const surplus = conjugate(line, best, std::min(line.size, wanted));
    bound_ += surplus;
    complement(surplus - (best * made - line.total(made)));
    for (model::Production const& part : solution_.production) {
      double const here = profit[idx(part.flow_class)];
      if (part.supply == s && std::isfinite(here)) complement(part.quantity * (best - here));
    }
  }

  void bound_demand(int d) {
    model::Demand const& demand = instance_.demands[idx(d)];
    Marginals const& line = tally_.demand[idx(d)];
    Spot const spot{Spot::Kind::demand, kNone, true, d};
    std::vector<double> cost(tally_.goods.size(), kInfinity);
    for (int c = 0; c < static_cast<int>(cost.size()); ++c) {
      Goods const& goods = tally_.goods[idx(c)];
      if (!tally_.accepts(d, goods)) continue;
      Verdict const verdict = tally_.rules.judge(spot, goods);
      if (!verdict.allowed || verdict.efficiency <= 0.0) continue;
      double const paid = price(c, demand.node) + verdict.charge + scarcity(spot, goods, verdict, line.size);
      cost[idx(c)] = paid / verdict.efficiency;
    }
    double least = kInfinity;
    for (double const here : cost) least = std::min(least, here);
    if (!std::isfinite(least)) return;
    double const got = tally_.delivered[idx(d)];
    double const surplus = conjugate({-line.first, -line.slope, line.size}, -least, line.size);
    bound_ += surplus;
    complement(surplus - (line.total(got) - least * got));
    for (model::Delivery const& part : solution_.deliveries) {
      double const here = cost[idx(part.flow_class)];
      if (part.demand == d && std::isfinite(here)) complement(part.withdrawn * (here - least));
    }
  }

  void add_column(double profit, double most_possible, double quantity) {
    if (profit > 0.0) {
      bound_ += profit * most_possible;
      complement(profit * (most_possible - quantity));
    } else {
      complement(profit * quantity);
    }
  }

  void bound_arcs(int c) {
    Goods const& goods = tally_.goods[idx(c)];
    double const class_most = most(goods);
    for (int l = 0; l < static_cast<int>(instance_.links.size()); ++l) {
      model::Link const& link = instance_.links[idx(l)];
      if (!link.carries[idx(goods.commodity)]) continue;
      for (bool const forward : {true, false}) {
        if (!forward && link.directed) continue;
        Spot const spot{Spot::Kind::arc, l, forward, kNone};
        Verdict const verdict = tally_.rules.judge(spot, goods);
        if (!verdict.allowed) continue;
        double const own = tally_.own_bound(l, goods.commodity);
        double const mu =
            worth(solution_.link_scarcity[tally_.link_slot(l, forward)], tally_.rules.link_capacity(l));
        double profit = verdict.efficiency * price(c, tally_.rules.head(spot)) -
                        price(c, tally_.rules.tail(spot)) - verdict.charge -
                        scarcity(spot, goods, verdict, own) - mu * link.use[idx(goods.commodity)];
        tally_.limits(false, l, goods, [&](std::size_t i, double factor) {
          profit -= factor * worth(solution_.limit_scarcity[i], instance_.limits[i].capacity);
        });
        std::size_t const slot = 2 * (idx(c) * instance_.links.size() + idx(l)) + (forward ? 0 : 1);
        if (tally_.arc_flow[slot] > kResidualTolerance * tally_.size_of(goods.commodity)) {
          hold_against_caps(verdict, goods, price(c, tally_.rules.tail(spot)));
        }
        if (tally_.friction_slope(l, goods.commodity) > 0.0) {
          rubbing_[tally_.carried_slot(l, forward, goods.commodity)].push_back(
              {profit, tally_.arc_flow[slot]});
          continue;
        }
        add_column(profit, std::min(own, class_most), tally_.arc_flow[slot]);
      }
    }
  }

  // All classes of a commodity on an arc with friction s t^2 / 2: max over t of phi t - s t^2 / 2 with phi
  // their best profit, which is phi^2 / (2 s).
  void bound_friction() {
    for (int k = 0; k < static_cast<int>(instance_.commodities.size()); ++k) {
      for (int l = 0; l < static_cast<int>(instance_.links.size()); ++l) {
        double const slope = tally_.friction_slope(l, k);
        for (bool const forward : {true, false}) {
          std::size_t const slot = tally_.carried_slot(l, forward, k);
          if (rubbing_[slot].empty()) continue;
          double phi = 0.0;
          for (Rubbing const& column : rubbing_[slot]) phi = std::max(phi, column.profit);
          bound_ += phi * phi / (2.0 * slope);
          complement((phi - slope * tally_.carried[slot]) * tally_.carried[slot]);
          for (Rubbing const& column : rubbing_[slot]) complement((phi - column.profit) * column.quantity);
        }
      }
    }
  }

  // What the seller of goods that enter a serviced lane gets may not exceed the cap.
  void hold_against_caps(Verdict const& verdict, Goods const& goods, double netback) {
    for (int const m : verdict.caps) {
      double const cap = instance_.measures[idx(m)].cap[idx(goods.commodity)];
      cap_overrun_ = std::max(cap_overrun_, (netback - cap) / cap);
    }
  }

  void bound_reexport(int r) {
    model::Reexport const& reexport = instance_.reexports[idx(r)];
    double const mu = worth(solution_.reexport_scarcity[idx(r)], reexport.capacity);
    for (int c = 0; c < static_cast<int>(tally_.goods.size()); ++c) {
      Goods direct = tally_.goods[idx(c)];
      if (direct.via != reexport.actor || direct.commodity != reexport.commodity) continue;
      direct.via = kNone;
      auto const before = tally_.class_at.find(key_of(direct));
      if (before == tally_.class_at.end()) continue;
      for (int const node : reexport.nodes) {
        Spot const spot{Spot::Kind::reexport, kNone, true, r, node};
        Verdict const verdict = tally_.rules.judge_reexport(spot, tally_.goods[idx(c)]);
        if (!verdict.allowed) continue;
        double quantity = 0.0;
        for (model::Reexportation const& moved : solution_.reexports) {
          if (moved.reexport == r && moved.node == node && moved.to_class == c) quantity += moved.quantity;
        }
        double profit = verdict.efficiency * price(c, node) - price(before->second, node) - reexport.cost -
                        reexport.margin - mu;
        for (PartialBound const& ban : verdict.partial) {
          Tally::Partial const& entry = tally_.partial(ban, spot, tally_.goods[idx(c)], reexport.capacity);
          profit -= worth(entry.dual, entry.bound);
        }
        add_column(profit, std::min(reexport.capacity, most(direct)), quantity);
      }
    }
  }

  using Label = std::pair<int, int>; ///< origin, via

  // What a unit costs a process that takes it as input i; by class, infinite where it cannot.
  std::vector<double> costs_of_input(int p, std::size_t i) {
    model::Process const& process = instance_.processes[idx(p)];
    double const own = process.inputs[i].factor * tally_.rules.process_capacity(p);
    std::vector<double> cost(tally_.goods.size(), kInfinity);
    for (int c = 0; c < static_cast<int>(cost.size()); ++c) {
      Goods const& goods = tally_.goods[idx(c)];
      if (!is_taken(instance_, p, i, goods)) continue;
      Spot const spot{Spot::Kind::intake, kNone, true, p};
      Verdict const verdict = tally_.rules.judge(spot, goods);
      if (!verdict.allowed || verdict.efficiency <= 0.0) continue;
      double const paid = price(c, process.node) + verdict.charge + scarcity(spot, goods, verdict, own);
      cost[idx(c)] = paid / verdict.efficiency;
    }
    return cost;
  }

  // What a process nets for a unit of output j; by class, minus infinity where it can give none.
  std::vector<double> worths_of_output(int p, std::size_t j) {
    model::Process const& process = instance_.processes[idx(p)];
    double const own = process.outputs[j].factor * tally_.rules.process_capacity(p);
    std::vector<double> net(tally_.goods.size(), -kInfinity);
    for (int c = 0; c < static_cast<int>(net.size()); ++c) {
      Goods const& goods = tally_.goods[idx(c)];
      if (!is_given(instance_, p, j, goods)) continue;
      Spot const spot{Spot::Kind::output, kNone, true, p};
      Verdict const verdict = tally_.rules.judge(spot, goods);
      if (!verdict.allowed) continue;
      net[idx(c)] =
          verdict.efficiency * price(c, process.node) - verdict.charge - scarcity(spot, goods, verdict, own);
    }
    return net;
  }

  // The best (greatest) of `worth` by label; with `one_label` all goods have the same.
  std::map<Label, double> best_by_label(std::vector<double> const& worth, bool one_label) const {
    std::map<Label, double> best;
    for (std::size_t c = 0; c < worth.size(); ++c) {
      if (!std::isfinite(worth[c])) continue;
      Goods const& goods = tally_.goods[c];
      Label const label = one_label ? Label{kNone, kNone} : Label{goods.origin, goods.via};
      auto const place = best.try_emplace(label, worth[c]).first;
      place->second = std::max(place->second, worth[c]);
    }
    return best;
  }

  // Most activity on goods of one origin: what can be made of the inputs and taken of the outputs.
  [[nodiscard]] double most_activity(int p, int origin) const {
    model::Process const& process = instance_.processes[idx(p)];
    double most = tally_.rules.process_capacity(p);
    for (model::Ratio const& input : process.inputs) {
      bool const own = process.keeps_origin && &input == &process.inputs.front();
      double made = 0.0;
      for (auto const& [goods, quantity] : tally_.made_of) {
        if (goods.first == input.commodity && (!own || goods.second == origin)) made += quantity;
      }
      most = std::min(most, made / input.factor);
    }
    for (model::Ratio const& output : process.outputs) {
      most = std::min(most, wanted_[idx(output.commodity)] / least_arriving_ / output.factor);
    }
    return most;
  }

  void bound_process(int p) {
    model::Process const& process = instance_.processes[idx(p)];
    double const mu = worth(solution_.process_scarcity[idx(p)], tally_.rules.process_capacity(p));
    bool const fresh = !process.keeps_origin;
    // Per label of a run: its profit per unit of activity, made up of one input or output after the other;
    // a label that one of them lacks cannot be run.
    std::map<Label, double> profit;
    double common = -process.cost - mu;
    for (std::size_t i = 0; i < process.inputs.size(); ++i) {
      std::vector<double> worth_of = costs_of_input(p, i);
      for (double& cost : worth_of) cost = -cost;
      bool const shared = fresh || i > 0;
      std::map<Label, double> const best = best_by_label(worth_of, shared);
      complement_choice(p, worth_of, best, shared);
      if (best.empty()) return;
      if (shared) {
        common += process.inputs[i].factor * best.begin()->second;
      } else {
        for (auto const& [label, net] : best) profit[label] = process.inputs[i].factor * net;
      }
    }
    if (fresh) profit[{instance_.nodes[idx(process.node)].jurisdiction, kNone}] = 0.0;
    for (std::size_t j = 0; j < process.outputs.size(); ++j) {
      std::vector<double> const worth_of = worths_of_output(p, j);
      std::map<Label, double> const best = best_by_label(worth_of, false);
      complement_choice(p, worth_of, best, false);
      std::erase_if(profit, [&](auto const& entry) { return !best.contains(entry.first); });
      for (auto& [label, sum] : profit) sum += process.outputs[j].factor * best.at(label);
    }
    for (auto const& [label, sum] : profit) {
      auto const ran = tally_.activity.find({p, label.first, label.second});
      add_column(common + sum, most_activity(p, label.first),
                 ran == tally_.activity.end() ? 0.0 : ran->second);
    }
  }

  // Goods are taken and given in the class that is best for their label.
  void complement_choice(int p, std::vector<double> const& worth_of, std::map<Label, double> const& best,
                         bool one_label) {
    auto const check = [&](int process, int c, double quantity) {
      if (process != p || !std::isfinite(worth_of[idx(c)])) return;
      Goods const& goods = tally_.goods[idx(c)];
      Label const label = one_label ? Label{kNone, kNone} : Label{goods.origin, goods.via};
      complement(quantity * (best.at(label) - worth_of[idx(c)]));
    };
    for (model::Intake const& taken : solution_.intakes) {
      check(taken.process, taken.flow_class, taken.withdrawn);
    }
    for (model::Output const& given : solution_.outputs) {
      check(given.process, given.flow_class, given.quantity);
    }
  }

  void joint(double mu, double bound, double used) {
    if (!std::isfinite(bound)) return;
    bound_ += worth(mu, bound) * bound;
    complement(mu * (bound - used));
  }

  void bound_joint_rows() {
    for (int l = 0; l < static_cast<int>(instance_.links.size()); ++l) {
      for (std::size_t const slot : {2 * idx(l), 2 * idx(l) + 1}) {
        joint(solution_.link_scarcity[slot], tally_.rules.link_capacity(l), tally_.link_used[slot]);
      }
    }
    for (int n = 0; n < static_cast<int>(instance_.nodes.size()); ++n) {
      joint(solution_.node_scarcity[idx(n)], tally_.rules.node_capacity(n), tally_.node_used[idx(n)]);
    }
    for (std::size_t i = 0; i < instance_.limits.size(); ++i) {
      joint(solution_.limit_scarcity[i], instance_.limits[i].capacity, tally_.limit_used[i]);
    }
    for (std::size_t r = 0; r < instance_.reexports.size(); ++r) {
      joint(solution_.reexport_scarcity[r], instance_.reexports[r].capacity, tally_.reexport_used[r]);
    }
    for (int p = 0; p < static_cast<int>(instance_.processes.size()); ++p) {
      joint(solution_.process_scarcity[idx(p)], tally_.rules.process_capacity(p),
            tally_.process_used[idx(p)]);
    }
    for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
      model::Measure const& measure = instance_.measures[m];
      if (measure.kind != model::MeasureKind::quota) continue;
      joint(solution_.quota_scarcity[m], measure.value, tally_.quota_used[m]);
    }
    for (auto const& [key, entry] : tally_.partials) joint(entry.dual, entry.bound, entry.used);
  }

  /// One class on an arc with friction.
  struct Rubbing {
    double profit = 0.0; ///< money per unit before friction
    double quantity = 0.0;
  };

  Tally& tally_;
  model::Instance const& instance_;
  model::Solution const& solution_;
  std::vector<std::vector<Rubbing>> rubbing_; ///< [commodity][2 * link + direction]
  double least_arriving_;
  std::vector<double> wanted_; ///< [commodity] most that demand and processes can take
  double bound_ = 0.0;
  double complementarity_ = 0.0;
  double cap_overrun_ = 0.0; ///< relative to the cap
};

} // namespace

model::Certificate certify(model::Instance const& instance, model::Solution const& solution) {
  model::Certificate const no_answer{-kInfinity, kInfinity, kInfinity, kInfinity, kInfinity, kInfinity};
  if (!has_shape_of(instance, solution)) return no_answer;
  Tally tally(instance, solution);
  if (!lists_every_class(tally)) return no_answer;
  return DualCheck(tally).run();
}

bool proves(model::Certificate const& certificate, double gap_tolerance) {
  return std::abs(certificate.gap) <= gap_tolerance && certificate.max_imbalance <= kResidualTolerance &&
         certificate.max_violation <= kResidualTolerance &&
         certificate.max_complementarity <= kResidualTolerance;
}

} // namespace korridor::verify
