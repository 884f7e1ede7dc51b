// Columns added to the document's rows, row by row in the order of the answer.
#include "korridor/report/placed_document.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "korridor/core/text.hpp"
#include "korridor/core/version.hpp"
#include "korridor/report/commodity_groups.hpp"
#include "korridor/report/label.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using model::kNone;
using study::Answer;

constexpr double kWidest = 6.0;    // mm, the largest flow of a commodity group
constexpr double kThinnest = 0.35; // mm: any flow is seen

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

Json actor_id(Instance const& in, int actor) {
  return actor == kNone ? Json(nullptr) : Json(at(in.actors, actor).id);
}

Json actor_ids(Instance const& in, std::vector<int> const& actors) {
  std::string text;
  for (int const actor : actors) text += (text.empty() ? "" : ";") + at(in.actors, actor).id;
  return text.empty() ? Json(nullptr) : Json(text);
}

/// As model tables write it: "RUS", or "RUS:0.31;KAZ:0.69".
Json shares(Instance const& in, std::vector<model::Share> const& owners) {
  if (owners.size() == 1) return actor_id(in, owners.front().actor);
  std::string text;
  for (model::Share const& it : owners) {
    text += (text.empty() ? "" : ";") + at(in.actors, it.actor).id + ":" + number_text(it.share);
  }
  return text.empty() ? Json(nullptr) : Json(text);
}

/// Adds one column to a list; `value` is asked for each row in turn.
void add_column(Document& document, char const* list, char const* name, ColumnType type,
                std::function<Json(std::size_t)> const& value) {
  document.columns.at(list).push_back({name, type});
  std::size_t position = 0;
  for (Json& row : document.json.at(list)) row[name] = value(position++);
}

/// Every point within half a turn of the one before.
Course unbroken(Course course) {
  for (std::size_t point = 1; point < course.size(); ++point) {
    double& longitude = course[point].first;
    longitude -= 360.0 * std::round((longitude - course[point - 1].first) / 360.0);
  }
  return course;
}

/// From node to node, over the points of the link's geometry where it has one.
Course course_of(Instance const& in, int link, bool forward) {
  constexpr double kSamePlace = 1e-6; // degrees
  model::Link const& it = at(in.links, link);
  auto const place = [&](int node) {
    return std::pair(at(in.nodes, node).longitude, at(in.nodes, node).latitude);
  };
  auto const is_at = [&](std::pair<double, double> const& point, int node) {
    return std::abs(point.first - place(node).first) < kSamePlace &&
           std::abs(point.second - place(node).second) < kSamePlace;
  };
  Course course = it.geometry;
  if (course.empty() || !is_at(course.front(), it.from)) course.insert(course.begin(), place(it.from));
  if (!is_at(course.back(), it.to) || course.size() == 1) course.push_back(place(it.to));
  if (!forward) std::reverse(course.begin(), course.end());
  return unbroken(std::move(course));
}

/// Width and offset of each flow, and of all bands of a link and direction together.
struct Bands {
  struct Band {
    double width = 0.0;
    double offset = 0.0;
  };
  std::vector<Band> flows;                         ///< in the order of Answer::flows
  std::map<std::pair<int, bool>, double> of_links; ///< [link, forward] mm
  std::map<std::pair<int, bool>, study::FlowRow const*> leading;
};

double rounded(double width) { return std::round(width * 1000.0) / 1000.0; }

Bands bands_of(Answer const& answer, Groups const& groups) {
  std::vector<double> const largest = largest_by_group(amounts_of(answer, groups), groups.names.size());
  Bands bands;
  std::map<std::pair<int, bool>, double> leading_share;
  for (study::FlowRow const& row : answer.flows) {
    std::size_t const group = at(groups.of_commodity, row.commodity);
    double const share = largest[group] > 0.0 ? row.flow / largest[group] : 0.0;
    double const width = share > kDrawn ? std::max(kThinnest, kWidest * share) : 0.0;
    double& taken = bands.of_links[{row.link, row.forward}];
    bands.flows.push_back({rounded(width), rounded(taken + width / 2.0)});
    taken += width;
    double& most = leading_share[{row.link, row.forward}];
    if (share > most) {
      most = share;
      bands.leading[{row.link, row.forward}] = &row;
    }
  }
  return bands;
}

