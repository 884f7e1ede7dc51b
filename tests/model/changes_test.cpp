// Cells that change: series in time, scenarios, the command line.
#include "model/small_models.hpp"

using namespace korridor;
using namespace korridor::test;

namespace {

using Rows = FolderBuilder::Rows;

FolderBuilder with_series(Rows const& rows) {
  auto builder = small_model();
  builder.table("series", {"table", "id", "column", "date_from", "date_to", "value", "unit"}, rows);
  return builder;
}

FolderBuilder with_scenarios(Rows const& rows) {
  auto builder = small_model();
  builder.table(
      "scenario",
      {"scenario_id", "step", "base", "active", "measure_id", "table", "id", "column", "value", "unit"},
      rows);
  builder.table("measure", {"measure_id", "kind", "link", "date_from"},
                {{"shut", "closure", "pipe", ""}, {"dated", "closure", "rail", "2022-01-01"}});
  return builder;
}

double pipe_capacity(Instance const& instance) { return element(instance.links, "pipe").capacity; }

Case scenario(std::string id) {
  Case what;
  what.scenario = std::move(id);
  return what;
}

Case on(std::string date) {
  Case what;
  what.date = std::move(date);
  return what;
}

} // namespace

TEST_CASE("a series gives the mean over the days and the value on a day") {
  auto const builder = with_series({{"link", "pipe", "capacity", "2023-01-01", "", "0", ""},
                                    {"link", "pipe", "capacity", "2023-07-02", "", "365", ""}});
  CHECK(pipe_capacity(built(builder)) == doctest::Approx(183.0)); // 183 of 365 days at 365
  CHECK(pipe_capacity(built(builder, on("2023-07-01"))) == 0.0);
  CHECK(pipe_capacity(built(builder, on("2023-07-02"))) == doctest::Approx(365.0));
}

TEST_CASE("days that a series does not cover keep the cell of the table") {
  auto const builder = with_series({{"link", "pipe", "capacity", "2023-12-01", "2023-12-31", "0", ""}});
  CHECK(pipe_capacity(built(builder)) == doctest::Approx(60.0 * 334 / 365));
  auto const before = with_series({{"link", "pipe", "capacity", "2022-01-01", "2022-12-31", "0", ""}});
  CHECK(pipe_capacity(built(before)) == 60.0);
}

TEST_CASE("a series row may state its own unit") {
  auto const builder = with_series({{"link", "pipe", "capacity", "2020", "", "1000", "kbbl/d"}});
  CHECK(pipe_capacity(built(builder)) == doctest::Approx(50.0)); // Mt a year at 7.3 bbl/t
}

TEST_CASE("rows of one cell that overlap are a fault") {
  CHECK(faults_of(with_series({{"link", "pipe", "capacity", "2023-01-01", "2023-06-30", "1", ""},
                               {"link", "pipe", "capacity", "2023-06-30", "", "2", ""}}))
            .has("E504"));
  CHECK(faults_of(with_series({{"link", "pipe", "capacity", "2023-01-01", "", "1", ""},
                               {"link", "pipe", "capacity", "2023-01-01", "", "2", ""}}))
            .has("E504"));
  CHECK(faults_of(with_series({{"link", "pipe", "capacity", "2023-01-01", "2022-06-30", "1", ""}}))
            .has("E310"));
}

TEST_CASE("a series that names no cell or no number is a fault with the name that was meant") {
  auto const findings = faults_of(with_series({{"link", "pip", "capacity", "2023", "", "1", ""},
                                               {"lonk", "pipe", "capacity", "2023", "", "1", ""},
                                               {"link", "pipe", "capasity", "2023", "", "1", ""},
                                               {"link", "pipe", "mode", "2023", "", "1", ""},
                                               {"link", "pipe", "capacity", "2023", "", "-1", ""}}));
  CHECK(findings.has("E503"));
  CHECK(findings.has("E304"));
  CHECK(findings.error_count() == 5);
  CHECK(text_of(findings).find("'pipe'") != std::string::npos);
}

TEST_CASE("a scenario changes cells in the order of its steps") {
  auto const builder =
      with_scenarios({{"s", "2", "", "", "", "link", "pipe", "capacity", "20", ""},
                      {"s", "1", "", "", "", "link", "pipe", "capacity", "10", ""},
                      {"s", "3", "", "", "", "demand", "east.crude", "quantity", "5", "kt"}});
  Instance const instance = built(builder, scenario("s"));
  CHECK(pipe_capacity(instance) == 20.0);
  CHECK(element(instance.demands, "east.crude").quantity == doctest::Approx(5000.0));
  CHECK(pipe_capacity(built(builder)) == 60.0);
}

TEST_CASE("a scenario begins with its base and may undo a step of it") {
  auto const builder = with_scenarios({{"a", "1", "", "", "", "link", "pipe", "capacity", "10", ""},
                                       {"a", "2", "", "", "shut", "", "", "", "", ""},
                                       {"b", "1", "a", "", "", "link", "rail", "capacity", "3", ""},
                                       {"c", "1", "b", "0", "shut", "", "", "", "", ""},
                                       {"c", "2", "b", "0", "", "link", "pipe", "capacity", "", ""}});
  Instance const b = built(builder, scenario("b"));
  CHECK(pipe_capacity(b) == 10.0);
  CHECK(element(b.links, "rail").capacity == 3.0);
  CHECK(position_of(b.measures, "shut") != model::kNone);
  Instance const c = built(builder, scenario("c"));
  CHECK(pipe_capacity(c) == 60.0);
  CHECK(element(c.links, "rail").capacity == 3.0);
  CHECK(position_of(c.measures, "shut") == model::kNone);
}

