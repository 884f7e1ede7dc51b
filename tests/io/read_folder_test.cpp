// Every class of fault in a model folder, each with its place and code, and all of them together.
#include "korridor/io/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.hpp"

using namespace korridor;

namespace {

using Files = std::map<std::string, std::string>;

// Three nodes, two links, one commodity: right in all points.
Files small_model() {
  return {
      {"korridor.toml", "title = \"Small\"\ncurrency = \"USD\"\nperiod = \"year\"\nbase_period = \"2023\"\n"},
      {"node.csv",
       "node_id,x_coord,y_coord,jurisdiction\nfield,50,45,KAZ\nport,40,44,RUS\nmarket,10,45,ITA\n"},
      {"link.csv", "link_id,from_node_id,to_node_id,capacity,cost,owner,active_from,active_to\n"
                   "pipe,field,port,60,10,RUS:0.31;KAZ:0.69,2001-01-01,\nsea,port,market,inf,5,,,\n"},
      {"commodity.csv", "commodity_id,unit\ncrude,t\n"},
      {"actor.csv", "actor_id,kind,members\nKAZ,,\nRUS,,\nITA,,\nEUU,bloc,ITA:1958-01-01/\n"},
      {"supply.csv", "node_id,commodity_id,capacity,cost\nfield,crude,60,20\n"},
      {"demand.csv", "node_id,commodity_id,quantity,value,origin\nmarket,crude,50,90,KAZ\n"},
      {"measure.csv", "measure_id,kind,link,date_from,date_to\nshut,closure,pipe,,\n"},
      {"scenario.csv", "scenario_id,step,measure_id,table,id,column,value\nno_pipe,1,shut,,,,\nwide,1,,link,"
                       "pipe,capacity,80\n"}};
}

struct Read {
  test::TemporaryFolder folder;
  Findings findings;
  std::optional<model::Folder> model;

  explicit Read(Files const& files) {
    for (auto const& [name, bytes] : files) folder.write(name, bytes);
    model = io::read_folder(folder.path(), findings);
    for (Finding const& finding : findings.all()) INFO(finding.text());
  }
  [[nodiscard]] Finding const* find(std::string_view code) const {
    auto const found = std::find_if(findings.all().begin(), findings.all().end(),
                                    [&](Finding const& finding) { return finding.code == code; });
    return found == findings.all().end() ? nullptr : &*found;
  }
};

// The small model with one piece of one file replaced.
Read with(std::string const& file, std::string const& piece, std::string const& replacement) {
  Files files = small_model();
  std::string& bytes = files[file];
  std::size_t const at = bytes.find(piece);
  REQUIRE(at != std::string::npos);
  bytes.replace(at, piece.size(), replacement);
  return Read(files);
}

void check_only(Read const& read, std::string_view code, std::string_view file, std::size_t line,
                std::string_view column, std::string_view value) {
  std::string all;
  for (Finding const& finding : read.findings.all()) all += finding.text() + "\n";
  INFO(all);
  CHECK_FALSE(read.model);
  REQUIRE(read.findings.error_count() == 1);
  Finding const* const finding = read.find(code);
  REQUIRE(finding != nullptr);
  CHECK(finding->file == file);
  CHECK(finding->line == line);
  CHECK(finding->column == column);
  CHECK(finding->value == value);
  CHECK_FALSE(finding->message.empty());
  CHECK_FALSE(finding->remedy.empty());
}

} // namespace

TEST_CASE("a sound folder is read without findings") {
  Read const read(small_model());
  for (Finding const& finding : read.findings.all()) MESSAGE(finding.text());
  CHECK(read.findings.all().empty());
  REQUIRE(read.model);
  CHECK(read.model->settings.title == "Small");
  CHECK(read.model->tables.size() == 8);
  model::Table const* const links = read.model->find("link");
  REQUIRE(links != nullptr);
  CHECK(links->cell(links->rows[0], "owner") == "RUS:0.31;KAZ:0.69");
  CHECK(links->cell(links->rows[0], "no_such_column").empty());
}

TEST_CASE("a path that is not there and one that is a file and an empty folder are told apart") {
  test::TemporaryFolder const folder;
  folder.write("models/kazakhstan/node.csv", "node_id\n");
  folder.write("empty/README.md", "nothing\n");
  std::pair<std::string, std::string> const cases[] = {{folder.path("models/kazakstan"), "E101"},
                                                       {folder.path("empty/README.md"), "E102"},
                                                       {folder.path("empty"), "E104"}};
  for (auto const& [path, code] : cases) {
    Findings findings;
    CHECK_FALSE(io::read_folder(path, findings));
    REQUIRE(findings.all().size() == 1);
    CHECK(findings.all()[0].code == code);
  }
  Findings findings;
  CHECK_FALSE(io::read_folder(folder.path("models/kazakstan"), findings));
  CHECK(findings.all()[0].remedy == "did you mean '" + folder.path("models/kazakhstan") + "'?");
}

