// Writing an arc programme as a path programme, and reading the answer back.
#include "korridor/solve/path_method.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "korridor/opt/path_solver.hpp"

namespace korridor::solve {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

using model::kInfinity;

// A price bracket narrower than this part of the price level is below what double precision can tell apart.
constexpr double kFinestBracket = 1e-9;
// An activity's own bound over that of its capacity row, so that only the row has a price.
constexpr double kRoom = 2.0;
constexpr double kFull = 1.0 - 1e-9; // of a size: it bounds

bool is_node(RowKind kind) {
  return !is_joint(kind) && kind != RowKind::friction && kind != RowKind::contract;
}

} // namespace

class Translation {
public:
  Translation(ArcProgram const& program, double price_tolerance)
      : source_(program), price_tolerance_(price_tolerance) {}

  // What stands against it, else nothing.
  std::string build() {
    if (!source_.frictions.empty()) return "friction adds up flows of several classes on each link";
    over_.assign(source_.rows.size(), -1);
    for (int r = 0; r < source_.lp.row_count(); ++r) {
      RowKind const kind = source_.rows[at(r)].kind;
      bool const node = is_node(kind);
      if (kind == RowKind::contract) {
        place_.push_back(source_.lp.row_lower[at(r)] > 0.0 ? add_resource(0.0, false) : -1);
        if (double const most = source_.lp.row_upper[at(r)]; most < kInfinity)
          over_[at(r)] = add_resource(most, false);
        equation_.push_back(-1);
        continue;
      }
      if (!node && (!std::isinf(source_.lp.row_lower[at(r)]) || std::isinf(source_.lp.row_upper[at(r)])))
        return "a sum of flows must not fall below a bound";
      place_.push_back(node ? program_.node_count++ : add_resource(source_.lp.row_upper[at(r)], false));
      equation_.push_back(kind == RowKind::intake || kind == RowKind::output ? add_resource(0.0, true) : -1);
    }
    for (int column = 0; column < source_.lp.col_count(); ++column) {
      std::string problem = add_column(column);
      if (!problem.empty()) return problem;
    }
    for (std::size_t s = 0; s < source_.supply_column.size(); ++s)
      add_line(source_.supply_column[s], source_.supply_row[s], source_.supply_line[s], program_.supplies);
    for (std::size_t d = 0; d < source_.demand_column.size(); ++d)
      add_line(source_.demand_column[d], source_.demand_row[d], source_.demand_line[d], program_.demands);
    add_plant_ends();
    add_excess();
    note_places();
    return "";
  }

  [[nodiscard]] opt::PathProgram const& program() const { return program_; }
  [[nodiscard]] PathPlaces const& places() const { return places_; }

  /// More goes over a contract's max than its column was made for.
  [[nodiscard]] bool overflows(opt::PathSolution const& solution) const {
    for (std::size_t e = 0; e < places_.extra_column.size(); ++e) {
      bool const excess = source_.columns[at(places_.extra_column[e])].kind == ColumnKind::excess;
      if (excess && solution.extra[e] >= kFull * program_.extras[e].size) return true;
    }
    return false;
  }

  [[nodiscard]] ProgramSolution read(opt::PathSolution const& solution) const {
    ProgramSolution answer;
    answer.complete = solution.complete;
    answer.rounds = solution.pricing_count;
    answer.value.assign(source_.columns.size(), 0.0);
    for (std::size_t a = 0; a < places_.arc_column.size(); ++a)
      answer.value[at(places_.arc_column[a])] = solution.arc_flow[a];
    for (std::size_t s = 0; s < source_.supply_column.size(); ++s)
      answer.value[at(source_.supply_column[s])] = solution.supplied[s];
    for (std::size_t d = 0; d < source_.demand_column.size(); ++d)
      answer.value[at(source_.demand_column[d])] = solution.delivered[d];
    for (std::size_t e = 0; e < places_.extra_column.size(); ++e) {
      int const column = places_.extra_column[e];
      double const kept = solution.extra[e];
      bool const lacks = source_.columns[at(column)].kind == ColumnKind::shortfall;
      answer.value[at(column)] = lacks ? program_.extras[e].size - kept : kept;
    }
    double dearest =
        0.0; // where nothing can come a price above all that is paid: nobody there gains anything
    for (opt::MarginalLine const& line : program_.demands) dearest = std::max(dearest, 2.0 * line.first);
    for (double const price : solution.node_price) {
      if (std::isfinite(price)) dearest = std::max(dearest, price);
    }
    for (std::size_t r = 0; r < source_.rows.size(); ++r) {
      auto const price_of = [&](int resource) {
        return resource < 0 ? 0.0 : solution.resource_price[at(resource)];
      };
      if (source_.rows[r].kind == RowKind::contract) {
        answer.dual.push_back(price_of(place_[r]) - price_of(over_[r]));
        continue;
      }
      if (!is_node(source_.rows[r].kind)) {
        answer.dual.push_back(-price_of(place_[r]));
        continue;
      }
      double const price = solution.node_price[at(place_[r])];
      answer.dual.push_back(std::isfinite(price) ? price : dearest);
    }
    return answer;
  }

private:
  int add_resource(double capacity, bool exact) {
    program_.capacity.push_back(capacity);
    program_.exact.push_back(exact);
    return static_cast<int>(program_.capacity.size()) - 1;
  }

