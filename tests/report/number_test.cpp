// Numbers as a reader says them.
#include <doctest/doctest.h>

#include "korridor/report/number.hpp"

using namespace korridor::report;

TEST_CASE("numbers have three significant digits and commas") {
  CHECK(number(0.0) == "0");
  CHECK(number(58.34) == "58.3");
  CHECK(number(5.834) == "5.83");
  CHECK(number(0.5834) == "0.58");
  CHECK(number(583.4) == "583");
  CHECK(number(12345.6) == "12,346");
  CHECK(number(-1234567.0) == "-1,234,567");
  CHECK(number(9.999) == "10.0");
  CHECK(number(99.96) == "100");
  CHECK(number(0.001) == "<0.01");
  CHECK(number(-0.001) == ">-0.01");
  CHECK(number(1.0 / 0.0) == "∞");
}

TEST_CASE("amounts take the order of magnitude of their field") {
  CHECK(amount(58.3e6, "t", "year") == "58.3 Mt/yr");
  CHECK(amount(58.3, "Mt", "year") == "58.3 Mt/yr");
  CHECK(amount(58.3e-3, "Mt", "year") == "58.3 kt/yr");
  CHECK(amount(950.0, "t", "quarter") == "950 t/qtr");
  CHECK(amount(999.7, "t", "day") == "1.00 kt/d");
  CHECK(amount(1.4e6, "bbl", "day") == "1.40 Mbbl/d");
  CHECK(amount(276000.0, "TEU", "year") == "276 thousand TEU/yr");
  CHECK(amount(8.0, "crates", "week") == "8.00 crates/wk");
  CHECK(amount(0.0, "t", "year") == "0 t/yr");
}

TEST_CASE("money is said in thousands or millions or billions") {
  CHECK(money(1.234e9, "USD", "year") == "1.23 bn USD/yr");
  CHECK(money(-45.6e6, "USD", "year") == "-45.6 million USD/yr");
  CHECK(money(12.0, "EUR", "month") == "12.0 EUR/mo");
}

TEST_CASE("prices are per the unit that markets quote") {
  CHECK(price_scale("USD", "kt").unit == "USD/t");
  CHECK(scaled(625389.0, price_scale("USD", "kt")) == "625");
  CHECK(price_scale("USD", "kbbl").unit == "USD/bbl");
  CHECK(price_scale("USD", "TEU").unit == "USD/TEU");
  CHECK(price_scale("USD", "").unit == "USD");
}

TEST_CASE("changes show their sign") {
  CHECK(scaled(2.5e6, {1e6, "Mt"}, true) == "+2.50");
  CHECK(scaled(-2.5e6, {1e6, "Mt"}, true) == "-2.50");
  CHECK(scaled(2.5e6, {1e6, "Mt"}) == "2.50");
}

TEST_CASE("shares are percent") {
  CHECK(percent(0.966) == "97 %");
  CHECK(percent(0.004) == "0.4 %");
  CHECK(percent(0.0) == "0 %");
  CHECK(percent(1e-6) == "<0.1 %");
}
