// From rows to bars.
#include "korridor/report/rank_chart.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "korridor/report/label.hpp"
#include "korridor/report/number.hpp"
#include "korridor/report/rank_text.hpp"

namespace korridor::report {

draw::BarChart rank_chart(study::Ranking const& ranking, std::size_t top, std::string data_version) {
  model::Instance const& in = ranking.base.instance;
  std::string const loser = loser_label(ranking);
  draw::BarChart chart;
  chart.title = in.title.empty() ? "Korridor" : in.title;
  chart.subtitle = scenario_label(in) +
                   (ranking.commodity.empty() ? "" : ", closed for " + ranking.commodity + " alone") +
                   ": change of " + (ranking.actor.empty() ? "the surplus J" : "what " + loser + " earns");
  chart.date = in.period_label;
  chart.loss = loser + " loses";
  chart.gain = loser + " gains";
  chart.note_title = "the goods worth most now go by";
  chart.data_version = std::move(data_version);
  std::vector<study::RankKind> const kinds =
      ranking.pairs ? std::vector{study::RankKind::link} : ranking.kinds;
  for (study::RankKind const kind : kinds) {
    std::vector<study::RankRow const*> rows = rows_of(ranking, kind);
    if (rows.empty()) continue;
    rows.resize(std::min(rows.size(), top));
    double largest = 0.0;
    for (study::RankRow const* row : rows) largest = std::max(largest, std::abs(ranked_loss(ranking, *row)));
    Scale const scale = money_scale(in.currency, in.period, largest);
    draw::BarGroup& group = chart.groups.emplace_back();
    group.title = rank_heading(ranking, kind);
    group.unit = scale.unit;
    for (study::RankRow const* row : rows) {
      group.bars.push_back(
          {elements_label(in, *row), -ranked_loss(ranking, *row) / scale.divisor, way_text(ranking, *row)});
    }
  }
  return chart;
}

} // namespace korridor::report
