// Solves with a factored basis, before and after changes, against the definition W x = b.
#include <doctest/doctest.h>

#include <cmath>

#include "korridor/opt/sparse_basis.hpp"
#include "support/random.hpp"

namespace korridor::test {

namespace {

using Dense = std::vector<std::vector<double>>; // [column][row]

Dense random_matrix(Random& random, int size, double density) {
  Dense w(static_cast<std::size_t>(size), std::vector<double>(static_cast<std::size_t>(size), 0.0));
  for (int c = 0; c < size; ++c) {
    for (int r = 0; r < size; ++r) {
      if (r == c || random.chance(density))
        w[static_cast<std::size_t>(c)][static_cast<std::size_t>(r)] =
            random.uniform(0.5, 2.0) * (random.chance(0.5) ? 1 : -1);
    }
  }
  return w;
}

opt::SparseColumns sparse(Dense const& w) {
  opt::SparseColumns columns;
  for (auto const& column : w) {
    for (std::size_t r = 0; r < column.size(); ++r) {
      if (column[r] != 0.0) columns.entries.push_back({static_cast<int>(r), column[r]});
    }
    columns.close();
  }
  return columns;
}

// Largest |W x - b| and |W' y - c| for random right-hand sides.
double residual(opt::SparseBasis const& basis, Dense const& w, Random& random) {
  std::size_t const size = w.size();
  std::vector<double> b(size), c(size);
  for (double& v : b) v = random.uniform(-1.0, 1.0);
  for (double& v : c) v = random.uniform(-1.0, 1.0);
  std::vector<double> x = b, y = c;
  basis.solve(x);
  basis.solve_transposed(y);
  double worst = 0.0;
  for (std::size_t r = 0; r < size; ++r) {
    double sum = -b[r];
    for (std::size_t p = 0; p < size; ++p) sum += w[p][r] * x[p];
    worst = std::max(worst, std::abs(sum));
  }
  for (std::size_t p = 0; p < size; ++p) {
    double sum = -c[p];
    for (std::size_t r = 0; r < size; ++r) sum += w[p][r] * y[r];
    worst = std::max(worst, std::abs(sum));
  }
  return worst;
}

} // namespace

TEST_CASE("a factored basis solves both ways") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Dense const w = random_matrix(random, 1 + random.below(40), 0.1);
    opt::SparseBasis basis;
    basis.factor(sparse(w));
    if (!basis.dependent().empty()) continue; // a random matrix may be singular
    CHECK(residual(basis, w, random) < 1e-7);
  }
}

TEST_CASE("replaced columns, exchanged keys and new rows are as good as factoring anew") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Dense w = random_matrix(random, 12, 0.15);
    for (std::size_t i = 0; i < w.size(); ++i) w[i][i] = 5.0; // keeps it well conditioned
    opt::SparseBasis basis;
    basis.factor(sparse(w));
    REQUIRE(basis.dependent().empty());
    for (int change = 0; change < 30; ++change) {
      int const size = static_cast<int>(w.size());
      int const kind = random.below(3);
      if (kind == 0) { // a column like the old one, with one more entry
        int const position = random.below(size);
        std::vector<double> column = w[static_cast<std::size_t>(position)];
        column[static_cast<std::size_t>(random.below(size))] += 0.25;
        std::vector<double> image = column;
        basis.solve(image);
        if (std::abs(image[static_cast<std::size_t>(position)]) < 0.1) continue;
        basis.replace(position, image);
        w[static_cast<std::size_t>(position)] = column;
      } else if (kind == 1) { // three positions form a set, the first gives up its place to the key
        int const position = random.below(size);
        std::vector<int> members{position};
        for (int other = 0; other < size && members.size() < 3; ++other) {
          if (other != position && random.chance(0.2)) members.push_back(other);
        }
        basis.exchange_key(position, members);
        std::vector<double> const old = w[static_cast<std::size_t>(position)];
        for (int const member : members) {
          for (std::size_t r = 0; r < old.size(); ++r) {
            double& cell = w[static_cast<std::size_t>(member)][r];
            cell = member == position ? -old[r] : cell - old[r];
          }
        }
      } else { // a row with a slack
        std::vector<opt::Entry> row;
        for (int p = 0; p < size; ++p) {
          double const value = random.chance(0.3) ? random.uniform(-1.0, 1.0) : 0.0;
          w[static_cast<std::size_t>(p)].push_back(value);
          if (value != 0.0) row.push_back({p, value});
        }
        basis.add_row(row);
        w.emplace_back(static_cast<std::size_t>(size) + 1, 0.0);
        w.back().back() = 1.0;
      }
      CHECK(residual(basis, w, random) < 1e-6);
    }
  }
}

TEST_CASE("columns that depend on others are named, as many as rows without a pivot") {
  Dense const w{{1.0, 1.0, 0.0}, {2.0, 2.0, 0.0}, {0.0, 0.0, 3.0}};
  opt::SparseBasis basis;
  basis.factor(sparse(w));
  CHECK(basis.dependent().size() == 1);
  int without = 0;
  for (int row = 0; row < 3; ++row) without += basis.has_pivot(row) ? 0 : 1;
  CHECK(without == 1);
}

} // namespace korridor::test
