// Tally of processes: what they took and gave against what they ran.
#include "korridor/verify/tally.hpp"

namespace korridor::verify {

using model::kNone;

namespace {

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

} // namespace

void Tally::check_processes() {
  for (model::Run const& run : solution.runs) {
    model::Process const& process = instance.processes[idx(run.process)];
    forbid_negative(run.activity);
    activity[{run.process, run.origin, run.via}] += run.activity;
    process_used[idx(run.process)] += run.activity;
    charges_ += process.cost * run.activity;
    cost_ += process.cost * run.activity;
  }
  for (model::Intake const& taken : solution.intakes) {
    Goods const& what = goods[idx(taken.flow_class)];
    model::Process const& process = instance.processes[idx(taken.process)];
    Spot const spot{Spot::Kind::intake, kNone, true, taken.process};
    Verdict verdict = rules.judge(spot, what);
    double own = 0.0;
    bool known = false;
    for (std::size_t i = 0; i < process.inputs.size(); ++i) {
      if (!is_taken(instance, taken.process, i, what)) continue;
      known = true;
      own = process.inputs[i].factor * rules.process_capacity(taken.process);
    }
    if (!known) verdict.allowed = false;
    book(spot, what, verdict, taken.withdrawn, own);
    balance(taken.flow_class, process.node) -= taken.withdrawn;
    at_process_[{taken.process, what.commodity, what.origin, what.via}] +=
        verdict.efficiency * taken.withdrawn;
  }
  for (model::Output const& given : solution.outputs) {
    Goods const& what = goods[idx(given.flow_class)];
    model::Process const& process = instance.processes[idx(given.process)];
    Spot const spot{Spot::Kind::output, kNone, true, given.process};
    Verdict verdict = rules.judge(spot, what);
    double own = 0.0;
    bool known = false;
    for (std::size_t j = 0; j < process.outputs.size(); ++j) {
      if (!is_given(instance, given.process, j, what)) continue;
      known = true;
      own = process.outputs[j].factor * rules.process_capacity(given.process);
    }
    if (!known) verdict.allowed = false;
    book(spot, what, verdict, given.quantity, own);
    balance(given.flow_class, process.node) += verdict.efficiency * given.quantity;
    at_process_[{given.process, what.commodity, what.origin, what.via}] += given.quantity;
  }
  for (int p = 0; p < static_cast<int>(instance.processes.size()); ++p) check_ratios(p);
}

// Each input and output is its factor times the activity: label by label where the label must be the run's,
// in all for inputs of any label.
void Tally::check_ratios(int p) {
  model::Process const& process = instance.processes[idx(p)];
  auto const check = [&](model::Ratio const& ratio, bool by_label) {
    std::map<std::pair<int, int>, double> rest; // what passed less what the activity says
    auto const label = [&](int origin, int via) {
      return by_label ? std::pair{origin, via} : std::pair{kNone, kNone};
    };
    for (auto const& [key, quantity] : at_process_) {
      auto const& [plant, commodity, origin, via] = key;
      if (plant == p && commodity == ratio.commodity) rest[label(origin, via)] += quantity;
    }
    for (auto const& [key, run] : activity) {
      auto const& [plant, origin, via] = key;
      if (plant == p) rest[label(origin, via)] -= ratio.factor * run;
    }
    for (auto const& [of_label, difference] : rest) unbalance(difference, ratio.commodity);
  };
  for (model::Ratio const& input : process.inputs) {
    check(input, process.keeps_origin && &input == &process.inputs.front());
  }
  for (model::Ratio const& output : process.outputs) check(output, true);
}

} // namespace korridor::verify
