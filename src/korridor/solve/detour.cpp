// Label correcting on the programme's own columns, so that whatever a column meets is counted once and right.
#include "korridor/solve/detour.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace korridor::solve {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// Whether the column leads from one state to another, rather than out of the network.
bool moves(ColumnKind kind) { return kind == ColumnKind::arc || kind == ColumnKind::reexport; }

// The balance row that a column takes goods from, with its coefficient; kNone where it takes none.
opt::Entry out_of(ArcProgram const& program, int column) {
  opt::Entry out{kNone, 0.0};
  for (opt::Entry const& entry : program.lp.column(column)) {
    if (program.rows[at(entry.row)].kind == RowKind::balance && entry.coefficient < 0.0) out = entry;
  }
  return out;
}

// The balance row that an arc or a re-export leads to.
int into(ArcProgram const& program, int column) {
  for (opt::Entry const& entry : program.lp.column(column)) {
    if (program.rows[at(entry.row)].kind == RowKind::balance && entry.coefficient > 0.0) return entry.row;
  }
  return kNone;
}

} // namespace

Detours::Detours(Equilibrium const& equilibrium, int closed_link)
    : equilibrium_(equilibrium), worth_(equilibrium.program->rows.size(), -kInfinity),
      best_(worth_.size(), kNone), activity_(worth_.size(), 0.0) {
  ArcProgram const& program = *equilibrium.program;
  std::vector<int> moving;
  for (int column = 0; column < program.lp.col_count(); ++column) {
    Column const& what = program.columns[at(column)];
    bool const is_slack = what.kind == ColumnKind::shortfall || what.kind == ColumnKind::excess;
    for (opt::Entry const& entry : program.lp.column(column)) {
      if (is_slack) continue;
      activity_[at(entry.row)] += entry.coefficient * equilibrium.value[at(column)];
    }
    int const from = out_of(program, column).row;
    if (from == kNone || program.lp.col_upper[at(column)] <= 0.0) continue;
    if (moves(what.kind)) {
      bool const closed = what.kind == ColumnKind::arc && closed_link != kNone &&
                          equilibrium.effects->arcs()[at(what.element)].link == closed_link;
      if (!closed && into(program, column) != kNone) moving.push_back(column);
    } else if (double const worth = step_worth(column); worth > worth_[at(from)]) {
      worth_[at(from)] = worth;
      best_[at(from)] = column;
    }
  }
  relax(moving);
}

// What one unit of the state is worth by this column, as a scaled dual of its balance row.
double Detours::step_worth(int column) const {
  ArcProgram const& program = *equilibrium_.program;
  bool const is_step = moves(program.columns[at(column)].kind);
  opt::Entry const out = out_of(program, column);
  double sum = -program.lp.col_cost[at(column)];
  for (opt::Entry const& entry : program.lp.column(column)) {
    if (entry.row == out.row) continue;
    bool const is_next = is_step && program.rows[at(entry.row)].kind == RowKind::balance;
    sum += entry.coefficient * (is_next ? worth_[at(entry.row)] : equilibrium_.dual[at(entry.row)]);
  }
  return sum / -out.coefficient;
}

void Detours::relax(std::vector<int> const& moving) {
  constexpr double kRounding = 1e-9; // of scaled duals, which are of order 1
  std::size_t const most = 2 * worth_.size() + 2;
  bool changed = true;
  for (std::size_t round = 0; changed && round < most; ++round) {
    changed = false;
    for (int const column : moving) {
      int const next = into(*equilibrium_.program, column);
      if (worth_[at(next)] == -kInfinity) continue;
      int const from = out_of(*equilibrium_.program, column).row;
      double const worth = step_worth(column);
      if (worth <= worth_[at(from)] + kRounding * std::max(1.0, std::abs(worth))) continue;
      worth_[at(from)] = worth;
      best_[at(from)] = column;
      changed = true;
    }
  }
}

DetourStep Detours::describe(int column, double arriving) const {
  ArcProgram const& program = *equilibrium_.program;
  Column const& what = program.columns[at(column)];
  DetourStep step{column, arriving, 0.0, 0.0, kInfinity};
  step.charge = program.lp.col_cost[at(column)] * program.money_scale / what.scale;
  for (opt::Entry const& entry : program.lp.column(column)) {
    ProgramRow const& row = program.rows[at(entry.row)];
    double const upper = program.lp.row_upper[at(entry.row)];
    bool const is_bound = std::isfinite(upper) && upper > program.lp.row_lower[at(entry.row)];
    bool const is_carriage = moves(what.kind) && row.kind != RowKind::balance;
    if (!is_bound && !is_carriage) continue;
    // Scaled: coefficient x value <= upper, dual <= 0.
    step.scarcity -= entry.coefficient * equilibrium_.dual[at(entry.row)] * program.money_scale / what.scale;
    if (!is_bound || entry.coefficient <= 0.0) continue;
    double const slack = std::max(0.0, upper - activity_[at(entry.row)]);
    step.room = std::min(step.room, slack / entry.coefficient * what.scale / arriving);
  }
  return step;
}

Detour Detours::from(int merged, int node) const {
  Detour out;
  ArcProgram const& program = *equilibrium_.program;
  std::size_t const nodes = program.balance_row.size() / equilibrium_.classes->merged().size();
  int row = program.balance_row[at(merged) * nodes + at(node)];
  if (row == kNone || worth_[at(row)] == -kInfinity) return out;
  out.found = true;
  out.worth = worth_[at(row)] * program.rows[at(row)].dual_scale;
  std::set<int> seen; // a way never comes back to a state unless going in circles gains
  double arriving = 1.0;
  while (row != kNone && seen.insert(row).second) {
    int const column = best_[at(row)];
    out.steps.push_back(describe(column, arriving));
    arriving *= program.columns[at(column)].factor;
    row = moves(program.columns[at(column)].kind) ? into(program, column) : kNone;
  }
  return out;
}

} // namespace korridor::solve
