// Columns, pieces and flows of a path programme.
#include "korridor/opt/path_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "korridor/opt/path_fit.hpp"

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSamePoint = 1e-12; // of a curve
constexpr double kNothing = 1e-9;    // of all that could circle

} // namespace

PathColumns::PathColumns(PathProgram const& program, PathStart const* start) : program_(&program) {
  for (std::size_t s = 0; s < program.supplies.size(); ++s) {
    supply_.push_back(start == nullptr ? LinePieces(program.supplies[s])
                                       : LinePieces(program.supplies[s], start->supplies[s]));
  }
  for (std::size_t d = 0; d < program.demands.size(); ++d) {
    demand_.push_back(start == nullptr ? LinePieces(program.demands[d])
                                       : LinePieces(program.demands[d], start->demands[d]));
  }
}

void PathColumns::build_master() {
  std::vector<double> capacity = program_->capacity;
  for (LinePieces& pieces : supply_) {
    pieces.first = static_cast<int>(capacity.size());
    for (LinePiece const& piece : pieces.parts()) capacity.push_back(piece.to - piece.from);
  }
  std::vector<bool> exact = program_->exact;
  exact.resize(capacity.size());
  master_.emplace(std::move(capacity), std::move(exact));
  paths_.clear();
  arcs_.clear();
  demand_of_set_.clear();
  for (std::size_t d = 0; d < demand_.size(); ++d) {
    demand_[d].first = master_->set_count();
    for (LinePiece const& piece : demand_[d].parts()) {
      master_->add_set(piece.to - piece.from, piece.marginal);
      paths_.push_back({});
      demand_of_set_.push_back(static_cast<int>(d));
    }
  }
  first_extra_ = master_->set_count();
  extra_column_.clear();
  circle_column_.clear();
  for (PathProgram::Extra const& extra : program_->extras) {
    int const set = master_->add_set(extra.size, 0.0);
    paths_.resize(paths_.size() + 2);
    extra_column_.push_back(master_->add_column(set, extra.cost, extra.entries));
  }
}

// What a flow along the arcs takes of resources, to `uses_`; its cost is returned. `through` is what leaves
// the last arc, then what enters the first.
double PathColumns::collect_uses(std::vector<int> const& arcs, double& through) {
  double cost = 0.0;
  for (int const a : arcs) {
    PathProgram::Arc const& arc = program_->arcs[at(a)];
    through /= arc.gain;
    cost += through * arc.cost;
    for (int e = arc.first; e < program_->end_of_entries(a); ++e) {
      Entry const& entry = program_->entries[at(e)];
      if (program_->capacity[at(entry.row)] < kInfinity)
        uses_.push_back({entry.row, through * entry.coefficient});
    }
  }
  return cost;
}

// The same for what is taken from a piece of a supply.
double PathColumns::draw(int supply, int piece, double quantity) {
  int const drawn = program_->supplies[at(supply)].equation;
  if (drawn >= 0) uses_.push_back({drawn, quantity});
  LinePieces const& pieces = supply_[at(supply)];
  if (pieces.parts()[at(piece)].to < kInfinity) uses_.push_back({pieces.first + piece, quantity});
  return quantity * pieces.parts()[at(piece)].marginal;
}

