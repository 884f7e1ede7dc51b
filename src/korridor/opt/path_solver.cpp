// Column generation over a path programme.
#include "korridor/opt/path_solver.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "korridor/opt/path_master.hpp"
#include "korridor/opt/path_pricing.hpp"
#include "korridor/opt/path_start.hpp"

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTolerance = 1e-10;    // of the mean path cost: a smaller saving is rounding
constexpr int kFirstCuts = 8;
constexpr int kCuts = 16;      // how much finer, when the solution stayed near
constexpr int kFinePieces = 4; // on each side
constexpr int kStartRounds = 25;
constexpr int kSetsWorthAStart = 150;
constexpr std::size_t kIdleColumnsPerSet = 20;
constexpr double kSamePoint = 1e-12;    // of a curve

struct Piece {
  double from = 0.0;
  double to = 0.0;
  double marginal = 0.0;
};

// The pieces of one line, ascending, and the set (demand) or resource (supply) of the first; the others follow.
struct Pieces {
  std::vector<Piece> parts;
  int first = 0;
  double centre = 0.0; ///< where and how finely the line was cut last
  double width = 0.0;
};

std::vector<Piece> cut_evenly(MarginalLine const& line, int count) {
  std::vector<Piece> parts;
  for (int i = 0; i < count; ++i) {
    double const from = i * line.size / count;
    double const to = i + 1 == count ? line.size : (i + 1) * line.size / count;
    parts.push_back({from, to, line.slope == 0.0 ? line.first : line.at(0.5 * (from + to))});
  }
  return parts;
}

