// Measures' selector cells and shippers' `avoid` cells as sets of places and classes.
#include <algorithm>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// Selector cells by column, wherever they stand.
struct Cells {
  std::function<std::string_view(std::string_view column)> text;
  std::function<Place(std::string_view column)> place;
};

void select_places(Build& build, Cells const& cells, Selection& selection) {
  auto const picked = [&](Vocabulary const& vocabulary, std::string_view column) {
    return build.pick(vocabulary, cells.text(column), cells.place(column));
  };
  auto const given = [&](std::string_view column) { return !cells.text(column).empty(); };
  bool const by_link = given("link") || given("mode");
  bool const by_node = given("node");
  bool const by_holder = given("controller") || given("jurisdiction");
  if (by_link && by_node) {
    build.faults.error("E904", cells.place("node"), cells.text("node"), "stands beside link or mode",
                       "write two measures, one for links and one for nodes");
  }
  selection.kind = by_link     ? SetKind::by_link
                   : by_node   ? SetKind::by_node
                   : by_holder ? SetKind::by_holder
                               : SetKind::everything;
  Picked const controllers = picked(build.actors, "controller");
  Picked const jurisdictions = picked(build.actors, "jurisdiction");
  auto const held = [&](auto const& element) {
    return controllers.matches(element.controllers) && jurisdictions.matches(element.jurisdiction);
  };
  std::vector<Link> const& links = build.instance.links;
  std::vector<Node> const& nodes = build.instance.nodes;
  Picked const named_links = picked(build.links, "link");
  Picked const modes = picked(build.modes, "mode");
  selection.links.resize(links.size());
  for (std::size_t link = 0; link < links.size() && !by_node; ++link) {
    selection.links[link] = named_links.matches(static_cast<int>(link)) &&
                            modes.matches(build.modes.find(links[link].mode)) && held(links[link]);
  }
  Picked const named_nodes = picked(build.nodes, "node");
  selection.nodes.resize(nodes.size());
  for (std::size_t node = 0; node < nodes.size() && !by_link; ++node) {
    selection.nodes[node] = named_nodes.matches(static_cast<int>(node)) && held(nodes[node]);
  }
}

constexpr std::string_view kClassColumns[] = {"commodity", "origin", "destination", "via", "segment"};
constexpr std::string_view kPlaceColumns[] = {"link", "node", "mode", "controller", "jurisdiction"};

} // namespace

Selection read_selection(Build& build, TableView const& view, std::size_t row) {
  Cells const cells{[&](std::string_view column) { return view.text(row, column); },
                    [&](std::string_view column) { return view.place(row, column); }};
  Selection selection;
  select_places(build, cells, selection);
  auto const mask = [&](Vocabulary const& vocabulary, std::string_view column) {
    return build.pick(vocabulary, cells.text(column), cells.place(column)).mask();
  };
  selection.commodities = mask(build.commodities, "commodity").in;
  selection.origins = mask(build.actors, "origin");
  selection.destinations = mask(build.actors, "destination");
  selection.vias = mask(build.actors, "via");
  selection.segments = mask(build.segments, "segment");
  selection.narrows_class = std::any_of(std::begin(kClassColumns), std::end(kClassColumns),
                                        [&](std::string_view column) { return view.given(row, column); });
  selection.has_enters = view.given(row, "enters");
  selection.has_leaves = view.given(row, "leaves");
  selection.enters = mask(build.actors, "enters");
  selection.leaves = mask(build.actors, "leaves");
  return selection;
}

Avoid read_avoid(Build& build, std::string_view cell, Place const& place) {
  Avoid avoid{std::string(cell), {}, {}};
  auto const at_cell = [&](std::string_view) { return place; };
  if (cell.find('=') == std::string_view::npos) {
    // A plain list of actors: what they hold in either way.
    Picked const holders = build.pick(build.actors, cell, place);
    auto const held = [&](auto const& element) {
      return holders.matches(element.jurisdiction) ||
             (!element.controllers.empty() && holders.matches(element.controllers));
    };
    for (Link const& link : build.instance.links) {
      avoid.links.push_back(held(link));
    }
    for (Node const& node : build.instance.nodes) {
      avoid.nodes.push_back(held(node));
    }
    return avoid;
  }
  Findings told;
  auto const parsed = parse_selector_text(cell, told, place.file);
  for (Finding const& fault : told.all()) {
    build.faults.error(fault.code, place, fault.value, fault.message, fault.remedy);
  }
  MeasureCells const items = parsed.value_or(MeasureCells{});
  for (auto const& [column, text] : items) {
    if (std::find(std::begin(kPlaceColumns), std::end(kPlaceColumns), column) == std::end(kPlaceColumns)) {
      build.faults.error("E905", place, column, "selects no place",
                         "write link, node, mode, controller or jurisdiction");
    }
  }
  Cells const cells{[&](std::string_view column) {
                      auto const at = items.find(std::string(column));
                      return at == items.end() ? std::string_view{} : std::string_view(at->second);
                    },
                    at_cell};
  Selection selection;
  select_places(build, cells, selection);
  avoid.links = std::move(selection.links);
  avoid.nodes = std::move(selection.nodes);
  return avoid;
}

} // namespace korridor::model
