// Price caps: the search for their charges.
#include "korridor/solve/price_cap.hpp"

#include <algorithm>
#include <cmath>
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

/// An equilibrium kept aside, with the charges that it was solved for.
struct Snapshot {
  std::vector<double> value, dual;
  std::vector<double> charges; ///< [lane]
};

class Search {
public:
  Search(model::Instance& instance, Limits const& limits, std::string& problem)
      : instance_(instance), solver_(instance, limits), problem_(problem) {}

  std::optional<CappedEquilibrium> run() {
    find_lanes();
    if (!solve()) return std::nullopt;
    keep();
    bool settled = lanes_.empty();
    for (int round = 0; round < kRoundLimit && !settled && going(); ++round) {
      settled = true;
      for (Lane& lane : lanes_) {
        double const before = lane.found.charge;
        if (!find_charge(lane)) return problem_.empty() ? std::optional(finish(false)) : std::nullopt;
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
        measure.charge[at(k)] = 0.0;
        Lane lane;
        lane.found.measure = m;
        lane.found.commodity = k;
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
    kept_ = {solver_.state().value, solver_.state().dual, {}};
    for (Lane const& lane : lanes_) kept_.charges.push_back(lane.found.charge);
  }

  void charge(Lane& lane, double t) {
    lane.found.charge = t;
    instance_.measures[at(lane.found.measure)].charge[at(lane.found.commodity)] = t;
  }

  // Serviced volume and highest netback of a lane; the programme must hold the charges of the state.
  void read(Lane& lane, Equilibrium const& state) const {
    ArcProgram const& program = *state.program;
    lane.found.serviced_volume = 0.0;
    lane.found.netback.reset();
    std::optional<Intervals> intervals;
    for (int const c : lane.columns) {
      Column const& column = program.columns[at(c)];
      double const flow = state.value[at(c)] * column.scale;
      if (!(flow > lane.empty)) continue;
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

  // What the netback at charge t is above the cap; -infinity where nothing enters the lane. A state that
  // keeps the cap is put aside.
  double overrun(Lane& lane, double t) {
    charge(lane, t);
    ++lane.found.solves;
    if (!solve() || !going()) return kInfinity;
    read(lane, solver_.state());
    double const over = lane.found.netback ? *lane.found.netback - lane.cap : -kInfinity;
    if (lane.keeps(over)) keep();
    return over;
  }

  // Leaves the lane at the least charge that keeps its cap while the others stand. False where a limit
  // struck.
  bool find_charge(Lane& lane) {
    double const start = lane.found.charge;
    double low = start, high = start;
    double over_low = overrun(lane, start), over_high = over_low;
    if (!going()) return false;
    if (lane.keeps(over_high)) {
      if (start == 0.0) return true;
      // The charge stands from an earlier round: it stays when the cap is still broken where it was.
      for (double const t : {lane.broken, 0.0}) {
        low = t;
        over_low = overrun(lane, low);
        if (!going()) return false;
        if (!lane.keeps(over_low)) break;
        high = low;
        over_high = over_low;
      }
      if (high == 0.0) return true;
      if (high == start) {
        charge(lane, start);
        return true;
      }
    } else {
      double step = std::max(over_low, lane.width());
      for (int raise = 0; raise < kRaiseLimit; ++raise, step *= 2.0) {
        high = low + step;
        over_high = overrun(lane, high);
        if (!going() || lane.keeps(over_high)) break;
        low = high, over_low = over_high;
      }
      if (!going() || !lane.keeps(over_high)) return false;
    }
    return narrow(lane, low, over_low, high, over_high);
  }

  bool narrow(Lane& lane, double low, double over_low, double high, double over_high) {
    double const width = lane.width();
    double two_ago = kInfinity, one_ago = kInfinity;
    int side = 0; // end that stayed last: -1 low, 1 high
    for (int step = 0; step < kStepLimit && high - low > width; ++step) {
      double t = 0.5 * (low + high);
      bool const slow = high - low > 0.5 * two_ago;
      if (std::isfinite(over_high) && over_low > over_high && !slow) {
        t = high - over_high * (high - low) / (over_high - over_low);
        t = std::clamp(t, low + 0.5 * width, high - 0.5 * width);
      }
      two_ago = one_ago;
      one_ago = high - low;
      double const over = overrun(lane, t);
      if (!going()) return false;
      if (lane.keeps(over)) {
        high = t, over_high = over;
        if (side == -1) over_low *= 0.5;
        side = -1;
      } else {
        low = t, over_low = over;
        if (side == 1) over_high *= 0.5;
        side = 1;
      }
    }
    if (high - low > width) return false;
    lane.broken = low;
    // Where goods leave the lane both ways are as good at the charge itself, and what is found there depends
    // on the basis that the solver comes from. A little above it does not.
    for (double above = 0.5 * width; above <= kMargin * width; above *= 2.0) {
      if (lane.keeps(overrun(lane, high + above))) return true;
      if (!going()) return false;
      lane.broken = high + above;
    }
    return false;
  }

  CappedEquilibrium finish(bool settled) {
    bool whole = going() && settled;
    for (std::size_t i = 0; i < lanes_.size(); ++i) charge(lanes_[i], kept_.charges[i]);
    CappedEquilibrium out;
    out.equilibrium = solver_.take(std::move(kept_.value), std::move(kept_.dual));
    for (Lane& lane : lanes_) {
      read(lane, out.equilibrium);
      whole = whole && lane.found.netback.value_or(-kInfinity) - lane.cap <= 1.5 * kTolerance * lane.cap;
      out.caps.push_back(lane.found);
    }
    out.equilibrium.complete = whole;
    return out;
  }

  model::Instance& instance_;
  EquilibriumSolver solver_;
  std::string& problem_;
  std::vector<Lane> lanes_;
  Snapshot kept_;
};

} // namespace

std::optional<CappedEquilibrium> solve_with_price_caps(model::Instance& instance, Limits const& limits,
                                                       std::string& problem) {
  return Search(instance, limits, problem).run();
}

} // namespace korridor::solve
