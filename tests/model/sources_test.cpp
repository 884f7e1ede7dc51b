// Each number has a source that says the same: what the check of provenance.csv finds.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "korridor/model/check.hpp"
#include "korridor/model/sources.hpp"
#include "support/folder_builder.hpp"

namespace korridor::test {

namespace {

using Cells = std::map<std::string, std::string>;

// a --pipe--> b: a pipe of 60 Mt/yr and 500 km for crude. Its two numbers have their sources, and more rows
// may be added.
struct Case {
  std::string capacity = "60";
  std::vector<Cells> sources = {{{"id", "pipe"},
                                 {"column", "capacity"},
                                 {"method", "reported"},
                                 {"source", "operator"},
                                 {"value", "60"},
                                 {"unit", "Mt/yr"},
                                 {"low", "50"},
                                 {"high", "67"}},
                                {{"id", "pipe"},
                                 {"column", "length"},
                                 {"method", "derived"},
                                 {"source", "map"},
                                 {"value", "500"},
                                 {"unit", "km"},
                                 {"low", "450"},
                                 {"high", "550"},
                                 {"note", "200+300; two sections"}}};
  std::vector<std::vector<std::string>> series;
  std::string active_from;
  std::string element = "pipe";

  [[nodiscard]] Findings check(std::size_t most_notes = 12) const {
    FolderBuilder builder;
    builder.period("2023");
    builder.table("actor", {"actor_id", "kind"}, {{"KAZ", "state"}});
    builder.table("commodity", {"commodity_id", "unit"}, {{"crude", "kt"}});
    builder.table("node", {"node_id", "x_coord", "y_coord"}, {{"a", "50", "45"}, {"b", "40", "45"}});
    builder.table(
        "link",
        {"link_id", "from_node_id", "to_node_id", "capacity", "capacity_unit", "length", "active_from"},
        {{"pipe", "a", "b", capacity, "Mt/yr", "500", active_from}});
    builder.table("evidence", {"evidence_id", "source", "statement", "element"},
                  {{"E1", "paper", "said", element}});
    builder.table("supply", {"node_id", "commodity_id", "capacity"}, {});
    builder.table("demand", {"node_id", "commodity_id", "quantity"}, {});
    if (!series.empty()) {
      builder.table("series", {"table", "id", "column", "date_from", "value", "unit"}, series);
    }
    std::vector<std::string> const columns = {"table",     "id",    "column", "method", "evidence_id",
                                              "source",    "value", "unit",   "low",    "high",
                                              "date_from", "used",  "note"};
    FolderBuilder::Rows rows;
    for (Cells const& cells : sources) {
      std::vector<std::string>& row = rows.emplace_back();
      for (std::string const& column : columns) {
        auto const found = cells.find(column);
        row.push_back(found != cells.end() ? found->second : column == "table" ? "link" : "");
      }
    }
    builder.table("provenance", columns, rows);
    Findings findings;
    model::check_tables(builder.folder(), {}, findings);
    model::SourceOptions options;
    options.most_notes = most_notes;
    static_cast<void>(model::check_sources(builder.folder(), options, findings));
    return findings;
  }
};

std::string first(Findings const& findings) {
  return findings.all().empty() ? "" : findings.all().front().text();
}

} // namespace

TEST_CASE("numbers whose sources say the same have no finding") {
  Findings const findings = Case().check();
  CHECK_MESSAGE(findings.all().empty(), text_of(findings));
}

TEST_CASE("a wrong number in a table is found by its source") {
  Case it;
  it.capacity = "66";
  CHECK(first(it.check()) ==
        "provenance.csv:2 value: '60' is not what the cell has: link.csv:2 says 66 Mt/yr, the "
        "source 60 Mt/yr (link:pipe:capacity); mend the cell, or state another source (E682)");
}

TEST_CASE("a source may use another unit of the same kind") {
  Case it;
  it.sources[0].insert_or_assign("unit", "kt/d"); // 60,000 kt in 365 days
  it.sources[0].insert_or_assign("value", "164.4");
  it.sources[0].insert_or_assign("low", "150");
  it.sources[0].insert_or_assign("high", "180");
  CHECK(it.check().all().empty());
  it.sources[0].insert_or_assign("value", "170"); // 62 Mt/yr
  CHECK(it.check().has("E682"));
  it.sources[0].insert_or_assign("unit", "bbl/d"); // no bbl_per_t is given
  CHECK(it.check().has("E683"));
}

TEST_CASE("each number needs exactly one source in use") {
  Case it;
  it.sources.pop_back();
  CHECK(first(it.check()) == "link.csv:2 length: '500' has no source in use (link:pipe:length); add a row "
                             "link,pipe,length to provenance.csv (E680)");
  it = Case();
  it.sources.push_back(it.sources[0]);
  CHECK(it.check().has("E681"));
  it.sources.back().insert_or_assign("used", "0");
  it.sources.back().insert_or_assign("value", "67"); // an alternative may say something else
  CHECK(it.check().all().empty());
}

TEST_CASE("a formula must give the number to its last digit") {
  Case it;
  it.sources[1].insert_or_assign("note", "1501/3"); // 500.33
  CHECK(it.check().all().empty());
  it.sources[1].insert_or_assign("note", "1502/3"); // 500.67
  CHECK(it.check().has("E685"));
  it.sources[1].insert_or_assign("note", "about 500 on the map");
  CHECK(it.check().has("E684"));
  it.sources[1].insert_or_assign("note", "500");
  CHECK(it.check().has("W692"));
}

TEST_CASE("a formula may rest on other cells and not on itself") {
  Case it;
  it.sources[1].insert_or_assign("note", "link:pipe:capacity*8+20");
  CHECK_MESSAGE(it.check().all().empty(), text_of(it.check()));
  it.sources[1].insert_or_assign("note", "link:pipe:length");
  CHECK(it.check().has("E684"));
  it.sources[1].insert_or_assign("note", "link:pip:capacity*8+20");
  CHECK(first(it.check()).find("did you mean 'pipe'?") != std::string::npos);
  it.sources[1].insert_or_assign("note", "link:pipe:capacity*8+20");
  it.sources[0].insert_or_assign("method", "derived");
  it.sources[0].insert_or_assign("note", "(link:pipe:length-20)/8");
  Findings const circle = it.check();
  CHECK(circle.has("E686"));
  CHECK_FALSE(circle.has("E685"));
}

TEST_CASE("a value outside its own range and a missing range are told") {
  Case it;
  it.sources[0].insert_or_assign("high", "55");
  CHECK(it.check().has("E687"));
  it.sources[0].insert_or_assign("high", "");
  CHECK(it.check().has("W688"));
  CHECK_FALSE(it.check().has_errors());
}

TEST_CASE("a change in time has a source of its own, by its first day") {
  Case it;
  it.series = {{"link", "pipe", "capacity", "2022", "40", ""}};
  CHECK(it.check().has("E680"));
  Cells change = it.sources[0];
  change.insert_or_assign("date_from", "2022-01-01");
  change.insert_or_assign("value", "40");
  change.insert_or_assign("low", "30");
  it.sources.push_back(change);
  CHECK_MESSAGE(it.check().all().empty(), text_of(it.check()));
  it.sources.back().insert_or_assign("value", "41");
  CHECK(it.check().has("E682"));
}

TEST_CASE("a date has a source that names the day") {
  Case it;
  it.active_from = "2011-07";
  CHECK(it.check().has("E680"));
  it.sources.push_back({{"id", "pipe"},
                        {"column", "active_from"},
                        {"method", "reported"},
                        {"source", "operator"},
                        {"value", "2011-07-01"}});
  CHECK_MESSAGE(it.check().all().empty(), text_of(it.check()));
  it.sources.back().insert_or_assign("value", "2011-07-02");
  CHECK(it.check().has("E682"));
  it.sources.back().insert_or_assign("value", "");
  CHECK(it.check().has("E693"));
}

TEST_CASE("a source of an empty cell, of nothing and without a publication is told") {
  Case it;
  it.sources.push_back(it.sources[0]);
  it.sources.back().insert_or_assign("column", "cost");
  CHECK(it.check().has("E690"));
  it = Case();
  it.sources[0].insert_or_assign("id", "pip");
  CHECK(text_of(it.check()).find("did you mean 'pipe'?") != std::string::npos);
  it = Case();
  it.sources[0].erase("source");
  CHECK(it.check().has("E695"));
  it.sources[0].insert_or_assign("evidence_id", "E1");
  CHECK(it.check().all().empty());
  it.sources[0].insert_or_assign("evidence_id", "E2");
  CHECK(it.check().has("E305"));
}

TEST_CASE("a statement bears on elements that there are") {
  Case it;
  it.element = "pipe;KAZ;node:a";
  CHECK_MESSAGE(it.check().all().empty(), text_of(it.check()));
  it.element = "pip";
  CHECK(it.check().has("E691"));
}

TEST_CASE("a remark on many rows is filler, a formula is not") {
  Case it;
  for (int row = 0; row < 4; ++row) {
    it.sources.push_back(it.sources[row % 2]);
    it.sources.back().insert_or_assign("used", "0");
    if (row % 2 == 0) it.sources.back().insert_or_assign("note", "to be verified");
  }
  CHECK_FALSE(it.check(2).has("W689"));
  CHECK(it.check(1).has("W689"));
}

} // namespace korridor::test
