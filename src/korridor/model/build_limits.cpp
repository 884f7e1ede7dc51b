// Joint limits and the places where go-betweens pass goods on.
#include <algorithm>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// "link:aktau_baku:1"; nothing when at fault (told).
std::optional<LimitMember> read_member(Build& build, std::string_view item, Place const& place) {
  std::vector<std::string_view> parts = split(item, ':');
  for (std::string_view& part : parts) {
    part = trimmed(part);
  }
  bool const has_kind = parts.size() >= 2 && parts.size() <= 3 && (parts[0] == "link" || parts[0] == "node");
  ParsedNumber const factor = parts.size() == 3 ? parse_number(parts[2]) : ParsedNumber{1.0, {}};
  if (!has_kind || !factor || factor.value < 0.0) {
    build.faults.error("E317", place, item, "is not a member of a limit",
                       "write link:ID or node:ID, with a factor of 0 or more if need be: link:aktau_baku:1");
    return std::nullopt;
  }
  LimitMember member{parts[0] == "node", kNone, factor.value};
  Vocabulary const& names = member.is_node ? build.nodes : build.links;
  member.position = names.find(parts[1]);
  if (member.position == kNone) {
    build.faults.error("E305", place, parts[1], "is no known " + names.noun(), names.suggest(parts[1]));
    return std::nullopt;
  }
  return member;
}

std::vector<bool> carried_by(Build const& build, std::vector<LimitMember> const& members) {
  std::vector<bool> carried(build.commodity_count());
  for (LimitMember const& member : members) {
    auto const at = static_cast<std::size_t>(member.position);
    std::vector<bool> const& own = member.is_node ? build.at_node[at] : build.instance.links[at].carries;
    for (std::size_t c = 0; c < own.size(); ++c) {
      carried[c] = carried[c] || own[c];
    }
  }
  return carried;
}

// Whether a limit is in force all the period; one that is for part of it is refused.
bool is_in_force(Build& build, TableView const& view, std::size_t row) {
  bool const has_start = view.given(row, "date_from");
  if (!has_start && !view.given(row, "date_to")) {
    return true;
  }
  std::string_view const column = has_start ? "date_from" : "date_to";
  if (build.lacks_calendar(view.place(row, column), view.text(row, column))) {
    return false;
  }
  auto const force = read_period(view, row, "date_from", "date_to", build.faults);
  if (!force || !overlap(*force, build.calendar.period)) {
    return false;
  }
  if (!force->holds(build.calendar.period)) {
    build.faults.error("E524", view.place(row, column), view.text(row, column),
                       "puts a limit in force for only part of the period",
                       "ask for one day with --date, or for the course of time with replay");
  }
  return true;
}

void read_limit(Build& build, TableView const& view, std::size_t row) {
  if (!is_in_force(build, view, row)) {
    return;
  }
  Limit limit;
  limit.id = view.id(row);
  limit.name = view.text(row, "name");
  Place const place = view.place(row, "members");
  for (std::string_view const item : split_list(view.text(row, "members"))) {
    if (auto const member = read_member(build, item, place)) {
      limit.members.push_back(*member);
    }
  }
  auto const cell = [&](std::string_view column) {
    std::string_view const text = view.text(row, column);
    return text == "all" ? std::string_view{} : text;
  };
  std::vector<bool> const counted =
      build.pick(build.commodities, cell("commodity"), view.place(row, "commodity")).mask().in;
  std::vector<bool> carried = carried_by(build, limit.members);
  for (std::size_t c = 0; c < carried.size(); ++c) {
    carried[c] = carried[c] && counted[c];
  }
  limit.origins = build.pick(build.actors, cell("origin"), view.place(row, "origin")).mask();
  std::string_view const unit = view.text(row, "capacity_unit");
  limit.capacity_unit = unit;
  auto const convert = [&](std::string_view stated) { return capacity_factor(build, stated, unit, carried); };
  limit.capacity = read_number(view, row, "capacity", convert, build.faults).value_or(kInfinity);
  limit.use.assign(build.commodity_count(), 0.0);
  RateUnit const rate = unit.empty() ? RateUnit{} : parse_rate_unit(unit, build.calendar);
  for (std::size_t c = 0; c < carried.size() && rate; ++c) {
    if (!carried[c]) {
      continue;
    }
    Factor const factor =
        unit.empty() ? Factor{} : amount_factor(build.units[c].unit, rate.amount, &build.units[c]);
    if (!factor) {
      build.faults.error(factor.code, view.place(row, "capacity_unit"), unit, factor.fault, factor.remedy);
    }
    limit.use[c] = factor.value;
  }
  build.instance.limits.push_back(std::move(limit));
}

} // namespace

void build_limits(Build& build) {
  TableView const& view = build.tables.get("limit");
  for (std::size_t const row : view.order()) {
    read_limit(build, view, row);
  }
}

void build_reexports(Build& build) {
  TableView const& view = build.tables.get("reexport");
  for (std::size_t const row : view.order()) {
    int const actor = build.find(build.actors, view, row, "actor_id");
    int const commodity = build.find(build.commodities, view, row, "commodity_id");
    if (actor == kNone || commodity == kNone) {
      continue;
    }
    CommodityUnits const& units = build.units[static_cast<std::size_t>(commodity)];
    auto const price = [&](std::string_view unit) {
      return price_factor(unit, units, build.money, std::nullopt);
    };
    auto const rate = [&](std::string_view unit) { return rate_factor(unit, units, build.calendar); };
    Reexport reexport{actor, commodity, 0.0, 0.0, kInfinity, {}};
    reexport.cost = read_number(view, row, "cost", price, build.faults).value_or(0.0);
    reexport.margin = read_number(view, row, "margin", price, build.faults).value_or(0.0);
    reexport.capacity = read_number(view, row, "capacity", rate, build.faults).value_or(kInfinity);
    // The actor's own item picks a bloc's members and itself.
    Picked const ground = build.pick(build.actors, view.text(row, "actor_id"), view.place(row, "actor_id"));
    for (std::size_t node = 0; node < build.instance.nodes.size(); ++node) {
      if (ground.matches(build.instance.nodes[node].jurisdiction)) {
        reexport.nodes.push_back(static_cast<int>(node));
      }
    }
    build.instance.reexports.push_back(std::move(reexport));
  }
}

} // namespace korridor::model
