// Flow problems as model folders: the right rows, and each fault of the file with its line.
#include "korridor/io/importers.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "korridor/core/text.hpp"
#include "korridor/io/folder.hpp"
#include "support/temporary_folder.hpp"

using namespace korridor;

namespace {

using Parse = std::optional<model::Folder> (*)(std::string_view, std::string const&, Findings&);

void check_fault(Parse parse, std::string_view bytes, std::string_view code, std::size_t line) {
  CAPTURE(bytes);
  Findings findings;
  CHECK_FALSE(parse(bytes, "file", findings));
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all()[0].code == code);
  CHECK(findings.all()[0].line == line);
  CHECK_FALSE(findings.all()[0].remedy.empty());
}

std::string cells(model::Folder const& folder, std::string_view table, std::size_t row) {
  std::string out;
  for (std::string const& cell : folder.find(table)->rows.at(row).cells)
    out += (out.empty() ? "" : ",") + cell;
  return out;
}

// Whether a folder made in memory is one that could be read.
void check_sound(model::Folder const& folder) {
  test::TemporaryFolder const place;
  Findings findings;
  REQUIRE(io::write_folder(folder, place.path("model"), findings));
  auto const read = io::read_folder(place.path("model"), findings);
  for (Finding const& finding : findings.all()) MESSAGE(finding.text());
  REQUIRE(read);
  CHECK(findings.all().empty());
}

constexpr std::string_view kMmcf = "3 3 3\n1 2 4 10\n1 2 5 20\n2 3 1.5 1e3\n1 3 7\n1 2 2\n2 2 1\n";

constexpr std::string_view kDimacs =
    "c two ways\np min 3 3\nn 1 5\nn 3 -5\na 1 2 0 4 2\na 2 3 0 9 1\na 1 3 2 9 10\n";

} // namespace

TEST_CASE("a multicommodity problem becomes a folder with an actor for each origin") {
  Findings findings;
  auto const folder = io::parse_mmcf(kMmcf, "some/where/tiny.txt", findings);
  REQUIRE(folder);
  CHECK(findings.all().empty());
  CHECK(folder->settings.title == "tiny");
  CHECK(folder->find("node")->rows.size() == 3);
  CHECK(cells(*folder, "link", 0) == "a1,n1,n2,10,4");
  CHECK(cells(*folder, "link", 1) == "a2,n1,n2,20,5"); // parallel arcs stay two
  CHECK(cells(*folder, "link", 2) == "a3,n2,n3,1000,1.5");
  CHECK(cells(*folder, "supply", 0) == "s1,n1,goods,9,0,n1"); // 7 + 2
  CHECK(cells(*folder, "supply", 1) == "s2,n2,goods,1,0,n2"); // origin and destination are one node
  CHECK(cells(*folder, "demand", 2) == "d3,n2,goods,1,n2");
  CHECK(cells(*folder, "actor", 1) == "n2,company");
  CHECK_FALSE(folder->find("demand")->find("value"));
  CHECK(folder->toml_text.find("mean nothing") != std::string::npos);
  check_sound(*folder);
}

TEST_CASE(
    "arcs from a node to itself and demands of nothing are left out and numbers stay those of the file") {
  Findings findings;
  auto const folder = io::parse_mmcf("2 2 2\n1 1 4 10\n1 2 5 20\n1 2 0\n1 2 3\n", "file", findings);
  REQUIRE(folder);
  CHECK(folder->find("link")->rows.size() == 1);
  CHECK(cells(*folder, "link", 0) == "a2,n1,n2,20,5");
  CHECK(folder->find("demand")->rows.size() == 1);
  CHECK(cells(*folder, "demand", 0) == "d2,n2,goods,3,n1");
}

TEST_CASE("faults of a multicommodity file have their lines") {
  check_fault(io::parse_mmcf, "", "E601", 1);
  check_fault(io::parse_mmcf, "3 3\n", "E601", 1);
  check_fault(io::parse_mmcf, "2 2 1\n1 2 3 4\n1 2 3\n", "E601", 3); // cut off
  check_fault(io::parse_mmcf, "2 1 1\n1 2 3 x\n1 2 5\n", "E602", 2);
  check_fault(io::parse_mmcf, "2 1 1\n1 2 3 1e400\n1 2 5\n", "E602", 2);
  check_fault(io::parse_mmcf, "2 1 1\n1 2 3 1e200\n1 2 5\n", "E602", 2);
  check_fault(io::parse_mmcf, "2 1 1\n1 2 nan 4\n1 2 5\n", "E602", 2);
  check_fault(io::parse_mmcf, "2 1 1\n1 2 -3 4\n1 2 5\n", "E603", 2);
  check_fault(io::parse_mmcf, "2 1 1\n1 2 3 4\n1 2 -5\n", "E603", 3);
  check_fault(io::parse_mmcf, "2 1 1\n1 3 3 4\n1 2 5\n", "E604", 2);
  check_fault(io::parse_mmcf, "2 1 1\n0 2 3 4\n1 2 5\n", "E604", 2);
  check_fault(io::parse_mmcf, "2 1 1\n1 2 3 4\n1 2 5\n9\n", "E605", 4);
  check_fault(io::parse_mmcf, "2 -1 1\n", "E602", 1);
  check_fault(io::parse_mmcf, "2 99999999999999999999 1\n", "E602", 1);
  check_fault(io::parse_mmcf, "9999999 0 0\n", "E602", 1); // a short file must not ask for a vast model
}

