// Text: numbers, UTF-8, the word that was meant.
#include "korridor/core/text.hpp"

#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace korridor;

TEST_CASE("a number is read whatever blanks stand around it") {
  CHECK(parse_number("12.5").value == 12.5);
  CHECK(parse_number(" 1e3\t").value == 1000.0);
  CHECK(parse_number("+7").value == 7.0);
  CHECK(parse_number("-0.25").value == -0.25);
  CHECK(parse_number(".5").value == 0.5);
}

TEST_CASE("a text that is no finite number says why") {
  CHECK(parse_number("").fault == NumberFault::empty);
  CHECK(parse_number("  ").fault == NumberFault::empty);
  CHECK(parse_number("abc").fault == NumberFault::not_a_number);
  CHECK(parse_number("--5").fault == NumberFault::not_a_number);
  CHECK(parse_number("+-5").fault == NumberFault::not_a_number);
  CHECK(parse_number("NaN").fault == NumberFault::nan);
  CHECK(parse_number("-nan(0x1)").fault == NumberFault::nan);
  CHECK(parse_number("inf").fault == NumberFault::infinite);
  CHECK(parse_number("-Infinity").fault == NumberFault::infinite);
  CHECK(parse_number("1e400").fault == NumberFault::overflow);
  CHECK(parse_number("-1e400").fault == NumberFault::overflow);
  CHECK(parse_number("12 Mt").fault == NumberFault::trailing_text);
  CHECK(parse_number("1,5").fault == NumberFault::decimal_comma);
  CHECK(parse_number("1,234.5").fault == NumberFault::decimal_comma);
}

TEST_CASE("a number too small to hold is zero and not an overflow") {
  ParsedNumber const tiny = parse_number("1e-400");
  CHECK(tiny);
  CHECK(tiny.value == 0.0);
  CHECK(parse_number("0." + std::string(400, '0') + "1"));
  CHECK(parse_number(std::string(400, '9')).fault == NumberFault::overflow);
}

TEST_CASE("a written number reads back as the same number") {
  for (double const value : {0.1, 1.0 / 3.0, 1e300, 5e-324, -2.5, 123456789.0}) {
    CHECK(parse_number(number_text(value)).value == value);
  }
  CHECK(number_text(80.0) == "80");
  CHECK(number_text(std::numeric_limits<double>::infinity()) == "inf");
}

TEST_CASE("the first byte that is not UTF-8 is found") {
  CHECK_FALSE(find_invalid_utf8("Ünï — 哈萨克斯坦 \xF0\x9F\x9A\x82"));
  CHECK(find_invalid_utf8("caf\xE9") == 3);          // Latin-1
  CHECK(find_invalid_utf8("\xC0\x80") == 0);         // overlong
  CHECK(find_invalid_utf8("a\xED\xA0\x80") == 1);    // surrogate
  CHECK(find_invalid_utf8("ab\xE2\x82") == 2);       // cut off
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0); // beyond U+10FFFF
}

TEST_CASE("the distance of two words counts slips of the pen") {
  CHECK(edit_distance("capacity", "capacity") == 0);
  CHECK(edit_distance("capactiy", "capacity") == 1); // two letters swapped
  CHECK(edit_distance("capcity", "capacity") == 1);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the word that was meant is near and not merely the nearest") {
  std::vector<std::string> const ids{"btc", "baku_supsa", "cpc_pipeline"};
  CHECK(nearest("cpc_pipline", ids) == "cpc_pipeline");
  CHECK(nearest("BTC", ids) == "btc");
  CHECK(nearest("cpc", ids) == "cpc_pipeline"); // its beginning
  CHECK(nearest("volga", ids).empty());
  CHECK(nearest("", ids).empty());
  CHECK(nearest(std::string(1'000'000, 'x'), ids).empty());
}

TEST_CASE("splitting keeps empty pieces and trimming takes blanks at both ends") {
  CHECK(split("a;;b", ';') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ';').size() == 1);
  CHECK(trimmed(" \t x y \r\n") == "x y");
  CHECK(trimmed("  ").empty());
  CHECK(parse_integer(" 42 ") == 42);
  CHECK_FALSE(parse_integer("42.0"));
  CHECK_FALSE(parse_integer("99999999999999999999"));
}
