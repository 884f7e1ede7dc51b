// Groups of unknowns that move only together.
#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "korridor/opt/rigid_groups.hpp"

namespace korridor::opt {

TEST_CASE("an equation of two unknowns ties them by its ratio") {
  RigidGroups groups(std::vector<bool>(3, false));
  CHECK(groups.learn(std::array{Entry{0, 2.0}, Entry{1, -1.0}})); // d1 = 2 d0
  CHECK(groups.learn(std::array{Entry{1, 1.0}, Entry{2, 3.0}}));  // d2 = -d1 / 3
  double const of_first = groups.leader(0).coefficient;
  CHECK(groups.leader(0).row == groups.leader(2).row);
  CHECK(groups.leader(1).coefficient == doctest::Approx(2.0 * of_first));
  CHECK(groups.leader(2).coefficient == doctest::Approx(-2.0 / 3.0 * of_first));
}

TEST_CASE("an equation of one unknown fixes its whole group") {
  RigidGroups groups(std::vector<bool>(3, false));
  CHECK(groups.learn(std::array{Entry{0, 1.0}, Entry{1, -1.0}}));
  CHECK(!groups.fixed(0));
  CHECK(groups.learn(std::array{Entry{1, 0.5}}));
  CHECK(groups.fixed(0));
  CHECK(groups.fixed(1));
  CHECK(!groups.fixed(2));
}

TEST_CASE("an equation of three waits until two of them have joined") {
  RigidGroups groups(std::vector<bool>(3, false));
  std::array const three{Entry{0, 1.0}, Entry{1, 1.0}, Entry{2, -1.0}};
  CHECK(!groups.learn(three));
  CHECK(groups.learn(std::array{Entry{0, 1.0}, Entry{1, -1.0}}));
  CHECK(groups.learn(three)); // 2 d1 = d2
  CHECK(groups.reduce(three).empty());
}

TEST_CASE("a ring whose ratios disagree can only stand still") {
  RigidGroups groups(std::vector<bool>(2, false));
  CHECK(groups.learn(std::array{Entry{0, 1.0}, Entry{1, -1.0}}));
  CHECK(groups.learn(std::array{Entry{0, 1.0}, Entry{1, -0.5}}));
  CHECK(groups.fixed(0));
  CHECK(groups.fixed(1));
}

} // namespace korridor::opt
