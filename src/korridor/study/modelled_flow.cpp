// An answer's flows as an observation would have counted them.
#include <algorithm>
#include <cmath>
#include <vector>

#include "korridor/study/fit.hpp"
#include "korridor/study/inside.hpp"

namespace korridor::study {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

constexpr double kBinding =
    1e-6; // a dual below this, and a flow this near to a bound, is the solver's rounding
constexpr double kMost = 0.5;

/// Observed units per unit of a class of goods, 0 where the observation does not count it.
double weight_of(Answer const& answer, model::Observation const& it, int flow_class) {
  model::Instance const& instance = answer.instance;
  model::Solution const& solution = answer.inside->equilibrium->solution;
  model::FlowClass const& goods = solution.classes[at(flow_class)];
  model::Market const& market = solution.markets[at(goods.market)];
  auto const is = [&](std::string const& wanted, int actor) {
    return wanted.empty() || (actor != kNone && instance.actors[at(actor)].id == wanted);
  };
  if (!is(it.origin, goods.origin) || !is(it.destination, market.destination) || !is(it.via, goods.via)) {
    return 0.0;
  }
  auto const factor = it.factor.find(instance.commodities[at(market.commodity)].id);
  return factor == it.factor.end() ? 0.0 : factor->second;
}

// Calls count(flow class, quantity, arc flow or nullptr) for all that the observation counts.
template <typename Count>
void each_counted(Answer const& answer, model::Observation const& it, Count const& count) {
  model::Instance const& instance = answer.instance;
  model::Solution const& solution = answer.inside->equilibrium->solution;
  for (model::ArcFlow const& flow : solution.flows) {
    model::Link const& link = instance.links[at(flow.link)];
    bool counts = false;
    if (it.at_node) {
      counts = instance.nodes[at(flow.forward ? link.from : link.to)].id == it.id;
    } else {
      counts = link.id == it.id && (it.direction == model::Direction::both ||
                                    (it.direction == model::Direction::forward) == flow.forward);
    }
    if (counts) count(flow.flow_class, flow.flow, &flow);
  }
  if (!it.at_node) return;
  for (model::Delivery const& delivery : solution.deliveries) {
    int const node = instance.demands[at(delivery.demand)].node;
    if (instance.nodes[at(node)].id == it.id) count(delivery.flow_class, delivery.withdrawn, nullptr);
  }
  for (model::Intake const& intake : solution.intakes) {
    int const node = instance.processes[at(intake.process)].node;
    if (instance.nodes[at(node)].id == it.id) count(intake.flow_class, intake.withdrawn, nullptr);
  }
}

/// What a contract counts of each class of goods.
class Counter {
public:
  Counter(Answer const& answer, int contract)
      : equilibrium_(*answer.inside->equilibrium), contract_(contract),
        share_(equilibrium_.solution.classes.size(), 0.0) {
    model::Solution const& solution = equilibrium_.solution;
    std::vector<double> left(share_.size(), 0.0);
    for (model::ArcFlow const& it : solution.flows) share_[at(it.flow_class)] += it.flow * on(it);
    for (model::Production const& it : solution.production) {
      share_[at(it.flow_class)] +=
          it.quantity * of(equilibrium_.effects->supply(it.supply, key(it.flow_class)));
    }
    for (model::Delivery const& it : solution.deliveries) {
      share_[at(it.flow_class)] +=
          it.withdrawn * of(equilibrium_.effects->demand(it.demand, key(it.flow_class)));
      left[at(it.flow_class)] += it.withdrawn;
    }
    for (model::Intake const& it : solution.intakes) left[at(it.flow_class)] += it.withdrawn;
    for (std::size_t c = 0; c < share_.size(); ++c) {
      share_[c] = left[c] > 0.0 ? std::min(1.0, share_[c] / left[c]) : 0.0;
    }
  }

  /// Share of a flow that is of the contract: all where the contract counts it, else that of its goods.
  [[nodiscard]] double share(int flow_class, model::ArcFlow const* flow) const {
    return flow != nullptr && on(*flow) > 0.0 ? 1.0 : share_[at(flow_class)];
  }

private:
  [[nodiscard]] solve::ClassKey key(int flow_class) const { return equilibrium_.classes->key(flow_class); }
  [[nodiscard]] double on(model::ArcFlow const& flow) const {
    int const arc = equilibrium_.effects->arc_at(flow.link, flow.forward);
    return of(equilibrium_.effects->arc(arc, key(flow.flow_class)));
  }
  [[nodiscard]] double of(solve::Terms const& terms) const {
    for (solve::Counting const& counting : terms.contracts) {
      if (counting.contract == contract_) return counting.factor;
    }
    return 0.0;
  }

  solve::Equilibrium const& equilibrium_;
  int contract_;
  std::vector<double> share_; ///< [class] counted, of what leaves the network
};

bool binds(model::Contract const& contract, ContractRow const& row) {
  double const near = kBinding * row.flow;
  return std::abs(row.dual) > kBinding || (contract.min > 0.0 && std::abs(row.flow - contract.min) <= near) ||
         std::abs(row.flow - contract.max) <= near;
}

} // namespace

double modelled_flow(Answer const& answer, model::Observation const& it) {
  double sum = 0.0;
  each_counted(answer, it, [&](int flow_class, double quantity, model::ArcFlow const* /*flow*/) {
    sum += weight_of(answer, it, flow_class) * quantity;
  });
  return sum;
}

bool is_by_contract(Answer const& answer, model::Observation const& it) {
  for (ContractRow const& row : answer.contracts) {
    if (!binds(answer.instance.contracts[at(row.contract)], row)) continue;
    Counter const counter(answer, row.contract);
    double all = 0.0, of_it = 0.0, units = 0.0;
    each_counted(answer, it, [&](int flow_class, double quantity, model::ArcFlow const* flow) {
      double const weight = weight_of(answer, it, flow_class);
      double const part = weight > 0.0 ? quantity * counter.share(flow_class, flow) : 0.0;
      all += weight * quantity;
      of_it += weight * part;
      units += part;
    });
    if (of_it > kMost * all && units > kMost * row.flow) return true;
  }
  return false;
}

} // namespace korridor::study
