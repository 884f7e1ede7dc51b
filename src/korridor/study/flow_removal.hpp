// Taking the flow at some places out of a solution, with all that hangs on it.
//
// Problem: given a balanced solution x, a balanced y with 0 <= y <= x and nothing at the places that are
// shut. As y only shrinks x it keeps every capacity, so J(y) is a value that the case with these places shut
// reaches at least. Method: every flow, production, delivery, re-export, and activity has a factor, 1 at
// first and 0 at the places. Where a balance (class at a node; input or output of a process) gets more than
// it gives all that comes in is scaled down to what goes out, and the other way round, until all balances
// hold. Factors only fall, so this ends; where goods run in circles it may take for ever, and after a number
// of steps there is no answer. Complexity: proportional to what is touched. Goods that pass elsewhere keep
// their flow; nothing is rerouted, so J(y) may lie far below what can be reached.
#pragma once

#include <optional>
#include <vector>

#include "korridor/model/solution.hpp"
#include "korridor/solve/effects.hpp"
#include "korridor/solve/lines.hpp"
#include "korridor/study/rank_elements.hpp"

namespace korridor::study {

class FlowRemoval {
public:
  /// Both must outlive this.
  FlowRemoval(model::Instance const& instance, model::Solution const& solution);

  /// J(x) - J(y) at most, money per period: without what passes the places, and without what enters the
  /// serviced lane of any price cap, so that no charge of a cap touches it. Friction saved is not counted.
  /// Nothing when no balance is found.
  [[nodiscard]] std::optional<double> most_lost(Places const& shut) const;

private:
  struct Entry {
    std::size_t activity;
    double amount; ///< at factor 1, as this balance counts it
  };
  struct Counted {
    std::size_t activity;
    int contract;
    double amount; ///< at factor 1
  };
  struct Balance {
    std::vector<Entry> in, out;
  };

  void add_states(solve::Effects const& effects);
  void add_processes(solve::Effects const& effects);
  void pay(std::size_t activity, solve::Terms const& terms, double quantity);
  void link(std::size_t activity, double amount, std::size_t balance, bool in);
  [[nodiscard]] std::vector<double> start(Places const& shut) const;
  [[nodiscard]] bool settle(std::vector<double>& factor) const;
  [[nodiscard]] double lost(std::vector<double> const& factor) const;

  model::Instance const& instance_;
  model::Solution const& solution_;
  // Activities are numbered: production, flows, re-export, deliveries, runs, intakes, outputs.
  std::size_t flows_, reexports_, deliveries_, runs_, intakes_, outputs_, count_;
  std::vector<bool> enters_lane_;         ///< [flow]
  std::vector<double> spent_;             ///< [activity] all charges on it at factor 1, money per period
  std::vector<double> arrives_;           ///< [delivery] what is delivered at factor 1
  std::vector<solve::Line> cost_, value_; ///< [supply], [demand]
  std::vector<Counted> counted_;
  std::vector<Balance> balances_;
  std::vector<std::vector<std::size_t>> balances_of_; ///< [activity]
};

} // namespace korridor::study
