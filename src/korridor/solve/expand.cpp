// Expansion: cancelling circulations, shares forward and backward, finest flows and prices.
#include "korridor/solve/expand.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace korridor::solve {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// Scaled values up to this are the solver's noise.
constexpr double kNoise = 1e-10;
// Scaled goods that come to a state and go nowhere, beyond this, fed a circle that was taken off.
constexpr double kStranded = 1e-8;

/// A merged flow from one state (class, node) to another; production, deliveries and what processes take and
/// give have one end.
struct Move {
  int column = kNone;
  int from = kNone; ///< state
  int to = kNone;
  double flow = 0.0;  ///< at the tail
  int labels = kNone; ///< output of a process that keeps origins: the state whose labels it has
};

// Shares that move by less than this from one sweep to the next are settled.
constexpr double kSettled = 1e-14;
constexpr int kSweepLimit = 10000;

class Expansion {
public:
  Expansion(model::Instance const& instance, Effects const& effects, Classes const& classes,
            ArcProgram const& program)
      : instance_(instance), effects_(effects), classes_(classes), program_(program),
        state_count_(classes.merged().size() * instance.nodes.size()) {}

  model::Solution run(std::vector<double> const& value, std::vector<double> const& dual) {
    collect_moves(value);
    cancel_circulations();
    order_ = order_states(false);
    take_off_stranded();
    mix_backward();
    mix_forward();
    solution_.markets = classes_.markets();
    solution_.classes = classes_.finest();
    solution_.unserved_value = program_.unserved_value;
    for (Move const& move : moves_) emit(move);
    for (int c = 0; c < static_cast<int>(program_.columns.size()); ++c) emit_runs(c, value[at(c)]);
    read_duals(dual);
    return std::move(solution_);
  }

private:
  [[nodiscard]] int state(int merged, int node) const {
    return merged * static_cast<int>(instance_.nodes.size()) + node;
  }
  [[nodiscard]] MergedClass const& merged_of(int state) const {
    return classes_.merged()[at(state) / instance_.nodes.size()];
  }
  [[nodiscard]] Column const& column(Move const& move) const { return program_.columns[at(move.column)]; }

  void collect_moves(std::vector<double> const& value) {
    for (int c = 0; c < static_cast<int>(program_.columns.size()); ++c) {
      Column const& col = program_.columns[at(c)];
      double const flow = value[at(c)] <= kNoise ? 0.0 : value[at(c)] * col.scale;
      if (flow == 0.0) continue;
      switch (col.kind) {
      case ColumnKind::arc: {
        Arc const& arc = effects_.arcs()[at(col.element)];
        moves_.push_back({c, state(col.merged, arc.tail), state(col.merged, arc.head), flow});
        break;
      }
      case ColumnKind::reexport:
        moves_.push_back({c, state(col.merged, col.node), state(col.merged_to, col.node), flow});
        break;
      case ColumnKind::production:
        moves_.push_back({c, kNone, state(col.merged, instance_.supplies[at(col.element)].node), flow});
        break;
      case ColumnKind::delivery:
        moves_.push_back({c, state(col.merged, instance_.demands[at(col.element)].node), kNone, flow});
        break;
      case ColumnKind::intake:
        moves_.push_back({c, state(col.merged, process_node(col)), kNone, flow});
        break;
      case ColumnKind::output:
        moves_.push_back({c, kNone, state(col.merged, process_node(col)), flow,
                          col.labels == kNone ? kNone : state(col.labels, process_node(col))});
        break;
      default:
        break;
      }
    }
  }

  [[nodiscard]] int process_node(Column const& col) const {
    return instance_.processes[at(col.element)].node;
  }

  void index_moves() {
    out_.assign(state_count_, {});
    in_.assign(state_count_, {});
    for (std::size_t i = 0; i < moves_.size(); ++i) {
      if (moves_[i].from != kNone) out_[at(moves_[i].from)].push_back(i);
      if (moves_[i].to != kNone) in_[at(moves_[i].to)].push_back(i);
    }
  }

