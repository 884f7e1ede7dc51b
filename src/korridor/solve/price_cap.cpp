// Price caps: the search for their charges.
#include "korridor/solve/price_cap.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "korridor/solve/intervals.hpp"

namespace korridor::solve {

namespace {

using model::kInfinity;

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// The overrun of a cap that counts as none, as part of the cap: half of what the certificate accepts
// (verify/certificate.cpp).
constexpr double kTolerance = 5e-7;
// Width of the final bracket, as part of the cap.
constexpr double kWidth = 2e-7;
// A flow up to this part of the commodity's largest supply is none; half of what the certificate overlooks.
constexpr double kEmpty = 5e-7;
// At most so many widths above the bracket a charge is looked for that does not hang in the balance.
constexpr double kMargin = 1024.0;
// Price tolerance of the search, as part of the lowest cap: well inside the width. Finer brackets of every
// curve at every charge would cost most of the time and tell nothing.
constexpr double kSearchPrice = 2e-8;
constexpr int kRaiseLimit = 60;
constexpr int kStepLimit = 200;
constexpr int kRoundLimit = 30;

struct Lane {
  PriceCap found;
  double cap = 0.0;
  std::vector<int> columns; ///< of the programme
  double broken = 0.0;      ///< a charge below the one found at which the cap was broken
  double empty = 0.0;       ///< flows up to this are none, units per period
  [[nodiscard]] double width() const { return kWidth * cap; }
  [[nodiscard]] bool keeps(double overrun) const { return overrun <= kTolerance * cap; }
};

/// What one charge leads to.
struct Probe {
  double charge = 0.0;  ///< where nothing enters the lane: the least at which that is seen to stay so
  double overrun = 0.0; ///< of the netback over the cap; -infinity where nothing enters the lane
  double surplus = 0.0; ///< J up to a constant
  double volume = 0.0;
};

/// An equilibrium kept aside, with the charges that it was solved for.
struct Snapshot {
  std::vector<double> value, dual;
  std::vector<double> charges; ///< [lane]
  std::shared_ptr<WarmStart const> learnt;
};

double search_tolerance(model::Instance const& instance, Limits const& limits) {
  double lowest = kInfinity;
  for (model::Measure const& measure : instance.measures) {
    for (double const cap : measure.cap) lowest = std::min(lowest, cap);
  }
  return std::isfinite(lowest) ? std::max(limits.price_tolerance, kSearchPrice * lowest)
                               : limits.price_tolerance;
}

class Search {
public:
  Search(EquilibriumSolver& solver, model::Instance& instance, Limits const& limits, std::string& problem)
      : instance_(instance), limits_(limits), solver_(solver), problem_(problem) {
    solver_.restart(search_tolerance(instance, limits), limits.start);
  }

  std::optional<CappedEquilibrium> run() {
    find_lanes();
    bool settled = lanes_.empty();
    if (settled && !solve()) return std::nullopt;
    for (int round = 0; round < kRoundLimit && !settled && going(); ++round) {
      settled = true;
      for (Lane& lane : lanes_) {
        double const before = lane.found.charge;
        if (!find_charge(lane)) return problem_.empty() ? finish(false) : std::nullopt;
        double const moved = std::abs(lane.found.charge - before);
        settled = settled && (lanes_.size() == 1 || moved <= lane.width());
      }
    }
    return finish(settled);
  }

private:
  void find_lanes() {
    ArcProgram const& program = *solver_.state().program;
    for (int m = 0; m < static_cast<int>(instance_.measures.size()); ++m) {
      model::Measure& measure = instance_.measures[at(m)];
      if (measure.kind != model::MeasureKind::price_cap) continue;
      for (int k = 0; k < static_cast<int>(measure.cap.size()); ++k) {
        if (!std::isfinite(measure.cap[at(k)])) continue;
        Lane lane;
        lane.found.measure = m;
        lane.found.commodity = k;
        begin_where_known(lane, measure.id);
        measure.charge[at(k)] = lane.found.charge;
        lane.cap = measure.cap[at(k)];
        lane.empty = kEmpty * size_of(k);
        for (CappedColumn const& capped : program.capped) {
          bool const counts = std::find(capped.caps.begin(), capped.caps.end(), m) != capped.caps.end();
          if (counts && commodity_of(capped.column) == k) lane.columns.push_back(capped.column);
        }
        lanes_.push_back(std::move(lane));
      }
    }
  }

