// Bodies that others write: read strictly, all faults at once, each with its place.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "korridor/serve/api_types.hpp"
#include "korridor/serve/json_input.hpp"

namespace {

using namespace korridor;

/// "E952 /case/close" for each finding.
std::vector<std::string> faults_of(std::string const& text) {
  Findings findings;
  auto const json = serve::parse_json(text, "body", findings);
  if (json) static_cast<void>(serve::read_export_request(serve::JsonSpot(*json, "body", findings)));
  std::vector<std::string> out;
  for (Finding const& it : findings.all()) out.push_back(it.code + " " + it.column);
  return out;
}

using Faults = std::vector<std::string>;

} // namespace

TEST_CASE("a body of the form that the interface describes is read as it stands") {
  Findings findings;
  auto const json = serve::parse_json(
      R"({"format": "png", "case": {"close": ["a", "b"], "date": "2023-01-01"}, "mode": "change", "scale": 1.5})",
      "body", findings);
  REQUIRE(json);
  serve::ExportRequest const request = serve::read_export_request(serve::JsonSpot(*json, "body", findings));
  CHECK(findings.all().empty());
  CHECK(request.format == serve::ExportFormat::png);
  CHECK(request.mode == serve::ExportMode::change);
  CHECK(request.what.close == std::vector<std::string>{"a", "b"});
  CHECK(request.what.date == "2023-01-01");
  CHECK(request.scale == 1.5);
  CHECK(request.list == "links");
  CHECK(request.before == model::CaseText());
}

TEST_CASE("every fault of a body is told at once with the JSON pointer of its place") {
  CHECK(faults_of(R"({"format": "gif", "case": {"close": "a", "shut": [], "ban": [1, "x"]}, "scale": 9})") ==
        Faults{"E954 /format", "E951 /case/shut", "E952 /case/close", "E952 /case/ban/0", "E955 /scale"});
  CHECK(faults_of("{}") == Faults{"E953 "});
  CHECK(faults_of("[]") == Faults{"E952 "});
  CHECK(faults_of(R"({"format": "svg", "a/b~c": 1})") == Faults{"E951 /a~1b~0c"});
  CHECK(faults_of(R"({"format": "svg", "case": {"date": "\u0000"}})") == Faults{"E955 /case/date"});
}

TEST_CASE("what is no JSON, nests too deep, repeats a key or is no UTF-8 is refused") {
  CHECK(faults_of("") == Faults{"E950 "});
  CHECK(faults_of("{\"format\": }") == Faults{"E950 "});
  CHECK(faults_of("{} {}") == Faults{"E950 "});
  CHECK(faults_of(std::string(100000, '[')) == Faults{"E950 "});
  CHECK(faults_of(R"({"format": "svg", "scale": 1e999})") == Faults{"E950 "});
  CHECK(faults_of(R"({"format": "svg", "format": "png"})") == Faults{"E951 "});
  CHECK(faults_of("{\"format\": \"\xff\"}") == Faults{"E950 "});
}

TEST_CASE("the line of a fault of JSON is told") {
  Findings findings;
  CHECK_FALSE(serve::parse_json("{\n  \"a\": 1,\n  oops\n}", "case.json", findings));
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all().front().file == "case.json");
  CHECK(findings.all().front().line == 3);
}
