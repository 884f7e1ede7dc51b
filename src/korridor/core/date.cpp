// Calendar days and periods on std::chrono.
#include "korridor/core/date.hpp"

#include <array>
#include <cstddef>
#include <cstdio>
#include <utility>

namespace korridor {

namespace {

namespace chrono = std::chrono;

// The digits of `text` as a number; nothing when there is anything else, a sign or a blank included.
std::optional<unsigned> digits(std::string_view text, std::size_t count) {
  if (text.size() != count) {
    return std::nullopt;
  }
  unsigned value = 0;
  for (char const c : text) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

std::optional<chrono::year> year_of(std::string_view text) {
  auto const value = digits(text.substr(0, 4), 4);
  if (!value || *value == 0) {
    return std::nullopt;
  }
  return chrono::year{static_cast<int>(*value)};
}

Day first_of_month(chrono::year year, unsigned month) { return Day{year / chrono::month{month} / 1}; }

Day last_of_month(chrono::year year, unsigned month) {
  return Day{year / chrono::month{month} / chrono::last};
}

// Week 1 is the week, Monday to Sunday, that holds 4 January (ISO 8601).
Day monday_of(Day day) { return day - (chrono::weekday{day} - chrono::Monday); }

std::optional<Period> parse_week(chrono::year year, std::string_view number) {
  auto const week = digits(number, 2);
  if (!week || *week == 0) {
    return std::nullopt;
  }
  Day const monday = monday_of(Day{year / 1 / 4}) + chrono::days{7 * (static_cast<int>(*week) - 1)};
  Day const next_year = monday_of(Day{(year + chrono::years{1}) / 1 / 4});
  if (monday >= next_year) {
    return std::nullopt;
  }
  return Period{monday, monday + chrono::days{6}};
}

} // namespace

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  auto const year = year_of(text);
  auto const month = digits(text.substr(5, 2), 2);
  auto const day = digits(text.substr(8, 2), 2);
  if (!year || !month || !day) {
    return std::nullopt;
  }
  chrono::year_month_day const date{*year, chrono::month{*month}, chrono::day{*day}};
  if (!date.ok()) {
    return std::nullopt;
  }
  return Day{date};
}

std::optional<Period> parse_period(std::string_view text) {
  if (text.size() == 10) {
    auto const day = parse_day(text);
    return day ? std::optional<Period>{Period{*day, *day}} : std::nullopt;
  }
  auto const year = text.size() >= 4 ? year_of(text) : std::nullopt;
  if (!year) {
    return std::nullopt;
  }
  if (text.size() == 4) {
    return Period{first_of_month(*year, 1), last_of_month(*year, 12)};
  }
  if (text[4] != '-') {
    return std::nullopt;
  }
  std::string_view const rest = text.substr(5);
  if (rest.size() == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4') {
    unsigned const last_month = 3 * static_cast<unsigned>(rest[1] - '0');
    return Period{first_of_month(*year, last_month - 2), last_of_month(*year, last_month)};
  }
  if (rest.size() == 3 && rest[0] == 'W') {
    return parse_week(*year, rest.substr(1));
  }
  auto const month = digits(rest, 2);
  if (!month || *month < 1 || *month > 12) {
    return std::nullopt;
  }
  return Period{first_of_month(*year, *month), last_of_month(*year, *month)};
}

std::optional<Period> parse_interval(std::string_view text) {
  std::size_t const slash = text.find('/');
  if (slash == std::string_view::npos) {
    return parse_period(text);
  }
  Period interval{kFirstDay, kLastDay};
  std::string_view const from = text.substr(0, slash);
  std::string_view const to = text.substr(slash + 1);
  if (!from.empty()) {
    auto const start = parse_period(from);
    if (!start) {
      return std::nullopt;
    }
    interval.first = start->first;
  }
  if (!to.empty()) {
    auto const end = parse_period(to);
    if (!end) {
      return std::nullopt;
    }
    interval.last = end->last;
  }
  return interval.first <= interval.last ? std::optional<Period>{interval} : std::nullopt;
}

std::optional<CalendarUnit> parse_calendar_unit(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, CalendarUnit>, 5> kUnits{{
      {"day", CalendarUnit::day},
      {"week", CalendarUnit::week},
      {"month", CalendarUnit::month},
      {"quarter", CalendarUnit::quarter},
      {"year", CalendarUnit::year},
  }};
  for (auto const& [name, unit] : kUnits) {
    if (name == text) {
      return unit;
    }
  }
  return std::nullopt;
}

Period calendar_period(Day day, CalendarUnit unit) {
  chrono::year_month_day const date{day};
  auto const month = static_cast<unsigned>(date.month());
  switch (unit) {
  case CalendarUnit::week:
    return {monday_of(day), monday_of(day) + chrono::days{6}};
  case CalendarUnit::month:
    return {first_of_month(date.year(), month), last_of_month(date.year(), month)};
  case CalendarUnit::quarter: {
    unsigned const first_month = (month - 1) / 3 * 3 + 1;
    return {first_of_month(date.year(), first_month), last_of_month(date.year(), first_month + 2)};
  }
  case CalendarUnit::year:
    return {first_of_month(date.year(), 1), last_of_month(date.year(), 12)};
  case CalendarUnit::day:
    break;
  }
  return {day, day};
}

std::optional<Period> overlap(Period const& a, Period const& b) {
  Period const both{std::max(a.first, b.first), std::min(a.last, b.last)};
  return both.first <= both.last ? std::optional<Period>{both} : std::nullopt;
}

std::string to_text(Day day) {
  chrono::year_month_day const date{day};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

double days_of(CalendarUnit unit, Period const& seen_from) {
  Day const middle = seen_from.first + (seen_from.last - seen_from.first) / 2;
  double const year_days = calendar_period(middle, CalendarUnit::year).day_count();
  switch (unit) {
  case CalendarUnit::day:
    return 1.0;
  case CalendarUnit::week:
    return 7.0;
  case CalendarUnit::month:
  case CalendarUnit::quarter: {
    Period const actual = calendar_period(middle, unit);
    return actual.holds(seen_from) ? actual.day_count()
                                   : year_days / (unit == CalendarUnit::month ? 12.0 : 4.0);
  }
  case CalendarUnit::year:
    break;
  }
  return year_days;
}

} // namespace korridor
