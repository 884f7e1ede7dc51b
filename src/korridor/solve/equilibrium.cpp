// Solving an instance by the arc programme.
#include "korridor/solve/equilibrium.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "korridor/core/processor_time.hpp"
#include "korridor/solve/expand.hpp"
#include "korridor/solve/path_method.hpp"

namespace korridor::solve {

namespace {

// Each round narrows every bracket at least eightfold; more than this many only repeat rounding.
constexpr std::size_t kRoundLimit = 40;
// A contract's scaled flow that falls by more than this when circles are taken off was met by them.
constexpr double kCircled = 1e-7;

// The marginal friction is known from the flow; the programme's own dual is that of a chord beside it.
void settle_friction(Equilibrium& result) {
  for (Friction const& friction : result.program->frictions) {
    auto const column = static_cast<std::size_t>(friction.column);
    auto const row = static_cast<std::size_t>(friction.row);
    double const flow = result.value[column] * result.program->columns[column].scale;
    result.dual[row] = friction.line.marginal(flow) / result.program->rows[row].dual_scale;
  }
}

// Goods that go in circles are taken off when classes are told apart. In an optimum they cost money and earn
// nothing, unless a contract pays for them or for making what they lose: then without them its min is missed.
std::string circling(model::Instance const& instance, Equilibrium const& found) {
  ArcProgram const& program = *found.program;
  for (std::size_t c = 0; c < instance.contracts.size(); ++c) {
    model::Contract const& contract = instance.contracts[c];
    int const row = program.contract_row[c];
    double const row_scale = program.money_scale / program.rows[static_cast<std::size_t>(row)].dual_scale;
    double counted = 0.0, scale = row_scale;
    for (std::size_t position = 0; position < program.columns.size(); ++position) {
      Column const& column = program.columns[position];
      if (column.kind == ColumnKind::shortfall || column.kind == ColumnKind::excess) continue;
      for (opt::Entry const& entry : program.lp.column(static_cast<int>(position))) {
        if (entry.row != row) continue;
        counted += entry.coefficient * found.value[position] * row_scale;
        scale = std::max(scale, column.scale);
      }
    }
    if (found.accounts.counted[c] >= std::min(counted, contract.min) - kCircled * scale) continue;
    return "contract '" + contract.id +
           "' would be met by goods that go in circles, to be counted again or to lose what is made too "
           "much; "
           "lower its penalty, or let it count what its demand rows get";
  }
  return "";
}

// What the plan costs less what it is worth, in the programme's money; curves count their integrals.
double programme_cost(ArcProgram const& program, std::vector<double> const& value) {
  double sum = 0.0;
  for (std::size_t column = 0; column < value.size(); ++column) {
    sum += program.lp.col_cost[column] * value[column];
  }
  auto const correct = [&](int position, Line const& line, double sign) {
    auto const column = static_cast<std::size_t>(position);
    double const quantity = value[column] * program.columns[column].scale;
    sum += sign * line.integral(quantity) / program.money_scale - program.lp.col_cost[column] * value[column];
  };
  for (std::size_t s = 0; s < program.supply_column.size(); ++s) {
    correct(program.supply_column[s], program.supply_line[s], 1.0);
  }
  for (std::size_t d = 0; d < program.demand_column.size(); ++d) {
    correct(program.demand_column[d], program.demand_line[d], -1.0);
  }
  return sum;
}

} // namespace

EquilibriumSolver::EquilibriumSolver(model::Instance const& instance, Limits const& limits)
    : instance_(instance), limits_(limits), begin_(processor_seconds()) {
  result_.effects = std::make_shared<Effects>(instance);
  result_.classes = std::make_shared<Classes>(instance);
  program_ = std::make_shared<ArcProgram>(
      build_arc_program(instance, *result_.effects, *result_.classes, subsidised_));
  result_.program = program_;
  result_.learnt = limits.start;
  // Doing nothing is feasible and any duals bound J, so there is an answer however early a limit strikes.
  result_.value.assign(program_->columns.size(), 0.0);
  result_.dual.assign(program_->rows.size(), 0.0);
}

void EquilibriumSolver::read_charges() {
  ArcProgram& program = *program_;
  for (CappedColumn const& capped : program.capped) {
    auto const position = static_cast<std::size_t>(capped.column);
    Column const& column = program.columns[position];
    auto const commodity = static_cast<std::size_t>(
        result_.classes->merged()[static_cast<std::size_t>(column.merged)].key.commodity);
    double charge = capped.charge;
    for (int const m : capped.caps)
      charge += instance_.measures[static_cast<std::size_t>(m)].charge[commodity];
    program.lp.col_cost[position] = charge * column.scale / program.money_scale;
    if (lp_) lp_->set_cost(capped.column, program.lp.col_cost[position]);
  }
}

double EquilibriumSolver::seconds_left() const {
  if (limits_.seconds <= 0.0) return std::numeric_limits<double>::infinity();
  return limits_.seconds - (processor_seconds() - begin_);
}

bool EquilibriumSolver::solve(std::string& problem) {
  if (!subsidised_.empty()) {
    problem = "the charges on '" + subsidised_ +
              "' add up to less than nothing, so goods could circle there for gain; "
              "raise its cost or lower the subsidy";
    return false;
  }
  read_charges();
  if (solve_by_paths()) return true;
  return solve_by_arcs(problem);
}

void EquilibriumSolver::restart(double price_tolerance, std::shared_ptr<WarmStart const> start) {
  limits_.price_tolerance = price_tolerance;
  result_.learnt = std::move(start);
  curves_.reset();
  lp_.reset();
}

void EquilibriumSolver::open_all() {
  for (auto const& [column, upper] : open_upper_)
    program_->lp.col_upper[static_cast<std::size_t>(column)] = upper;
  for (auto const& [row, size] : open_supply_)
    program_->supply_line[static_cast<std::size_t>(row)].size = size;
  for (auto const& [row, size] : open_demand_)
    program_->demand_line[static_cast<std::size_t>(row)].size = size;
  open_upper_.clear();
  open_supply_.clear();
  open_demand_.clear();
}

void EquilibriumSolver::close(std::span<Closure const> closures, double seconds) {
  open_all();
  if (!places_) places_.emplace(instance_, *result_.effects, *result_.classes, *program_);
  shut_ = places_->shut(closures);
  auto const empty = [](int row, std::vector<Line>& lines, std::vector<std::pair<int, double>>& open) {
    double& size = lines[static_cast<std::size_t>(row)].size;
    open.emplace_back(row, std::exchange(size, 0.0));
  };
  for (int const c : shut_) {
    auto const position = static_cast<std::size_t>(c);
    open_upper_.emplace_back(c, std::exchange(program_->lp.col_upper[position], 0.0));
    Column const& column = program_->columns[position];
    if (column.kind == ColumnKind::supply_step) empty(column.element, program_->supply_line, open_supply_);
    if (column.kind == ColumnKind::demand_step) empty(column.element, program_->demand_line, open_demand_);
  }
  begin_ = processor_seconds();
  limits_.seconds = seconds;
  restart(limits_.price_tolerance, limits_.start);
  result_.value.assign(program_->columns.size(), 0.0);
  result_.dual.assign(program_->rows.size(), 0.0);
  result_.complete = true;
  result_.rounds = 0;
  result_.why_not_path.clear();
}

void EquilibriumSolver::keep_paths(std::shared_ptr<KeptPaths const> kept) {
  kept_ = std::move(kept);
  workspace_ = std::make_unique<opt::PathWorkspace>(kept_->base());
}

std::optional<ProgramSolution> EquilibriumSolver::ask_paths(double seconds) {
  if (workspace_ && program_->capped.empty()) {
    std::optional<ProgramSolution> found = kept_->without(shut_, *workspace_, seconds);
    if (found) return found;
  }
  return path_solution(instance_, *result_.classes, *program_,
                       {limits_.price_tolerance, seconds, limits_.stop}, result_.learnt.get(),
                       result_.why_not_path);
}

bool EquilibriumSolver::solve_by_paths() {
  if (limits_.method == Method::arc || !result_.why_not_path.empty()) return false;
  double const left = seconds_left();
  if (left <= 0.0) {
    result_.complete = false;
    return true;
  }
  std::optional<ProgramSolution> found = ask_paths(left);
  if (!found) return false;
  result_.method = Method::path;
  result_.value = std::move(found->value);
  result_.dual = std::move(found->dual);
  result_.complete = found->complete;
  result_.rounds += found->rounds;
  if (found->learnt) result_.learnt = std::move(found->learnt);
  objective_ = -programme_cost(*program_, result_.value) * program_->money_scale;
  return true;
}

bool EquilibriumSolver::solve_by_arcs(std::string& problem) {
  result_.method = Method::arc;
  if (!lp_) {
    lp_ = std::make_unique<opt::LpSolver>(program_->lp);
    curves_ = std::make_unique<Curves>(instance_, *program_, *lp_, limits_.price_tolerance);
  }
  std::size_t const first_round = result_.rounds;
  while (true) {
    if (limits_.stop && limits_.stop()) {
      result_.complete = false;
      break;
    }
    double const left = seconds_left();
    if (std::isfinite(left)) {
      result_.complete = left > 0.0;
      if (!result_.complete) break;
      lp_->set_time_limit(left);
    }
    opt::LpSolution solution = lp_->solve();
    if (solution.status == opt::LpStatus::unbounded || solution.status == opt::LpStatus::infeasible) {
      problem = "the linear programme came back as " +
                std::string(solution.status == opt::LpStatus::unbounded ? "unbounded" : "infeasible") +
                ", which no instance may be: please report it with the model";
      return false;
    }
    ++result_.rounds;
    result_.complete = solution.status == opt::LpStatus::optimal;
    if (result_.complete) {
      result_.value = curves_->collect(solution);
      objective_ = -solution.objective * program_->money_scale;
    }
    if (result_.complete || result_.rounds == 1) result_.dual = solution.row_dual;
    if (!result_.complete || result_.rounds - first_round >= kRoundLimit || !curves_->refine(solution)) break;
  }
  settle_friction(result_);
  return true;
}

std::optional<Equilibrium> EquilibriumSolver::take(std::vector<double> value, std::vector<double> dual,
                                                   std::string& problem) {
  read_charges();
  result_.value.clear(); // not copied for nothing
  result_.dual.clear();
  Equilibrium found = result_;
  found.value = std::move(value);
  found.dual = std::move(dual);
  found.solution = expand(instance_, *found.effects, *found.classes, *program_, found.value, found.dual);
  found.accounts = book(instance_, *found.effects, *found.classes, *program_, found.solution, found.dual);
  problem = circling(instance_, found);
  if (!problem.empty()) return std::nullopt;
  return found;
}

std::optional<Equilibrium> solve_equilibrium(model::Instance const& instance, Limits const& limits,
                                             std::string& problem) {
  EquilibriumSolver solver(instance, limits);
  if (!solver.solve(problem)) return std::nullopt;
  return solver.take(solver.state().value, solver.state().dual, problem);
}

} // namespace korridor::solve
