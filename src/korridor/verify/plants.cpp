// Bounds and labels through processes.
#include "korridor/verify/plants.hpp"

#include <algorithm>

namespace korridor::verify {

using model::kInfinity;
using model::kNone;
using model::Process;
using model::Ratio;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

double made_in_all(ByGoods const& made, int commodity) {
  double sum = 0.0;
  for (auto const& [goods, quantity] : made) sum += goods.first == commodity ? quantity : 0.0;
  return sum;
}

int ground(model::Instance const& instance, Process const& process) {
  return instance.nodes[idx(process.node)].jurisdiction;
}

} // namespace

Labels possible_labels(model::Instance const& instance) {
  Labels labels;
  for (model::Supply const& supply : instance.supplies) {
    labels.origins.insert({supply.commodity, supply.origin});
  }
  for (model::Reexport const& r : instance.reexports) labels.vias.insert({r.commodity, r.actor});
  for (int k = 0; k < static_cast<int>(instance.commodities.size()); ++k) labels.vias.insert({k, kNone});
  std::size_t before = 0;
  while (before != labels.origins.size() + labels.vias.size()) {
    before = labels.origins.size() + labels.vias.size();
    for (Process const& process : instance.processes) {
      bool fed = true;
      for (Ratio const& input : process.inputs) {
        fed = fed && std::any_of(labels.origins.begin(), labels.origins.end(),
                                 [&](auto const& label) { return label.first == input.commodity; });
      }
      if (!fed) continue;
      auto const pass_on = [&](std::set<std::pair<int, int>>& set) {
        for (auto const& [commodity, actor] : std::set(set)) {
          if (commodity != process.inputs.front().commodity) continue;
          for (Ratio const& output : process.outputs) set.insert({output.commodity, actor});
        }
      };
      if (process.keeps_origin) {
        pass_on(labels.origins);
        pass_on(labels.vias);
      } else {
        for (Ratio const& output : process.outputs) {
          labels.origins.insert({output.commodity, ground(instance, process)});
        }
      }
    }
  }
  return labels;
}

ByGoods most_made(model::Instance const& instance, Rules const& rules, ByGoods const& supply) {
  ByGoods made = supply;
  for (auto const& label : possible_labels(instance).origins) {
    bool const processed =
        std::any_of(instance.processes.begin(), instance.processes.end(), [&](Process const& process) {
          return std::any_of(process.outputs.begin(), process.outputs.end(),
                             [&](Ratio const& output) { return output.commodity == label.first; });
        });
    if (processed) made[label] = kInfinity;
  }
  for (std::size_t step = 0; step <= instance.processes.size(); ++step) {
    ByGoods next = supply;
    for (int p = 0; p < static_cast<int>(instance.processes.size()); ++p) {
      Process const& process = instance.processes[idx(p)];
      double others = rules.process_capacity(p);
      for (Ratio const& input : process.inputs) {
        bool const own = process.keeps_origin && &input == &process.inputs.front();
        if (!own) others = std::min(others, made_in_all(made, input.commodity) / input.factor);
      }
      Ratio const& first = process.inputs.front();
      for (Ratio const& output : process.outputs) {
        if (!process.keeps_origin) {
          next[{output.commodity, ground(instance, process)}] += output.factor * others;
          continue;
        }
        for (auto const& [goods, quantity] : made) {
          if (goods.first != first.commodity) continue;
          next[{output.commodity, goods.second}] += output.factor * std::min(others, quantity / first.factor);
        }
      }
    }
    made = std::move(next);
  }
  return made;
}

std::vector<double> most_wanted(model::Instance const& instance, Rules const& rules,
                                std::vector<double> const& demand, double arriving) {
  std::vector<double> wanted = demand;
  for (Process const& process : instance.processes) {
    for (Ratio const& input : process.inputs) wanted[idx(input.commodity)] = kInfinity;
  }
  for (std::size_t step = 0; step <= instance.processes.size(); ++step) {
    std::vector<double> next = demand;
    for (int p = 0; p < static_cast<int>(instance.processes.size()); ++p) {
      double activity = rules.process_capacity(p);
      for (Ratio const& output : instance.processes[idx(p)].outputs) {
        activity = std::min(activity, wanted[idx(output.commodity)] / arriving / output.factor);
      }
      for (Ratio const& input : instance.processes[idx(p)].inputs) {
        next[idx(input.commodity)] += input.factor * activity;
      }
    }
    wanted = std::move(next);
  }
  return wanted;
}

bool is_taken(model::Instance const& instance, int p, std::size_t input, Goods const& goods) {
  Process const& process = instance.processes[idx(p)];
  int const commodity = process.inputs[input].commodity;
  return goods.commodity == commodity && goods.destination == ground(instance, process) &&
         goods.segment == kNone && goods.avoid == kNone &&
         goods.time_value == instance.commodities[idx(commodity)].time_value;
}

bool is_given(model::Instance const& instance, int p, std::size_t output, Goods const& goods) {
  Process const& process = instance.processes[idx(p)];
  if (goods.commodity != process.outputs[output].commodity) return false;
  return process.keeps_origin || (goods.origin == ground(instance, process) && goods.via == kNone);
}

} // namespace korridor::verify
