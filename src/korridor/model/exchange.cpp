// Mean exchange rates over a period, each day at the rate in force.
#include "korridor/model/exchange.hpp"

#include <map>

namespace korridor::model {

Money mean_rates(Table const* exchange, std::string const& currency, Period const& period, Faults& faults) {
  Money money{currency, {}};
  if (exchange == nullptr) {
    return money;
  }
  TableView const view("exchange", exchange, "exchange.csv");
  std::map<std::string, std::map<Day, double>, std::less<>> rates; // by currency and first day
  for (std::size_t const row : view.order()) {
    auto const from = read_period(view, row, "date_from", "date_from", faults);
    auto const rate = read_number(view, row, "rate", no_unit, faults);
    if (from && rate) {
      rates[std::string(view.text(row, "currency"))][parse_period(view.text(row, "date_from"))->first] =
          *rate;
    }
  }
  for (auto const& [name, by_day] : rates) {
    double sum = 0.0;
    int covered = 0;
    for (auto at = by_day.begin(); at != by_day.end(); ++at) {
      auto const next = std::next(at);
      Day const last = next != by_day.end() ? next->first - std::chrono::days{1} : kLastDay;
      if (auto const inside = overlap(period, {at->first, last})) {
        sum += at->second * inside->day_count();
        covered += inside->day_count();
      }
    }
    if (covered > 0) {
      money.rates[name] = sum / covered;
    }
  }
  return money;
}

} // namespace korridor::model
