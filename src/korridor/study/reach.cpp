// Reach: the steps of the programme and where they lead.
#include "korridor/study/reach.hpp"

namespace korridor::study {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

} // namespace

Reach::Reach(model::Instance const& instance, solve::Equilibrium const& equilibrium)
    : instance_(instance), steps_(equilibrium.classes->merged().size() * instance.nodes.size()),
      used_(steps_.size(), false) {
  for (std::size_t c = 0; c < equilibrium.program->columns.size(); ++c) {
    solve::Column const& column = equilibrium.program->columns[c];
    if (column.factor <= 0.0) continue;
    bool const flows = equilibrium.value[c] > 0.0;
    if (column.kind == solve::ColumnKind::arc) {
      solve::Arc const& arc = equilibrium.effects->arcs()[at(column.element)];
      add(state(column.merged, arc.tail), state(column.merged, arc.head), kNone, flows);
    } else if (column.kind == solve::ColumnKind::reexport) {
      add(state(column.merged, column.node), state(column.merged_to, column.node),
          instance.reexports[at(column.element)].actor, flows);
    } else if (column.kind == solve::ColumnKind::production) {
      model::Supply const& supply = instance.supplies[at(column.element)];
      sources_.emplace_back(state(column.merged, supply.node), supply.origin);
      if (flows) used_[at(sources_.back().first)] = true;
    } else if (column.kind == solve::ColumnKind::output) {
      add_output(column, flows);
    }
  }
}

int Reach::state(int merged, int node) const {
  return merged * static_cast<int>(instance_.nodes.size()) + node;
}

std::vector<bool> const& Reach::from(int origin, int via) {
  auto const [place, is_new] = reached_.try_emplace({origin, via});
  if (is_new) place->second = follow(origin, via);
  return place->second;
}

std::vector<bool> Reach::follow(int origin, int via) const {
  // A state may be reached before and after re-export; both are followed.
  std::vector<bool> before(steps_.size(), false), after(steps_.size(), false);
  std::vector<std::pair<int, bool>> open;
  auto const visit = [&](int place, bool changed) {
    std::vector<bool>& seen = changed ? after : before;
    if (seen[at(place)]) return;
    seen[at(place)] = true;
    open.emplace_back(place, changed);
  };
  for (auto const& [place, maker] : sources_) {
    if (maker == origin) visit(place, false);
  }
  while (!open.empty()) {
    auto const [place, changed] = open.back();
    open.pop_back();
    for (auto const& [next, actor] : steps_[at(place)]) {
      if (actor == kNone) {
        visit(next, changed);
      } else if (!changed && actor == via) {
        visit(next, true);
      }
    }
  }
  return via == kNone ? before : after;
}

// What a process gives: from the goods whose labels it keeps, else made here.
void Reach::add_output(solve::Column const& column, bool flows) {
  int const node = instance_.processes[at(column.element)].node;
  int const to = state(column.merged, node);
  if (column.labels == kNone) {
    sources_.emplace_back(to, instance_.nodes[at(node)].jurisdiction);
    if (flows) used_[at(to)] = true;
  } else {
    add(state(column.labels, node), to, kNone, flows);
  }
}

void Reach::add(int from, int to, int actor, bool flows) {
  steps_[at(from)].emplace_back(to, actor);
  if (flows) used_[at(from)] = used_[at(to)] = true;
}

} // namespace korridor::study
