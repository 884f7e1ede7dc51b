// Building the arc programme: scales, rows when first met, columns class by class.
#include "korridor/solve/arc_program.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "korridor/solve/lines.hpp"
#include "korridor/solve/process_columns.hpp"
#include "korridor/solve/program_writer.hpp"
#include "korridor/solve/through_processes.hpp"

namespace korridor::solve {

using model::kInfinity;
using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

class Builder : private ProgramWriter {
public:
  using ProgramWriter::ProgramWriter;

  ArcProgram build(std::string& problem) {
    collect_terms();
    measure_friction();
    program_.unserved_value = unserved_value();
    make_lines();
    choose_scales();
    add_supply_and_demand();
    add_contracts();
    for (int q = 0; q < static_cast<int>(classes_.merged().size()); ++q) {
      add_arcs(q);
      add_production(q);
      add_deliveries(q);
    }
    add_reexports();
    add_processes(*this);
    add_friction_columns();
    problem = problem_;
    return std::move(program_);
  }

private:
  /// What a class meets on an arc, short: there are many.
  struct Met {
    bool open = false;
    int counted = 0; ///< position in `counted_`
    double efficiency = 1.0;
    double charge = 0.0;
  };

  void collect_terms() {
    arc_terms_.assign(classes_.merged().size(), std::vector<Met>(effects_.arcs().size()));
    top_charge_.assign(instance_.commodities.size(), 0.0);
    Terms terms;
    std::size_t open_count = 0;
    for (int a = 0; a < static_cast<int>(effects_.arcs().size()); ++a) { // arc by arc: its tables are at hand
      for (std::size_t q = 0; q < arc_terms_.size(); ++q) {
        ClassKey const& key = classes_.merged()[q].key;
        effects_.arc(a, key, terms);
        if (!terms.open) continue;
        ++open_count;
        bool const is_counted = !terms.quotas.empty() || !terms.caps.empty() || !terms.partial_bans.empty() ||
                                !terms.contracts.empty();
        int const counted = is_counted ? static_cast<int>(counted_.size()) : 0;
        if (is_counted) counted_.push_back(terms);
        arc_terms_[q][at(a)] = {true, counted, terms.efficiency, terms.charge};
        top_charge_[at(key.commodity)] = std::max(top_charge_[at(key.commodity)], terms.charge);
      }
    }
    reserve_columns(open_count);
  }

  // Demand without a value must be served whenever it can be: its value exceeds what any chain of arcs can
  // cost. Ten times the cost of using every arc once, over the square of the worst efficiency, has margin for
  // detours that push other goods aside. Serving may break contracts, which costs their penalties wherever
  // they count. The answer states the value used.
  double unserved_value() const {
    bool const needed = std::any_of(instance_.demands.begin(), instance_.demands.end(),
                                    [](model::Demand const& demand) { return !demand.valued; });
    if (!needed) return 0.0;
    double sum = 1.0, worst_efficiency = 1.0;
    for (model::Contract const& contract : instance_.contracts) sum += contract.penalty;
    for (std::size_t a = 0; a < effects_.arcs().size(); ++a) {
      double top = 0.0;
      for (std::size_t q = 0; q < arc_terms_.size(); ++q) {
        Met const& met = arc_terms_[q][a];
        if (!met.open) continue;
        top = std::max(top, met.charge + penalties(counted_[at(met.counted)]) +
                                top_friction(effects_.arcs()[a].link, classes_.merged()[q].key.commodity));
        if (met.efficiency > 0.0) worst_efficiency = std::min(worst_efficiency, met.efficiency);
      }
      sum += top;
    }
    double supply = 0.0;
    for (model::Supply const& row : instance_.supplies) {
      double const end = std::isfinite(row.capacity) ? row.cost + row.slope * row.capacity : row.cost;
      supply = std::max({supply, row.cost, end});
    }
    return 10.0 * dearest(instance_, supply, sum) / (worst_efficiency * worst_efficiency);
  }

  // [commodity] more than any arc carries: all that is made and all that is wanted.
  void measure_friction() {
    most_.assign(instance_.commodities.size(), 0.0);
    auto const add = [&](int commodity, double size) {
      if (std::isfinite(size)) most_[at(commodity)] += size;
    };
    for (model::Supply const& supply : instance_.supplies) add(supply.commodity, supply.capacity);
    for (model::Demand const& demand : instance_.demands) add(demand.commodity, demand.quantity);
  }

  // What friction may add to the cost of one unit on a link.
  double top_friction(int link, int commodity) const {
    return friction_slope(instance_, link, commodity) * widest(link, commodity);
  }