  std::string add_column(int column) {
    ColumnKind const kind = source_.columns[at(column)].kind;
    if (kind == ColumnKind::supply_step || kind == ColumnKind::demand_step) return "";
    if (kind == ColumnKind::activity) return add_activity(column);
    if (kind == ColumnKind::shortfall) return add_kept(column);
    if (kind == ColumnKind::excess) return ""; // when all sizes are known
    if (source_.lp.col_upper[at(column)] == 0.0) return "";
    int tail = -1, head = -1;
    double out = 0.0, in = 0.0;
    for (opt::Entry const& entry : source_.lp.column(column)) {
      if (!is_node(source_.rows[at(entry.row)].kind)) continue;
      int& end = entry.coefficient < 0.0 ? tail : head;
      if (end >= 0) return "a flow enters or leaves two places at once";
      end = place_[at(entry.row)];
      (entry.coefficient < 0.0 ? out : in) = std::abs(entry.coefficient);
    }
    if (tail < 0 || !std::isinf(source_.lp.col_upper[at(column)])) return "a quantity belongs to no path";
    if (head < 0) return ""; // all is lost on the way: nobody ships so
    program_.arcs.push_back({tail, head, source_.lp.col_cost[at(column)] / out, in / out,
                             static_cast<int>(program_.entries.size())});
    for (opt::Entry const& entry : source_.lp.column(column)) add_use(entry.row, entry.coefficient / out);
    places_.arc_column.push_back(column);
    return "";
  }

  void add_use(int row, double coefficient) {
    if (is_node(source_.rows[at(row)].kind)) return;
    if (source_.rows[at(row)].kind != RowKind::contract) {
      program_.entries.push_back({place_[at(row)], coefficient});
      return;
    }
    if (place_[at(row)] >= 0) program_.entries.push_back({place_[at(row)], -coefficient});
    if (over_[at(row)] >= 0) program_.entries.push_back({over_[at(row)], coefficient});
  }

  // What counts towards a contract's min, at most the min: it spares the penalty and needs flow that counts.
  std::string add_kept(int column) {
    opt::Entry const own = source_.lp.column(column).front();
    if (place_[at(own.row)] < 0) return "";
    double const min = source_.lp.row_lower[at(own.row)];
    program_.extras.push_back(
        {-source_.lp.col_cost[at(column)], min / own.coefficient, {{place_[at(own.row)], own.coefficient}}});
    places_.extra_column.push_back(column);
    return "";
  }

  // What counts above a contract's max, at the penalty. Twice what all demand takes is more than goods that
  // pass once and lose half can do; whether it was enough is seen afterwards.
  void add_excess() {
    double all = 0.0;
    for (opt::MarginalLine const& line : program_.demands) all += line.size;
    for (int column = 0; column < source_.lp.col_count(); ++column) {
      if (source_.columns[at(column)].kind != ColumnKind::excess) continue;
      opt::Entry const own = source_.lp.column(column).front();
      if (over_[at(own.row)] < 0) continue;
      program_.extras.push_back(
          {source_.lp.col_cost[at(column)], kRoom * all, {{over_[at(own.row)], own.coefficient}}});
      places_.extra_column.push_back(column);
    }
  }

  // A plant takes what arrives at its intake rows and feeds its output rows.
  std::string add_activity(int column) {
    opt::PathProgram::Extra activity{source_.lp.col_cost[at(column)], kInfinity, {}};
    for (opt::Entry const& entry : source_.lp.column(column)) {
      int const equation = equation_[at(entry.row)];
      if (equation >= 0) {
        activity.entries.push_back({equation, -entry.coefficient});
      } else {
        int const resource = place_[at(entry.row)];
        activity.entries.push_back({resource, entry.coefficient});
        activity.size = std::min(activity.size, kRoom * program_.capacity[at(resource)] / entry.coefficient);
      }
    }
    if (std::isinf(activity.size)) return "a process has no capacity";
    program_.extras.push_back(std::move(activity));
    places_.extra_column.push_back(column);
    return "";
  }