// A few pieces of one width on both sides of the centre, then pieces that widen fourfold.
std::vector<Piece> cut_round(MarginalLine const& line, double centre, double width) {
  std::vector<double> ends;
  double const tiny = kSamePoint * line.size;
  for (double const side : {-1.0, 1.0}) {
    double step = width;
    double place = centre;
    for (int i = 0;; ++i) {
      if (place > tiny && place < line.size - tiny) ends.push_back(place);
      if (place < 0.0 || place > line.size) break;
      if (i >= kFinePieces) step *= 4.0;
      place += side * step;
    }
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  ends.push_back(line.size);
  std::vector<Piece> parts;
  double from = 0.0;
  for (double const to : ends) {
    parts.push_back({from, to, line.at(0.5 * (from + to))});
    from = to;
  }
  return parts;
}

// Flow of one path, whatever the pieces.
struct PathFlow {
  int supply = 0;
  int demand = 0;
  double delivered = 0.0;
  std::vector<int> arcs;
};

class Solver {
public:
  Solver(PathProgram const& program, PathOptions const& options)
      : program_(program), pricing_(program), deadline_(processor_seconds() + options.seconds) {
    auto const cut_first = [](std::vector<MarginalLine> const& lines, std::vector<Pieces>& all) {
      for (MarginalLine const& line : lines) {
        int const count = line.slope == 0.0 ? 1 : kFirstCuts;
        all.push_back({cut_evenly(line, count), 0, 0.5 * line.size, line.size / count});
      }
    };
    cut_first(program.supplies, supply_);
    cut_first(program.demands, demand_);
  }

  std::optional<PathSolution> run() {
    build_master();
    bool complete = true;
    if (master_->set_count() >= kSetsWorthAStart) {
      std::vector<ColumnFlow> const flows = find_start(
          *master_,
          [&](std::vector<double> const& price, std::vector<double> const& limit) {
            return generate(price, limit, -kInfinity);
          },
          kStartRounds, level_);
      if (pricing_.is_sound()) master_->start(flows);
    }
    while (complete && pricing_.is_sound()) {
      complete = generate_columns();
      if (!complete || !pricing_.is_sound() || !refine()) break;
    }
    if (!pricing_.is_sound()) return std::nullopt;
    return solution(complete);
  }

private:
  static double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
  [[nodiscard]] bool may_go_on() const { return processor_seconds() < deadline_; }

  struct Path {
    int supply = -1; ///< -1: an empty column or an extra
    int demand = -1;
    int first = 0;
    int count = 0; ///< arcs, last first
  };

  void build_master() {
    std::vector<double> capacity = program_.capacity;
    for (Pieces& pieces : supply_) {
      pieces.first = static_cast<int>(capacity.size());
      for (Piece const& piece : pieces.parts) capacity.push_back(piece.to - piece.from);
    }
    master_.emplace(std::move(capacity));
    paths_.clear();
    arcs_.clear();
    demand_of_set_.clear();
    for (std::size_t d = 0; d < demand_.size(); ++d) {
      demand_[d].first = master_->set_count();
      for (Piece const& piece : demand_[d].parts) {
        master_->add_set(piece.to - piece.from, piece.marginal);
        paths_.push_back({});
        demand_of_set_.push_back(static_cast<int>(d));
      }
    }
    first_extra_ = master_->set_count();
    for (PathProgram::Extra const& extra : program_.extras) {
      int const set = master_->add_set(extra.size, 0.0);
      paths_.resize(paths_.size() + 2);
      extra_column_.push_back(master_->add_column(set, extra.cost, extra.entries));
    }
  }

  // The column of a path for one piece of its demand and one of its supply.
  int add_path(int set, int demand, int supply, int piece, std::vector<int> const& arcs) {
    double through = 1.0, cost = 0.0;
    uses_.clear();
    for (int const a : arcs) {
      PathProgram::Arc const& arc = program_.arcs[at(a)];
      through /= arc.gain;
      cost += through * arc.cost;
      int const end = at(a) + 1 < program_.arcs.size() ? program_.arcs[at(a) + 1].first
                                                       : static_cast<int>(program_.entries.size());
      for (int e = arc.first; e < end; ++e) {
        Entry const& entry = program_.entries[at(e)];
        if (program_.capacity[at(entry.row)] < kInfinity)
          uses_.push_back({entry.row, through * entry.coefficient});
      }
    }
    Pieces const& pieces = supply_[at(supply)];
    cost += through * pieces.parts[at(piece)].marginal;
    if (pieces.parts[at(piece)].to < kInfinity) uses_.push_back({pieces.first + piece, through});
    std::sort(uses_.begin(), uses_.end(), [](Entry const& a, Entry const& b) { return a.row < b.row; });
    std::size_t last = 0;
    for (std::size_t i = 1; i < uses_.size(); ++i) {
      if (uses_[i].row == uses_[last].row) {
        uses_[last].coefficient += uses_[i].coefficient;
      } else {
        uses_[++last] = uses_[i];
      }
    }
    if (!uses_.empty()) uses_.resize(last + 1);
    paths_.push_back({supply, demand, static_cast<int>(arcs_.size()), static_cast<int>(arcs.size())});
    arcs_.insert(arcs_.end(), arcs.begin(), arcs.end());
    return master_->add_column(set, cost, uses_);
  }

  // The cheapest piece of each supply at these prices.
  void price_supplies(std::vector<double> const& price) {
    supply_price_.assign(supply_.size(), kInfinity);
    supply_piece_.assign(supply_.size(), 0);
    for (std::size_t s = 0; s < supply_.size(); ++s) {
      for (std::size_t p = 0; p < supply_[s].parts.size(); ++p) {
        Piece const& piece = supply_[s].parts[p];
        if (piece.to <= piece.from) continue;
        double const cost = piece.marginal + price[at(supply_[s].first) + p];
        if (cost >= supply_price_[s]) continue;
        supply_price_[s] = cost;
        supply_piece_[s] = static_cast<int>(p);
      }
    }
  }

  // New paths cheaper than `limit` [set] less the tolerance.
  std::vector<int> generate(std::vector<double> const& price, std::vector<double> const& limit,
                            double tolerance) {
    price_supplies(price);
    std::vector<double> most(demand_.size(), -kInfinity);
    for (int set = 0; set < first_extra_; ++set) {
      double& top = most[at(demand_of_set_[at(set)])];
      top = std::max(top, limit[at(set)]);
    }
    pricing_.run(price, supply_price_, most);
    ++pricing_count_;
    double const margin = std::max(0.0, tolerance);
    std::vector<int> columns;
    for (int d = 0; d < static_cast<int>(demand_.size()); ++d) {
      double const label = pricing_.label(program_.demands[at(d)].node);
      if (label >= most[at(d)] - margin) continue;
      int const supply = pricing_.trace(program_.demands[at(d)].node, path_);
      for (std::size_t p = 0; p < demand_[at(d)].parts.size(); ++p) {
        int const set = demand_[at(d)].first + static_cast<int>(p);
        if (label >= limit[at(set)] - margin || master_->size_of(set) <= 0.0) continue;
        columns.push_back(add_path(set, d, supply, supply_piece_[at(supply)], path_));
      }
    }
    if (tolerance < 0.0) { // the start sees extras from the beginning
      if (pricing_count_ == 1) columns.insert(columns.end(), extra_column_.begin(), extra_column_.end());
    }
    return columns;
  }

  bool generate_columns() {
    std::vector<double> limit(at(master_->set_count()));
    for (;;) {
      if (!may_go_on()) return false;
      for (int set = 0; set < master_->set_count(); ++set) limit[at(set)] = master_->set_price(set);
      std::vector<double> price = master_->prices();
      for (double& p : price) p = std::max(0.0, p); // what is below is rounding
      std::vector<int> candidates = generate(price, limit, tolerance());
      if (!pricing_.is_sound()) return false;
      if (level_ == 0.0) note_level();
      for (int const column : extra_column_) {
        if (master_->reduced_cost(column) < -tolerance()) candidates.push_back(column);
      }
      for (int set = 0; set < master_->set_count(); ++set) {
        if (master_->reduced_cost(master_->empty_column(set)) < -tolerance())
          candidates.push_back(master_->empty_column(set));
      }
      if (candidates.empty()) return true;
      if (!master_->improve(candidates, tolerance(), [&] { return may_go_on(); })) return false;
    }
  }

  // Mean cost of what the first pass found: the level that tolerances are relative to.
  void note_level() {
    double sum = 0.0, count = 0.0;
    for (MarginalLine const& line : program_.demands) {
      double const label = pricing_.label(line.node);
      if (std::isinf(label)) continue;
      sum += std::abs(label);
      count += 1.0;
    }
    level_ = count > 0.0 && sum > 0.0 ? sum / count : 1.0;
  }
  [[nodiscard]] double tolerance() const { return kTolerance * level_; }

  [[nodiscard]] std::vector<PathFlow> path_flows() const {
    std::vector<PathFlow> flows;
    for (ColumnFlow const& part : master_->flows()) {
      Path const& path = paths_[at(part.column)];
      if (path.supply < 0) continue;
      auto const first = arcs_.begin() + path.first;
      flows.push_back({path.supply, path.demand, part.flow, {first, first + path.count}});
    }
    return flows;
  }

  [[nodiscard]] double through(std::vector<int> const& arcs) const {
    double through = 1.0;
    for (int const a : arcs) through /= program_.arcs[at(a)].gain;
    return through;
  }

  // Cuts lines anew round the quantities; false when all brackets are narrow enough. The quantity itself is a
  // breakpoint, so the flow costs after the cut what it truly costs, and the true cost never rises.
  static bool refine(std::vector<MarginalLine> const& lines, std::vector<double> const& quantity,
                     std::vector<Pieces>& all) {
    bool changed = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      MarginalLine const& line = lines[i];
      Pieces& pieces = all[i];
      if (line.slope == 0.0 || line.size <= 0.0) continue;
      double const here = std::clamp(quantity[i], 0.0, line.size);
      double const near = kSamePoint * line.size;
      auto const first = std::find_if(pieces.parts.begin(), pieces.parts.end() - 1,
                                      [&](Piece const& piece) { return piece.to >= here - near; });
      auto last = first;
      while (last + 1 != pieces.parts.end() && last->to <= here + near) ++last;
      if (std::abs(line.slope) * (last->to - first->from) <= line.tolerance) continue;
      changed = true;
      if (std::abs(here - pieces.centre) <= kFinePieces * pieces.width) pieces.width /= kCuts;
      pieces.width = std::max(pieces.width, 0.4 * line.tolerance / std::abs(line.slope));
      pieces.centre = here;
      pieces.parts = cut_round(line, pieces.centre, pieces.width);
    }
    return changed;
  }

  bool refine() {
    std::vector<PathFlow> flows = path_flows();
    std::vector<double> supplied(supply_.size(), 0.0), delivered(demand_.size(), 0.0);
    for (PathFlow const& flow : flows) {
      supplied[at(flow.supply)] += flow.delivered * through(flow.arcs);
      delivered[at(flow.demand)] += flow.delivered;
    }
    std::vector<ColumnFlow> extras;
    for (ColumnFlow const& part : master_->flows()) {
      if (master_->set_of(part.column) >= first_extra_ &&
          part.column != master_->empty_column(master_->set_of(part.column)))
        extras.push_back({master_->set_of(part.column) - first_extra_, part.flow});
    }
    bool const finer_supply = refine(program_.supplies, supplied, supply_);
    if (!refine(program_.demands, delivered, demand_) && !finer_supply) return false;
    pivots_before_ += master_->pivot_count();
    extra_column_.clear();
    build_master();
    restart(flows, extras);
    return true;
  }

  // The same flow on the new pieces, each filled in order.
  void restart(std::vector<PathFlow> const& flows, std::vector<ColumnFlow> const& extras) {
    struct Level {
      std::size_t piece = 0;
      double used = 0.0;
    };
    std::vector<Level> supply_level(supply_.size()), demand_level(demand_.size());
    auto const left = [](Pieces const& pieces, Level& level) {
      double const tiny = kSamePoint * pieces.parts.back().to;
      for (; level.piece < pieces.parts.size(); ++level.piece, level.used = 0.0) {
        Piece const& piece = pieces.parts[level.piece];
        double const room = piece.to - piece.from - level.used;
        if (room > tiny) return room;
      }
      return 0.0;
    };
    std::vector<ColumnFlow> columns;
    for (PathFlow const& flow : flows) {
      double const multiple = through(flow.arcs);
      double rest = flow.delivered;
      while (rest > 0.0) {
        Level& from = supply_level[at(flow.supply)];
        Level& to = demand_level[at(flow.demand)];
        double const part = std::min({rest, left(supply_[at(flow.supply)], from) / multiple,
                                      left(demand_[at(flow.demand)], to)});
        if (part <= 0.0) break;
        int const set = demand_[at(flow.demand)].first + static_cast<int>(to.piece);
        columns.push_back(
            {add_path(set, flow.demand, flow.supply, static_cast<int>(from.piece), flow.arcs), part});
        from.used += part * multiple;
        to.used += part;
        rest -= part;
      }
    }
    for (ColumnFlow const& extra : extras) columns.push_back({extra_column_[at(extra.column)], extra.flow});
    master_->start(columns);
  }

  PathSolution solution(bool complete) {
    PathSolution answer;
    answer.complete = complete;
    answer.arc_flow.assign(program_.arcs.size(), 0.0);
    answer.supplied.assign(supply_.size(), 0.0);
    answer.delivered.assign(demand_.size(), 0.0);
    answer.extra.assign(program_.extras.size(), 0.0);
    for (PathFlow const& flow : path_flows()) {
      double quantity = flow.delivered;
      answer.delivered[at(flow.demand)] += quantity;
      for (int const a : flow.arcs) {
        quantity /= program_.arcs[at(a)].gain;
        answer.arc_flow[at(a)] += quantity;
      }
      answer.supplied[at(flow.supply)] += quantity;
    }
    for (ColumnFlow const& part : master_->flows()) {
      int const extra = master_->set_of(part.column) - first_extra_;
      if (extra >= 0 && part.column == extra_column_[at(extra)]) answer.extra[at(extra)] = part.flow;
    }
    std::vector<double> price = master_->prices();
    for (double& p : price) p = std::max(0.0, p);
    price_supplies(price);
    pricing_.run(price, supply_price_, {});
    for (int node = 0; node < program_.node_count; ++node) answer.node_price.push_back(pricing_.label(node));
    price.resize(program_.capacity.size());
    answer.resource_price = std::move(price);
    answer.pricing_count = pricing_count_;
    answer.pivot_count = pivots_before_ + master_->pivot_count();
    return answer;
  }

  PathProgram const& program_;
  PathPricing pricing_;
  double deadline_;
  std::vector<Pieces> supply_, demand_;
  std::optional<PathMaster> master_;
  std::vector<Path> paths_; ///< [column]
  std::vector<int> arcs_;
  std::vector<int> demand_of_set_, extra_column_;
  int first_extra_ = 0;
  double level_ = 0.0;
  std::size_t pricing_count_ = 0, pivots_before_ = 0;
  std::vector<double> supply_price_;
  std::vector<int> supply_piece_, path_;
  std::vector<Entry> uses_;
};

} // namespace

std::optional<PathSolution> solve_paths(PathProgram const& program, PathOptions const& options) {
  return Solver(program, options).run();
}

} // namespace korridor::opt