  double widest(int link, int commodity) const {
    double const use = instance_.links[at(link)].use[at(commodity)];
    double const capacity = effects_.link_capacity(link);
    return use > 0.0 ? std::min(most_[at(commodity)], capacity / use) : most_[at(commodity)];
  }

  // Counts a column into the flow of its commodity on its arc, where that meets friction. The flow's column
  // is wider than anything can be, so that its own end never takes the place of a scarcity.
  void add_friction(int a, int commodity, Column const& column) {
    constexpr double kRoom = 8.0; // over widest(): losses and turnings may add to what is made and wanted
    int const link = effects_.arcs()[at(a)].link;
    double const slope = friction_slope(instance_, link, commodity);
    if (slope <= 0.0) return;
    auto const [place, added] = friction_at_.try_emplace({a, commodity}, program_.frictions.size());
    if (added) {
      Line const line{0.0, slope, kRoom * widest(link, commodity)};
      int const row = add_row({.kind = RowKind::friction, .element = a}, column.scale, 0.0, 0.0);
      program_.frictions.push_back({row, kNone, commodity, price_level_[at(commodity)], line});
    }
    add_entry(program_.frictions[place->second].row, -1.0, column);
  }

  void add_friction_columns() {
    for (Friction& friction : program_.frictions) {
      int const arc = program_.rows[at(friction.row)].element;
      Column const column{
          .kind = ColumnKind::friction, .element = arc, .scale = unit_[at(friction.commodity)]};
      add_entry(friction.row, 1.0, column);
      friction.column =
          add_column(column, friction.line.marginal(0.5 * friction.line.size), friction.line.size);
    }
  }

  double penalties(Terms const& terms) const {
    double sum = 0.0;
    for (Counting const& counting : terms.contracts)
      sum += instance_.contracts[at(counting.contract)].penalty;
    return sum;
  }

  void make_lines() {
    for (int d = 0; d < static_cast<int>(instance_.demands.size()); ++d) {
      program_.demand_line.push_back(demand_line(instance_, effects_, d, program_.unserved_value));
    }
    std::vector<double> ceiling(instance_.commodities.size(), 0.0);
    for (std::size_t d = 0; d < instance_.demands.size(); ++d) {
      double& top = ceiling[at(instance_.demands[d].commodity)];
      top = std::max(top, program_.demand_line[d].first);
    }
    // A contract may make its goods worth the penalty more: once at a row, at places on each arc that counts.
    for (model::Contract const& contract : instance_.contracts) {
      ceiling[at(contract.commodity)] += contract.penalty * static_cast<double>(effects_.arcs().size() + 1);
    }
    std::vector<double> asked(instance_.commodities.size(), 0.0);
    for (model::Supply const& supply : instance_.supplies) {
      asked[at(supply.commodity)] = std::min(asked[at(supply.commodity)], supply.cost);
    }
    ceiling = ceilings(instance_, std::move(ceiling), asked);
    for (int s = 0; s < static_cast<int>(instance_.supplies.size()); ++s) {
      program_.supply_line.push_back(
          supply_line(instance_, effects_, s, ceiling[at(instance_.supplies[at(s)].commodity)]));
    }
  }

  void choose_scales() {
    std::size_t const count = instance_.commodities.size();
    std::vector<double> quantity(count, 0.0), price(top_charge_);
    auto const note = [&](int commodity, Line const& line) {
      if (std::isfinite(line.size)) quantity[at(commodity)] = std::max(quantity[at(commodity)], line.size);
      double const end = std::isfinite(line.size) ? line.marginal(line.size) : line.first;
      price[at(commodity)] = std::max({price[at(commodity)], std::abs(line.first), std::abs(end)});
    };
    for (std::size_t s = 0; s < instance_.supplies.size(); ++s) {
      model::Supply const& supply = instance_.supplies[s];
      note(supply.commodity, program_.supply_line[s]);
    }
    for (std::size_t d = 0; d < instance_.demands.size(); ++d) {
      if (instance_.demands[d].valued) {
        note(instance_.demands[d].commodity, program_.demand_line[d]);
      } else {
        double& top = quantity[at(instance_.demands[d].commodity)];
        top = std::max(top, program_.demand_line[d].size);
      }
    }
    spread_scales(instance_, quantity, price);
    made_of_ = most_made(instance_, effects_, program_.supply_line);
    double money = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
      if (quantity[k] <= 0.0) quantity[k] = 1.0;
      if (price[k] <= 0.0) price[k] = 1.0;
      money = std::max(money, quantity[k] * price[k]);
    }
    program_.money_scale = power_of_two(money);
    for (std::size_t k = 0; k < count; ++k) {
      unit_.push_back(power_of_two(std::sqrt(quantity[k] * program_.money_scale / price[k])));
    }
    price_level_ = std::move(price);
  }

