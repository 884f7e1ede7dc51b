// Column generation over a path programme.
#include "korridor/opt/path_solver.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "korridor/core/processor_time.hpp"
#include "korridor/opt/label_correcting.hpp"
#include "korridor/opt/path_columns.hpp"
#include "korridor/opt/path_fit.hpp"
#include "korridor/opt/path_master.hpp"
#include "korridor/opt/path_pricing.hpp"
#include "korridor/opt/path_start.hpp"
#include "korridor/opt/path_worths.hpp"

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTolerance = 1e-10; // of the mean path cost: a smaller saving is rounding
constexpr int kStartRounds = 40;     // at most
constexpr int kSetsWorthAStart = 150;
constexpr int kTurns =
    5; // of the master before paths are priced again: the last steps are for better columns
constexpr unsigned kStepsPerLook = 32; // of the master, at the clock

class Solver {
public:
  Solver(PathProgram const& program, PathOptions const& options)
      : Solver(program, options, nodes_that_may_pay(program)) {}

  std::optional<PathSolution> run() {
    columns_.build_master();
    begin();
    bool complete = true;
    while (complete && is_sound()) {
      complete = generate_columns();
      if (!complete || !is_sound() || !columns_.refine()) break;
    }
    if (!is_sound() || master().is_stuck() || columns_.are_circling()) return std::nullopt;
    return solution(complete);
  }
  [[nodiscard]] PathColumns const& columns() const { return columns_; }

private:
  Solver(PathProgram const& program, PathOptions const& options, std::vector<char> const& may_pay)
      : program_(program), start_(options.start), pricing_(program, may_pay),
        columns_(program, options.start), deadline_(processor_seconds() + options.seconds),
        stop_(options.stop) {
    if (std::find(may_pay.begin(), may_pay.end(), 1) != may_pay.end()) correcting_.emplace(program, may_pay);
  }

  // The clock costs as much as a small step does.
  [[nodiscard]] bool may_go_on() {
    if (asked_++ % kStepsPerLook == 0) in_time_ = processor_seconds() < deadline_ && !(stop_ && stop_());
    return in_time_;
  }

  [[nodiscard]] PathMaster& master() { return columns_.master(); }

  void begin() {
    if (start_ != nullptr) {
      PathStart const fitted = fitting_part(program_, *start_);
      columns_.restart(fitted.flows, fitted.extra);
    } else if (master().set_count() >= kSetsWorthAStart && !columns_.has_equations()) {
      std::vector<ColumnFlow> const flows = find_start(
          master(),
          [&](std::vector<double> const& price, std::vector<double> const& limit) {
            return generate(price, limit, -kInfinity);
          },
          kStartRounds, level_);
      if (is_sound()) master().start(flows);
    }
  }

  // Labels at these prices, final below what demands pay, or everywhere. Where one fell along an arc that
  // does not pay (goods of negative worth, lost on the way) all are corrected from then on.
  void find_labels(std::vector<double> const& price, std::vector<double> const* limit) {
    ++pricing_count_;
    if (pricing_.is_sound()) {
      if (limit == nullptr) {
        pricing_.run(price, columns_.supply_price());
      } else {
        pricing_.run(price, columns_.supply_price(), *limit);
      }
    }
    if (!pricing_.is_sound() && !all_corrected_) {
      correcting_.emplace(program_, std::vector<char>(at(program_.node_count), 1));
      all_corrected_ = true;
    }
    if (correcting_) correcting_->run(price, columns_.supply_price());
  }
  [[nodiscard]] bool is_sound() const { return sound_ && (!correcting_ || correcting_->is_sound()); }
  [[nodiscard]] bool is_corrected(int node) const { return correcting_ && correcting_->has(node); }
  [[nodiscard]] double label(int node) const {
    return is_corrected(node) ? correcting_->label(node) : pricing_.label(node);
  }
  int trace(int node) {
    return is_corrected(node) ? correcting_->trace(node, path_) : pricing_.trace(node, path_);
  }

  // Goods that circle for gain at these prices, to the columns: in an optimum they are none.
  void add_circles(std::vector<int>& columns) {
    if (!correcting_) return;
    for (LabelCorrecting::Circle const& circle : correcting_->circles()) {
      std::optional<int> const column = columns_.add_circle(circle);
      sound_ = sound_ && column;
      if (column && master().reduced_cost(*column) < -this->tolerance()) columns.push_back(*column);
    }
  }