TEST_CASE("a missing table is named with the columns that it needs") {
  Files files = small_model();
  files.erase("commodity.csv");
  check_only(Read(files), "E105", "commodity.csv", 0, "", "");
}

TEST_CASE("a table that is a folder or a pipe cannot be read and nothing waits for it") {
  test::TemporaryFolder const folder;
  for (auto const& [name, bytes] : small_model()) folder.write(name, bytes);
  std::filesystem::create_directory(folder.path("use.csv"));
  Findings findings;
  CHECK_FALSE(io::read_folder(folder.path(), findings));
  CHECK(findings.error_count() == 1);
  CHECK(findings.has("E103"));
}

TEST_CASE("a missing column is an error that guesses which name was meant") {
  Read const read = with("link.csv", "to_node_id", "to_node");
  Finding const* const missing = read.find("E301");
  REQUIRE(missing != nullptr);
  CHECK(missing->column == "to_node_id");
  CHECK(missing->remedy == "is 'to_node' meant to be it?");
  CHECK(read.find("W104") != nullptr);
}

TEST_CASE("an unknown column or table or setting is a warning with a guess and is kept") {
  Read const column = with("link.csv", "active_to\n", "activ_to\n");
  REQUIRE(column.model);
  REQUIRE(column.find("W104") != nullptr);
  CHECK(column.find("W104")->remedy == "did you mean 'active_to'?");
  Files files = small_model();
  files["nodes.csv"] = "a,b\n1,2\n";
  files["korridor.toml"] += "perod = \"day\"\n";
  Read const table(files);
  REQUIRE(table.model);
  CHECK(table.model->find("nodes") != nullptr);
  CHECK(table.find("W103")->remedy == "did you mean 'node.csv'?");
  CHECK(table.find("W102")->remedy == "did you mean 'period'?");
  CHECK(table.find("W102")->line == 5);
}

TEST_CASE("an unknown id is an error that guesses which was meant") {
  Read const read = with("link.csv", "port,market", "prot,market");
  check_only(read, "E305", "link.csv", 3, "from_node_id", "prot");
  CHECK(read.find("E305")->remedy == "did you mean 'port'?");
  check_only(with("link.csv", "RUS:0.31;KAZ:0.69", "RUS:0.31;KAS:0.69"), "E305", "link.csv", 2, "owner",
             "KAS");
  check_only(with("scenario.csv", "1,shut", "1,shot"), "E305", "scenario.csv", 2, "measure_id", "shot");
  check_only(with("scenario.csv", "link,pipe", "link,pip"), "E305", "scenario.csv", 3, "id", "pip");
}

TEST_CASE("without actor.csv whoever is mentioned is an actor") {
  Files files = small_model();
  files.erase("actor.csv");
  CHECK(Read(files).model);
}

TEST_CASE("a capacity that is negative or no number or too large is an error") {
  check_only(with("link.csv", "port,60", "port,-3"), "E304", "link.csv", 2, "capacity", "-3");
  check_only(with("link.csv", "port,60", "port,NaN"), "E303", "link.csv", 2, "capacity", "NaN");
  check_only(with("link.csv", "port,60", "port,1e400"), "E303", "link.csv", 2, "capacity", "1e400");
  check_only(with("link.csv", "port,60", "port,-inf"), "E304", "link.csv", 2, "capacity", "-inf");
  check_only(with("link.csv", "port,60", "port,\"6,5\""), "E303", "link.csv", 2, "capacity", "6,5");
  check_only(with("link.csv", "60,10", "60,inf"), "E303", "link.csv", 2, "cost", "inf");
  Read const read = with("link.csv", "port,60", "port,-3");
  CHECK(read.find("E304")->text() ==
        "link.csv:2 capacity: '-3' is negative; write 0 or more, or inf; 0 closes it (E304)");
}

TEST_CASE("a required cell that is empty is an error unless the row is a curve") {
  check_only(with("node.csv", "port,40", "port,"), "E302", "node.csv", 3, "x_coord", "");
  check_only(with("supply.csv", "crude,60", "crude,"), "E302", "supply.csv", 2, "capacity", "");
  Files files = small_model();
  files["supply.csv"] =
      "node_id,commodity_id,capacity,elasticity,ref_price,ref_quantity\nfield,crude,,0.4,60,50\n";
  CHECK(Read(files).model);
  files["supply.csv"] = "node_id,commodity_id,capacity,elasticity,ref_price\nfield,crude,,0.4,60\n";
  check_only(Read(files), "E302", "supply.csv", 2, "ref_quantity", "");
}

