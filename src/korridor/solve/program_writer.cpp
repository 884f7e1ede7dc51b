// Rows and columns of the arc programme.
#include "korridor/solve/program_writer.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::solve {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// Charges below zero by less than this part of the price level are rounding.
constexpr double kRounding = 1e-12;

} // namespace

double power_of_two(double value) { return value > 0.0 ? std::exp2(std::round(std::log2(value))) : 1.0; }

int ProgramWriter::add_row(ProgramRow row, double scale, double lower, double upper) {
  row.dual_scale = program_.money_scale / scale;
  program_.rows.push_back(row);
  row_scale_.push_back(scale);
  return program_.lp.add_row(lower, upper);
}

int ProgramWriter::add_joint_row(ProgramRow row, double unit) {
  double const scale = row.bound > 0.0 ? power_of_two(row.bound) : unit;
  int const position = add_row(row, scale, -kInfinity, row.bound / scale);
  program_.rows[at(position)].dual_scale *= -1.0; // joint rows report mu >= 0
  return position;
}

int ProgramWriter::balance(int q, int node) {
  if (program_.balance_row.empty()) {
    program_.balance_row.assign(classes_.merged().size() * instance_.nodes.size(), kNone);
  }
  int& row = program_.balance_row[at(q) * instance_.nodes.size() + at(node)];
  if (row == kNone) {
    double const unit = unit_[at(classes_.merged()[at(q)].key.commodity)];
    row = add_row({.kind = RowKind::balance, .element = node, .merged = q}, unit, 0.0, 0.0);
  }
  return row;
}

int ProgramWriter::joint(RowKind kind, int element, double bound, double unit) {
  std::vector<int>& row_of = joint_row_[kind];
  if (row_of.size() <= at(element)) row_of.resize(at(element) + 1, kNone);
  int& row = row_of[at(element)];
  if (row == kNone) row = add_joint_row({.kind = kind, .element = element, .bound = bound}, unit);
  return row;
}

void ProgramWriter::add_entry(int row, double coefficient, Column const& column) {
  double const scaled = coefficient * column.scale / row_scale_[at(row)];
  auto const same =
      std::find_if(entries_.begin(), entries_.end(), [row](auto const& e) { return e.row == row; });
  if (same != entries_.end()) {
    same->coefficient += scaled;
  } else {
    entries_.push_back({row, scaled});
  }
}

int ProgramWriter::add_column(Column const& column, double charge, double size) {
  program_.columns.push_back(column);
  int const position =
      program_.lp.add_col(charge * column.scale / program_.money_scale, 0.0, size / column.scale, entries_);
  entries_.clear();
  return position;
}

void ProgramWriter::reserve_columns(std::size_t count) {
  constexpr std::size_t kEntries = 4; // of an arc: two balances, its capacity, now and then a node's
  program_.columns.reserve(count);
  program_.lp.col_cost.reserve(count);
  program_.lp.col_lower.reserve(count);
  program_.lp.col_upper.reserve(count);
  program_.lp.first.reserve(count + 1);
  program_.lp.entries.reserve(kEntries * count);
}

void ProgramWriter::add_node_rows(int node, int commodity, int origin, double entering,
                                  Column const& column) {
  model::Node const& place = instance_.nodes[at(node)];
  double const capacity = effects_.node_capacity(node);
  if (std::isfinite(capacity) && place.use[at(commodity)] != 0.0) {
    add_entry(joint(RowKind::node, node, capacity, column.scale), entering * place.use[at(commodity)],
              column);
  }
  add_limits(true, node, commodity, origin, entering, column);
}

void ProgramWriter::add_limits(bool is_node, int position, int commodity, int origin, double quantity,
                               Column const& column) {
  for (int i = 0; i < static_cast<int>(instance_.limits.size()); ++i) {
    model::Limit const& limit = instance_.limits[at(i)];
    if (!std::isfinite(limit.capacity) || limit.use[at(commodity)] == 0.0 || !limit.origins[origin]) continue;
    for (model::LimitMember const& member : limit.members) {
      if (member.is_node != is_node || member.position != position) continue;
      add_entry(joint(RowKind::limit, i, limit.capacity, column.scale),
                quantity * member.factor * limit.use[at(commodity)], column);
    }
  }
}

void ProgramWriter::add_measures(Terms const& terms, ClassKey const& key, int arc, int position,
                                 double own_bound, Column const& column) {
  for (int const m : terms.quotas) {
    model::Measure const& quota = instance_.measures[at(m)];
    add_entry(joint(RowKind::quota, m, quota.value, column.scale), quota.use[at(key.commodity)], column);
  }
  for (Counting const& counting : terms.contracts) {
    add_entry(program_.contract_row[at(counting.contract)], counting.factor, column);
  }
  for (PartialBan const& ban : terms.partial_bans) {
    auto const made = made_of_.find({key.commodity, key.origin});
    double const bound = ban.open_share * std::min(own_bound, made == made_of_.end() ? 0.0 : made->second);
    if (!std::isfinite(bound)) continue;
    auto const [place, added] = partial_row_.try_emplace(
        {ban.measure, arc, column.kind, position, column.node, key.commodity, key.origin, key.via}, kNone);
    if (added) {
      place->second = add_joint_row(
          {.kind = RowKind::partial_ban,
           .element = ban.measure,
           .bound = bound,
           .arc = arc,
           .position = position,
           .at_demand = column.kind == ColumnKind::delivery || column.kind == ColumnKind::intake,
           .at_process = column.kind == ColumnKind::intake || column.kind == ColumnKind::output,
           .node = column.node,
           .commodity = key.commodity,
           .origin = key.origin,
           .via = key.via},
          column.scale);
    }
    add_entry(place->second, 1.0, column);
  }
}

void ProgramWriter::check_charge(double charge, int commodity, std::string const& where) {
  if (problem_.empty() && charge < -kRounding * price_level_[at(commodity)]) problem_ = where;
}

} // namespace korridor::solve
