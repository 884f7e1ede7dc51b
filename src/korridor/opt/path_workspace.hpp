// Like path programmes solved from one kept optimum: changes of numbers, solved in place and undone.
//
// A base is a programme solved once and kept whole: columns, basis with its factors, prices, trees of
// cheapest paths. It never changes and may be shared by threads. A workspace holds a copy of what a solve
// moves. For a list of changes it
//   1. says at once that the base answer stands where nothing passes what is closed or cut: what is feasible
//      after and optimal before is optimal after, and the base's prices prove it;
//   2. shuts arcs, mends the trees of the layers concerned, adds the best detour of each set that passed
//      them, and makes the basis feasible again by the dual simplex method (opt/path_master), looking for new
//      paths before a step that would move a price far;
//   3. changes costs, then prices over mended trees (opt/path_trees) and follows the optimum while what was
//      found becomes as cheap as it is, until no path improves; curves cut finer where they must be.
// A closed resource is what all arcs through it shut are: their columns may carry nothing, so that no price
// of the resource has to be found. `rewind` makes every number as it was, so an answer depends on the base
// and the changes alone, not on what was solved before or on which thread. Complexity of an undo: the basis
// and the labels that moved. Like rows: warm starts by the dual simplex method (Lemke 1954).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "korridor/opt/path_columns.hpp"
#include "korridor/opt/path_program.hpp"
#include "korridor/opt/path_trees.hpp"

namespace korridor::opt {

struct PathChange {
  enum class Kind {
    capacity,     ///< of a resource; to 0 is a closure
    shut_arc,     ///< `value` means nothing
    arc_cost,     ///< >= 0
    supply_size,  ///< of a flat supply
    demand_size,  ///< of a flat demand
    supply_first, ///< the marginal at no quantity
    demand_first
  };
  Kind kind = Kind::capacity;
  int position = 0; ///< of the resource, arc, supply or demand
  double value = 0.0;
};

class PathBase {
public:
  /// Nothing when `program` has no optimum by paths within the options, one of its equations does not hold,
  /// or an arc may pay (opt/label_correcting), which trees cannot follow.
  [[nodiscard]] static std::shared_ptr<PathBase const> make(PathProgram program, PathOptions const& options);

  [[nodiscard]] PathProgram const& program() const { return program_; }
  [[nodiscard]] PathSolution const& solution() const { return *solution_; }
  [[nodiscard]] double cost() const { return cost_; }
  [[nodiscard]] double bound() const { return bound_; }
  /// Whether the base answer, with its bound, is also that of the changed programme.
  [[nodiscard]] bool stands(std::span<PathChange const> changes) const;

private:
  friend class PathWorkspace;
  explicit PathBase(PathProgram program) : program_(std::move(program)), graph_(program_) {}

  PathProgram program_;
  LayeredGraph graph_;
  std::optional<PathSolution> solution_;
  std::optional<PathColumns> columns_;
  std::optional<PathTrees> trees_;
  std::vector<double> used_; ///< [resource]
  std::vector<char> buys_;   ///< [resource] an extra adds to its capacity
  double level_ = 1.0, cost_ = 0.0, bound_ = 0.0;
};

struct PathOutcome {
  enum class Status {
    stands,  ///< the base answer, with its proof
    solved,  ///< optimal
    refused, ///< `why`: the changes are not ones of numbers alone; solve the changed programme anew
    stuck    ///< rounding left no way on, or the time ran out; solve the changed programme anew
  };
  Status status = Status::refused;
  std::string why;
  double cost = 0.0;  ///< of flows and of what demands lack, curves by their pieces
  double bound = 0.0; ///< no plan of the changed programme costs less
  std::size_t dual_steps = 0, primal_steps = 0, pricings = 0;
  std::size_t labelled = 0; ///< nodes that got a label; one pass labels each node once
};

class PathWorkspace {
public:
  explicit PathWorkspace(std::shared_ptr<PathBase const> base);
  PathWorkspace(PathWorkspace const&) = delete;
  PathWorkspace& operator=(PathWorkspace const&) = delete;

  /// Undoes what was solved last, applies the changes in order and solves. `seconds` of processor time.
  PathOutcome solve(std::span<PathChange const> changes,
                    double seconds = std::numeric_limits<double>::infinity());
  /// The programme as the last `solve` changed it.
  [[nodiscard]] PathProgram const& program() const { return program_; }
  /// The whole answer of the last `solve`, where it was solved or the base stands. `labels`: prices of nodes
  /// are what the cheapest way there costs, which proves as much, and not what a unit there is worth, which
  /// takes a search over the whole graph; the two are one wherever goods pass.
  [[nodiscard]] PathSolution solution(bool labels = false) const;
  /// Back to the base; `solve` does so itself.
  void rewind();

private:
  static std::size_t at(int position) { return static_cast<std::size_t>(position); }
  [[nodiscard]] std::string refusal(std::span<PathChange const> changes) const;
  void renumber(PathChange const& change);
  void price_closed(PathSolution& answer) const;
  void apply_limits(std::span<PathChange const> changes);
  void close(int resource);
  void shut(int arc);
  void add_detours();
  bool apply_costs(std::span<PathChange const> changes);
  [[nodiscard]] bool may_go_on() const;
  [[nodiscard]] double tolerance() const;
  void update_trees();
  void find_paths(bool ahead);
  [[nodiscard]] bool look_ahead(std::vector<double> const& price);
  bool generate(bool costs_changed);

  std::shared_ptr<PathBase const> base_;
  PathProgram program_;
  PathColumns columns_;
  PathTrees trees_;
  std::vector<PathChange> applied_;
  std::vector<int> shut_resources_, blocked_; ///< of the last solve: closed resources; basic columns barred
  std::vector<double> price_, limit_;
  std::vector<int> candidates_, path_;
  double deadline_ = 0.0;
  std::size_t pricing_count_ = 0;
  bool stands_ = true;
};

} // namespace korridor::opt
