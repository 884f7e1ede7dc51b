// The kept base and the solves that go on from it.
#include "korridor/opt/path_workspace.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "korridor/core/processor_time.hpp"
#include "korridor/opt/label_correcting.hpp"
#include "korridor/opt/path_solver.hpp"
#include "korridor/opt/path_worths.hpp"

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTolerance = 1e-10; // of the mean path cost: a smaller saving is rounding
constexpr double kSamePrice = 1e-13; // of the mean path cost: a price that moved less has not moved
constexpr double kDear = 0.15;       // of the mean path cost: what costs more to use is forgotten
constexpr double kDearest = 2.0;     // of what is paid most: the price where nothing can come
constexpr double kFar = 2.0; // of the mean path cost: from there a step of the dual method is looked at
using Kind = PathChange::Kind;

std::vector<double> demand_labels(PathProgram const& program, PathTrees const& trees) {
  std::vector<double> label;
  for (MarginalLine const& line : program.demands) label.push_back(trees.label(line.node));
  return label;
}

} // namespace

std::shared_ptr<PathBase const> PathBase::make(PathProgram program, PathOptions const& options) {
  std::shared_ptr<PathBase> const base(new PathBase(std::move(program)));
  PathProgram const& kept = base->program_;
  base->solution_ = solve_paths(kept, options, base->columns_);
  if (!base->solution_ || !base->solution_->complete) return nullptr;
  std::vector<double> const price = base->columns_->prices();
  base->columns_->price_supplies(price);
  PathTrees free(kept, base->graph_, 0.0);
  free.update(price, base->columns_->supply_price());
  double sum = 0.0, count = 0.0;
  for (double const label : demand_labels(kept, free)) {
    if (std::isinf(label)) continue;
    sum += std::abs(label);
    count += 1.0;
  }
  base->level_ = sum > 0.0 ? sum / count : 1.0;
  base->columns_->drop_dear_columns(kDear * base->level_);
  base->columns_->prepare();
  base->trees_.emplace(kept, base->graph_, kSamePrice * base->level_);
  base->trees_->update(price, base->columns_->supply_price());
  if (!base->trees_->is_sound()) return nullptr;
  base->cost_ = base->columns_->master().objective();
  base->bound_ = base->columns_->bound(base->trees_->prices(), base->trees_->supply_prices(),
                                       demand_labels(kept, *base->trees_));
  base->used_.assign(kept.capacity.size(), 0.0);
  base->buys_.assign(kept.capacity.size(), 0);
  for (std::size_t a = 0; a < kept.arcs.size(); ++a) {
    for (int e = kept.arcs[a].first; e < kept.end_of_entries(static_cast<int>(a)); ++e)
      base->used_[at(kept.entries[at(e)].row)] +=
          kept.entries[at(e)].coefficient * base->solution_->arc_flow[a];
  }
  for (std::size_t x = 0; x < kept.extras.size(); ++x) {
    for (Entry const& entry : kept.extras[x].entries) {
      base->used_[at(entry.row)] += entry.coefficient * base->solution_->extra[x];
      if (entry.coefficient < 0.0) base->buys_[at(entry.row)] = 1;
    }
  }
  return base;
}

bool PathBase::stands(std::span<PathChange const> changes) const {
  return std::all_of(changes.begin(), changes.end(), [&](PathChange const& change) {
    std::size_t const i = at(change.position);
    switch (change.kind) {
    case Kind::capacity:
      return trees_->prices()[i] == 0.0 && change.value >= used_[i];
    case Kind::shut_arc:
      return solution_->arc_flow[i] == 0.0;
    case Kind::arc_cost:
      return solution_->arc_flow[i] == 0.0 && change.value >= program_.arcs[i].cost;
    default:
      return false;
    }
  });
}

PathWorkspace::PathWorkspace(std::shared_ptr<PathBase const> base)
    : base_(std::move(base)), program_(base_->program_), columns_(*base_->columns_, program_),
      trees_(*base_->trees_, program_) {}

bool PathWorkspace::may_go_on() const { return std::isinf(deadline_) || processor_seconds() < deadline_; }
double PathWorkspace::tolerance() const { return kTolerance * base_->level_; }