TEST_CASE("dates that do not exist or lie the wrong way round are errors") {
  check_only(with("link.csv", "2001-01-01,", "2001-02-30,"), "E309", "link.csv", 2, "active_from",
             "2001-02-30");
  check_only(with("link.csv", "2001-01-01,", "2001-01-01,2000-12-31"), "E310", "link.csv", 2, "active_to",
             "2000-12-31");
  check_only(with("measure.csv", "pipe,,", "pipe,2024-05-01,2024-04-30"), "E310", "measure.csv", 2, "date_to",
             "2024-04-30");
  check_only(with("actor.csv", "1958-01-01/", "1958-01-01/1957-01-01"), "E309", "actor.csv", 5, "members",
             "1958-01-01/1957-01-01");
  check_only(with("korridor.toml", "\"2023\"", "\"2023-13\""), "E309", "korridor.toml", 4, "base_period",
             "2023-13");
  CHECK(with("measure.csv", "pipe,,", "pipe,2024-05-01,2024-05-01").model); // one day
}

TEST_CASE("an id that occurs twice or cannot be named in a list is an error") {
  check_only(with("commodity.csv", "crude,t\n", "crude,t\ncrude,bbl\n"), "E306", "commodity.csv", 3,
             "commodity_id", "crude");
  check_only(with("commodity.csv", "crude,t\n", "crude,t\ngas:lng,t\n"), "E314", "commodity.csv", 3,
             "commodity_id", "gas:lng");
  Files files = small_model();
  files["reexport.csv"] = "actor_id,commodity_id,cost\nKAZ,crude,1\nKAZ,crude,2\n";
  check_only(Read(files), "E307", "reexport.csv", 3, "actor_id", "KAZ, crude");
}

TEST_CASE("several supply rows at one place are steps and have ids of their own") {
  Read const read = with("supply.csv", "field,crude,60,20\n", "field,crude,60,20\nfield,crude,10,30\n");
  REQUIRE(read.model);
  CHECK(read.model->find("supply")->rows.size() == 2);
}

TEST_CASE("a bloc that contains itself is an error, through others too") {
  check_only(with("actor.csv", "ITA:1958-01-01/", "ITA;EUU"), "E312", "actor.csv", 5, "members", "EUU");
  Read const read =
      with("actor.csv", "EUU,bloc,ITA:1958-01-01/\n", "EUU,bloc,ITA;WST\nWST,bloc,G7\nG7,bloc,EUU\n");
  Finding const* const finding = read.find("E312");
  REQUIRE(finding != nullptr);
  CHECK(read.findings.error_count() == 1);
  CHECK(finding->message.find("through EUU, WST, G7") != std::string::npos);
  // A member of two blocs of one bloc is no cycle.
  CHECK(with("actor.csv", "EUU,bloc,ITA:1958-01-01/\n", "EUU,bloc,ITA;BEN\nBEN,bloc,ITA\nWST,bloc,EUU;BEN\n")
            .model);
}

TEST_CASE("a scenario that is its own base is an error") {
  Files files = small_model();
  files["scenario.csv"] = "scenario_id,step,measure_id,base\na,1,shut,b\nb,1,shut,a\n";
  check_only(Read(files), "E312", "scenario.csv", 3, "base", "a");
}

TEST_CASE("shares that do not add up or are negative or lack a number are errors") {
  check_only(with("link.csv", "KAZ:0.69", "KAZ:0.7"), "E313", "link.csv", 2, "owner", "RUS:0.31;KAZ:0.7");
  check_only(with("link.csv", "RUS:0.31;KAZ:0.69", "RUS:-0.31;KAZ:1.31"), "E313", "link.csv", 2, "owner",
             "RUS:-0.31");
  check_only(with("link.csv", "RUS:0.31;KAZ:0.69", "RUS;KAZ:1"), "E313", "link.csv", 2, "owner", "RUS");
  check_only(with("link.csv", "RUS:0.31;KAZ:0.69", "KAZ:0.5;KAZ:0.5"), "E313", "link.csv", 2, "owner", "KAZ");
  CHECK(with("link.csv", "RUS:0.31;KAZ:0.69", "KAZ").model);
}

TEST_CASE("a choice that does not exist is an error that guesses which was meant") {
  Read const read = with("measure.csv", "closure", "closur");
  check_only(read, "E311", "measure.csv", 2, "kind", "closur");
  CHECK(read.find("E311")->remedy == "did you mean 'closure'?");
  check_only(with("korridor.toml", "\"year\"", "\"yaer\""), "E311", "korridor.toml", 3, "period", "yaer");
}

