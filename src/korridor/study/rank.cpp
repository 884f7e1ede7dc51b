// The ranking: elements prepared, solved in waves, pairs pruned, rows put in order.
#include "korridor/study/rank.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>
#include <iterator>
#include <mutex>
#include <span>
#include <utility>

#include "korridor/core/processor_time.hpp"
#include "korridor/study/batch.hpp"
#include "korridor/study/case_solver.hpp"
#include "korridor/study/flow_removal.hpp"
#include "korridor/study/inside.hpp"
#include "korridor/study/rank_elements.hpp"
#include "korridor/study/rank_outcome.hpp"
#include "korridor/verify/certificate.hpp"

namespace korridor::study {

namespace {

// Cases solved between two looks at the bounds. A number of its own, so that results do not depend on
// threads.
constexpr std::size_t kWave = 8;
// Bounds must lie below the last row shown by more than this part of the base case's cost.
constexpr double kMargin = 1e-9;

char const* plural(RankKind kind) {
  switch (kind) {
  case RankKind::link:
    return "links";
  case RankKind::node:
    return "nodes";
  case RankKind::controller:
    return "controllers";
  default:
    return "measures";
  }
}

/// One case: an element, or two.
struct Item {
  RankRow row;
  std::vector<solve::Closure> shut; ///< nothing where a measure is lifted
  Places passed;                    ///< once this is closed
  bool done = false;
  bool bounded = false;            ///< costs less than the last row wanted
  bool left_out = false;           ///< cannot be closed in this case, and is no case of the ranking
  bool lane_empty = true;          ///< nothing pays a price cap's charge in its answer
  bool narrows = false;            ///< tightens bans in force for part of the period elsewhere, idle or not
  double bound = model::kInfinity; ///< what it costs at most; measures: changes at most, either way
  std::vector<double> others; ///< pairs with --top: what closing each other element costs at most beyond this
  std::size_t first = 0, second = 0; ///< pairs: positions of the two
};

bool lanes_empty(Answer const& answer) {
  return std::all_of(answer.price_caps.begin(), answer.price_caps.end(),
                     [](PriceCapRow const& row) { return row.serviced_volume <= 0.0; });
}

bool caps_quiet(Answer const& answer) {
  return lanes_empty(answer) && std::none_of(answer.price_caps.begin(), answer.price_caps.end(),
                                             [](PriceCapRow const& row) { return row.binding; });
}

class Study {
public:
  Study(model::Folder const& folder, model::Case const& what, RankOptions const& options, Findings& findings)
      : folder_(folder), what_(what), options_(options), findings_(findings), cases_(folder, what, options) {
    if (options_.kinds.empty() && options_.pairs) options_.kinds = {RankKind::link};
    if (options_.kinds.empty()) {
      options_.kinds = {RankKind::link, RankKind::node, RankKind::controller, RankKind::measure};
    }
    options_.threads = std::max(1, options_.threads);
  }

  std::optional<Ranking> run() {
    if (!answer_base()) return std::nullopt;
    std::vector<Item> all;
    for (RankKind const kind : options_.kinds) {
      std::vector<Item> items;
      for (RankElement& element : elements_of(out_.base.instance, kind)) {
        Item& item = items.emplace_back();
        item.row.elements = {std::move(element)};
      }
      prepare(items, plural(kind));
      leave_out(items);
      if (options_.pairs) {
        std::move(items.begin(), items.end(), std::back_inserter(all));
        continue;
      }
      solve(items, options_.top, plural(kind));
      keep(items);
    }
    if (options_.pairs) rank_pairs(all);
    put_in_order(out_);
    return std::move(out_);
  }

private:
  [[nodiscard]] bool stopped() const {
    bool const late = options_.time_limit > 0.0 && seconds_left() <= 0.0;
    return late || (options_.stop && options_.stop());
  }

  [[nodiscard]] double seconds_left() const { return options_.time_limit - (processor_seconds() - begin_); }

