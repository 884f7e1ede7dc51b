// The sheet of a link.
#include <algorithm>
#include <utility>

#include "korridor/report/why_sheet.hpp"
#include "korridor/report/why_words.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using model::kNone;
using study::Answer;

std::string to_text(model::MeasureKind kind) {
  switch (kind) {
  case model::MeasureKind::ban:
    return "ban";
  case model::MeasureKind::closure:
    return "closure";
  case model::MeasureKind::capacity_factor:
    return "capacity factor";
  case model::MeasureKind::supply_factor:
    return "supply factor";
  case model::MeasureKind::demand_factor:
    return "demand factor";
  case model::MeasureKind::tariff:
    return "tariff";
  case model::MeasureKind::toll:
    return "toll";
  case model::MeasureKind::cost:
    return "cost";
  case model::MeasureKind::delay:
    return "delay";
  case model::MeasureKind::quota:
    return "quota";
  case model::MeasureKind::exemption:
    return "exemption";
  case model::MeasureKind::expansion:
    return "expansion";
  default:
    return "measure";
  }
}

SheetSection place_of(Instance const& in, model::Link const& link) {
  SheetSection out{"place",
                   "",
                   true,
                   {"from_node_id", "to_node_id", "mode", "jurisdiction", "controller", "owner"},
                   {"from", "to", "mode", "on the ground of", "controlled by", "owned by"},
                   {},
                   ""};
  std::string controllers;
  for (int const actor : link.controllers)
    controllers += (controllers.empty() ? "" : ";") + at(in.actors, actor).id;
  std::string owners;
  for (model::Share const& it : link.owners) {
    if (it.actor != kNone) owners += (owners.empty() ? "" : ";") + at(in.actors, it.actor).id;
  }
  bool const has_ground = link.jurisdiction != kNone;
  out.rows.push_back({word(at(in.nodes, link.from).id, node_label(in, link.from)),
                      word(at(in.nodes, link.to).id, node_label(in, link.to)), word(link.mode),
                      word(has_ground ? at(in.actors, link.jurisdiction).id : "",
                           has_ground ? actor_label(in, link.jurisdiction) : "nobody"),
                      word(controllers, names(in, link.controllers)), word(owners, names(in, link.owners))});
  return out;
}

SheetSection flows_of(Answer const& answer, study::LinkStory const& story) {
  Instance const& in = answer.instance;
  SheetSection out{"flows",
                   "What passes",
                   false,
                   {"commodity_id", "origin", "via", "to_node_id", "flow", "mixed"},
                   {"", "from", "via", "to", "flow", ""},
                   {},
                   ""};
  model::Link const& link = at(in.links, story.link);
  for (study::FlowRow const& row : story.flows) {
    std::string const via = row.via == kNone ? "" : at(in.actors, row.via).id;
    out.rows.push_back(
        {word(at(in.commodities, row.commodity).id, commodity_label(in, row.commodity)),
         row.origin == kNone ? word("") : word(at(in.actors, row.origin).id, actor_label(in, row.origin)),
         word(via, row.via == kNone ? "" : actor_label(in, row.via)),
         word(at(in.nodes, row.forward ? link.to : link.from).id,
              node_label(in, row.forward ? link.to : link.from)),
         amount_cell(in, row.flow, at(in.commodities, row.commodity).unit),
         {Json(row.mixed), row.mixed ? "split by mixing" : ""}});
  }
  if (story.flows.empty()) {
    out.remark = "Nothing passes.";
    if (story.too_dear) {
      out.remark += fmt::format(" The goods nearest to using it would lose {} {} per unit that entered.",
                                number(*story.too_dear), in.currency);
    }
  }
  return out;
}