TEST_CASE("a scenario row names a measure or a whole cell and not both") {
  check_only(with("scenario.csv", "1,shut,,,,", "1,,,,,"), "E315", "scenario.csv", 2, "measure_id", "");
  check_only(with("scenario.csv", "1,shut,,,,", "1,shut,link,pipe,capacity,"), "E315", "scenario.csv", 2,
             "measure_id", "shut");
  check_only(with("scenario.csv", "link,pipe,capacity", "link,,capacity"), "E315", "scenario.csv", 3, "table",
             "link");
  check_only(with("scenario.csv", "link,pipe,capacity", "link,pipe,capcity"), "E316", "scenario.csv", 3,
             "column", "capcity");
  check_only(with("scenario.csv", "link,pipe,capacity", "links,pipe,capacity"), "E316", "scenario.csv", 3,
             "table", "links");
}

TEST_CASE("a series of what is no number and a rate of exchange of nothing are errors") {
  Files files = small_model();
  files["series.csv"] = "table,id,column,date_from,value\nlink,pipe,owner,2023-01-01,1\n";
  check_only(Read(files), "E316", "series.csv", 2, "column", "owner");
  files.erase("series.csv");
  files["exchange.csv"] = "currency,date_from,rate\nEUR,2023-01-01,0\n";
  check_only(Read(files), "E304", "exchange.csv", 2, "rate", "0");
}

TEST_CASE("provenance names a cell that there is, and rates of exchange by their currency") {
  Files files = small_model();
  files["exchange.csv"] = "currency,date_from,rate\nEUR,2023-01-01,0.9\n";
  files["provenance.csv"] =
      "table,id,column,method\nexchange,EUR,rate,reported\nsupply,field.crude,cost,assumed\n";
  CHECK(Read(files).model);
  files["provenance.csv"] = "table,id,column,method\nexchange,EUX,rate,reported\n";
  check_only(Read(files), "E305", "provenance.csv", 2, "id", "EUX");
}

TEST_CASE("a limit whose member is none and a course that is no line are errors") {
  Files files = small_model();
  files["limit.csv"] = "limit_id,members,capacity\nboth,link:pipe:1;sea,5\n";
  check_only(Read(files), "E317", "limit.csv", 2, "members", "sea");
  files["limit.csv"] = "limit_id,members,capacity\nboth,link:pipe:1;node:port,5\n";
  CHECK(Read(files).model);
  files["link.csv"] = "link_id,from_node_id,to_node_id,geometry\npipe,field,port,LINESTRING (50 45)\n";
  files.erase("limit.csv");
  check_only(Read(files), "E318", "link.csv", 2, "geometry", "LINESTRING (50 45)");
}

TEST_CASE("a flag is 0 or 1") {
  Files files = small_model();
  files["link.csv"] = "link_id,from_node_id,to_node_id,directed\npipe,field,port,yes\n";
  check_only(Read(files), "E308", "link.csv", 2, "directed", "yes");
}

TEST_CASE("settings that are no TOML are an error with line and character") {
  Read const read = with("korridor.toml", "period = \"year\"", "period = \"year");
  Finding const* const finding = read.find("E107");
  REQUIRE(finding != nullptr);
  CHECK(finding->line == 3);
  CHECK(read.findings.error_count() == 1);
  check_only(with("korridor.toml", "\"USD\"", "[1, 2]"), "E108", "korridor.toml", 2, "currency", "");
  CHECK(with("korridor.toml", "base_period = \"2023\"", "base_period = 2023").model->settings.base_period ==
        "2023");
}

TEST_CASE("a broken quote in one table makes no false faults in others") {
  Read const read = with("node.csv", "port,40", "port,\"40");
  for (Finding const& finding : read.findings.all()) CHECK(finding.file == "node.csv");
  CHECK(read.find("E203") != nullptr);
}

TEST_CASE("all faults of all files are reported at once") {
  Files files = small_model();
  files["korridor.toml"] += "perod = 1\n";
  files["node.csv"] += "field,500,45,KAZ\n";
  files["link.csv"] += "third,field,nowhere,-1,x,KAZ:2,2023-99-01,\n";
  files["commodity.csv"] = "commodity_id,unit\nd\xE9"
                           "chet,t\n";
  files["supply.csv"] += "\"open,crude\n";
  files["demand.csv"] += "market,crude,1\n";
  Read const read(files);
  CHECK_FALSE(read.model);
  for (std::string_view const code :
       {"W102", "E306", "E304", "E305", "E303", "E313", "E309", "E201", "E203", "E207"}) {
    CAPTURE(code);
    CHECK(read.findings.has(code));
  }
}

TEST_CASE("a table of nothing but bad cells gives fifty findings of a kind and a count") {
  Files files = small_model();
  for (int row = 0; row < 3000; ++row)
    files["link.csv"] += "l" + std::to_string(row) + ",field,port,-1,0,,,\n";
  Read const read(files);
  CHECK(read.findings.error_count() == 51);
  CHECK(read.findings.all().back().message == "has 2950 more faults like this");
}
