// Closures of elements, made alike or read from the tables.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "korridor/study/element_closure.hpp"
#include "korridor/study/rank_elements.hpp"
#include "support/random_instance.hpp"

namespace korridor::test {

namespace {

// Everything that a measure's selectors name.
std::string named(model::Measure const& measure) {
  std::string out =
      std::to_string(static_cast<int>(measure.where.kind)) + (measure.where.narrows_class ? "!" : "");
  for (auto const* const list : {&measure.where.links, &measure.where.nodes, &measure.where.commodities}) {
    out += ' ';
    for (bool const it : *list) out += it ? '1' : '0';
  }
  return out + ' ' + std::to_string(measure.share);
}

} // namespace

TEST_CASE("the closure of each link and place is the one that the tables give") {
  for (std::uint64_t const seed : {2, 7, 11}) {
    CAPTURE(seed);
    model::Folder const folder = RandomModel(seed).network().folder();
    Findings faults;
    auto const base = model::build_instance(folder, {}, faults);
    REQUIRE_MESSAGE(base, text_of(faults));
    for (std::string const& commodity : {std::string(), base->commodities.back().id}) {
      study::ElementClosures const closures(folder, {}, *base, commodity);
      for (study::RankKind const kind : {study::RankKind::link, study::RankKind::node}) {
        for (study::RankElement const& element : study::elements_of(*base, kind)) {
          CAPTURE(element.id);
          auto const closure = closures.of(element, faults);
          REQUIRE_MESSAGE(closure, text_of(faults));
          auto const read =
              model::build_instance(folder, study::with_closed(folder, {}, {element}, commodity), faults);
          REQUIRE_MESSAGE(read, text_of(faults));
          auto const measure = std::find_if(read->measures.begin(), read->measures.end(),
                                            [&](model::Measure const& it) { return it.id == closure->id; });
          REQUIRE(measure != read->measures.end());
          CHECK(named(*closure) == named(*measure));
        }
      }
    }
  }
}

TEST_CASE("a closed place shuts the links that touch it") {
  Network network;
  network.node("a").node("b").node("c").node("d");
  network.link("ab", "a", "b", {}).link("bc", "b", "c", {}).link("cd", "c", "d", {});
  model::Folder const folder = network.folder();
  Findings faults;
  auto const base = model::build_instance(folder, {}, faults);
  REQUIRE_MESSAGE(base, text_of(faults));
  study::ElementClosures const closures(folder, {}, *base, "");
  auto const closure = closures.of({study::RankKind::node, "b"}, faults);
  REQUIRE_MESSAGE(closure, text_of(faults));
  CHECK(closures.places(*closure).nodes == std::vector<int>{1});
  CHECK(closures.places(*closure).links == std::vector<int>{0, 1});
}

} // namespace korridor::test
