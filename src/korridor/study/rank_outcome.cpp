// Losses and the best alternative.
#include "korridor/study/rank_outcome.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "korridor/study/inside.hpp"

namespace korridor::study {

namespace {

using model::kNone;

// Changes below this part of the larger of two values are the solver's rounding.
constexpr double kTelling = 1e-9;
// Gains within this part of each other are the same gain, seen at two links of one route.
constexpr double kTie = 1e-6;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

bool telling(double change, double size) { return std::abs(change) > kTelling * std::max(size, 1e-300); }

// Demand without a value is worth what the programme puts on it, which differs from case to case; and a
// closed place has no demand left to miss. So such an answer is judged by the base case's worth of what the
// base case wants: J' = J + u_after (wanted after - met) - u_base (wanted before - met), over rows without a
// value.
double shift(Answer const& base, Answer const& after, double now) {
  if (all_valued(base.instance)) return 0.0;
  double const before = base.inside->equilibrium->solution.unserved_value;
  double sum = 0.0;
  for (std::size_t d = 0; d < base.demands.size(); ++d) {
    if (base.instance.demands[d].valued) continue;
    double const wanted = base.demands[d].served + base.demands[d].unserved;
    sum += now * after.demands[d].unserved - before * (wanted - after.demands[d].served);
  }
  return sum;
}

void fill_bracket(RankRow& row, model::Certificate const& base, model::Certificate const& after) {
  row.low = base.objective - after.bound;
  row.high = base.bound - after.objective;
  // Rounding may put objective and bound the wrong way round by a last digit.
  if (row.low > row.high) std::swap(row.low, row.high);
  row.gap = after.gap;
}

struct Span {
  double middle = 0.0, low = 0.0, high = 0.0;
};

std::map<std::string, Span> totals(Answer const& answer) {
  std::map<std::string, Span> out;
  for (ActorRow const& row : answer.actors) {
    if (!row.total) continue;
    std::string const id = row.actor == kNone ? "" : answer.instance.actors[at(row.actor)].id;
    double const low = row.low.value_or(*row.total), high = row.high.value_or(*row.total);
    bool const both = row.low && row.high;
    out[id] = {both ? 0.5 * (low + high) : *row.total, low, high};
  }
  return out;
}

std::vector<ActorLoss> losses(Answer const& base, Answer const& after) {
  std::map<std::string, Span> const before = totals(base), now = totals(after);
  std::map<std::string, std::pair<Span, Span>> both;
  for (auto const& [id, span] : before) both[id].first = span;
  for (auto const& [id, span] : now) both[id].second = span;
  std::vector<ActorLoss> out;
  for (auto const& entry : both) {
    Span const& was = entry.second.first;
    Span const& is = entry.second.second;
    ActorLoss const loss{entry.first, was.middle - is.middle, was.low - is.high, was.high - is.low};
    if (telling(loss.loss, std::max(std::abs(was.middle), std::abs(is.middle)))) out.push_back(loss);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](ActorLoss const& a, ActorLoss const& b) { return a.loss > b.loss; });
  return out;
}

// At a closed place all that was met before is missed; elsewhere what the answers say.
std::vector<UnservedChange> unserved(Answer const& base, Answer const& after, Places const& shut) {
  std::vector<double> change(base.instance.commodities.size(), 0.0), size(change);
  for (std::size_t d = 0; d < base.demands.size(); ++d) {
    model::Demand const& demand = base.instance.demands[d];
    DemandRow const& was = base.demands[d];
    DemandRow const& is = after.demands[d];
    std::size_t const k = at(demand.commodity);
    bool const closed = !shut.nodes.empty() && shut.nodes[k][at(demand.node)];
    change[k] += closed ? was.served : is.unserved - was.unserved;
    size[k] += was.served + was.unserved;
  }
  std::vector<UnservedChange> out;
  for (std::size_t k = 0; k < change.size(); ++k) {
    if (telling(change[k], size[k])) out.push_back({base.instance.commodities[k].id, change[k]});
  }
  return out;
}

// [commodity] what a delivered unit costs buyers on average; 1 where nothing is delivered.
std::vector<double> mean_prices(Answer const& answer) {
  std::vector<double> paid(answer.instance.commodities.size(), 0.0), met(paid);
  for (DemandRow const& row : answer.demands) {
    std::size_t const k = at(answer.instance.demands[at(row.demand)].commodity);
    paid[k] += std::max(0.0, row.price.value_or(0.0)) * row.served;
    met[k] += row.served;
  }
  for (std::size_t k = 0; k < paid.size(); ++k)
    paid[k] = met[k] > 0.0 && paid[k] > 0.0 ? paid[k] / met[k] : 1.0;
  return paid;
}

using Goods = std::pair<int, int>;                        // commodity, origin
using Way = std::tuple<Goods, int, bool>;                 // on a link, in a direction
using Changes = std::map<Way, std::pair<double, double>>; // before, after

Changes changes_of(Answer const& base, Answer const& after) {
  Changes out;
  for (FlowRow const& row : base.flows)
    out[{{row.commodity, row.origin}, row.link, row.forward}].first += row.flow;
  for (FlowRow const& row : after.flows)
    out[{{row.commodity, row.origin}, row.link, row.forward}].second += row.flow;
  return out;
}

// The goods worth most on any one link: that was shut, or, where nothing was, by what it gained or lost.
std::optional<std::pair<Goods, double>> main_goods(Answer const& base, Changes const& changes,
                                                   Places const& shut) {
  std::vector<double> const price = mean_prices(base);
  std::optional<std::pair<Goods, double>> best;
  double most = 0.0;
  for (auto const& [way, flow] : changes) {
    auto const& [goods, link, forward] = way;
    bool const lifted = shut.links.empty();
    if (!lifted && !shut.links[at(goods.first)][at(link)]) continue;
    double const amount = lifted ? std::abs(flow.second - flow.first) : flow.first;
    double const worth = amount * price[at(goods.first)];
    if (worth <= most) continue;
    most = worth;
    best = {goods, lifted ? 0.0 : amount};
  }
  return best;
}

std::optional<Alternative> alternative(Answer const& base, Answer const& after, Places const& shut) {
  Changes const changes = changes_of(base, after);
  auto const goods = main_goods(base, changes, shut);
  if (!goods) return std::nullopt;
  model::Instance const& in = base.instance;
  Alternative out;
  out.commodity = in.commodities[at(goods->first.first)].id;
  out.origin = goods->first.second == kNone ? "" : in.actors[at(goods->first.second)].id;
  out.diverted = goods->second;
  double relative = 0.0;
  for (auto const& [way, flow] : changes) {
    if (std::get<0>(way) != goods->first) continue;
    double const gain = flow.second - flow.first;
    if (gain <= 0.0 || !telling(gain, std::max(flow.second, out.diverted))) continue;
    double const share = gain / flow.second; // of a route's links that which did least before tells most
    bool const same = std::abs(gain - out.gain) <= kTie * gain;
    if (same ? share <= relative : gain < out.gain) continue;
    out.link = in.links[at(std::get<1>(way))].id;
    out.forward = std::get<2>(way);
    out.gain = gain;
    relative = share;
  }
  return out;
}

} // namespace

