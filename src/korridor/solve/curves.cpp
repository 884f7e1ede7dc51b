// Curves: cutting columns into chords.
#include "korridor/solve/curves.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::solve {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

constexpr int kFirstCuts = 8;
constexpr int kCuts = 16;
// A bracket narrower than this part of the price level is below what the solver's dual tolerance can tell
// apart.
constexpr double kFinestBracket = 1e-9;
// Two breakpoints nearer than this part of the column count as one.
constexpr double kSamePoint = 1e-12;

} // namespace

Curves::Curves(model::Instance const& instance, ArcProgram const& program, opt::LpSolver& solver,
               double price_tolerance)
    : program_(program), solver_(solver) {
  auto const add = [&](int column, Line const& line, double sign) {
    if (line.slope == 0.0 || line.size <= 0.0) return;
    double const level = std::max(std::abs(line.first), std::abs(line.marginal(line.size)));
    Curve curve{column,
                line,
                sign,
                program.columns[at(column)].scale,
                std::max(0.5 * price_tolerance, kFinestBracket * level),
                {}};
    curve.parts.push_back({column, 0.0, line.size / curve.scale});
    cut(curve, 0, kFirstCuts);
    curves_.push_back(std::move(curve));
  };
  for (std::size_t s = 0; s < instance.supplies.size(); ++s) {
    add(program.supply_column[s], program.supply_line[s], 1.0);
  }
  for (std::size_t d = 0; d < instance.demands.size(); ++d) {
    add(program.demand_column[d], program.demand_line[d], -1.0);
  }
}

void Curves::cut(Curve& curve, std::size_t part, int pieces) {
  Part const whole = curve.parts[part];
  double const width = (whole.to - whole.from) / pieces;
  std::vector<opt::Piece> chords;
  std::vector<Part> parts;
  int const next = solver_.col_count();
  for (int i = 0; i < pieces; ++i) {
    double const from = whole.from + i * width;
    double const to = i + 1 == pieces ? whole.to : whole.from + (i + 1) * width;
    double const marginal = curve.line.marginal(0.5 * (from + to) * curve.scale);
    chords.push_back({curve.sign * marginal * curve.scale / program_.money_scale, to - from});
    parts.push_back({i == 0 ? whole.column : next + i - 1, from, to});
  }
  solver_.split_column(whole.column, chords);
  auto const place = curve.parts.begin() + static_cast<std::ptrdiff_t>(part);
  curve.parts.erase(place);
  curve.parts.insert(curve.parts.begin() + static_cast<std::ptrdiff_t>(part), parts.begin(), parts.end());
}

bool Curves::refine(opt::LpSolution const& solution) {
  bool cut_any = false;
  for (Curve& curve : curves_) {
    double quantity = 0.0;
    for (Part const& part : curve.parts) quantity += solution.col_value[at(part.column)];
    double const near = kSamePoint * curve.parts.back().to;
    std::size_t first = 0;
    while (first + 1 < curve.parts.size() && curve.parts[first].to < quantity - near) ++first;
    std::size_t last = first;
    while (last + 1 < curve.parts.size() && curve.parts[last].to <= quantity + near) ++last;
    double const bracket =
        std::abs(curve.line.slope) * curve.scale * (curve.parts[last].to - curve.parts[first].from);
    if (bracket <= curve.tolerance) continue;
    cut_any = true;
    int const cuts = first == last ? kCuts : kCuts / 2;
    for (std::size_t part = last + 1; part-- > first;) cut(curve, part, cuts);
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
