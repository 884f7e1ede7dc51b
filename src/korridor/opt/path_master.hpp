// The restricted master of path flows: a simplex method that keeps one key column per set.
//
//   min sum c_j x_j   s.t.  sum_{j in set i} x_j = size_i                 each set            (sigma_i, free)
//                           sum_j a_rj x_j <= capacity_r                  each resource       (mu_r >= 0)
//                           x >= 0
//
// A set is a demand for paths; its first column, made with it, stands for what is left empty and uses no
// resource, so that a feasible start always exists. Reduced cost of j in i: c_j + sum a_rj mu_r - sigma_i. An
// exact resource is an equation with capacity 0 and mu free; its slack is fixed, so it blocks every step that
// would move it until it is in W, and never enters again.
//
// Partitioning (Dantzig and Van Slyke 1967; for key paths Farvolden, Powell and Lustig 1993): one basic
// column of each set is its key. Putting x_key = size - the others leaves a working basis W whose rows are
// only the resources that are used up, and whose columns are the differences to the key. A resource joins W
// when it blocks a step and leaves when its slack is basic at the next factorisation, so the order of W is
// the number of tight resources, however many sets and resources there are. A key that leaves is first
// exchanged with another basic column of its set, which changes W by an involution.
//
// Entering: all columns given are priced at once and taken from the lowest reduced cost on while they still
// save a tenth of what the best did, then priced anew. Leaving: Harris's two-pass ratio test
// over W, keys and resources outside W; among ties the largest pivot. `start` turns any feasible flow into a
// basis by pushing each column that is too many to a bound, never making the cost worse (Bixby and Saltzman
// 1994). Complexity of a pivot: two solves with W and the resources of the columns whose value changes.
//
// A kept basis after a change of capacities or sizes, or with columns barred (held at 0), is still dual
// feasible: `restore` goes on by the dual simplex method (Lemke 1954). Leaving: what is furthest outside its
// bounds, an idle resource joining W first and a key exchanged first; a barred column leaves even at 0 and
// never comes back. Entering: Harris's test with the reduced costs of all columns, which are kept up to date
// over the columns that have an entry in the pivot row, found by resource. Columns have no upper bound of
// their own, so there is none to flip. Complexity: two solves with W and the entries of the pivot row.
//
// Columns that come later and improve: `follow` makes each dearer by what it improves, so that the basis is
// optimal, and lets all of these shifts shrink together to nothing, one primal step wherever a reduced cost
// would fall below 0 (parametric costs: Gass and Saaty 1955). Between two steps the basis stays optimal, so
// that prices never go further than they must. Reduced costs are kept up to date as in the dual method.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "korridor/opt/sparse_basis.hpp"

namespace korridor::opt {

struct ColumnFlow {
  int column = 0;
  double flow = 0.0;
};

/// Called before a step would move a price far, with the prices on the way: adds columns that improve there
/// and says whether there were any.
using LookAhead = std::function<bool(std::vector<double> const& price)>;

class PathMaster {
public:
  /// Resource capacities; infinity: never scarce. `exact` [resource]: an equation; then the capacity is 0.
  PathMaster(std::vector<double> capacity, std::vector<bool> exact);

  /// A set of paths that share out `size`; what is left empty costs `empty_cost` a unit. Its position.
  int add_set(double size, double empty_cost);
  /// A column of a set; rows of the entries are resources and differ.
  int add_column(int set, double cost, std::span<Entry const> entries);

  /// Takes back the columns added last, which nothing has seen.
  void forget_from(std::size_t column_count);

  /// Begins from a flow within all capacities; what it leaves of a set stays empty.
  void start(std::span<ColumnFlow const> flows);
  /// Pivots until no column of `candidates` and no slack of a tight resource improves by more than
  /// `tolerance`; false when `may_go_on` said no first, or no step has had a length for too long.
  template <typename MayGoOn>
  bool improve(std::span<int const> candidates, double tolerance, MayGoOn may_go_on,
               int turns = std::numeric_limits<int>::max());
  /// Whether the last `improve` ended because nothing improved any more.
  [[nodiscard]] bool is_settled() const { return settled_; }

