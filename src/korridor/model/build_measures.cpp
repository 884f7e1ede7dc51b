// Measures in force: where they count, what they charge, how long.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// What a kind makes of `value`.
enum class Meaning { nothing, factor, charge, days, rate, capacity, cap };

struct Kind {
  std::string_view name;
  MeasureKind kind;
  Meaning meaning;
};

constexpr std::array<Kind, 15> kKinds{{
    {"ban", MeasureKind::ban, Meaning::nothing},
    {"closure", MeasureKind::closure, Meaning::nothing},
    {"capacity_factor", MeasureKind::capacity_factor, Meaning::factor},
    {"supply_factor", MeasureKind::supply_factor, Meaning::factor},
    {"demand_factor", MeasureKind::demand_factor, Meaning::factor},
    {"tariff", MeasureKind::tariff, Meaning::charge},
    {"toll", MeasureKind::toll, Meaning::charge},
    {"cost", MeasureKind::cost, Meaning::charge},
    {"delay", MeasureKind::delay, Meaning::days},
    {"quota", MeasureKind::quota, Meaning::rate},
    {"exemption", MeasureKind::exemption, Meaning::nothing},
    {"expansion", MeasureKind::expansion, Meaning::capacity},
    {"service_ban", MeasureKind::service_ban, Meaning::nothing},
    {"reexport_ban", MeasureKind::reexport_ban, Meaning::nothing},
    {"price_cap", MeasureKind::price_cap, Meaning::cap},
}};

constexpr std::array<std::pair<std::string_view, At>, 5> kAts{{{"entry", At::entry},
                                                               {"exit", At::exit},
                                                               {"supply", At::supply},
                                                               {"demand", At::demand},
                                                               {"each", At::each}}};

// One row of measure.csv, or one measure given ad hoc.
class MeasureReader {
public:
  MeasureReader(Build& build, TableView const& view, std::size_t row, bool ad_hoc)
      : build_(build), view_(view), row_(row), ad_hoc_(ad_hoc) {}

  // Reads the row, tells its faults, and keeps it when it is in force and moves flow.
  void read();

private:
  [[nodiscard]] bool given(std::string_view column) const { return view_.given(row_, column); }
  void error(std::string code, std::string_view column, std::string message, std::string remedy) {
    build_.faults.error(std::move(code), view_.place(row_, column), view_.text(row_, column),
                        std::move(message), std::move(remedy));
  }
  [[nodiscard]] bool read_force();
  void read_value(Meaning meaning);
  void read_charge();
  void read_rate();
  void read_cap();
  void read_expansion();
  void read_enforcement();
  void read_bite();
  void check_value(Meaning meaning, double value);
  [[nodiscard]] std::optional<double> charge_on(std::size_t commodity, std::optional<double> reference);
  [[nodiscard]] bool may_count(int node, int commodity) const;
  [[nodiscard]] double charge_at_row(std::size_t commodity, int node, std::optional<double> own_reference);

  Build& build_;
  TableView const& view_;
  std::size_t row_;
  bool ad_hoc_;
  Measure measure_;
};

bool MeasureReader::read_force() {
  auto const named = build_.activation.find(view_.id(row_));
  bool const is_named = !ad_hoc_ && named != build_.activation.end();
  bool const switched_off = is_named && !named->second;
  Period const& period = build_.calendar.period;
  measure_.last_day = period.day_count() - 1;
  if (!given("date_from") && !given("date_to")) {
    return (ad_hoc_ || is_named) && !switched_off;
  }
  std::string_view const column = given("date_from") ? "date_from" : "date_to";
  if (build_.lacks_calendar(view_.place(row_, column), view_.text(row_, column))) {
    return false;
  }
  auto const force = read_period(view_, row_, "date_from", "date_to", build_.faults);
  auto const inside = force ? overlap(*force, period) : std::nullopt;
  if (!inside || switched_off) {
    return false;
  }
  measure_.share = static_cast<double>(inside->day_count()) / period.day_count();
  measure_.first_day = static_cast<int>((inside->first - period.first).count());
  measure_.last_day = static_cast<int>((inside->last - period.first).count());
  return true;
}

void MeasureReader::check_value(Meaning meaning, double value) {
  bool const may_be_negative = meaning == Meaning::charge;
  bool const may_be_infinite = meaning == Meaning::rate || meaning == Meaning::capacity;
  if ((value < 0.0 && !may_be_negative) || (std::isinf(value) && !may_be_infinite)) {
    error("E526", "value", value < 0.0 ? "is negative" : "is infinite",
          may_be_negative ? "write a finite number" : "write a number of 0 or more");
  }
}

