// Curves: cutting columns into chords.
#include "korridor/solve/curves.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::solve {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

constexpr int kFirstCuts = 8;
constexpr int kDoublings = 10;
constexpr int kCuts = 16;
// A bracket narrower than this part of the price level is below what the solver's dual tolerance can tell
// apart.
constexpr double kFinestBracket = 1e-9;
// A reduced cost no further below zero is the solver's noise (programmes come scaled to order 1).
constexpr double kIdle = 1e-10;
// Narrower parts are within the solver's primal tolerance (programmes come scaled to order 1).
constexpr double kFinestPart = 1e-10;
// A solution this near to a breakpoint, as a part of the column, may lie on either side of it: the solver's
// rounding must not hide the side that is still coarse.
constexpr double kSamePoint = 1e-9;

} // namespace

Curves::Curves(model::Instance const& instance, ArcProgram const& program, opt::LpSolver& solver,
               double price_tolerance)
    : program_(program), solver_(solver), price_tolerance_(price_tolerance) {
  for (std::size_t s = 0; s < instance.supplies.size(); ++s) {
    add(program.supply_column[s], program.supply_line[s], 1.0, 0.0);
  }
  for (std::size_t d = 0; d < instance.demands.size(); ++d) {
    add(program.demand_column[d], program.demand_line[d], -1.0, 0.0);
  }
  std::vector<std::size_t> curve_of(program.rows.size(), 0); // of friction rows
  for (Friction const& friction : program.frictions) {
    add(friction.column, friction.line, 1.0, friction.price_level);
    curves_.back().friction_row = friction.row;
    curve_of[at(friction.row)] = curves_.size() - 1;
  }
  for (int column = 0; !program.frictions.empty() && column < static_cast<int>(program.columns.size());
       ++column) {
    if (program.columns[at(column)].kind != ColumnKind::arc) continue;
    for (opt::Entry const& entry : program.lp.column(column)) {
      if (program.rows[at(entry.row)].kind == RowKind::friction) {
        curves_[curve_of[at(entry.row)]].users.push_back(column);
      }
    }
  }
}

void Curves::add(int column, Line const& line, double sign, double price_level) {
  if (line.slope == 0.0 || line.size <= 0.0) return;
  double const level = std::max({std::abs(line.first), std::abs(line.marginal(line.size)), price_level});
  Curve curve{column,
              line,
              sign,
              program_.columns[at(column)].scale,
              std::max(0.5 * price_tolerance_, kFinestBracket * level),
              {}};
  curve.parts.push_back({column, 0.0, line.size / curve.scale});
  cut(curve, 0, price_level > 0.0 ? doubling(curve.parts.front()) : evenly(curve.parts.front(), kFirstCuts));
  curves_.push_back(std::move(curve));
}

// Whether nothing flows where there is friction and nothing would if the first unit met none.
bool Curves::idle(Curve const& curve, opt::LpSolution const& solution) const {
  if (curve.friction_row == model::kNone) return false;
  for (Part const& part : curve.parts) {
    if (solution.col_value[at(part.column)] > 0.0) return false;
  }
  return std::all_of(curve.users.begin(), curve.users.end(), [&](int column) {
    double reduced_cost = program_.lp.col_cost[at(column)];
    for (opt::Entry const& entry : program_.lp.column(column)) {
      if (entry.row != curve.friction_row) {
        reduced_cost -= entry.coefficient * solution.row_dual[at(entry.row)];
      }
    }
    return reduced_cost >= -kIdle;
  });
}

// Ends of even pieces.
std::vector<double> Curves::evenly(Part const& whole, int pieces) {
  std::vector<double> ends;
  for (int i = 1; i < pieces; ++i) ends.push_back(whole.from + i * (whole.to - whole.from) / pieces);
  ends.push_back(whole.to);
  return ends;
}

// Ends that double: flows of one commodity differ by orders of magnitude from arc to arc.
std::vector<double> Curves::doubling(Part const& whole) {
  std::vector<double> ends;
  for (int i = kDoublings; i >= 0; --i) ends.push_back(std::ldexp(whole.to, -i));
  return ends;
}

void Curves::cut(Curve& curve, std::size_t part, std::vector<double> const& ends) {
  Part const whole = curve.parts[part];
  std::vector<opt::Piece> chords;
  std::vector<Part> parts;
  int const next = solver_.col_count();
  double from = whole.from;
  for (double const to : ends) {
    double const marginal = curve.line.marginal(0.5 * (from + to) * curve.scale);
    chords.push_back({curve.sign * marginal * curve.scale / program_.money_scale, to - from});
    parts.push_back({parts.empty() ? whole.column : next + static_cast<int>(parts.size()) - 1, from, to});
    from = to;
  }
  solver_.split_column(whole.column, chords);
  auto const place = curve.parts.begin() + static_cast<std::ptrdiff_t>(part);
  curve.parts.erase(place);
  curve.parts.insert(curve.parts.begin() + static_cast<std::ptrdiff_t>(part), parts.begin(), parts.end());
}

bool Curves::refine(opt::LpSolution const& solution) {
  bool cut_any = false;
  for (Curve& curve : curves_) {
    if (idle(curve, solution)) continue;
    double quantity = 0.0;
    for (Part const& part : curve.parts) quantity += solution.col_value[at(part.column)];
    double const near = kSamePoint * curve.parts.back().to;
    std::size_t first = 0;
    while (first + 1 < curve.parts.size() && curve.parts[first].to < quantity - near) ++first;
    std::size_t last = first;
    while (last + 1 < curve.parts.size() && curve.parts[last].to <= quantity + near) ++last;
    int const cuts = first == last ? kCuts : kCuts / 2;
    for (std::size_t part = last + 1; part-- > first;) {
      double const width = curve.parts[part].to - curve.parts[part].from;
      double const span = std::abs(curve.line.slope) * curve.scale * width;
      if (width <= kFinestPart || span <= 0.5 * curve.tolerance) continue;
      cut_any = true;
      cut(curve, part, evenly(curve.parts[part], cuts));
    }
  }
  return cut_any;
}

std::vector<double> Curves::collect(opt::LpSolution const& solution) const {
  std::vector<double> value(solution.col_value.begin(),
                            solution.col_value.begin() +
                                static_cast<std::ptrdiff_t>(program_.columns.size()));
  for (Curve const& curve : curves_) {
    double& sum = value[at(curve.column)];
    sum = 0.0;
    for (Part const& part : curve.parts) sum += solution.col_value[at(part.column)];
  }
  return value;
}

} // namespace korridor::solve
