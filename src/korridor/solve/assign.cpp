// From an instance to an assignment problem, and its paths back as ways.
#include "korridor/solve/assign.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "korridor/core/processor_time.hpp"
#include "korridor/opt/assignment.hpp"
#include "korridor/solve/effects.hpp"

namespace korridor::solve {

namespace {

using model::Instance;
using model::kInfinity;
using model::kNone;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

class Translation {
public:
  Translation(Instance const& instance, AssignOptions const& options, Findings& findings)
      : instance_(instance), findings_(findings), effects_(instance),
        system_(options.optimum == model::Optimum::system) {}

  std::optional<Assigned> solve(AssignOptions const& options) {
    std::size_t const errors_before = findings_.error_count();
    out_.flows.unserved.resize(instance_.demands.size());
    build_arcs();
    find_sources();
    for (int d = 0; d < static_cast<int>(instance_.demands.size()); ++d) add_trip(d);
    check_supplies();
    scale_classes();
    if (findings_.error_count() > errors_before) return std::nullopt;
    set_congestion();
    double const begin = processor_seconds();
    opt::Assignment const found = opt::solve_assignment(problem_, {options.gap, options.time_limit});
    out_.solver_seconds = processor_seconds() - begin;
    out_.converged = found.converged;
    out_.rounds = found.rounds;
    out_.pair_count = problem_.trips.size();
    out_.class_count = problem_.classes.size();
    translate_back(found);
    return std::move(out_);
  }

private:
  /// Where goods of a commodity and origin come from: one node, or several, which is refused.
  struct Source {
    std::set<int> nodes;
    double capacity = 0.0;
    double wanted = 0.0;
    int supply = kNone; ///< one of its rows
  };
  struct Class {
    ClassKey key;
    bool slows = false;   ///< meets delay that grows
    double load = 1.0;    ///< capacity units that a unit takes
    double per_day = 1.0; ///< money per unit and day, or 1 where no delay grows
  };

  [[nodiscard]] bool grows(model::Link const& link, double capacity) const {
    return link.b > 0.0 && link.delay > 0.0 && capacity > 0.0 && capacity < kInfinity;
  }
  [[nodiscard]] bool grows(int node) const {
    model::Node const& it = instance_.nodes[at(node)];
    double const capacity = effects_.node_capacity(node);
    return it.b > 0.0 && it.delay > 0.0 && capacity > 0.0 && capacity < kInfinity;
  }
  [[nodiscard]] bool arc_grows(Arc const& arc) const {
    return grows(instance_.links[at(arc.link)], effects_.link_capacity(arc.link));
  }

  /// An arc for each direction of a link, at its position in `effects_`; then one through each node whose
  /// delay grows, from where goods arrive to where they go on or are used.
  void build_arcs() {
    int const node_count = static_cast<int>(instance_.nodes.size());
    leaves_from_.resize(at(node_count));
    problem_.node_count = node_count;
    for (int n = 0; n < node_count; ++n) leaves_from_[at(n)] = grows(n) ? problem_.node_count++ : n;
    for (Arc const& arc : effects_.arcs())
      problem_.arcs.push_back({leaves_from_[at(arc.tail)], arc.head, {}});
    for (int n = 0; n < node_count; ++n) {
      if (!grows(n)) continue;
      node_arcs_.push_back(n);
      problem_.arcs.push_back({n, leaves_from_[at(n)], {}});
    }
  }

  void find_sources() {
    for (int s = 0; s < static_cast<int>(instance_.supplies.size()); ++s) {
      model::Supply const& supply = instance_.supplies[at(s)];
      double const capacity = supply.capacity * effects_.supply_factor(s);
      if (capacity <= 0.0) continue;
      Source& source = sources_[{supply.commodity, supply.origin}];
      source.nodes.insert(supply.node);
      source.capacity += capacity;
      source.supply = s;
    }
    by_commodity_.resize(instance_.commodities.size());
    for (auto& [key, source] : sources_) by_commodity_[at(key.first)].emplace_back(key.second, &source);
  }

  void add_trip(int d) {
    model::Demand const& demand = instance_.demands[at(d)];
    double const quantity = demand.quantity * effects_.demand_factor(d);
    if (quantity <= 0.0) return;
    Source* source = nullptr;
    std::set<int> nodes;
    int origin = kNone;
    int sorts = 0;
    for (auto const& [from, candidate] : by_commodity_[at(demand.commodity)]) {
      if (!demand.origins[from] || !demand.vias[kNone]) continue;
      source = candidate;
      origin = from;
      nodes.insert(candidate->nodes.begin(), candidate->nodes.end());
      ++sorts;
    }
    if (nodes.size() > 1 || sorts > 1) {
      int const other = *nodes.rbegin();
      findings_.error("E550", "demand.csv", 0, "origin", demand.id,
                      "may be supplied from several places or origins, such as '" +
                          instance_.nodes[at(*nodes.begin())].id + "' and '" + instance_.nodes[at(other)].id +
                          "'; assign needs one",
                      "accept one origin, and let that origin supply from one node");
      return;
    }
    ClassKey const key{
        demand.commodity,  origin,      kNone, instance_.nodes[at(demand.node)].jurisdiction, demand.segment,
        demand.time_value, demand.avoid};
    if (source == nullptr ||
        !open(effects_.supply(source->supply, key), instance_.supplies[at(source->supply)].id) ||
        !open(effects_.demand(d, key), demand.id)) {
      out_.flows.unserved[at(d)] = quantity;
      return;
    }
    source->wanted += quantity;
    int const node = *nodes.begin();
    if (node == demand.node && !grows(node)) { // nothing that others could feel
      out_.flows.ways.push_back({d, quantity, {}});
      return;
    }
    int const k = class_of(key);
    classes_[at(k)].slows = classes_[at(k)].slows || grows(node);
    problem_.trips.push_back({k, node, leaves_from_[at(demand.node)], quantity});
    demand_of_trip_.push_back(d);
  }

