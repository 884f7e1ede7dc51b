// The assignment check: delays from flows, better ways by label correcting, excess.
#include "korridor/verify/assignment_check.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "korridor/verify/rules.hpp"

namespace korridor::verify {

namespace {

using model::Instance;
using model::kInfinity;
using model::kNone;

constexpr double kResidualTolerance = 1e-6;
constexpr double kNowhere = 1.0; // a violation beyond any tolerance

std::size_t idx(int position) { return static_cast<std::size_t>(position); }

/// A link's direction (at 2 * link + (forward ? 0 : 1)) or a node, as a place where goods wait.
struct Element {
  double used = 0.0;              ///< capacity units per period
  double valued = 0.0;            ///< sum of flow times time value, money per day
  double delay = 0.0;             ///< days beyond the delay of the tables
  double slope = 0.0;             ///< growth of that per capacity unit
  double integral = 0.0;          ///< of that from no flow
  double least_worth = kInfinity; ///< time value per capacity unit of all goods that may come here
  double most_worth = 0.0;

  template <class Place>
  void wait(Place const& place, double capacity) {
    if (place.b <= 0.0 || place.delay <= 0.0 || !(capacity > 0.0 && capacity < kInfinity)) return;
    double const ratio = used / capacity;
    delay = place.delay * place.b * std::pow(ratio, place.power);
    slope = place.delay * place.b * place.power * std::pow(ratio, place.power - 1.0) / capacity;
    integral = delay * used / (place.power + 1.0);
  }
};

struct Paid {
  bool allowed = false;
  double price = 0.0;    ///< money per unit, with delays as they are
  double marginal = 0.0; ///< what it costs all
  double tolls = 0.0;
  double days = 0.0;
};

class Check {
public:
  Check(Instance const& instance, model::AssignedFlows const& flows, model::Optimum optimum)
      : instance_(instance), flows_(flows), system_(optimum == model::Optimum::system), rules_(instance),
        links_(2 * instance.links.size()), nodes_(instance.nodes.size()),
        source_(instance.demands.size(), kNone), goods_(instance.demands.size()),
        met_(instance.demands.size(), 0.0), arcs_from_(instance.nodes.size()) {
    out_.totals.resize(instance.commodities.size());
    for (std::size_t l = 0; l < instance.links.size(); ++l) {
      arcs_from_[idx(instance.links[l].from)].push_back(static_cast<int>(2 * l));
      arcs_from_[idx(instance.links[l].to)].push_back(static_cast<int>(2 * l + 1));
    }
  }

  model::AssignmentCertificate run() {
    find_sources();
    load();
    judge_ways();
    judge_demands();
    state_objective();
    out_.gap = spent_ > 0.0 ? std::max(0.0, excess_) / spent_ : 0.0;
    return out_;
  }

private:
  [[nodiscard]] double wanted(int d) const {
    return instance_.demands[idx(d)].quantity * rules_.demand_factor(d);
  }

  void violate(double overrun) { out_.max_violation = std::max(out_.max_violation, overrun); }

