// In which unit a capacity is told.
#include <doctest/doctest.h>

#include "korridor/model/build.hpp"
#include "korridor/study/capacity_unit.hpp"
#include "support/network.hpp"

namespace korridor::test {

TEST_CASE("a limit on goods of several units is told in its own") {
  Network network;
  network.node("a").node("b").supply("a", "5", "1").demand("b", "4", "9").link("ab", "a", "b");
  network.row("commodity", {{"commodity_id", "boxes"}, {"unit", "TEU"}, {"t_per_TEU", "12"}});
  network.row(
      "limit",
      {{"limit_id", "crossing"}, {"members", "link:ab:1"}, {"capacity", "20"}, {"capacity_unit", "Mt/yr"}});
  network.row("limit", {{"limit_id", "oil_quota"},
                        {"members", "link:ab:1"},
                        {"capacity", "3"},
                        {"capacity_unit", "kt/yr"},
                        {"commodity", "oil"}});
  Findings findings;
  std::optional<model::Instance> const instance = model::build_instance(network.folder(), {}, findings);
  REQUIRE_MESSAGE(instance.has_value(), text_of(findings));
  study::CapacityUnit const crossing =
      study::capacity_unit(*instance, study::BindingRow{"limit", "crossing"});
  CHECK(crossing.unit == "Mt");
  CHECK(crossing.use == 1.0);
  study::CapacityUnit const quota = study::capacity_unit(*instance, study::BindingRow{"limit", "oil_quota"});
  CHECK(quota.unit == "t"); // one sort of goods: told in its unit
  CHECK(quota.use == doctest::Approx(1e-3));
}

} // namespace korridor::test
