// Parameters that move many cells at once, and the period that a case may ask for.
#include "korridor/model/check.hpp"
#include "model/small_models.hpp"

using namespace korridor;
using namespace korridor::test;

namespace {

using Rows = FolderBuilder::Rows;

/// Columns: parameter_id, table, ids, column, rule, value, low, high, fit.
FolderBuilder with_parameters(Rows const& rows) {
  auto builder = small_model();
  builder.table("parameter",
                {"parameter_id", "table", "ids", "column", "rule", "value", "low", "high", "fit"}, rows);
  return builder;
}

Case in_period(std::string period) {
  Case what;
  what.period = std::move(period);
  return what;
}

double cost(Instance const& instance, char const* supply) { return element(instance.supplies, supply).cost; }

} // namespace

TEST_CASE("a parameter multiplies the cells of the rows it names and leaves empty ones") {
  Instance const all = built(with_parameters({{"p", "link", "", "cost", "multiply", "1.5", "", "", ""}}));
  CHECK(element(all.links, "pipe").cost[1] == doctest::Approx(6.0)); // boxes, crude
  CHECK(element(all.links, "rail").cost[1] == 0.0);                  // its cell is empty
  Instance const one =
      built(with_parameters({{"p", "supply", "*.crude", "cost", "multiply", "2", "", "", ""}}));
  CHECK(cost(one, "west.crude") == 20.0);
  CHECK(cost(one, "west.boxes") == 2.0);
}

TEST_CASE("several parameters of one cell multiply, and set takes its place in the cell's own unit") {
  Instance const both = built(with_parameters({{"p", "supply", "west.crude", "cost", "", "2", "", "", ""},
                                               {"q", "supply", "!west.boxes", "cost", "", "3", "", "", ""}}));
  CHECK(cost(both, "west.crude") == 60.0);
  CHECK(cost(both, "west.boxes") == 2.0);
  Instance const set = built(with_parameters({{"p", "link", "rail", "capacity", "set", "12", "", "", ""}}));
  CHECK(element(set.links, "rail").capacity == 12.0); // capacity_unit Mt/yr is kept
  CHECK(element(set.links, "rail").capacity_unit ==
        element(built(small_model()).links, "rail").capacity_unit);
}

TEST_CASE("rows may be named by their other columns, all of which must fit") {
  Instance const west = built(with_parameters(
      {{"p", "link", "mode=rail;pipe* jurisdiction=WES", "cost", "multiply", "10", "", "", ""}}));
  CHECK(element(west.links, "pipe").cost[1] == doctest::Approx(40.0));
  CHECK(faults_of(with_parameters({{"p", "link", "mode=ferry", "cost", "", "2", "", "", ""}})).has("E660"));
}

TEST_CASE("a parameter acts on what a series made of a cell, and a scenario replaces what it made") {
  auto builder = with_parameters({{"p", "supply", "west.crude", "cost", "multiply", "2", "", "", ""}});
  builder.table(
      "series", {"table", "id", "column", "date_from", "value"},
      {{"supply", "west.crude", "cost", "2023", "30"}, {"supply", "west.crude", "cost", "2024", "40"}});
  CHECK(cost(built(builder), "west.crude") == 60.0);
  CHECK(cost(built(builder, in_period("2024")), "west.crude") == 80.0);
  Case what;
  what.sets.push_back({"supply", "west.crude", "cost", "7", ""});
  CHECK(cost(built(builder, what), "west.crude") == 7.0);
}

TEST_CASE("a parameter that touches no cell is a fault with the name that was meant") {
  auto const findings = faults_of(with_parameters({{"p", "link", "pipes", "cost", "", "2", "", "", ""},
                                                   {"q", "link", "mod=rail", "cost", "", "2", "", "", ""},
                                                   {"r", "link", "rail", "cost", "", "2", "", "", ""},
                                                   {"s", "lonk", "", "cost", "", "2", "", "", ""},
                                                   {"t", "link", "", "coast", "", "2", "", "", ""},
                                                   {"u", "link", "", "mode", "", "2", "", "", ""}}));
  CHECK(findings.error_count() == 6);
  std::string const text = text_of(findings);
  for (char const* const wanted :
       {"parameter.csv:2 ids: 'pipes'", "did you mean 'pipe'?", "did you mean 'mode'?", "touches no cell",
        "did you mean 'link'?", "did you mean 'cost'?"}) {
    INFO(wanted);
    INFO(text);
    CHECK(text.find(wanted) != std::string::npos);
  }
}

TEST_CASE("a parameter that carries a number out of its range is a fault at the cell") {
  auto const findings =
      faults_of(with_parameters({{"p", "link", "pipe", "capacity", "multiply", "-2", "", "", ""}}));
  CHECK(findings.has("E304"));
}

TEST_CASE("a period takes the place of the base period, with its series and measures") {
  auto builder = small_model();
  builder.table(
      "series", {"table", "id", "column", "date_from", "value"},
      {{"supply", "west.crude", "cost", "2022", "20"}, {"supply", "west.crude", "cost", "2023", "30"}});
  Instance const year = built(builder, in_period("2022"));
  CHECK(cost(year, "west.crude") == 20.0);
  CHECK(year.period_label == "2022");
  CHECK(built(builder, in_period("2024-Q1")).day_count == 91);
  CHECK(faults_of(builder, in_period("2022-13")).has("E309"));
}

TEST_CASE("a parameter's value and range are checked against each other") {
  Findings findings;
  model::check_tables(with_parameters({{"a", "link", "", "cost", "set", "", "", "", ""},
                                       {"b", "link", "", "cost", "", "2", "0.5", "", "1"},
                                       {"c", "link", "", "cost", "", "", "1.1", "3", ""},
                                       {"d", "link", "", "cost", "", "2", "3", "1", ""},
                                       {"e", "link", "", "mode", "", "2", "1", "3", "1"},
                                       {"sound", "link", "", "cost", "", "", "0.5", "2", "1"}})
                          .folder(),
                      {}, findings);
  INFO(text_of(findings));
  CHECK(findings.has("E661"));
  CHECK(findings.has("E662"));
  CHECK(findings.has("E663"));
  CHECK(findings.has("E316"));
  CHECK(findings.error_count() == 5);
}
