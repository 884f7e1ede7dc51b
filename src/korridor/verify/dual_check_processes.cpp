// The bound on processes: each run at the best of its inputs and outputs.
#include "korridor/verify/dual_check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace korridor::verify {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

} // namespace

// What a unit costs a process that takes it as input i; by class, infinite where it cannot.
std::vector<double> DualCheck::costs_of_input(int p, std::size_t i) {
  model::Process const& process = instance_.processes[idx(p)];
  double const own = process.inputs[i].factor * tally_.rules.process_capacity(p);
  std::vector<double> cost(tally_.goods.size(), kInfinity);
  for (int const c : classes_of(process.inputs[i].commodity)) {
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
std::vector<double> DualCheck::worths_of_output(int p, std::size_t j) {
  model::Process const& process = instance_.processes[idx(p)];
  double const own = process.outputs[j].factor * tally_.rules.process_capacity(p);
  std::vector<double> net(tally_.goods.size(), -kInfinity);
  for (int const c : classes_of(process.outputs[j].commodity)) {
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
std::map<DualCheck::Label, double> DualCheck::best_by_label(std::vector<double> const& worth,
                                                            bool one_label) const {
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
double DualCheck::most_activity(int p, int origin) const {
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

void DualCheck::bound_process(int p) {
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
    add_column(common + sum, most_activity(p, label.first), ran == tally_.activity.end() ? 0.0 : ran->second);
  }
}

// Goods are taken and given in the class that is best for their label.
void DualCheck::complement_choice(int p, std::vector<double> const& worth_of,
                                  std::map<Label, double> const& best, bool one_label) {
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

} // namespace korridor::verify
