// The CSV reader and writer: each fault with its line, and the same table back.
#include "korridor/io/csv.hpp"

#include <random>
#include <string>

#include <doctest/doctest.h>

using namespace korridor;

namespace {

struct Read {
  Findings findings;
  io::CsvTable csv;
  explicit Read(std::string_view bytes) : csv(io::parse_csv(bytes, "link.csv", "link", findings)) {}

  [[nodiscard]] Finding const& first() const { return findings.all().at(0); }
  [[nodiscard]] std::string const& cell(std::size_t row, std::size_t column) const {
    return csv.table.rows.at(row).cells.at(column);
  }
};

} // namespace

TEST_CASE("cells with commas and quotes and line ends are read as they are") {
  Read const read("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\nplain,\n");
  CHECK(read.findings.all().empty());
  CHECK(read.cell(0, 0) == "x, \"y\"");
  CHECK(read.cell(0, 1) == "two\nlines");
  CHECK(read.cell(1, 1).empty());
  CHECK(read.csv.table.rows.at(1).line == 4);
}

TEST_CASE("CRLF and a byte order mark and a missing last line end and blank lines change nothing") {
  for (std::string_view const bytes : {"\xEF\xBB\xBF"
                                       "a,b\r\n1,2\r\n",
                                       "a,b\n1,2", "a,b\n\n1,2\n\n\n", "a,b\r\n\r\n1,2\r\n\r\n"}) {
    Read const read(bytes);
    CHECK(read.findings.all().empty());
    CHECK(read.csv.table.columns == std::vector<std::string>{"a", "b"});
    REQUIRE(read.csv.table.rows.size() == 1);
    CHECK(read.cell(0, 1) == "2");
  }
}

TEST_CASE("a quote that is never closed is reported where it began") {
  Read const read("a,b\n1,2\n3,\"open\n4,5\n6,7\n");
  CHECK(read.first().code == "E203");
  CHECK(read.first().line == 3);
  CHECK_FALSE(read.csv.whole);
}

TEST_CASE("text after a closing quote and a quote inside a cell are faults") {
  Read const after("a\n\"x\"y\n");
  CHECK(after.first().code == "E204");
  CHECK(after.first().line == 2);
  Read const swallowing("a,b\n\"x,1\ny,2\n\"z\",3\n");
  CHECK(swallowing.first().code == "E204");
  CHECK(swallowing.first().line == 2);
  CHECK(swallowing.first().message.find("on line 4") != std::string::npos);
  CHECK_FALSE(swallowing.csv.whole);
  Read const inside("a\n5\" pipe\n");
  CHECK(inside.first().code == "E205");
}

TEST_CASE("Latin-1 bytes are reported with line and byte and the remedy") {
  Read const read("a,b\n1,2\ncaf\xE9,3\n");
  CHECK(read.first().code == "E201");
  CHECK(read.first().line == 3);
  CHECK(read.first().value == "0xE9");
  CHECK(read.first().message == "is not UTF-8 (byte 12 of the file)");
  CHECK(read.first().remedy.find("iconv") != std::string::npos);
}

TEST_CASE("a NUL byte is a fault with its line") {
  Read const read(std::string_view("a,b\n1,\0\n", 8));
  CHECK(read.first().code == "E202");
  CHECK(read.first().line == 2);
}

TEST_CASE("a lone carriage return is a fault") { CHECK(Read("a,b\n1\r2,3\n").first().code == "E212"); }

TEST_CASE("rows with too many or too few cells are reported and the rest is read") {
  Read const read("a,b\n1,2,3\n4\n5,6\n");
  REQUIRE(read.findings.all().size() == 2);
  CHECK(read.findings.all()[0].code == "E206");
  CHECK(read.findings.all()[0].line == 2);
  CHECK(read.findings.all()[1].code == "E207");
  CHECK(read.findings.all()[1].line == 3);
  CHECK(read.cell(2, 1) == "6");
}

TEST_CASE("column names that are empty or twice there are faults") {
  Read const read("a,,a\n1,2,3\n");
  CHECK(read.findings.has("E208"));
  CHECK(read.findings.has("E209"));
}

TEST_CASE("a file without a header is a fault") {
  CHECK(Read("").first().code == "E211");
  CHECK(Read("\n\n").first().code == "E211");
  CHECK(Read("\xEF\xBB\xBF").first().code == "E211");
}

TEST_CASE("a cell of ten million characters is a fault and takes linear time") {
  std::string const long_text(10'000'000, 'x');
  for (std::string const& bytes :
       {"a,b\n1," + long_text + "\n2,3\n", "a,b\n1,\"" + long_text + "\"\n2,3\n"}) {
    Read const read(bytes);
    CHECK(read.first().code == "E210");
    CHECK(read.first().line == 2);
    CHECK(read.first().text().size() < 300);
    CHECK(read.cell(1, 1) == "3");
  }
  std::string quotes = "a\n\"";
  for (int pair = 0; pair < 3'000'000; ++pair) quotes += "\"\"";
  CHECK(Read(quotes + "\"\n").first().code == "E210");
}

TEST_CASE("a million commas in a row are counted and not stored") {
  Read const read("a,b\n" + std::string(1'000'000, ',') + "\n");
  CHECK(read.first().code == "E206");
  CHECK(read.cell(0, 0).empty());
  CHECK(Read(std::string(1'000'000, ',')).findings.has("E206"));
}

TEST_CASE("a file of nothing but faults gives a hundred of them and a count") {
  std::string bytes = "a,b\n";
  for (int row = 0; row < 5000; ++row) bytes += "1\n";
  Read const read(bytes);
  CHECK(read.findings.all().size() == 101);
  CHECK(read.findings.all().back().code == "E215");
}

TEST_CASE("a written table reads back as the same table, whatever its cells hold") {
  std::vector<std::string> const pieces{",",     "\"", "\n", "\r", "\r\n",         " ",  "a",
                                        "Ärger", "哈", "",   ";",  "\xEF\xBB\xBF", "\t", "0"};
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    auto const below = [&](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
    auto const text = [&] {
      std::string out;
      for (std::size_t count = below(5); count > 0; --count) out += pieces[below(pieces.size())];
      return out;
    };
    model::Table table;
    table.name = "link";
    for (std::size_t column = 0; column < 1 + seed % 4; ++column)
      table.columns.push_back(text() + std::to_string(column));
    for (std::size_t row = below(6); row > 0; --row) {
      model::Row cells;
      for (std::size_t column = 0; column < table.columns.size(); ++column) cells.cells.push_back(text());
      table.rows.push_back(cells);
    }
    std::string const bytes = io::csv_text(table);
    Read const read(bytes);
    CHECK(read.findings.all().empty());
    CHECK(read.csv.table.columns == table.columns);
    REQUIRE(read.csv.table.rows.size() == table.rows.size());
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      CHECK(read.csv.table.rows[row].cells == table.rows[row].cells);
    }
    CHECK(io::csv_text(read.csv.table) == bytes);
  }
}

TEST_CASE("quotes are written only where they are needed") {
  model::Table const table{"link", {"a", "b"}, {{{"plain text", "x,y"}, 0}, {{"5\"", ""}, 0}}};
  CHECK(io::csv_text(table) == "a,b\nplain text,\"x,y\"\n\"5\"\"\",\n");
}
