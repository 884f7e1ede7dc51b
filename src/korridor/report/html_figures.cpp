// Parts of the page in figures: links, what binds, places, actors, commodities, and a ranking.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "korridor/draw/ribbons.hpp"
#include "korridor/report/html_parts.hpp"
#include "korridor/report/label.hpp"
#include "korridor/report/rank_text.hpp"
#include "korridor/report/solve_text.hpp"

namespace korridor::report {

namespace {

using study::Answer;

constexpr std::size_t kMostLinks = 30; // rows of each table; the rest is counted
constexpr std::size_t kMostBounds = 20;
constexpr std::size_t kMostPlaces = 8; // of each commodity
constexpr std::size_t kMostActors = 25;
constexpr double kBarWidth = 7.0; // em, of the largest bar

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

Html change_cell(double change, std::string const& text) {
  if (change == 0.0) return "";
  return Html::raw(std::string("<span class=") + (change < 0.0 ? "loss" : "gain") + ">" + Html(text).code() +
                   "</span>");
}

void close_table(Parts const& parts, HtmlTable& table, std::size_t count, std::size_t shown) {
  if (count > shown) table.rest(parts.say(Word::rest, parts.locale.count(count - shown)));
}

using LinkRows = std::map<std::pair<int, bool>, study::LinkRow const*>;

LinkRows rows_by_link(Answer const& answer) {
  LinkRows out;
  for (study::LinkRow const& row : answer.links) out[{row.link, row.forward}] = &row;
  return out;
}

/// Use of capacity with the colour that it has on the map.
Html use_cell(Parts const& parts, LinkRows const& rows, CommodityFlow const& flow) {
  auto const found = rows.find({flow.link, flow.forward});
  if (found == rows.end() || found->second->closed) return parts.say(Word::closed);
  study::LinkRow const& row = *found->second;
  if (!std::isfinite(row.capacity)) return "–";
  std::size_t const colour = draw::utilisation_class(row.utilization);
  return Html::raw(fmt::format("<span class=\"use u{}\">{}</span>", colour,
                               Html(parts.locale.percent(row.utilization)).code()));
}

Html links_table(Parts const& parts) {
  bool const two = parts.comparison.has_value();
  std::vector<HtmlColumn> columns{{parts.say(Word::link)}, {parts.say(Word::goods)}};
  if (two) {
    columns.push_back({parts.say(Word::before), true});
    columns.push_back({parts.say(Word::after), true});
    columns.push_back({parts.say(Word::change), true});
  } else {
    columns.push_back({parts.say(Word::flow), true});
  }
  columns.push_back({parts.say(Word::in_use), true});
  HtmlTable table(parts.say(two ? Word::links_title : Word::flows_title), columns);
  LinkRows const rows = rows_by_link(parts.input.after);
  std::size_t const shown = std::min(parts.flows.size(), kMostLinks);
  for (std::size_t row = 0; row < shown; ++row) {
    CommodityFlow const& it = parts.flows[row];
    // One unit for both cases, so that they can be compared by eye.
    Scale const scale = amount_scale(at(parts.in.commodities, it.commodity).unit, parts.in.period,
                                     std::max(it.before, it.after));
    std::vector<Html> cells{parts.names.link(it.link, it.forward), parts.names.commodity(it.commodity)};
    std::string const unit = "\u00a0" + parts.locale.unit(scale.unit);
    if (two) {
      double const change = it.after - it.before;
      cells.emplace_back(parts.locale.scaled(it.before, scale));
      cells.emplace_back(parts.locale.scaled(it.after, scale));
      cells.push_back(change_cell(change, parts.locale.scaled(change, scale, true) + unit));
    } else {
      cells.emplace_back(parts.locale.scaled(it.after, scale) + unit);
    }
    cells.push_back(use_cell(parts, rows, it));
    table.add(std::move(cells));
  }
  close_table(parts, table, parts.flows.size(), shown);
  return table.empty() ? element("p", parts.say(Word::reroute_none)) : table.html();
}

Word kind_word(std::string const& kind) {
  static std::map<std::string, Word> const kKinds{{"link", Word::kind_link},
                                                  {"node", Word::kind_node},
                                                  {"quota", Word::kind_quota},
                                                  {"limit", Word::kind_limit},
                                                  {"reexport", Word::kind_reexport},
                                                  {"process", Word::kind_process},
                                                  {"contract min", Word::kind_contract_min},
                                                  {"contract max", Word::kind_contract_max}};
  return kKinds.at(kind);
}

Html binding_table(Parts const& parts) {
  std::vector<Bound> const bounds = bounds_of(parts.input.after);
  if (bounds.empty()) return element("p", parts.say(Word::binds_nothing));
  std::vector<HtmlColumn> columns{
      {parts.say(Word::what)}, {parts.say(Word::kind)}, {parts.say(Word::size), true}};
  if (parts.comparison)
    columns.push_back({parts.say(Word::worth_short) + ", " + parts.say(Word::before), true});
  columns.push_back({parts.say(parts.comparison ? Word::after : Word::worth), true});
  std::vector<Bound> const before = parts.comparison ? bounds_of(*parts.input.before) : std::vector<Bound>();
  HtmlTable table(parts.say(Word::binding_title), columns);
  std::size_t const shown = std::min(bounds.size(), kMostBounds);
  for (std::size_t row = 0; row < shown; ++row) {
    Bound const& it = bounds[row];
    std::vector<Html> cells{parts.bound_name(it), parts.say(kind_word(it.kind)),
                            parts.locale.amount(it.limit, it.unit, parts.in.period)};
    if (parts.comparison) {
      auto const was = std::find_if(before.begin(), before.end(), [&](Bound const& other) {
        return other.kind == it.kind && other.id == it.id && other.forward == it.forward;
      });
      cells.emplace_back(was == before.end() ? "–" : parts.price(was->rent, it.unit));
    }
    cells.emplace_back(parts.price(it.rent, it.unit));
    table.add(std::move(cells));
  }
  close_table(parts, table, bounds.size(), shown);
  return table.html();
}

struct PlacePrice {
  int node = model::kNone;
  std::optional<double> before, after;
  double served = 0.0; ///< now
};

/// What buyers of a commodity pay at each place, the mean by what they get; places that change first.
std::vector<PlacePrice> place_prices(Parts const& parts, int commodity) {
  struct Sum {
    double paid = 0.0, served = 0.0;
    [[nodiscard]] std::optional<double> mean() const {
      return served > 0.0 ? std::optional(paid / served) : std::nullopt;
    }
  };
  std::map<int, std::pair<Sum, Sum>> sums;
  auto const add = [&](Answer const& answer, Sum std::pair<Sum, Sum>::*side) {
    for (study::DemandRow const& row : answer.demands) {
      model::Demand const& demand = at(answer.instance.demands, row.demand);
      if (demand.commodity != commodity || !row.price || row.served <= 0.0) continue;
      Sum& sum = sums[demand.node].*side;
      sum.paid += *row.price * row.served;
      sum.served += row.served;
    }
  };
  add(parts.input.after, &std::pair<Sum, Sum>::second);
  if (parts.input.before != nullptr) add(*parts.input.before, &std::pair<Sum, Sum>::first);
  std::vector<PlacePrice> out;
  out.reserve(sums.size());
  for (auto const& [node, pair] : sums)
    out.push_back({node, pair.first.mean(), pair.second.mean(), pair.second.served});
  auto const weight = [&](PlacePrice const& it) {
    if (parts.input.before == nullptr) return it.served;
    return std::abs(it.after.value_or(0.0) - it.before.value_or(0.0));
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](PlacePrice const& a, PlacePrice const& b) { return weight(a) > weight(b); });
  return out;
}

Html places_table(Parts const& parts) {
  bool const two = parts.comparison.has_value();
  std::vector<HtmlColumn> columns{{parts.say(Word::place)}};
  if (two) {
    columns.push_back({parts.say(Word::before), true});
    columns.push_back({parts.say(Word::after), true});
    columns.push_back({parts.say(Word::change), true});
  } else {
    columns.push_back({parts.say(Word::price), true});
  }
  columns.push_back({parts.say(Word::served), true});
  HtmlTable table(parts.say(Word::places_title), columns);
  for (int const commodity : commodities_by_value(parts.input.after)) {
    std::vector<PlacePrice> const places = place_prices(parts, commodity);
    std::string const& unit = at(parts.in.commodities, commodity).unit;
    Scale const scale = price_scale(parts.in.currency, unit);
    std::size_t shown = 0;
    for (PlacePrice const& it : places) {
      double const change = it.before && it.after ? *it.after - *it.before : 0.0;
      bool const differs = it.before.has_value() != it.after.has_value() ||
                           std::abs(change) / scale.divisor > 1e-6 * std::abs(it.after.value_or(1.0));
      if (shown == kMostPlaces || (two && !differs)) break;
      if (shown++ == 0) table.group(parts.names.commodity(commodity) + ", " + parts.locale.unit(scale.unit));
      auto const price = [&](std::optional<double> value) {
        return value ? parts.locale.scaled(*value, scale) : std::string("–");
      };
      std::vector<Html> cells{parts.names.node(it.node)};
      if (two) cells.emplace_back(price(it.before));
      cells.emplace_back(price(it.after));
      // Dearer is a loss to those who buy.
      if (two) cells.push_back(change_cell(-change, parts.locale.scaled(change, scale, true)));
      cells.emplace_back(parts.amount(it.served, commodity));
      table.add(std::move(cells));
    }
  }
  return table.empty() ? element("p", parts.say(Word::nothing_to_show)) : table.html();
}

Html bar(double value, double largest) {
  double const width = largest > 0.0 ? kBarWidth * std::abs(value) / largest : 0.0;
  return Html::raw(fmt::format("<span class=\"bar {}\" style=\"width:{:.2f}em\"></span>",
                               value < 0.0 ? "loss" : "gain", width));
}

Html changed_actors(Parts const& parts) {
  auto const& list = parts.comparison->actors;
  double largest = 0.0, size = 0.0;
  for (study::Difference const& it : list) {
    largest = std::max(largest, std::abs(it.after.value_or(0.0) - it.before.value_or(0.0)));
    size = std::max({size, std::abs(it.before.value_or(0.0)), std::abs(it.after.value_or(0.0))});
  }
  Scale const scale = money_scale(parts.in.currency, parts.in.period, size);
  std::string const unit = ", " + parts.locale.unit(scale.unit);
  HtmlTable table(parts.say(Word::actors_title) + unit, {{parts.say(Word::actor)},
                                                         {parts.say(Word::before), true},
                                                         {parts.say(Word::after), true},
                                                         {parts.say(Word::change), true},
                                                         {parts.say(Word::share_of_before), true},
                                                         {""}});
  std::size_t const shown = std::min(list.size(), kMostActors);
  for (std::size_t row = 0; row < shown; ++row) {
    study::Difference const& it = list[row];
    double const before = it.before.value_or(0.0), after = it.after.value_or(0.0);
    table.add({parts.names.actor(it.id), parts.locale.scaled(before, scale),
               parts.locale.scaled(after, scale),
               change_cell(after - before, parts.locale.scaled(after - before, scale, true)),
               before > 0.0 && !it.id.empty() ? parts.locale.percent((after - before) / before, true) : "–",
               bar(after - before, largest)});
  }
  close_table(parts, table, list.size(), shown);
  return table.empty() ? element("p", parts.say(Word::nobody_changes)) : table.html();
}

Html earning_actors(Parts const& parts) {
  std::vector<study::ActorRow> rows = parts.input.after.actors;
  auto const size = [](study::ActorRow const& row) {
    return std::abs(row.total.value_or(row.rents + row.tolls));
  };
  std::stable_sort(rows.begin(), rows.end(), [&](auto const& a, auto const& b) { return size(a) > size(b); });
  Scale const scale =
      money_scale(parts.in.currency, parts.in.period, rows.empty() ? 0.0 : size(rows.front()));
  HtmlTable table(parts.say(Word::actors_title) + ", " + parts.locale.unit(scale.unit),
                  {{parts.say(Word::actor)},
                   {parts.say(Word::producers), true},
                   {parts.say(Word::consumers), true},
                   {parts.say(Word::rents), true},
                   {parts.say(Word::tolls), true},
                   {parts.say(Word::total), true}});
  auto const text = [&](std::optional<double> value) {
    return value ? parts.locale.scaled(*value, scale) : std::string("–");
  };
  std::size_t const shown = std::min(rows.size(), kMostActors);
  for (std::size_t at = 0; at < shown; ++at) {
    study::ActorRow const& it = rows[at];
    table.add({parts.names.actor(it.actor), text(it.producer_surplus), text(it.consumer_surplus),
               text(it.rents), text(it.tolls + it.tariffs + it.margins), text(it.total)});
  }
  close_table(parts, table, rows.size(), shown);
  return table.html();
}

struct CommodityTotals {
  double delivered = 0.0, unserved = 0.0, shut_in = 0.0;
};

std::vector<CommodityTotals> totals_of(Answer const& answer) {
  std::vector<CommodityTotals> out(answer.instance.commodities.size());
  for (study::DemandRow const& row : answer.demands) {
    auto& it = out[static_cast<std::size_t>(at(answer.instance.demands, row.demand).commodity)];
    it.delivered += row.served;
    it.unserved += row.unserved;
  }
  for (study::SupplyRow const& row : answer.supplies)
    out[static_cast<std::size_t>(at(answer.instance.supplies, row.supply).commodity)].shut_in += row.shut_in;
  return out;
}

Html commodities_table(Parts const& parts) {
  bool const two = parts.comparison.has_value();
  std::vector<HtmlColumn> columns{{parts.say(Word::goods)}, {parts.say(Word::delivered), true}};
  if (two) columns.push_back({parts.say(Word::change), true});
  columns.push_back({parts.say(Word::unserved), true});
  if (two) columns.push_back({parts.say(Word::change), true});
  columns.push_back({parts.say(Word::shut_in), true});
  if (two) columns.push_back({parts.say(Word::change), true});
  HtmlTable table(parts.say(Word::commodities_title), columns);
  std::vector<CommodityTotals> const after = totals_of(parts.input.after);
  std::vector<CommodityTotals> const before =
      parts.input.before != nullptr ? totals_of(*parts.input.before) : after;
  for (int const commodity : commodities_by_value(parts.input.after)) {
    CommodityTotals const &is = at(after, commodity), &was = at(before, commodity);
    std::vector<Html> cells{parts.names.commodity(commodity)};
    auto const add = [&](double CommodityTotals::*figure, bool more_is_loss) {
      double change = is.*figure - was.*figure;
      if (std::abs(change) <= 1e-9 * std::max(is.delivered, was.delivered)) change = 0.0;
      cells.emplace_back(is.*figure == 0.0 ? "–" : parts.amount(is.*figure, commodity));
      if (two)
        cells.push_back(change_cell(more_is_loss ? -change : change, parts.amount(change, commodity, true)));
    };
    add(&CommodityTotals::delivered, false);
    add(&CommodityTotals::unserved, true);
    add(&CommodityTotals::shut_in, true);
    table.add(std::move(cells));
  }
  return table.html();
}

std::string ranked_name(Parts const& parts, study::RankElement const& element) {
  switch (element.kind) {
  case study::RankKind::link:
    return parts.names.link(position_of(parts.in.links, element.id), true);
  case study::RankKind::node:
    return parts.names.element("node", element.id);
  case study::RankKind::controller:
    return parts.names.actor(element.id);
  default:
    return parts.names.element("measure", element.id);
  }
}

std::string hardest_text(Parts const& parts, study::RankRow const& row) {
  for (study::ActorLoss const& it : row.by_actor) {
    if (it.actor.empty()) continue;
    return it.loss > 0.0 ? parts.names.actor(it.actor) + " " + parts.money(-it.loss, true) : "";
  }
  return "";
}

std::string way_round(Parts const& parts, study::RankRow const& row) {
  if (!row.alternative) return "";
  study::Alternative const& way = *row.alternative;
  if (way.link.empty()) return parts.say(Word::no_way);
  return parts.names.link(position_of(parts.in.links, way.link), way.forward) + " " +
         parts.amount(way.gain, position_of(parts.in.commodities, way.commodity), true);
}

} // namespace

