// Reading one link off the programme that was solved.
#include "korridor/study/link_story.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "korridor/solve/detour.hpp"
#include "korridor/study/inside.hpp"
#include "korridor/study/reach.hpp"

namespace korridor::study {

namespace {

using model::kInfinity;
using model::kNone;
using solve::ColumnKind;
using solve::RowKind;

constexpr double kShown = 1e-9; // of the largest worth at hand: less is rounding of the solver

std::size_t at(int position) { return static_cast<std::size_t>(position); }

class LinkTeller {
public:
  LinkTeller(Answer const& answer, int link)
      : answer_(answer), instance_(answer.inside->instance), equilibrium_(*answer.inside->equilibrium),
        program_(*equilibrium_.program), intervals_(program_, equilibrium_.value, equilibrium_.dual),
        reach_(instance_, equilibrium_), link_(link) {
    for (int column = 0; column < program_.lp.col_count(); ++column) {
      if (program_.columns[at(column)].kind == ColumnKind::arc && arc_of(column).link == link) {
        columns_.push_back(column);
      }
    }
  }

  LinkStory tell() {
    LinkStory story;
    story.link = link_;
    for (LinkRow const& row : answer_.links) {
      if (row.link != link_) continue;
      story.directions.push_back(row);
      story.own.push_back(own_scarcity(row.forward));
    }
    for (FlowRow const& row : answer_.flows) {
      if (row.link == link_) story.flows.push_back(row);
    }
    std::stable_sort(story.flows.begin(), story.flows.end(),
                     [](FlowRow const& a, FlowRow const& b) { return a.flow > b.flow; });
    story.measures = measures(story.flows);
    story.binds_too = binds_too();
    if (!story.flows.empty()) {
      story.next_best = next_best(story.flows.front());
    } else {
      story.too_dear = too_dear();
    }
    return story;
  }

private:
  [[nodiscard]] solve::Arc const& arc_of(int column) const {
    return equilibrium_.effects->arcs()[at(program_.columns[at(column)].element)];
  }
  [[nodiscard]] bool is_used(int column) const { return equilibrium_.value[at(column)] > 0.0; }

  // The element or measure whose bound a row is.
  [[nodiscard]] std::pair<std::string, std::string> name_of(solve::ProgramRow const& row) const {
    switch (row.kind) {
    case RowKind::link:
      return {"link", instance_.links[at(row.element / 2)].id};
    case RowKind::node:
      return {"node", instance_.nodes[at(row.element)].id};
    case RowKind::limit:
      return {"limit", instance_.limits[at(row.element)].id};
    case RowKind::process:
      return {"process", instance_.processes[at(row.element)].id};
    case RowKind::contract:
      return {"contract", instance_.contracts[at(row.element)].id};
    case RowKind::quota:
      return {"quota", instance_.measures[at(row.element)].id};
    case RowKind::partial_ban:
      return {"ban", instance_.measures[at(row.element)].id};
    default:
      return {};
    }
  }

  [[nodiscard]] Scarcity scarcity_of(int position) {
    solve::ProgramRow const& row = program_.rows[at(position)];
    Scarcity out;
    std::tie(out.kind, out.id) = name_of(row);
    out.worth = equilibrium_.dual[at(position)] * row.dual_scale;
    opt::DualRange range{out.worth, out.worth};
    if (equilibrium_.complete) range = intervals_.row(position);
    if (row.kind == RowKind::contract) {
      // More of a least flow costs its dual, more of a most flow is worth it.
      model::Contract const& contract = instance_.contracts[at(row.element)];
      out.capacity = out.worth > 0.0 ? contract.min : contract.max;
      out.level = equilibrium_.accounts.counted[at(row.element)];
      out.worth = -out.worth;
      range = {-range.high, -range.low};
    } else {
      out.capacity = row.bound;
      for (int column = 0; column < program_.lp.col_count(); ++column) {
        for (opt::Entry const& entry : program_.lp.column(column)) {
          if (entry.row == position) out.level += entry.coefficient * equilibrium_.value[at(column)];
        }
      }
      double const upper = program_.lp.row_upper[at(position)];
      if (upper > 0.0) out.level *= row.bound / upper;
    }
    if (equilibrium_.complete) {
      if (std::isfinite(range.low)) out.low = range.low;
      if (std::isfinite(range.high)) out.high = range.high;
    }
    return out;
  }