  void add_arcs(int q) {
    ClassKey const& key = classes_.merged()[at(q)].key;
    int const k = key.commodity;
    for (int a = 0; a < static_cast<int>(effects_.arcs().size()); ++a) {
      Met const& met = arc_terms_[at(q)][at(a)];
      if (!met.open) continue;
      Terms const& counted = counted_[at(met.counted)];
      Arc const& arc = effects_.arcs()[at(a)];
      model::Link const& link = instance_.links[at(arc.link)];
      check_charge(met.charge, k, link.id);
      Column const column{.kind = ColumnKind::arc,
                          .merged = q,
                          .element = a,
                          .scale = unit_[at(k)],
                          .factor = met.efficiency};
      add_entry(balance(q, arc.tail), -1.0, column);
      add_entry(balance(q, arc.head), met.efficiency, column);
      double const capacity = effects_.link_capacity(arc.link);
      double const use = link.use[at(k)];
      if (std::isfinite(capacity) && use != 0.0) {
        int const slot = 2 * arc.link + (arc.forward || link.capacity_shared ? 0 : 1);
        add_entry(joint(RowKind::link, slot, capacity, column.scale), use, column);
      }
      add_node_rows(arc.head, k, key.origin, met.efficiency, column);
      add_limits(false, arc.link, k, key.origin, 1.0, column);
      add_measures(counted, key, a, kNone, use != 0.0 ? capacity / use : kInfinity, column);
      add_friction(a, k, column);
      int const position = add_column(column, std::max(0.0, met.charge), kInfinity);
      if (counted.caps.empty()) continue;
      double others = met.charge;
      for (int const m : counted.caps) others -= instance_.measures[at(m)].charge[at(k)];
      program_.capped.push_back({position, counted.caps, std::max(0.0, others)});
    }
  }

  void add_supply_and_demand() {
    for (int s = 0; s < static_cast<int>(instance_.supplies.size()); ++s) {
      double const unit = unit_[at(instance_.supplies[at(s)].commodity)];
      Line const& line = program_.supply_line[at(s)];
      program_.supply_row.push_back(add_row({.kind = RowKind::supply, .element = s}, unit, 0.0, 0.0));
      Column const column{.kind = ColumnKind::supply_step, .element = s, .scale = unit};
      add_entry(program_.supply_row.back(), 1.0, column);
      double const middle = std::isfinite(line.size) ? line.marginal(0.5 * line.size) : line.first;
      program_.supply_column.push_back(add_column(column, middle, line.size));
    }
    for (int d = 0; d < static_cast<int>(instance_.demands.size()); ++d) {
      double const unit = unit_[at(instance_.demands[at(d)].commodity)];
      Line const& line = program_.demand_line[at(d)];
      program_.demand_row.push_back(add_row({.kind = RowKind::demand, .element = d}, unit, 0.0, 0.0));
      Column const column{.kind = ColumnKind::demand_step, .element = d, .scale = unit};
      add_entry(program_.demand_row.back(), -1.0, column);
      program_.demand_column.push_back(add_column(column, -line.marginal(0.5 * line.size), line.size));
    }
  }

  void add_contracts() {
    for (int c = 0; c < static_cast<int>(instance_.contracts.size()); ++c) {
      model::Contract const& contract = instance_.contracts[at(c)];
      double const unit = unit_[at(contract.commodity)];
      double const level = contract.min > 0.0 ? contract.min : contract.max;
      double const scale = level > 0.0 && std::isfinite(level) ? power_of_two(level) : unit;
      program_.contract_row.push_back(add_row({.kind = RowKind::contract, .element = c}, scale,
                                              contract.min / scale, contract.max / scale));
      for (ColumnKind const kind : {ColumnKind::shortfall, ColumnKind::excess}) {
        Column const column{.kind = kind, .element = c, .scale = unit};
        add_entry(program_.contract_row.back(), kind == ColumnKind::shortfall ? 1.0 : -1.0, column);
        add_column(column, contract.penalty, kInfinity);
      }
    }
  }

  void add_production(int q) {
    MergedClass const& merged = classes_.merged()[at(q)];
    if (!merged.direct) return;
    for (int s = 0; s < static_cast<int>(instance_.supplies.size()); ++s) {
      model::Supply const& supply = instance_.supplies[at(s)];
      if (supply.commodity != merged.key.commodity || program_.supply_line[at(s)].size <= 0.0) continue;
      if (!std::binary_search(merged.origins.begin(), merged.origins.end(), supply.origin)) continue;
      ClassKey key = merged.key;
      key.origin = supply.origin;
      Terms const terms = effects_.supply(s, key);
      if (!terms.open) continue;
      Column const column{.kind = ColumnKind::production,
                          .merged = q,
                          .element = s,
                          .scale = unit_[at(supply.commodity)],
                          .factor = terms.efficiency};
      add_entry(program_.supply_row[at(s)], -1.0, column);
      add_entry(balance(q, supply.node), terms.efficiency, column);
      add_node_rows(supply.node, supply.commodity, supply.origin, terms.efficiency, column);
      add_measures(terms, key, kNone, s, program_.supply_line[at(s)].size, column);
      add_column(column, terms.charge, kInfinity);
    }
  }

