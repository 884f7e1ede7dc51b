// Why a cell has its number, and who contests what: gathered from small tables.
#include <doctest/doctest.h>

#include <string>

#include "korridor/study/cell_story.hpp"
#include "support/folder_builder.hpp"

namespace korridor::test {

namespace {

// A pipe of 60 with an alternative of 67, another value in 2022, a statement behind it and one that denies
// it.
model::Folder told() {
  FolderBuilder builder;
  builder.period("2023");
  builder.table("actor", {"actor_id", "kind", "members"},
                {{"KAZ", "state", ""}, {"RUS", "state", ""}, {"EAEU", "bloc", "KAZ;RUS:2015/"}});
  builder.table("commodity", {"commodity_id", "unit"}, {{"crude", "kt"}});
  builder.table("node", {"node_id", "x_coord", "y_coord"}, {{"a", "50", "45"}, {"b", "40", "45"}});
  builder.table("link",
                {"link_id", "from_node_id", "to_node_id", "capacity", "capacity_unit", "jurisdiction"},
                {{"pipe", "a", "b", "60", "Mt/yr", "RUS"}, {"rail", "a", "b", "9", "Mt/yr", "KAZ"}});
  builder.table("series", {"table", "id", "column", "date_from", "date_to", "value"},
                {{"link", "pipe", "capacity", "2022", "2022", "40"}});
  builder.table("scenario", {"scenario_id", "step", "table", "id", "column", "value", "title"},
                {{"wider", "1", "link", "pipe", "capacity", "80", "Wider pipe"}});
  builder.table("measure", {"measure_id", "kind", "value", "link", "jurisdiction", "mode"},
                {{"mines", "capacity_factor", "0.5", "pi*", "", ""},
                 {"levy", "toll", "2", "pipe", "", ""},
                 {"shut", "closure", "", "", "EAEU", ""},
                 {"elsewhere", "closure", "", "rail", "", ""},
                 {"ships", "closure", "", "", "", "tanker"}});
  builder.table("parameter", {"parameter_id", "table", "ids", "column", "rule", "value", "low", "high"},
                {{"squeeze", "link", "pipe;rail", "capacity", "multiply", "", "0.8", "1.1"}});
  builder.table(
      "evidence",
      {"evidence_id", "source", "statement", "speaker", "published", "about", "element", "contested_by"},
      {{"E1", "paper", "the pipe takes 60", "operator", "2023-01", "KAZ", "pipe", ""},
       {"E2", "agency", "it takes less", "ministry", "2022-07", "RUS", "link:pipe", "E1"},
       {"E3", "paper", "the railway is slow", "author", "2023-02", "KAZ", "rail", ""}});
  builder.table(
      "provenance",
      {"table", "id", "column", "method", "source", "value", "unit", "used", "date_from", "evidence_id",
       "note"},
      {{"link", "pipe", "capacity", "reported", "tracker", "67", "Mt/yr", "0", "", "", ""},
       {"link", "pipe", "capacity", "derived", "operator", "60", "Mt/yr", "", "", "E1",
        "link:rail:capacity*6+6"},
       {"link", "pipe", "capacity", "reported", "annual report", "40", "Mt/yr", "", "2022-01-01", "", ""}});
  return builder.folder();
}

study::CellStory story_of(std::string const& column) {
  Findings findings;
  auto story = study::tell_cell(told(), {"link", "pipe"}, column, findings);
  INFO(text_of(findings));
  REQUIRE(story.has_value());
  return *story;
}

} // namespace

TEST_CASE("a cell tells its source in use first, then the alternatives and what its formula rests on") {
  study::CellStory const story = story_of("capacity");
  CHECK(story.value.cell.value == "60");
  REQUIRE(story.value.sources.size() == 2);
  CHECK(story.value.sources[0].method == "derived");
  CHECK_FALSE(story.value.sources[1].used);
  REQUIRE(story.formula_cells.size() == 1);
  CHECK(story.formula_cells[0].value == "9");
}

TEST_CASE("a change in time has its own source and not that of the cell") {
  study::CellStory const story = story_of("capacity");
  REQUIRE(story.series.size() == 1);
  CHECK(story.series[0].cell.value == "40");
  CHECK(story.series[0].cell.unit == "Mt/yr");
  REQUIRE(story.series[0].sources.size() == 1);
  CHECK(story.series[0].sources[0].source == "annual report");
}

TEST_CASE("scenarios, measures and parameters that touch the cell are named and no others") {
  std::string names;
  for (study::CellChange const& change : story_of("capacity").changes)
    names += change.kind + ":" + change.id + " ";
  CHECK(names == "scenario:wider measure:mines measure:shut parameter:squeeze ");
  names.clear();
  for (study::CellChange const& change : story_of("toll").changes)
    names += change.kind + ":" + change.id + " ";
  CHECK(names == "measure:levy ");
}

TEST_CASE("statements come with those that contradict them, whichever of the two says so") {
  study::CellStory const story = story_of("capacity");
  REQUIRE(story.behind.size() == 1);
  CHECK(story.behind[0].statement.id == "E1");
  REQUIRE(story.behind[0].rivals.size() == 1);
  CHECK(story.behind[0].rivals[0].speaker == "ministry");
  REQUIRE(story.about.size() == 1); // E2 bears on the pipe; E1 is behind the number already
  CHECK(story.about[0].statement.id == "E2");
}

TEST_CASE("contested statements are paired once") {
  model::Evidence const evidence(told());
  auto const pairs = evidence.contested_pairs({});
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].first->id == "E1");
  CHECK(pairs[0].second->id == "E2");
  CHECK(evidence.contested_pairs({"rail", "", "", true}).empty());
  CHECK(evidence.matching({"", "MINI", "", false}).size() == 1);
  CHECK(evidence.matching({"", "", "KAZ", false}).size() == 2);
}

TEST_CASE("an element is found by its id, and a slip is answered with the nearest") {
  model::Folder const folder = told();
  Findings findings;
  CHECK(study::find_element(folder, "pipe", findings)->text() == "link:pipe");
  CHECK(study::find_element(folder, "actor:RUS", findings)->id == "RUS");
  CHECK(findings.all().empty());
  CHECK_FALSE(study::find_element(folder, "link:pip", findings));
  CHECK(text_of(findings).find("did you mean 'pipe'?") != std::string::npos);
  CHECK_FALSE(study::find_element(folder, "lnik:pipe", findings));
  CHECK(text_of(findings).find("did you mean 'link'?") != std::string::npos);
  CHECK_FALSE(study::tell_cell(folder, {"link", "pipe"}, "capcity", findings));
  CHECK(findings.has("E697"));
}

} // namespace korridor::test
