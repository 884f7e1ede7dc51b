// The master alone, over columns that are all there from the beginning.
#include <doctest/doctest.h>

#include <numeric>
#include <vector>

#include "korridor/opt/path_master.hpp"
#include "support/random.hpp"

namespace korridor::test {

namespace {

constexpr double kTolerance = 1e-10;
auto const always = [] { return true; };

// Sets that share scarce resources; every column is cheaper than to leave its set empty.
opt::PathMaster crowded(Random& random) {
  std::vector<double> capacity(static_cast<std::size_t>(4 + random.below(8)));
  for (double& room : capacity) room = random.uniform(1.0, 20.0);
  opt::PathMaster master(capacity, std::vector<bool>(capacity.size(), false));
  for (int sets = 2 + random.below(8); sets > 0; --sets) {
    int const set = master.add_set(random.uniform(1.0, 10.0), 100.0);
    for (int columns = random.below(12); columns > 0; --columns) {
      std::vector<opt::Entry> entries;
      for (int r = 0; r < static_cast<int>(capacity.size()); ++r) {
        if (random.chance(0.4)) entries.push_back({r, random.uniform(0.5, 2.0)});
      }
      master.add_column(set, random.uniform(1.0, 90.0), entries);
    }
  }
  return master;
}

} // namespace

TEST_CASE("two ways for ten, the cheap one for four: four and six") {
  opt::PathMaster master({4.0}, {false});
  int const set = master.add_set(10.0, 100.0);
  int const cheap = master.add_column(set, 10.0, std::vector<opt::Entry>{{0, 1.0}});
  int const dear = master.add_column(set, 20.0, {});
  master.prepare();
  REQUIRE(master.follow(kTolerance, always));
  CHECK(master.objective() == doctest::Approx(4 * 10.0 + 6 * 20.0));
  CHECK(master.prices()[0] == doctest::Approx(10.0));
  CHECK(master.reduced_cost(cheap) == doctest::Approx(0.0));
  CHECK(master.set_price(set) == doctest::Approx(20.0));
  CHECK(master.is_basic(dear));
}

TEST_CASE(
    "shifts that shrink lead to the optimum that steps of any order find, and leave nothing that improves") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    opt::PathMaster master = crowded(random);
    opt::PathMaster other = master;
    master.prepare();
    REQUIRE(master.follow(kTolerance, always));
    for (int column = 0; column < static_cast<int>(master.column_count()); ++column)
      CHECK(master.reduced_cost(column) >= -1e-9);
    CHECK(master.worst_slack(1e-9) < 0);
    std::vector<int> all(other.column_count());
    std::iota(all.begin(), all.end(), 0);
    REQUIRE(other.improve(all, kTolerance, always));
    CHECK(master.objective() == doctest::Approx(other.objective()).epsilon(1e-11));
  }
}

} // namespace korridor::test