  // Of each demand the supply row that it can be met from, and what it then is.
  void find_sources() {
    // [commodity][origin + 1] a row that is not shut
    std::vector<std::vector<int>> row_of(instance_.commodities.size(),
                                         std::vector<int>(instance_.actors.size() + 1, kNone));
    for (int s = 0; s < static_cast<int>(instance_.supplies.size()); ++s) {
      model::Supply const& supply = instance_.supplies[idx(s)];
      double const capacity = supply.capacity * rules_.supply_factor(s);
      if (capacity <= 0.0) continue;
      row_of[idx(supply.commodity)][idx(supply.origin + 1)] = s;
      capacity_[{supply.commodity, supply.origin, supply.node}] += capacity;
    }
    for (std::size_t d = 0; d < instance_.demands.size(); ++d) {
      model::Demand const& demand = instance_.demands[d];
      goods_[d] = {demand.commodity,
                   kNone,
                   kNone,
                   instance_.nodes[idx(demand.node)].jurisdiction,
                   demand.segment,
                   demand.time_value,
                   demand.avoid};
      for (int origin = kNone; origin < static_cast<int>(instance_.actors.size()); ++origin) {
        int const row = row_of[idx(demand.commodity)][idx(origin + 1)];
        if (row == kNone || !demand.origins[origin] || !demand.vias[kNone]) continue;
        source_[d] = row;
        goods_[d].origin = origin;
      }
      if (source_[d] == kNone) continue;
      bool const in = rules_.judge({Spot::Kind::supply, kNone, true, source_[d], kNone}, goods_[d]).allowed;
      bool const out =
          rules_.judge({Spot::Kind::demand, kNone, true, static_cast<int>(d), kNone}, goods_[d]).allowed;
      if (!in || !out) source_[d] = kNone;
    }
  }

  [[nodiscard]] int source_node(int d) const {
    return source_[idx(d)] == kNone ? kNone : instance_.supplies[idx(source_[idx(d)])].node;
  }

  void add(Element& element, double use, double flow, double time_value) {
    element.used += use * flow;
    element.valued += time_value * flow;
    note_worth(element, use, time_value);
  }

  static void note_worth(Element& element, double use, double time_value) {
    if (use <= 0.0) return;
    element.least_worth = std::min(element.least_worth, time_value / use);
    element.most_worth = std::max(element.most_worth, time_value / use);
  }

  void load() {
    std::map<std::tuple<int, int, int>, double> taken;
    for (model::AssignedWay const& way : flows_.ways) {
      Goods const& goods = goods_[idx(way.demand)];
      int node = source_node(way.demand);
      if (node == kNone || !(way.flow > 0.0)) {
        violate(kNowhere);
        continue;
      }
      met_[idx(way.demand)] += way.flow;
      taken[{goods.commodity, goods.origin, node}] += way.flow;
      auto const pass = [&](int at) {
        add(nodes_[idx(at)], instance_.nodes[idx(at)].use[idx(goods.commodity)], way.flow, goods.time_value);
      };
      pass(node);
      for (model::Step const& step : way.steps) {
        model::Link const& link = instance_.links[idx(step.link)];
        if ((step.forward ? link.from : link.to) != node) violate(kNowhere);
        node = step.forward ? link.to : link.from;
        add(links_[2 * idx(step.link) + (step.forward ? 0 : 1)], link.use[idx(goods.commodity)], way.flow,
            goods.time_value);
        pass(node);
      }
      if (node != instance_.demands[idx(way.demand)].node) violate(kNowhere);
    }
    for (std::size_t a = 0; a < links_.size(); ++a)
      links_[a].wait(instance_.links[a / 2], rules_.link_capacity(static_cast<int>(a / 2)));
    for (std::size_t n = 0; n < nodes_.size(); ++n)
      nodes_[n].wait(instance_.nodes[n], rules_.node_capacity(static_cast<int>(n)));
    for (auto const& [key, flow] : taken) violate((flow - capacity_[key]) / flow);
  }

  // What a spot charges, and the waiting at up to two elements there.
  Paid judge(Spot const& spot, Goods const& goods, Element const* link, Element const* node) const {
    Verdict const verdict = rules_.judge(spot, goods);
    if (!verdict.allowed) return {};
    Paid paid;
    paid.allowed = true;
    Goods patient = goods;
    patient.time_value = 0.0;
    double const money = rules_.judge(spot, patient).charge;
    patient.time_value = 1.0;
    paid.days = rules_.judge(spot, patient).charge - money;
    paid.tolls = money - verdict.spent;
    double outside = 0.0; // cost to the others
    if (link != nullptr) {
      paid.days += link->delay;
      outside += instance_.links[idx(spot.link)].use[idx(goods.commodity)] * link->slope * link->valued;
    }
    if (node != nullptr) {
      paid.days += node->delay;
      outside +=
          instance_.nodes[idx(rules_.head(spot))].use[idx(goods.commodity)] * node->slope * node->valued;
    }
    paid.price = money + goods.time_value * paid.days;
    paid.marginal = paid.price + outside;
    return paid;
  }