// The charge in model money per unit of a commodity; nothing when at fault (told). `reference` is what "%" is
// of.
std::optional<double> MeasureReader::charge_on(std::size_t commodity, std::optional<double> reference) {
  CommodityUnits const& units = build_.units[commodity];
  auto const convert = [&](std::string_view unit) -> Factor {
    if (unit != "%") {
      return price_factor(unit, units, build_.money, std::nullopt);
    }
    if (!reference) {
      return {1.0, "is a share of a price that commodity '" + units.id + "' does not state",
              "give its ref_price in commodity.csv, or narrow the measure to other commodities", "E809"};
    }
    return {*reference / 100.0, {}, {}, {}};
  };
  return read_number(view_, row_, "value", convert, build_.faults);
}

// Whether goods supplied or taken at a node can be ones that the measure counts there.
bool MeasureReader::may_count(int node, int commodity) const {
  Selection const& where = measure_.where;
  return where.commodities[static_cast<std::size_t>(commodity)] &&
         (where.kind == SetKind::everything || where.kind == SetKind::by_link ||
          where.nodes[static_cast<std::size_t>(node)]);
}

double MeasureReader::charge_at_row(std::size_t commodity, int node, std::optional<double> own_reference) {
  if (!may_count(node, static_cast<int>(commodity))) {
    return 0.0;
  }
  auto const reference = own_reference ? own_reference : build_.ref_price[commodity];
  return charge_on(commodity, reference).value_or(0.0);
}

void MeasureReader::read_charge() {
  Instance const& instance = build_.instance;
  bool const on_arcs = measure_.at != At::supply && measure_.at != At::demand;
  std::vector<bool> processed(build_.commodity_count());
  for (Process const& process : instance.processes) {
    for (auto const* const side : {&process.inputs, &process.outputs}) {
      for (Ratio const& ratio : *side) {
        auto const commodity = static_cast<std::size_t>(ratio.commodity);
        processed[commodity] = processed[commodity] || may_count(process.node, ratio.commodity);
      }
    }
  }
  measure_.charge.assign(build_.commodity_count(), 0.0);
  measure_.supply_charge.assign(instance.supplies.size(), 0.0);
  measure_.demand_charge.assign(instance.demands.size(), 0.0);
  for (std::size_t c = 0; c < measure_.charge.size(); ++c) {
    if (measure_.where.commodities[c] && (on_arcs || processed[c])) {
      measure_.charge[c] = charge_on(c, build_.ref_price[c]).value_or(0.0);
      check_value(Meaning::charge, measure_.charge[c]);
    }
  }
  for (std::size_t s = 0; s < instance.supplies.size(); ++s) {
    if (Supply const& row = instance.supplies[s]; measure_.at == At::supply || measure_.at == At::entry) {
      measure_.supply_charge[s] =
          charge_at_row(static_cast<std::size_t>(row.commodity), row.node, build_.supply_ref_price[s]);
    }
  }
  for (std::size_t d = 0; d < instance.demands.size(); ++d) {
    if (Demand const& row = instance.demands[d]; measure_.at == At::demand || measure_.at == At::exit) {
      measure_.demand_charge[d] =
          charge_at_row(static_cast<std::size_t>(row.commodity), row.node, build_.demand_ref_price[d]);
    }
  }
}

// The cap is read like a charge; what is charged starts at nothing.
void MeasureReader::read_cap() {
  read_charge();
  std::size_t const count = build_.commodity_count();
  measure_.cap = std::exchange(measure_.charge, std::vector<double>(count, 0.0));
  for (std::size_t c = 0; c < count; ++c) {
    if (!measure_.where.commodities[c]) {
      measure_.cap[c] = kInfinity;
    } else if (!(measure_.cap[c] > 0.0)) {
      error("E526", "value", "is no price above 0", "write the most that a seller may get");
      return;
    }
  }
  measure_.supply_charge.assign(measure_.supply_charge.size(), 0.0);
  if (measure_.at != At::entry || measure_.where.has_enters || measure_.where.has_leaves) {
    error("E645", measure_.at != At::entry ? "at" : "enters", "moves a price cap, which counts on entry",
          "take it out: a cap acts where goods enter the serviced lane");
  }
}

