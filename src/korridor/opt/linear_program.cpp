// Building a linear programme.
#include "korridor/opt/linear_program.hpp"

namespace korridor::opt {

std::span<Entry const> LinearProgram::column(int col) const {
  auto const begin = static_cast<std::size_t>(first[static_cast<std::size_t>(col)]);
  auto const end = static_cast<std::size_t>(first[static_cast<std::size_t>(col) + 1]);
  return std::span(entries).subspan(begin, end - begin);
}

int LinearProgram::add_row(double lower, double upper) {
  row_lower.push_back(lower);
  row_upper.push_back(upper);
  return row_count() - 1;
}

int LinearProgram::add_col(double cost, double lower, double upper, std::span<Entry const> column) {
  col_cost.push_back(cost);
  col_lower.push_back(lower);
  col_upper.push_back(upper);
  for (Entry const& entry : column) {
    if (entry.coefficient != 0.0) entries.push_back(entry);
  }
  first.push_back(static_cast<int>(entries.size()));
  return col_count() - 1;
}

} // namespace korridor::opt
