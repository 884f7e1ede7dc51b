// Public instances with known optima, read from ../shared/bench when that folder is there.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "korridor/io/importers.hpp"
#include "support/network.hpp"

namespace korridor::test {

namespace {

namespace fs = std::filesystem;

// Beside the checkout; the tests pass without it.
fs::path shared_bench() { return fs::path(KORRIDOR_SOURCE_DIR).parent_path() / "shared" / "bench"; }

struct Known {
  char const* name;
  double optimum;
};

// A least-cost instance has no values, so nothing is asked of its dual face.
Solved solve_instance(std::optional<model::Folder> const& folder, Findings const& findings) {
  REQUIRE_MESSAGE(folder.has_value(), text_of(findings));
  study::SolveOptions options;
  options.intervals = false;
  return solve(*folder, {}, options);
}

void check_known(Solved const& solved, Known const& known) {
  CAPTURE(known.name);
  REQUIRE_MESSAGE(solved.answer, solved.faults);
  CHECK(solved.proved());
  CHECK(solved->cost == doctest::Approx(known.optimum).epsilon(1e-6));
  CHECK(solved->surplus == doctest::Approx(-known.optimum).epsilon(1e-6));
  CHECK(solved.unserved() == doctest::Approx(0));
}

} // namespace

// Larsson and Yuan's planar and grid sets; optima from a second solver (exact).
TEST_CASE("multicommodity instances up to planar50 and grid4 are reproduced") {
  for (Known const& known :
       {Known{"grid1", 827319}, Known{"grid2", 1705378}, Known{"grid3", 1524642}, Known{"grid4", 3031695},
        Known{"planar30", 44350624}, Known{"planar50", 122199689}}) {
    fs::path const file = shared_bench() / "mmcf" / known.name;
    if (!fs::exists(file)) continue;
    Findings findings;
    std::optional<model::Folder> const folder = io::import_mmcf(file.string(), findings);
    check_known(solve_instance(folder, findings), known);
  }
}

// DIMACS instances; optima from network simplex codes.
TEST_CASE("minimum cost flow instances are reproduced") {
  for (Known const& known : {Known{"networkx_netgen-2.min", 6749969302}, Known{"ng119.min", 32151988},
                             Known{"ng122.min", 65913976}, Known{"ng128.min", 129263930}}) {
    fs::path const file = shared_bench() / "mincost" / known.name;
    if (!fs::exists(file)) continue;
    Findings findings;
    std::optional<model::Folder> const folder = io::import_dimacs(file.string(), findings);
    check_known(solve_instance(folder, findings), known);
  }
}

} // namespace korridor::test