void MeasureReader::read_rate() {
  std::vector<bool> const& counted = measure_.where.commodities;
  std::string_view const unit = view_.text(row_, "value_unit");
  auto const convert = [&](std::string_view stated) {
    return capacity_factor(build_, stated, unit, counted);
  };
  measure_.value = read_number(view_, row_, "value", convert, build_.faults).value_or(0.0);
  check_value(Meaning::rate, measure_.value);
  measure_.use.assign(counted.size(), 0.0);
  RateUnit const rate = unit.empty() ? RateUnit{} : parse_rate_unit(unit, build_.calendar);
  for (std::size_t c = 0; c < counted.size() && rate; ++c) {
    if (!counted[c]) {
      continue;
    }
    Factor const factor =
        unit.empty() ? Factor{} : amount_factor(build_.units[c].unit, rate.amount, &build_.units[c]);
    if (!factor) {
      error(factor.code, "value_unit", factor.fault, factor.remedy + ", or narrow the measure by commodity");
    }
    measure_.use[c] = factor.value;
  }
}

void MeasureReader::read_expansion() {
  auto const added = [&](auto const& element, std::vector<bool> const& carried) {
    auto const convert = [&](std::string_view unit) {
      return capacity_factor(build_, unit, element.capacity_unit, carried);
    };
    double const value = read_number(view_, row_, "value", convert, build_.faults).value_or(0.0);
    check_value(Meaning::capacity, value);
    return value;
  };
  Instance const& instance = build_.instance;
  measure_.link_expansion.assign(instance.links.size(), 0.0);
  for (std::size_t link = 0; link < instance.links.size(); ++link) {
    Link const& element = instance.links[link];
    if (measure_.where.links[link] && element.capacity < kInfinity && build_.service[link] > 0.0) {
      measure_.link_expansion[link] = added(element, element.carries) * build_.service[link];
    }
  }
  measure_.node_expansion.assign(instance.nodes.size(), 0.0);
  for (std::size_t node = 0; node < instance.nodes.size(); ++node) {
    if (measure_.where.nodes[node] && instance.nodes[node].capacity < kInfinity) {
      measure_.node_expansion[node] = added(instance.nodes[node], build_.at_node[node]);
    }
  }
}

void MeasureReader::read_value(Meaning meaning) {
  if (meaning == Meaning::nothing) {
    if (given("value")) {
      error("E522", "value", "stands at a kind that takes no value",
            "take it out; a ban's strength is its enforcement");
    }
    return;
  }
  if (!given("value")) {
    error("E521", "value", "is empty", "give the number that this kind needs");
    return;
  }
  switch (meaning) {
  case Meaning::factor:
    measure_.value = read_number(view_, row_, "value", no_unit, build_.faults).value_or(1.0);
    check_value(meaning, measure_.value);
    break;
  case Meaning::days:
    measure_.value = read_number(view_, row_, "value", time_factor, build_.faults).value_or(0.0);
    check_value(meaning, measure_.value);
    measure_.charge.assign(build_.commodity_count(), measure_.value);
    measure_.supply_charge.assign(build_.instance.supplies.size(), measure_.value);
    measure_.demand_charge.assign(build_.instance.demands.size(), measure_.value);
    break;
  case Meaning::charge:
    read_charge();
    break;
  case Meaning::rate:
    read_rate();
    break;
  case Meaning::capacity:
    read_expansion();
    break;
  case Meaning::cap:
    read_cap();
    break;
  case Meaning::nothing:
    break;
  }
}

void MeasureReader::read_enforcement() {
  measure_.enforcement = read_number(view_, row_, "enforcement", no_unit, build_.faults).value_or(1.0);
  double const standard = given("via") ? 1.0 : 0.0;
  measure_.enforcement_via =
      given("enforcement_via")
          ? read_number(view_, row_, "enforcement_via", no_unit, build_.faults).value_or(standard)
          : standard;
  if (read_flag(view_, row_, "secondary", build_.faults)) {
    measure_.enforcement_via = 1.0;
  }
}

void MeasureReader::read_bite() {
  std::vector<int> const imposers = build_.find_with_members(view_, row_, "imposer");
  std::vector<int> const compliers = build_.find_with_members(view_, row_, "compliers");
  std::set_union(imposers.begin(), imposers.end(), compliers.begin(), compliers.end(),
                 std::back_inserter(measure_.bite));
}

