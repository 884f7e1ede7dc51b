// The paths found so far as columns of the master, and what the master's answer says of supplies and demands.
//
// A column is (piece of a demand, piece of a supply, path): its cost is that of the path and of the supply,
// its entries what one delivered unit takes of each resource and of the piece. Curves are pieces of constant
// marginal (opt/line_pieces.hpp). Resources of the master: those of the programme, then one for each piece of
// supply. Sets: the pieces of demands, then the extras. Complexity: linear in the arcs of a path.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "korridor/opt/label_correcting.hpp"
#include "korridor/opt/line_pieces.hpp"
#include "korridor/opt/path_master.hpp"
#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

class PathColumns {
public:
  struct Path {
    int supply = -1; ///< -1: an empty column or an extra
    int demand = -1;
    int piece = 0; ///< of the supply
    int first = 0;
    int count = 0; ///< arcs, last first
  };

  /// `program` must outlive it. `start` may be null; else lines are cut as they were there.
  PathColumns(PathProgram const& program, PathStart const* start);

  /// A copy for another programme, which differs in numbers only.
  PathColumns(PathColumns const& other, PathProgram const& program);

  /// A master of the present pieces without any path.
  void build_master();
  /// The same flow on the present pieces, each filled in order, as a basis of the master.
  void restart(std::vector<PathFlow> const& flows, std::vector<double> const& extras);
  /// Cuts lines anew round the quantities and puts the same flow on the new pieces; false when all brackets
  /// are narrow enough. The true cost never rises.
  bool refine();

  [[nodiscard]] PathMaster& master() { return *master_; }
  [[nodiscard]] PathMaster const& master() const { return *master_; }
  [[nodiscard]] std::size_t pivot_count() const { return pivots_before_ + master_->pivot_count(); }
  /// The sets before it are pieces of demands, from it on extras.
  [[nodiscard]] int first_extra() const { return first_extra_; }
  [[nodiscard]] std::vector<int> const& extra_columns() const { return extra_column_; }
  [[nodiscard]] bool has_equations() const;
  /// Of the equation that a line's quantity enters; 0 without one.
  [[nodiscard]] static double equation_price(MarginalLine const& line, std::vector<double> const& price) {
    return line.equation < 0 ? 0.0 : price[at(line.equation)];
  }

  /// Prices of the master's resources; what is below 0 is rounding, but for equations.
  [[nodiscard]] std::vector<double> prices() const;
  void clip(std::vector<double>& price) const;
  /// Finds the cheapest piece of each supply at these prices; `supply_price` is then what it costs.
  void price_supplies(std::vector<double> const& price);
  [[nodiscard]] std::vector<double> const& supply_price() const { return supply_price_; }
  /// [demand] the most that a set of it pays of `limit` [set], its equation's price added.
  [[nodiscard]] std::vector<double> most_paid(std::vector<double> const& price,
                                              std::vector<double> const& limit) const;
  /// A column for each set of the demand whose limit is above `label` by more than `margin`; to the end of
  /// `columns`. `arcs`, last first, lead from the supply.
  void add_paths(int demand, int supply, std::vector<int> const& arcs, double label,
                 std::vector<double> const& price, std::vector<double> const& limit, double margin,
                 std::vector<int>& columns);
  /// Takes back the columns added last.
  void forget_from(std::size_t column_count);
  /// A column for goods that go to a node and round a circle, what is lost there made up from the supply: one
  /// unit leaves the node. Nothing when no bound on it is known.
  std::optional<int> add_circle(LabelCorrecting::Circle const& circle);
  [[nodiscard]] bool are_circling() const; ///< goods, on such columns

  [[nodiscard]] std::vector<PathFlow> path_flows() const;
  [[nodiscard]] std::vector<double> extra_quantities() const;
  /// Flows, quantities and the point to begin from; prices and counts are left.
  void describe(PathSolution& answer) const;

  /// Forgets idle columns whose reduced cost is above `most`.
  void drop_dear_columns(double most);
  /// Makes copies, and returning to them, cheap (PathMaster::prepare), and indexes columns by arc.
  void prepare();
  /// Becomes `base`, of which this is a copy that has been changed.
  void rewind(PathColumns const& base);
  /// Columns through the arc may carry nothing any more; those among them that are basic, to `basic`.
  void bar(int arc, std::vector<int>& basic);
  void bar_extra(int extra, std::vector<int>& basic);
  /// A flat supply or demand of another size.
  void resize_supply(int supply, double size);
  void resize_demand(int demand, double size);
  /// Costs of what passes the arc follow the programme.
  void recost(int arc);
  void shift_supply(int supply, double change);
  void shift_demand(int demand, double change);
  [[nodiscard]] bool needs_cuts() const;
  [[nodiscard]] int demand_of(int set) const { return demand_of_set_[at(set)]; }
  /// What these prices prove that nothing can cost less than (the Lagrangian). `supply_price` may be below
  /// what the pieces cost; `label` is the least cost of a unit at each demand at both.
  [[nodiscard]] double bound(std::vector<double> const& price, std::vector<double> const& supply_price,
                             std::vector<double> const& label) const;

private:
  static std::size_t at(int position) { return static_cast<std::size_t>(position); }
  [[nodiscard]] double path_cost(Path const& path) const;
  [[nodiscard]] std::pair<std::vector<double>, std::vector<double>> quantities() const;
  int add_path(int set, int demand, int supply, int piece, std::vector<int> const& arcs);
  double collect_uses(std::vector<int> const& arcs, double& through);
  double draw(int supply, int piece, double quantity);
  void merge_uses();
  [[nodiscard]] double most_circling(int supply, double drawn, double cost) const;

  PathProgram const* program_;
  std::vector<LinePieces> supply_, demand_;
  std::optional<PathMaster> master_;
  std::vector<Path> paths_; ///< [column]
  std::vector<int> arcs_;
  std::vector<int> arc_first_, arc_columns_; ///< by arc, columns known to `prepare`
  std::size_t indexed_ = 0;                  ///< columns that it knows
  bool recut_ = false, moved_ = false;       ///< the pieces are not those of the base, or their numbers
  std::vector<int> demand_of_set_, extra_column_;
  std::vector<int> circle_column_; ///< their sets stand behind those of extras
  int first_extra_ = 0;
  std::size_t pivots_before_ = 0;
  std::vector<double> supply_price_;
  std::vector<int> supply_piece_;
  std::vector<Entry> uses_;
};

} // namespace korridor::opt
