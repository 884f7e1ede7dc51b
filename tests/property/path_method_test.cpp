// The path method against the arc programme solved by simplex, on seeded random models.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "support/random_instance.hpp"

namespace korridor::test {

TEST_CASE("paths and the arc programme give the same surplus on 500 random models, both proved") {
  int by_paths = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    Network const network = RandomModel(seed).network();
    study::SolveOptions options;
    options.intervals = false;
    options.method = solve::Method::arc;
    Solved const arc = solve(network.folder(), {}, options);
    options.method = solve::Method::path;
    Solved const path = solve(network.folder(), {}, options);
    REQUIRE_MESSAGE(arc.answer, arc.faults);
    REQUIRE_MESSAGE(path.answer, path.faults);
    CHECK(arc.proved());
    CHECK(path.proved());
    double allowed = 1e-8 * std::max({1.0, std::abs(arc->surplus), arc->cost});
    for (std::size_t i = 0; i < arc->price_caps.size();
         ++i) { // a charge is known up to the width of its bracket
      study::PriceCapRow const &one = arc->price_caps[i], &other = path->price_caps[i];
      allowed += std::min(std::abs(one.charge - other.charge), 1e-6 * one.cap) *
                 std::max(one.serviced_volume, other.serviced_volume);
    }
    CHECK(std::abs(arc->surplus - path->surplus) <= allowed);
    if (path->by_paths) {
      ++by_paths;
    } else {
      CHECK(!path->why_not_path.empty());
    }
    CHECK(!arc->by_paths);
  }
  MESSAGE(by_paths, " of 500 by paths");
  CHECK(by_paths >= 150); // every other model has friction
}

} // namespace korridor::test
