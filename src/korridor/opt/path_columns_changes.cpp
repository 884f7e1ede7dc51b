// Changes of the numbers behind columns, and the way back.
#include <cmath>
#include <limits>
#include <numeric>

#include "korridor/opt/path_columns.hpp"

namespace korridor::opt {

void PathColumns::drop_dear_columns(double most) {
  std::vector<int> const moved = master_->drop_dear_columns(most, extra_column_);
  std::vector<Path> paths(master_->column_count());
  std::vector<int> arcs;
  for (std::size_t column = 0; column < moved.size(); ++column) {
    if (moved[column] < 0) continue;
    Path path = paths_[column];
    auto const first = arcs_.begin() + path.first;
    path.first = static_cast<int>(arcs.size());
    arcs.insert(arcs.end(), first, first + path.count);
    paths[at(moved[column])] = path;
  }
  paths_ = std::move(paths);
  arcs_ = std::move(arcs);
  for (int& column : extra_column_) column = moved[at(column)];
}

void PathColumns::prepare() {
  master_->prepare();
  indexed_ = paths_.size();
  arc_first_.assign(program_->arcs.size() + 1, 0);
  for (int const arc : arcs_) ++arc_first_[at(arc) + 1];
  std::partial_sum(arc_first_.begin(), arc_first_.end(), arc_first_.begin());
  arc_columns_.resize(arcs_.size());
  std::vector<int> next(arc_first_.begin(), arc_first_.end() - 1);
  for (std::size_t column = 0; column < paths_.size(); ++column) {
    Path const& path = paths_[column];
    for (int i = path.first; i < path.first + path.count; ++i)
      arc_columns_[at(next[at(arcs_[at(i)])]++)] = static_cast<int>(column);
  }
  recut_ = moved_ = false;
}

void PathColumns::rewind(PathColumns const& base) {
  if (recut_) {
    PathProgram const* const program = program_;
    *this = base;
    program_ = program;
    return;
  }
  master_->rewind(*base.master_);
  paths_.resize(base.paths_.size());
  arcs_.resize(base.arcs_.size());
  if (!moved_) return;
  supply_ = base.supply_;
  demand_ = base.demand_;
  moved_ = false;
}

void PathColumns::bar(int arc, std::vector<int>& basic) {
  for (int i = arc_first_[at(arc)]; i < arc_first_[at(arc) + 1]; ++i) {
    int const column = arc_columns_[at(i)];
    if (master_->is_barred(column)) continue;
    master_->bar(column);
    if (master_->is_basic(column)) basic.push_back(column);
  }
}

void PathColumns::bar_extra(int extra, std::vector<int>& basic) {
  int const column = extra_column_[at(extra)];
  if (master_->is_barred(column)) return;
  master_->bar(column);
  if (master_->is_basic(column)) basic.push_back(column);
}

void PathColumns::resize_supply(int supply, double size) {
  moved_ = true;
  supply_[at(supply)].resize(size);
  master_->set_capacity(supply_[at(supply)].first, size);
}

void PathColumns::resize_demand(int demand, double size) {
  moved_ = true;
  demand_[at(demand)].resize(size);
  master_->set_size(demand_[at(demand)].first, size);
}

double PathColumns::path_cost(Path const& path) const {
  double through = 1.0, cost = 0.0;
  for (int i = path.first; i < path.first + path.count; ++i) {
    PathProgram::Arc const& arc = program_->arcs[at(arcs_[at(i)])];
    through /= arc.gain;
    cost += through * arc.cost;
  }
  return cost + through * supply_[at(path.supply)].parts()[at(path.piece)].marginal;
}

void PathColumns::recost(int arc) {
  for (int i = arc_first_[at(arc)]; i < arc_first_[at(arc) + 1]; ++i) {
    int const column = arc_columns_[at(i)];
    master_->set_cost(column, path_cost(paths_[at(column)]));
  }
  for (std::size_t column = indexed_; column < paths_.size(); ++column)
    master_->set_cost(static_cast<int>(column), path_cost(paths_[column]));
}

void PathColumns::shift_supply(int supply, double change) {
  moved_ = true;
  supply_[at(supply)].shift(change);
  for (std::size_t column = 0; column < paths_.size(); ++column) {
    if (paths_[column].supply == supply)
      master_->set_cost(static_cast<int>(column), path_cost(paths_[column]));
  }
}

void PathColumns::shift_demand(int demand, double change) {
  moved_ = true;
  LinePieces& pieces = demand_[at(demand)];
  pieces.shift(change);
  for (std::size_t p = 0; p < pieces.parts().size(); ++p)
    master_->set_cost(master_->empty_column(pieces.first + static_cast<int>(p)), pieces.parts()[p].marginal);
}

bool PathColumns::needs_cuts() const {
  auto const is_curve = [](MarginalLine const& line) { return line.slope != 0.0; };
  if (std::none_of(program_->supplies.begin(), program_->supplies.end(), is_curve) &&
      std::none_of(program_->demands.begin(), program_->demands.end(), is_curve))
    return false;
  auto const [supplied, delivered] = quantities();
  for (std::size_t s = 0; s < supply_.size(); ++s) {
    if (!supply_[s].is_narrow(program_->supplies[s], supplied[s])) return true;
  }
  for (std::size_t d = 0; d < demand_.size(); ++d) {
    if (!demand_[d].is_narrow(program_->demands[d], delivered[d])) return true;
  }
  return false;
}

// Each piece of supply is worth what its supply's price is above its cost, which is the best price that it
// can have in the Lagrangian.
double PathColumns::bound(std::vector<double> const& price, std::vector<double> const& supply_price,
                          std::vector<double> const& label) const {
  double sum = 0.0;
  for (std::size_t r = 0; r < price.size(); ++r) {
    if (price[r] != 0.0) sum -= program_->capacity[r] * price[r];
  }
  for (std::size_t s = 0; s < supply_.size(); ++s) {
    double const gate = supply_price[s] - equation_price(program_->supplies[s], price);
    for (LinePiece const& piece : supply_[s].parts()) {
      if (piece.to > piece.from && gate > piece.marginal)
        sum -= (piece.to - piece.from) * (gate - piece.marginal);
    }
  }
  for (std::size_t d = 0; d < demand_.size(); ++d) {
    double const own = label[d] - equation_price(program_->demands[d], price);
    for (LinePiece const& piece : demand_[d].parts())
      sum += (piece.to - piece.from) * std::min(piece.marginal, own);
  }
  for (std::size_t e = 0; e < extra_column_.size(); ++e) {
    int const column = extra_column_[e];
    if (master_->is_barred(column)) continue;
    double cost = master_->cost_of(column);
    for (Entry const& entry : master_->entries_of(column)) cost += entry.coefficient * price[at(entry.row)];
    sum += program_->extras[e].size * std::min(0.0, cost);
  }
  return sum;
}

} // namespace korridor::opt