TEST_CASE("a file of nothing but faults ends after a hundred") {
  std::string bytes = "2 5000 0\n";
  for (int arc = 0; arc < 5000; ++arc) bytes += "1 9 1 1\n";
  Findings findings;
  CHECK_FALSE(io::parse_mmcf(bytes, "file", findings));
  CHECK(findings.all().size() == 100);
}

TEST_CASE("a min-cost flow problem becomes a folder and lower bounds cost what their arcs cost") {
  Findings findings;
  auto const folder = io::parse_dimacs(kDimacs, "tiny.min", findings);
  REQUIRE(folder);
  CHECK(cells(*folder, "link", 2) == "a3,n1,n3,7,10"); // 9 less the 2 that must pass
  CHECK(cells(*folder, "supply", 0) == "low3,n3,goods,2,10,n1");
  CHECK(cells(*folder, "demand", 0) == "low3,n1,goods,2,n1");
  CHECK(cells(*folder, "supply", 1) == "s1,n1,goods,5,0,n1");
  CHECK(cells(*folder, "demand", 1) == "d3,n3,goods,5,n1");
  CHECK(folder->toml_text.find("Lower bounds") != std::string::npos);
  check_sound(*folder);
}

TEST_CASE("faults of a DIMACS file have their lines") {
  check_fault(io::parse_dimacs, "c nothing\n", "E601", 2);
  check_fault(io::parse_dimacs, "a 1 2 0 4 2\n", "E606", 1);
  check_fault(io::parse_dimacs, "p max 2 0\n", "E606", 1);
  check_fault(io::parse_dimacs, "p min 2 0\np min 2 0\n", "E606", 2);
  check_fault(io::parse_dimacs, "p min 2 0\nx 1\n", "E606", 2);
  check_fault(io::parse_dimacs, "p min 2 2\na 1 2 0 4 2\n", "E601", 3);
  check_fault(io::parse_dimacs, "p min 2 1\na 1 2 0 4\n", "E601", 2);
  check_fault(io::parse_dimacs, "p min 2 1\na 1 2 0 4 -2\n", "E603", 2);
  check_fault(io::parse_dimacs, "p min 2 1\na 1 2 0 4 2 7\n", "E605", 2);
  check_fault(io::parse_dimacs, "p min 2 1\na 1 3 0 4 2\n", "E604", 2);
  check_fault(io::parse_dimacs, "p min 2 1\na 1 2 5 4 2\n", "E607", 2);
  check_fault(io::parse_dimacs, "p min 2 1\nn 1 5\nn 2 -4\na 1 2 0 9 2\n", "E608", 0);
  check_fault(io::parse_dimacs, "p min 2 1\nn 1 5\nn 1 5\nn 2 -5\na 1 2 0 9 2\n", "E606", 3);
  check_fault(io::parse_dimacs, "p min 2 1\nn 1 --5\na 1 2 0 9 2\n", "E602", 2);
}

TEST_CASE("a file that is not there is a fault and no crash") {
  Findings findings;
  CHECK_FALSE(io::import_mmcf("no/such/file", findings));
  CHECK_FALSE(io::import_dimacs("no/such/file", findings));
  CHECK(findings.error_count() == 2);
  CHECK(findings.has("E103"));
}

TEST_CASE("the shared instances are read with the sizes that their list gives") {
  std::filesystem::path const bench =
      std::filesystem::path(KORRIDOR_SOURCE_DIR).parent_path() / "shared" / "bench";
  if (!std::filesystem::exists(bench / "optima.csv")) return;
  struct Size {
    std::string file;
    std::size_t nodes, links, demands;
  };
  for (Size const& size : {Size{"mmcf/grid1", 25, 80, 50}, Size{"mmcf/grid4", 100, 360, 100},
                           Size{"mmcf/planar50", 50, 250, 267}, Size{"mmcf/planar100", 100, 532, 1085}}) {
    CAPTURE(size.file);
    Findings findings;
    auto const folder = io::import_mmcf((bench / size.file).string(), findings);
    REQUIRE(folder);
    CHECK(folder->find("node")->rows.size() == size.nodes);
    CHECK(folder->find("link")->rows.size() == size.links);
    CHECK(folder->find("demand")->rows.size() == size.demands);
    check_sound(*folder);
  }
  // ng122 has two arcs from a node to itself.
  for (Size const& size :
       {Size{"mincost/networkx_netgen-2.min", 400, 1416, 0}, Size{"mincost/ng119.min", 400, 2443, 0},
        Size{"mincost/ng122.min", 400, 1414, 0}, Size{"mincost/ng128.min", 1000, 2900, 0}}) {
    CAPTURE(size.file);
    Findings findings;
    auto const folder = io::import_dimacs((bench / size.file).string(), findings);
    for (Finding const& finding : findings.all()) MESSAGE(finding.text());
    REQUIRE(folder);
    CHECK(folder->find("node")->rows.size() == size.nodes);
    CHECK(folder->find("link")->rows.size() == size.links);
    check_sound(*folder);
  }
}
