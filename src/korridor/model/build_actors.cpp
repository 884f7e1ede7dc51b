// Actors, blocs with the members in force, and commodities.
#include <algorithm>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// A bloc's members as its cell names them, before blocs among them are opened.
struct Membership {
  std::vector<int> members;
  bool changes_inside_period = false;
};

std::string_view before(std::string_view text, char separator) {
  return trimmed(text.substr(0, text.find(separator)));
}

// Where a model has no actor.csv, the actors are those that other tables name as holders.
std::vector<std::string> named_actors(Build& build) {
  std::set<std::string> named;
  auto const gather = [&](TableView const& view) {
    for (Attribute const& attribute : view.schema().attributes) {
      bool const names_holder = attribute.type == CellType::reference ||
                                attribute.type == CellType::references || attribute.type == CellType::shares;
      if (attribute.references != "actor" || !names_holder) {
        continue;
      }
      for (std::size_t const row : view.order()) {
        for (std::string_view const item : split_list(view.text(row, attribute.name))) {
          named.insert(std::string(before(item, ':')));
        }
      }
    }
  };
  for (std::string_view const table : {"node", "link", "process", "supply", "reexport", "measure"}) {
    gather(build.tables.get(table));
  }
  gather(build.tables.ad_hoc_view());
  return {named.begin(), named.end()};
}

Membership read_members(Build& build, TableView const& view, std::size_t row) {
  Membership membership;
  Place const place = view.place(row, "members");
  for (std::string_view const item : split_list(view.text(row, "members"))) {
    std::size_t const colon = item.find(':');
    std::string_view const id = trimmed(item.substr(0, colon));
    int const member = build.actors.find(id);
    if (member == kNone) {
      build.faults.error("E305", place, id, "is no known actor", build.actors.suggest(id));
      continue;
    }
    if (colon == std::string_view::npos) {
      membership.members.push_back(member);
      continue;
    }
    std::string_view const dates = trimmed(item.substr(colon + 1));
    auto const interval = parse_interval(dates);
    if (!interval) {
      build.faults.error("E309", place, dates, "is not an interval", "write it as 2015-01-02/2020-12-31");
      continue;
    }
    if (build.lacks_calendar(place, dates)) {
      continue;
    }
    if (interval->holds(build.calendar.period)) {
      membership.members.push_back(member);
    } else if (overlap(*interval, build.calendar.period)) {
      membership.members.push_back(member);
      membership.changes_inside_period = true;
    }
  }
  return membership;
}

// Opens blocs among the members, depth first; `path` finds a bloc that contains itself.
class Opener {
public:
  Opener(Build& build, std::vector<Membership> memberships)
      : build_(build), memberships_(std::move(memberships)), is_open_(memberships_.size(), false) {}

  Membership const& open(int bloc) {
    Membership& own = memberships_[static_cast<std::size_t>(bloc)];
    if (is_open_[static_cast<std::size_t>(bloc)]) {
      return own;
    }
    if (std::find(path_.begin(), path_.end(), bloc) != path_.end()) {
      std::string const& id = build_.actors.name(bloc);
      TableView const& view = build_.tables.get("actor");
      build_.faults.error("E312", view.place(*view.find_row(id), "members"), id, "contains itself",
                          "take one of the blocs out of the other's members");
      is_open_[static_cast<std::size_t>(bloc)] = true;
      return own;
    }
    path_.push_back(bloc);
    std::set<int> all(own.members.begin(), own.members.end());
    for (int const member : std::vector<int>(own.members)) {
      Membership const& inner = open(member);
      all.insert(inner.members.begin(), inner.members.end());
      own.changes_inside_period = own.changes_inside_period || inner.changes_inside_period;
    }
    path_.pop_back();
    own.members.assign(all.begin(), all.end());
    is_open_[static_cast<std::size_t>(bloc)] = true;
    return own;
  }

private:
  Build& build_;
  std::vector<Membership> memberships_;
  std::vector<bool> is_open_;
  std::vector<int> path_;
};

