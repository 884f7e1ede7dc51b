// Price rows: where goods can come, then the best price over the markets they may be bound for.
#include "korridor/study/price_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace korridor::study {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

/// Steps from state (merged class, node) to state, as the programme's columns allow them.
class Reach {
public:
  Reach(model::Instance const& instance, solve::Equilibrium const& equilibrium)
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

  [[nodiscard]] int state(int merged, int node) const {
    return merged * static_cast<int>(instance_.nodes.size()) + node;
  }
  [[nodiscard]] bool used(int state) const { return used_[at(state)]; }

  /// States that goods of one origin and provenance can come to. What a process makes keeps theirs, or is a
  /// source of its own.
  [[nodiscard]] std::vector<bool> const& from(int origin, int via) {
    auto const [place, is_new] = reached_.try_emplace({origin, via});
    if (is_new) place->second = follow(origin, via);
    return place->second;
  }

private:
  [[nodiscard]] std::vector<bool> follow(int origin, int via) const {
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
  void add_output(solve::Column const& column, bool flows) {
    int const node = instance_.processes[at(column.element)].node;
    int const to = state(column.merged, node);
    if (column.labels == kNone) {
      sources_.emplace_back(to, instance_.nodes[at(node)].jurisdiction);
      if (flows) used_[at(to)] = true;
    } else {
      add(state(column.labels, node), to, kNone, flows);
    }
  }

  void add(int from, int to, int actor, bool flows) {
    steps_[at(from)].emplace_back(to, actor);
    if (flows) used_[at(from)] = used_[at(to)] = true;
  }

  model::Instance const& instance_;
  std::vector<std::vector<std::pair<int, int>>> steps_; ///< [state] (state, re-exporting actor)
  std::vector<std::pair<int, int>> sources_;            ///< (state, actor whose goods start there)
  std::vector<bool> used_;                              ///< [state] any flow touches it
  std::map<std::pair<int, int>, std::vector<bool>> reached_;
};

/// Best price over markets, with its ends.
struct Best {
  double price = -kInfinity;
  double low = -kInfinity;
  double high = -kInfinity;
  bool used = false;
};

PriceRow to_row(PriceRow row, Best const& best, bool has_interval) {
  auto const finite = [](double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; };
  if (!has_interval) {
    row.price = finite(best.price);
    return row;
  }
  row.low = finite(best.low);
  row.high = finite(std::max(best.low, best.high));
  if (!best.used) {
    row.price = row.low;
  } else if (row.low && row.high) {
    row.price = 0.5 * (*row.low + *row.high);
  } else {
    row.price = finite(best.price);
  }
  return row;
}

} // namespace

std::vector<PriceRow> price_rows(model::Instance const& instance, solve::Equilibrium const& equilibrium,
                                 solve::Intervals* intervals) {
  std::vector<PriceRow> rows;
  if (equilibrium.program->balance_row.empty()) return rows;
  std::map<std::tuple<int, int, int>, std::set<int>> merged_of; // commodity, origin, via -> merged classes
  solve::Classes const& classes = *equilibrium.classes;
  for (int c = 0; c < static_cast<int>(classes.finest().size()); ++c) {
    solve::ClassKey const key = classes.key(c);
    if (key.contract != kNone) continue; // a contract's own market has no price for others
    merged_of[{key.commodity, key.origin, key.via}].insert(classes.merged_of(c));
  }
  Reach reach(instance, equilibrium);
  for (auto const& [goods, merged] : merged_of) {
    auto const& [commodity, origin, via] = goods;
    std::vector<bool> const& comes = reach.from(origin, via);
    for (int n = 0; n < static_cast<int>(instance.nodes.size()); ++n) {
      Best best;
      bool any = false;
      for (int const q : merged) {
        int const state = reach.state(q, n);
        int const row = equilibrium.program->balance_row[at(state)];
        if (row == kNone) continue;
        any = any || comes[at(state)];
        double const price = equilibrium.dual[at(row)] * equilibrium.program->rows[at(row)].dual_scale;
        opt::DualRange const range =
            intervals != nullptr ? intervals->row(row) : opt::DualRange{price, price};
        best.price = std::max(best.price, price);
        best.low = std::max(best.low, range.low);
        if (comes[at(state)]) best.high = std::max(best.high, range.high);
        best.used = best.used || reach.used(state);
      }
      PriceRow const row{n, commodity, origin, via, std::nullopt, std::nullopt, std::nullopt};
      rows.push_back(any ? to_row(row, best, intervals != nullptr) : row);
    }
  }
  return rows;
}

} // namespace korridor::study