  /// Whether goods may pass; what lets them pass in part, or counts them, is refused.
  bool open(Terms const& terms, std::string const& id) {
    if (!terms.open) return false;
    if (terms.efficiency < 1.0 || !terms.partial_bans.empty()) refuse_part(terms, id);
    return true;
  }

  void refuse_part(Terms const& terms, std::string const& id) {
    std::string const by = terms.partial_bans.empty()
                               ? std::string("a ban that is not enforced in full")
                               : "'" + instance_.measures[at(terms.partial_bans.front().measure)].id + "'";
    if (!told_.insert(by).second) return;
    findings_.error("E551", "measure.csv", 0, "", id,
                    "is closed in part by " + by + ", which assign does not work",
                    "take one day with --date, or write enforcement 1");
  }

  /// Classes that no measure in force, time value or avoidance tells apart share one.
  int class_of(ClassKey const& key) {
    std::vector<bool> met;
    for (model::Measure const& measure : instance_.measures) met.push_back(matches(measure.where, key));
    auto const [found, is_new] = known_.try_emplace({key.commodity, key.time_value, key.avoid, met},
                                                    static_cast<int>(classes_.size()));
    if (is_new) add_class(key);
    return found->second;
  }

  void add_class(ClassKey const& key) {
    Class& made = classes_.emplace_back(Class{key});
    opt::AssignmentClass& solved = problem_.classes.emplace_back();
    solved.fixed.assign(problem_.arcs.size(), 0.0);
    for (std::size_t a = 0; a < effects_.arcs().size(); ++a) {
      Arc const& arc = effects_.arcs()[a];
      Terms const terms = effects_.arc(static_cast<int>(a), key);
      double& fixed = solved.fixed[a];
      model::Link const& link = instance_.links[at(arc.link)];
      if (!open(terms, link.id)) {
        fixed = kInfinity;
        continue;
      }
      double timed = 0.0;
      if (arc_grows(arc)) timed += link.delay;
      if (grows(arc.head)) timed += instance_.nodes[at(arc.head)].delay;
      made.slows = made.slows || timed > 0.0;
      fixed = terms.charge - key.time_value * timed;
      constexpr double kRounding = 1e-12;
      if (fixed < -kRounding * (std::abs(terms.charge) + key.time_value * timed)) {
        findings_.error("E554", "link.csv", 0, "", link.id,
                        "costs less than nothing with the charges in force",
                        "raise its cost or lower the subsidy");
      }
      fixed = std::max(0.0, fixed);
    }
  }

  void check_supplies() {
    constexpr double kRounding = 1e-9;
    for (auto const& [key, source] : sources_) {
      if (source.wanted <= source.capacity * (1.0 + kRounding)) continue;
      findings_.error("E552", "supply.csv", 0, "capacity", instance_.supplies[at(source.supply)].id,
                      "is too small: what may be supplied there is " + std::to_string(source.capacity) +
                          " and the demand that depends on it " + std::to_string(source.wanted),
                      "raise the capacity or lower the demand");
    }
  }

  /// use.csv of a commodity at an element whose delay grows: link arc, or node arc behind them.
  [[nodiscard]] double use(std::size_t arc, int commodity) const {
    std::size_t const links = effects_.arcs().size();
    return arc < links ? instance_.links[at(effects_.arcs()[arc].link)].use[at(commodity)]
                       : instance_.nodes[at(node_arcs_[arc - links])].use[at(commodity)];
  }
  [[nodiscard]] bool slows(std::size_t arc) const {
    return arc >= effects_.arcs().size() || arc_grows(effects_.arcs()[arc]);
  }