void MeasureReader::read() {
  measure_.id = view_.id(row_);
  std::string_view const kind_text = view_.text(row_, "kind");
  bool const in_force = read_force();
  if (kind_text == "event") {
    return;
  }
  Attribute const& kind_column = *view_.schema().find("kind");
  auto const* const kind =
      std::find_if(kKinds.begin(), kKinds.end(), [&](Kind const& k) { return k.name == kind_text; });
  if (kind == kKinds.end()) {
    error("E311", "kind", "is no kind of measure",
          did_you_mean(nearest(kind_text, split_list(kind_column.choices)),
                       "write one of the kinds of the docs"));
    return;
  }
  measure_.kind = kind->kind;
  std::string_view const at_text = view_.text(row_, "at");
  auto const* const at =
      std::find_if(kAts.begin(), kAts.end(), [&](auto const& a) { return a.first == at_text; });
  if (at == kAts.end()) {
    error("E311", "at", "is no place to count", "write entry, exit, supply, demand or each");
    return;
  }
  measure_.at = at->second;
  build_.refuse_partial_blocs = in_force; // what is not in force is checked, but moves nothing
  measure_.imposer = build_.find(build_.actors, view_, row_, "imposer");
  measure_.rent_to = build_.find(build_.actors, view_, row_, "rent_to");
  measure_.where = read_selection(build_, view_, row_);
  if (measure_.where.narrows_class &&
      (measure_.kind == MeasureKind::capacity_factor || measure_.kind == MeasureKind::expansion)) {
    error("E906", "kind", "cannot be narrowed to some goods",
          "take out commodity, origin, destination, via and segment");
  }
  read_value(kind->meaning);
  read_enforcement();
  bool const of_services =
      measure_.kind == MeasureKind::service_ban || measure_.kind == MeasureKind::price_cap;
  if (measure_.kind == MeasureKind::ban || measure_.kind == MeasureKind::reexport_ban || of_services) {
    read_bite();
  }
  if (of_services) {
    keep_serviced_links(build_, view_, row_, in_force, measure_);
  }
  if (measure_.kind == MeasureKind::reexport_ban) {
    check_reexport_ban(build_, view_, row_);
  }
  if (in_force && measure_.kind == MeasureKind::quota && measure_.share < 1.0) {
    error("E523", given("date_from") ? "date_from" : "date_to",
          "puts a quota in force for only part of the period",
          "ask for one day with --date, or for the course of time with replay");
  }
  build_.refuse_partial_blocs = true;
  if (in_force &&
      (measure_.kind != MeasureKind::price_cap || holds_long_enough(build_, view_, row_, measure_))) {
    build_.instance.measures.push_back(std::move(measure_));
  }
}

// A measure given ad hoc is checked like a row of measure.csv, which the reader of files has not seen.
bool check_ad_hoc(Build& build) {
  TableView const& view = build.tables.ad_hoc_view();
  bool sound = true;
  std::vector<std::string_view> known;
  for (Attribute const& attribute : view.schema().attributes) {
    known.push_back(attribute.name);
  }
  for (MeasureCells const& cells : build.what.measures) {
    for (auto const& [column, text] : cells) {
      if (view.schema().find(column) == nullptr) {
        build.faults.error("E527", {"command line", 0, column}, text, "stands in no column of measure.csv",
                           did_you_mean(nearest(column, known), "write one of its columns"));
        sound = false;
      }
    }
    for (std::string_view const column : {"measure_id", "kind"}) {
      if (!cells.contains(std::string(column))) {
        build.faults.error("E527", {"command line", 0, std::string(column)}, {}, "is missing in a measure",
                           "give every measure an id and a kind");
        sound = false;
      }
    }
  }
  return sound;
}

// Rival readings of one event: the first holds unless a scenario names another, which then takes its place.
void choose_readings(Build& build, TableView const& table) {
  for (std::size_t const row : table.order()) {
    if (!table.given(row, "alternative_of")) continue;
    bool const is_chosen = build.activation.try_emplace(std::string(table.id(row)), false).first->second;
    if (is_chosen) {
      build.activation.try_emplace(std::string(table.text(row, "alternative_of")), false);
    }
  }
}

} // namespace

void build_measures(Build& build) {
  TableView const& table = build.tables.get("measure");
  choose_readings(build, table);
  for (std::size_t const row : table.order()) {
    MeasureReader(build, table, row, false).read();
  }
  if (!check_ad_hoc(build)) {
    return;
  }
  TableView const& ad_hoc = build.tables.ad_hoc_view();
  for (std::size_t const row : ad_hoc.order()) {
    MeasureReader(build, ad_hoc, row, true).read();
  }
  std::vector<Measure>& measures = build.instance.measures;
  std::stable_sort(measures.begin(), measures.end(),
                   [](Measure const& a, Measure const& b) { return a.id < b.id; });
}

} // namespace korridor::model
