// Contracts: least and most flows agreed, by rows of supply and demand or by places.
#include <algorithm>
#include <iterator>

#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// Share of the period's days in force, 0 for none.
double share_in_force(Build& build, TableView const& view, std::size_t row) {
  bool const has_start = view.given(row, "date_from");
  if (!has_start && !view.given(row, "date_to")) {
    return 1.0;
  }
  std::string_view const column = has_start ? "date_from" : "date_to";
  if (build.lacks_calendar(view.place(row, column), view.text(row, column))) {
    return 0.0;
  }
  Period const& period = build.calendar.period;
  auto const force = read_period(view, row, "date_from", "date_to", build.faults);
  auto const inside = force ? overlap(*force, period) : std::nullopt;
  return inside ? static_cast<double>(inside->day_count()) / period.day_count() : 0.0;
}

class ContractReader {
public:
  ContractReader(Build& build, TableView const& view, std::size_t row)
      : build_(build), view_(view), row_(row) {}

  void read() {
    double const share = share_in_force(build_, view_, row_);
    build_.refuse_partial_blocs = share > 0.0; // what is not in force is checked, but moves nothing
    contract_.id = view_.id(row_);
    contract_.name = view_.text(row_, "name");
    contract_.commodity = build_.find(build_.commodities, view_, row_, "commodity_id");
    if (contract_.commodity != kNone) {
      contract_.supplies = rows("supply", build_.instance.supplies);
      contract_.demands = rows("demand", build_.instance.demands);
      read_places();
      read_numbers(share);
    }
    build_.refuse_partial_blocs = true;
    if (share > 0.0 && contract_.commodity != kNone) {
      build_.instance.contracts.push_back(std::move(contract_));
    }
  }

private:
  void error(std::string code, std::string_view column, std::string message, std::string remedy) {
    build_.faults.error(std::move(code), view_.place(row_, column), view_.text(row_, column),
                        std::move(message), std::move(remedy));
  }

  // The rows that a cell names; all must be of the contract's commodity.
  template <typename Row>
  std::vector<int> rows(std::string_view column, std::vector<Row> const& all) {
    std::vector<std::string> names;
    std::transform(all.begin(), all.end(), std::back_inserter(names), [](Row const& one) { return one.id; });
    Vocabulary const vocabulary(std::string(column) + " row", std::move(names));
    std::vector<int> found = build_.find_all(vocabulary, view_, row_, column);
    for (int const position : found) {
      if (all[static_cast<std::size_t>(position)].commodity != contract_.commodity) {
        error("E624", column, "names a row of another commodity than the contract's",
              "name rows of the commodity, or write a contract for each commodity");
      }
    }
    return found;
  }

  void read_places() {
    contract_.where = read_selection(build_, view_, row_);
    contract_.where.commodities.assign(build_.commodity_count(), false);
    contract_.where.commodities[static_cast<std::size_t>(contract_.commodity)] = true;
    bool const by_supply = view_.given(row_, "supply");
    bool const by_demand = view_.given(row_, "demand");
    contract_.own_market = by_supply && by_demand;
    contract_.counted = by_demand ? Counted::delivery : by_supply ? Counted::production : Counted::entry;
    for (std::string_view const column : {"link", "node"}) {
      if (view_.given(row_, column) && (by_supply || by_demand)) {
        error("E623", column, "stands beside rows of supply or demand, which say where the contract counts",
              "take it out, or take supply and demand out");
      }
    }
    if (contract_.counted == Counted::entry && contract_.where.kind == SetKind::everything) {
      build_.faults.error("E625", view_.place(row_, "contract_id"), contract_.id,
                          "names neither rows nor places to count at", "fill supply, demand, link or node");
    }
  }

  void read_numbers(double share) {
    CommodityUnits const& units = build_.units[static_cast<std::size_t>(contract_.commodity)];
    auto const rate = [&](std::string_view unit) { return rate_factor(unit, units, build_.calendar); };
    auto const price = [&](std::string_view unit) {
      return price_factor(unit, units, build_.money, std::nullopt);
    };
    contract_.min = read_number(view_, row_, "min", rate, build_.faults).value_or(0.0);
    contract_.max = read_number(view_, row_, "max", rate, build_.faults).value_or(kInfinity);
    contract_.penalty = read_number(view_, row_, "penalty", price, build_.faults).value_or(0.0);
    if (contract_.min > contract_.max) {
      error("E626", "min", "is above the contract's max", "write the least flow in min, the most in max");
    }
    if (share > 0.0 && share < 1.0 && contract_.max < kInfinity) {
      error("E627", view_.given(row_, "date_from") ? "date_from" : "date_to",
            "puts a contract with a most flow in force for only part of the period",
            "ask for one day with --date, or leave max empty");
    }
    contract_.min *= share;
  }

  Build& build_;
  TableView const& view_;
  std::size_t row_;
  Contract contract_;
};

} // namespace

void build_contracts(Build& build) {
  TableView const& view = build.tables.get("contract");
  for (std::size_t const row : view.order()) {
    ContractReader(build, view, row).read();
  }
}

} // namespace korridor::model
