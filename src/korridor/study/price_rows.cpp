// Price rows: where goods can come, then the best price over the markets they may be bound for.
#include "korridor/study/price_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "korridor/study/reach.hpp"

namespace korridor::study {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

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
        if (row == kNone || !comes[at(state)]) continue;
        any = true;
        double const price = equilibrium.dual[at(row)] * equilibrium.program->rows[at(row)].dual_scale;
        opt::DualRange const range =
            intervals != nullptr ? intervals->row(row) : opt::DualRange{price, price};
        best.price = std::max(best.price, price);
        best.low = std::max(best.low, range.low);
        best.high = std::max(best.high, range.high);
        best.used = best.used || reach.used(state);
      }
      PriceRow const row{n, commodity, origin, via, std::nullopt, std::nullopt, std::nullopt};
      rows.push_back(any ? to_row(row, best, intervals != nullptr) : row);
    }
  }
  return rows;
}

} // namespace korridor::study