  // A like case's charge: where that still is the least, two solves show it.
  void begin_where_known(Lane& lane, std::string const& measure) const {
    if (!limits_.start) return;
    for (WarmStart::Cap const& cap : limits_.start->caps) {
      if (cap.measure != measure || cap.commodity != lane.found.commodity) continue;
      lane.found.charge = cap.charge;
      lane.broken = cap.broken;
    }
  }

  [[nodiscard]] int commodity_of(int column) const {
    Equilibrium const& state = solver_.state();
    return state.classes->merged()[at(state.program->columns[at(column)].merged)].key.commodity;
  }

  // The commodity's largest supply, else all its demand.
  [[nodiscard]] double size_of(int commodity) const {
    ArcProgram const& program = *solver_.state().program;
    double supply = 0.0, demand = 0.0;
    for (std::size_t s = 0; s < instance_.supplies.size(); ++s) {
      double const size = program.supply_line[s].size;
      if (instance_.supplies[s].commodity == commodity && std::isfinite(size))
        supply = std::max(supply, size);
    }
    for (std::size_t d = 0; d < instance_.demands.size(); ++d) {
      if (instance_.demands[d].commodity == commodity) demand += program.demand_line[d].size;
    }
    return supply > 0.0 ? supply : demand;
  }

  [[nodiscard]] bool going() const { return problem_.empty() && solver_.state().complete; }

  bool solve() { return solver_.solve(problem_); }

  void keep() {
    kept_ = {solver_.state().value, solver_.state().dual, {}, solver_.state().learnt};
    for (Lane const& lane : lanes_) kept_.charges.push_back(lane.found.charge);
  }

  void charge(Lane& lane, double t) {
    lane.found.charge = t;
    instance_.measures[at(lane.found.measure)].charge[at(lane.found.commodity)] = t;
  }

  // Serviced volume and highest netback of a lane, flows up to `empty` being none; the programme must hold
  // the charges of the state.
  void read(Lane& lane, Equilibrium const& state, double empty) const {
    ArcProgram const& program = *state.program;
    lane.found.serviced_volume = 0.0;
    lane.found.netback.reset();
    std::optional<Intervals> intervals;
    for (int const c : lane.columns) {
      Column const& column = program.columns[at(c)];
      double const flow = state.value[at(c)] * column.scale;
      if (!(flow > empty)) continue;
      lane.found.serviced_volume += flow;
      int const node = state.effects->arcs()[at(column.element)].tail;
      int const row = program.balance_row[at(column.merged) * instance_.nodes.size() + at(node)];
      if (!intervals) intervals.emplace(program, state.value, state.dual);
      double const high = intervals->row(row).high;
      // An end that is open or too dear to find leaves the solver's own price.
      double const price =
          std::isfinite(high) ? high : state.dual[at(row)] * program.rows[at(row)].dual_scale;
      lane.found.netback = std::max(lane.found.netback.value_or(price), price);
    }
  }

  // Solves with charge t. A state that keeps the cap is put aside.
  Probe probe(Lane& lane, double t) {
    charge(lane, t);
    ++lane.found.solves;
    if (!solve() || !going()) return {t, kInfinity, 0.0, 0.0};
    if (kept_.charges.empty()) keep(); // better than nothing where a limit strikes
    read(lane, solver_.state(), lane.empty);
    Probe here{t, lane.found.netback ? *lane.found.netback - lane.cap : -kInfinity, solver_.objective(),
               lane.found.serviced_volume};
    if (lane.keeps(here.overrun)) keep();
    if (!lane.found.netback && duals_tell()) here.charge = std::min(t, least_empty(lane));
    return here;
  }