SheetSection bounds_of(Answer const& answer, study::LinkStory const& story) {
  Instance const& in = answer.instance;
  study::CapacityUnit const unit = study::capacity_unit(in, at(in.links, story.link));
  Scale const scale = price_scale(in.currency, unit.unit);
  SheetSection out{"bound",
                   "Whether it binds",
                   false,
                   {"to_node_id", "flow", "capacity", "utilization", "worth", "low", "high", "unit"},
                   {"to", "flow", "capacity", "in use", "worth of one more", "", "", ""},
                   {},
                   ""};
  for (std::size_t at_row = 0; at_row < story.directions.size(); ++at_row) {
    study::LinkRow const& row = story.directions[at_row];
    auto const& own = story.own[at_row];
    model::Link const& link = at(in.links, row.link);
    int const head = row.forward ? link.to : link.from;
    std::optional<double> worth, low, high;
    if (own) {
      worth = unit.worth(own->worth);
      if (own->low) low = unit.worth(*own->low);
      if (own->high) high = unit.worth(*own->high);
    }
    std::string text = "no limit";
    if (row.closed) {
      text = "closed";
    } else if (own) {
      text = scaled(*worth, scale) + " " + scale.unit + ends_text(*worth, low, high, scale);
    }
    bool const limited = std::isfinite(row.capacity);
    out.rows.push_back({word(at(in.nodes, head).id, node_label(in, head)),
                        amount_cell(in, unit.amount(row.flow), unit.unit),
                        amount_cell(in, unit.amount(row.capacity), unit.unit),
                        figure(limited ? std::optional(row.utilization) : std::nullopt,
                               limited ? percent(row.utilization) : "–"),
                        figure(worth, text), figure(low, ""), figure(high, ""), word(unit.unit, "")});
  }
  return out;
}

study::CapacityUnit unit_of(Instance const& in, study::Scarcity const& it) {
  for (model::Node const& node : in.nodes) {
    if (it.kind == "node" && node.id == it.id) return study::capacity_unit(in, node);
  }
  study::BindingRow row;
  row.kind = it.kind;
  row.id = it.id;
  return study::capacity_unit(in, row);
}

SheetSection binds_too_of(Instance const& in, study::LinkStory const& story) {
  SheetSection out{"binds_too",
                   "What else binds on what passes",
                   false,
                   {"kind", "id", "level", "capacity", "worth", "low", "high"},
                   {"", "", "", "bound", "worth of one more", "", ""},
                   {},
                   ""};
  for (study::Scarcity const& it : story.binds_too) {
    std::string name = it.kind == "limit" ? limit_label(in, it.id) : it.id;
    for (std::size_t c = 0; it.kind == "contract" && c < in.contracts.size(); ++c) {
      if (in.contracts[c].id != it.id) continue;
      name = contract_label(in, static_cast<int>(c)) + (it.worth < 0.0 ? ", at least" : ", at most");
    }
    study::CapacityUnit const unit = unit_of(in, it);
    auto const worth = [&](std::optional<double> value) {
      return value ? std::optional(unit.worth(*value)) : std::nullopt;
    };
    Scale const scale = price_scale(in.currency, unit.unit);
    out.rows.push_back(
        {word(it.kind), word(it.id, name), figure(unit.amount(it.level), ""),
         amount_cell(in, unit.amount(it.capacity), unit.unit),
         figure(worth(it.worth), scaled(*worth(it.worth), scale) + " " + scale.unit +
                                     ends_text(*worth(it.worth), worth(it.low), worth(it.high), scale)),
         figure(worth(it.low), ""), figure(worth(it.high), "")});
  }
  return out;
}

SheetSection measures_of(Instance const& in, study::LinkStory const& story) {
  SheetSection out{"measures",
                   "Measures in force that touch it",
                   false,
                   {"measure_id", "kind", "imposer", "share"},
                   {"", "", "by", "of the time"},
                   {},
                   ""};
  for (int const position : story.measures) {
    model::Measure const& it = at(in.measures, position);
    out.rows.push_back(
        {word(it.id), word(to_text(it.kind)),
         it.imposer == kNone ? word("") : word(at(in.actors, it.imposer).id, actor_label(in, it.imposer)),
         figure(it.share, percent(it.share))});
  }
  return out;
}