  [[nodiscard]] SolveOptions solve_options() const {
    SolveOptions options = options_.solve;
    options.price_intervals = false;
    options.keep_inside = true;
    options.start = out_.base.learnt; // nothing for the base case itself
    constexpr double kLeast = 1e-3;   // a limit of nothing would be none
    if (options_.time_limit > 0.0) options.time_limit = std::max(kLeast, seconds_left());
    return options;
  }

  bool answer_base() {
    std::optional<Answer> found = cases_.base(solve_options(), findings_);
    if (!found) return false;
    out_.base = std::move(*found);
    model::Instance const& in = out_.base.instance;
    bool const known =
        options_.commodity.empty() ||
        std::any_of(in.commodities.begin(), in.commodities.end(), [&](model::Commodity const& it) {
          return it.id == options_.commodity || it.group == options_.commodity;
        });
    if (!known) {
      findings_.error("E720", "--commodity", 0, "", options_.commodity,
                      "is no commodity or group of this model", "see commodity.csv for ids and groups");
    }
    if (!options_.actor.empty() &&
        std::none_of(in.actors.begin(), in.actors.end(),
                     [&](model::Actor const& it) { return it.id == options_.actor; })) {
      findings_.error("E721", "--actor", 0, "", options_.actor, "is no actor of this model",
                      "see actor.csv for ids");
    }
    out_.pairs = options_.pairs;
    out_.kinds = options_.kinds;
    out_.commodity = options_.commodity;
    out_.actor = options_.actor;
    out_.top = options_.top;
    passed_ = passed_by(out_.base);
    cases_.begin(out_.base);
    proves_unused_ = caps_quiet(out_.base);
    bounds_ = options_.top > 0 && options_.actor.empty() && all_valued(in);
    if (!proves_unused_) {
      out_.remarks.emplace_back(
          "A price cap binds or its lane is used: a closure may move its charge, so that elements "
          "without flow are solved too.");
    }
    if (options_.top > 0 && !bounds_) {
      out_.remarks.emplace_back(
          options_.actor.empty() ? "Some demand has no value: no bound holds, so that nothing is skipped."
                                 : "Bounds are on J, not on an actor's value, so that nothing is skipped.");
    }
    return !findings_.has_errors();
  }

  // Runs `work` on the items at the positions given, and tells progress.
  void batch(std::vector<Item> const& items, std::vector<std::size_t> const& positions,
             std::size_t done_before, std::size_t total, std::string const& stage,
             std::function<void(std::size_t, int)> const& work) {
    std::mutex guard;
    std::size_t done = done_before;
    run_batch(
        positions.size(), options_.threads, [this] { return stopped(); },
        [&](std::size_t i, int worker) {
          work(positions[i], worker);
          std::lock_guard const lock(guard);
          ++done;
          if (options_.progress) options_.progress({done, total, stage});
          Item const& item = items[positions[i]];
          // Of pairs the first stage settles single elements, which are no rows.
          bool const is_row = options_.pairs == (item.row.elements.size() > 1);
          if (options_.settled && is_row && item.done && !item.left_out) options_.settled(out_, item.row);
        });
  }