  [[nodiscard]] std::optional<Scarcity> own_scarcity(bool forward) {
    int const element = 2 * link_ + (forward || instance_.links[at(link_)].capacity_shared ? 0 : 1);
    for (std::size_t row = 0; row < program_.rows.size(); ++row) {
      solve::ProgramRow const& it = program_.rows[row];
      if (it.kind == RowKind::link && it.element == element) return scarcity_of(static_cast<int>(row));
    }
    return std::nullopt;
  }

  // Other bounds with a worth that the goods on the link take part in; of contracts, wherever they count
  // them.
  [[nodiscard]] std::vector<Scarcity> binds_too() {
    std::set<int> rows;
    double largest = 0.0;
    for (std::size_t row = 0; row < program_.rows.size(); ++row) {
      largest = std::max(largest, std::abs(equilibrium_.dual[row] * program_.rows[row].dual_scale));
    }
    std::set<int> passing; // merged classes
    for (int const column : columns_) {
      if (is_used(column)) passing.insert(program_.columns[at(column)].merged);
    }
    for (int column = 0; column < program_.lp.col_count(); ++column) {
      solve::Column const& what = program_.columns[at(column)];
      if (!is_used(column) || passing.count(what.merged) == 0) continue;
      bool const here = what.kind == ColumnKind::arc && arc_of(column).link == link_;
      for (opt::Entry const& entry : program_.lp.column(column)) {
        solve::ProgramRow const& row = program_.rows[at(entry.row)];
        bool const is_own = row.kind == RowKind::link && row.element / 2 == link_;
        if (is_own || name_of(row).first.empty()) continue;
        if (!here && row.kind != RowKind::contract) continue;
        double const worth = std::abs(equilibrium_.dual[at(entry.row)] * row.dual_scale);
        if (worth > kShown * largest) rows.insert(entry.row);
      }
    }
    std::vector<Scarcity> out;
    out.reserve(rows.size());
    for (int const row : rows) out.push_back(scarcity_of(row));
    std::stable_sort(out.begin(), out.end(), [](Scarcity const& a, Scarcity const& b) {
      return std::abs(a.worth) * a.capacity > std::abs(b.worth) * b.capacity;
    });
    return out;
  }

  [[nodiscard]] std::vector<int> measures(std::vector<FlowRow> const& flows) const {
    std::vector<int> out;
    model::Link const& link = instance_.links[at(link_)];
    for (std::size_t m = 0; m < instance_.measures.size(); ++m) {
      model::Selection const& where = instance_.measures[m].where;
      bool const named = where.kind == model::SetKind::everything || where.links[at(link_)] ||
                         where.nodes[at(link.from)] || where.nodes[at(link.to)];
      bool const passes =
          !where.narrows_class || std::any_of(flows.begin(), flows.end(), [&](FlowRow const& row) {
            return where.commodities[at(row.commodity)] && where.origins[row.origin] && where.vias[row.via];
          });
      if (named && passes) out.push_back(static_cast<int>(m));
    }
    return out;
  }

  // Merged classes of which goods of a flow may come to a node: a class that none can bring there may have
  // any price. Those of the open market, unless all of the flow is of contracts' own markets.
  [[nodiscard]] std::set<int> classes_at(FlowRow const& flow, int node) {
    std::vector<bool> const& comes = reach_.from(flow.origin, flow.via);
    std::set<int> out, own;
    bool open = false;
    solve::Classes const& classes = *equilibrium_.classes;
    for (int c = 0; c < static_cast<int>(classes.finest().size()); ++c) {
      solve::ClassKey const key = classes.key(c);
      if (key.commodity != flow.commodity || key.origin != flow.origin || key.via != flow.via) continue;
      int const merged = classes.merged_of(c);
      if (comes[at(reach_.state(merged, node))]) (key.contract == kNone ? out : own).insert(merged);
      open = open || (key.contract == kNone && passes(merged, flow.forward));
    }
    return open ? out : own;
  }

  [[nodiscard]] bool passes(int merged, bool forward) const {
    return std::any_of(columns_.begin(), columns_.end(), [&](int column) {
      return is_used(column) && program_.columns[at(column)].merged == merged &&
             arc_of(column).forward == forward;
    });
  }

  // The arc column over which most goods of these classes come to a node; kNone where none do.
  [[nodiscard]] int largest_into(int node, std::set<int> const& classes) const {
    int best = kNone;
    double most = 0.0;
    for (int column = 0; column < program_.lp.col_count(); ++column) {
      solve::Column const& it = program_.columns[at(column)];
      if (it.kind != ColumnKind::arc || classes.count(it.merged) == 0 || arc_of(column).head != node)
        continue;
      double const flow = equilibrium_.value[at(column)] * it.scale;
      if (flow <= most) continue;
      most = flow;
      best = column;
    }
    return best;
  }

