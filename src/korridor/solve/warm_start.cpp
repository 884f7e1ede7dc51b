// Naming the columns on a path, and finding them again.
#include "korridor/solve/warm_start.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace korridor::solve {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

using GoodsName = std::tuple<int, int, int, int, int, double, int, int>;

GoodsName name_of(ClassKey const& key) {
  return {key.commodity, key.origin,     key.via,   key.destination,
          key.segment,   key.time_value, key.avoid, key.contract};
}

// Names the columns of one programme.
class Namer {
public:
  Namer(ArcProgram const& program, Classes const& classes) : program_(program), classes_(classes) {}

  /// `origin` and `market` of the goods where their class has them, so that a class split later is found
  /// again.
  [[nodiscard]] WarmStart::Step step(int column, int origin, int market) const {
    Column const& what = program_.columns[at(column)];
    return {what.kind,
            what.element,
            what.node,
            goods(what.merged, origin, market),
            goods(what.merged_to, origin, market),
            goods(what.labels, origin, market)};
  }

private:
  [[nodiscard]] ClassKey goods(int merged, int origin, int market) const {
    if (merged == kNone) return {};
    MergedClass const& it = classes_.merged()[at(merged)];
    ClassKey key = it.key;
    if (std::find(it.origins.begin(), it.origins.end(), origin) != it.origins.end()) key.origin = origin;
    if (std::find(it.markets.begin(), it.markets.end(), market) != it.markets.end()) {
      model::Market const& to = classes_.markets()[at(market)];
      key.destination = to.destination;
      key.segment = to.segment;
      key.time_value = to.time_value;
      key.avoid = to.avoid;
      key.contract = to.contract;
    }
    return key;
  }

  ArcProgram const& program_;
  Classes const& classes_;
};

// Finds the arcs of a path programme by name. Arcs of one class stand together, in the order of their
// elements.
class Finder {
public:
  Finder(ArcProgram const& program, Classes const& classes, PathPlaces const& places)
      : program_(program), places_(places), first_(classes.merged().size() + 1, 0),
        last_(classes.merged().size() + 1, 0) {
    for (int c = 0; c < static_cast<int>(classes.finest().size()); ++c) {
      merged_[name_of(classes.key(c))] = classes.merged_of(c);
    }
    for (std::size_t a = 0; a < places.arc_column.size(); ++a) {
      Column const& column = program.columns[at(places.arc_column[a])];
      auto const arc = static_cast<int>(a);
      if (column.kind == ColumnKind::arc) {
        if (last_[at(column.merged)] == 0) first_[at(column.merged)] = arc;
        last_[at(column.merged)] = arc + 1;
      } else {
        others_[name(column)] = arc;
      }
    }
    for (std::size_t e = 0; e < places.extra_column.size(); ++e) {
      extras_[name(program.columns[at(places.extra_column[e])])] = static_cast<int>(e);
    }
  }

  [[nodiscard]] int arc(WarmStart::Step const& step) const {
    int const merged = merged_class(step.goods);
    if (step.kind != ColumnKind::arc) return find(others_, step, merged);
    if (merged == kNone) return kNone;
    auto const begin = places_.arc_column.begin() + first_[at(merged)];
    auto const end = places_.arc_column.begin() + last_[at(merged)];
    auto const found = std::lower_bound(begin, end, step.element, [&](int column, int element) {
      return program_.columns[at(column)].element < element;
    });
    if (found == end || program_.columns[at(*found)].element != step.element) return kNone;
    return static_cast<int>(found - places_.arc_column.begin());
  }

  [[nodiscard]] int extra(WarmStart::Step const& step) const {
    return find(extras_, step, merged_class(step.goods));
  }

private:
  using Name = std::tuple<ColumnKind, int, int, int, int, int>;

