// The seam between studies and solvers: "this folder, changed so" in, a certified answer out.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "korridor/core/findings.hpp"
#include "korridor/model/case.hpp"
#include "korridor/solve/method.hpp"
#include "korridor/solve/warm_start.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::study {

struct SolveOptions {
  double price_tolerance = 1e-6; ///< width of the price bracket round each curve's solution, money per unit
  double gap_tolerance = 1e-7;   ///< certified relative gap demanded
  double time_limit = 0.0;       ///< seconds of processor time; 0: none
  solve::Method method = solve::Method::automatic;
  /// What the answer to a like case taught: paths begin from its flows. The answer is optimal and certified
  /// as ever, and depends on nothing but the case, these options and the start, so cases that all begin from
  /// one base answer may be asked in any order and on any thread.
  std::shared_ptr<solve::WarmStart const> start = nullptr;
  bool intervals = true;       ///< price and actor intervals over the optimal dual face
  bool price_intervals = true; ///< with `intervals`: of prices too, not of actors alone
  bool keep_inside = false;    ///< keep the programme and its duals for questions after the answer
  bool friction = true;        ///< false: every dispersion counts as 0
  /// Asked now and then while flows are sought; true ends that as the time limit does.
  std::function<bool()> stop = nullptr;
};

/// Answers cases of one folder. An implementation may keep what it learnt from one case for the next.
class Engine {
public:
  virtual ~Engine() = default;
  /// Nothing when the input is at fault: then `findings` has the errors. Warnings are added too.
  [[nodiscard]] virtual std::optional<Answer> answer(model::Case const& what, SolveOptions const& options,
                                                     Findings& findings) = 0;
};

/// Builds each case anew and solves it by paths or arcs, as the options say. `folder` must outlive it.
[[nodiscard]] std::unique_ptr<Engine> make_engine(model::Folder const& folder);

} // namespace korridor::study
