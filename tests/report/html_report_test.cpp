// The HTML report of a small answer: what it says, in two languages, and that no text of a model becomes
// markup.
#include "korridor/report/html.hpp"
#include "korridor/report/html_report.hpp"
#include "korridor/report/html_words.hpp"
#include "sample_answer.hpp"
#include "support/folder_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace korridor;
using report::Language;

namespace {

struct Texts {
  std::string title = "Two ways out", actor = "Alpha", node = "Теңіз", link = "Long pipeline",
              goods = "Crude oil", scenario = "Pipeline shut", measure = "Pipe closed",
              source = "A yearbook, 2024", said = "The pipe carries 60 Mt", rival = "It carries 50 Mt";
};

model::Folder folder_of(Texts const& texts) {
  return test::FolderBuilder()
      .table("actor", {"actor_id", "name", "name_de"},
             {{"A", texts.actor, texts.actor + "land"}, {"B", "", ""}})
      .table("commodity", {"commodity_id", "name", "unit"}, {{"crude", texts.goods, "t"}})
      .table("node", {"node_id", "name"}, {{"field", texts.node}, {"market", "Augusta"}})
      .table("link", {"link_id", "name", "capacity", "capacity_unit"},
             {{"pipe", texts.link, "60", "Mt/yr"}, {"rail", "", "", ""}})
      .table("measure", {"measure_id", "kind", "title", "link"}, {{"shut", "closure", texts.measure, "pipe"}})
      .table("scenario", {"scenario_id", "step", "measure_id", "title"},
             {{"pipe_shut", "1", "shut", texts.scenario}})
      .table("provenance",
             {"table", "id", "column", "method", "evidence_id", "source", "value", "unit", "low", "high"},
             {{"link", "pipe", "capacity", "reported", "E1", texts.source, "60", "Mt/yr", "50", "67.5"}})
      .table("evidence", {"evidence_id", "speaker", "published", "statement", "element", "contested_by"},
             {{"E1", texts.actor, "2024", texts.said, "pipe", "E2"},
              {"E2", "Beta", "2023", texts.rival, "pipe", ""}})
      .folder();
}

study::Answer named(study::Answer answer, Texts const& texts) {
  model::Instance& in = answer.instance;
  in.title = texts.title;
  in.actors[0].name = texts.actor;
  in.nodes[0].name = texts.node;
  in.links[0].name = texts.link;
  in.commodities[0].name = texts.goods;
  if (!in.scenario_title.empty()) {
    in.scenario_title = texts.scenario;
    model::Measure measure;
    measure.id = "shut";
    in.measures = {measure};
  }
  return answer;
}

std::string compared(Texts const& texts, Language language = Language::english) {
  model::Folder const folder = folder_of(texts);
  study::Answer const before = named(tests::sample_answer(), texts);
  study::Answer const after = named(tests::sample_answer(true), texts);
  model::Case what;
  what.scenario = "pipe_shut";
  what.measures = {{{"measure_id", texts.measure}, {"kind", "tariff"}, {"value", "5"}, {"link", texts.link}}};
  report::ReportInput input{folder, after, what};
  input.before = &before;
  input.command = "korridor report 'my model' --scenario pipe_shut -o " + texts.title;
  input.language = language;
  return report::html_report(input);
}

/// The text of a page, tags and pictures taken out, as a reader sees it; blanks of any kind become one.
std::string read_text(std::string page) {
  for (auto const& [from, to] :
       {std::pair{"<svg", "</svg>"}, std::pair{"<style>", "</style>"}, std::pair{"<", ">"}}) {
    for (std::size_t at = page.find(from); at != std::string::npos; at = page.find(from, at)) {
      std::size_t const end = page.find(to, at) + std::string(to).size();
      page.replace(at, end - at, " ");
    }
  }
  std::string out;
  for (std::size_t at = 0; at < page.size(); ++at) {
    bool const no_break = page.compare(at, 2, "\u00a0") == 0;
    bool const blank = no_break || page[at] == ' ' || page[at] == '\n';
    if (!blank) out += page[at];
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
    if (no_break) ++at;
  }
  return out;
}

bool says(std::string const& page, std::string const& words) {
  return read_text(page).find(words) != std::string::npos;
}

/// What keeps a page from being only the markup that the report writes; empty when it is.
std::string foreign_markup(std::string const& page) {
  static std::set<std::string> const kTags{
      "!doctype", "html",    "head", "meta",     "title", "style", "body",   "header",     "main",
      "nav",      "section", "h1",   "h2",       "h3",    "p",     "ol",     "ul",         "li",
      "dl",       "dt",      "dd",   "table",    "thead", "tbody", "tr",     "th",         "td",
      "a",        "b",       "code", "pre",      "span",  "svg",   "figure", "figcaption", "caption",
      "footer",   "desc",    "rect", "clipPath", "g",     "path",  "circle", "text"};
  static std::set<std::string> const kVoid{"!doctype", "meta"};
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    std::size_t const end = page.find('>', at);
    if (end == std::string::npos) return "a tag without an end";
    std::string const tag = page.substr(at + 1, end - at - 1);
    bool const closing = tag.front() == '/', alone = tag.back() == '/';
    std::string const name =
        tag.substr(closing ? 1 : 0, tag.find_first_of(" /", closing ? 1 : 0) - (closing ? 1 : 0));
    if (kTags.count(name) == 0) return "tag " + tag;
    for (std::size_t blank = tag.find(' '); blank != std::string::npos; blank = tag.find(' ', blank + 1)) {
      std::string_view const attribute = std::string_view(tag).substr(blank + 1);
      bool const outside = attribute.starts_with("href=\"") && !attribute.starts_with("href=\"#");
      if (outside || attribute.starts_with("on") || attribute.starts_with("src"))
        return "attribute of " + tag;
    }
    if (alone || kVoid.count(name) > 0) continue;
    if (!closing) open.push_back(name);
    if (closing && (open.empty() || open.back() != name)) return "</" + name + "> closes nothing";
    if (closing) open.pop_back();
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

} // namespace

TEST_CASE("the report says in sentences what J lost, who lost it, what binds and where the goods go") {
  std::string const page = compared({});
  CHECK(says(page,
             "The surplus J falls by 24.5 bn USD/yr (−82 %), from 30.0 bn USD/yr to 5.50 bn USD/yr, and "
             "welfare W falls by 24.6 bn USD/yr."));
  CHECK(says(page,
             "Alpha loses most, 20.3 bn USD/yr; measured against what it had, Alpha is hit hardest: −87 %."));
  CHECK(says(page, "Unserved demand changes: +45.0 Mt/yr Crude oil."));
  CHECK(says(page, "Nothing binds"));
  CHECK(says(page,
             "The largest shift is to Теңіз → Augusta: +15.0 Mt/yr of Crude oil, from 10.0 Mt/yr to 25.0 "
             "Mt/yr; the largest loss is on Long pipeline: −60.0 Mt/yr of Crude oil."));
}

TEST_CASE("the report names the case and its command line and the measure that tells the cases apart") {
  std::string const page = compared({});
  CHECK(says(page, "In force: Pipe closed (closure: link Long pipeline)"));
  CHECK(says(page, "korridor report &#39;my model&#39; --scenario pipe_shut -o Two ways out"));
  CHECK(says(page, "after only"));
}

TEST_CASE("a number that matters stands with its range and source and with who contests it") {
  std::string const page = compared({});
  CHECK(says(page, "capacity 60 Mt/yr 50 to 67.5 reported: A yearbook, 2024 contested: E1"));
  CHECK(says(page, "E1 · Alpha, 2024 : The pipe carries 60 Mt"));
  CHECK(says(page, "Contradicted by E2 · Beta, 2023: It carries 50 Mt"));
}

TEST_CASE("a German report has German words, names, numbers and units") {
  std::string const page = compared({}, Language::german);
  CHECK(page.find("<html lang=\"de\">") != std::string::npos);
  CHECK(says(page,
             "Der Überschuss J sinkt um 24,5 Mrd. USD/Jahr (−82 %), von 30,0 Mrd. USD/Jahr auf 5,50 Mrd. "
             "USD/Jahr, und die Wohlfahrt W sinkt um 24,6 Mrd. USD/Jahr."));
  CHECK(says(page, "Am meisten verliert Alphaland"));
  CHECK(says(page, "50 bis 67,5 berichtet: A yearbook, 2024 bestritten: E1"));
  CHECK(page.find("Farbe: Auslastung der Kapazität") != std::string::npos);
  CHECK(page.find("Colour:") == std::string::npos);
}

TEST_CASE("a case alone is told without a before") {
  model::Folder const folder = folder_of({});
  study::Answer const answer = tests::sample_answer();
  std::string const page = report::html_report({folder, answer, {}});
  CHECK(says(
      page, "The surplus J is 30.0 bn USD/yr, welfare W is 30.2 bn USD/yr; supply and transport cost 5.00 bn "
            "USD/yr."));
  CHECK(says(page,
             "What binds most is Long pipeline, full at 60.0 Mt/yr: one more unit of it would be worth 55.2 "
             "USD/t."));
  CHECK(says(page, "By value the largest flow is 60.0 Mt/yr of Crude oil by Long pipeline."));
  CHECK_FALSE(says(page, "Compared with"));
  CHECK_FALSE(says(page, "Before"));
}

TEST_CASE("no id of the page occurs twice though it holds several pictures") {
  std::string const page = compared({});
  std::set<std::string> seen;
  std::string const opening = " id=\"";
  for (auto at = page.find(opening); at != std::string::npos; at = page.find(opening, at)) {
    at += opening.size();
    std::string const id = page.substr(at, page.find('"', at) - at);
    CHECK_MESSAGE(seen.insert(id).second, id);
  }
  CHECK(seen.count("change-land") == 1);
  CHECK(seen.count("before-land") == 1);
  CHECK(page.find("url(#frame)") == std::string::npos);
}

TEST_CASE("hostile names never become markup") {
  std::vector<std::string> const pieces{"<",        ">",      "&",    "\"",   "'",        "</title>",
                                        "</style>", "<!--",   "-->",  "]]>",  "<script>", "</",
                                        "onload=",  "\x01",   "\xff", "\xc3", "\u202e",   "&lt;",
                                        "url(#",    " id=\"", "\n",   "=",    "{0}",      "a"};
  std::mt19937 random(20260726);
  auto const text = [&] {
    std::string out;
    for (auto k = random() % 9 + 1; k > 0; --k) out += pieces[random() % pieces.size()];
    return out;
  };
  CHECK(foreign_markup(compared({})).empty());
  for (int round = 0; round < 20; ++round) {
    Texts const texts{text(), text(), text(), text(), text(), text(), text(), text(), text(), text()};
    for (Language const language : {Language::english, Language::german}) {
      std::string const page = compared(texts, language);
      CHECK(foreign_markup(page) == "");
      CHECK(page.find('\x01') == std::string::npos);
    }
  }
}

TEST_CASE("both languages have every text, with the same blanks to fill") {
  auto const blanks = [](std::string_view text) { // the digits d of "{d}"
    std::set<char> out;
    for (std::size_t at = 0; at + 2 < text.size(); ++at)
      if (text[at] == '{' && std::isdigit(static_cast<unsigned char>(text[at + 1])) && text[at + 2] == '}')
        out.insert(text[at + 1]);
    return out;
  };
  for (int at = 0; at < static_cast<int>(report::Word::count_); ++at) {
    std::string_view const english = report::word(static_cast<report::Word>(at), Language::english);
    std::string_view const german = report::word(static_cast<report::Word>(at), Language::german);
    CHECK_FALSE(english.empty());
    CHECK_FALSE(german.empty());
    CHECK_MESSAGE(blanks(english) == blanks(german), english);
  }
}

TEST_CASE("numbers and units are written as the language writes them") {
  report::Locale const english(Language::english), german(Language::german);
  CHECK(english.money(-1234.5e9, "USD", "year") == "−1,234\u00a0bn USD/yr");
  CHECK(german.money(-1234.5e9, "USD", "year") == "−1.234\u00a0Mrd. USD/Jahr");
  CHECK(german.amount(5830.0, "t", "month", true) == "+5,83\u00a0kt/Monat");
  CHECK(german.price(55.25, "USD", "t") == "55,2\u00a0USD/t");
  CHECK(german.scientific(-1.3e-9) == "−1,3 × 10⁻⁹");
  CHECK(english.scientific(2e12) == "2.0 × 10¹²");
  CHECK(english.scientific(0.0) == "0");
  CHECK(german.percent(0.126, true) == "+13 %");
  CHECK(german.count(1234567) == "1.234.567");
}
