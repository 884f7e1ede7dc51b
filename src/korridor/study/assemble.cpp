// Assembling the rows of an answer.
#include "korridor/study/assemble.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "korridor/study/price_rows.hpp"

namespace korridor::study {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// What is left of a quantity after a part of it, where a remainder of rounding is none.
double rest_of(double whole, double part) {
  constexpr double kRounding = 1e-9;
  double const rest = whole - part;
  return rest > kRounding * whole ? rest : 0.0;
}

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

void add_flows(Answer& answer, solve::Equilibrium const& equilibrium) {
  std::map<std::tuple<int, bool, int, int, int>, FlowRow> rows;
  model::Solution const& solution = equilibrium.solution;
  for (model::ArcFlow const& flow : solution.flows) {
    model::FlowClass const& flow_class = solution.classes[at(flow.flow_class)];
    int const commodity = solution.markets[at(flow_class.market)].commodity;
    // Forward comes before backward.
    FlowRow& row = rows[{flow.link, !flow.forward, commodity, flow_class.origin, flow_class.via}];
    row.link = flow.link;
    row.forward = flow.forward;
    row.commodity = commodity;
    row.origin = flow_class.origin;
    row.via = flow_class.via;
    row.flow += flow.flow;
    row.mixed = row.mixed || flow.mixed;
  }
  for (auto& [key, row] : rows) {
    double const capacity = equilibrium.effects->link_capacity(row.link);
    double const use = answer.instance.links[at(row.link)].use[at(row.commodity)];
    row.utilization = std::isfinite(capacity) && capacity > 0.0 ? row.flow * use / capacity : 0.0;
    answer.flows.push_back(row);
  }
}

void add_links(Answer& answer, solve::Equilibrium const& equilibrium) {
  std::vector<double> used(2 * answer.instance.links.size(), 0.0);
  for (FlowRow const& row : answer.flows) {
    used[2 * at(row.link) + (row.forward ? 0 : 1)] +=
        row.flow * answer.instance.links[at(row.link)].use[at(row.commodity)];
  }
  for (solve::Arc const& arc : equilibrium.effects->arcs()) {
    model::Link const& link = answer.instance.links[at(arc.link)];
    LinkRow row{.link = arc.link, .forward = arc.forward};
    std::size_t const slot = 2 * at(arc.link) + (arc.forward ? 0 : 1);
    row.flow = used[slot];
    row.capacity = equilibrium.effects->link_capacity(arc.link);
    row.closed = row.capacity <= 0.0;
    row.rent = equilibrium.solution.link_scarcity[link.capacity_shared ? 2 * at(arc.link) : slot];
    double const taken =
        link.capacity_shared ? used[2 * at(arc.link)] + used[2 * at(arc.link) + 1] : row.flow;
    row.utilization = std::isfinite(row.capacity) && row.capacity > 0.0 ? taken / row.capacity : 0.0;
    answer.links.push_back(row);
  }
}

void add_nodes(Answer& answer, solve::Equilibrium const& equilibrium) {
  model::Instance const& instance = answer.instance;
  model::Solution const& solution = equilibrium.solution;
  std::vector<double> entering(instance.nodes.size(), 0.0);
  auto const enter = [&](int node, int commodity, double quantity) {
    entering[at(node)] += instance.nodes[at(node)].use[at(commodity)] * quantity;
  };
  for (std::size_t c = 0; c < equilibrium.program->columns.size(); ++c) {
    solve::Column const& column = equilibrium.program->columns[c];
    double const quantity = equilibrium.value[c] * column.scale * column.factor;
    if (column.kind == solve::ColumnKind::arc) {
      enter(equilibrium.effects->arcs()[at(column.element)].head,
            equilibrium.classes->merged()[at(column.merged)].key.commodity, quantity);
    } else if (column.kind == solve::ColumnKind::production) {
      model::Supply const& supply = instance.supplies[at(column.element)];
      enter(supply.node, supply.commodity, quantity);
    }
  }
  for (int n = 0; n < static_cast<int>(instance.nodes.size()); ++n) {
    double const capacity = equilibrium.effects->node_capacity(n);
    answer.nodes.push_back({n, entering[at(n)], capacity, solution.node_scarcity[at(n)], capacity <= 0.0});
  }
}

// Rows of supply and demand that any class can reach, so that their margin means something.
void add_market_sides(Answer& answer, solve::Equilibrium const& equilibrium) {
  solve::Accounts const& accounts = equilibrium.accounts;
  std::vector<bool> sells(answer.instance.supplies.size(), false);
  std::vector<bool> buys(answer.instance.demands.size(), false);
  for (solve::Column const& column : equilibrium.program->columns) {
    if (column.kind == solve::ColumnKind::production) sells[at(column.element)] = true;
    if (column.kind == solve::ColumnKind::delivery) buys[at(column.element)] = true;
  }
  auto const margin = [](bool known, double price) { return known ? finite(price) : std::nullopt; };
  for (std::size_t d = 0; d < answer.instance.demands.size(); ++d) {
    double const wanted = equilibrium.program->demand_line[d].size;
    double const served = accounts.delivered[d];
    // What a falling curve does not take at the price that holds, it does not want.
    bool const content = answer.instance.demands[d].curve && buys[d];
    answer.demands.push_back({static_cast<int>(d), served, content ? 0.0 : rest_of(wanted, served),
                              margin(buys[d], accounts.demand_price[d])});
  }
  for (std::size_t s = 0; s < answer.instance.supplies.size(); ++s) {
    double const most =
        answer.instance.supplies[s].capacity * equilibrium.effects->supply_factor(static_cast<int>(s));
    bool const content = answer.instance.supplies[s].curve && sells[s];
    double const shut_in = std::isfinite(most) && !content ? rest_of(most, accounts.produced[s]) : 0.0;
    answer.supplies.push_back(
        {static_cast<int>(s), accounts.produced[s], shut_in, margin(sells[s], accounts.supply_price[s])});
  }
}

void add_actors(Answer& answer, solve::Equilibrium const& equilibrium, solve::Intervals* intervals) {
  bool const valued = std::all_of(answer.instance.demands.begin(), answer.instance.demands.end(),
                                  [](model::Demand const& demand) { return demand.valued; });
  solve::Accounts const& accounts = equilibrium.accounts;
  double transfers = 0.0, parts = 0.0, everything = 0.0;
  for (std::size_t i = 0; i < accounts.actors.size(); ++i) {
    solve::Account const& account = accounts.actors[i];
    transfers += account.tolls + account.tariffs + account.margins + account.cap_discounts;
    parts += account.producer_surplus + account.consumer_surplus + account.rents + account.friction +
             account.contracts;
    everything += account.total();
    bool const unassigned = i + 1 == accounts.actors.size();
    if (!account.has_part && !unassigned) continue;
    ActorRow row;
    row.actor = unassigned ? kNone : static_cast<int>(i);
    row.rents = account.rents;
    row.tolls = account.tolls;
    row.tariffs = account.tariffs;
    row.margins = account.margins;
    row.friction = account.friction;
    row.cap_discounts = account.cap_discounts;
    row.contracts = account.contracts;
    if (valued) {
      row.producer_surplus = account.producer_surplus;
      row.consumer_surplus = account.consumer_surplus;
      row.total = account.total();
      if (intervals != nullptr) {
        opt::DualRange const range = intervals->account(account);
        row.low = finite(range.low);
        row.high = finite(range.high);
      }
    }
    answer.actors.push_back(row);
  }
  double const scale = std::max(std::abs(accounts.cost), 1e-300);
  double const welfare = accounts.surplus + transfers;
  if (valued) answer.welfare = welfare;
  answer.identities = {parts, std::abs(parts - accounts.surplus) / scale, everything,
                       std::abs(everything - welfare) / scale};
}

void add_bindings(Answer& answer, solve::Equilibrium const& equilibrium) {
  model::Instance const& instance = answer.instance;
  std::vector<double> level(equilibrium.program->rows.size(), 0.0);
  for (int c = 0; c < static_cast<int>(equilibrium.program->columns.size()); ++c) {
    for (opt::Entry const& entry : equilibrium.program->lp.column(c)) {
      level[at(entry.row)] += entry.coefficient * equilibrium.value[at(c)];
    }
  }
  for (std::size_t r = 0; r < equilibrium.program->rows.size(); ++r) {
    solve::ProgramRow const& row = equilibrium.program->rows[r];
    double const upper = equilibrium.program->lp.row_upper[r];
    BindingRow binding;
    binding.capacity = row.bound;
    binding.level = upper > 0.0 ? level[r] * row.bound / upper : 0.0;
    binding.rent = std::max(0.0, equilibrium.dual[r] * row.dual_scale);
    switch (row.kind) {
    case solve::RowKind::quota:
      binding.kind = "quota";
      binding.id = instance.measures[at(row.element)].id;
      break;
    case solve::RowKind::limit:
      binding.kind = "limit";
      binding.id = instance.limits[at(row.element)].id;
      break;
    case solve::RowKind::reexport: {
      model::Reexport const& reexport = instance.reexports[at(row.element)];
      binding.kind = "reexport";
      binding.id =
          instance.actors[at(reexport.actor)].id + ":" + instance.commodities[at(reexport.commodity)].id;
      break;
    }
    default:
      continue;
    }
    answer.bindings.push_back(std::move(binding));
  }
}

void add_processes(Answer& answer, solve::Equilibrium const& equilibrium) {
  model::Instance const& instance = answer.instance;
  model::Solution const& solution = equilibrium.solution;
  for (int p = 0; p < static_cast<int>(instance.processes.size()); ++p) {
    ProcessRow row{.process = p, .capacity = equilibrium.effects->process_capacity(p)};
    for (model::Run const& run : solution.runs) row.activity += run.process == p ? run.activity : 0.0;
    row.utilization = std::isfinite(row.capacity) && row.capacity > 0.0 ? row.activity / row.capacity : 0.0;
    row.rent = solution.process_scarcity[at(p)];
    answer.processes.push_back(row);
  }
  // Inputs come before outputs, each by commodity, origin and provenance.
  std::map<std::tuple<int, bool, int, int, int>, double> sums;
  auto const add = [&](int process, bool output, int flow_class, double quantity) {
    solve::ClassKey const key = equilibrium.classes->key(flow_class);
    sums[{process, output, key.commodity, key.origin, key.via}] += quantity;
  };
  for (model::Intake const& taken : solution.intakes) {
    solve::ClassKey const key = equilibrium.classes->key(taken.flow_class);
    add(taken.process, false, taken.flow_class,
        taken.withdrawn * equilibrium.effects->intake(taken.process, key).efficiency);
  }
  for (model::Output const& given : solution.outputs) {
    add(given.process, true, given.flow_class, given.quantity);
  }
  for (auto const& [key, quantity] : sums) {
    auto const& [process, output, commodity, origin, via] = key;
    answer.process_flows.push_back({process, output, commodity, origin, via, quantity});
  }
}

void add_price_caps(Answer& answer, std::vector<solve::PriceCap> const& caps) {
  for (solve::PriceCap const& cap : caps) {
    double const most = answer.instance.measures[at(cap.measure)].cap[at(cap.commodity)];
    std::optional<double> const residual = cap.netback ? std::optional(*cap.netback - most) : std::nullopt;
    answer.price_caps.push_back({cap.measure, cap.commodity, cap.charge, cap.serviced_volume, cap.netback,
                                 most, residual, cap.charge > 0.0, cap.solves});
  }
}

void add_contracts(Answer& answer, solve::Equilibrium const& equilibrium) {
  for (int c = 0; c < static_cast<int>(answer.instance.contracts.size()); ++c) {
    model::Contract const& contract = answer.instance.contracts[at(c)];
    ContractRow row{.contract = c, .flow = equilibrium.accounts.counted[at(c)]};
    row.shortfall = rest_of(contract.min, std::min(row.flow, contract.min));
    row.excess = std::isfinite(contract.max) ? rest_of(std::max(row.flow, contract.max), contract.max) : 0.0;
    row.penalty_paid = contract.penalty * (row.shortfall + row.excess);
    row.dual = equilibrium.solution.contract_price[at(c)];
    answer.contracts.push_back(row);
  }
}

std::unique_ptr<solve::Intervals> intervals_of(solve::Equilibrium const& equilibrium,
                                               SolveOptions const& options) {
  if (!options.intervals || !equilibrium.complete) return nullptr;
  return std::make_unique<solve::Intervals>(*equilibrium.program, equilibrium.value, equilibrium.dual);
}

void add_totals(Answer& answer, solve::Equilibrium const& equilibrium) {
  answer.surplus = equilibrium.accounts.surplus;
  answer.cost = equilibrium.accounts.cost;
  for (std::size_t k = 0; k < answer.instance.commodities.size(); ++k) {
    model::Commodity const& commodity = answer.instance.commodities[k];
    if (commodity.dispersion <= 0.0) continue;
    answer.frictions.push_back(
        {static_cast<int>(k), commodity.dispersion, commodity.all_supply, equilibrium.accounts.friction[k]});
    answer.friction += answer.frictions.back().friction;
  }
  answer.penalties = equilibrium.accounts.penalties;
  answer.class_count = equilibrium.classes->merged().size();
  answer.finest_class_count = equilibrium.classes->finest().size();
  answer.refinement_rounds = equilibrium.rounds;
  answer.by_paths = equilibrium.method == solve::Method::path;
  answer.why_not_path = equilibrium.why_not_path;
  answer.learnt = equilibrium.learnt;
}

void add_outcome(Answer& answer, solve::CappedEquilibrium const& found, solve::Intervals* intervals) {
  add_totals(answer, found.equilibrium);
  add_flows(answer, found.equilibrium);
  add_market_sides(answer, found.equilibrium);
  add_actors(answer, found.equilibrium, intervals);
  add_processes(answer, found.equilibrium);
  add_price_caps(answer, found.caps);
}

} // namespace

void assemble_outcome(Answer& answer, solve::CappedEquilibrium const& found, SolveOptions const& options) {
  add_outcome(answer, found, intervals_of(found.equilibrium, options).get());
}

void assemble(Answer& answer, solve::CappedEquilibrium const& found, SolveOptions const& options) {
  solve::Equilibrium const& equilibrium = found.equilibrium;
  std::unique_ptr<solve::Intervals> const intervals = intervals_of(equilibrium, options);
  add_outcome(answer, found, intervals.get());
  add_links(answer, equilibrium);
  add_nodes(answer, equilibrium);
  answer.prices =
      price_rows(answer.instance, equilibrium, options.price_intervals ? intervals.get() : nullptr);
  add_bindings(answer, equilibrium);
  add_contracts(answer, equilibrium);
}

} // namespace korridor::study
