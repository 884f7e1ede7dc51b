// Formulas of derived numbers: what is read, what is computed, what is refused and where.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/model/formula.hpp"

namespace korridor::test {

namespace {

// Two cells: link:ab:length is 100, node:port-1:capacity is 8.
model::FormulaValue look_up(model::CellName const& cell) {
  if (cell.text() == "link:ab:length") return {100.0, {}, {}};
  if (cell.text() == "node:port-1:capacity") return {8.0, {}, {}};
  return {0.0, "names no cell", "write one"};
}

model::FormulaValue evaluate(std::string const& text) { return model::evaluate_formula(text, look_up); }

} // namespace

TEST_CASE("a formula is computed as arithmetic is taught") {
  std::pair<char const*, double> const known[] = {{"2+3*4", 14.0},
                                                  {"(2+3)*4", 20.0},
                                                  {"10-4-3", 3.0},
                                                  {"24/4/2", 3.0},
                                                  {"2^3^2", 512.0},
                                                  {"-2^2", -4.0},
                                                  {"2^-1", 0.5},
                                                  {"--3", 3.0},
                                                  {"1.5e3 + .5", 1500.5},
                                                  {"min(3, 1, 2)", 1.0},
                                                  {"max(3,1+4)", 5.0},
                                                  {"sqrt(16)", 4.0},
                                                  {"round(2.5)", 3.0},
                                                  {"round(316800,-3)", 317000.0},
                                                  {"round(2.345, 1)", 2.3},
                                                  {"link:ab:length*3", 300.0},
                                                  {"8 - node:port-1:capacity", 0.0},
                                                  {"2*3; two ships, three voyages", 6.0}};
  for (auto const& [text, value] : known) {
    CAPTURE(text);
    model::FormulaValue const result = evaluate(text);
    CHECK_MESSAGE(result, result.fault);
    CHECK(result.value == doctest::Approx(value).epsilon(1e-14));
  }
}

TEST_CASE("what is no formula is refused with its place and a remedy") {
  std::pair<char const*, char const*> const wrong[] = {{"", "position 1"},
                                                       {"2+", "position 3"},
                                                       {"2 3", "position 3"},
                                                       {"(2", "lacks a )"},
                                                       {"1/0", "divides by zero"},
                                                       {"sqrt(-1)", "negative"},
                                                       {"cos(1)", "no function"},
                                                       {"about 7", "'about'"},
                                                       {"link:ab", "no column"},
                                                       {"link:xy:length", "names no cell"},
                                                       {"1e999", "cannot be read"},
                                                       {"10^999", "no finite number"},
                                                       {"2,5", "','"},
                                                       {"sqrt(1,2)", "sqrt"},
                                                       {"1+\x01", "position 3"}};
  for (auto const& [text, part] : wrong) {
    CAPTURE(text);
    model::FormulaValue const result = evaluate(text);
    CHECK_FALSE(result);
    CHECK_MESSAGE(result.fault.find(part) != std::string::npos, result.fault);
    CHECK_FALSE(result.remedy.empty());
  }
  CHECK(evaluate("rond(1)").remedy == "did you mean 'round'?");
}

TEST_CASE("nesting beyond any honest formula is a fault, not a crash") {
  CHECK_FALSE(evaluate(std::string(100000, '(')));
  CHECK_FALSE(evaluate(std::string(100000, '-') + "1"));
  CHECK(evaluate(std::string(40, '(') + "1" + std::string(40, ')')));
}

TEST_CASE("the cells that a formula names are listed") {
  auto const cells = model::cells_of_formula("link:ab:length/(link:ab:length-node:port-1:capacity); why");
  REQUIRE(cells.size() == 3);
  CHECK(cells[2].text() == "node:port-1:capacity");
  CHECK(model::is_bare_number("7.5 ; guessed"));
  CHECK_FALSE(model::is_bare_number("7.5*1"));
}

} // namespace korridor::test
