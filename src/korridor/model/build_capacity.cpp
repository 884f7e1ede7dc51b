// Capacity units: what one unit of a commodity takes of a link's or node's capacity.
//
// Capacities are kept in amounts of the element's own capacity unit per period ("Mt"), so that a link carries
// crude and containers side by side. What a unit takes: the row of use.csv for the link, else for its mode,
// else the one for all, else unit conversion, else 1 where the element states no unit.
#include <cmath>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// use.csv by what its rows name; the narrower wins.
class UseTable {
public:
  explicit UseTable(Build& build) {
    Table const* const table = build.folder.find("use");
    if (table == nullptr) {
      return;
    }
    TableView const view("use", table, "use.csv");
    for (std::size_t const row : view.order()) {
      int const commodity = build.find(build.commodities, view, row, "commodity_id");
      auto const use = read_number(view, row, "use", no_unit, build.faults);
      std::string_view const mode = view.text(row, "mode");
      int const link = build.find(build.links, view, row, "link_id");
      if (!mode.empty() && build.modes.find(mode) == kNone) {
        build.faults.error("E902", view.place(row, "mode"), mode, "is no known mode",
                           build.modes.suggest(mode));
      }
      if (commodity != kNone && use) {
        rows_.push_back({commodity, link, std::string(mode), *use});
      }
    }
  }

  // The most special row: link before mode before neither. `link` and `mode` are empty for a node.
  [[nodiscard]] std::optional<double> find(int commodity, int link, std::string_view mode) const {
    std::optional<double> best;
    int best_rank = -1;
    for (UseRow const& row : rows_) {
      if (row.commodity != commodity || (row.link != kNone && row.link != link) ||
          (!row.mode.empty() && row.mode != mode)) {
        continue;
      }
      int const rank = (row.link != kNone ? 2 : 0) + (row.mode.empty() ? 0 : 1);
      if (rank > best_rank) {
        best_rank = rank;
        best = row.use;
      }
    }
    return best;
  }

private:
  struct UseRow {
    int commodity = kNone;
    int link = kNone;
    std::string mode;
    double use = 0.0;
  };
  std::vector<UseRow> rows_;
};

// `unit` is the element's capacity unit as written, `limited` whether its capacity can bind at all.
std::vector<double> read_use(Build& build, UseTable const& table, std::vector<bool> const& carried, int link,
                             std::string_view mode, std::string const& unit, bool limited,
                             Place const& place) {
  std::vector<double> use(carried.size(), 0.0);
  RateUnit const rate = unit.empty() ? RateUnit{} : parse_rate_unit(unit, build.calendar);
  if (!rate) {
    build.faults.error(rate.code, place, unit, rate.fault, rate.remedy);
    return use;
  }
  for (std::size_t c = 0; c < carried.size(); ++c) {
    if (auto const stated = table.find(static_cast<int>(c), link, mode)) {
      use[c] = *stated;
      continue;
    }
    if (!carried[c] || unit.empty()) {
      use[c] = 1.0;
      continue;
    }
    Factor const factor = amount_factor(build.units[c].unit, rate.amount, &build.units[c]);
    use[c] = factor.value;
    if (!factor && limited) {
      build.faults.error(factor.code == "E801" ? "E806" : factor.code, place, unit, factor.fault,
                         factor.remedy + ", or say in use.csv how much one unit takes");
    }
  }
  return use;
}

} // namespace

Factor capacity_factor(Build const& build, std::string_view unit, std::string_view capacity_unit,
                       std::vector<bool> const& carried) {
  RateUnit const own = capacity_unit.empty() ? RateUnit{} : parse_rate_unit(capacity_unit, build.calendar);
  if (unit.empty()) {
    unit = capacity_unit; // as the element states it, its time included
  }
  RateUnit const given = unit.empty() ? RateUnit{} : parse_rate_unit(unit, build.calendar);
  if (!own || !given) {
    RateUnit const& bad = own ? given : own;
    return {1.0, bad.fault, bad.remedy, bad.code};
  }
  if (given.amount == own.amount) {
    return {given.per_period, {}, {}, {}};
  }
  std::optional<Factor> common;
  for (std::size_t c = 0; c < carried.size(); ++c) {
    if (!carried[c]) {
      continue;
    }
    Factor factor =
        amount_factor(given.amount, own.amount.empty() ? build.units[c].unit : own.amount, &build.units[c]);
    if (!factor) {
      return factor;
    }
    if (common && std::abs(common->value - factor.value) > 1e-12 * std::abs(factor.value)) {
      return {1.0,
              "has the unit '" + std::string(unit) +
                  "', which means different capacities for what is carried",
              own.amount.empty() ? "state the capacity's unit in capacity_unit"
                                 : "write it in " + std::string(capacity_unit),
              "E808"};
    }
    common = factor;
  }
  Factor factor = common.value_or(Factor{});
  factor.value *= given.per_period;
  return factor;
}

void build_capacities(Build& build) {
  build_node_prices(build);
  UseTable const table(build);
  TableView const& links = build.tables.get("link");
  for (std::size_t position = 0; position < build.instance.links.size(); ++position) {
    Link& link = build.instance.links[position];
    std::size_t const row = links.order()[position];
    link.use = read_use(build, table, link.carries, static_cast<int>(position), link.mode, link.capacity_unit,
                        link.capacity < kInfinity, links.place(row, "capacity_unit"));
  }
  TableView const& nodes = build.tables.get("node");
  for (std::size_t position = 0; position < build.instance.nodes.size(); ++position) {
    Node& node = build.instance.nodes[position];
    std::size_t const row = nodes.order()[position];
    node.use = read_use(build, table, build.at_node[position], kNone, {}, node.capacity_unit,
                        node.capacity < kInfinity, nodes.place(row, "capacity_unit"));
  }
}

} // namespace korridor::model
