// Intervals: the programme made local at the solution, then its dual face.
#include "korridor/solve/intervals.hpp"

#include <algorithm>

namespace korridor::solve {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// A quantity within this part of a curve's size lies at its end.
constexpr double kAtEnd = 1e-9;

// Whether the solution lies inside a curve, where the marginal is one number.
bool inside_curve(Line const& line, double quantity) {
  return line.slope != 0.0 && quantity > kAtEnd * line.size && quantity < (1.0 - kAtEnd) * line.size;
}

opt::LinearProgram localise(ArcProgram const& program, std::vector<double> const& value) {
  opt::LinearProgram local = program.lp;
  auto const set = [&](int column, Line const& line, double sign) {
    double const scale = program.columns[at(column)].scale;
    local.col_cost[at(column)] =
        sign * line.marginal(value[at(column)] * scale) * scale / program.money_scale;
  };
  for (std::size_t s = 0; s < program.supply_column.size(); ++s) {
    set(program.supply_column[s], program.supply_line[s], 1.0);
  }
  for (std::size_t d = 0; d < program.demand_column.size(); ++d) {
    set(program.demand_column[d], program.demand_line[d], -1.0);
  }
  for (Friction const& friction : program.frictions) set(friction.column, friction.line, 1.0);
  return local;
}

std::vector<bool> pinned_rows(ArcProgram const& program, std::vector<double> const& value) {
  std::vector<bool> pinned(program.rows.size(), false);
  auto const pin = [&](int row, int column, Line const& line) {
    if (inside_curve(line, value[at(column)] * program.columns[at(column)].scale)) pinned[at(row)] = true;
  };
  for (std::size_t s = 0; s < program.supply_column.size(); ++s) {
    pin(program.supply_row[s], program.supply_column[s], program.supply_line[s]);
  }
  for (std::size_t d = 0; d < program.demand_column.size(); ++d) {
    pin(program.demand_row[d], program.demand_column[d], program.demand_line[d]);
  }
  for (Friction const& friction : program.frictions) pinned[at(friction.row)] = true; // set by the flow
  return pinned;
}

} // namespace

Intervals::Intervals(ArcProgram const& program, std::vector<double> const& value,
                     std::vector<double> const& dual)
    : program_(program), local_(localise(program, value)),
      face_(local_, value, dual, pinned_rows(program, value)) {}

opt::DualRange Intervals::row(int row) {
  opt::DualRange const range = face_.row(row);
  double const a = range.low * program_.rows[at(row)].dual_scale;
  double const b = range.high * program_.rows[at(row)].dual_scale;
  return {std::min(a, b), std::max(a, b)};
}

opt::DualRange Intervals::account(Account const& account) {
  opt::DualRange const range = face_.sum(account.weights);
  return {account.fixed + range.low, account.fixed + range.high};
}

} // namespace korridor::solve