  void note_places() {
    std::vector<double> unit(static_cast<std::size_t>(program_.node_count), 1.0); // of a node's row
    for (std::size_t r = 0; r < source_.rows.size(); ++r) {
      if (is_node(source_.rows[r].kind))
        unit[at(place_[r])] = source_.money_scale / source_.rows[r].dual_scale;
    }
    auto const note = [&](std::vector<opt::MarginalLine> const& lines, std::vector<int>& line_at,
                          std::vector<double>& units) {
      line_at.assign(unit.size(), model::kNone);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        line_at[at(lines[i].node)] = static_cast<int>(i);
        units.push_back(unit[at(lines[i].node)]);
      }
    };
    note(program_.supplies, places_.supply_at, places_.supply_unit);
    note(program_.demands, places_.demand_at, places_.demand_unit);
  }

  // Intake rows are demands and output rows supplies, of what the activities take and give.
  void add_plant_ends() {
    std::vector<double> most(program_.capacity.size(), 0.0);
    for (opt::PathProgram::Extra const& activity : program_.extras) {
      for (opt::Entry const& entry : activity.entries)
        most[at(entry.row)] += std::abs(entry.coefficient) * activity.size;
    }
    for (std::size_t r = 0; r < source_.rows.size(); ++r) {
      if (equation_[r] < 0) continue;
      bool const intake = source_.rows[r].kind == RowKind::intake;
      std::vector<opt::MarginalLine>& lines = intake ? program_.demands : program_.supplies;
      lines.push_back({.node = place_[r], .size = most[at(equation_[r])], .equation = equation_[r]});
    }
  }

  void add_line(int column, int row, Line const& line, std::vector<opt::MarginalLine>& lines) const {
    double const scale = source_.columns[at(column)].scale;
    double const price_scale = scale / source_.money_scale;
    double const end = std::isfinite(line.size) ? line.marginal(line.size) : line.first;
    double const level = std::max(std::abs(line.first), std::abs(end));
    double const tolerance = std::max(0.5 * price_tolerance_, kFinestBracket * level);
    lines.push_back({.node = place_[at(row)],
                     .first = line.first * price_scale,
                     .slope = line.slope * scale * price_scale,
                     .size = line.size / scale,
                     .tolerance = tolerance * price_scale});
  }

  ArcProgram const& source_;
  double price_tolerance_;
  opt::PathProgram program_;
  std::vector<int> place_;    ///< [row] node or resource; of a contract what its min needs, -1: nothing
  std::vector<int> over_;     ///< [row] what a contract's max bounds, -1: nothing
  std::vector<int> equation_; ///< [row] of what a process takes or gives, -1 for others
  PathPlaces places_;
};

std::optional<ProgramSolution> path_solution(model::Instance const& instance, Classes const& classes,
                                             ArcProgram const& program, PathLimits const& limits,
                                             WarmStart const* start, std::string& why_not) {
  Translation translation(program, limits.price_tolerance);
  why_not = translation.build();
  if (!why_not.empty()) return std::nullopt;
  opt::PathStart begin;
  if (start != nullptr) begin = recall(*start, classes, program, translation.places(), translation.program());
  std::optional<opt::PathSolution> const solution = opt::solve_paths(
      translation.program(), {limits.seconds, start != nullptr ? &begin : nullptr, limits.stop});
  if (!solution) {
    why_not = "goods would go in circles for gain, or rounding left no way on";
    return std::nullopt;
  }
  if (translation.overflows(*solution)) {
    why_not = "more goes over a contract's max than all demand takes";
    return std::nullopt;
  }
  ProgramSolution answer = translation.read(*solution);
  answer.learnt = std::make_shared<WarmStart>(
      remember(instance, classes, program, translation.places(), solution->start));
  return answer;
}

KeptPaths::KeptPaths() = default;
KeptPaths::~KeptPaths() = default;

std::shared_ptr<KeptPaths const> KeptPaths::make(Classes const& classes, ArcProgram const& program,
                                                 PathLimits const& limits, WarmStart const* start) {
  std::shared_ptr<KeptPaths> const kept(new KeptPaths);
  kept->translation_ = std::make_unique<Translation>(program, limits.price_tolerance);
  Translation& translation = *kept->translation_;
  if (!translation.build().empty()) return nullptr;
  opt::PathStart begin;
  if (start != nullptr) begin = recall(*start, classes, program, translation.places(), translation.program());
  kept->base_ =
      opt::PathBase::make(translation.program(), {limits.seconds, start != nullptr ? &begin : nullptr});
  if (!kept->base_) return nullptr;
  kept->arc_of_.assign(program.columns.size(), -1);
  std::vector<int> const& column = translation.places().arc_column;
  for (std::size_t a = 0; a < column.size(); ++a) kept->arc_of_[at(column[a])] = static_cast<int>(a);
  return kept;
}

std::optional<ProgramSolution> KeptPaths::without(std::span<int const> columns, opt::PathWorkspace& workspace,
                                                  double seconds) const {
  std::vector<opt::PathChange> changes;
  for (int const column : columns) {
    int const arc = arc_of_[at(column)];
    if (arc >= 0) changes.push_back({opt::PathChange::Kind::shut_arc, arc});
  }
  using Status = opt::PathOutcome::Status;
  Status const status = workspace.solve(changes, seconds).status;
  if (status != Status::solved && status != Status::stands) return std::nullopt;
  opt::PathSolution const solution = workspace.solution(true);
  if (translation_->overflows(solution)) return std::nullopt;
  return translation_->read(solution);
}

} // namespace korridor::solve
