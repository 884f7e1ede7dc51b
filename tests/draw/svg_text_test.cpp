// Escaping and number formats.
#include "korridor/draw/svg_text.hpp"

#include <doctest/doctest.h>

using namespace korridor::draw;

TEST_CASE("text is escaped for elements and attributes") {
  CHECK(escaped(R"(<a & "b" 'c'>)") == "&lt;a &amp; &quot;b&quot; &#39;c&#39;&gt;");
  CHECK(escaped("Małaszewicze Құрық 🚢") == "Małaszewicze Құрық 🚢");
}

TEST_CASE("what XML cannot hold becomes a replacement character") {
  CHECK(escaped(std::string_view("a\0b", 3)) == "a\ufffdb");
  CHECK(escaped("a\x1b[31m") == "a\ufffd[31m");
  CHECK(escaped("Stra\xdf"
                "e") == "Stra\ufffde");
  CHECK(escaped("\xed\xa0\x80") == "\ufffd\ufffd\ufffd"); // a surrogate
  CHECK(escaped("\xc0\xaf") == "\ufffd\ufffd");           // an overlong form
  CHECK(escaped("two\nlines") == "two lines");
}

TEST_CASE("ids keep to what XML accepts and stay apart") {
  CHECK(xml_id("link-", "btc_1.a-b") == "link-btc_1.a-b");
  CHECK(xml_id("link-", "a b") == "link-a_20b");
  CHECK(xml_id("link-", "a\"b") != xml_id("link-", "a'b"));
}

TEST_CASE("coordinates are short and never minus zero") {
  CHECK(coordinate(-0.04) == "0");
  CHECK(coordinate(12.0) == "12");
  CHECK(coordinate(12.34) == "12.3");
  CHECK(path_data({{0, 0}, {10.5, 2}}, true) == "M0 0l10.5 2Z");
  CHECK(path_data({{-0.04, 20}, {0.46, 17}, {10, 17}}) == "M0 20l.5-3 9.5 0");
  CHECK(path_data({{0, 0}, {0.04, 0}, {0.08, 0}, {0.12, -0.2}}) ==
        "M0 0l0 0 .1 0 0-.2"); // rounding does not add up
  CHECK(path_data({{1, 1}}).empty());
}

TEST_CASE("amounts are written as people read them") {
  CHECK(amount_text(0.0) == "0");
  CHECK(amount_text(0.42) == "0.42");
  CHECK(amount_text(5.0) == "5");
  CHECK(amount_text(57.34) == "57.3");
  CHECK(amount_text(104.0) == "104");
  CHECK(amount_text(1040.4) == "1,040");
  CHECK(amount_text(1234567.0) == "1,234,567");
  CHECK(amount_text(-3.5) == "−3.5");
  CHECK(difference_text(3.5) == "+3.5");
  CHECK(percent_text(0.864) == "86 %");
  CHECK(percent_text(0.004) == "0.4 %");
  CHECK(percent_text(0.18, true) == "+18 %");
}
