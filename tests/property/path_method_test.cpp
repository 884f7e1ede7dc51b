// The path method against the arc programme solved by simplex, on seeded random models.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "support/random_instance.hpp"

namespace korridor::test {

namespace {

// Both methods on the models of some seeds: the same surplus, both proved.
void compare_methods(std::uint64_t first, std::uint64_t last) {
  std::uint64_t left_to_arcs = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    CAPTURE(seed);
    model::Folder folder = RandomModel(seed).network().folder();
    study::SolveOptions options;
    options.intervals = false;
    options.friction = seed % 2 != 0; // goes by arcs
    options.method = solve::Method::arc;
    Solved const arc = solve(folder, {}, options);
    options.method = solve::Method::path;
    Solved const path = solve(folder, {}, options);
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
    if (!path->by_paths) {
      ++left_to_arcs;
      CHECK(!path->why_not_path.empty());
      CHECK(options.friction); // nothing else of these models
    }
    CHECK(!arc->by_paths);
  }
  CHECK(2 * left_to_arcs < last - first);
}

} // namespace

TEST_CASE("paths and the arc programme give the same surplus on random models 1 to 125, both proved") {
  compare_methods(1, 125);
}

TEST_CASE("paths and the arc programme give the same surplus on random models 126 to 250, both proved") {
  compare_methods(126, 250);
}

TEST_CASE("paths and the arc programme give the same surplus on random models 251 to 375, both proved") {
  compare_methods(251, 375);
}

TEST_CASE("paths and the arc programme give the same surplus on random models 376 to 500, both proved") {
  compare_methods(376, 500);
}

} // namespace korridor::test