ActorKind actor_kind(std::string_view text) {
  return text == "bloc"      ? ActorKind::bloc
         : text == "company" ? ActorKind::company
         : text == "person"  ? ActorKind::person
                             : ActorKind::state;
}

} // namespace

void build_actors(Build& build) {
  TableView const& view = build.tables.get("actor");
  if (!view.exists()) {
    build.actors = Vocabulary("actor", named_actors(build));
    for (int position = 0; position < build.actors.size(); ++position) {
      build.instance.actors.push_back({build.actors.name(position), build.actors.name(position), {}, {}});
    }
    return;
  }
  build.actors = Vocabulary("actor", view.sorted_ids());
  std::vector<Membership> memberships;
  for (std::size_t const row : view.order()) {
    std::string const& id = view.id(row);
    std::string_view const name = view.text(row, "name");
    Actor actor{id, std::string(name.empty() ? id : name), actor_kind(view.text(row, "kind")), {}};
    if (actor.kind != ActorKind::bloc && view.given(row, "members")) {
      build.faults.error("E530", view.place(row, "members"), view.text(row, "members"),
                         "stands at an actor that is no bloc", "write kind bloc, or take the members out");
    }
    memberships.push_back(read_members(build, view, row));
    build.instance.actors.push_back(std::move(actor));
  }
  Opener opener(build, std::move(memberships));
  std::vector<Group> blocs;
  for (int position = 0; position < build.actors.size(); ++position) {
    Actor& actor = build.instance.actors[static_cast<std::size_t>(position)];
    if (actor.kind != ActorKind::bloc) {
      continue;
    }
    Membership const& all = opener.open(position);
    actor.members = all.members;
    blocs.push_back({actor.id, all.members});
    build.partial_bloc.push_back(all.changes_inside_period);
  }
  build.actors = Vocabulary("actor", view.sorted_ids(), std::move(blocs));
}

void build_commodities(Build& build) {
  TableView const& view = build.tables.get("commodity");
  std::map<std::string, std::vector<int>> by_group;
  for (std::size_t const row : view.order()) {
    auto const number = [&](std::string_view column) {
      return read_number(view, row, column, no_unit, build.faults).value_or(0.0);
    };
    std::string const& id = view.id(row);
    std::string_view const name = view.text(row, "name");
    Commodity commodity{id, std::string(name.empty() ? id : name), std::string(view.text(row, "unit")),
                        std::string(view.text(row, "group"))};
    if (commodity.unit.find('/') != std::string::npos) {
      build.faults.error("E801", view.place(row, "unit"), commodity.unit, "is a rate, not an amount",
                         "write the amount alone, such as t or TEU");
    }
    CommodityUnits units{id,
                         commodity.unit,
                         number("bbl_per_t"),
                         number("t_per_TEU"),
                         number("TEU_per_container"),
                         number("MWh_per_unit")};
    auto const price = [&](bool per_day) {
      return [&build, units, per_day](std::string_view unit) {
        return price_factor(unit, units, build.money, std::nullopt, per_day);
      };
    };
    commodity.time_value = read_number(view, row, "time_value", price(true), build.faults).value_or(0.0);
    commodity.dispersion = number("dispersion");
    build.ref_price.push_back(read_number(view, row, "ref_price", price(false), build.faults));
    build.units.push_back(std::move(units));
    if (!commodity.group.empty()) {
      by_group[commodity.group].push_back(static_cast<int>(build.instance.commodities.size()));
    }
    build.instance.commodities.push_back(std::move(commodity));
  }
  std::vector<Group> groups;
  groups.reserve(by_group.size());
  for (auto& [name, positions] : by_group) {
    groups.push_back({name, std::move(positions)});
  }
  build.commodities = Vocabulary("commodity", view.sorted_ids(), std::move(groups));
}

} // namespace korridor::model
