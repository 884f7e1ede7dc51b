// Factors of activities, scaled down balance by balance.
#include "korridor/study/flow_removal.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>
#include <tuple>

namespace korridor::study {

namespace {

using model::kNone;

// A balance this near, relative to what it carried, holds; far inside what the certificate accepts.
constexpr double kHolds = 1e-12;
// Steps per balance after which goods are taken to run in circles.
constexpr std::size_t kPatience = 60;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

solve::ClassKey key_of(model::Solution const& solution, int flow_class) {
  model::FlowClass const& it = solution.classes[at(flow_class)];
  return solve::key_of(it, solution.markets[at(it.market)]);
}

double penalty(model::Contract const& contract, double flow) {
  return contract.penalty * (std::max(0.0, contract.min - flow) + std::max(0.0, flow - contract.max));
}

std::optional<std::size_t> find_input(model::Process const& process, int commodity) {
  for (std::size_t i = 0; i < process.inputs.size(); ++i) {
    if (process.inputs[i].commodity == commodity) return i;
  }
  return std::nullopt;
}

} // namespace

FlowRemoval::FlowRemoval(model::Instance const& instance, model::Solution const& solution)
    : instance_(instance), solution_(solution), flows_(solution.production.size()),
      reexports_(flows_ + solution.flows.size()), deliveries_(reexports_ + solution.reexports.size()),
      runs_(deliveries_ + solution.deliveries.size()), intakes_(runs_ + solution.runs.size()),
      outputs_(intakes_ + solution.intakes.size()), count_(outputs_ + solution.outputs.size()),
      enters_lane_(solution.flows.size(), false), spent_(count_, 0.0), balances_of_(count_) {
  solve::Effects const effects(instance_);
  for (int s = 0; s < static_cast<int>(instance.supplies.size()); ++s) {
    cost_.push_back(solve::supply_line(instance, effects, s, 0.0));
  }
  for (int d = 0; d < static_cast<int>(instance.demands.size()); ++d) {
    value_.push_back(solve::demand_line(instance, effects, d, solution.unserved_value));
  }
  add_states(effects);
  add_processes(effects);
}

void FlowRemoval::link(std::size_t activity, double amount, std::size_t balance, bool in) {
  if (balance >= balances_.size()) balances_.resize(balance + 1);
  (in ? balances_[balance].in : balances_[balance].out).push_back({activity, amount});
  balances_of_[activity].push_back(balance);
}

// What an activity is charged, and what contracts count of it.
void FlowRemoval::pay(std::size_t activity, solve::Terms const& terms, double quantity) {
  spent_[activity] = terms.charge * quantity;
  for (solve::Counting const& counting : terms.contracts) {
    counted_.push_back({activity, counting.contract, counting.factor * quantity});
  }
}

void FlowRemoval::add_states(solve::Effects const& effects) {
  std::map<std::pair<int, int>, std::size_t> position; // (node, class)
  auto const state = [&](int node, int flow_class) {
    return position.try_emplace({node, flow_class}, position.size()).first->second;
  };
  for (std::size_t i = 0; i < solution_.production.size(); ++i) {
    model::Production const& it = solution_.production[i];
    solve::Terms const terms = effects.supply(it.supply, key_of(solution_, it.flow_class));
    pay(i, terms, it.quantity);
    link(i, terms.efficiency * it.quantity, state(instance_.supplies[at(it.supply)].node, it.flow_class),
         true);
  }
  for (std::size_t i = 0; i < solution_.flows.size(); ++i) {
    model::ArcFlow const& it = solution_.flows[i];
    int const arc = effects.arc_at(it.link, it.forward);
    solve::Terms const terms = effects.arc(arc, key_of(solution_, it.flow_class));
    enters_lane_[i] = !terms.caps.empty();
    pay(flows_ + i, terms, it.flow);
    link(flows_ + i, it.flow, state(effects.arcs()[at(arc)].tail, it.flow_class), false);
    link(flows_ + i, terms.efficiency * it.flow, state(effects.arcs()[at(arc)].head, it.flow_class), true);
  }
  for (std::size_t i = 0; i < solution_.reexports.size(); ++i) {
    model::Reexportation const& it = solution_.reexports[i];
    double const rho = effects.reexport(it.node, key_of(solution_, it.to_class)).efficiency;
    model::Reexport const& reexport = instance_.reexports[at(it.reexport)];
    spent_[reexports_ + i] = (reexport.cost + reexport.margin) * it.quantity;
    link(reexports_ + i, it.quantity, state(it.node, it.from_class), false);
    link(reexports_ + i, rho * it.quantity, state(it.node, it.to_class), true);
  }
  for (std::size_t i = 0; i < solution_.deliveries.size(); ++i) {
    model::Delivery const& it = solution_.deliveries[i];
    solve::Terms const terms = effects.demand(it.demand, key_of(solution_, it.flow_class));
    pay(deliveries_ + i, terms, it.withdrawn);
    arrives_.push_back(terms.efficiency * it.withdrawn);
    link(deliveries_ + i, it.withdrawn, state(instance_.demands[at(it.demand)].node, it.flow_class), false);
  }
  for (std::size_t i = 0; i < solution_.intakes.size(); ++i) {
    model::Intake const& it = solution_.intakes[i];
    pay(intakes_ + i, effects.intake(it.process, key_of(solution_, it.flow_class)), it.withdrawn);
    link(intakes_ + i, it.withdrawn, state(instance_.processes[at(it.process)].node, it.flow_class), false);
  }
  for (std::size_t i = 0; i < solution_.outputs.size(); ++i) {
    model::Output const& it = solution_.outputs[i];
    solve::Terms const terms = effects.output(it.process, key_of(solution_, it.flow_class));
    pay(outputs_ + i, terms, it.quantity);
    link(outputs_ + i, terms.efficiency * it.quantity,
         state(instance_.processes[at(it.process)].node, it.flow_class), true);
  }
}

// What a process takes, runs at and gives; its first input and its outputs by label where origins are kept.
void FlowRemoval::add_processes(solve::Effects const& effects) {
  std::map<std::tuple<int, bool, std::size_t, int, int>, std::size_t> position;
  std::size_t const first = balances_.size();
  auto const row = [&](int process, bool output, std::size_t which, int origin, int via) {
    bool const by_label = instance_.processes[at(process)].keeps_origin && (output || which == 0);
    return first +
           position
               .try_emplace({process, output, which, by_label ? origin : kNone, by_label ? via : kNone},
                            position.size())
               .first->second;
  };
  for (std::size_t i = 0; i < solution_.runs.size(); ++i) {
    model::Run const& it = solution_.runs[i];
    model::Process const& process = instance_.processes[at(it.process)];
    spent_[runs_ + i] = process.cost * it.activity;
    for (std::size_t j = 0; j < process.inputs.size(); ++j) {
      link(runs_ + i, process.inputs[j].factor * it.activity, row(it.process, false, j, it.origin, it.via),
           false);
    }
    for (std::size_t j = 0; j < process.outputs.size(); ++j) {
      link(runs_ + i, process.outputs[j].factor * it.activity, row(it.process, true, j, it.origin, it.via),
           true);
    }
  }
  for (std::size_t i = 0; i < solution_.intakes.size(); ++i) {
    model::Intake const& it = solution_.intakes[i];
    solve::ClassKey const key = key_of(solution_, it.flow_class);
    std::size_t const j = find_input(instance_.processes[at(it.process)], key.commodity).value();
    double const delta = effects.intake(it.process, key).efficiency;
    link(intakes_ + i, delta * it.withdrawn, row(it.process, false, j, key.origin, key.via), true);
  }
  for (std::size_t i = 0; i < solution_.outputs.size(); ++i) {
    model::Output const& it = solution_.outputs[i];
    solve::ClassKey const key = key_of(solution_, it.flow_class);
    std::vector<model::Ratio> const& outputs = instance_.processes[at(it.process)].outputs;
    auto const found = std::find_if(outputs.begin(), outputs.end(), [&](model::Ratio const& ratio) {
      return ratio.commodity == key.commodity;
    });
    auto const j = static_cast<std::size_t>(found - outputs.begin());
    link(outputs_ + i, it.quantity, row(it.process, true, j, key.origin, key.via), false);
  }
}

std::vector<double> FlowRemoval::start(Places const& shut) const {
  std::vector<double> factor(count_, 1.0);
  auto const commodity = [&](int flow_class) {
    return at(solution_.markets[at(solution_.classes[at(flow_class)].market)].commodity);
  };
  auto const close_at = [&](std::size_t activity, int node, int flow_class) {
    if (shut.nodes[commodity(flow_class)][at(node)]) factor[activity] = 0.0;
  };
  for (std::size_t i = 0; i < solution_.production.size(); ++i) {
    model::Production const& it = solution_.production[i];
    close_at(i, instance_.supplies[at(it.supply)].node, it.flow_class);
  }
  for (std::size_t i = 0; i < solution_.flows.size(); ++i) {
    model::ArcFlow const& it = solution_.flows[i];
    if (enters_lane_[i] || shut.links[commodity(it.flow_class)][at(it.link)]) factor[flows_ + i] = 0.0;
  }
  for (std::size_t i = 0; i < solution_.reexports.size(); ++i) {
    close_at(reexports_ + i, solution_.reexports[i].node, solution_.reexports[i].from_class);
  }
  for (std::size_t i = 0; i < solution_.deliveries.size(); ++i) {
    model::Delivery const& it = solution_.deliveries[i];
    close_at(deliveries_ + i, instance_.demands[at(it.demand)].node, it.flow_class);
  }
  for (std::size_t i = 0; i < solution_.intakes.size(); ++i) {
    model::Intake const& it = solution_.intakes[i];
    close_at(intakes_ + i, instance_.processes[at(it.process)].node, it.flow_class);
  }
  for (std::size_t i = 0; i < solution_.outputs.size(); ++i) {
    model::Output const& it = solution_.outputs[i];
    close_at(outputs_ + i, instance_.processes[at(it.process)].node, it.flow_class);
  }
  return factor;
}

bool FlowRemoval::settle(std::vector<double>& factor) const {
  std::deque<std::size_t> waiting;
  std::vector<bool> waits(balances_.size(), false);
  auto const wake = [&](std::size_t activity) {
    for (std::size_t const b : balances_of_[activity]) {
      if (!waits[b]) waiting.push_back(b);
      waits[b] = true;
    }
  };
  for (std::size_t activity = 0; activity < count_; ++activity) {
    if (factor[activity] < 1.0) wake(activity);
  }
  auto const sum = [&](std::vector<Entry> const& side, bool whole) {
    return std::accumulate(side.begin(), side.end(), 0.0, [&](double total, Entry const& entry) {
      return total + entry.amount * (whole ? 1.0 : factor[entry.activity]);
    });
  };
  for (std::size_t steps = 0; !waiting.empty(); ++steps) {
    if (steps > kPatience * (balances_.size() + 1)) return false;
    std::size_t const b = waiting.front();
    waiting.pop_front();
    waits[b] = false;
    Balance const& balance = balances_[b];
    double const in = sum(balance.in, false), out = sum(balance.out, false);
    if (std::abs(in - out) <= kHolds * std::max(sum(balance.in, true), sum(balance.out, true))) continue;
    double const scale = std::min(in, out) / std::max(in, out);
    for (Entry const& entry : in > out ? balance.in : balance.out) {
      if (factor[entry.activity] == 0.0) continue;
      factor[entry.activity] *= scale;
      wake(entry.activity);
    }
  }
  return true;
}

double FlowRemoval::lost(std::vector<double> const& factor) const {
  std::vector<double> made(cost_.size(), 0.0), makes(made), met(value_.size(), 0.0), meets(met);
  for (std::size_t i = 0; i < solution_.production.size(); ++i) {
    model::Production const& it = solution_.production[i];
    made[at(it.supply)] += it.quantity;
    makes[at(it.supply)] += it.quantity * factor[i];
  }
  for (std::size_t i = 0; i < solution_.deliveries.size(); ++i) {
    std::size_t const d = at(solution_.deliveries[i].demand);
    met[d] += arrives_[i];
    meets[d] += arrives_[i] * factor[deliveries_ + i];
  }
  double sum = 0.0;
  for (std::size_t d = 0; d < met.size(); ++d)
    sum += value_[d].integral(met[d]) - value_[d].integral(meets[d]);
  for (std::size_t s = 0; s < made.size(); ++s)
    sum -= cost_[s].integral(made[s]) - cost_[s].integral(makes[s]);
  for (std::size_t activity = 0; activity < count_; ++activity)
    sum -= spent_[activity] * (1.0 - factor[activity]);
  std::vector<double> kept(instance_.contracts.size(), 0.0), keeps(kept);
  for (Counted const& it : counted_) {
    kept[at(it.contract)] += it.amount;
    keeps[at(it.contract)] += it.amount * factor[it.activity];
  }
  for (std::size_t c = 0; c < kept.size(); ++c) {
    sum += penalty(instance_.contracts[c], keeps[c]) - penalty(instance_.contracts[c], kept[c]);
  }
  return sum;
}

std::optional<double> FlowRemoval::most_lost(Places const& shut) const {
  std::vector<double> factor = start(shut);
  if (!settle(factor)) return std::nullopt;
  return lost(factor);
}

} // namespace korridor::study
