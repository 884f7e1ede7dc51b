// How the basis of the path master is made from a flow, factored, mended and emptied of idle columns.
#include <algorithm>

#include "korridor/opt/path_master.hpp"

namespace korridor::opt {

namespace {

constexpr double kLeastPart = 1e-14; // of a set: less left over is rounding

} // namespace

void PathMaster::start(std::span<ColumnFlow const> flows) {
  basic_.clear();
  value_.clear();
  for (int const resource : row_resource_) resource_row_[index(resource)] = -1;
  row_resource_.clear();
  std::vector<double> left = size_;
  for (ColumnFlow const& part : flows) left[index(set_of(part.column))] -= part.flow;
  key_ = empty_;
  key_value_ = left;
  for (ColumnFlow const& part : flows) { // the largest part of each set is its key
    int const set = set_of(part.column);
    if (part.flow <= key_value_[index(set)]) continue;
    key_[index(set)] = part.column;
    key_value_[index(set)] = part.flow;
  }
  excess_.clear();
  for (ColumnFlow const& part : flows) {
    if (part.column != key_[index(set_of(part.column))]) excess_.push_back(part);
  }
  for (int set = 0; set < set_count(); ++set) {
    if (key_[index(set)] != empty_[index(set)] && left[index(set)] > kLeastPart * size_[index(set)]) {
      excess_.push_back({empty_[index(set)], left[index(set)]});
    }
  }
  factor();
  while (!excess_.empty()) {
    ColumnFlow const part = excess_.back();
    excess_.pop_back();
    pivot(part.column, reduced_cost(part.column) < 0.0 ? 1.0 : -1.0, part.flow);
  }
  factor();
}

void PathMaster::factor() {
  changes_ = 0;
  for (int const column : basic_) {
    if (column >= 0) continue;
    int& resource = row_resource_[index(~column)];
    resource_row_[index(resource)] = -1;
    resource = -1;
  }
  std::erase(row_resource_, -1);
  std::erase_if(basic_, [](int column) { return column < 0; });
  for (int row = 0; row < tight_count(); ++row) resource_row_[index(row_resource_[index(row)])] = row;
  for (std::vector<int>& others : others_) others.clear();
  SparseColumns columns;
  std::vector<double> by_row(basic_.size(), 0.0);
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    int const set = set_of(basic_[position]);
    others_[index(set)].push_back(static_cast<int>(position));
    scatter(basic_[position], 1.0, by_row);
    scatter(key_[index(set)], -1.0, by_row);
    for (int const column : {basic_[position], key_[index(set)]}) {
      for (Entry const& entry : entries_of(column)) {
        int const row = resource_row_[index(entry.row)];
        if (row < 0 || by_row[index(row)] == 0.0) continue;
        columns.entries.push_back({row, by_row[index(row)]});
        by_row[index(row)] = 0.0;
      }
    }
    columns.close();
  }
  basis_.factor(columns);
  if (!basis_.dependent().empty()) return repair();
  compute_values();
  compute_prices();
}

// Rounding has made columns dependent: they leave the basis at the value they have, and the slack of a row
// that found no pivot takes the place; afterwards they are pushed to a bound like any excess.
void PathMaster::repair() {
  ++repair_count_;
  std::vector<int> const dependent = basis_.dependent();
  std::vector<ColumnFlow> left_over;
  int row = 0;
  for (int const position : dependent) {
    while (basis_.has_pivot(row)) ++row;
    left_over.push_back({basic_[index(position)], std::max(0.0, value_[index(position)])});
    basic_[index(position)] = ~row++;
  }
  excess_.insert(excess_.end(), left_over.begin(), left_over.end());
  factor();
  while (!left_over.empty()) {
    ColumnFlow const part = left_over.back();
    left_over.pop_back();
    std::erase_if(excess_, [&](ColumnFlow const& other) { return other.column == part.column; });
    if (part.flow > 0.0) pivot(part.column, reduced_cost(part.column) < 0.0 ? 1.0 : -1.0, part.flow);
  }
}

void PathMaster::compute_values() {
  std::vector<double>& x = value_;
  x.resize(basic_.size());
  for (std::size_t row = 0; row < x.size(); ++row) x[row] = capacity_[index(row_resource_[row])];
  key_value_ = size_;
  for (ColumnFlow const& part : excess_) {
    key_value_[index(set_of(part.column))] -= part.flow;
    scatter(part.column, -part.flow, x);
  }
  for (int set = 0; set < set_count(); ++set) scatter(key_[index(set)], -key_value_[index(set)], x);
  basis_.solve(x);
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    key_value_[index(set_of(basic_[position]))] -= value_[position];
  }
  std::fill(used_.begin(), used_.end(), 0.0);
  auto const add = [&](int column, double flow) {
    if (flow == 0.0) return;
    for (Entry const& entry : entries_of(column)) used_[index(entry.row)] += flow * entry.coefficient;
  };
  for (int set = 0; set < set_count(); ++set) add(key_[index(set)], key_value_[index(set)]);
  for (std::size_t position = 0; position < basic_.size(); ++position)
    add(basic_[position], value_[position]);
  for (ColumnFlow const& part : excess_) add(part.column, part.flow);
}

void PathMaster::compute_prices() {
  row_dual_.assign(basic_.size(), 0.0);
  for (std::size_t position = 0; position < basic_.size(); ++position) {
    row_dual_[position] = cost_of(basic_[position]) - cost_of(key_[index(set_of(basic_[position]))]);
  }
  basis_.solve_transposed(row_dual_);
  std::fill(price_.begin(), price_.end(), 0.0);
  for (std::size_t row = 0; row < row_dual_.size(); ++row) {
    price_[index(row_resource_[row])] = -row_dual_[row];
  }
}

std::vector<int> PathMaster::drop_dear_columns(double most, std::span<int const> wanted) {
  std::vector<char> keep(columns_.size(), 0);
  for (std::size_t column = 0; column < columns_.size(); ++column)
    keep[column] = reduced_cost(static_cast<int>(column)) <= most ? 1 : 0;
  for (int const column : wanted) keep[index(column)] = 1;
  for (int const column : empty_) keep[index(column)] = 1;
  for (int const column : key_) keep[index(column)] = 1;
  for (int const column : basic_) {
    if (column >= 0) keep[index(column)] = 1;
  }
  std::vector<int> moved(columns_.size(), -1);
  std::vector<Column> columns;
  std::vector<Entry> entries;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (!keep[column]) continue;
    moved[column] = static_cast<int>(columns.size());
    std::span<Entry const> const old = entries_of(static_cast<int>(column));
    columns.push_back({columns_[column].set, columns_[column].cost, static_cast<int>(entries.size()),
                       static_cast<int>(old.size()), columns_[column].uses});
    entries.insert(entries.end(), old.begin(), old.end());
  }
  columns_ = std::move(columns);
  entries_ = std::move(entries);
  barred_.assign(columns_.size(), 0);
  for (int& column : empty_) column = moved[index(column)];
  for (int& column : key_) column = moved[index(column)];
  for (int& column : basic_) {
    if (column >= 0) column = moved[index(column)];
  }
  return moved;
}

} // namespace korridor::opt