  /// Changes of a solved master. The basis stays; `restore` makes it feasible again.
  void set_capacity(int resource, double capacity) { capacity_[index(resource)] = capacity; }
  void set_size(int set, double size) { size_[index(set)] = size; }
  /// The column must carry nothing.
  void bar(int column) { barred_[index(column)] = 1; }
  /// Of a column; `improve` with it, and with all others whose reduced cost fell, makes the basis optimal.
  void set_cost(int column, double cost) { columns_[index(column)].cost = cost; }
  [[nodiscard]] bool is_basic(int column) const;
  [[nodiscard]] bool is_barred(int column) const { return barred_[index(column)] != 0; }

  /// Dual simplex steps until nothing is outside its bounds. Wanted before: no reduced cost below
  /// -`tolerance`, which holds afterwards too. Columns are asked for before a price moves `far`. False when
  /// `may_go_on` said no first or rounding leaves no way on.
  template <typename MayGoOn>
  bool restore(double tolerance, double far, LookAhead const& look_ahead, MayGoOn may_go_on);
  /// Pivots to the optimum over all columns that are not barred, from values within their bounds and after
  /// `prepare`, by shrinking shifts of cost. False as `improve`.
  template <typename MayGoOn>
  bool follow(double tolerance, MayGoOn may_go_on);
  /// Makes copies of this master, and later returns to it, cheap: indexes columns by resource and set.
  void prepare();
  /// The row of W whose resource has the price furthest below -`tolerance`, -1: none.
  [[nodiscard]] int worst_slack(double tolerance) const;
  /// Columns, not barred, whose reduced cost is below -`tolerance`; to the end of `columns`.
  void find_improving(double tolerance, std::vector<int>& columns) const;
  /// Of the columns of a set that are neither basic nor barred, as `prepare` or `restore` left them.
  [[nodiscard]] double least_reduced_cost(int set) const;
  /// Becomes `base`, of which this is a copy that has been changed, in every bit that an answer depends on.
  void rewind(PathMaster const& base);
  /// Prices of the basis anew after costs have changed.
  void reprice() { factor(); }

  [[nodiscard]] int set_count() const { return static_cast<int>(key_.size()); }
  [[nodiscard]] int resource_count() const { return static_cast<int>(capacity_.size()); }
  [[nodiscard]] double size_of(int set) const { return size_[index(set)]; }
  [[nodiscard]] int empty_column(int set) const { return empty_[index(set)]; }
  [[nodiscard]] int set_of(int column) const { return columns_[index(column)].set; }
  [[nodiscard]] double cost_of(int column) const { return columns_[index(column)].cost; }
  [[nodiscard]] std::span<Entry const> entries_of(int column) const;
  [[nodiscard]] double capacity(int resource) const { return capacity_[index(resource)]; }

  /// Price of each resource, >= 0 but for rounding; of equations of any sign.
  [[nodiscard]] std::vector<double> const& prices() const { return price_; }
  [[nodiscard]] double set_price(int set) const { return set_price(set, price_); }
  [[nodiscard]] double set_price(int set, std::vector<double> const& price) const;
  [[nodiscard]] double reduced_cost(int column) const;
  [[nodiscard]] double objective() const;
  /// Columns with a positive value.
  [[nodiscard]] std::vector<ColumnFlow> flows() const;

  /// No step has had a length for too long, or rounding hides what blocks one: there is no way on.
  [[nodiscard]] bool is_stuck() const;
  [[nodiscard]] int tight_count() const { return static_cast<int>(row_resource_.size()); }
  [[nodiscard]] std::size_t pivot_count() const { return pivot_count_; }
  [[nodiscard]] std::size_t column_count() const { return columns_.size(); }
  /// Forgets columns that are neither basic nor empty nor `wanted` and cost more than `most` to use. Where
  /// each column went, -1: nowhere.
  std::vector<int> drop_dear_columns(double most, std::span<int const> wanted);

private:
  struct Column {
    int set;
    double cost;
    int first, count;   ///< in `entries_`
    std::uint64_t uses; ///< `bit_of` its resources: most that do not use one are told at once
  };
  enum class Leaving { basic, key, resource, own_bound };
  struct Blocking {
    Leaving kind = Leaving::own_bound;
    int position = 0; ///< in W, set or resource
    double step = 0.0;
  };
  struct Link {
    int column, next; ///< next: in `links_` or -1
    double coefficient;
  };
  struct Limit {
    Leaving kind;
    int position;
    double step, rate;
  };
  static std::uint64_t bit_of(int resource) {
    return std::uint64_t{1} << (static_cast<unsigned>(resource) % 64U);
  }
  static std::size_t index(int position) { return static_cast<std::size_t>(position); }

