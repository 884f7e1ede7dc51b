// Writing an arc programme as a path programme, and reading the answer back.
#include "korridor/solve/path_method.hpp"

#include <algorithm>
#include <cmath>

#include "korridor/opt/path_solver.hpp"

namespace korridor::solve {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// A price bracket narrower than this part of the price level is below what double precision can tell apart.
constexpr double kFinestBracket = 1e-9;

bool is_node(RowKind kind) {
  return kind == RowKind::balance || kind == RowKind::supply || kind == RowKind::demand;
}

class Translation {
public:
  Translation(ArcProgram const& program, double price_tolerance)
      : source_(program), price_tolerance_(price_tolerance) {}

  // False when a column enters or leaves two nodes, or a row is neither a node nor a shared resource.
  bool build() {
    for (int r = 0; r < source_.lp.row_count(); ++r) {
      bool const node = is_node(source_.rows[at(r)].kind);
      if (!node && (!std::isinf(source_.lp.row_lower[at(r)]) || std::isinf(source_.lp.row_upper[at(r)])))
        return false;
      place_.push_back(node ? program_.node_count++ : static_cast<int>(program_.capacity.size()));
      if (!node) program_.capacity.push_back(source_.lp.row_upper[at(r)]);
    }
    for (int column = 0; column < source_.lp.col_count(); ++column) {
      if (!add_column(column)) return false;
    }
    for (std::size_t s = 0; s < source_.supply_column.size(); ++s)
      add_line(source_.supply_column[s], source_.supply_row[s], source_.supply_line[s], program_.supplies);
    for (std::size_t d = 0; d < source_.demand_column.size(); ++d)
      add_line(source_.demand_column[d], source_.demand_row[d], source_.demand_line[d], program_.demands);
    return true;
  }

  [[nodiscard]] opt::PathProgram const& program() const { return program_; }

  [[nodiscard]] ProgramSolution read(opt::PathSolution const& solution) const {
    ProgramSolution answer;
    answer.complete = solution.complete;
    answer.rounds = solution.pricing_count;
    answer.value.assign(source_.columns.size(), 0.0);
    for (std::size_t a = 0; a < arc_column_.size(); ++a) answer.value[at(arc_column_[a])] = solution.arc_flow[a];
    for (std::size_t s = 0; s < source_.supply_column.size(); ++s)
      answer.value[at(source_.supply_column[s])] = solution.supplied[s];
    for (std::size_t d = 0; d < source_.demand_column.size(); ++d)
      answer.value[at(source_.demand_column[d])] = solution.delivered[d];
    double dearest = 0.0; // where nothing can come a price above all that is paid: nobody there gains anything
    for (opt::MarginalLine const& line : program_.demands) dearest = std::max(dearest, 2.0 * line.first);
    for (double const price : solution.node_price) {
      if (std::isfinite(price)) dearest = std::max(dearest, price);
    }
    for (std::size_t r = 0; r < source_.rows.size(); ++r) {
      if (!is_node(source_.rows[r].kind)) {
        answer.dual.push_back(-solution.resource_price[at(place_[r])]);
        continue;
      }
      double const price = solution.node_price[at(place_[r])];
      answer.dual.push_back(std::isfinite(price) ? price : dearest);
    }
    return answer;
  }

private:
  bool add_column(int column) {
    ColumnKind const kind = source_.columns[at(column)].kind;
    if (kind == ColumnKind::supply_step || kind == ColumnKind::demand_step) return true;
    int tail = -1, head = -1;
    double out = 0.0, in = 0.0;
    for (opt::Entry const& entry : source_.lp.column(column)) {
      if (!is_node(source_.rows[at(entry.row)].kind)) continue;
      int& end = entry.coefficient < 0.0 ? tail : head;
      if (end >= 0) return false;
      end = place_[at(entry.row)];
      (entry.coefficient < 0.0 ? out : in) = std::abs(entry.coefficient);
    }
    if (tail < 0 || !std::isinf(source_.lp.col_upper[at(column)])) return false;
    if (head < 0) return true; // all is lost on the way: nobody ships so
    program_.arcs.push_back({tail, head, source_.lp.col_cost[at(column)] / out, in / out,
                             static_cast<int>(program_.entries.size())});
    for (opt::Entry const& entry : source_.lp.column(column)) {
      if (!is_node(source_.rows[at(entry.row)].kind))
        program_.entries.push_back({place_[at(entry.row)], entry.coefficient / out});
    }
    arc_column_.push_back(column);
    return true;
  }

  void add_line(int column, int row, Line const& line, std::vector<opt::MarginalLine>& lines) const {
    double const scale = source_.columns[at(column)].scale;
    double const price_scale = scale / source_.money_scale;
    double const end = std::isfinite(line.size) ? line.marginal(line.size) : line.first;
    double const level = std::max(std::abs(line.first), std::abs(end));
    double const tolerance = std::max(0.5 * price_tolerance_, kFinestBracket * level);
    lines.push_back({place_[at(row)], line.first * price_scale, line.slope * scale * price_scale,
                     line.size / scale, tolerance * price_scale});
  }

  ArcProgram const& source_;
  double price_tolerance_;
  opt::PathProgram program_;
  std::vector<int> place_;      ///< [row] node or resource
  std::vector<int> arc_column_; ///< [arc]
};

} // namespace

std::optional<ProgramSolution> solve_by_paths(ArcProgram const& program, double price_tolerance,
                                              double seconds) {
  Translation translation(program, price_tolerance);
  if (!translation.build()) return std::nullopt;
  opt::PathOptions options;
  if (seconds > 0.0) options.seconds = seconds;
  std::optional<opt::PathSolution> const solution = opt::solve_paths(translation.program(), options);
  if (!solution) return std::nullopt;
  return translation.read(*solution);
}

} // namespace korridor::solve