  // Depth-first search finds a directed circle of flow; its smallest flow is taken off, until there is none.
  void cancel_circulations() {
    index_moves();
    std::vector<char> colour(state_count_, 0); // 0 new, 1 on the path, 2 done
    std::vector<std::size_t> next(state_count_, 0);
    for (std::size_t start = 0; start < state_count_; ++start) {
      if (colour[start] != 0 || out_[start].empty()) continue;
      std::vector<std::size_t> path{start}, way;
      colour[start] = 1;
      while (!path.empty()) {
        std::size_t const here = path.back();
        if (next[here] == out_[here].size()) {
          colour[here] = 2;
          path.pop_back();
          if (!way.empty()) way.pop_back();
          continue;
        }
        Move const& move = moves_[out_[here][next[here]]];
        if (move.flow <= 0.0 || move.to == kNone || colour[at(move.to)] == 2) {
          ++next[here];
        } else if (colour[at(move.to)] == 0) {
          way.push_back(out_[here][next[here]]);
          path.push_back(at(move.to));
          colour[at(move.to)] = 1;
        } else {
          way.push_back(out_[here][next[here]]);
          take_off_circle(at(move.to), path, way, colour);
        }
      }
    }
    std::erase_if(moves_, [](Move const& move) { return move.flow <= 0.0; });
    index_moves();
  }

  // `way` ends with the move back to `first`; afterwards the search stands at `first` again.
  void take_off_circle(std::size_t first, std::vector<std::size_t>& path, std::vector<std::size_t>& way,
                       std::vector<char>& colour) {
    auto const begin = static_cast<std::size_t>(std::find(path.begin(), path.end(), first) - path.begin());
    double least = moves_[way[begin]].flow;
    double gain = 1.0;
    for (std::size_t i = begin; i < way.size(); ++i) {
      least = std::min(least, moves_[way[i]].flow / gain);
      gain *= column(moves_[way[i]]).factor;
    }
    for (std::size_t i = begin; i < way.size(); ++i) {
      Move& move = moves_[way[i]];
      move.flow -= least;
      if (move.flow <= kNoise * column(move).scale) move.flow = 0.0;
      least *= column(move).factor;
    }
    for (std::size_t i = begin + 1; i < path.size(); ++i) colour[path[i]] = 0;
    path.resize(begin + 1);
    way.resize(begin);
  }

  // Goods that were lost in a circle leave its state with more coming than going: they are not made.
  void take_off_stranded() {
    for (std::size_t i = order_.size(); i-- > 0;) {
      std::size_t const s = order_[i];
      double comes = 0.0, goes = 0.0, scale = 1.0;
      for (std::size_t const m : in_[s]) comes += moves_[m].flow * column(moves_[m]).factor;
      for (std::size_t const m : out_[s]) goes += moves_[m].flow;
      for (std::size_t const m : in_[s]) scale = column(moves_[m]).scale;
      if (comes - goes <= kStranded * scale) continue;
      for (std::size_t const m : in_[s]) moves_[m].flow *= goes / comes;
    }
    std::erase_if(moves_, [](Move const& move) { return move.flow <= 0.0; });
    index_moves();
  }

  // States in the order of flow; with processes, those whose labels outputs keep come before what is made of
  // them. Where processes feed each other in a circle the rest is left out.
  [[nodiscard]] std::vector<std::size_t> order_states(bool with_processes) const {
    std::vector<int> waiting(state_count_, 0);
    std::vector<std::vector<int>> next(state_count_);
    for (Move const& move : moves_) {
      int const before = with_processes && move.labels != kNone ? move.labels : move.from;
      if (before == kNone || move.to == kNone) continue;
      next[at(before)].push_back(move.to);
      ++waiting[at(move.to)];
    }
    std::vector<std::size_t> order;
    for (std::size_t s = 0; s < state_count_; ++s) {
      if (waiting[s] == 0 && (!in_[s].empty() || !out_[s].empty())) order.push_back(s);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (int const after : next[order[i]]) {
        if (--waiting[at(after)] == 0) order.push_back(at(after));
      }
    }
    return order;
  }

