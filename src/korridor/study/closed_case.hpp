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
#include <vector>

#include "korridor/solve/equilibrium.hpp"
#include "korridor/solve/price_cap.hpp"
#include "korridor/study/element_closure.hpp"
#include "korridor/study/engine.hpp"

namespace korridor::study {

class ClosedCase {
public:
  /// The base answer's programme by paths, for any number of workers; nothing where it cannot be kept. `base`
  /// has its inside and must outlive it.
  [[nodiscard]] static std::shared_ptr<solve::KeptPaths const> keep(Answer const& base,
                                                                    SolveOptions const& options);

  ClosedCase(Answer const& base, std::shared_ptr<solve::KeptPaths const> kept, SolveOptions const& options);

  /// Totals, flows, supply, demand, processes, actors and price caps of the case with these closures, and its
  /// certificate; the other rows are empty. Nothing where it is neither proved nor cut short: then the case
  /// must be built anew. Nothing either where a plan was found by which the closures cost less than `least`,
  /// which `costs_less` then says. Stands until the next call.
  [[nodiscard]] Answer const* answer(std::vector<ElementClosure> const& closed, SolveOptions const& options,
                                     double least);
  [[nodiscard]] bool costs_less() const { return costs_less_; }
  /// Of the answer given last.
  [[nodiscard]] model::Solution const& solution() const { return found_->equilibrium.solution; }

private:
  void put_in_force(std::vector<ElementClosure> const& closed);
  [[nodiscard]] std::optional<solve::CappedEquilibrium> solve(double least);

  model::Instance instance_; ///< of the base, with the charges of price caps tried last
  solve::Limits limits_;
  solve::EquilibriumSolver solver_;
  std::optional<solve::CappedEquilibrium> found_;
  Answer answer_;
  double base_objective_ = 0.0; ///< of the programme, up to the same constant as those of the cases
  bool costs_less_ = false;
};

} // namespace korridor::study