void PathWorkspace::rewind() {
  for (PathChange const& change : applied_) {
    std::size_t const i = at(change.position);
    switch (change.kind) {
    case Kind::capacity:
      program_.capacity[i] = base_->program_.capacity[i];
      break;
    case Kind::shut_arc:
      break;
    case Kind::arc_cost:
      program_.arcs[i].cost = base_->program_.arcs[i].cost;
      break;
    case Kind::supply_size:
    case Kind::supply_first:
      program_.supplies[i] = base_->program_.supplies[i];
      break;
    case Kind::demand_size:
    case Kind::demand_first:
      program_.demands[i] = base_->program_.demands[i];
      break;
    }
  }
  if (!applied_.empty() && !stands_) {
    columns_.rewind(*base_->columns_);
    trees_.rewind(*base_->trees_);
  }
  applied_.clear();
  shut_resources_.clear();
  stands_ = true;
}

// Why the changes cannot be made in place; empty where they can.
std::string PathWorkspace::refusal(std::span<PathChange const> changes) const {
  PathProgram const& program = base_->program_;
  auto const is_flat = [](MarginalLine const& line) { return line.slope == 0.0 && line.equation < 0; };
  std::vector<std::pair<Kind, int>> places;
  for (PathChange const& change : changes) places.emplace_back(change.kind, change.position);
  std::sort(places.begin(), places.end());
  if (std::adjacent_find(places.begin(), places.end()) != places.end()) return "a number is changed twice";
  for (PathChange const& change : changes) {
    std::size_t const i = at(change.position);
    if (std::isnan(change.value)) return "a number is missing";
    switch (change.kind) {
    case Kind::capacity:
      if (i < program.exact.size() && program.exact[i]) return "an equation has no capacity";
      if (change.value < 0.0) return "a capacity is below 0";
      if (std::isinf(change.value) != std::isinf(program.capacity[i]) && change.value > 0.0)
        return "a resource gets or loses its limit, and with it a row";
      break;
    case Kind::shut_arc:
      break;
    case Kind::arc_cost:
      if (change.value < 0.0 || std::isinf(change.value)) return "a cost is below 0 or infinite";
      break;
    case Kind::supply_size:
    case Kind::demand_size: {
      MarginalLine const& line = change.kind == Kind::supply_size ? program.supplies[i] : program.demands[i];
      if (!is_flat(line)) return "a curve of another length is cut into other pieces";
      if (std::isinf(line.size) || std::isinf(change.value)) return "a supply gets or loses its limit";
      if (change.value < 0.0) return "a size is below 0";
      break;
    }
    case Kind::supply_first:
    case Kind::demand_first:
      if (std::isinf(change.value)) return "a marginal is infinite";
      break;
    }
  }
  return "";
}

void PathWorkspace::shut(int arc) {
  trees_.shut(arc);
  columns_.bar(arc, blocked_);
}

void PathWorkspace::close(int resource) {
  shut_resources_.push_back(resource);
  LayeredGraph const& graph = base_->graph_;
  for (int i = graph.resource_first[at(resource)]; i < graph.resource_first[at(resource) + 1]; ++i)
    shut(graph.resource_arcs[at(i)]);
  for (std::size_t e = 0; e < program_.extras.size(); ++e) {
    for (Entry const& entry : program_.extras[e].entries) {
      if (entry.row == resource && entry.coefficient > 0.0) columns_.bar_extra(static_cast<int>(e), blocked_);
    }
  }
}

// The programme's number; what was solved is left as it is.
void PathWorkspace::renumber(PathChange const& change) {
  applied_.push_back(change);
  std::size_t const i = at(change.position);
  switch (change.kind) {
  case Kind::capacity:
    program_.capacity[i] = change.value;
    break;
  case Kind::shut_arc:
    break;
  case Kind::arc_cost:
    program_.arcs[i].cost = change.value;
    break;
  case Kind::supply_size:
    program_.supplies[i].size = change.value;
    break;
  case Kind::demand_size:
    program_.demands[i].size = change.value;
    break;
  case Kind::supply_first:
    program_.supplies[i].first = change.value;
    break;
  case Kind::demand_first:
    program_.demands[i].first = change.value;
    break;
  }
}

void PathWorkspace::apply_limits(std::span<PathChange const> changes) {
  blocked_.clear();
  for (PathChange const& change : changes) {
    switch (change.kind) {
    case Kind::capacity:
      if (change.value == 0.0 && !base_->buys_[at(change.position)]) {
        close(change.position);
      } else {
        columns_.master().set_capacity(change.position, change.value);
      }
      break;
    case Kind::shut_arc:
      shut(change.position);
      break;
    case Kind::supply_size:
      columns_.resize_supply(change.position, change.value);
      break;
    case Kind::demand_size:
      columns_.resize_demand(change.position, change.value);
      break;
    default: // costs, later
      continue;
    }
    renumber(change);
  }
}

