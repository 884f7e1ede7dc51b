// RigidGroups: union-find with ratios.
#include "korridor/opt/rigid_groups.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::opt {

namespace {

// Terms that cancel to this part of the largest have cancelled.
constexpr double kCancelled = 1e-9;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

} // namespace

RigidGroups::RigidGroups(std::vector<bool> const& fixed) : parent_(fixed.size()), ratio_(fixed.size(), 1.0) {
  for (std::size_t i = 0; i < fixed.size(); ++i) parent_[i] = fixed[i] ? -1 : static_cast<int>(i);
}

Entry RigidGroups::leader(int unknown) {
  int const parent = parent_[at(unknown)];
  if (parent < 0) return {-1, 0.0};
  if (parent == unknown) return {unknown, 1.0};
  Entry const top = leader(parent);
  parent_[at(unknown)] = top.row;
  ratio_[at(unknown)] *= top.coefficient;
  return {top.row, ratio_[at(unknown)]};
}

std::span<Entry const> RigidGroups::reduce(std::span<Entry const> expression) {
  reduced_.clear();
  double largest = 0.0;
  for (Entry const& entry : expression) {
    Entry const top = leader(entry.row);
    if (top.row < 0) continue;
    double const coefficient = entry.coefficient * top.coefficient;
    largest = std::max(largest, std::abs(coefficient));
    auto const found =
        std::find_if(reduced_.begin(), reduced_.end(), [&](Entry const& e) { return e.row == top.row; });
    if (found == reduced_.end()) {
      reduced_.push_back({top.row, coefficient});
    } else {
      found->coefficient += coefficient;
    }
  }
  std::erase_if(reduced_, [&](Entry const& e) { return std::abs(e.coefficient) <= kCancelled * largest; });
  return reduced_;
}

bool RigidGroups::learn(std::span<Entry const> expression) {
  std::span<Entry const> const terms = reduce(expression);
  if (terms.size() > 2) return false;
  if (terms.size() == 1) {
    parent_[at(terms[0].row)] = -1;
  } else if (terms.size() == 2) {
    parent_[at(terms[0].row)] = terms[1].row;
    ratio_[at(terms[0].row)] = -terms[1].coefficient / terms[0].coefficient;
  }
  return true;
}

} // namespace korridor::opt