void PathColumns::merge_uses() {
  std::sort(uses_.begin(), uses_.end(), [](Entry const& a, Entry const& b) { return a.row < b.row; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < uses_.size(); ++i) {
    if (uses_[i].row == uses_[last].row) {
      uses_[last].coefficient += uses_[i].coefficient;
    } else {
      uses_[++last] = uses_[i];
    }
  }
  if (!uses_.empty()) uses_.resize(last + 1);
}

// The column of a path for one piece of its demand and one of its supply.
int PathColumns::add_path(int set, int demand, int supply, int piece, std::vector<int> const& arcs) {
  double through = 1.0;
  uses_.clear();
  double cost = collect_uses(arcs, through);
  int const received = program_->demands[at(demand)].equation;
  if (received >= 0) uses_.push_back({received, -1.0});
  cost += draw(supply, piece, through);
  merge_uses();
  paths_.push_back({supply, demand, piece, static_cast<int>(arcs_.size()), static_cast<int>(arcs.size())});
  arcs_.insert(arcs_.end(), arcs.begin(), arcs.end());
  return master_->add_column(set, cost, uses_);
}

PathColumns::PathColumns(PathColumns const& other, PathProgram const& program) : PathColumns(other) {
  program_ = &program;
}

std::optional<int> PathColumns::add_circle(LabelCorrecting::Circle const& circle) {
  double back = 1.0; // of one unit that leaves
  for (int const a : circle.round) back *= program_->arcs[at(a)].gain;
  uses_.clear();
  double through = back, drawn = 0.0;
  double cost = collect_uses(circle.round, through);
  if (1.0 - back > kSamePoint) {
    drawn = 1.0 - back;
    cost += collect_uses(circle.way, drawn);
    cost += draw(circle.supply, supply_piece_[at(circle.supply)], drawn);
  }
  merge_uses();
  double const most = most_circling(circle.supply, drawn, cost);
  if (std::isinf(most)) return std::nullopt;
  int const set = master_->add_set(most, 0.0);
  paths_.resize(paths_.size() + 2);
  circle_column_.push_back(master_->add_column(set, cost, uses_));
  return circle_column_.back();
}

// No more than the supply has. And where only contracts pay for it, no more than each of them in turn can
// want: what counts towards a least flow beyond all that extras draw on earns nothing.
double PathColumns::most_circling(int supply, double drawn, double cost) const {
  MarginalLine const& line = program_->supplies[at(supply)];
  double const most = drawn > 0.0 ? line.size / drawn : kInfinity;
  if (cost < 0.0 || (drawn > 0.0 && line.equation >= 0)) return most;
  double wanted = 0.0;
  for (Entry const& use : uses_) {
    if (use.coefficient >= 0.0) continue;
    for (PathProgram::Extra const& extra : program_->extras) {
      for (Entry const& entry : extra.entries) {
        if (entry.row == use.row && entry.coefficient > 0.0)
          wanted += extra.size * entry.coefficient / -use.coefficient;
      }
    }
  }
  return std::min(most, wanted);
}

bool PathColumns::are_circling() const {
  std::vector<ColumnFlow> const flows = master_->flows();
  return std::any_of(flows.begin(), flows.end(), [this](ColumnFlow const& part) {
    bool const circle =
        std::find(circle_column_.begin(), circle_column_.end(), part.column) != circle_column_.end();
    return circle && part.flow > kNothing * master_->size_of(master_->set_of(part.column));
  });
}

bool PathColumns::has_equations() const {
  return std::find(program_->exact.begin(), program_->exact.end(), true) != program_->exact.end();
}

std::vector<double> PathColumns::prices() const {
  std::vector<double> price = master_->prices();
  clip(price);
  return price;
}

void PathColumns::forget_from(std::size_t column_count) {
  if (column_count < paths_.size()) arcs_.resize(at(paths_[column_count].first));
  paths_.resize(column_count);
  master_->forget_from(column_count);
}

void PathColumns::clip(std::vector<double>& price) const {
  for (std::size_t r = 0; r < price.size(); ++r) {
    if (r >= program_->exact.size() || !program_->exact[r]) price[r] = std::max(0.0, price[r]);
  }
}

void PathColumns::price_supplies(std::vector<double> const& price) {
  supply_price_.assign(supply_.size(), kInfinity);
  supply_piece_.assign(supply_.size(), 0);
  for (std::size_t s = 0; s < supply_.size(); ++s) {
    for (std::size_t p = 0; p < supply_[s].parts().size(); ++p) {
      LinePiece const& piece = supply_[s].parts()[p];
      if (piece.to <= piece.from) continue;
      double const cost =
          piece.marginal + price[at(supply_[s].first) + p] + equation_price(program_->supplies[s], price);
      if (cost >= supply_price_[s]) continue;
      supply_price_[s] = cost;
      supply_piece_[s] = static_cast<int>(p);
    }
  }
}

std::vector<double> PathColumns::most_paid(std::vector<double> const& price,
                                           std::vector<double> const& limit) const {
  std::vector<double> most(demand_.size(), -kInfinity);
  for (int set = 0; set < first_extra_; ++set) {
    double& top = most[at(demand_of_set_[at(set)])];
    top = std::max(top, limit[at(set)]);
  }
  for (std::size_t d = 0; d < most.size(); ++d) most[d] += equation_price(program_->demands[d], price);
  return most;
}

void PathColumns::add_paths(int demand, int supply, std::vector<int> const& arcs, double label,
                            std::vector<double> const& price, std::vector<double> const& limit, double margin,
                            std::vector<int>& columns) {
  double const own = label - equation_price(program_->demands[at(demand)], price);
  for (std::size_t p = 0; p < demand_[at(demand)].parts().size(); ++p) {
    int const set = demand_[at(demand)].first + static_cast<int>(p);
    if (own >= limit[at(set)] - margin || master_->size_of(set) <= 0.0) continue;
    columns.push_back(add_path(set, demand, supply, supply_piece_[at(supply)], arcs));
  }
}

std::vector<PathFlow> PathColumns::path_flows() const {
  std::vector<PathFlow> flows;
  for (ColumnFlow const& part : master_->flows()) {
    Path const& path = paths_[at(part.column)];
    if (path.supply < 0) continue;
    auto const first = arcs_.begin() + path.first;
    flows.push_back({path.supply, path.demand, part.flow, {first, first + path.count}});
  }
  return flows;
}

// What is supplied and delivered.
std::pair<std::vector<double>, std::vector<double>> PathColumns::quantities() const {
  std::vector<double> supplied(supply_.size(), 0.0), delivered(demand_.size(), 0.0);
  for (PathFlow const& flow : path_flows()) {
    supplied[at(flow.supply)] += flow.delivered * multiple(*program_, flow.arcs);
    delivered[at(flow.demand)] += flow.delivered;
  }
  return {supplied, delivered};
}

bool PathColumns::refine() {
  std::vector<PathFlow> const flows = path_flows();
  auto const [supplied, delivered] = quantities();
  bool finer = false;
  for (std::size_t s = 0; s < supply_.size(); ++s) {
    if (supply_[s].refine(program_->supplies[s], supplied[s])) finer = true;
  }
  for (std::size_t d = 0; d < demand_.size(); ++d) {
    if (demand_[d].refine(program_->demands[d], delivered[d])) finer = true;
  }
  if (!finer) return false;
  recut_ = true;
  PathStart start{flows, extra_quantities(), {}, {}};
  if (are_circling()) start = fitting_part(*program_, start); // contracts are not met without the circles
  pivots_before_ += master_->pivot_count();
  build_master();
  restart(start.flows, start.extra);
  return true;
}

std::vector<double> PathColumns::extra_quantities() const {
  std::vector<double> quantity(program_->extras.size(), 0.0);
  for (ColumnFlow const& part : master_->flows()) {
    int const extra = master_->set_of(part.column) - first_extra_;
    if (extra < 0 || at(extra) >= quantity.size()) continue;
    if (part.column == extra_column_[at(extra)]) quantity[at(extra)] = part.flow;
  }
  return quantity;
}

void PathColumns::restart(std::vector<PathFlow> const& flows, std::vector<double> const& extras) {
  struct Level {
    std::size_t piece = 0;
    double used = 0.0;
  };
  std::vector<Level> supply_level(supply_.size()), demand_level(demand_.size());
  auto const left = [](LinePieces const& pieces, Level& level) {
    double const end = pieces.parts().back().to;
    double const tiny = end < kInfinity ? kSamePoint * end : 0.0;
    for (; level.piece < pieces.parts().size(); ++level.piece, level.used = 0.0) {
      LinePiece const& piece = pieces.parts()[level.piece];
      double const room = piece.to - piece.from - level.used;
      if (room > tiny) return room;
    }
    return 0.0;
  };
  std::vector<ColumnFlow> columns;
  for (PathFlow const& flow : flows) {
    double const through = multiple(*program_, flow.arcs);
    double rest = flow.delivered;
    while (rest > 0.0) {
      Level& from = supply_level[at(flow.supply)];
      Level& to = demand_level[at(flow.demand)];
      double const part = std::min(
          {rest, left(supply_[at(flow.supply)], from) / through, left(demand_[at(flow.demand)], to)});
      if (part <= 0.0) break;
      int const set = demand_[at(flow.demand)].first + static_cast<int>(to.piece);
      columns.push_back(
          {add_path(set, flow.demand, flow.supply, static_cast<int>(from.piece), flow.arcs), part});
      from.used += part * through;
      to.used += part;
      rest -= part;
    }
  }
  for (std::size_t e = 0; e < extras.size(); ++e) {
    if (extras[e] > 0.0) columns.push_back({extra_column_[e], extras[e]});
  }
  master_->start(columns);
}

void PathColumns::describe(PathSolution& answer) const {
  answer.arc_flow.assign(program_->arcs.size(), 0.0);
  answer.supplied.assign(supply_.size(), 0.0);
  answer.delivered.assign(demand_.size(), 0.0);
  answer.start = {};
  answer.start.flows = path_flows();
  for (PathFlow const& flow : answer.start.flows) {
    double quantity = flow.delivered;
    answer.delivered[at(flow.demand)] += quantity;
    for (int const a : flow.arcs) {
      quantity /= program_->arcs[at(a)].gain;
      answer.arc_flow[at(a)] += quantity;
    }
    answer.supplied[at(flow.supply)] += quantity;
  }
  answer.extra = answer.start.extra = extra_quantities();
  for (LinePieces const& pieces : supply_) answer.start.supplies.push_back(pieces.cut());
  for (LinePieces const& pieces : demand_) answer.start.demands.push_back(pieces.cut());
}

} // namespace korridor::opt
