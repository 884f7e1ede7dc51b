// Selector cells: every clause of the rule on them.
#include <doctest/doctest.h>

#include "korridor/model/selector.hpp"
#include "support/folder_builder.hpp"

namespace {

using namespace korridor;
using namespace korridor::model;

// Positions: 0 ARM, 1 EAEU, 2 EUU, 3 KAZ, 4 POL, 5 RUS.
Vocabulary actors() {
  return {"actor", {"ARM", "EAEU", "EUU", "KAZ", "POL", "RUS"}, {{"EAEU", {0, 3, 5}}, {"EUU", {4}}}};
}

std::vector<std::string> codes;

Picked pick(std::string_view cell) {
  codes.clear();
  return actors().pick(
      cell, [](auto const&, auto const&, auto const&, std::string const& code) { codes.push_back(code); });
}

constexpr int kArm = 0, kEaeu = 1, kKaz = 3, kPol = 4, kRus = 5;

} // namespace

TEST_CASE("an empty cell means everything and things without the attribute too") {
  Picked const picked = pick("");
  CHECK(picked.matches(kRus));
  CHECK(picked.matches(kNone));
  CHECK(picked.mask().none);
}

TEST_CASE("items are alternatives and things without the attribute match no positive item") {
  Picked const picked = pick(" ARM ; POL ");
  CHECK(picked.matches(kArm));
  CHECK(picked.matches(kPol));
  CHECK_FALSE(picked.matches(kRus));
  CHECK_FALSE(picked.matches(kNone));
  CHECK_FALSE(picked.mask()[kNone]);
}

TEST_CASE("a bloc names its members and itself") {
  Picked const picked = pick("EAEU");
  CHECK(picked.matches(kArm));
  CHECK(picked.matches(kKaz));
  CHECK(picked.matches(kRus));
  CHECK(picked.matches(kEaeu));
  CHECK_FALSE(picked.matches(kPol));
  CHECK(picked.groups == std::vector<int>{0});
}

TEST_CASE("excluded items are taken from the positive ones or from everything") {
  CHECK_FALSE(pick("EAEU;!RUS").matches(kRus));
  CHECK(pick("EAEU;!RUS").matches(kKaz));
  CHECK(pick("!RUS").matches(kPol));
  CHECK(pick("!RUS").matches(kNone));
  CHECK_FALSE(pick("!EAEU").matches(kArm));
}

TEST_CASE("a glob fits ids and not the members of blocs") {
  Picked const picked = pick("E*U");
  CHECK(picked.matches(kEaeu));
  CHECK_FALSE(picked.matches(kPol));
  CHECK_FALSE(pick("!*").matches(kRus));
  CHECK(pick("!*").matches(kNone));
  CHECK(glob_matches("a*b*c", "a_xb__bc"));
  CHECK_FALSE(glob_matches("a*b*c", "a_xb__b"));
  CHECK(glob_matches("*", ""));
}

TEST_CASE("several holders match when one is wanted and none is excluded") {
  CHECK(pick("RUS").matches(std::vector<int>{kKaz, kRus}));
  CHECK_FALSE(pick("RUS").matches(std::vector<int>{}));
  CHECK(pick("").matches(std::vector<int>{}));
  CHECK_FALSE(pick("!KAZ").matches(std::vector<int>{kKaz, kRus}));
}

TEST_CASE("unknown and broken items are faults") {
  static_cast<void>(pick("RUZ"));
  CHECK(codes == std::vector<std::string>{"E902"});
  static_cast<void>(pick("X*;!QQQ"));
  CHECK(codes == std::vector<std::string>{"E902", "E902"});
  static_cast<void>(pick("!"));
  CHECK(codes == std::vector<std::string>{"E901"});
  static_cast<void>(pick("!!RUS"));
  CHECK(codes == std::vector<std::string>{"E901"});
}

TEST_CASE("a selector text becomes cells of a measure") {
  Findings findings;
  auto const cells = parse_selector_text("commodity=crude  origin=RUS;BLR destination=!EUU", findings);
  REQUIRE(cells.has_value());
  CHECK(cells->at("commodity") == "crude");
  CHECK(cells->at("origin") == "RUS;BLR");
  CHECK(cells->at("destination") == "!EUU");
  CHECK(parse_selector_text("", findings)->empty());
  CHECK(findings.all().empty());
}

TEST_CASE("a broken selector text is told whole") {
  Findings findings;
  CHECK_FALSE(parse_selector_text("orign=RUS crude link= mode=rail mode=sea", findings).has_value());
  CHECK(findings.error_count() == 4);
  CHECK(test::text_of(findings).find("origin") != std::string::npos);
}
