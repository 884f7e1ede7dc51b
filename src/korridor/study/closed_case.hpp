// A case with places closed, answered in place: from the base answer's programme with columns held at 0.
//
// Measures, flow classes and programme are worked out once per worker; where the base programme can be kept
// by paths each case goes on from its optimal basis and its trees (opt/path_workspace.hpp), else from its
// flows. The certificate is computed for the instance with the closures by the verifier's own reading of the
// rules, as for any answer, so a closure taken wrongly shows as a gap. An answer depends on the base and the
// closures alone, not on what was asked before.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "korridor/solve/equilibrium.hpp"
#include "korridor/solve/price_cap.hpp"
#include "korridor/study/engine.hpp"

namespace korridor::study {

class ClosedCase {
public:
  /// The base answer's programme by paths, for any number of workers; nothing where it cannot be kept. `base`
  /// has its inside and must outlive it.
  [[nodiscard]] static std::shared_ptr<solve::KeptPaths const> keep(Answer const& base,
                                                                    SolveOptions const& options);

  ClosedCase(Answer const& base, std::shared_ptr<solve::KeptPaths const> kept, SolveOptions const& options);

  /// Totals, flows, supply, demand, processes, actors and price caps of the case with these closures in
  /// force, which shut these places, and its certificate; the other rows are empty. Nothing where it is
  /// neither proved nor cut short: then the case must be built anew. Nothing either where a plan was found by
  /// which the closures cost less than `least`, which `costs_less` then says. Stands until the next call.
  [[nodiscard]] Answer const* answer(std::vector<model::Measure> const& closures,
                                     std::span<solve::Closure const> places, SolveOptions const& options,
                                     double least);
  [[nodiscard]] bool costs_less() const { return costs_less_; }
  /// Of the answer given last.
  [[nodiscard]] model::Solution const& solution() const { return found_->equilibrium.solution; }

private:
  void put_in_force(std::vector<model::Measure> const& closures);
  [[nodiscard]] double base_objective(SolveOptions const& options);
  [[nodiscard]] std::optional<solve::CappedEquilibrium> solve(double spared);

  model::Instance instance_; ///< of the base, with the charges of price caps tried last
  solve::Limits limits_;
  solve::EquilibriumSolver solver_;
  std::optional<solve::CappedEquilibrium> found_;
  Answer answer_;
  std::optional<double> base_objective_; ///< up to the same constant as those of the cases; once asked for
  bool costs_less_ = false;
};

} // namespace korridor::study