  Paid arc(std::size_t a, Goods const& goods) const {
    Spot const spot{Spot::Kind::arc, static_cast<int>(a / 2), a % 2 == 0, kNone, kNone};
    model::Link const& link = instance_.links[a / 2];
    return judge(spot, goods, &links_[a], &nodes_[idx(a % 2 == 0 ? link.to : link.from)]);
  }

  // Position in `paid_` of what goods pay by arc; goods that the measures cannot tell apart share one.
  std::size_t arcs_of(Goods const& goods) {
    std::vector<int> key{goods.commodity, goods.avoid};
    if (!instance_.measures.empty()) key.insert(key.end(), {goods.origin, goods.destination, goods.segment});
    auto const [found, is_new] = known_.try_emplace({std::move(key), goods.time_value}, paid_.size());
    if (is_new) paid_.emplace_back();
    for (std::size_t a = 0; is_new && a < links_.size(); ++a) {
      paid_.back().push_back(arc(a, goods));
      if (!paid_.back().back().allowed) continue;
      model::Link const& link = instance_.links[a / 2];
      int const head = a % 2 == 0 ? link.to : link.from;
      note_worth(links_[a], link.use[idx(goods.commodity)], goods.time_value);
      note_worth(nodes_[idx(head)], instance_.nodes[idx(head)].use[idx(goods.commodity)], goods.time_value);
    }
    return found->second;
  }

  Paid at_ends(int d) const {
    Goods const& goods = goods_[idx(d)];
    Paid const in = judge({Spot::Kind::supply, kNone, true, source_[idx(d)], kNone}, goods, nullptr,
                          &nodes_[idx(source_node(d))]);
    Paid const out = judge({Spot::Kind::demand, kNone, true, d, kNone}, goods, nullptr, nullptr);
    return {true, in.price + out.price, in.marginal + out.marginal, in.tolls + out.tolls, in.days + out.days};
  }

  void judge_ways() {
    for (model::AssignedWay const& way : flows_.ways) {
      if (source_[idx(way.demand)] == kNone) continue;
      Goods const& goods = goods_[idx(way.demand)];
      std::vector<Paid> const& arcs = paid_[arcs_of(goods)];
      Paid sum = at_ends(way.demand);
      for (model::Step const& step : way.steps) {
        Paid const& paid = arcs[2 * idx(step.link) + (step.forward ? 0 : 1)];
        if (!paid.allowed) violate(kNowhere);
        sum.price += paid.price;
        sum.marginal += paid.marginal;
        sum.tolls += paid.tolls;
        sum.days += paid.days;
      }
      model::AssignedTotals& totals = out_.totals[idx(goods.commodity)];
      totals.served += way.flow;
      totals.cost += way.flow * sum.price;
      totals.tolls += way.flow * sum.tolls;
      totals.time += way.flow * sum.days;
      double const felt = system_ ? sum.marginal : sum.price;
      spent_ += way.flow * felt;
      excess_ += way.flow * felt;
    }
  }

