// Bounds and scales carried along processes, one step per process and one more.
#include "korridor/solve/through_processes.hpp"

#include <algorithm>
#include <numeric>

namespace korridor::solve {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

using ByOrigin = std::map<int, double>;

double sum(ByOrigin const& amounts) {
  return std::accumulate(amounts.begin(), amounts.end(), 0.0,
                         [](double total, auto const& entry) { return total + entry.second; });
}

// Most activity of a process on goods of one origin (`origin` null: on all).
double most_activity(model::Process const& process, double capacity, std::vector<ByOrigin> const& made,
                     ByOrigin::value_type const* origin) {
  double most = capacity;
  for (std::size_t i = 0; i < process.inputs.size(); ++i) {
    model::Ratio const& input = process.inputs[i];
    double const there = i == 0 && origin != nullptr ? origin->second : sum(made[at(input.commodity)]);
    most = std::min(most, there / input.factor);
  }
  return most;
}

} // namespace

std::map<std::pair<int, int>, double> most_made(model::Instance const& instance, Effects const& effects,
                                                std::vector<Line> const& supply_line) {
  std::vector<ByOrigin> supply(instance.commodities.size());
  for (std::size_t s = 0; s < instance.supplies.size(); ++s) {
    supply[at(instance.supplies[s].commodity)][instance.supplies[s].origin] += supply_line[s].size;
  }
  std::size_t const steps = instance.processes.size() + 1;
  std::vector<ByOrigin> made = supply;
  for (std::size_t step = 0; step < steps; ++step) { // which origins there can be
    for (model::Process const& process : instance.processes) {
      ByOrigin const& first = made[at(process.inputs.front().commodity)];
      for (model::Ratio const& output : process.outputs) {
        ByOrigin& of_output = made[at(output.commodity)];
        for (auto const& [origin, amount] : ByOrigin(first)) {
          int const label = process.keeps_origin ? origin : instance.nodes[at(process.node)].jurisdiction;
          of_output[label] = model::kInfinity;
        }
      }
    }
  }
  for (std::size_t step = 0; step < steps; ++step) {
    std::vector<ByOrigin> next = supply;
    for (int p = 0; p < static_cast<int>(instance.processes.size()); ++p) {
      model::Process const& process = instance.processes[at(p)];
      double const capacity = effects.process_capacity(p);
      auto const give = [&](int origin, double activity) {
        for (model::Ratio const& output : process.outputs) {
          next[at(output.commodity)][origin] += output.factor * activity;
        }
      };
      ByOrigin const& first = made[at(process.inputs.front().commodity)];
      if (!process.keeps_origin) {
        if (!first.empty()) {
          give(instance.nodes[at(process.node)].jurisdiction,
               most_activity(process, capacity, made, nullptr));
        }
        continue;
      }
      for (auto const& entry : first) give(entry.first, most_activity(process, capacity, made, &entry));
    }
    made = std::move(next);
  }
  std::map<std::pair<int, int>, double> result;
  for (int k = 0; k < static_cast<int>(made.size()); ++k) {
    for (auto const& [origin, amount] : made[at(k)]) result[{k, origin}] = amount;
  }
  return result;
}

std::vector<double> ceilings(model::Instance const& instance, std::vector<double> paid,
                             std::vector<double> const& asked) {
  for (std::size_t step = 0; step < instance.processes.size(); ++step) {
    for (model::Process const& process : instance.processes) {
      double worth = 0.0;
      for (model::Ratio const& output : process.outputs) {
        worth += output.factor * std::max(0.0, paid[at(output.commodity)]);
      }
      for (model::Ratio const& input : process.inputs) {
        worth += input.factor * std::max(0.0, -asked[at(input.commodity)]);
      }
      for (model::Ratio const& input : process.inputs) {
        double& top = paid[at(input.commodity)];
        top = std::max(top, worth / input.factor);
      }
    }
  }
  return paid;
}

double dearest(model::Instance const& instance, double supply, double way) {
  std::vector<double> price(instance.commodities.size(), supply + way);
  for (std::size_t step = 0; step < instance.processes.size(); ++step) {
    std::vector<double> const before = price;
    for (model::Process const& process : instance.processes) {
      double spent = process.cost;
      for (model::Ratio const& input : process.inputs) {
        spent += input.factor * before[at(input.commodity)];
      }
      for (model::Ratio const& output : process.outputs) {
        double& top = price[at(output.commodity)];
        top = std::max(top, spent / output.factor + way);
      }
    }
  }
  return *std::max_element(price.begin(), price.end());
}

void spread_scales(model::Instance const& instance, std::vector<double>& quantity,
                   std::vector<double>& price) {
  for (std::size_t step = 0; step < instance.processes.size(); ++step) {
    for (model::Process const& process : instance.processes) {
      double activity = 0.0, worth = 0.0;
      auto const each = [&](auto const& use) {
        for (model::Ratio const& input : process.inputs) use(at(input.commodity), input.factor);
        for (model::Ratio const& output : process.outputs) use(at(output.commodity), output.factor);
      };
      each([&](std::size_t k, double factor) {
        activity = std::max(activity, quantity[k] / factor);
        worth = std::max(worth, price[k] * factor);
      });
      each([&](std::size_t k, double factor) {
        if (quantity[k] <= 0.0) quantity[k] = activity * factor;
        if (price[k] <= 0.0) price[k] = worth / factor;
      });
    }
  }
}

} // namespace korridor::solve
