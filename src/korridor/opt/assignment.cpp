// The assignment by path flows: rounds, Newton steps, the gap.
#include "korridor/opt/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

#include "korridor/core/processor_time.hpp"
#include "korridor/opt/shortest_trees.hpp"

namespace korridor::opt {

namespace {

// Between two rounds the trips with several paths are settled at most so often, or until what remains is this
// part of what the round found. Both were chosen on the networks of bench/.
constexpr int kSettleLimit = 50;
constexpr double kSettled = 0.01;
// A path is better than another when it is by more than the rounding of sums of some hundred times.
constexpr double kRounding = 1e-14;
constexpr int kSecantLimit = 4;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

void demand_that(bool holds, std::string const& what) {
  if (!holds) throw std::invalid_argument("assignment: " + what);
}

void check(AssignmentProblem const& problem) {
  auto const is_node = [&](int node) { return node >= 0 && node < problem.node_count; };
  for (AssignmentArc const& arc : problem.arcs) {
    Congestion const& c = arc.congestion;
    demand_that(is_node(arc.tail) && is_node(arc.head), "an arc ends at no node");
    demand_that(c.free >= 0.0 && std::isfinite(c.free) && c.b >= 0.0 && std::isfinite(c.b),
                "a time or b is negative or infinite");
    demand_that(!c.grows() || c.power >= 1.0, "a power is below 1");
    demand_that(!c.grows() || c.capacity > 0.0, "a capacity that time depends on is not above 0");
  }
  for (AssignmentClass const& it : problem.classes) {
    demand_that(it.fixed.size() == problem.arcs.size(), "a class has other than one number for each arc");
    demand_that(it.weight > 0.0 && std::isfinite(it.weight), "a weight is not above 0");
    demand_that(std::all_of(it.fixed.begin(), it.fixed.end(), [](double fixed) { return fixed >= 0.0; }),
                "a fixed time is negative");
  }
  for (AssignmentTrip const& trip : problem.trips) {
    demand_that(is_node(trip.origin) && is_node(trip.destination), "a trip ends at no node");
    demand_that(trip.origin != trip.destination, "a trip ends where it begins");
    demand_that(trip.of_class >= 0 && at(trip.of_class) < problem.classes.size(), "a trip has no class");
    demand_that(trip.amount >= 0.0 && std::isfinite(trip.amount), "a trip's amount is negative or infinite");
  }
}

class PathFlows {
public:
  explicit PathFlows(AssignmentProblem const& problem)
      : problem_(problem), arc_count_(problem.arcs.size()), flow_(arc_count_), slope_(arc_count_),
        cost_(problem.classes.size() * arc_count_), marked_by_best_(arc_count_), marked_by_other_(arc_count_),
        trips_(problem.trips.size()), order_(problem.trips.size()), trees_(make_trees()) {
    for (std::size_t a = 0; a < arc_count_; ++a) set_flow(a, 0.0);
  }

  Assignment solve(AssignmentOptions const& options) {
    double const begin = processor_seconds();
    Assignment out;
    for (;;) {
      double const excess = round();
      ++out.rounds;
      bool const last = out.rounds >= options.round_limit ||
                        (options.time_limit > 0.0 && processor_seconds() - begin > options.time_limit);
      if (excess <= options.gap * total_ || last) {
        out.gap = measured_gap();
        out.converged = out.gap <= options.gap;
        if (out.converged || last) break;
      }
      settle_several(kSettled * excess);
    }
    out.has_way.resize(trips_.size());
    for (std::size_t t = 0; t < trips_.size(); ++t) {
      out.has_way[t] = problem_.trips[t].amount == 0.0 || !trips_[t].paths.empty();
      for (Path const& path : trips_[t].paths) {
        if (path.flow > 0.0) out.paths.push_back({static_cast<int>(t), path.flow, path.arcs});
      }
    }
    return out;
  }

private:
  struct Path {
    double flow = 0.0;
    std::vector<int> arcs;
  };
  struct Trip {
    std::vector<Path> paths;
  };
  /// Trips of one class from one origin: [begin, end) of `order_`.
  struct Root {
    std::size_t begin, end;
  };