  static Name name(Column const& column) {
    return {column.kind, column.merged, column.merged_to, column.labels, column.element, column.node};
  }
  [[nodiscard]] int merged_class(ClassKey const& key) const {
    auto const found = merged_.find(name_of(key));
    return found == merged_.end() ? kNone : found->second;
  }
  [[nodiscard]] int find(std::map<Name, int> const& places, WarmStart::Step const& step, int merged) const {
    auto const found = places.find(
        {step.kind, merged, merged_class(step.goods_to), merged_class(step.labels), step.element, step.node});
    return found == places.end() ? kNone : found->second;
  }

  ArcProgram const& program_;
  PathPlaces const& places_;
  std::map<GoodsName, int> merged_;
  std::vector<int> first_, last_; ///< [merged] arcs of it
  std::map<Name, int> others_, extras_;
};

} // namespace

WarmStart remember(model::Instance const& instance, Classes const& classes, ArcProgram const& program,
                   PathPlaces const& places, opt::PathStart const& start) {
  WarmStart memory;
  Namer const namer(program, classes);
  std::size_t const supplies = program.supply_column.size(), demands = program.demand_column.size();
  for (opt::PathFlow const& flow : start.flows) {
    int const origin = at(flow.supply) < supplies ? instance.supplies[at(flow.supply)].origin : kNone;
    int const market = at(flow.demand) < demands ? classes.market_of(flow.demand, kNone) : kNone;
    WarmStart::Flow named{{}, flow.delivered * places.demand_unit[at(flow.demand)]};
    for (int const a : flow.arcs) named.steps.push_back(namer.step(places.arc_column[at(a)], origin, market));
    memory.flows.push_back(std::move(named));
  }
  for (std::size_t e = 0; e < start.extra.size(); ++e) {
    int const column = places.extra_column[e];
    memory.activities.push_back(
        {namer.step(column, kNone, kNone), start.extra[e] * program.columns[at(column)].scale});
  }
  auto const cuts = [](std::vector<opt::LineCut> const& all, std::size_t count,
                       std::vector<double> const& unit) {
    std::vector<opt::LineCut> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back({all[i].centre * unit[i], all[i].width * unit[i]});
    return out;
  };
  memory.supplies = cuts(start.supplies, supplies, places.supply_unit);
  memory.demands = cuts(start.demands, demands, places.demand_unit);
  return memory;
}

opt::PathStart recall(WarmStart const& start, Classes const& classes, ArcProgram const& program,
                      PathPlaces const& places, opt::PathProgram const& paths) {
  opt::PathStart found;
  Finder const finder(program, classes, places);
  for (WarmStart::Flow const& flow : start.flows) {
    opt::PathFlow path;
    bool whole = !flow.steps.empty();
    for (WarmStart::Step const& step : flow.steps) {
      int const arc = finder.arc(step);
      whole = whole && arc != kNone &&
              (path.arcs.empty() || paths.arcs[at(path.arcs.back())].tail == paths.arcs[at(arc)].head);
      if (!whole) break;
      path.arcs.push_back(arc);
    }
    if (!whole) continue;
    path.supply = places.supply_at[at(paths.arcs[at(path.arcs.back())].tail)];
    path.demand = places.demand_at[at(paths.arcs[at(path.arcs.front())].head)];
    if (path.supply == kNone || path.demand == kNone) continue;
    path.delivered = flow.delivered / places.demand_unit[at(path.demand)];
    found.flows.push_back(std::move(path));
  }
  found.extra.assign(paths.extras.size(), 0.0);
  for (WarmStart::Activity const& activity : start.activities) {
    int const extra = finder.extra(activity.step);
    if (extra == kNone) continue;
    found.extra[at(extra)] = activity.level / program.columns[at(places.extra_column[at(extra)])].scale;
  }
  auto const cuts = [](std::vector<opt::LineCut> const& all, std::vector<double> const& unit) {
    std::vector<opt::LineCut> out(unit.size());
    for (std::size_t i = 0; i < std::min(all.size(), unit.size()); ++i) {
      out[i] = {all[i].centre / unit[i], all[i].width / unit[i]};
    }
    return out;
  };
  found.supplies = cuts(start.supplies, places.supply_unit);
  found.demands = cuts(start.demands, places.demand_unit);
  return found;
}

} // namespace korridor::solve