  // Demands in the order of their goods and source, so that one search serves all of them.
  void judge_demands() {
    std::map<std::pair<int, std::size_t>, std::vector<int>> groups; // by source and position in `paid_`
    for (int d = 0; d < static_cast<int>(goods_.size()); ++d) {
      double const quantity = wanted(d);
      double const unserved = flows_.unserved[idx(d)];
      if (quantity > 0.0)
        out_.max_imbalance =
            std::max(out_.max_imbalance, std::abs(met_[idx(d)] + unserved - quantity) / quantity);
      if (unserved < 0.0) violate(kNowhere);
      out_.totals[idx(goods_[idx(d)].commodity)].unserved += unserved;
      if (quantity > 0.0 && source_[idx(d)] != kNone)
        groups[{source_node(d), arcs_of(goods_[idx(d)])}].push_back(d);
    }
    for (auto const& [key, demands] : groups) {
      std::vector<double> const least = least_from(key.first, paid_[key.second]);
      for (int const d : demands) {
        double const way = least[idx(instance_.demands[idx(d)].node)];
        if (flows_.unserved[idx(d)] > 0.0 && way < kInfinity) violate(flows_.unserved[idx(d)] / wanted(d));
        if (met_[idx(d)] <= 0.0 || way == kInfinity) continue;
        Paid const ends = at_ends(d);
        excess_ -= met_[idx(d)] * (way + (system_ ? ends.marginal : ends.price));
      }
    }
  }

  [[nodiscard]] std::vector<double> least_from(int origin, std::vector<Paid> const& arcs) const {
    std::vector<double> least(nodes_.size(), kInfinity);
    std::vector<bool> waiting(nodes_.size(), false);
    std::deque<int> queue{origin};
    least[idx(origin)] = 0.0;
    while (!queue.empty()) {
      int const node = queue.front();
      queue.pop_front();
      waiting[idx(node)] = false;
      for (int const a : arcs_from_[idx(node)]) {
        if (!arcs[idx(a)].allowed) continue;
        model::Link const& link = instance_.links[idx(a / 2)];
        int const head = a % 2 == 0 ? link.to : link.from;
        double const there = least[idx(node)] + (system_ ? arcs[idx(a)].marginal : arcs[idx(a)].price);
        if (!(there < least[idx(head)])) continue;
        least[idx(head)] = there;
        if (!waiting[idx(head)]) queue.push_back(head);
        waiting[idx(head)] = true;
      }
    }
    return least;
  }

  // Beckmann's objective is the total cost, less what growing delay costs, plus its integral.
  void state_objective() {
    double objective = out_.total_cost();
    bool one_worth = true;
    for (std::vector<Element> const* const elements : {&links_, &nodes_}) {
      for (Element const& it : *elements) {
        if (it.delay <= 0.0) continue;
        one_worth = one_worth && it.most_worth <= it.least_worth * (1.0 + 1e-9);
        if (!system_) objective -= it.delay * it.valued - it.integral * it.most_worth;
      }
    }
    if (system_) out_.objective = objective;
    if (!one_worth) return; // no convex function of money: no bound, and of users no objective
    out_.objective = objective;
    out_.bound = objective - std::max(0.0, excess_);
  }

  Instance const& instance_;
  model::AssignedFlows const& flows_;
  bool system_;
  Rules rules_;
  std::vector<Element> links_, nodes_;
  std::vector<int> source_;  ///< [demand] supply row
  std::vector<Goods> goods_; ///< [demand]
  std::vector<double> met_;  ///< [demand]
  std::vector<std::vector<int>> arcs_from_;
  std::map<std::tuple<int, int, int>, double> capacity_; ///< by commodity, origin and node
  std::map<std::pair<std::vector<int>, double>, std::size_t> known_;
  std::vector<std::vector<Paid>> paid_; ///< [goods][arc]
  double spent_ = 0.0;
  double excess_ = 0.0;
  model::AssignmentCertificate out_;
};

} // namespace

model::AssignmentCertificate check_assignment(Instance const& instance, model::AssignedFlows const& flows,
                                              model::Optimum optimum) {
  return Check(instance, flows, optimum).run();
}

bool proves(model::AssignmentCertificate const& certificate, double gap) {
  return certificate.gap <= gap && certificate.max_imbalance <= kResidualTolerance &&
         certificate.max_violation <= kResidualTolerance;
}

} // namespace korridor::verify
