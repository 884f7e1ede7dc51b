// LpSolver by COIN-OR Clp. No other file includes a header of that library.
#include "korridor/opt/lp_solver.hpp"

#include <algorithm>

#include <coin/ClpSimplex.hpp>

namespace korridor::opt {

namespace {

// Programmes come scaled to quantities and prices of order 1, so tolerances are relative ones. They are
// tight, because the chords of a refined curve are narrow and differ by little (solve/curves.hpp).
constexpr double kPrimalTolerance = 1e-12;
constexpr double kDualTolerance = 1e-12;
// Clp's own scaling takes narrow columns for small ones and then misses the tolerance on their duals.
constexpr int kNoScaling = 0;
// Chords of many arcs tie; without a perturbation the primal simplex wanders among them for tens of thousands
// of steps. Clp takes it off again before it ends.
constexpr int kPerturb = 50;
// Clp counts a time limit below zero as none.
constexpr double kNoTimeLimit = -1.0;
// Of ClpModel::status.
constexpr int kOptimal = 0, kInfeasible = 1, kStopped = 3;

LpStatus to_status(int clp_status, int secondary) {
  switch (clp_status) {
  case kOptimal:
    return LpStatus::optimal;
  case kInfeasible:
    return LpStatus::infeasible;
  case 2:
    return LpStatus::unbounded;
  case kStopped:
    return LpStatus::limit;
  default:
    return secondary == 9 ? LpStatus::limit : LpStatus::failed;
  }
}

} // namespace

struct LpSolver::Clp {
  ClpSimplex simplex;
  bool solved_before = false;
};

LpSolver::LpSolver(LinearProgram const& program) : clp_(std::make_unique<Clp>()) {
  std::vector<CoinBigIndex> start(program.first.begin(), program.first.end());
  std::vector<int> row(program.entries.size());
  std::vector<double> value(program.entries.size());
  for (std::size_t i = 0; i < program.entries.size(); ++i) {
    row[i] = program.entries[i].row;
    value[i] = program.entries[i].coefficient;
  }
  ClpSimplex& simplex = clp_->simplex;
  simplex.setLogLevel(0);
  simplex.loadProblem(program.col_count(), program.row_count(), start.data(), row.data(), value.data(),
                      program.col_lower.data(), program.col_upper.data(), program.col_cost.data(),
                      program.row_lower.data(), program.row_upper.data());
  simplex.createStatus(); // all slacks, so that columns may be split before the first solve
  simplex.setPrimalTolerance(kPrimalTolerance);
  simplex.setDualTolerance(kDualTolerance);
  simplex.scaling(kNoScaling);
  simplex.setPerturbation(kPerturb);
}

LpSolver::~LpSolver() = default;

void LpSolver::set_time_limit(double seconds) {
  clp_->simplex.setMaximumSeconds(seconds > 0.0 ? seconds : kNoTimeLimit);
}

void LpSolver::set_cost(int col, double cost) { clp_->simplex.setObjectiveCoefficient(col, cost); }

void LpSolver::set_row_bounds(int row, double lower, double upper) {
  clp_->simplex.setRowBounds(row, lower, upper);
}

void LpSolver::split_column(int col, std::span<Piece const> pieces) {
  ClpSimplex& simplex = clp_->simplex;
  auto const status = simplex.getColumnStatus(col);
  double const value = simplex.primalColumnSolution()[col];

  CoinPackedMatrix const& matrix = *simplex.matrix();
  auto const begin = static_cast<std::size_t>(matrix.getVectorStarts()[col]);
  auto const length = static_cast<std::size_t>(matrix.getVectorLengths()[col]);
  std::vector<int> const rows(matrix.getIndices() + begin, matrix.getIndices() + begin + length);
  std::vector<double> const values(matrix.getElements() + begin, matrix.getElements() + begin + length);

  // The piece in which the value lies keeps the column's status; pieces before it are full, later ones empty.
  std::vector<double> cost, lower, upper;
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> all_rows;
  std::vector<double> all_values;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    cost.push_back(pieces[i].cost);
    lower.push_back(0.0);
    upper.push_back(pieces[i].width);
    all_rows.insert(all_rows.end(), rows.begin(), rows.end());
    all_values.insert(all_values.end(), values.begin(), values.end());
    starts.push_back(static_cast<CoinBigIndex>(all_rows.size()));
  }
  int const first_new = simplex.numberColumns();
  simplex.addColumns(static_cast<int>(cost.size()), lower.data(), upper.data(), cost.data(), starts.data(),
                     all_rows.data(), all_values.data());
  simplex.setObjectiveCoefficient(col, pieces[0].cost);
  simplex.setColumnBounds(col, 0.0, pieces[0].width);

  double done = 0.0;
  bool placed = status != ClpSimplex::basic;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    int const piece = i == 0 ? col : first_new + static_cast<int>(i) - 1;
    double const end = done + pieces[i].width;
    if (status == ClpSimplex::basic && !placed && (value <= end || i + 1 == pieces.size())) {
      simplex.setColumnStatus(piece, ClpSimplex::basic);
      simplex.primalColumnSolution()[piece] = std::clamp(value - done, 0.0, pieces[i].width);
      placed = true;
    } else {
      bool const full = status == ClpSimplex::basic ? !placed : status == ClpSimplex::atUpperBound;
      simplex.setColumnStatus(piece, full ? ClpSimplex::atUpperBound : ClpSimplex::atLowerBound);
      simplex.primalColumnSolution()[piece] = full ? pieces[i].width : 0.0;
    }
    done = end;
  }
}

LpSolution LpSolver::solve() {
  ClpSimplex& simplex = clp_->simplex;
  // A change of costs or pieces leaves the last basis feasible, so the primal simplex goes on from it. The
  // dual one is a quarter faster there without friction, and three times slower with it.
  if (clp_->solved_before) {
    simplex.primal(1);
  } else {
    simplex.dual();
  }
  clp_->solved_before = true;
  // With free columns the dual simplex calls some programmes infeasible that are not, and on tied chords it
  // now and then gives up; the primal decides.
  if (simplex.status() != kOptimal && simplex.status() != kStopped) simplex.primal();
  LpSolution solution;
  solution.status = to_status(simplex.status(), simplex.secondaryStatus());
  solution.objective = simplex.objectiveValue();
  double const* value = simplex.getColSolution();
  double const* dual = simplex.getRowPrice();
  solution.col_value.assign(value, value + simplex.numberColumns());
  solution.row_dual.assign(dual, dual + simplex.numberRows());
  return solution;
}

int LpSolver::col_count() const { return clp_->simplex.numberColumns(); }

} // namespace korridor::opt
