// Calendar days and periods: "2023", "2023-Q1", "2023-05", "2023-W07", "2023-05-17".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace korridor {

using Day = std::chrono::sys_days;

/// A run of days; the first and the last are inside.
struct Period {
  Day first;
  Day last;

  [[nodiscard]] int day_count() const { return static_cast<int>((last - first).count()) + 1; }
  [[nodiscard]] bool holds(Day day) const { return first <= day && day <= last; }
  [[nodiscard]] bool holds(Period const& other) const { return first <= other.first && other.last <= last; }
  friend bool operator==(Period const&, Period const&) = default;
};

/// Days that stand for "since ever" and "for ever", for open ends.
inline constexpr Day kFirstDay{std::chrono::year{1} / 1 / 1};
inline constexpr Day kLastDay{std::chrono::year{9999} / 12 / 31};

enum class CalendarUnit { day, week, month, quarter, year };

/// An ISO 8601 day that exists, such as "2023-05-17".
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

/// A year, quarter, month, ISO week or day, with its first and last day.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// Two dates with "/" between; an end left out is open: "2015-01-02/". Without "/" the one period that is
/// named. Nothing when a date is wrong or they are the wrong way round.
[[nodiscard]] std::optional<Period> parse_interval(std::string_view text);

/// "day", "week", "month", "quarter", "year".
[[nodiscard]] std::optional<CalendarUnit> parse_calendar_unit(std::string_view text);

/// The calendar day, ISO week, month, quarter or year in which a day lies.
[[nodiscard]] Period calendar_period(Day day, CalendarUnit unit);

/// Days that two periods share, nothing when there are none.
[[nodiscard]] std::optional<Period> overlap(Period const& a, Period const& b);

/// "2023-05-17".
[[nodiscard]] std::string to_text(Day day);

/// Length in days of a calendar unit as seen from a period: the actual unit in which the period lies; for a
/// period longer than that, the year's mean (365 / 12 days a month). The year is that of the period's middle.
[[nodiscard]] double days_of(CalendarUnit unit, Period const& seen_from);

} // namespace korridor