/// [node, commodity, origin, via] -> price.
using Prices = std::map<std::tuple<int, int, int, int>, double>;

Prices prices_of(Answer const& answer) {
  Prices prices;
  for (study::PriceRow const& row : answer.prices) {
    if (row.price) prices[{row.node, row.commodity, row.origin, row.via}] = *row.price;
  }
  return prices;
}

void add_node_columns(PlacedDocument& placed, Answer const& answer) {
  Instance const& in = answer.instance;
  auto const node = [&](std::size_t row) -> model::Node const& {
    return at(in.nodes, answer.nodes[row].node);
  };
  auto const add = [&](char const* name, std::function<Json(std::size_t)> const& value) {
    add_column(placed.document, "nodes", name, ColumnType::text, value);
  };
  add("name", [&](std::size_t row) { return Json(node_label(in, answer.nodes[row].node)); });
  add("node_type", [&](std::size_t row) { return Json(node(row).type); });
  add("jurisdiction", [&](std::size_t row) { return actor_id(in, node(row).jurisdiction); });
  add("controller", [&](std::size_t row) { return actor_ids(in, node(row).controllers); });
  add("owner", [&](std::size_t row) { return shares(in, node(row).owners); });
  for (study::NodeRow const& row : answer.nodes) {
    model::Node const& it = at(in.nodes, row.node);
    placed.courses["nodes"].push_back({{it.longitude, it.latitude}});
  }
}

void add_link_columns(PlacedDocument& placed, Answer const& answer, Bands const& bands) {
  Instance const& in = answer.instance;
  Prices const prices = prices_of(answer);
  auto const link = [&](std::size_t row) -> model::Link const& {
    return at(in.links, answer.links[row].link);
  };
  auto const leading = [&](std::size_t row) -> study::FlowRow const* {
    auto const found = bands.leading.find({answer.links[row].link, answer.links[row].forward});
    return found == bands.leading.end() ? nullptr : found->second;
  };
  auto const price = [&](std::size_t row, bool at_head) {
    study::FlowRow const* const flow = leading(row);
    if (flow == nullptr) return Json(nullptr);
    int const node = flow->forward == at_head ? link(row).to : link(row).from;
    auto const found = prices.find({node, flow->commodity, flow->origin, flow->via});
    return found == prices.end() ? Json(nullptr) : Json(found->second);
  };
  auto const width = [&](std::size_t row) {
    auto const found = bands.of_links.find({answer.links[row].link, answer.links[row].forward});
    return found == bands.of_links.end() ? 0.0 : found->second;
  };
  auto const add = [&](char const* name, ColumnType type, std::function<Json(std::size_t)> const& value) {
    add_column(placed.document, "links", name, type, value);
  };
  using enum ColumnType;
  add("name", text, [&](std::size_t row) {
    return Json(link_label(in, answer.links[row].link, answer.links[row].forward));
  });
  add("mode", text, [&](std::size_t row) { return Json(link(row).mode); });
  add("jurisdiction", text, [&](std::size_t row) { return actor_id(in, link(row).jurisdiction); });
  add("controller", text, [&](std::size_t row) { return actor_ids(in, link(row).controllers); });
  add("owner", text, [&](std::size_t row) { return shares(in, link(row).owners); });
  add("commodity_id", text, [&](std::size_t row) {
    return leading(row) == nullptr ? Json(nullptr) : Json(at(in.commodities, leading(row)->commodity).id);
  });
  add("price_from", number, [&](std::size_t row) { return price(row, false); });
  add("price_to", number, [&](std::size_t row) { return price(row, true); });
  add("width_mm", number, [&](std::size_t row) { return Json(rounded(width(row))); });
  add("offset_mm", number, [&](std::size_t row) { return Json(rounded(width(row) / 2.0)); });
  for (study::LinkRow const& row : answer.links) {
    placed.courses["links"].push_back(course_of(in, row.link, row.forward));
  }
}