  [[nodiscard]] static std::size_t position(std::vector<int> const& sorted, int value) {
    return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
  }
  [[nodiscard]] static std::size_t label(MergedClass const& merged, int origin, int via) {
    return position(merged.origins, origin) * merged.vias.size() + position(merged.vias, via);
  }

  static void normalise(std::vector<double>& shares) {
    double sum = 0.0;
    for (double const share : shares) sum += share;
    for (double& share : shares) share = sum > 0.0 ? share / sum : 0.0;
  }

  // One pass in the order of flow. Where processes feed each other in a circle the states on it and behind it
  // start from equal shares and are swept until they are settled.
  void mix_forward() {
    alpha_.assign(state_count_, {});
    std::vector<std::size_t> const ordered = order_states(true);
    std::vector<bool> done(state_count_, false);
    for (std::size_t const s : ordered) {
      alpha_[s] = labels_at(s);
      done[s] = true;
    }
    std::vector<std::size_t> circling;
    for (std::size_t const s : order_) {
      if (done[s]) continue;
      circling.push_back(s);
      MergedClass const& merged = merged_of(static_cast<int>(s));
      alpha_[s].assign(merged.origins.size() * merged.vias.size(), 1.0);
      normalise(alpha_[s]);
    }
    double moved = circling.empty() ? 0.0 : 1.0;
    for (int sweep = 0; moved > kSettled && sweep < kSweepLimit; ++sweep) {
      moved = 0.0;
      for (std::size_t const s : circling) {
        std::vector<double> const shares = labels_at(s);
        for (std::size_t l = 0; l < shares.size(); ++l) {
          moved = std::max(moved, std::abs(shares[l] - alpha_[s][l]));
        }
        alpha_[s] = shares;
      }
    }
  }

  // Shares of origin and provenance in what comes to a state.
  [[nodiscard]] std::vector<double> labels_at(std::size_t s) const {
    MergedClass const& merged = merged_of(static_cast<int>(s));
    std::vector<double> shares(merged.origins.size() * merged.vias.size(), 0.0);
    for (std::size_t const i : in_[s]) {
      Move const& move = moves_[i];
      double const arrives = move.flow * column(move).factor;
      if (column(move).kind == ColumnKind::reexport) {
        int const via = instance_.reexports[at(column(move).element)].actor;
        MergedClass const& before = merged_of(move.from);
        for (int const origin : before.origins) {
          shares[label(merged, origin, via)] += arrives * alpha_[at(move.from)][label(before, origin, kNone)];
        }
      } else if (move.from != kNone) {
        for (std::size_t l = 0; l < shares.size(); ++l) shares[l] += arrives * alpha_[at(move.from)][l];
      } else {
        for (int const origin : merged.origins) {
          for (int const via : merged.vias) {
            shares[label(merged, origin, via)] += arrives * share_made(move, origin, via);
          }
        }
      }
    }
    normalise(shares);
    return shares;
  }

  // Share of one origin and provenance in goods that enter the network: of their maker, or those that went
  // into a process.
  [[nodiscard]] double share_made(Move const& move, int origin, int via) const {
    Column const& col = column(move);
    if (move.labels != kNone) return share_of(move.labels, origin, via);
    int const maker = col.kind == ColumnKind::production
                          ? instance_.supplies[at(col.element)].origin
                          : instance_.nodes[at(process_node(col))].jurisdiction;
    return origin == maker && via == kNone ? 1.0 : 0.0;
  }

  [[nodiscard]] double share_of(int state, int origin, int via) const {
    MergedClass const& merged = merged_of(state);
    bool const known = std::binary_search(merged.origins.begin(), merged.origins.end(), origin) &&
                       std::binary_search(merged.vias.begin(), merged.vias.end(), via);
    return known ? alpha_[at(state)][label(merged, origin, via)] : 0.0;
  }

