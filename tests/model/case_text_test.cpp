// A case in words: to the changes it means, to the command line that says the same.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "korridor/model/case_text.hpp"
#include "small_models.hpp"

namespace {

using namespace korridor;
using model::Case;
using model::CaseText;

model::Folder folder() {
  return test::small_model()
      .table("measure", {"measure_id", "kind", "link"}, {{"ban", "ban", "pipe"}, {"shut", "closure", "rail"}})
      .folder();
}

std::vector<std::string> codes(CaseText const& text) {
  Findings findings;
  static_cast<void>(model::read_case(folder(), text, findings));
  std::vector<std::string> out;
  for (Finding const& it : findings.all()) out.push_back(it.code);
  return out;
}

using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("texts become the measures, cells and lifted measures of a case") {
  CaseText text;
  text.scenario = "s";
  text.date = "2023-05-01";
  text.close = {"pipe", "border", "actor:MID"};
  text.ban = {"commodity=crude origin=WES note='two words'"};
  text.measure = {"kind=tariff value=5 value_unit=USD/t link=rail"};
  text.set = {"link:pipe:capacity=70Mt/yr", "link:a:b:cost=-2", "link:pipe:active_from=2023-05-01"};
  text.lift = {"shut"};
  Findings findings;
  Case const what = model::read_case(folder(), text, findings);
  CHECK(findings.all().empty());
  CHECK(what.scenario == "s");
  REQUIRE(what.measures.size() == 5);
  CHECK(what.measures[0].at("link") == "pipe");
  CHECK(what.measures[1].at("node") == "border");
  CHECK(what.measures[2].at("controller") == "MID");
  CHECK(what.measures[3].at("measure_id") == "ban_2"); // "ban" is a row of measure.csv
  CHECK(what.measures[3].at("note") == "two words");
  CHECK(what.measures[4].at("kind") == "tariff");
  REQUIRE(what.sets.size() == 3);
  CHECK(what.sets[0].value == "70");
  CHECK(what.sets[0].unit == "Mt/yr");
  CHECK(what.sets[1].id == "a:b");
  CHECK(what.sets[2].value == "2023-05-01");
  CHECK(what.sets[2].unit.empty());
  CHECK(what.lifted == std::vector<std::string>{"shut"});
}

TEST_CASE("texts that are not of their form are findings, all of them at once") {
  CaseText text;
  text.date = "2023-05-01";
  text.period = "2023";
  text.close = {"pip"};
  text.ban = {"crude", "", "a='b", "a=1 a=2", "kind=tariff link=pipe"};
  text.measure = {"link=pipe"};
  text.set = {"pipe=3", "x:y", "=:="};
  text.lift = {"shot"};
  CHECK(codes(text) == Codes{"E912", "E900", "E907", "E907", "E907", "E907", "E909", "E909", "E908", "E908",
                             "E908", "E911"});
}

TEST_CASE("the options of a case are quoted so that a shell gives them back") {
  CaseText text;
  CHECK(model::case_options(text).empty());
  text.scenario = "cpc_shut";
  text.close = {"link:btc*", "-odd"};
  text.ban = {"note='it is'"};
  text.set = {"link:btc:capacity=60Mt/yr"};
  text.lift = {"x"};
  CHECK(model::case_options(text) ==
        R"(--scenario cpc_shut --close 'link:btc*' --close=-odd )"
        R"(--ban 'note='\''it is'\''' --set link:btc:capacity=60Mt/yr --lift x)");
  CHECK(model::shell_word("") == "''");
  CHECK(model::shell_word("a b") == "'a b'");
  CHECK(model::shell_word("Баку") == "'Баку'");
}