bool all_valued(model::Instance const& instance) {
  return std::all_of(instance.demands.begin(), instance.demands.end(),
                     [](model::Demand const& demand) { return demand.valued; });
}

void fill_outcome(RankRow& row, Answer const& base, Answer const& after, model::Solution const& solution,
                  Places const& shut) {
  model::Certificate certificate = after.certificate;
  double const shifted = shift(base, after, solution.unserved_value);
  certificate.objective += shifted;
  certificate.bound += shifted;
  fill_bracket(row, base.certificate, certificate);
  row.surplus_loss = base.surplus - after.surplus - shifted;
  if (base.welfare && after.welfare) row.welfare_loss = *base.welfare - *after.welfare;
  row.unserved = unserved(base, after, shut);
  row.by_actor = losses(base, after);
  row.alternative = alternative(base, after, shut);
  row.status = after.status == Status::limit ? RankStatus::limit : RankStatus::solved;
}

void fill_unused(RankRow& row, Answer const& base, model::Certificate const& after) {
  row.low = std::min(0.0, after.objective - after.bound);
  row.high = std::max(0.0, base.certificate.bound - base.certificate.objective);
  row.gap = after.gap;
  row.surplus_loss = 0.0;
  if (base.welfare) row.welfare_loss = 0.0;
  row.status = RankStatus::unused;
}

} // namespace korridor::study