  // The market that goods which leave the network are bound for.
  [[nodiscard]] int market_left_for(Move const& move) const {
    Column const& col = column(move);
    if (col.kind == ColumnKind::delivery)
      return classes_.market_of(col.element, merged_of(move.from).key.contract);
    model::Process const& process = instance_.processes[at(col.element)];
    int const commodity = merged_of(move.from).key.commodity;
    auto const input = std::find_if(process.inputs.begin(), process.inputs.end(),
                                    [&](model::Ratio const& r) { return r.commodity == commodity; });
    return classes_.market_of_input(col.element, static_cast<std::size_t>(input - process.inputs.begin()));
  }

  void mix_backward() {
    beta_.assign(state_count_, {});
    for (std::size_t i = order_.size(); i-- > 0;) {
      std::size_t const s = order_[i];
      MergedClass const& merged = merged_of(static_cast<int>(s));
      std::vector<double>& shares = beta_[s];
      shares.assign(merged.markets.size(), 0.0);
      for (std::size_t const m : out_[s]) {
        Move const& move = moves_[m];
        if (move.to == kNone) {
          shares[position(merged.markets, market_left_for(move))] += move.flow;
          continue;
        }
        MergedClass const& after = merged_of(move.to);
        for (std::size_t k = 0; k < after.markets.size(); ++k) {
          shares[position(merged.markets, after.markets[k])] += move.flow * beta_[at(move.to)][k];
        }
      }
      normalise(shares);
    }
  }

  [[nodiscard]] bool is_mixed(int state) const {
    std::vector<double> const& shares = alpha_[at(state)];
    return std::count_if(shares.begin(), shares.end(), [](double share) { return share > 0.0; }) > 1;
  }

  // Calls use(origin, via, market, quantity, mixed) for each finest part of a move.
  template <typename Use>
  void split(Move const& move, Use const& use) const {
    bool const leaves = move.to == kNone;
    bool const enters = move.from == kNone;
    MergedClass const& source = merged_of(enters ? move.to : move.from);
    MergedClass const& bound = merged_of(leaves ? move.from : move.to);
    int const market_here = leaves ? market_left_for(move) : kNone;
    bool const mixed = !enters && is_mixed(move.from);
    for (int const origin : source.origins) {
      for (int const via : source.vias) {
        double const share =
            enters ? share_made(move, origin, via) : alpha_[at(move.from)][label(source, origin, via)];
        if (share <= 0.0) continue;
        for (std::size_t m = 0; m < bound.markets.size(); ++m) {
          double part = bound.markets[m] == market_here ? 1.0 : 0.0;
          if (!leaves) part = beta_[at(move.to)][m];
          if (part > 0.0) use(origin, via, bound.markets[m], move.flow * share * part, mixed);
        }
      }
    }
  }

  // Activity by the labels that it works on.
  void emit_runs(int c, double value) {
    Column const& col = program_.columns[at(c)];
    if (col.kind != ColumnKind::activity || value <= kNoise) return;
    double const activity = value * col.scale;
    if (col.labels == kNone) {
      int const here = instance_.nodes[at(process_node(col))].jurisdiction;
      solution_.runs.push_back({col.element, here, kNone, activity});
      return;
    }
    MergedClass const& merged = classes_.merged()[at(col.labels)];
    int const taken = state(col.labels, process_node(col));
    if (alpha_[at(taken)].empty()) return; // nothing came: activity of the solver's noise
    for (int const origin : merged.origins) {
      for (int const via : merged.vias) {
        double const share = share_of(taken, origin, via);
        if (share > 0.0) solution_.runs.push_back({col.element, origin, via, activity * share});
      }
    }
  }