TEST_CASE("bases in a circle and unknown scenarios are faults") {
  auto const builder = with_scenarios(
      {{"a", "1", "b", "", "shut", "", "", "", "", ""}, {"b", "1", "a", "", "shut", "", "", "", "", ""}});
  CHECK(faults_of(builder, scenario("a")).has("E312"));
  CHECK(faults_of(builder, scenario("aa")).has("E505"));
  CHECK(faults_of(small_model(), scenario("a")).has("E505"));
}

TEST_CASE("an undated measure needs a scenario that names it and a dated one can be switched off") {
  auto const builder = with_scenarios({{"with", "1", "", "", "shut", "", "", "", "", ""},
                                       {"without", "1", "", "0", "dated", "", "", "", "", ""}});
  CHECK(position_of(built(builder).measures, "shut") == model::kNone);
  CHECK(position_of(built(builder).measures, "dated") != model::kNone);
  CHECK(position_of(built(builder, scenario("with")).measures, "shut") != model::kNone);
  CHECK(position_of(built(builder, scenario("without")).measures, "dated") == model::kNone);
}

TEST_CASE(
    "another reading of an event holds only where a scenario names it, and then in place of the first") {
  auto builder = with_scenarios({{"rival", "1", "", "", "other", "", "", "", "", ""},
                                 {"both", "1", "", "", "other", "", "", "", "", ""},
                                 {"both", "2", "", "1", "dated", "", "", "", "", ""}});
  builder.table("measure", {"measure_id", "kind", "link", "date_from", "alternative_of"},
                {{"dated", "closure", "rail", "2022-01-01", ""},
                 {"other", "closure", "pipe", "2022-01-01", "dated"},
                 {"shut", "closure", "pipe", "", ""}});
  auto const holds = [&](std::string const& measure, Case const& what) {
    return position_of(built(builder, what).measures, measure) != model::kNone;
  };
  CHECK(holds("dated", {}));
  CHECK_FALSE(holds("other", {}));
  CHECK_FALSE(holds("dated", scenario("rival")));
  CHECK(holds("other", scenario("rival")));
  CHECK(holds("dated", scenario("both")));
  CHECK(holds("other", scenario("both")));
}

TEST_CASE("the command line comes last and its numbers carry their unit") {
  auto const builder = with_scenarios({{"s", "1", "", "", "", "link", "pipe", "capacity", "10", ""}});
  Case what = scenario("s");
  what.sets = {{"link", "pipe", "capacity", "1000kbbl/d", ""}, {"commodity", "crude", "time_value", "2", ""}};
  Instance const instance = built(builder, what);
  CHECK(pipe_capacity(instance) == doctest::Approx(50.0));
  CHECK(element(instance.demands, "east.crude").time_value == 2.0);
}

TEST_CASE("a change of text is read like the cell") {
  Case what;
  what.sets = {{"node", "west", "controller", "EAS", ""}};
  CHECK(element(built(small_model(), what).nodes, "west").controllers.size() == 1);
  what.sets = {{"node", "west", "controller", "EES", ""}};
  CHECK(faults_of(small_model(), what).has("E305"));
}

TEST_CASE("a unit that means different capacities for what a link carries is refused") {
  Case what;
  what.sets = {{"link", "rail", "capacity", "5kt/d", ""}};
  CHECK(element(built(small_model(), what).links, "rail").capacity == doctest::Approx(1.825));
  what.sets = {{"link", "rail", "capacity", "500TEU/d", ""}};
  Findings const findings = faults_of(small_model(), what);
  CHECK(findings.has("E802")); // crude has no t_per_TEU
  CHECK(findings.all().front().file == "command line");
  CHECK(findings.all().front().column == "link:rail:capacity");
}

TEST_CASE("wrong changes on the command line are faults") {
  Case what;
  what.sets = {{"link", "rail", "capacity", "-5", ""},     {"link", "pipe", "capacity", "1e400", ""},
               {"link", "pipe", "efficiency", "0.9t", ""}, {"link", "pipe", "capacity_unit", "t/d", ""},
               {"link", "pipe", "link_id", "x", ""},       {"evidence", "e1", "quantity", "3", ""},
               {"link", "pipe", "reactance", "0.1", ""}};
  Findings const findings = faults_of(small_model(), what);
  INFO(text_of(findings));
  CHECK(findings.error_count() == 7);
  for (char const* code : {"E303", "E304", "E503", "E807"}) CHECK(findings.has(code));
}

TEST_CASE("dates in a model that names no period are a fault") {
  auto builder = with_series({{"link", "pipe", "capacity", "2023-01-01", "", "0", ""}});
  builder.period("");
  CHECK(faults_of(builder).has("E509"));
  CHECK(pipe_capacity(built(builder, on("2023-01-01"))) == 0.0);
  CHECK(built(small_model().period("")).day_count == 365);
  CHECK(faults_of(small_model().period("2023-13")).has("E309"));
  CHECK(faults_of(small_model(), on("2023-02-30")).has("E309"));
}