  // Whether the duals of an empty lane are asked at which charge it fills. Of several lanes the charges
  // depend on each other, and then many duals are as good.
  [[nodiscard]] bool duals_tell() const { return lanes_.size() == 1; }

  // The least charge at which the state's flows and duals are an optimum without goods in the lane: there the
  // reduced cost of one of its columns is 0. Where some enter it, though too few to count, the charge that
  // stands.
  [[nodiscard]] double least_empty(Lane const& lane) const {
    Equilibrium const& state = solver_.state();
    ArcProgram const& program = *state.program;
    double least = 0.0;
    for (int const c : lane.columns) {
      if (state.value[at(c)] > 0.0) return lane.found.charge;
      double reduced = program.lp.col_cost[at(c)];
      for (opt::Entry const& entry : program.lp.column(c))
        reduced -= entry.coefficient * state.dual[at(entry.row)];
      double const money = reduced * program.money_scale / program.columns[at(c)].scale;
      least = std::max(least, lane.found.charge - money);
    }
    return least;
  }

  // Leaves the lane at the least charge that keeps its cap while the others stand. False where a limit
  // struck.
  bool find_charge(Lane& lane) {
    double const start = lane.found.charge;
    Probe low = probe(lane, start), high = low;
    if (!going()) return false;
    if (lane.keeps(high.overrun)) {
      if (start == 0.0) return true;
      // The charge stands, from an earlier round or a like case, when the cap is still broken right below.
      bool const empty = !std::isfinite(high.overrun) && duals_tell();
      for (double const t : {empty ? std::max(0.0, high.charge - 0.5 * lane.width()) : lane.broken, 0.0}) {
        low = probe(lane, t);
        if (!going()) return false;
        if (!lane.keeps(low.overrun)) break;
        high = low;
        if (t == 0.0) return true;
      }
      if (!empty && high.charge == start) {
        charge(lane, start);
        return true;
      }
    } else {
      double step = std::max(low.overrun, lane.width());
      for (int raise = 0; raise < kRaiseLimit; ++raise, step *= 2.0) {
        high = probe(lane, low.charge + step);
        if (!going() || lane.keeps(high.overrun)) break;
        low = high;
      }
      if (!going() || !lane.keeps(high.overrun)) return false;
    }
    return narrow(lane, low, high) && settle(lane, low.charge, high);
  }

  // Narrows a bracket whose lower end breaks the cap and whose upper end keeps it.
  bool narrow(Lane& lane, Probe& low, Probe& high) {
    double const width = lane.width();
    double two_ago = kInfinity, one_ago = kInfinity;
    int stayed = 0;     // the end that stayed last: -1 low, 1 high
    bool below = false; // the last charge was the one right below an empty lane
    for (int step = 0; step < kStepLimit && high.charge - low.charge > width; ++step) {
      double const gap = high.charge - low.charge;
      double t = low.charge + 0.5 * gap;
      below = !std::isfinite(high.overrun) && duals_tell() && !below;
      if (below) {
        // The duals of the empty lane say that goods enter it below this charge: so they do, unless the duals
        // are not unique.
        t = high.charge - 0.5 * width;
      } else if (!std::isfinite(high.overrun) && low.volume > 0.0) {
        // J is convex in t with slope -S: where its tangent at the lower end meets the J of an empty lane.
        // These are Newton's steps from below, which need no halving beside them.
        t = low.charge + (low.surplus - high.surplus) / low.volume + 0.5 * width;
      } else if (std::isfinite(high.overrun) && gap <= 0.5 * two_ago) {
        t = high.charge - high.overrun * gap / (high.overrun - low.overrun);
      }
      t = std::clamp(t, low.charge + 0.5 * width, high.charge - 0.5 * width);
      two_ago = std::exchange(one_ago, gap);
      Probe const here = probe(lane, t);
      if (!going()) return false;
      if (lane.keeps(here.overrun)) {
        high = here;
        if (stayed == -1) low.overrun *= 0.5;
        stayed = -1;
      } else {
        low = here;
        if (stayed == 1) high.overrun *= 0.5;
        stayed = 1;
      }
    }
    return high.charge - low.charge <= width;
  }