  [[nodiscard]] NextBest next_best(FlowRow const& flow) {
    model::Link const& link = instance_.links[at(link_)];
    NextBest out;
    out.commodity = flow.commodity;
    out.origin = flow.origin;
    out.via = flow.via;
    out.tail = flow.forward ? link.from : link.to;
    auto const own = own_scarcity(flow.forward);
    out.scarcity = own ? std::max(0.0, own->worth * link.use[at(flow.commodity)]) : 0.0;
    solve::Detours const with(equilibrium_, kNone), without(equilibrium_, link_);
    auto const best_from = [&](solve::Detours const& ways) {
      solve::Detour best;
      for (int const merged : classes_at(flow, out.tail)) {
        out.contract = equilibrium_.classes->merged()[at(merged)].key.contract;
        solve::Detour found = ways.from(merged, out.tail);
        if (found.found && (!best.found || found.worth > best.worth)) best = std::move(found);
      }
      return best;
    };
    // Where nothing but the link leads on, goods turn away further up the way they came.
    solve::Detour best_without = best_from(without);
    std::set<int> seen{out.tail};
    while (!best_without.found) {
      int const arc = largest_into(out.tail, classes_at(flow, out.tail));
      if (arc == kNone || !seen.insert(arc_of(arc).tail).second) break;
      out.scarcity *= program_.columns[at(arc)].factor;
      out.tail = arc_of(arc).tail;
      best_without = best_from(without);
    }
    solve::Detour const best_with = best_from(with);
    out.now = best_with.worth + out.scarcity;
    out.found = best_without.found;
    if (!out.found) return out;
    out.worth = best_without.worth;
    out.extra = out.now - out.worth;
    // Two ways as good as each other differ by the solver's rounding, which is no gain.
    if (std::abs(out.extra) <= kShown * std::abs(out.now)) out.extra = 0.0;
    for (solve::DetourStep const& step : best_without.steps) {
      out.legs.push_back(leg_of(step));
      if (out.legs.back().kind == "link" || out.legs.back().kind == "reexport")
        out.room = std::min(out.room, step.room);
    }
    return out;
  }

  [[nodiscard]] Leg leg_of(solve::DetourStep const& step) const {
    solve::Column const& column = program_.columns[at(step.column)];
    Leg leg;
    leg.arriving = step.arriving;
    leg.charge = step.charge;
    leg.scarcity = step.scarcity;
    leg.room = step.room;
    switch (column.kind) {
    case ColumnKind::arc: {
      solve::Arc const& arc = arc_of(step.column);
      leg.kind = "link";
      leg.id = instance_.links[at(arc.link)].id;
      leg.link = arc.link;
      leg.forward = arc.forward;
      leg.from = arc.tail;
      leg.to = arc.head;
      break;
    }
    case ColumnKind::reexport:
      leg.kind = "reexport";
      leg.id = instance_.actors[at(instance_.reexports[at(column.element)].actor)].id;
      leg.from = leg.to = column.node;
      break;
    case ColumnKind::delivery:
      leg.kind = "demand";
      leg.id = instance_.demands[at(column.element)].id;
      leg.from = leg.to = instance_.demands[at(column.element)].node;
      break;
    case ColumnKind::intake:
      leg.kind = "process";
      leg.id = instance_.processes[at(column.element)].id;
      leg.from = leg.to = instance_.processes[at(column.element)].node;
      break;
    default:
      break;
    }
    return leg;
  }

  // The least that any goods that may enter it would lose per unit.
  [[nodiscard]] std::optional<double> too_dear() const {
    std::optional<double> least;
    for (int const column : columns_) {
      if (program_.lp.col_upper[at(column)] <= 0.0) continue;
      double reduced = program_.lp.col_cost[at(column)];
      for (opt::Entry const& entry : program_.lp.column(column)) {
        reduced -= entry.coefficient * equilibrium_.dual[at(entry.row)];
      }
      double const per_unit = reduced * program_.money_scale / program_.columns[at(column)].scale;
      if (!least || per_unit < *least) least = per_unit;
    }
    return least;
  }

  Answer const& answer_;
  model::Instance const& instance_;
  solve::Equilibrium const& equilibrium_;
  solve::ArcProgram const& program_;
  solve::Intervals intervals_;
  Reach reach_;
  int link_;
  std::vector<int> columns_; ///< of its arcs
};

} // namespace

LinkStory tell_link(Answer const& answer, int link) { return LinkTeller(answer, link).tell(); }

} // namespace korridor::study
