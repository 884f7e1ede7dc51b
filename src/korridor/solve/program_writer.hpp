// Writing the arc programme: rows when first met, columns with their entries, all in scaled numbers.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "korridor/solve/arc_program.hpp"

namespace korridor::solve {

class ProgramWriter {
public:
  ProgramWriter(model::Instance const& instance, Effects const& effects, Classes const& classes)
      : instance_(instance), effects_(effects), classes_(classes) {}

  [[nodiscard]] model::Instance const& instance() const { return instance_; }
  [[nodiscard]] Effects const& effects() const { return effects_; }
  [[nodiscard]] Classes const& classes() const { return classes_; }
  /// Column scale of a commodity.
  [[nodiscard]] double unit(int commodity) const { return unit_[static_cast<std::size_t>(commodity)]; }

  int add_row(ProgramRow row, double scale, double lower, double upper);
  /// Row of what enters a node less what leaves it, of one merged class; made when first met.
  int balance(int merged, int node);
  /// Row of a capacity, made when its first member is met. `unit` is the scale where the bound is 0.
  int joint(RowKind kind, int element, double bound, double unit);

  /// To the column that `add_column` closes; `coefficient` is in the model's units.
  void add_entry(int row, double coefficient, Column const& column);
  /// What node capacity and limits on a node count: what enters it.
  void add_node_rows(int node, int commodity, int origin, double entering, Column const& column);
  void add_limits(bool is_node, int position, int commodity, int origin, double quantity,
                  Column const& column);
  /// Quotas, contracts and bans for part of the period. `position` is the supply or demand row or the
  /// process.
  void add_measures(Terms const& terms, ClassKey const& key, int arc, int position, double own_bound,
                    Column const& column);
  int add_column(Column const& column, double charge, double size);
  /// Memory for so many columns; more may come.
  void reserve_columns(std::size_t count);
  /// Notes the first charge below nothing.
  void check_charge(double charge, int commodity, std::string const& where);

protected:
  model::Instance const& instance_;
  Effects const& effects_;
  Classes const& classes_;
  ArcProgram program_;
  std::string problem_;
  std::vector<double> price_level_;               ///< [commodity]
  std::vector<double> unit_;                      ///< [commodity] column scale
  std::map<std::pair<int, int>, double> made_of_; ///< (commodity, origin) -> most that can be made

private:
  int add_joint_row(ProgramRow row, double unit);

  std::vector<double> row_scale_;                 ///< [row]
  std::vector<opt::Entry> entries_;               ///< of the column being made
  std::map<RowKind, std::vector<int>> joint_row_; ///< [element] kNone: not met yet
  /// (measure, arc, what is bounded, its row, node, commodity, origin, via) -> row
  std::map<std::tuple<int, int, ColumnKind, int, int, int, int, int>, int> partial_row_;
};

/// Powers of two, so that scaling rounds nothing; 1 for 0.
[[nodiscard]] double power_of_two(double value);

} // namespace korridor::solve