Html figures_part(Parts const& parts) {
  Html out = links_table(parts) + binding_table(parts) + places_table(parts);
  out += parts.comparison ? changed_actors(parts) : earning_actors(parts);
  return out + element("p", parts.say(Word::actors_note), "class=quiet") + commodities_table(parts);
}

Html ranking_part(Parts const& parts) {
  study::Ranking const* const ranking = parts.input.ranking;
  if (ranking == nullptr) return {};
  HtmlTable table("", {{parts.say(Word::what)},
                       {parts.say(Word::loss_of, "J"), true},
                       {parts.say(Word::loss_of, "W"), true},
                       {parts.say(Word::hardest)},
                       {parts.say(Word::way_round)}});
  std::map<study::RankKind, Word> const titles{{study::RankKind::link, Word::ranking_links},
                                               {study::RankKind::node, Word::ranking_nodes},
                                               {study::RankKind::controller, Word::ranking_controllers},
                                               {study::RankKind::measure, Word::ranking_measures}};
  for (study::RankKind const kind : ranking->kinds) {
    std::size_t shown = 0;
    for (study::RankRow const* const row : rows_of(*ranking, kind)) {
      if (shown == ranking->top && ranking->top > 0) break;
      if (shown++ == 0) table.group(parts.say(titles.at(kind)));
      table.add(
          {ranked_name(parts, row->elements.front()),
           change_cell(-row->surplus_loss, parts.money(-row->surplus_loss, true)),
           row->welfare_loss ? change_cell(-*row->welfare_loss, parts.money(-*row->welfare_loss, true)) : "",
           hardest_text(parts, *row), way_round(parts, *row)});
    }
  }
  return element("p", parts.say(Word::ranking_note)) +
         (table.empty() ? element("p", parts.say(Word::nothing_to_show)) : table.html());
}

} // namespace korridor::report
