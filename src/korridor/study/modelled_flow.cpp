// An answer's flows as an observation would have counted them.
#include "korridor/study/fit.hpp"
#include "korridor/study/inside.hpp"

namespace korridor::study {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

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

} // namespace

double modelled_flow(Answer const& answer, model::Observation const& it) {
  model::Instance const& instance = answer.instance;
  model::Solution const& solution = answer.inside->equilibrium->solution;
  double sum = 0.0;
  for (model::ArcFlow const& flow : solution.flows) {
    model::Link const& link = instance.links[at(flow.link)];
    bool counts = false;
    if (it.at_node) {
      counts = instance.nodes[at(flow.forward ? link.from : link.to)].id == it.id;
    } else {
      counts = link.id == it.id && (it.direction == model::Direction::both ||
                                    (it.direction == model::Direction::forward) == flow.forward);
    }
    if (counts) sum += weight_of(answer, it, flow.flow_class) * flow.flow;
  }
  if (!it.at_node) return sum;
  for (model::Delivery const& delivery : solution.deliveries) {
    int const node = instance.demands[at(delivery.demand)].node;
    if (instance.nodes[at(node)].id == it.id) {
      sum += weight_of(answer, it, delivery.flow_class) * delivery.withdrawn;
    }
  }
  for (model::Intake const& intake : solution.intakes) {
    int const node = instance.processes[at(intake.process)].node;
    if (instance.nodes[at(node)].id == it.id) {
      sum += weight_of(answer, it, intake.flow_class) * intake.withdrawn;
    }
  }
  return sum;
}

} // namespace korridor::study