  // Whether goods of the class are bound for the demand row, in the open market or a contract's own.
  bool bound_for(MergedClass const& merged, int d) const {
    int const c = merged.key.contract;
    if (c != kNone) {
      std::vector<int> const& own = instance_.contracts[at(c)].demands;
      if (!std::binary_search(own.begin(), own.end(), d)) return false;
    }
    return std::binary_search(merged.markets.begin(), merged.markets.end(), classes_.market_of(d, c));
  }

  void add_deliveries(int q) {
    MergedClass const& merged = classes_.merged()[at(q)];
    for (int d = 0; d < static_cast<int>(instance_.demands.size()); ++d) {
      model::Demand const& demand = instance_.demands[at(d)];
      bool const bound_here = bound_for(merged, d);
      if (!bound_here || !demand.origins[merged.key.origin] || !demand.vias[merged.key.via]) continue;
      Terms const terms = effects_.demand(d, merged.key);
      if (!terms.open || terms.efficiency <= 0.0) continue;
      Column const column{.kind = ColumnKind::delivery,
                          .merged = q,
                          .element = d,
                          .scale = unit_[at(demand.commodity)],
                          .factor = terms.efficiency};
      add_entry(balance(q, demand.node), -1.0, column);
      add_entry(program_.demand_row[at(d)], terms.efficiency, column);
      add_measures(terms, merged.key, kNone, d, program_.demand_line[at(d)].size, column);
      add_column(column, terms.charge, kInfinity);
    }
  }

  void add_reexports() {
    std::vector<MergedClass> const& merged = classes_.merged();
    for (int r = 0; r < static_cast<int>(instance_.reexports.size()); ++r) {
      model::Reexport const& reexport = instance_.reexports[at(r)];
      std::map<std::pair<int, int>, bool> pairs; // merged classes before and after
      for (int c = 0; c < static_cast<int>(classes_.finest().size()); ++c) {
        model::FlowClass const& after = classes_.finest()[at(c)];
        if (after.via != reexport.actor || classes_.key(c).commodity != reexport.commodity) continue;
        int const before = classes_.find(after.origin, kNone, after.market);
        if (before != kNone) pairs[{classes_.merged_of(before), classes_.merged_of(c)}] = true;
      }
      for (auto const& [pair, wanted] : pairs) {
        if (pair.first == pair.second) continue; // nothing tells direct from re-exported
        ClassKey key = merged[at(pair.second)].key;
        key.via = reexport.actor;
        for (int const node : reexport.nodes) {
          Terms const terms = effects_.reexport(node, key);
          if (!terms.open) continue;
          Column const column{.kind = ColumnKind::reexport,
                              .merged = pair.first,
                              .merged_to = pair.second,
                              .element = r,
                              .node = node,
                              .scale = unit_[at(reexport.commodity)],
                              .factor = terms.efficiency};
          add_entry(balance(pair.first, node), -1.0, column);
          add_entry(balance(pair.second, node), terms.efficiency, column);
          if (std::isfinite(reexport.capacity)) {
            add_entry(joint(RowKind::reexport, r, reexport.capacity, column.scale), 1.0, column);
          }
          add_measures(terms, key, kNone, r, reexport.capacity, column);
          check_charge(reexport.cost + reexport.margin, merged[at(pair.first)].key.commodity,
                       instance_.actors[at(reexport.actor)].id);
          add_column(column, reexport.cost + reexport.margin, kInfinity);
        }
      }
    }
  }

  std::vector<std::vector<Met>> arc_terms_; ///< [merged][arc]
  /// Of arcs with quotas, caps, contracts or bans for part of the period; the first one is of all others.
  std::vector<Terms> counted_{1};
  std::vector<double> top_charge_;                         ///< [commodity]
  std::vector<double> most_;                               ///< [commodity]
  std::map<std::pair<int, int>, std::size_t> friction_at_; ///< (arc, commodity) -> position in frictions
};

} // namespace

ArcProgram build_arc_program(model::Instance const& instance, Effects const& effects, Classes const& classes,
                             std::string& problem) {
  return Builder(instance, effects, classes).build(problem);
}

} // namespace korridor::solve