  // New paths cheaper than `limit` [set] less the tolerance.
  std::vector<int> generate(std::vector<double> const& price, std::vector<double> const& limit,
                            double tolerance) {
    columns_.price_supplies(price);
    std::vector<double> const most = columns_.most_paid(price, limit);
    find_labels(price, &most);
    double const margin = std::max(0.0, tolerance);
    std::vector<int> columns;
    for (std::size_t d = 0; d < program_.demands.size(); ++d) {
      int const node = program_.demands[d].node;
      double const least = label(node);
      if (least >= most[d] - margin) continue;
      int const supply = trace(node);
      columns_.add_paths(static_cast<int>(d), supply, path_, least, price, limit, margin, columns);
    }
    if (tolerance < 0.0) { // the start sees extras from the beginning
      if (pricing_count_ == 1)
        columns.insert(columns.end(), columns_.extra_columns().begin(), columns_.extra_columns().end());
    } else {
      add_circles(columns);
    }
    return columns;
  }

  bool generate_columns() {
    std::vector<double> limit;
    for (;;) {
      if (!may_go_on()) return false;
      limit.resize(at(master().set_count()));
      for (int set = 0; set < master().set_count(); ++set) limit[at(set)] = master().set_price(set);
      std::vector<int> candidates = generate(columns_.prices(), limit, tolerance());
      if (candidates.empty() && master().is_settled() && !pricing_.is_exhaustive()) {
        pricing_.widen();
        candidates = generate(columns_.prices(), limit, tolerance());
      }
      if (!is_sound()) return false;
      if (level_ == 0.0) note_level();
      for (int const column : columns_.extra_columns()) {
        if (master().reduced_cost(column) < -tolerance()) candidates.push_back(column);
      }
      for (int set = 0; set < master().set_count(); ++set) {
        if (master().reduced_cost(master().empty_column(set)) < -tolerance())
          candidates.push_back(master().empty_column(set));
      }
      if (candidates.empty() && master().is_settled()) return true;
      pool_.resize(master().column_count()); // what was not worth it before may be now
      std::iota(pool_.begin(), pool_.end(), 0);
      int const turns = candidates.empty() ? std::numeric_limits<int>::max() : kTurns;
      auto const go_on = [&] { return may_go_on(); };
      if (!master().improve(pool_, tolerance(), go_on, turns)) return false;
    }
  }

  // Mean cost of what the first pass found: the level that tolerances are relative to.
  void note_level() {
    double sum = 0.0, count = 0.0;
    for (MarginalLine const& line : program_.demands) {
      if (std::isinf(label(line.node))) continue;
      sum += std::abs(label(line.node));
      count += 1.0;
    }
    level_ = count > 0.0 && sum > 0.0 ? sum / count : 1.0;
  }
  [[nodiscard]] double tolerance() const { return kTolerance * level_; }

  PathSolution solution(bool complete) {
    PathSolution answer;
    answer.complete = complete;
    columns_.describe(answer);
    std::vector<double> price = columns_.prices();
    answer.node_price = settled_prices(price, answer.delivered, complete);
    price.resize(program_.capacity.size());
    answer.resource_price = std::move(price);
    answer.pricing_count = pricing_count_;
    answer.pivot_count = columns_.pivot_count();
    return answer;
  }

  // An optimum was found by a pass over the whole at these prices. Its labels of served demands are final;
  // others are read only where goods are lost on the way.
  std::vector<double> settled_prices(std::vector<double> const& price, std::vector<double> const& delivered,
                                     bool complete) {
    columns_.price_supplies(price);
    if (!complete || pricing_.is_lossy() || correcting_) find_labels(price, nullptr);
    std::vector<double> labels(at(program_.node_count));
    for (int node = 0; node < program_.node_count; ++node) labels[at(node)] = label(node);
    std::vector<double> weights = pricing_.weights(price);
    if (correcting_) correcting_->write_weights(weights);
    return node_prices(program_, weights, labels, columns_.supply_price(), price, delivered);
  }

  PathProgram const& program_;
  PathStart const* start_;
  PathPricing pricing_;
  std::optional<LabelCorrecting> correcting_; ///< where an arc may pay
  bool all_corrected_ = false;
  bool sound_ = true;
  PathColumns columns_;
  double deadline_;
  std::function<bool()> stop_;
  unsigned asked_ = 0;
  bool in_time_ = true;
  double level_ = 0.0;
  std::size_t pricing_count_ = 0;
  std::vector<int> path_, pool_;
};

} // namespace

std::optional<PathSolution> solve_paths(PathProgram const& program, PathOptions const& options) {
  return Solver(program, options).run();
}

std::optional<PathSolution> solve_paths(PathProgram const& program, PathOptions const& options,
                                        std::optional<PathColumns>& kept) {
  Solver solver(program, options);
  std::optional<PathSolution> solution = solver.run();
  if (solution) kept.emplace(solver.columns());
  return solution;
}

} // namespace korridor::opt