  // Builds each case; settles what nothing passes; bounds the rest.
  void prepare(std::vector<Item>& items, std::string const& kind) {
    std::vector<std::size_t> all(items.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    std::optional<FlowRemoval> removal;
    if (bounds_) removal.emplace(out_.base.instance, base_solution());
    batch(items, all, 0, all.size(), kind + ", prepared",
          [&](std::size_t i, int) { prepare(items[i], removal); });
  }

  void leave_out(std::vector<Item>& items) {
    std::string names;
    for (Item const& item : items) {
      if (item.left_out) names += (names.empty() ? "" : ", ") + item.row.elements.front().id;
    }
    std::erase_if(items, [](Item const& item) { return item.left_out; });
    if (!names.empty()) {
      out_.remarks.push_back(
          "Left out, for their members change inside the period (--date takes one day): " + names + ".");
    }
  }

  [[nodiscard]] model::Solution const& base_solution() const {
    return out_.base.inside->equilibrium->solution;
  }

  void prepare(Item& item, std::optional<FlowRemoval> const& removal) {
    if (item.row.elements.front().kind == RankKind::measure) return prepare_lifted(item);
    Findings faults;
    std::optional<model::Measure> const closure = cases_.closures().of(item.row.elements.front(), faults);
    item.left_out = faults.has("E525"); // a bloc whose members change inside the period
    if (!closure) return fail(item, first_error(faults));
    item.shut.push_back(cases_.closures().places(*closure));
    item.narrows = narrows_bans(item.shut.front());
    if (removal) item.bound = most_lost(*removal, item);
    if (passes(passed_, item) || item.narrows || !proves_unused_) return;
    fill_unused(item.row, out_.base, out_.base.certificate); // its bound holds where columns are taken away
    item.passed = passed_;
    item.done = true;
  }

  // The case without a measure, of which the base answer may be the answer too.
  void prepare_lifted(Item& item) {
    model::Instance const& base = out_.base.instance;
    Findings faults;
    std::optional<model::Instance> changed = model::build_instance(
        folder_, with_closed(folder_, what_, item.row.elements, options_.commodity), faults);
    if (!changed) return fail(item, first_error(faults));
    for (std::size_t k = 0; k < base.commodities.size(); ++k) {
      changed->commodities[k].dispersion =
          base.commodities[k].dispersion; // as the engine was told to take it
    }
    bool const idle = base.measures.size() > changed->measures.size();
    if (!idle || !out_.base.price_caps.empty()) return;
    model::Certificate const now = verify::certify(*changed, carried_over(base, base_solution(), *changed));
    double const moved = std::abs(now.objective - out_.base.certificate.objective);
    if (verify::proves(now, options_.solve.gap_tolerance) && moved <= slack()) {
      fill_unused(item.row, out_.base, now);
      item.passed = passed_;
      item.done = true;
    } else if (bounds_) {
      // Any duals bound the lifted case from above; the base flows bound it from below where they may stay.
      constexpr double kResidual = 1e-6;
      bool const feasible = now.max_violation <= kResidual && now.max_imbalance <= kResidual;
      double const gain = now.bound - out_.base.certificate.objective;
      double const loss = out_.base.certificate.bound - now.objective;
      if (feasible) item.bound = std::max(std::abs(gain), std::abs(loss)) + slack();
    }
  }

  [[nodiscard]] static bool passes(Places const& passed, Item const& item) {
    return std::any_of(item.shut.begin(), item.shut.end(),
                       [&](solve::Closure const& closure) { return passed.meets(closure); });
  }

  // Rounding and the base answer's own gap, in money.
  [[nodiscard]] double slack() const {
    model::Certificate const& it = out_.base.certificate;
    return std::abs(it.bound - it.objective) + kMargin * std::max(std::abs(out_.base.cost), 1e-300);
  }

  // A ban in force for part of the period leaves a share of what an origin can make; closing the place of a
  // supply or process lowers that for all others.
  [[nodiscard]] bool narrows_bans(solve::Closure const& shut) const {
    model::Instance const& in = out_.base.instance;
    bool const partial = std::any_of(in.measures.begin(), in.measures.end(),
                                     [](model::Measure const& it) { return it.share < 1.0; });
    auto const at_shut = [&](auto const& thing) {
      return std::binary_search(shut.nodes.begin(), shut.nodes.end(), thing.node);
    };
    return partial && (std::any_of(in.supplies.begin(), in.supplies.end(), at_shut) ||
                       std::any_of(in.processes.begin(), in.processes.end(), at_shut));
  }

  // What closing the item costs at most beyond the solution that `removal` is of.
  [[nodiscard]] double most_lost(FlowRemoval const& removal, Item const& item) const {
    if (item.narrows || item.shut.empty()) return model::kInfinity;
    return removal.most_lost(Places(out_.base.instance, item.shut)).value_or(model::kInfinity) + slack();
  }

  static void fail(Item& item, std::string const& why) {
    item.row.status = RankStatus::failed;
    item.row.message = why;
    item.done = true;
  }

  // `least`: what costs less need not be told.
  void solve_one(std::vector<Item>& items, std::size_t position, double least, int worker) {
    Item& item = items[position];
    std::span<solve::Closure const> const shut =
        item.narrows ? std::span<solve::Closure const>() : std::span<solve::Closure const>(item.shut);
    try {
      CaseSolver::Outcome const outcome =
          cases_.answer(item.row.elements, shut, least, solve_options(), worker,
                        [&](CaseAnswer const& found) { settle(items, item, found); });
      item.bounded = outcome.costs_less;
      if (!outcome.fault.empty()) fail(item, outcome.fault);
    } catch (std::exception const& error) {
      fail(item, error.what());
    }
  }

  void settle(std::vector<Item> const& items, Item& item, CaseAnswer const& found) {
    Places const shut = item.shut.empty() ? Places() : Places(out_.base.instance, item.shut);
    fill_outcome(item.row, out_.base, found.answer, found.solution, shut);
    item.row.in_place = found.in_place;
    if (item.row.elements.size() == 1) {
      item.passed = passed_by(found.answer);
      item.lane_empty = lanes_empty(found.answer);
      if (options_.pairs && bounds_) {
        FlowRemoval const removal(found.answer.instance, found.solution);
        for (Item const& other : items) item.others.push_back(most_lost(removal, other));
      }
    }
    item.done = true;
  }

  [[nodiscard]] double key(RankRow const& row) const {
    double const loss = options_.actor.empty() ? row.surplus_loss : row.loss_of(options_.actor);
    return row.elements.front().kind == RankKind::measure ? std::abs(loss) : loss;
  }

  // The loss that a case must reach to be among the first `top`.
  [[nodiscard]] double threshold(std::vector<Item> const& items, std::size_t top) const {
    std::vector<double> found;
    for (Item const& item : items) {
      if (item.done && item.row.status != RankStatus::failed) found.push_back(key(item.row));
    }
    if (found.size() < top) return -model::kInfinity;
    std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(top) - 1, found.end(),
                     std::greater<>());
    return found[top - 1];
  }

