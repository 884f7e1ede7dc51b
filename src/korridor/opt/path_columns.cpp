// Columns, pieces and flows of a path programme.
#include "korridor/opt/path_columns.hpp"

#include <algorithm>
#include <limits>

#include "korridor/opt/path_fit.hpp"

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSamePoint = 1e-12; // of a curve

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
  for (PathProgram::Extra const& extra : program_->extras) {
    int const set = master_->add_set(extra.size, 0.0);
    paths_.resize(paths_.size() + 2);
    extra_column_.push_back(master_->add_column(set, extra.cost, extra.entries));
  }
}

// The column of a path for one piece of its demand and one of its supply.
int PathColumns::add_path(int set, int demand, int supply, int piece, std::vector<int> const& arcs) {
  double through = 1.0, cost = 0.0;
  uses_.clear();
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
  int const drawn = program_->supplies[at(supply)].equation;
  int const received = program_->demands[at(demand)].equation;
  if (drawn >= 0) uses_.push_back({drawn, through});
  if (received >= 0) uses_.push_back({received, -1.0});
  LinePieces const& pieces = supply_[at(supply)];
  cost += through * pieces.parts()[at(piece)].marginal;
  if (pieces.parts()[at(piece)].to < kInfinity) uses_.push_back({pieces.first + piece, through});
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
  paths_.push_back({supply, demand, piece, static_cast<int>(arcs_.size()), static_cast<int>(arcs.size())});
  arcs_.insert(arcs_.end(), arcs.begin(), arcs.end());
  return master_->add_column(set, cost, uses_);
}

PathColumns::PathColumns(PathColumns const& other, PathProgram const& program) : PathColumns(other) {
  program_ = &program;
}

bool PathColumns::has_equations() const {
  return std::find(program_->exact.begin(), program_->exact.end(), true) != program_->exact.end();
}

std::vector<double> PathColumns::prices() const {
  std::vector<double> price = master_->prices();
  for (std::size_t r = 0; r < price.size(); ++r) {
    if (r >= program_->exact.size() || !program_->exact[r]) price[r] = std::max(0.0, price[r]);
  }
  return price;
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
  std::vector<double> const extras = extra_quantities();
  pivots_before_ += master_->pivot_count();
  build_master();
  restart(flows, extras);
  return true;
}

std::vector<double> PathColumns::extra_quantities() const {
  std::vector<double> quantity(program_->extras.size(), 0.0);
  for (ColumnFlow const& part : master_->flows()) {
    int const extra = master_->set_of(part.column) - first_extra_;
    if (extra >= 0 && part.column == extra_column_[at(extra)]) quantity[at(extra)] = part.flow;
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
