// Measures on services and on re-export: which cells they take, which links they act on, when a cap is in
// force.
#include <algorithm>

#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

// A price cap in force for less than this share of the period is left out: it is not the rule of the period,
// and its charge cannot be averaged (docs/math/price-cap.md).
constexpr double kBriefShare = 0.1;

bool shares_one(std::vector<int> const& a, std::vector<int> const& b) {
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

} // namespace

void keep_serviced_links(Build& build, TableView const& view, std::size_t row, bool in_force,
                         Measure& measure) {
  auto const cell = [&](std::string_view column) { return view.text(row, column); };
  if (cell("imposer").empty()) {
    build.faults.error("E640", view.place(row, "imposer"), "", "is empty at a measure on services",
                       "name whose ships, insurance or crews it withholds");
  }
  if (!cell("node").empty()) {
    build.faults.error("E641", view.place(row, "node"), cell("node"),
                       "stands at a measure on services, which links need",
                       "select by link, mode, controller or jurisdiction");
  }
  measure.where.kind = SetKind::by_link;
  measure.where.nodes.assign(measure.where.nodes.size(), false);
  bool serves_any = false;
  for (std::size_t l = 0; l < measure.where.links.size(); ++l) {
    serves_any =
        serves_any || (measure.where.links[l] && shares_one(build.instance.links[l].services, measure.bite));
  }
  if (in_force && !serves_any) {
    build.faults.warning("W646", view.place(row, "imposer"), cell("imposer"),
                         "and its compliers serve none of the links selected, so the measure does nothing",
                         "name them in services of link.csv, or select other links");
  }
}

void check_reexport_ban(Build& build, TableView const& view, std::size_t row) {
  for (std::string_view const column :
       {"link", "mode", "enters", "leaves", "at", "secondary", "enforcement_via"}) {
    std::string_view const text = view.text(row, column);
    if (!text.empty() && text != view.schema().find(column)->default_text) {
      build.faults.error(
          "E642", view.place(row, column), text,
          "says nothing to a re-export ban, which acts on the re-export itself",
          "take it out; select by via, node, jurisdiction, controller and by what is re-exported");
    }
  }
}

bool holds_long_enough(Build& build, TableView const& view, std::size_t row, Measure const& cap) {
  if (cap.share >= 1.0) {
    return true;
  }
  std::string_view const column = view.given(row, "date_from") ? "date_from" : "date_to";
  if (cap.share < kBriefShare) {
    build.faults.warning("W644", view.place(row, column), view.text(row, column),
                         "puts price cap '" + cap.id +
                             "' in force for less than a tenth of the period: it is left out",
                         "ask for one day with --date to have it");
  } else {
    build.faults.error("E643", view.place(row, column), view.text(row, column),
                       "puts a price cap in force for only part of the period",
                       "ask for one day with --date, or for the course of time with replay");
  }
  return false;
}

} // namespace korridor::model