  // Solves what is not done, of which only the first `top` are wanted (0: all).
  void solve(std::vector<Item>& items, std::size_t top, std::string const& stage) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].done) order.push_back(i);
    }
    std::size_t const total = order.size();
    std::size_t done = 0;
    bool const by_bounds = top > 0 && bounds_;
    while (!order.empty() && !stopped()) {
      double const least = by_bounds ? threshold(items, top) : -model::kInfinity;
      if (by_bounds) {
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return items[a].bound > items[b].bound; });
        while (!order.empty() && items[order.back()].bound < least) {
          leave(items[order.back()]);
          order.pop_back();
        }
      }
      std::size_t const count = by_bounds ? std::min(kWave, order.size()) : order.size();
      std::vector<std::size_t> const wave(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
      batch(items, wave, done, total, stage,
            [&](std::size_t i, int worker) { solve_one(items, i, least - slack(), worker); });
      done += count;
      order.erase(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
      for (std::size_t const i : wave) {
        if (items[i].bounded) leave(items[i]);
      }
      if (by_bounds && !options_.pairs) learn(items, wave, order);
    }
  }

  // Counted as bounded away; neither listed nor missing.
  void leave(Item& item) {
    ++out_.counts.bounded;
    item.done = true;
    item.row.elements.clear();
  }

  // What the optimum with one element closed leaves idle costs no more alone.
  void learn(std::vector<Item>& items, std::vector<std::size_t> const& solved,
             std::vector<std::size_t> const& rest) const {
    for (std::size_t const s : solved) {
      Item const& from = items[s];
      if (from.row.status != RankStatus::solved || from.shut.empty() || !from.lane_empty) continue;
      for (std::size_t const r : rest) {
        if (!items[r].narrows && !passes(from.passed, items[r]))
          items[r].bound = std::min(items[r].bound, from.row.high + slack());
      }
    }
  }

  void rank_pairs(std::vector<Item>& singles) {
    // Alone an idle element costs nothing, or, where a closure may lower the charge of a cap, less than
    // nothing.
    for (Item& item : singles) {
      if (item.done || item.shut.empty() || !lanes_empty(out_.base)) continue; // unprepared: stopped before
      if (item.narrows || passes(passed_, item)) continue;
      item.passed = passed_;
      item.row.status = RankStatus::unused;
      item.done = true;
    }
    solve(singles, 0, "each alone");
    std::vector<Item> pairs;
    for (std::size_t i = 0; i < singles.size(); ++i) {
      for (std::size_t j = i + 1; j < singles.size(); ++j) add_pair(singles, i, j, pairs);
    }
    solve(pairs, options_.top, "pairs");
    keep(pairs);
  }

  void add_pair(std::vector<Item> const& singles, std::size_t i, std::size_t j, std::vector<Item>& pairs) {
    Item const& a = singles[i];
    Item const& b = singles[j];
    ++out_.counts.cases;
    for (Item const* const it : {&a, &b}) {
      bool const failed = it->done && it->row.status == RankStatus::failed;
      if (!failed && it->done) continue;
      ++(failed ? out_.counts.failed : out_.counts.not_reached);
      return;
    }
    auto const leaves_idle = [](Item const& one, Item const& other) {
      return one.lane_empty && !other.narrows && !passes(one.passed, other);
    };
    if (leaves_idle(a, b) || leaves_idle(b, a)) {
      ++out_.counts.nested;
      return;
    }
    --out_.counts.cases; // counted with the rest
    Item& pair = pairs.emplace_back();
    pair.row.elements = {a.row.elements.front(), b.row.elements.front()};
    pair.row.alone = {a.row.surplus_loss, b.row.surplus_loss};
    pair.shut = a.shut;
    pair.shut.insert(pair.shut.end(), b.shut.begin(), b.shut.end());
    auto const bound = [&](Item const& one, std::size_t other) {
      return one.others.empty() ? model::kInfinity : one.row.high + one.others[other];
    };
    pair.bound = std::min(bound(a, j), bound(b, i));
  }

  // Counts the items, and keeps the rows wanted.
  void keep(std::vector<Item>& items) {
    out_.counts.cases += items.size();
    std::vector<RankRow> rows;
    for (Item& item : items) {
      if (item.row.elements.empty()) continue;
      if (!item.done) {
        ++out_.counts.not_reached;
      } else if (item.row.status == RankStatus::failed) {
        ++out_.counts.failed;
      } else if (item.row.status == RankStatus::unused) {
        ++out_.counts.unused;
      } else {
        ++out_.counts.solved;
        out_.counts.in_place += item.row.in_place ? 1 : 0;
      }
      bool const answered = item.done && item.row.status != RankStatus::failed;
      (answered ? rows : out_.rows).push_back(std::move(item.row));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](RankRow const& a, RankRow const& b) { return key(a) > key(b); });
    if (options_.top > 0 && rows.size() > options_.top) rows.resize(options_.top);
    std::move(rows.begin(), rows.end(), std::back_inserter(out_.rows));
  }

  model::Folder const& folder_;
  model::Case const& what_;
  RankOptions options_;
  Findings& findings_;
  double begin_ = processor_seconds();
  CaseSolver cases_;
  Ranking out_;
  Places passed_; ///< in the base case
  bool proves_unused_ = false;
  bool bounds_ = false;
};

} // namespace

double RankRow::loss_of(std::string const& actor) const {
  auto const found =
      std::find_if(by_actor.begin(), by_actor.end(), [&](ActorLoss const& it) { return it.actor == actor; });
  return found == by_actor.end() ? 0.0 : found->loss;
}

void put_in_order(Ranking& ranking) {
  auto const rank = [](RankRow const& row) {
    return row.status == RankStatus::not_reached ? 2 : row.status == RankStatus::failed ? 1 : 0;
  };
  auto const loss = [&](RankRow const& row) {
    return ranking.actor.empty() ? row.surplus_loss : row.loss_of(ranking.actor);
  };
  std::stable_sort(ranking.rows.begin(), ranking.rows.end(), [&](RankRow const& a, RankRow const& b) {
    return std::pair(rank(a), -loss(a)) < std::pair(rank(b), -loss(b));
  });
}

std::optional<Ranking> rank(model::Folder const& folder, model::Case const& what, RankOptions const& options,
                            Findings& findings) {
  return Study(folder, what, options, findings).run();
}

} // namespace korridor::study
