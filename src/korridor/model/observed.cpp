// Observations: goods, unit and days of each row, then which of several rows of one flow counts.
#include "korridor/model/observed.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/model/cells.hpp"
#include "korridor/model/selector.hpp"
#include "korridor/model/unit_match.hpp"

namespace korridor::model {

namespace {

/// Commodities with what they convert by and the group that each is in.
struct Goods {
  std::vector<CommodityUnits> units;
  std::vector<std::string> groups;
};

Goods read_goods(Folder const& folder) {
  Goods goods{commodity_units(folder), {}};
  Table const* const table = folder.find("commodity");
  for (std::size_t k = 0; k < goods.units.size(); ++k) {
    goods.groups.emplace_back(trimmed(table->cell(table->rows[k], "group")));
  }
  return goods;
}

bool has_row(Folder const& folder, std::string_view table, std::string_view id) {
  Table const* const found = folder.find(table);
  if (found == nullptr) return false;
  std::vector<std::string> const ids = row_ids(*found);
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

class Reader {
public:
  Reader(Folder const& folder, Findings& findings)
      : folder_(folder), faults_(findings), view_("observed", folder.find("observed"), "observed.csv"),
        goods_(read_goods(folder)), unit_(parse_calendar_unit(folder.settings.period)) {}

  std::vector<Observation> run() {
    std::size_t other = 0;
    for (std::size_t row = 0; row < view_.order().size(); ++row) {
      if (view_.text(row, "variable") != "flow") {
        ++other;
      } else if (auto observation = read(row)) {
        observations_.push_back(std::move(*observation));
      }
    }
    if (other > 0) {
      faults_.warning("W667", {"observed.csv", 0, "variable"}, {},
                      std::to_string(other) + " prices and stocks are not compared with answers",
                      "only rows of variable flow are");
    }
    std::stable_sort(observations_.begin(), observations_.end(),
                     [](Observation const& a, Observation const& b) { return a.year < b.year; });
    mark_parts();
    return std::move(observations_);
  }

private:
  std::optional<Observation> read(std::size_t row) {
    Observation it;
    it.line = view_.place(row, "id").line;
    it.id = view_.text(row, "id");
    it.at_node = !has_row(folder_, "link", it.id);
    if (it.at_node && !has_row(folder_, "node", it.id)) {
      faults_.error("E305", view_.place(row, "id"), it.id, "is no link and no node", "write the id of one");
      return std::nullopt;
    }
    it.origin = view_.text(row, "origin");
    it.destination = view_.text(row, "destination");
    it.via = view_.text(row, "via");
    std::string_view const direction = view_.text(row, "direction");
    if (direction == "forward") it.direction = Direction::forward;
    if (direction == "backward") it.direction = Direction::backward;
    it.part = view_.given(row, "nested_in");
    it.may_fit = view_.text(row, "sample") != "test";
    it.source = view_.text(row, "source");
    bool const has_days = read_days(row, it);
    bool const has_goods = read_commodities(row, it);
    auto const quantity = parse_number(view_.text(row, "quantity"));
    if (!quantity || quantity.value < 0.0) {
      faults_.error("E304", view_.place(row, "quantity"), view_.text(row, "quantity"),
                    "is no quantity of a flow", "write a number of 0 or more");
      return std::nullopt;
    }
    if (!has_days || !has_goods) return std::nullopt;
    double const whole = days_of(unit_.value_or(CalendarUnit::year), *parse_period(it.year));
    it.rate = quantity.value * whole / it.days.day_count();
    return it;
  }

  bool read_days(std::size_t row, Observation& it) {
    auto const days = read_period(view_, row, "date_from", "date_to", faults_);
    if (!days) return false;
    Period const year = calendar_period(days->first, CalendarUnit::year);
    it.days = *days;
    it.year = korridor::to_text(year.first).substr(0, 4);
    if (year.holds(*days)) return true;
    faults_.warning("W665", view_.place(row, "date_to"), view_.text(row, "date_to"),
                    "lies in another year than date_from, so the row is not compared",
                    "write one row for each calendar year");
    return false;
  }

  bool read_commodities(std::size_t row, Observation& it) {
    it.goods = view_.text(row, "commodity_id");
    it.unit = view_.text(row, "unit");
    SelectorItems const parsed = parse_selector(it.goods);
    for (std::size_t k = 0; k < goods_.units.size(); ++k) {
      bool wanted = false, unwanted = false;
      for (SelectorItem const& item : parsed.items) {
        bool const hit =
            item.name == goods_.groups[k] ||
            (item.glob ? glob_matches(item.name, goods_.units[k].id) : item.name == goods_.units[k].id);
        (item.excluded ? unwanted : wanted) |= hit;
      }
      if (!wanted || unwanted) continue;
      CommodityUnits const& units = goods_.units[k];
      if (it.unit.empty()) it.unit = units.unit;
      Factor const factor = amount_factor(units.unit, it.unit, &units);
      if (!factor) {
        faults_.error(factor.code, view_.place(row, "unit"), it.unit, factor.fault, factor.remedy);
        return false;
      }
      it.factor[units.id] = factor.value;
    }
    if (!it.factor.empty()) return true;
    faults_.error("E305", view_.place(row, "commodity_id"), it.goods, "names no commodity and no group",
                  "write ids of commodity.csv");
    return false;
  }

  // Of several observations of one flow in one year the one over most days counts, the first of equals.
  void mark_parts() {
    std::map<std::pair<std::string, std::string>, Observation*> best;
    for (Observation& it : observations_) {
      if (it.part) continue;
      Observation*& counted = best[{it.year, it.flow_name()}];
      if (counted == nullptr) {
        counted = &it;
      } else if (it.days.day_count() > counted->days.day_count()) {
        counted->part = true;
        counted = &it;
      } else {
        it.part = true;
      }
    }
  }

  Folder const& folder_;
  Faults faults_;
  TableView view_;
  Goods goods_;
  std::optional<CalendarUnit> unit_;
  std::vector<Observation> observations_;
};

} // namespace

std::string Observation::flow_name() const {
  char const* const ways[] = {"both", "forward", "backward"};
  return id + '|' + goods + '|' + unit + '|' + origin + '|' + destination + '|' + via + '|' +
         ways[static_cast<int>(direction)];
}

std::vector<Observation> read_observations(Folder const& folder, Findings& findings) {
  return Reader(folder, findings).run();
}

} // namespace korridor::model