  ShortestTrees make_trees() {
    std::vector<AssignmentTrip> const& trips = problem_.trips;
    std::iota(order_.begin(), order_.end(), 0);
    std::stable_sort(order_.begin(), order_.end(), [&](int a, int b) {
      return std::pair(trips[at(a)].of_class, trips[at(a)].origin) <
             std::pair(trips[at(b)].of_class, trips[at(b)].origin);
    });
    for (std::size_t i = 0; i < order_.size(); ++i) {
      AssignmentTrip const& trip = trips[at(order_[i])];
      bool const same = i > 0 && trip.of_class == trips[at(order_[i - 1])].of_class &&
                        trip.origin == trips[at(order_[i - 1])].origin;
      if (!same) roots_.push_back({i, i});
      roots_.back().end = i + 1;
    }
    std::vector<Ends> ends;
    for (AssignmentArc const& arc : problem_.arcs) ends.push_back({arc.tail, arc.head});
    return ShortestTrees(problem_.node_count, ends, roots_.size());
  }

  void set_flow(std::size_t a, double flow) {
    flow_[a] = flow;
    Congestion const& congestion = problem_.arcs[a].congestion;
    double const time = congestion.time(flow);
    slope_[a] = congestion.slope(flow);
    for (std::size_t k = 0; k < problem_.classes.size(); ++k) {
      cost_[k * arc_count_ + a] = time + problem_.classes[k].fixed[a];
    }
  }

  [[nodiscard]] double const* costs_of(AssignmentTrip const& trip) const {
    return cost_.data() + at(trip.of_class) * arc_count_;
  }

  static double sum(std::vector<int> const& arcs, double const* cost) {
    double total = 0.0;
    for (int const a : arcs) total += cost[a];
    return total;
  }

  /// Every origin in turn; what all flows could save by the paths found, weighted. Leaves `total_`.
  double round() {
    double excess = 0.0;
    total_ = 0.0;
    several_.clear();
    for (std::size_t r = 0; r < roots_.size(); ++r) {
      mend(r);
      for (std::size_t i = roots_[r].begin; i < roots_[r].end; ++i) {
        if (problem_.trips[at(order_[i])].amount > 0.0) excess += visit(at(order_[i]));
      }
    }
    return excess;
  }

  void mend(std::size_t r) {
    AssignmentTrip const& first = problem_.trips[at(order_[roots_[r].begin])];
    trees_.mend(r, first.origin, costs_of(first));
  }

  double visit(std::size_t t) {
    AssignmentTrip const& trip = problem_.trips[t];
    double const* const cost = costs_of(trip);
    std::vector<Path>& paths = trips_[t].paths;
    double const least = trees_.distance(trip.destination);
    if (!std::isfinite(least)) return 0.0;
    if (paths.empty()) {
      paths.emplace_back();
      trees_.path_to(trip.destination, paths.front().arcs);
      paths.front().flow = trip.amount;
      for (int const a : paths.front().arcs) set_flow(at(a), flow_[at(a)] + trip.amount);
      double const loaded =
          problem_.classes[at(trip.of_class)].weight * trip.amount * sum(paths.front().arcs, cost);
      total_ += loaded;
      return loaded; // nothing is known yet of what it could save
    }
    double spent = 0.0;
    double best = std::numeric_limits<double>::infinity();
    for (Path const& path : paths) {
      double const here = sum(path.arcs, cost);
      spent += path.flow * here;
      best = std::min(best, here);
    }
    if (least < best * (1.0 - kRounding)) add_path(t);
    if (paths.size() > 1) {
      several_.push_back(t);
      settle(t);
    }
    double const weight = problem_.classes[at(trip.of_class)].weight;
    total_ += weight * spent;
    return weight * std::max(0.0, spent - trip.amount * least);
  }

  void add_path(std::size_t t) {
    trees_.path_to(problem_.trips[t].destination, found_);
    for (Path const& path : trips_[t].paths) {
      if (path.arcs == found_) return; // times have moved since the tree was mended
    }
    trips_[t].paths.push_back({0.0, found_});
  }

  /// Moves flow of a trip to its best path; what it could have saved before, not weighted.
  double settle(std::size_t t) {
    AssignmentTrip const& trip = problem_.trips[t];
    double const* const cost = costs_of(trip);
    std::vector<Path>& paths = trips_[t].paths;
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    double spent = 0.0;
    for (std::size_t p = 0; p < paths.size(); ++p) {
      double const here = sum(paths[p].arcs, cost);
      spent += paths[p].flow * here;
      if (here < least) {
        least = here;
        best = p;
      }
    }
    std::swap(paths[0], paths[best]);
    ++stamp_;
    for (int const a : paths[0].arcs) marked_by_best_[at(a)] = stamp_;
    for (std::size_t p = paths.size(); p-- > 1;) {
      shift(paths[p], paths[0], cost);
      if (paths[p].flow > 0.0) continue;
      paths[p] = std::move(paths.back());
      paths.pop_back();
    }
    double others = 0.0;
    for (std::size_t p = 1; p < paths.size(); ++p) others += paths[p].flow;
    paths[0].flow = trip.amount - others;
    return spent - trip.amount * least;
  }