std::string leg_name(Instance const& in, study::Leg const& leg) {
  if (leg.kind == "link") return link_label(in, leg.link, leg.forward);
  if (leg.kind == "demand") return "sold to " + leg.id;
  if (leg.kind == "reexport") return "re-exported by " + leg.id;
  return "taken by " + leg.id;
}

void add_next_best(Answer const& answer, std::string const& id, study::NextBest const& next, Sheet& sheet) {
  Instance const& in = answer.instance;
  std::string const unit = at(in.commodities, next.commodity).unit;
  SheetSection facts{"next_best",
                     "The next best way for the largest flow",
                     true,
                     {"commodity_id", "origin", "via", "tail", "found", "worth_now", "worth", "extra_cost",
                      "own_scarcity", "room"},
                     {"goods", "", "", "from", "", "worth by this link", "worth round it", "extra cost",
                      "of it paid now", "room on it"},
                     {},
                     ""};
  std::string const goods = goods_label(in, next.origin, next.via);
  facts.rows.push_back(
      {word(at(in.commodities, next.commodity).id,
            commodity_label(in, next.commodity) + (goods.empty() ? "" : ", " + goods)),
       word(next.origin == kNone ? "" : at(in.actors, next.origin).id, ""),
       word(next.via == kNone ? "" : at(in.actors, next.via).id, ""),
       word(at(in.nodes, next.tail).id, node_label(in, next.tail)),
       {Json(next.found), ""},
       price_cell(in, next.now, unit),
       next.found ? price_cell(in, next.worth, unit) : figure(std::nullopt, "there is no way round"),
       next.found ? price_cell(in, next.extra, unit) : figure(std::nullopt, ""),
       figure(next.scarcity,
              next.found ? price_text(in, next.scarcity, unit) + " as scarcity of this link" : ""),
       next.found ? amount_cell(in, next.room, unit) : figure(std::nullopt, "")});
  SheetSection legs{"next_best_legs",
                    "",
                    false,
                    {"kind", "id", "from_node_id", "to_node_id", "charge", "scarcity", "arriving", "room"},
                    {"", "", "", "to", "cost", "scarcity", "", "room"},
                    {},
                    ""};
  for (study::Leg const& leg : next.legs) {
    bool const has_ends = leg.from != kNone;
    legs.rows.push_back(
        {word(leg.kind, ""), word(leg.id, leg_name(in, leg)),
         word(has_ends ? at(in.nodes, leg.from).id : "", ""),
         word(has_ends ? at(in.nodes, leg.to).id : "", has_ends ? node_label(in, leg.to) : ""),
         price_cell(in, leg.charge, unit), price_cell(in, leg.scarcity, unit), figure(leg.arriving, ""),
         leg.kind == "demand" ? figure(std::nullopt, "") : amount_cell(in, leg.room, unit)});
  }
  legs.remark =
      fmt::format("A first-order statement: prices stay as they are, so it holds for the first units that "
                  "turn away. What it costs when the link shuts: korridor compare MODEL --close link:{}",
                  id);
  sheet.sections.push_back(std::move(facts));
  sheet.sections.push_back(std::move(legs));
}

} // namespace

Sheet link_sheet(Answer const& answer, study::LinkStory const& story) {
  Instance const& in = answer.instance;
  model::Link const& link = at(in.links, story.link);
  Sheet sheet;
  sheet.title = fmt::format("link {} · {}", link.id, link_label(in, story.link, true));
  sheet.sections.push_back(place_of(in, link));
  sheet.sections.push_back(measures_of(in, story));
  sheet.sections.push_back(flows_of(answer, story));
  sheet.sections.push_back(bounds_of(answer, story));
  if (!story.binds_too.empty()) sheet.sections.push_back(binds_too_of(in, story));
  if (story.next_best) add_next_best(answer, link.id, *story.next_best, sheet);
  return sheet;
}

} // namespace korridor::report
