// Calendar days and periods against a calendar.
#include <doctest/doctest.h>

#include "korridor/core/date.hpp"

using namespace korridor;

namespace {

std::string text(std::string_view period) {
  auto const read = parse_period(period);
  return read ? to_text(read->first) + ' ' + to_text(read->last) : "none";
}

} // namespace

TEST_CASE("a period is a year or quarter or month or week or day") {
  CHECK(text("2023") == "2023-01-01 2023-12-31");
  CHECK(text("2023-Q1") == "2023-01-01 2023-03-31");
  CHECK(text("2023-Q4") == "2023-10-01 2023-12-31");
  CHECK(text("2024-02") == "2024-02-01 2024-02-29");
  CHECK(text("2023-05-17") == "2023-05-17 2023-05-17");
}

TEST_CASE("ISO weeks begin on Monday and week 1 holds 4 January") {
  CHECK(text("2023-W07") == "2023-02-13 2023-02-19");
  CHECK(text("2020-W53") == "2020-12-28 2021-01-03");
  CHECK(text("2021-W01") == "2021-01-04 2021-01-10");
  CHECK(text("2021-W53") == "none");
  CHECK(text("2023-W00") == "none");
}

TEST_CASE("what is no date is nothing") {
  for (char const* wrong :
       {"", "23", "0000", "2023-", "2023-13", "2023-00", "2023-Q5", "2023-Q0", "2023-02-29", "2023-05-32",
        "2023/05/17", "2023-5-17", "20230517", "2023-05-1x", "-023", "2023-W7"}) {
    INFO(wrong);
    CHECK(text(wrong) == "none");
  }
}

TEST_CASE("an interval may be open at either end") {
  CHECK(parse_interval("2015-01-02/")->last == kLastDay);
  CHECK(parse_interval("/2020")->first == kFirstDay);
  CHECK(to_text(parse_interval("/2020")->last) == "2020-12-31");
  CHECK(parse_interval("2020-02")->day_count() == 29);
  CHECK_FALSE(parse_interval("2020/2019").has_value());
  CHECK_FALSE(parse_interval("2020-02-30/").has_value());
}

TEST_CASE("periods share days or none") {
  Period const year = *parse_period("2023");
  CHECK(overlap(year, *parse_interval("2023-12-05/"))->day_count() == 27);
  CHECK_FALSE(overlap(year, *parse_period("2024")).has_value());
  CHECK(year.holds(*parse_period("2023-02")));
  CHECK_FALSE(year.holds(*parse_period("2020-W53")));
}

TEST_CASE("calendar units have their actual length") {
  CHECK(days_of(CalendarUnit::year, *parse_period("2024-05")) == 366.0);
  CHECK(days_of(CalendarUnit::month, *parse_period("2024-02-10")) == 29.0);
  CHECK(days_of(CalendarUnit::month, *parse_period("2023")) == doctest::Approx(365.0 / 12));
  CHECK(days_of(CalendarUnit::quarter, *parse_period("2023-05")) == 91.0);
  CHECK(days_of(CalendarUnit::week, *parse_period("2023")) == 7.0);
}
