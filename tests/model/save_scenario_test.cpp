// Saving an ad hoc case: the saved scenario is the same problem.
#include "model/small_models.hpp"

using namespace korridor;
using namespace korridor::test;

namespace {

Case ad_hoc() {
  Case what;
  what.sets = {{"link", "pipe", "capacity", "1000kbbl/d", ""},
               {"supply", "west.crude", "cost", "12", "USD/t"}};
  what.measures = {{{"measure_id", "shut"}, {"kind", "closure"}, {"link", "rail"}},
                   {{"measure_id", "duty"}, {"kind", "tariff"}, {"value", "6USD/t"}, {"commodity", "boxes"}}};
  return what;
}

// What a reader of two instances would compare.
void check_same(Instance const& a, Instance const& b) {
  REQUIRE(a.measures.size() == b.measures.size());
  for (std::size_t m = 0; m < a.measures.size(); ++m) {
    CHECK(a.measures[m].id == b.measures[m].id);
    CHECK(a.measures[m].charge == b.measures[m].charge);
    CHECK(a.measures[m].where.links == b.measures[m].where.links);
    CHECK(a.measures[m].share == b.measures[m].share);
  }
  for (std::size_t link = 0; link < a.links.size(); ++link)
    CHECK(a.links[link].capacity == b.links[link].capacity);
  for (std::size_t s = 0; s < a.supplies.size(); ++s) CHECK(a.supplies[s].cost == b.supplies[s].cost);
}

Instance reloaded(model::Folder const& folder, std::string const& name) {
  Case what;
  what.scenario = name;
  Findings findings;
  auto const instance = model::build_instance(folder, what, findings);
  INFO(text_of(findings));
  REQUIRE(instance.has_value());
  return *instance;
}

} // namespace

TEST_CASE("a saved case is the same problem when it is asked for by name") {
  auto const builder = small_model();
  Findings findings;
  auto const saved = model::save_scenario(builder.folder(), ad_hoc(), "squeeze", "Squeezed", findings);
  REQUIRE(saved.has_value());
  Instance const again = reloaded(*saved, "squeeze");
  check_same(built(builder, ad_hoc()), again);
  CHECK(again.scenario_title == "Squeezed");
  // Without the name nothing has changed.
  Findings none;
  CHECK(model::build_instance(*saved, {}, none)->measures.empty());
}

TEST_CASE("a case on top of a scenario is saved with it as its base and over a series") {
  auto builder = small_model();
  builder
      .table("series", {"table", "id", "column", "date_from", "value"},
             {{"link", "pipe", "capacity", "2023", "7"}})
      .table("measure", {"measure_id", "kind"}, {{"shut", "event"}})
      .table("scenario", {"scenario_id", "step", "table", "id", "column", "value"},
             {{"first", "1", "link", "rail", "capacity", "8"}});
  Case what = ad_hoc();
  what.scenario = "first";
  Findings findings;
  auto const saved = model::save_scenario(builder.folder(), what, "second", "", findings);
  REQUIRE(saved.has_value());
  Instance const again = reloaded(*saved, "second");
  check_same(built(builder, what), again);
  CHECK(position_of(again.measures, "shut_2") != model::kNone);
  CHECK(element(again.links, "rail").capacity == 8.0);
  CHECK(element(again.links, "pipe").capacity == doctest::Approx(50.0));
}

TEST_CASE("a name that is taken and a case at fault and dated measures are not saved") {
  auto builder = small_model();
  builder.table("scenario", {"scenario_id", "step", "title"}, {{"old", "1", "x"}});
  Findings taken;
  CHECK_FALSE(model::save_scenario(builder.folder(), ad_hoc(), "old", "", taken).has_value());
  CHECK(taken.has("E510"));
  Case wrong = ad_hoc();
  wrong.sets.push_back({"link", "nowhere", "capacity", "1", ""});
  Findings faults;
  CHECK_FALSE(model::save_scenario(builder.folder(), wrong, "new", "", faults).has_value());
  CHECK(faults.has("E503"));
  Case dated = ad_hoc();
  dated.measures[0]["date_from"] = "2023-01-01";
  Findings told;
  CHECK_FALSE(model::save_scenario(builder.folder(), dated, "new", "", told).has_value());
  Findings empty;
  CHECK_FALSE(model::save_scenario(builder.folder(), {}, "new", "", empty).has_value());
}
