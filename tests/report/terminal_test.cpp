// The terminal reports as a whole.
#include <doctest/doctest.h>

#include <string>

#include "korridor/report/compare_text.hpp"
#include "korridor/report/solve_text.hpp"
#include "korridor/report/text.hpp"
#include "report/sample_answer.hpp"

using namespace korridor;
using namespace korridor::report;

namespace {

TextOptions plain(int width) {
  TextOptions options;
  options.style.width = width;
  return options;
}

void check_width(std::string const& text, int width) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t const end = text.find('\n', begin);
    std::string const line = text.substr(begin, end - begin);
    INFO(line);
    CHECK(display_width(line) <= width);
    begin = end + 1;
  }
}

} // namespace

TEST_CASE("solve prints the answer") {
  CHECK(solve_text(tests::sample_answer(), plain(80)) ==
        R"(Two ways out
2023 · base case · optimal

  surplus J       welfare W       cost            gap
  30.0 bn USD/yr  30.2 bn USD/yr  5.00 bn USD/yr  1.0e-10

── Crude oil, Mt/yr: largest flows ─────────────────────────────────────────────
                   flow              in use
  Long pipeline    60.0  ██████████   100 %
  Теңіз → Augusta  10.0                   –

── What binds ──────────────────────────────────────────────────────────────────
                             limit  worth of one more
  link   Long pipeline  60.0 Mt/yr         55.2 USD/t
  limit  Import quota   70.0 Mt/yr         3.50 USD/t

── Crude oil: prices at markets ────────────────────────────────────────────────
           Mt/yr  USD/t  interval
  Augusta   70.0    520  500 to 560

── Unserved demand: not worth its price, or not to be had ──────────────────────
                        quantity  share
  Augusta  Crude oil  10.0 Mt/yr   12 %

── Who gains what, bn USD/yr ───────────────────────────────────────────────────
         total  interval      producer  consumer  rents  tolls
  Alpha  23.3   18.0 to 26.0      20.0             3.30
  B       2.20                              2.00          0.20
  interval: where optimal prices are not unique, the values that they allow

── Certificate ─────────────────────────────────────────────────────────────────
  J 30,000,000,000, upper bound 30,000,000,000 USD/yr; gap 1.0e-10 of supply and
  transport cost
  worst imbalance 1.0e-15, violation 0, complementarity 2.0e-12
  J = producer + consumer surplus + rents to 0; W = sum over actors to 0
)");
}

TEST_CASE("a process is shown by what it takes of its first input") {
  // 40e6 units at 0.5 t each are 20 Mt; one more ton is 2 units, worth 6 each.
  std::string const full = processes_text(tests::sample_refinery(40e6), plain(80));
  for (char const* const words : {"Augusta refinery", "Crude oil", "20.0 Mt/yr", "100 %", "12.0 USD/t"}) {
    INFO(full);
    CHECK(full.find(words) != std::string::npos);
  }
  CHECK(processes_text(tests::sample_answer(), plain(80)).empty());
}

TEST_CASE("reports fit the width of the terminal") {
  study::Answer answer = tests::sample_answer();
  answer.instance.title = std::string(300, 'x');
  answer.instance.nodes[1].name = "Шығыс Қазақстан облысының өте ұзақ атауы бар қаласы";
  answer.instance.links[0].name = "上海港国际集装箱码头有限公司的名字很长很长很长很长";
  study::Answer const shut = tests::sample_answer(true);
  for (int width = 60; width <= 140; width += 5) {
    check_width(solve_text(answer, plain(width)), width);
    check_width(compare_text(answer, shut, study::compare(answer, shut), {}, plain(width)), width);
  }
}

TEST_CASE("lists are cut at the top rows and say how many are left") {
  TextOptions options = plain(80);
  options.top = 1;
  CHECK(flows_text(tests::sample_answer(), options).find("and 1 more (--all)") != std::string::npos);
}

TEST_CASE("compare prints what differs and nothing else") {
  study::Answer const answer = tests::sample_answer();
  std::string const same = compare_text(answer, answer, study::compare(answer, answer), {}, plain(80));
  CHECK(same.find("nothing else differs") != std::string::npos);
  CHECK(same.find("Flows") == std::string::npos);
  study::Answer const shut = tests::sample_answer(true);
  CHECK(compare_text(answer, shut, study::compare(answer, shut), {}, plain(80)) ==
        R"(Two ways out
2023 · base case → Pipeline shut

  bn USD/yr                  before  after  change
  surplus J                   30.0    5.50  -24.5 bn USD/yr
  welfare W                   30.2    5.60  -24.6 bn USD/yr
  supply and transport cost    5.00   2.50  -2.50 bn USD/yr

── Flows, Mt/yr ────────────────────────────────────────────────────────────────
                   before  after  change
  Long pipeline      60.0    0     -60.0
  Теңіз → Augusta    10.0   25.0   +15.0

── Worth of one more unit of capacity, USD/t ───────────────────────────────────
                 before  after  change
  Long pipeline    55.2      0   -55.2

── What buyers pay: Crude oil, USD/t ───────────────────────────────────────────
           before  after  change
  Augusta     520    610   +90.0

── Who gains, who loses, bn USD/yr ─────────────────────────────────────────────
         before  after  change
  Alpha    23.3   3.00   -20.3

── Delivered, Mt/yr ────────────────────────────────────────────────────────────
             before  after  change
  Crude oil    70.0   25.0   -45.0

── Unserved demand, Mt/yr ──────────────────────────────────────────────────────
           before  after  change
  Augusta    10.0   55.0   +45.0

── Shut in, Mt/yr ──────────────────────────────────────────────────────────────
         before  after  change
  Теңіз       0   45.0   +45.0

── Certificates ────────────────────────────────────────────────────────────────
  before: J 30,000,000,000 USD/yr, certified gap 1.0e-10, worst imbalance
  1.0e-15, violation 0
  after: J 5,500,000,000 USD/yr, certified gap 1.0e-10, worst imbalance 1.0e-15,
  violation 0
)");
}

TEST_CASE("the ways out of an actor show what stayed as well") {
  std::string const text = ways_out_text(tests::sample_answer(), tests::sample_answer(true), 0, plain(80));
  CHECK(text.find("Ways out of Alpha: its Crude oil, Mt/yr") != std::string::npos);
  CHECK(text.find("Long pipeline") < text.find("Теңіз → Augusta"));
}

TEST_CASE("goods that leave by the same ways as before are only named") {
  std::string const text = ways_out_text(tests::sample_answer(), tests::sample_answer(), 0, plain(80));
  CHECK(text == "\n  By the same ways as before: Crude oil\n");
}

TEST_CASE("an answer without values of demand shows no welfare") {
  study::Answer answer = tests::sample_answer();
  answer.welfare.reset();
  for (study::ActorRow& row : answer.actors) row.total = row.producer_surplus = row.consumer_surplus = {};
  std::string const text = solve_text(answer, plain(80));
  CHECK(text.find("welfare") == std::string::npos);
  CHECK(text.find("producer") == std::string::npos);
}
