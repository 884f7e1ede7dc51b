// The attribute table itself: consistent, complete, and the docs page made from it.
#include "korridor/model/schema.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "korridor/core/text.hpp"

using namespace korridor;
using model::CellType;

TEST_CASE("every table of the format is there once") {
  std::set<std::string_view> names;
  for (model::TableSchema const& table : model::all_tables()) CHECK(names.insert(table.name).second);
  for (std::string_view const name :
       {"node",     "link",       "commodity", "use",      "actor",    "supply",    "demand",   "store",
        "process",  "contract",   "limit",     "reexport", "measure",  "series",    "exchange", "scenario",
        "evidence", "provenance", "observed",  "stake",    "relation", "indicator", "candidate"}) {
    CAPTURE(name);
    CHECK(names.count(name) == 1);
  }
}

TEST_CASE("every column has a meaning and what it refers to exists") {
  std::set<std::string_view> const other_vocabularies{"mode", "segment"};
  for (model::TableSchema const& table : model::all_tables()) {
    std::set<std::string_view> names;
    for (model::Attribute const& attribute : table.attributes) {
      CAPTURE(table.name);
      CAPTURE(attribute.name);
      CHECK(names.insert(attribute.name).second);
      CHECK_FALSE(attribute.meaning.empty());
      bool const measures = attribute.type == CellType::number || attribute.type == CellType::figure;
      CHECK(measures == (attribute.dimension != model::Dimension::none));
      CHECK((attribute.type == CellType::choice) == !attribute.choices.empty());
      if (!attribute.unit_column.empty()) CHECK(table.find(attribute.unit_column) != nullptr);
      for (std::string_view const name : model::split_list(attribute.references)) {
        CHECK((model::find_table(name) != nullptr || other_vocabularies.count(name) == 1));
      }
      if (auto const number = model::default_number(attribute)) CHECK(attribute.range.holds(*number));
    }
    for (std::string_view const column : model::split_list(table.key)) CHECK(table.find(column) != nullptr);
  }
}

TEST_CASE("ranges say in words what they hold") {
  CHECK(model::find_attribute("link", "capacity")->range.text() == "0 or more, or inf");
  CHECK(model::find_attribute("link", "efficiency")->range.text() == "above 0 to 1");
  CHECK(model::find_attribute("demand", "elasticity")->range.text() == "below 0");
  model::Range const share = model::find_attribute("measure", "enforcement")->range;
  CHECK(share.holds(0.0));
  CHECK(share.holds(1.0));
  CHECK_FALSE(share.holds(1.0001));
}

TEST_CASE("rows without an id of their own are named by their place") {
  model::Table const supply{
      "supply",
      {"supply_id", "node_id", "commodity_id"},
      {{{"", "a", "oil"}, 2}, {{"mine", "a", "oil"}, 3}, {{"", "a", "oil"}, 4}, {{"", "b", "oil"}, 5}}};
  CHECK(model::row_ids(supply) == std::vector<std::string>{"a.oil", "mine", "a.oil.2", "b.oil"});
  model::Table const use{"use", {"commodity_id", "use", "mode"}, {{{"oil", "2", "rail"}, 2}}};
  CHECK(model::row_ids(use) == std::vector<std::string>{"oil.rail"});
}

TEST_CASE("what is not worked yet is refused by name and only where it says something") {
  model::Folder folder;
  folder.tables = {{"link", {"link_id", "reactance"}, {{{"l", ""}, 2}, {{"m", "5"}, 3}}},
                   {"store", {"node_id", "commodity_id", "capacity"}, {{{"a", "oil", "5"}, 2}}}};
  Findings findings;
  model::check_refused(folder, findings);
  REQUIRE(findings.all().size() == 2);
  CHECK(findings.all()[0].text() == "link.csv:3 reactance: '5' would change the answer and is not "
                                    "worked yet; empty the cells of this column (E402)");
  CHECK(findings.all()[1].file == "store.csv");
}

TEST_CASE("the text for the terminal names every column and fits") {
  std::string const text = model::schema_text();
  for (std::string_view const line : split(text, '\n')) {
    CAPTURE(line);
    CHECK(line.size() <= 130);
  }
  CHECK(model::schema_text("link").find("capacity_shared") != std::string::npos);
  CHECK(model::schema_text("link").find("node_id,") == std::string::npos);
  CHECK(model::schema_text("korridor").find("base_period") != std::string::npos);
  CHECK(model::schema_text("no_such_table").empty());
}

TEST_CASE("the docs page is the one that the program makes") {
  std::ifstream file(std::string(KORRIDOR_SOURCE_DIR) + "/docs/model/format.md", std::ios::binary);
  std::string const page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  bool const is_current = page == model::schema_markdown();
  CHECK_MESSAGE(is_current, "write it anew: korridor schema --markdown > docs/model/format.md");
}