  /// Newton step from `other` to `best`, and secant steps back while it went past where both cost the same.
  void shift(Path& other, Path& best, double const* cost) {
    only_best_.clear();
    only_other_.clear();
    ++other_stamp_;
    for (int const a : other.arcs) {
      marked_by_other_[at(a)] = other_stamp_;
      if (marked_by_best_[at(a)] != stamp_) only_other_.push_back(a);
    }
    for (int const a : best.arcs) {
      if (marked_by_other_[at(a)] != other_stamp_) only_best_.push_back(a);
    }
    double saving = sum(only_other_, cost) - sum(only_best_, cost);
    if (saving <= 0.0) return;
    double const slope = sum(only_other_, slope_.data()) + sum(only_best_, slope_.data());
    double moved = slope > 0.0 ? std::min(other.flow, saving / slope) : other.flow;
    move(other, best, moved);
    for (int step = 0; step < kSecantLimit; ++step) {
      double const now = sum(only_other_, cost) - sum(only_best_, cost);
      if (now >= -0.5 * saving) break;
      double const back = moved * now / (now - saving);
      move(other, best, -back);
      moved -= back;
    }
  }

  void move(Path& from, Path& to, double amount) {
    for (int const a : only_other_) set_flow(at(a), std::max(0.0, flow_[at(a)] - amount));
    for (int const a : only_best_) set_flow(at(a), std::max(0.0, flow_[at(a)] + amount));
    from.flow -= amount;
    to.flow += amount;
  }

  /// Trips with several paths once more, until all together could save no more than `enough`.
  void settle_several(double enough) {
    for (int pass = 0; pass < kSettleLimit; ++pass) {
      double excess = 0.0;
      for (std::size_t const t : several_) {
        if (trips_[t].paths.size() < 2) continue;
        excess += problem_.classes[at(problem_.trips[t].of_class)].weight * settle(t);
      }
      if (excess <= enough) break;
    }
  }

  /// The relative gap of the flows as they are, summed anew from the paths.
  double measured_gap() {
    std::vector<double> flow(arc_count_, 0.0);
    for (Trip const& trip : trips_) {
      for (Path const& path : trip.paths) {
        for (int const a : path.arcs) flow[at(a)] += path.flow;
      }
    }
    for (std::size_t a = 0; a < arc_count_; ++a) set_flow(a, flow[a]);
    double excess = 0.0;
    double total = 0.0;
    for (std::size_t r = 0; r < roots_.size(); ++r) {
      mend(r);
      for (std::size_t i = roots_[r].begin; i < roots_[r].end; ++i) {
        AssignmentTrip const& trip = problem_.trips[at(order_[i])];
        double const least = trees_.distance(trip.destination);
        double const weight = problem_.classes[at(trip.of_class)].weight;
        for (Path const& path : trips_[at(order_[i])].paths) {
          double const spent = sum(path.arcs, costs_of(trip));
          excess += weight * path.flow * (spent - least);
          total += weight * path.flow * spent;
        }
      }
    }
    return total > 0.0 ? std::max(0.0, excess) / total : 0.0;
  }

  AssignmentProblem const& problem_;
  std::size_t arc_count_;
  std::vector<double> flow_;
  std::vector<double> slope_;
  std::vector<double> cost_; ///< [class * arc_count_ + arc]
  std::vector<std::uint64_t> marked_by_best_, marked_by_other_;
  std::uint64_t stamp_ = 0;
  std::uint64_t other_stamp_ = 0;
  std::vector<Trip> trips_;
  std::vector<int> order_; ///< trips by class and origin
  std::vector<Root> roots_;
  ShortestTrees trees_;
  std::vector<std::size_t> several_; ///< trips with several paths
  std::vector<int> found_, only_best_, only_other_;
  double total_ = 0.0;
};

} // namespace

Assignment solve_assignment(AssignmentProblem const& problem, AssignmentOptions const& options) {
  check(problem);
  return PathFlows(problem).solve(options);
}

} // namespace korridor::opt