void add_flow_columns(PlacedDocument& placed, Answer const& answer, Groups const& groups,
                      Bands const& bands) {
  Instance const& in = answer.instance;
  add_column(placed.document, "flows", "name", ColumnType::text, [&](std::size_t row) {
    return Json(link_label(in, answer.flows[row].link, answer.flows[row].forward));
  });
  add_column(placed.document, "flows", "unit", ColumnType::text,
             [&](std::size_t row) { return Json(at(in.commodities, answer.flows[row].commodity).unit); });
  add_column(placed.document, "flows", "commodity_group", ColumnType::text, [&](std::size_t row) {
    return Json(groups.names[at(groups.of_commodity, answer.flows[row].commodity)]);
  });
  add_column(placed.document, "flows", "width_mm", ColumnType::number,
             [&](std::size_t row) { return Json(bands.flows[row].width); });
  add_column(placed.document, "flows", "offset_mm", ColumnType::number,
             [&](std::size_t row) { return Json(bands.flows[row].offset); });
  for (study::FlowRow const& row : answer.flows) {
    placed.courses["flows"].push_back(course_of(in, row.link, row.forward));
  }
}

std::vector<std::pair<std::string, std::string>> metadata_of(Instance const& in,
                                                             std::string const& data_version) {
  return {{"title", in.title},
          {"scenario", in.scenario},
          {"scenario_title", scenario_label(in)},
          {"period", in.period_label},
          {"rates", "in the unit of the goods per " + in.period},
          {"money", in.currency},
          {"boundaries", "The file draws none. `jurisdiction` says on whose ground the model places a thing; "
                         "no position on legal status is implied."},
          {"widths",
           fmt::format("width_mm is {:g} for the largest flow of each commodity group on one link", kWidest)},
          {"data_version", data_version},
          {"program", fmt::format("Korridor {}", kVersion)},
          {"licence", "The figures stand under the licence of the model folder that they were computed from; "
                      "the program is under Apache-2.0."}};
}

std::string wkt(Course const& course) {
  std::vector<std::string> points;
  for (auto const& [longitude, latitude] : course) {
    points.push_back(number_text(longitude) + ' ' + number_text(latitude));
  }
  return fmt::format("LINESTRING ({})", fmt::join(points, ", "));
}

} // namespace

PlacedDocument placed_document(Answer const& answer, std::string const& data_version) {
  Groups const groups = group_commodities(answer.instance);
  Bands const bands = bands_of(answer, groups);
  PlacedDocument placed{solve_document(answer), {}, metadata_of(answer.instance, data_version)};
  placed.document.json.erase("solve_seconds"); // the same input gives the same bytes
  placed.courses = {{"nodes", {}}, {"links", {}}, {"flows", {}}};
  add_node_columns(placed, answer);
  add_link_columns(placed, answer, bands);
  add_flow_columns(placed, answer, groups, bands);
  return placed;
}

Document with_coordinates(PlacedDocument const& placed) {
  Document document = placed.document;
  for (char const* const list : {"flows", "links"}) {
    std::vector<Course> const& lines = placed.courses.at(list);
    add_column(document, list, "geometry", ColumnType::text,
               [&](std::size_t row) { return Json(wkt(lines[row])); });
  }
  std::vector<Course> const& places = placed.courses.at("nodes");
  add_column(document, "nodes", "x_coord", ColumnType::number,
             [&](std::size_t row) { return Json(places[row].front().first); });
  add_column(document, "nodes", "y_coord", ColumnType::number,
             [&](std::size_t row) { return Json(places[row].front().second); });
  return document;
}

} // namespace korridor::report