  /// Moves `column` (>= 0) or the slack of row ~column from `value` up (sign 1) or down to 0 (sign -1).
  enum class Entered { nowhere, key, basis, factored }; ///< factored: W anew, with it
  Entered pivot(int column, double sign, double value);
  void direction(int column, double sign);
  void collect_changes(int column, double sign);
  [[nodiscard]] double draw() const;
  [[nodiscard]] Blocking ratio_test(double sign, double value);
  double collect_limits();
  void take_step(double step);
  int activate(int resource);
  int exchange(int set);
  void enter(int column, int position, double value);
  void change_basic(int column, int position, double value);
  void move_prices(double change);
  void factor();
  void repair();
  void compute_values();
  void compute_prices();
  void rank(std::span<int const> candidates, double tolerance);
  [[nodiscard]] double marginal(int column) const; ///< reduced cost of a column or slack
  void scatter(int column, double factor, std::vector<double>& by_row) const;

  // Of the dual method.
  void begin_restoring();
  void factor_again();
  void link_new_columns();
  void find_outside();
  void note_outside();
  [[nodiscard]] Blocking furthest_outside();
  [[nodiscard]] double outside_of(int column, double value) const;
  bool dual_pivot(Blocking const& leaving, double tolerance, double far, LookAhead const& look_ahead);
  bool choose_entering(int position, double tolerance, double far, LookAhead const& look_ahead, int& column);
  bool replace_lone_key(int set);
  // Of the parametric method.
  void begin_following();
  void find_shifts();
  [[nodiscard]] bool next_to_enter(double tolerance, double& level, int& column) const;
  void follow_pivot(int column);
  void price_row();
  void reweight(int position, double pivot);
  [[nodiscard]] int dual_ratio_test(bool rises, double tolerance, bool& found);
  template <typename See>
  void each_in_resource(int resource, See see) const;
  template <typename See>
  void each_in_set(int set, See see) const;

  std::vector<double> capacity_;
  std::vector<bool> exact_;
  std::vector<double> size_;
  std::vector<int> empty_;
  std::vector<Column> columns_;
  std::vector<Entry> entries_;
  double scale_ = 0.0; ///< largest set

  std::vector<int> key_;                 ///< [set]
  std::vector<double> key_value_;        ///< [set]
  std::vector<std::vector<int>> others_; ///< [set] positions in W of its other basic columns
  std::vector<int> basic_;               ///< [position] column, or ~row of a basic slack
  std::vector<double> value_;            ///< [position]
  std::vector<int> row_resource_;        ///< [row of W]
  std::vector<int> resource_row_;        ///< [resource] or -1
  std::vector<double> used_;             ///< [resource]
  std::vector<double> price_;            ///< [resource]
  std::vector<double> row_dual_;         ///< [row of W] minus the price
  std::vector<ColumnFlow> excess_;       ///< not basic, yet above 0; only inside `start`
  std::vector<char> barred_;             ///< [column]
  SparseBasis basis_;
  std::size_t pivot_count_ = 0;
  std::size_t idle_pivots_ = 0; ///< steps of no length since the last that had one
  std::size_t repair_count_ = 0;
  static constexpr int kFewChanges = 20; ///< of the basis: so few leave no rounding worth a new factor
  int changes_ = 0;                      ///< of the basis since it was factored
  mutable std::uint64_t chance_ = 0;

  static constexpr double kWorthATurn = 0.1;
  bool settled_ = false;
  std::vector<std::pair<double, int>> ranked_; ///< reduced cost and column of the candidates that improve
  std::vector<double> set_price_;              ///< [set] when they were ranked

  // of one pivot
  std::vector<double> image_, unit_;
  std::vector<int> changed_sets_, changed_resources_;
  std::vector<Limit> limits_;
  std::vector<double> set_rate_, resource_rate_;
  std::vector<char> set_changes_, resource_changes_;
  double entered_pivot_ = 0.0;                ///< of the last column that entered W
  double least_rate_ = 0.0, least_use_ = 0.0; ///< smaller rates of flows and of uses are rounding