  void emit(Move const& move) {
    Column const& col = column(move);
    split(move, [&](int origin, int via, int market, double quantity, bool mixed) {
      int const finest = classes_.find(origin, via, market);
      switch (col.kind) {
      case ColumnKind::arc: {
        Arc const& arc = effects_.arcs()[at(col.element)];
        solution_.flows.push_back({finest, arc.link, arc.forward, quantity, mixed});
        break;
      }
      case ColumnKind::production:
        solution_.production.push_back({col.element, finest, quantity});
        break;
      case ColumnKind::delivery:
        solution_.deliveries.push_back({col.element, finest, quantity});
        break;
      case ColumnKind::intake:
        solution_.intakes.push_back({col.element, finest, quantity});
        break;
      case ColumnKind::output:
        solution_.outputs.push_back({col.element, finest, quantity});
        break;
      case ColumnKind::reexport: {
        int const after = classes_.find(origin, instance_.reexports[at(col.element)].actor, market);
        solution_.reexports.push_back({col.element, col.node, finest, after, quantity});
        break;
      }
      default:
        break;
      }
    });
  }

  void read_duals(std::vector<double> const& dual) {
    std::size_t const nodes = instance_.nodes.size();
    solution_.price.assign(classes_.finest().size() * nodes, 0.0);
    for (std::size_t c = 0; c < classes_.finest().size() && !program_.balance_row.empty(); ++c) {
      auto const merged = at(classes_.merged_of(static_cast<int>(c)));
      for (std::size_t n = 0; n < nodes; ++n) {
        int const row = program_.balance_row[merged * nodes + n];
        if (row != kNone) solution_.price[c * nodes + n] = dual[at(row)] * program_.rows[at(row)].dual_scale;
      }
    }
    solution_.link_scarcity.assign(2 * instance_.links.size(), 0.0);
    solution_.node_scarcity.assign(nodes, 0.0);
    solution_.limit_scarcity.assign(instance_.limits.size(), 0.0);
    solution_.reexport_scarcity.assign(instance_.reexports.size(), 0.0);
    solution_.process_scarcity.assign(instance_.processes.size(), 0.0);
    solution_.contract_price.assign(instance_.contracts.size(), 0.0);
    solution_.quota_scarcity.assign(instance_.measures.size(), 0.0);
    for (std::size_t r = 0; r < program_.rows.size(); ++r) {
      ProgramRow const& row = program_.rows[r];
      double const mu =
          std::max(0.0, dual[r] * row.dual_scale); // what joint rows use; others do not reach it
      switch (row.kind) {
      case RowKind::link:
        solution_.link_scarcity[at(row.element)] = mu;
        break;
      case RowKind::node:
        solution_.node_scarcity[at(row.element)] = mu;
        break;
      case RowKind::limit:
        solution_.limit_scarcity[at(row.element)] = mu;
        break;
      case RowKind::reexport:
        solution_.reexport_scarcity[at(row.element)] = mu;
        break;
      case RowKind::contract:
        solution_.contract_price[at(row.element)] = dual[r] * row.dual_scale;
        break;
      case RowKind::process:
        solution_.process_scarcity[at(row.element)] = mu;
        break;
      case RowKind::quota:
        solution_.quota_scarcity[at(row.element)] = mu;
        break;
      case RowKind::partial_ban: {
        Arc const arc = row.arc == kNone ? Arc{} : effects_.arcs()[at(row.arc)];
        solution_.partial_bans.push_back({row.element, arc.link, arc.forward, row.position, row.at_demand,
                                          row.at_process, row.node, row.commodity, row.origin, row.via, mu});
        break;
      }
      default:
        break;
      }
    }
  }

  model::Instance const& instance_;
  Effects const& effects_;
  Classes const& classes_;
  ArcProgram const& program_;
  std::size_t state_count_;
  std::vector<Move> moves_;
  std::vector<std::vector<std::size_t>> out_, in_; ///< [state] moves
  std::vector<std::size_t> order_;
  std::vector<std::vector<double>> alpha_; ///< [state][origin and provenance]
  std::vector<std::vector<double>> beta_;  ///< [state][market]
  model::Solution solution_;
};

} // namespace

model::Solution expand(model::Instance const& instance, Effects const& effects, Classes const& classes,
                       ArcProgram const& program, std::vector<double> const& value,
                       std::vector<double> const& dual) {
  return Expansion(instance, effects, classes, program).run(value, dual);
}

} // namespace korridor::solve