void PathWorkspace::update_trees() {
  price_ = columns_.prices();
  columns_.price_supplies(price_);
  trees_.update(price_, columns_.supply_price());
}

// The best way round for each set that has lost a basic column, unless a column of its own is as good.
void PathWorkspace::add_detours() {
  if (blocked_.empty()) return;
  update_trees();
  PathMaster& master = columns_.master();
  std::vector<int> sets;
  for (int const column : blocked_) {
    if (master.set_of(column) < columns_.first_extra()) sets.push_back(master.set_of(column));
  }
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  limit_.assign(at(master.set_count()), -kInfinity);
  candidates_.clear();
  for (int const set : sets) {
    int const demand = columns_.demand_of(set), node = program_.demands[at(demand)].node;
    double const label = trees_.label(node);
    double const best = master.set_price(set) + master.least_reduced_cost(set) +
                        PathColumns::equation_price(program_.demands[at(demand)], price_);
    if (std::isinf(label) || label >= best - tolerance()) continue;
    int const supply = trees_.trace(node, path_);
    limit_[at(set)] = kInfinity;
    columns_.add_paths(demand, supply, path_, label, price_, limit_, 0.0, candidates_);
    limit_[at(set)] = -kInfinity;
  }
}

bool PathWorkspace::apply_costs(std::span<PathChange const> changes) {
  bool any = false;
  for (PathChange const& change : changes) {
    std::size_t const i = at(change.position);
    double const cost_before = change.kind == Kind::supply_first ? program_.supplies[i].first : 0.0;
    double const value_before = change.kind == Kind::demand_first ? program_.demands[i].first : 0.0;
    switch (change.kind) {
    case Kind::arc_cost:
    case Kind::supply_first:
    case Kind::demand_first:
      renumber(change);
      any = true;
      break;
    default: // limits, before
      continue;
    }
    if (change.kind == Kind::arc_cost) {
      columns_.recost(change.position);
      trees_.recost(change.position);
    } else if (change.kind == Kind::supply_first) {
      columns_.shift_supply(change.position, change.value - cost_before);
    } else {
      columns_.shift_demand(change.position, change.value - value_before);
    }
  }
  if (any) columns_.master().reprice();
  return any;
}

// Paths cheaper than `limit_` at `price_`, to the columns and candidates; `ahead`: without those that improve
// at the master's own prices already, which the dual method has no use for.
void PathWorkspace::find_paths(bool ahead) {
  PathMaster const& master = columns_.master();
  std::vector<double> const most = columns_.most_paid(price_, limit_);
  for (std::size_t d = 0; d < program_.demands.size(); ++d) {
    trees_.each_way_into(program_.demands[d].node, [&](double label, int into) {
      if (label >= most[d] - tolerance()) return;
      std::size_t const column_count = master.column_count(), found = candidates_.size();
      int const supply = trees_.trace_from(into, path_);
      columns_.add_paths(static_cast<int>(d), supply, path_, label, price_, limit_, tolerance(), candidates_);
      auto const first = candidates_.begin() + static_cast<std::ptrdiff_t>(found);
      if (!ahead || std::none_of(first, candidates_.end(),
                                 [&](int column) { return master.reduced_cost(column) < -tolerance(); }))
        return;
      columns_.forget_from(column_count);
      candidates_.resize(found);
    });
  }
}

// Paths that improve at the prices that a dual step is about to reach.
bool PathWorkspace::look_ahead(std::vector<double> const& price) {
  price_ = price;
  columns_.clip(price_);
  columns_.price_supplies(price_);
  trees_.update(price_, columns_.supply_price());
  ++pricing_count_;
  if (!trees_.is_sound()) return false;
  PathMaster const& master = columns_.master();
  limit_.resize(at(master.set_count()));
  for (int set = 0; set < master.set_count(); ++set) limit_[at(set)] = master.set_price(set, price_);
  candidates_.clear();
  find_paths(true);
  return !candidates_.empty();
}