  /// Money to days, units to units of capacity.
  void scale_classes() {
    std::set<int> commodities;
    for (Class const& it : classes_) {
      if (it.slows) commodities.insert(it.key.commodity);
    }
    one_commodity_ = commodities.size() <= 1;
    std::set<double> worths; // money per unit of capacity and day
    for (std::size_t k = 0; k < classes_.size(); ++k) {
      Class& it = classes_[k];
      std::string const& commodity = instance_.commodities[at(it.key.commodity)].id;
      if (it.slows) {
        it.per_day = it.key.time_value;
        if (it.per_day <= 0.0) {
          findings_.error("E553", "commodity.csv", 0, "time_value", commodity,
                          "is 0, so that it could wait for ever where delay grows with flow",
                          "give a time value");
          continue;
        }
        it.load = load_of(k, commodity);
        worths.insert(it.per_day / it.load);
      }
      for (double& fixed : problem_.classes[k].fixed) fixed /= it.per_day;
      problem_.classes[k].weight = it.per_day / it.load;
    }
    for (opt::AssignmentTrip& trip : problem_.trips) trip.amount *= classes_[at(trip.of_class)].load;
    if (system_ && !worths.empty() && *worths.rbegin() > *worths.begin() * (1.0 + 1e-12)) {
      findings_.error(
          "E555", "commodity.csv", 0, "time_value", "",
          "differs between goods that slow each other down; the system optimum is then not convex",
          "ask for --optimum user, or give all one time value for each unit of capacity");
    }
  }

  /// One commodity: 1, and capacities are in its own unit. Several: the same at each element, or refused.
  double load_of(std::size_t k, std::string const& commodity) {
    double load = 0.0;
    for (std::size_t a = 0; a < problem_.arcs.size(); ++a) {
      if (!slows(a) || problem_.classes[k].fixed[a] == kInfinity) continue;
      double const here = use(a, classes_[k].key.commodity);
      bool const differs = !one_commodity_ && load > 0.0 && std::abs(here - load) > 1e-12 * load;
      if (here <= 0.0 || differs) {
        findings_.error("E553", "use.csv", 0, "use", commodity,
                        differs ? "takes different capacity at different links or nodes whose delay grows"
                                : "takes no capacity where delay grows with it",
                        "state the capacities in one unit");
        return 1.0;
      }
      load = here;
    }
    return one_commodity_ || load == 0.0 ? 1.0 : load;
  }

  void set_congestion() {
    int commodity = kNone; // the one, where there is one
    for (Class const& it : classes_) commodity = it.slows ? it.key.commodity : commodity;
    std::size_t const links = effects_.arcs().size();
    for (std::size_t a = 0; a < problem_.arcs.size(); ++a) {
      if (!slows(a) || commodity == kNone) continue;
      double const per_unit = one_commodity_ ? use(a, commodity) : 1.0;
      if (per_unit <= 0.0) continue; // no class may come here: told else
      opt::Congestion congestion;
      if (a < links) {
        Arc const& arc = effects_.arcs()[a];
        model::Link const& link = instance_.links[at(arc.link)];
        congestion = {link.delay, link.b, link.power, effects_.link_capacity(arc.link) / per_unit};
      } else {
        model::Node const& node = instance_.nodes[at(node_arcs_[a - links])];
        congestion = {node.delay, node.b, node.power,
                      effects_.node_capacity(node_arcs_[a - links]) / per_unit};
      }
      problem_.arcs[a].congestion = system_ ? congestion.marginal() : congestion;
    }
  }

  void translate_back(opt::Assignment const& found) {
    for (std::size_t t = 0; t < problem_.trips.size(); ++t) {
      if (found.has_way[t]) continue;
      double const load = classes_[at(problem_.trips[t].of_class)].load;
      out_.flows.unserved[at(demand_of_trip_[t])] = problem_.trips[t].amount / load;
    }
    for (opt::AssignedPath const& path : found.paths) {
      model::AssignedWay& way = out_.flows.ways.emplace_back();
      way.demand = demand_of_trip_[at(path.trip)];
      way.flow = path.flow / classes_[at(problem_.trips[at(path.trip)].of_class)].load;
      for (int const a : path.arcs) {
        if (at(a) >= effects_.arcs().size()) continue;
        way.steps.push_back({effects_.arcs()[at(a)].link, effects_.arcs()[at(a)].forward});
      }
    }
  }

  Instance const& instance_;
  Findings& findings_;
  Effects effects_;
  bool system_;
  bool one_commodity_ = true;
  opt::AssignmentProblem problem_;
  std::vector<int> leaves_from_;                  ///< [node] node of the problem that its arcs leave from
  std::vector<int> node_arcs_;                    ///< node of each arc behind those of links
  std::map<std::pair<int, int>, Source> sources_; ///< by commodity and origin
  std::vector<std::vector<std::pair<int, Source*>>> by_commodity_; ///< the same: [commodity] origins
  std::map<std::tuple<int, double, int, std::vector<bool>>, int> known_;
  std::vector<Class> classes_;
  std::vector<int> demand_of_trip_;
  std::set<std::string> told_;
  Assigned out_;
};

} // namespace

std::optional<Assigned> assign(Instance const& instance, AssignOptions const& options, Findings& findings) {
  std::size_t const errors_before = findings.error_count();
  refuse(instance, findings);
  if (findings.error_count() > errors_before) return std::nullopt;
  return Translation(instance, options, findings).solve(options);
}

} // namespace korridor::solve
