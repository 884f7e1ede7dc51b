// Which passage, place, holder or measure matters most, and which two together.
//
// Problem. For each element e of a case: J(case) - J(case with e closed), or with the measure e lifted, and
// what that does to welfare, actors and unserved demand. Every J is certified, so every loss lies in a
// bracket: base.objective - case.bound <= loss <= base.bound - case.objective.
//
// Proved without a solve. Closing takes columns away: what is feasible with e closed and optimal without is
// optimal with e closed. So where nothing passes e the answer of the base case stands, with its certificate:
// the plan uses nothing that is gone, and its bound holds over fewer plans too. (Not so where closing the
// place of a supply narrows a ban in force for part of the period.) The other closures are solved in place,
// from the base programme with columns held at 0 (study/closed_case.hpp).
//
// Bounds for --top. Taking all flow through e out of the base answer, with what hangs on it, leaves a plan
// that is feasible with e closed (study/flow_removal.hpp): loss <= J(base) - J(plan). Where the optimum with
// e closed leaves f idle, closing both costs no more than e alone, and f alone no more than both: loss(f) <=
// loss(e). Elements are solved in waves of fixed size by falling bound until no bound reaches the N-th loss
// found.
//
// Pairs. Where f is idle once e is closed, loss(e, f) = loss(e); all other pairs are solved, or bounded by
// loss(e) + what taking f's flow out of that answer costs. No sum of single losses bounds a pair: a pair can
// cost far more than both alone, or less.
//
// Price caps make no maximum: closing a passage may lower the charge of a cap and so raise J. With a cap that
// binds or whose lane is used nothing is proved without a solve; bounds then take the lane's flow out too,
// for no charge touches what is left.
//
// Complexity: one re-solve and one certificate per element that is neither idle nor bounded away. Results do
// not depend on the number of threads nor on the order in which cases end. Reference: monotone value of
// linear programmes; for the pruning of pairs e.g. Israeli and Wood, Shortest-path network interdiction,
// Networks 40 (2002).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "korridor/study/engine.hpp"

namespace korridor::study {

enum class RankKind { link, node, controller, measure };

struct RankElement {
  RankKind kind = RankKind::link;
  std::string id;
};

struct RankProgress {
  std::size_t done = 0;
  std::size_t total = 0; ///< of this stage
  std::string stage;     ///< "links", "pairs of links", ...
};

struct RankRow;
struct Ranking;

struct RankOptions {
  std::vector<RankKind> kinds; ///< empty: all four; with `pairs`: links
  bool pairs = false;
  std::string commodity; ///< close for this commodity or group alone; empty: for everything
  std::string actor;     ///< rank by this actor's loss; empty: by that of J
  std::size_t top = 0;   ///< only so many of each kind, the rest bounded away where possible; 0: all
  int threads = 1;
  double time_limit = 0.0; ///< seconds of processor time for everything, all threads together; 0: none
  SolveOptions solve;
  /// One per thread, asked for every case; empty: that of the folder, for what is not answered in place.
  std::function<std::unique_ptr<Engine>()> make_engine;
  std::function<void(RankProgress const&)> progress; ///< called by one thread at a time
  /// Called by one thread at a time with each row that is settled, and with the ranking that it will be a row
  /// of.
  std::function<void(Ranking const&, RankRow const&)> settled;
  std::function<bool()> stop; ///< asked from any thread; true: end with what is done
};

enum class RankStatus {
  solved,     ///< by a solve of its own
  unused,     ///< nothing passes there: the base answer stands, with its proof
  limit,      ///< a limit struck inside the solve; the bracket holds
  failed,     ///< `message` says why
  not_reached ///< stopped before its turn
};

struct ActorLoss {
  std::string actor; ///< id; empty: unassigned
  double loss = 0.0; ///< between the middles of the intervals
  double low = 0.0;  ///< least and greatest over the intervals before and after
  double high = 0.0;
};

/// More (or, below 0, less) demand of a commodity that is not met.
struct UnservedChange {
  std::string commodity;
  double quantity = 0.0; ///< units per period
};

/// Where the goods worth most among those that used to pass now go.
struct Alternative {
  std::string commodity, origin; ///< of the goods; origin may be empty
  double diverted = 0.0;         ///< what passed before, units per period; lifted measures: 0
  std::string link;              ///< that gains most of them; empty: none gains
  bool forward = true;
  double gain = 0.0; ///< units per period
};

struct RankRow {
  std::vector<RankElement> elements; ///< one, or two
  RankStatus status = RankStatus::not_reached;
  double surplus_loss = 0.0; ///< money per period; below 0: J gains
  double low = 0.0, high = 0.0;
  std::optional<double> welfare_loss;
  std::vector<UnservedChange> unserved;
  std::vector<ActorLoss> by_actor; ///< those that lose or gain, greatest loss first
  std::optional<Alternative> alternative;
  double gap = 0.0;          ///< certified, of the case
  bool in_place = false;     ///< solved from the base programme, which was not built anew
  std::vector<double> alone; ///< pairs: loss of each element alone
  std::string message;

  [[nodiscard]] double loss_of(std::string const& actor) const;
};

struct RankCounts {
  std::size_t cases = 0;
  std::size_t solved = 0;
  std::size_t in_place = 0; ///< of those solved
  std::size_t unused = 0;   ///< proved without a solve
  std::size_t bounded = 0;  ///< by a bound below the last row shown
  std::size_t nested = 0;   ///< pairs: the second adds nothing to the first
  std::size_t failed = 0;
  std::size_t not_reached = 0;
};

struct Ranking {
  Answer base;
  bool pairs = false;
  std::vector<RankKind> kinds;
  std::string commodity, actor;
  std::size_t top = 0;
  /// Most harmful first, then those that failed or were not reached. What is only bounded and pairs of which
  /// one adds nothing are counted, not listed.
  std::vector<RankRow> rows;
  RankCounts counts;
  std::vector<std::string> remarks; ///< why nothing was skipped, and the like
  [[nodiscard]] bool whole() const { return counts.not_reached == 0 && counts.failed == 0; }
};

/// Most harmful first, then what failed, then what was not reached.
void put_in_order(Ranking& ranking);

/// Nothing when the base case is at fault, or `commodity` or `actor` names none (E690, E691): then `findings`
/// has errors. Faults of single cases stand in their rows.
[[nodiscard]] std::optional<Ranking> rank(model::Folder const& folder, model::Case const& what,
                                          RankOptions const& options, Findings& findings);

} // namespace korridor::study
