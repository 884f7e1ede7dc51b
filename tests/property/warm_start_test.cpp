// Cases that begin from the answer to another, on seeded random models.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "support/random_instance.hpp"

namespace korridor::test {

namespace {

model::Case closing(std::string const& link) {
  model::Case what;
  what.measures.push_back({{"measure_id", "shut"}, {"kind", "closure"}, {"link", link}});
  return what;
}

double scale_of(study::Answer const& answer) {
  return std::max({1.0, std::abs(answer.surplus), answer.cost});
}

} // namespace

TEST_CASE("a closure answered from the base answer is worth what it is worth from nothing, and is proved") {
  int warm_count = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Network const network = RandomModel(seed).network();
    study::SolveOptions options;
    options.intervals = false;
    Solved const base = solve(network.folder(), {}, options);
    REQUIRE_MESSAGE(base.answer, base.faults);
    if (!base->by_paths) continue;
    REQUIRE(base->learnt);
    study::SolveOptions from_base = options;
    from_base.start = base->learnt;
    for (std::size_t l = 0; l < std::min<std::size_t>(base->instance.links.size(), 4); ++l) {
      model::Case const what = closing(base->instance.links[l].id);
      Solved const cold = solve(network.folder(), what, options);
      Solved const warm = solve(network.folder(), what, from_base);
      REQUIRE_MESSAGE(warm.answer, warm.faults);
      CHECK(warm.proved());
      double allowed = 1e-8 * scale_of(*cold.answer);
      for (study::PriceCapRow const& cap :
           cold->price_caps) // a charge is known up to the width of its bracket
        allowed += 1e-6 * cap.cap * cap.serviced_volume;
      CHECK(std::abs(warm->surplus - cold->surplus) <= allowed);
      if (warm->by_paths) ++warm_count;
    }
  }
  CHECK(warm_count > 60);
}

TEST_CASE("the same case begun from its own answer needs a few rounds to say so") {
  for (std::uint64_t seed = 2; seed <= 20; seed += 2) {
    CAPTURE(seed);
    Network const network = RandomModel(seed, 1.0, true, false).network();
    Solved const base = solve(network.folder(), {});
    REQUIRE_MESSAGE(base.answer, base.faults);
    if (!base->by_paths || !base->price_caps.empty()) continue;
    study::SolveOptions options;
    options.start = base->learnt;
    Solved const again = solve(network.folder(), {}, options);
    CHECK(again.proved());
    CHECK(again->refinement_rounds <= 10); // from nothing it is some hundred
    CHECK(std::abs(again->surplus - base->surplus) <= 1e-12 * scale_of(*base.answer));
  }
}

TEST_CASE("cases from one base answer have the same bits in any order and on two threads") {
  Network const network = RandomModel(4, 1.0, true, false).network();
  study::SolveOptions options;
  options.intervals = false;
  Solved const base = solve(network.folder(), {}, options);
  REQUIRE_MESSAGE(base.answer, base.faults);
  options.start = base->learnt;
  std::size_t const count = base->instance.links.size();
  model::Folder const folder = network.folder();
  auto const worth = [&](std::size_t link) {
    Findings findings;
    auto const answer =
        study::make_engine(folder)->answer(closing(base->instance.links[link].id), options, findings);
    return answer ? answer->surplus : 0.0;
  };
  std::vector<double> forwards(count), backwards(count), threaded(count);
  for (std::size_t l = 0; l < count; ++l) forwards[l] = worth(l);
  for (std::size_t l = count; l-- > 0;) backwards[l] = worth(l);
  std::thread other([&] {
    for (std::size_t l = 0; l < count; l += 2) threaded[l] = worth(l);
  });
  for (std::size_t l = 1; l < count; l += 2) threaded[l] = worth(l);
  other.join();
  CHECK(forwards == backwards);
  CHECK(forwards == threaded);
}

} // namespace korridor::test
