// Cases of a ranking answered by several workers: in place from the base answer where that can be, else built
// anew from the tables.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "korridor/study/closed_case.hpp"
#include "korridor/study/element_closure.hpp"
#include "korridor/study/engine.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::study {

/// An answer with what it was read from; both stand until the worker's next case.
struct CaseAnswer {
  Answer const& answer;
  model::Solution const& solution;
  bool in_place = false;
};

class CaseSolver {
public:
  /// `folder`, `what` and `options` must outlive this.
  CaseSolver(model::Folder const& folder, model::Case const& what, RankOptions const& options);

  /// The case itself, with its inside. Nothing when it is at fault; then `findings` has the errors.
  [[nodiscard]] std::optional<Answer> base(SolveOptions const& options, Findings& findings);
  /// Before closures are asked for; `base` must outlive this.
  void begin(Answer const& base);
  [[nodiscard]] ElementClosures const& closures() const { return closures_.value(); }

  /// What became of a case.
  struct Outcome {
    bool costs_less = false; ///< than asked for
    std::string fault;       ///< why there is no answer; empty: there is one, or it costs less
  };
  /// Calls `use` with the answer in which the elements are closed or lifted, unless they are seen to cost
  /// less than `least`. `shut`: what closing them shuts, if that takes columns away and does nothing else;
  /// nothing: the case must be built anew. May throw what an engine throws.
  [[nodiscard]] Outcome answer(std::vector<RankElement> const& elements, std::span<solve::Closure const> shut,
                               double least, SolveOptions const& options, int worker,
                               std::function<void(CaseAnswer const&)> const& use);

private:
  ClosedCase& closed_case(SolveOptions const& options, int worker);

  model::Folder const& folder_;
  model::Case const& what_;
  std::string const& commodity_;
  bool own_engine_; ///< what is asked may be answered without it
  Answer const* base_ = nullptr;
  std::vector<std::unique_ptr<Engine>> engines_; ///< [worker]
  std::optional<ElementClosures> closures_;
  std::once_flag kept_once_;
  std::shared_ptr<solve::KeptPaths const> kept_;
  std::vector<std::unique_ptr<ClosedCase>> closed_; ///< [worker], made when needed
};

/// The first error among the findings; empty: none.
[[nodiscard]] std::string first_error(Findings const& findings);

} // namespace korridor::study
