// The model as one document: ids and texts from the tables, positions resolved by the base instance.
#include "korridor/serve/model_reply.hpp"

#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "korridor/core/date.hpp"
#include "korridor/core/text.hpp"
#include "korridor/core/version.hpp"
#include "korridor/model/schema.hpp"
#include "korridor/report/label.hpp"
#include "korridor/report/map_scene.hpp"

namespace korridor::serve {

namespace {

using model::Folder;
using model::Instance;
using model::Row;
using model::Table;

constexpr std::array<std::string_view, 8> kPlaceKinds = {"hub",      "market", "port",   "terminal",
                                                         "refinery", "field",  "border", "strait"};

/// The rows of a table that is not there are none.
template <class Each>
void each_row(Folder const& folder, std::string_view name, Each const& each) {
  Table const* const table = folder.find(name);
  if (table == nullptr) return;
  for (Row const& row : table->rows) each(*table, row);
}

Json places_json(Folder const& folder, Instance const& in, report::MapBase const& map) {
  Json out = Json::array();
  each_row(folder, "node", [&](Table const& table, Row const& row) {
    int const at = report::position_of(in.nodes, table.cell(row, "node_id"));
    if (at == model::kNone) return;
    draw::Place const& it = map.places[static_cast<std::size_t>(at)];
    Json place = {{"node_id", it.id},
                  {"name", it.name},
                  {"lon", it.at.lon},
                  {"lat", it.at.lat},
                  {"kind", kPlaceKinds[static_cast<std::size_t>(it.kind)]},
                  {"importance", it.importance},
                  {"label", it.label},
                  {"jurisdiction", table.cell(row, "jurisdiction")},
                  {"controller", table.cell(row, "controller")}};
    if (std::string const& german = table.cell(row, "name_de"); !german.empty()) place["name_de"] = german;
    out.push_back(std::move(place));
  });
  return out;
}

Json links_json(Folder const& folder, Instance const& in) {
  Json out = Json::array();
  each_row(folder, "link", [&](Table const& table, Row const& row) {
    int const at = report::position_of(in.links, table.cell(row, "link_id"));
    if (at == model::kNone) return;
    model::Link const& link = in.links[static_cast<std::size_t>(at)];
    Json carrier = Json::array();
    for (std::size_t k = 0; k < in.commodities.size(); ++k) {
      if (link.carries[k]) carrier.push_back(in.commodities[k].id);
    }
    Json route = Json::array();
    for (draw::LonLat const& point : report::link_route(in, at)) route.push_back({point.lon, point.lat});
    ParsedNumber const capacity = parse_number(table.cell(row, "capacity"));
    out.push_back({{"link_id", link.id},
                   {"name", report::link_label(in, at, true)},
                   {"from_node_id", in.nodes[static_cast<std::size_t>(link.from)].id},
                   {"to_node_id", in.nodes[static_cast<std::size_t>(link.to)].id},
                   {"directed", link.directed},
                   {"mode", link.mode},
                   {"carrier", std::move(carrier)},
                   {"jurisdiction", table.cell(row, "jurisdiction")},
                   {"controller", table.cell(row, "controller")},
                   {"owner", table.cell(row, "owner")},
                   {"route", std::move(route)},
                   {"unit", table.cell(row, "capacity_unit")},
                   {"capacity", capacity ? Json(capacity.value) : Json()}});
  });
  return out;
}

/// Ids of the groups: the `group` of their commodities, or the id of a commodity without one; where two
/// groups share it, for their units differ, with the unit.
std::vector<std::string> group_ids(Instance const& in, report::MapBase const& map) {
  std::vector<std::string> out(map.groups.size());
  std::set<std::string> taken;
  for (std::size_t k = 0; k < in.commodities.size(); ++k) {
    std::string& id = out[map.of_commodity[k]];
    if (!id.empty()) continue;
    model::Commodity const& it = in.commodities[k];
    id = it.group.empty() ? it.id : it.group;
    if (!taken.insert(id).second) {
      id += ':' + it.unit;
      taken.insert(id);
    }
  }
  return out;
}

void add_goods(Json& json, Instance const& in, report::MapBase const& map) {
  std::vector<std::string> const ids = group_ids(in, map);
  json["commodities"] = Json::array();
  for (std::size_t k = 0; k < in.commodities.size(); ++k) {
    json["commodities"].push_back({{"commodity_id", in.commodities[k].id},
                                   {"name", report::commodity_label(in, static_cast<int>(k))},
                                   {"unit", in.commodities[k].unit},
                                   {"group", ids[map.of_commodity[k]]}});
  }
  json["groups"] = Json::array();
  for (std::size_t group = 0; group < map.groups.size(); ++group) {
    draw::Group const& it = map.groups[group];
    Json members = Json::array();
    Json factors = Json::array();
    for (std::size_t k = 0; k < in.commodities.size(); ++k) {
      if (map.of_commodity[k] != group) continue;
      members.push_back(in.commodities[k].id);
      factors.push_back(1.0 / map.divisors[group]);
    }
    json["groups"].push_back({{"group_id", ids[group]},
                              {"name", it.name},
                              {"unit", it.unit},
                              {"commodities", std::move(members)},
                              {"factors", std::move(factors)},
                              {"full_width_amount", it.full_width_amount},
                              {"legend_amounts", it.legend_amounts}});
  }
}

Json actors_json(Folder const& folder) {
  Json out = Json::array();
  each_row(folder, "actor", [&](Table const& table, Row const& row) {
    std::string const& name = table.cell(row, "name");
    std::string const& kind = table.cell(row, "kind");
    Json actor = {{"actor_id", table.cell(row, "actor_id")},
                  {"name", name.empty() ? table.cell(row, "actor_id") : name},
                  {"kind", kind.empty() ? "state" : kind}};
    if (std::string const& german = table.cell(row, "name_de"); !german.empty()) actor["name_de"] = german;
    out.push_back(std::move(actor));
  });
  return out;
}

/// A scenario has several rows; its title stands in one of them.
Json scenarios_json(Folder const& folder) {
  Json out = Json::array();
  std::set<std::string> seen;
  each_row(folder, "scenario", [&](Table const& table, Row const& row) {
    std::string const& id = table.cell(row, "scenario_id");
    if (seen.insert(id).second) out.push_back({{"scenario_id", id}, {"title", id}});
    for (Json& it : out) {
      if (it["scenario_id"] != id) continue;
      if (std::string const& title = table.cell(row, "title"); !title.empty()) it["title"] = title;
      for (char const* const column : {"base", "note"}) {
        if (std::string const& text = table.cell(row, column); !text.empty()) it[column] = text;
      }
    }
  });
  return out;
}

Json measures_json(Folder const& folder) {
  constexpr std::array<char const*, 13> kSelectors = {
      "link",        "node", "controller", "jurisdiction", "mode",   "commodity", "origin",
      "destination", "via",  "segment",    "enters",       "leaves", "at"};
  Json out = Json::array();
  each_row(folder, "measure", [&](Table const& table, Row const& row) {
    auto const cell = [&](char const* column) -> std::string const& { return table.cell(row, column); };
    Json selectors = Json::object();
    for (char const* const column : kSelectors) {
      if (!cell(column).empty()) selectors[column] = cell(column);
    }
    std::string const& title = cell("title");
    out.push_back({{"measure_id", cell("measure_id")},
                   {"title", title.empty() ? cell("measure_id") : title},
                   {"kind", cell("kind")},
                   {"imposer", cell("imposer")},
                   {"date_from", cell("date_from")},
                   {"date_to", cell("date_to")},
                   {"dated", !cell("date_from").empty() || !cell("date_to").empty()},
                   {"value", cell("value")},
                   {"value_unit", cell("value_unit")},
                   {"selectors", std::move(selectors)}});
  });
  return out;
}

} // namespace

std::vector<std::string> turning_days(Folder const& folder) {
  std::optional<Day> const start = parse_day(folder.settings.start);
  std::optional<Day> const end = parse_day(folder.settings.end);
  std::set<Day> days;
  auto const add = [&](Day day) {
    if ((!start || day >= *start) && (!end || day <= *end)) days.insert(day);
  };
  for (model::TableSchema const& schema : model::all_tables()) {
    if (schema.use != model::Use::used) continue;
    for (model::Attribute const& attribute : schema.attributes) {
      bool const is_end = attribute.name == "date_to" || attribute.name == "active_to";
      bool const is_start = attribute.name == "date_from" || attribute.name == "active_from";
      if (attribute.type != model::CellType::date || (!is_start && !is_end)) continue;
      each_row(folder, schema.name, [&](Table const& table, Row const& row) {
        std::optional<Period> const period = parse_period(table.cell(row, attribute.name));
        if (period) add(is_end ? period->last + std::chrono::days(1) : period->first);
      });
    }
  }
  std::vector<std::string> out;
  out.reserve(days.size());
  for (Day const day : days) out.push_back(to_text(day));
  return out;
}

Json model_json(Snapshot const& snapshot, study::Answer const* base) {
  Json json = {{"korridor", kVersion},
               {"usable", snapshot.usable()},
               {"findings", findings_json(snapshot.findings)},
               {"title", snapshot.folder ? snapshot.folder->settings.title : ""},
               {"data_version", snapshot.version}};
  model::Settings const settings = snapshot.folder ? snapshot.folder->settings : model::Settings();
  json["currency"] = settings.currency;
  json["period"] = settings.period;
  json["base_period"] = settings.base_period;
  json["start"] = settings.start;
  json["end"] = settings.end;
  for (char const* const list :
       {"places", "links", "commodities", "groups", "actors", "scenarios", "measures", "dates"})
    json[list] = Json::array();
  if (!snapshot.usable()) return json;
  Folder const& folder = *snapshot.folder;
  study::Answer unsolved;
  if (base == nullptr) unsolved.instance = *snapshot.base;
  study::Answer const& answer = base == nullptr ? unsolved : *base;
  report::MapBase const map = report::map_base(answer);
  json["places"] = places_json(folder, answer.instance, map);
  json["links"] = links_json(folder, answer.instance);
  add_goods(json, answer.instance, map);
  json["actors"] = actors_json(folder);
  json["scenarios"] = scenarios_json(folder);
  json["measures"] = measures_json(folder);
  json["dates"] = turning_days(folder);
  return json;
}

} // namespace korridor::serve