// Column generation over mended trees.
bool PathWorkspace::generate(bool costs_changed) {
  PathMaster& master = columns_.master();
  for (;;) {
    if (!may_go_on()) return false;
    update_trees();
    ++pricing_count_;
    if (!trees_.is_sound()) return false;
    limit_.resize(at(master.set_count()));
    for (int set = 0; set < master.set_count(); ++set) limit_[at(set)] = master.set_price(set);
    candidates_.clear();
    if (costs_changed) master.find_improving(tolerance(), candidates_);
    costs_changed = false;
    find_paths(false);
    if (candidates_.empty() && master.worst_slack(tolerance()) < 0) return true;
    if (!master.follow(tolerance(), [&] { return may_go_on(); })) return false;
  }
}

PathOutcome PathWorkspace::solve(std::span<PathChange const> changes, double seconds) {
  rewind();
  PathOutcome outcome;
  outcome.why = refusal(changes);
  if (!outcome.why.empty()) return outcome;
  if (base_->stands(changes)) {
    for (PathChange const& change : changes) renumber(change);
    outcome.status = PathOutcome::Status::stands;
    outcome.cost = base_->cost_;
    outcome.bound = base_->bound_;
    return outcome;
  }
  stands_ = false;
  deadline_ = processor_seconds() + seconds;
  pricing_count_ = 0;
  std::size_t const steps = columns_.pivot_count(), labels = trees_.labelled();
  apply_limits(changes);
  add_detours();
  outcome.status = PathOutcome::Status::stuck;
  bool solved = columns_.master().restore(
      tolerance(), kFar * base_->level_, [&](std::vector<double> const& price) { return look_ahead(price); },
      [&] { return may_go_on(); });
  outcome.dual_steps = columns_.pivot_count() - steps;
  if (solved) solved = generate(apply_costs(changes));
  while (solved && columns_.needs_cuts() && columns_.refine()) {
    columns_.master().prepare();
    solved = generate(true);
  }
  outcome.primal_steps = columns_.pivot_count() - steps - outcome.dual_steps;
  outcome.pricings = pricing_count_;
  outcome.labelled = trees_.labelled() - labels;
  if (!solved) return outcome;
  outcome.status = PathOutcome::Status::solved;
  outcome.cost = columns_.master().objective();
  outcome.bound = columns_.bound(trees_.prices(), trees_.supply_prices(), demand_labels(program_, trees_));
  return outcome;
}

// The least price at which no arc through a closed resource would pay. At no capacity it costs nothing.
void PathWorkspace::price_closed(PathSolution& answer) const {
  double dearest = 0.0; // at nodes that nothing reaches
  for (MarginalLine const& line : program_.demands) dearest = std::max(dearest, kDearest * line.first);
  for (double const price : answer.node_price) {
    if (std::isfinite(price)) dearest = std::max(dearest, price);
  }
  std::vector<double>& price = answer.resource_price;
  auto const raise = [&](int resource, std::span<Entry const> entries, double gain) {
    double own = 0.0;
    for (Entry const& entry : entries) {
      gain -= entry.coefficient * price[at(entry.row)];
      if (entry.row == resource) own += entry.coefficient;
    }
    if (own > 0.0 && gain > 0.0) price[at(resource)] += gain / own;
  };
  LayeredGraph const& graph = base_->graph_;
  for (int const resource : shut_resources_) {
    for (int i = graph.resource_first[at(resource)]; i < graph.resource_first[at(resource) + 1]; ++i) {
      int const a = graph.resource_arcs[at(i)];
      PathProgram::Arc const& arc = program_.arcs[at(a)];
      double const here = answer.node_price[at(arc.tail)];
      if (std::isinf(here)) continue;
      double const there = std::min(answer.node_price[at(arc.head)], dearest);
      raise(resource,
            {program_.entries.data() + arc.first, program_.entries.data() + program_.end_of_entries(a)},
            arc.gain * there - here - arc.cost);
    }
    for (PathProgram::Extra const& extra : program_.extras) raise(resource, extra.entries, -extra.cost);
  }
}

PathSolution PathWorkspace::solution(bool labels) const {
  if (stands_) return base_->solution();
  PathSolution answer;
  answer.complete = true;
  columns_.describe(answer);
  std::vector<double> label(at(program_.node_count));
  for (int node = 0; node < program_.node_count; ++node) label[at(node)] = trees_.label(node);
  answer.resource_price = trees_.prices();
  answer.node_price = labels ? std::move(label)
                             : node_prices(program_, trees_.weights(), label, trees_.supply_prices(),
                                           answer.resource_price, answer.delivered);
  price_closed(answer);
  answer.pricing_count = pricing_count_;
  answer.pivot_count = columns_.pivot_count() - base_->columns_->pivot_count();
  return answer;
}

} // namespace korridor::opt