  // Where goods leave the lane both ways are as good at the charge itself, and what is found there depends on
  // the basis that the solver comes from. A little above it does not: an empty lane is one there, without a
  // solve.
  bool settle(Lane& lane, double low, Probe const& high) {
    lane.broken = low;
    if (!std::isfinite(high.overrun) && duals_tell()) {
      charge(lane, high.charge + 0.5 * lane.width());
      kept_.charges[position(lane)] = lane.found.charge;
      return true;
    }
    for (double above = 0.5 * lane.width(); above <= kMargin * lane.width(); above *= 2.0) {
      if (lane.keeps(probe(lane, high.charge + above).overrun)) return true;
      if (!going()) return false;
      lane.broken = high.charge + above;
    }
    return false;
  }

  [[nodiscard]] std::size_t position(Lane const& lane) const {
    return static_cast<std::size_t>(&lane - lanes_.data());
  }

  std::optional<CappedEquilibrium> finish(bool settled) {
    bool whole = going() && settled;
    if (kept_.charges.empty()) keep();
    for (std::size_t i = 0; i < lanes_.size(); ++i) charge(lanes_[i], kept_.charges[i]);
    if (whole && search_tolerance(instance_, limits_) > limits_.price_tolerance) {
      solver_.restart(limits_.price_tolerance, kept_.learnt);
      if (!solve()) return std::nullopt;
      whole = going();
      if (whole) keep();
    }
    std::optional<Equilibrium> found = solver_.take(std::move(kept_.value), std::move(kept_.dual), problem_);
    if (!found) return std::nullopt;
    found->learnt = kept_.learnt;
    CappedEquilibrium out{std::move(*found), {}};
    for (Lane& lane : lanes_) {
      // Looser than the search, as with the overrun: the state kept may be one solved for another lane.
      read(lane, out.equilibrium, 1.5 * lane.empty);
      whole = whole && lane.found.netback.value_or(-kInfinity) - lane.cap <= 1.5 * kTolerance * lane.cap;
      out.caps.push_back(lane.found);
    }
    out.equilibrium.complete = whole;
    if (whole) note_charges(out.equilibrium);
    return out;
  }

  // For like cases.
  void note_charges(Equilibrium& equilibrium) const {
    if (!equilibrium.learnt || lanes_.empty()) return;
    auto learnt = std::make_shared<WarmStart>(*equilibrium.learnt);
    for (Lane const& lane : lanes_) {
      learnt->caps.push_back({instance_.measures[at(lane.found.measure)].id, lane.found.commodity,
                              lane.found.charge, lane.broken});
    }
    equilibrium.learnt = std::move(learnt);
  }

  model::Instance& instance_;
  Limits limits_;
  EquilibriumSolver& solver_;
  std::string& problem_;
  std::vector<Lane> lanes_;
  Snapshot kept_;
};

} // namespace

std::optional<CappedEquilibrium> solve_with_price_caps(model::Instance& instance, Limits const& limits,
                                                       std::string& problem) {
  EquilibriumSolver solver(instance, limits);
  return solve_with_price_caps(solver, instance, limits, problem);
}

std::optional<CappedEquilibrium> solve_with_price_caps(EquilibriumSolver& solver, model::Instance& instance,
                                                       Limits const& limits, std::string& problem) {
  return Search(solver, instance, limits, problem).run();
}

} // namespace korridor::solve