  // of the dual method: columns by resource and by set, those of `prepare` and, linked, later ones
  int linked_ = 0; ///< columns linked
  std::vector<int> resource_first_, set_first_, set_columns_;
  std::vector<ColumnFlow> resource_columns_; ///< column, coefficient
  std::vector<Link> links_;
  std::vector<int> resource_link_, set_link_, linked_resources_;
  std::vector<double> reduced_;         ///< [column] reduced cost
  std::vector<double> shift_, shifted_; ///< [column] of the cost, and of the reduced cost
  std::vector<double> price_shift_;     ///< [resource]
  std::vector<double> row_;             ///< [column] entry of the pivot row
  std::vector<char> in_row_;
  std::vector<int> row_columns_;
  struct Able { ///< column or slack that may enter
    int column;
    double entry, reduced;
  };
  std::vector<Able> able_;
  std::vector<int> outside_sets_, outside_resources_; ///< may be outside their bounds
  std::vector<char> set_noted_, resource_noted_;
  std::vector<double> weight_, set_weight_, resource_weight_; ///< Devex: of positions, keys, idle resources
};

template <typename See>
void PathMaster::each_in_resource(int resource, See see) const {
  for (int i = resource_first_[index(resource)]; i < resource_first_[index(resource) + 1]; ++i)
    see(resource_columns_[index(i)].column, resource_columns_[index(i)].flow);
  for (int i = resource_link_[index(resource)]; i >= 0; i = links_[index(i)].next)
    see(links_[index(i)].column, links_[index(i)].coefficient);
}

template <typename See>
void PathMaster::each_in_set(int set, See see) const {
  for (int i = set_first_[index(set)]; i < set_first_[index(set) + 1]; ++i) see(set_columns_[index(i)]);
  for (int i = set_link_[index(set)]; i >= 0; i = links_[index(i)].next) see(links_[index(i)].column);
}

template <typename MayGoOn>
bool PathMaster::restore(double tolerance, double far, LookAhead const& look_ahead, MayGoOn may_go_on) {
  std::size_t const repairs = repair_count_;
  begin_restoring();
  for (std::size_t done = pivot_count_;; done = pivot_count_) {
    for (Blocking next = furthest_outside(); next.kind != Leaving::own_bound; next = furthest_outside()) {
      if (!may_go_on() || is_stuck() || !dual_pivot(next, tolerance, far, look_ahead) ||
          repair_count_ != repairs)
        return false;
    }
    if (pivot_count_ == done || changes_ < kFewChanges) return repair_count_ == repairs;
    factor_again(); // what rounding hid may be outside now
  }
}

template <typename MayGoOn>
bool PathMaster::improve(std::span<int const> candidates, double tolerance, MayGoOn may_go_on, int turns) {
  settled_ = false;
  for (int turn = 0; turn < turns; ++turn) {
    rank(candidates, tolerance);
    int row = worst_slack(tolerance);
    settled_ = ranked_.empty() && row < 0;
    if (settled_) break;
    double const enough = ranked_.empty() ? 0.0 : std::min(-tolerance, kWorthATurn * ranked_.front().first);
    for (auto const& ranked : ranked_) { // what still saves a part of the best is taken
      int const column = ranked.second;
      if (is_basic(column) || reduced_cost(column) >= enough) continue;
      if (!may_go_on() || is_stuck()) return false;
      pivot(column, 1.0, 0.0);
    }
    for (row = worst_slack(tolerance); row >= 0; row = worst_slack(tolerance)) {
      if (!may_go_on() || is_stuck()) return false;
      pivot(~row, 1.0, 0.0);
    }
  }
  if (changes_ >= kFewChanges) factor();
  return true;
}

template <typename MayGoOn>
bool PathMaster::follow(double tolerance, MayGoOn may_go_on) {
  begin_following();
  double level = 1.0;
  for (int column = 0; next_to_enter(tolerance, level, column);) {
    if (!may_go_on() || is_stuck()) return false;
    follow_pivot(column);
  }
  if (changes_ >= kFewChanges) factor();
  return true;
}

} // namespace korridor::opt
