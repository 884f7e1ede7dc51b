// The tables of a ranking.
#include "korridor/report/rank_text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "korridor/report/label.hpp"
#include "korridor/report/number.hpp"
#include "korridor/report/rank_document.hpp"
#include "korridor/report/table.hpp"
#include "korridor/report/text.hpp"

namespace korridor::report {

namespace {

using study::Ranking;
using study::RankKind;
using study::RankRow;

// A loss below this part of the cost of the base case is not told from none.
constexpr double kTelling = 1e-9;
// Columns of a terminal that has room for what is unserved and for the goods.
constexpr int kWide = 130;

// The actor hit hardest, other than the one ranked by.
std::string hardest_hit(Ranking const& ranking, RankRow const& row, Scale const& scale) {
  for (study::ActorLoss const& it : row.by_actor) {
    if (it.actor.empty() || it.actor == ranking.actor) continue;
    if (it.loss <= 0.0) return "";
    return fmt::format("{} {}", actor_label(ranking.base.instance, it.actor), scaled(-it.loss, scale, true));
  }
  return "";
}

std::string unserved_text(Ranking const& ranking, RankRow const& row) {
  model::Instance const& in = ranking.base.instance;
  std::string out;
  for (study::UnservedChange const& it : row.unserved) {
    model::Commodity const& goods =
        in.commodities[static_cast<std::size_t>(position_of(in.commodities, it.commodity))];
    Scale const scale = amount_scale(goods.unit, in.period, it.quantity);
    out += fmt::format("{}{} {} {}", out.empty() ? "" : ", ", scaled(it.quantity, scale, true), scale.unit,
                       goods.name.empty() ? goods.id : goods.name);
  }
  return out;
}

std::string goods_text(Ranking const& ranking, RankRow const& row) {
  model::Instance const& in = ranking.base.instance;
  if (!row.alternative) return "";
  std::string goods = commodity_label(in, position_of(in.commodities, row.alternative->commodity));
  if (row.alternative->origin.empty()) return goods;
  return goods + " of " + actor_label(in, row.alternative->origin);
}

Scale scale_of(Ranking const& ranking, std::vector<RankRow const*> const& rows) {
  double largest = 0.0;
  for (RankRow const* row : rows) largest = std::max(largest, std::abs(ranked_loss(ranking, *row)));
  return money_scale(ranking.base.instance.currency, ranking.base.instance.period, largest);
}

Cell change_cell(double loss, Scale const& scale) {
  return {scaled(-loss, scale, true), loss > 0.0 ? Tone::loss : Tone::gain};
}

std::string table_text(Ranking const& ranking, RankKind kind, TextOptions const& options) {
  model::Instance const& in = ranking.base.instance;
  std::vector<RankRow const*> const rows = rows_of(ranking, kind);
  if (rows.empty()) return "";
  Scale const scale = scale_of(ranking, rows);
  bool const by_actor = !ranking.actor.empty();
  bool const wide = options.style.width >= kWide;
  TextTable table({{"", Align::left, true, false},
                   {loser_label(ranking), Align::point, false, false},
                   {by_actor ? "J" : "W", Align::point, false, true},
                   {"the two alone", Align::right, false, true},
                   {"hardest hit", Align::left, true, true},
                   {"unserved", Align::left, true, true},
                   {"what passed", Align::left, true, true},
                   {"goes most by", Align::left, true, true}});
  for (std::size_t i = 0; i < std::min(rows.size(), options.top); ++i) {
    RankRow const& row = *rows[i];
    std::string const alone = row.alone.empty()
                                  ? ""
                                  : fmt::format("{} and {}", scaled(-row.alone.front(), scale, true),
                                                scaled(-row.alone.back(), scale, true));
    std::optional<double> const second = by_actor ? std::optional(row.surplus_loss) : row.welfare_loss;
    table.add({elements_label(in, row),
               change_cell(ranked_loss(ranking, row), scale),
               second ? change_cell(*second, scale) : Cell(""),
               alone,
               hardest_hit(ranking, row, scale),
               {wide ? unserved_text(ranking, row) : "", Tone::loss},
               wide ? goods_text(ranking, row) : "",
               way_text(ranking, row)});
  }
  return heading(fmt::format("{}, {}", rank_heading(ranking, kind), scale.unit), options.style) +
         table.text(options.style) + rest_text(rows.size(), options);
}

} // namespace

std::string element_label(model::Instance const& in, study::RankElement const& element) {
  switch (element.kind) {
  case RankKind::link:
    return link_label(in, position_of(in.links, element.id), true);
  case RankKind::node:
    return node_label(in, position_of(in.nodes, element.id));
  case RankKind::controller:
    return actor_label(in, position_of(in.actors, element.id));
  default:
    return element.id;
  }
}

std::string way_text(Ranking const& ranking, RankRow const& row) {
  model::Instance const& in = ranking.base.instance;
  if (!row.alternative) return "";
  study::Alternative const& way = *row.alternative;
  if (way.link.empty()) return "none";
  int const commodity = position_of(in.commodities, way.commodity);
  std::string const& unit = in.commodities[static_cast<std::size_t>(commodity)].unit;
  Scale const scale = amount_scale(unit, in.period, std::max(way.diverted, way.gain));
  std::string const of = way.diverted > 0.0 ? fmt::format(" of {}", scaled(way.diverted, scale)) : "";
  return fmt::format("{} {}{} {}", link_label(in, position_of(in.links, way.link), way.forward),
                     scaled(way.gain, scale, true), of, scale.unit);
}

std::string elements_label(model::Instance const& in, RankRow const& row) {
  std::string out;
  for (study::RankElement const& element : row.elements) {
    out += (out.empty() ? "" : " and ") + element_label(in, element);
  }
  return out;
}

std::string loser_label(Ranking const& ranking) {
  return ranking.actor.empty() ? "J" : actor_label(ranking.base.instance, ranking.actor);
}

double ranked_loss(Ranking const& ranking, RankRow const& row) {
  return ranking.actor.empty() ? row.surplus_loss : row.loss_of(ranking.actor);
}

std::string rank_heading(Ranking const& ranking, RankKind kind) {
  if (ranking.pairs) return "Two closed together";
  switch (kind) {
  case RankKind::link:
    return "Links, closed one at a time";
  case RankKind::node:
    return "Places, closed one at a time";
  case RankKind::controller:
    return "Holders: all that one controls, closed";
  default:
    return "Measures in force, lifted one at a time";
  }
}

std::vector<RankRow const*> rows_of(Ranking const& ranking, RankKind kind) {
  std::vector<RankRow const*> out;
  double const least = kTelling * std::abs(ranking.base.cost);
  for (RankRow const& row : ranking.rows) {
    bool const answered = row.status == study::RankStatus::solved || row.status == study::RankStatus::limit;
    bool const here = ranking.pairs || row.elements.front().kind == kind;
    if (answered && here && std::abs(ranked_loss(ranking, row)) > least) out.push_back(&row);
  }
  if (kind == RankKind::measure && !ranking.pairs) {
    std::stable_sort(out.begin(), out.end(), [&](RankRow const* a, RankRow const* b) {
      return std::abs(ranked_loss(ranking, *a)) > std::abs(ranked_loss(ranking, *b));
    });
  }
  return out;
}

std::string counts_text(Ranking const& ranking) {
  study::RankCounts const& it = ranking.counts;
  std::string out = fmt::format("{} {}: {} solved", it.cases, ranking.pairs ? "pairs" : "cases", it.solved);
  auto const add = [&](std::size_t count, char const* what) {
    if (count > 0) out += fmt::format(", {} {}", count, what);
  };
  add(it.unused, "proved without a solve, as nothing passes there");
  add(it.nested, "in which one adds nothing to the other");
  add(it.bounded, "skipped, as a bound proves them below those shown");
  add(it.failed, "failed");
  add(it.not_reached, "not reached");
  return out;
}

std::string rank_text(Ranking const& ranking, TextOptions const& options) {
  model::Instance const& in = ranking.base.instance;
  Style const& style = options.style;
  std::string out =
      paint(fit(in.title.empty() ? "Korridor" : in.title, style.width), Tone::title, style) + "\n";
  std::string const goods = ranking.commodity.empty() ? "" : " · closed for " + ranking.commodity + " alone";
  out += fit(fmt::format("{} · {}{} · J {}", in.period_label, scenario_label(in), goods,
                         money(ranking.base.surplus, in.currency, in.period)),
             style.width) +
         "\n";
  if (ranking.pairs) {
    out += table_text(ranking, RankKind::link, options);
  } else {
    for (RankKind const kind : ranking.kinds) out += table_text(ranking, kind, options);
  }
  out += heading("How it was found", style) + wrap(counts_text(ranking), style.width, 2);
  for (std::string const& remark : ranking.remarks) out += wrap(remark, style.width, 2);
  double worst = ranking.base.certificate.gap;
  for (RankRow const& row : ranking.rows) worst = std::max(worst, row.gap);
  out += wrap(fmt::format("worst certified gap {} of cost; base case {}", scientific(worst),
                          scientific(ranking.base.certificate.gap)),
              style.width, 2);
  for (RankRow const& row : ranking.rows) {
    if (row.status == study::RankStatus::failed) {
      out += wrap(fmt::format("failed: {} {}: {}", kind_text(row.elements.front().kind),
                              elements_label(in, row), row.message),
                  style.width, 2);
    }
  }
  return out;
}

} // namespace korridor::report
