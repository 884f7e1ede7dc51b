// From a folder to assigned flows, with loads on links and nodes.
#include "korridor/study/assign.hpp"

#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "korridor/core/processor_time.hpp"
#include "korridor/solve/assign.hpp"
#include "korridor/solve/effects.hpp"
#include "korridor/verify/assignment_check.hpp"

namespace korridor::study {

namespace {

using model::Instance;
using model::kInfinity;
using model::kNone;
using model::Optimum;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

template <class Place>
AssignedElement element_of(Place const& place, double capacity) {
  AssignedElement element;
  element.capacity = capacity;
  element.free_delay = place.delay;
  element.slows = place.b > 0.0 && place.delay > 0.0 && capacity > 0.0 && capacity < kInfinity;
  return element;
}

std::vector<AssignedElement> elements_of(Instance const& instance) {
  solve::Effects const effects(instance);
  std::vector<AssignedElement> out;
  for (solve::Arc const& arc : effects.arcs()) {
    AssignedElement& made =
        out.emplace_back(element_of(instance.links[at(arc.link)], effects.link_capacity(arc.link)));
    made.link = arc.link;
    made.forward = arc.forward;
  }
  for (int n = 0; n < static_cast<int>(instance.nodes.size()); ++n) {
    AssignedElement made = element_of(instance.nodes[at(n)], effects.node_capacity(n));
    made.node = n;
    if (made.slows) out.push_back(made);
  }
  return out;
}

/// Flows and waiting on each element.
class Loads {
public:
  Loads(Instance const& instance, std::vector<AssignedElement> const& elements)
      : instance_(instance), elements_(elements), loads_(elements.size()), valued_(elements.size(), 0.0),
        of_link_(2 * instance.links.size(), kNone), of_node_(instance.nodes.size(), kNone) {
    for (std::size_t e = 0; e < elements.size(); ++e) {
      AssignedElement const& it = elements[e];
      int& position = it.link == kNone ? of_node_[at(it.node)] : of_link_[slot(it.link, it.forward)];
      position = static_cast<int>(e);
    }
  }

  void add(model::AssignedWay const& way) {
    model::Demand const& demand = instance_.demands[at(way.demand)];
    auto const pass = [&](int element, std::vector<double> const& use) {
      if (element == kNone) return;
      loads_[at(element)].flow += way.flow * use[at(demand.commodity)];
      valued_[at(element)] += way.flow * demand.time_value;
    };
    bool first = true;
    for (model::Step const& step : way.steps) {
      model::Link const& link = instance_.links[at(step.link)];
      int const tail = step.forward ? link.from : link.to;
      int const head = step.forward ? link.to : link.from;
      if (std::exchange(first, false)) pass(of_node_[at(tail)], instance_.nodes[at(tail)].use);
      pass(of_link_[slot(step.link, step.forward)], link.use);
      pass(of_node_[at(head)], instance_.nodes[at(head)].use);
    }
    if (first) pass(of_node_[at(demand.node)], instance_.nodes[at(demand.node)].use);
  }

  std::vector<AssignedLoad> finish() {
    for (std::size_t e = 0; e < loads_.size(); ++e) {
      AssignedElement const& element = elements_[e];
      AssignedLoad& load = loads_[e];
      load.delay = element.free_delay;
      if (element.capacity > 0.0 && element.capacity < kInfinity)
        load.utilization = load.flow / element.capacity;
      if (!element.slows) continue;
      bool const is_node = element.link == kNone;
      double const b = is_node ? instance_.nodes[at(element.node)].b : instance_.links[at(element.link)].b;
      double const power =
          is_node ? instance_.nodes[at(element.node)].power : instance_.links[at(element.link)].power;
      double const waiting = element.free_delay * b * std::pow(load.utilization, power);
      load.delay += waiting;
      if (load.flow > 0.0) load.toll = valued_[e] * power * waiting / load.flow;
    }
    return std::move(loads_);
  }

private:
  static std::size_t slot(int link, bool forward) { return 2 * at(link) + (forward ? 0 : 1); }

  Instance const& instance_;
  std::vector<AssignedElement> const& elements_;
  std::vector<AssignedLoad> loads_;
  std::vector<double> valued_; ///< [element] flow times time value
  std::vector<int> of_link_, of_node_;
};

/// The origin that a demand's goods have: that of the supply that it accepts.
std::vector<int> origins_of(Instance const& instance) {
  std::map<int, std::vector<int>> of_commodity;
  for (model::Supply const& supply : instance.supplies)
    of_commodity[supply.commodity].push_back(supply.origin);
  std::vector<int> out(instance.demands.size(), kNone);
  for (std::size_t d = 0; d < out.size(); ++d) {
    for (int const origin : of_commodity[instance.demands[d].commodity]) {
      if (instance.demands[d].origins[origin]) out[d] = origin;
    }
  }
  return out;
}

std::vector<AssignedFlow> flows_of(Instance const& instance, model::AssignedFlows const& assigned) {
  std::vector<int> const origins = origins_of(instance);
  std::map<std::tuple<int, bool, int, int>, double> sums; // by link, backward, commodity, origin
  for (model::AssignedWay const& way : assigned.ways) {
    int const commodity = instance.demands[at(way.demand)].commodity;
    for (model::Step const& step : way.steps)
      sums[{step.link, !step.forward, commodity, origins[at(way.demand)]}] += way.flow;
  }
  std::vector<AssignedFlow> out;
  out.reserve(sums.size());
  for (auto const& [key, flow] : sums)
    out.push_back({std::get<0>(key), !std::get<1>(key), std::get<2>(key), std::get<3>(key), flow});
  return out;
}

} // namespace

std::optional<double> AssignAnswer::price_of_anarchy() const {
  if (optima.size() < 2 || optima[1].certificate.total_cost() <= 0.0) return std::nullopt;
  return optima[0].certificate.total_cost() / optima[1].certificate.total_cost();
}

std::optional<AssignAnswer> assign(model::Folder const& folder, model::Case const& what,
                                   AssignRequest const& request, Findings& findings) {
  double const begin = processor_seconds();
  std::optional<Instance> instance = model::build_instance(folder, what, findings);
  if (!instance) return std::nullopt;
  AssignAnswer answer;
  answer.instance = std::move(*instance);
  answer.gap = request.gap;
  answer.elements = elements_of(answer.instance);
  std::vector<Optimum> wanted;
  if (request.user) wanted.push_back(Optimum::user);
  if (request.system) wanted.push_back(Optimum::system);
  for (Optimum const optimum : wanted) {
    std::optional<solve::Assigned> const found =
        solve::assign(answer.instance, {optimum, request.gap, request.time_limit}, findings);
    if (!found) return std::nullopt;
    AssignedOptimum& made = answer.optima.emplace_back();
    made.optimum = optimum;
    made.certificate = verify::check_assignment(answer.instance, found->flows, optimum);
    bool const proved = verify::proves(made.certificate, request.gap);
    made.status = found->converged && proved ? Status::optimal : Status::limit;
    made.rounds = found->rounds;
    made.way_count = found->flows.ways.size();
    Loads loads(answer.instance, answer.elements);
    for (model::AssignedWay const& way : found->flows.ways) loads.add(way);
    made.loads = loads.finish();
    made.flows = flows_of(answer.instance, found->flows);
    made.unserved = found->flows.unserved;
    answer.pair_count = found->pair_count;
    answer.class_count = found->class_count;
  }
  answer.seconds = processor_seconds() - begin;
  return answer;
}

} // namespace korridor::study
