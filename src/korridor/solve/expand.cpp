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

/// A merged flow from one state (class, node) to another; deliveries and production have one end.
struct Move {
  int column = kNone;
  int from = kNone; ///< state
  int to = kNone;
  double flow = 0.0; ///< at the tail
};

class Expansion {
public:
  Expansion(model::Instance const& instance, Effects const& effects, Classes const& classes,
            ArcProgram const& program)
      : instance_(instance), effects_(effects), classes_(classes), program_(program),
        state_count_(classes.merged().size() * instance.nodes.size()) {}

  model::Solution run(std::vector<double> const& value, std::vector<double> const& dual) {
    collect_moves(value);
    cancel_circulations();
    order_states();
    mix_forward();
    mix_backward();
    solution_.markets = classes_.markets();
    solution_.classes = classes_.finest();
    solution_.unserved_value = program_.unserved_value;
    for (Move const& move : moves_) emit(move);
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
      default:
        break;
      }
    }
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

  void order_states() {
    std::vector<int> waiting(state_count_, 0);
    for (std::size_t s = 0; s < state_count_; ++s) {
      for (std::size_t const i : in_[s]) waiting[s] += moves_[i].from != kNone ? 1 : 0;
    }
    for (std::size_t s = 0; s < state_count_; ++s) {
      if (waiting[s] == 0 && (!in_[s].empty() || !out_[s].empty())) order_.push_back(s);
    }
    for (std::size_t i = 0; i < order_.size(); ++i) {
      for (std::size_t const m : out_[order_[i]]) {
        if (moves_[m].to != kNone && --waiting[at(moves_[m].to)] == 0) order_.push_back(at(moves_[m].to));
      }
    }
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

  void mix_forward() {
    alpha_.assign(state_count_, {});
    for (std::size_t const s : order_) {
      MergedClass const& merged = merged_of(static_cast<int>(s));
      std::vector<double>& shares = alpha_[s];
      shares.assign(merged.origins.size() * merged.vias.size(), 0.0);
      for (std::size_t const i : in_[s]) {
        Move const& move = moves_[i];
        double const arrives = move.flow * column(move).factor;
        if (move.from == kNone) {
          shares[label(merged, instance_.supplies[at(column(move).element)].origin, kNone)] += arrives;
        } else if (column(move).kind == ColumnKind::reexport) {
          int const via = instance_.reexports[at(column(move).element)].actor;
          MergedClass const& before = merged_of(move.from);
          for (int const origin : before.origins) {
            shares[label(merged, origin, via)] +=
                arrives * alpha_[at(move.from)][label(before, origin, kNone)];
          }
        } else {
          for (std::size_t l = 0; l < shares.size(); ++l) shares[l] += arrives * alpha_[at(move.from)][l];
        }
      }
      normalise(shares);
    }
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
          shares[position(merged.markets, classes_.market_of(column(move).element))] += move.flow;
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

  // Calls use(origin, via, market, quantity, mixed) for each finest part of a move.
  template <typename Use>
  void split(Move const& move, Use const& use) const {
    bool const delivered = move.to == kNone;
    bool const produced = move.from == kNone;
    MergedClass const& source = merged_of(produced ? move.to : move.from);
    MergedClass const& bound = merged_of(delivered ? move.from : move.to);
    int const made_by = produced ? instance_.supplies[at(column(move).element)].origin : kNone;
    int const market_here = delivered ? classes_.market_of(column(move).element) : kNone;
    std::size_t label_count = 0;
    if (!produced) {
      for (double const share : alpha_[at(move.from)]) label_count += share > 0.0 ? 1 : 0;
    }
    for (int const origin : source.origins) {
      for (int const via : source.vias) {
        double share = origin == made_by && via == kNone ? 1.0 : 0.0;
        if (!produced) share = alpha_[at(move.from)][label(source, origin, via)];
        if (share <= 0.0) continue;
        for (std::size_t m = 0; m < bound.markets.size(); ++m) {
          double part = bound.markets[m] == market_here ? 1.0 : 0.0;
          if (!delivered) part = beta_[at(move.to)][m];
          if (part > 0.0) use(origin, via, bound.markets[m], move.flow * share * part, label_count > 1);
        }
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
      case RowKind::quota:
        solution_.quota_scarcity[at(row.element)] = mu;
        break;
      case RowKind::partial_ban: {
        Arc const arc = row.arc == kNone ? Arc{} : effects_.arcs()[at(row.arc)];
        solution_.partial_bans.push_back({row.element, arc.link, arc.forward, row.position, row.at_demand,
                                          row.node, row.commodity, row.origin, row.via, mu});
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
