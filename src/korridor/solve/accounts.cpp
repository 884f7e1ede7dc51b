// Booking a solution: charges by where they go, surpluses and rents by duals.
#include "korridor/solve/accounts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace korridor::solve {

using model::kNone;

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// The line of an actor's account in which a charge is earned; none when it is spent.
double Account::*earned_as(ChargeKind kind) {
  switch (kind) {
  case ChargeKind::toll:
    return &Account::tolls;
  case ChargeKind::tariff:
    return &Account::tariffs;
  case ChargeKind::cap_discount:
    return &Account::cap_discounts;
  default:
    return nullptr;
  }
}

class Ledger {
public:
  Ledger(model::Instance const& instance, Accounts& accounts) : accounts_(accounts) {
    accounts_.actors.resize(instance.actors.size() + 1);
  }

  Account& of(int actor) {
    Account& account = actor == kNone ? accounts_.actors.back() : accounts_.actors[at(actor)];
    account.has_part = true;
    return account;
  }

  // Adds `amount` to one field of whoever holds the shares.
  void divide(std::vector<model::Share> const& shares, double amount, double Account::*field) {
    if (shares.empty()) of(kNone).*field += amount;
    for (model::Share const& share : shares) of(share.actor).*field += share.share * amount;
  }

  // Books the charges of `quantity` units, counts them for contracts and returns the sum of charges.
  double charge(Terms const& terms, double quantity) {
    for (Counting const& counting : terms.contracts) {
      accounts_.counted[at(counting.contract)] += counting.factor * quantity;
    }
    double sum = 0.0;
    for (Charge const& charge : terms.charges) {
      double const amount = charge.amount * quantity;
      sum += amount;
      if (charge.kind == ChargeKind::cost) accounts_.cost += amount;
      double Account::*const field = earned_as(charge.kind);
      if (field == nullptr) continue;
      if (charge.shares != nullptr) {
        divide(*charge.shares, amount, field);
      } else {
        of(charge.actor).*field += amount;
      }
    }
    return sum;
  }

private:
  Accounts& accounts_;
};

// Who holds the scarcity of a joint row.
std::vector<model::Share> holders(model::Instance const& instance, ProgramRow const& row) {
  switch (row.kind) {
  case RowKind::link:
    return instance.links[at(row.element) / 2].owners;
  case RowKind::node:
    return instance.nodes[at(row.element)].owners;
  case RowKind::reexport:
    return {{instance.reexports[at(row.element)].actor, 1.0}};
  case RowKind::process:
    return instance.processes[at(row.element)].owners;
  case RowKind::quota:
    if (instance.measures[at(row.element)].rent_to == kNone) return {};
    return {{instance.measures[at(row.element)].rent_to, 1.0}};
  default:
    return {};
  }
}

// What flows where there is friction, [position in program.frictions].
std::vector<double> carried_with_friction(Effects const& effects, Classes const& classes,
                                          ArcProgram const& program, model::Solution const& solution) {
  std::map<std::tuple<int, bool, int>, double> flow_of; // link, direction, commodity
  for (model::ArcFlow const& flow : solution.flows) {
    flow_of[{flow.link, flow.forward, classes.key(flow.flow_class).commodity}] += flow.flow;
  }
  std::vector<double> carried;
  for (Friction const& friction : program.frictions) {
    Arc const& arc = effects.arcs()[at(program.rows[at(friction.row)].element)];
    auto const found = flow_of.find({arc.link, arc.forward, friction.commodity});
    carried.push_back(found == flow_of.end() ? 0.0 : found->second);
  }
  return carried;
}

double book_charges(model::Instance const& instance, Effects const& effects, Classes const& classes,
                    model::Solution const& solution, Accounts& accounts, Ledger& ledger) {
  double charges = 0.0;
  for (model::ArcFlow const& flow : solution.flows) {
    int const arc = effects.arc_at(flow.link, flow.forward);
    charges += ledger.charge(effects.arc(arc, classes.key(flow.flow_class)), flow.flow);
  }
  for (model::Production const& made : solution.production) {
    charges += ledger.charge(effects.supply(made.supply, classes.key(made.flow_class)), made.quantity);
    accounts.produced[at(made.supply)] += made.quantity;
  }
  for (model::Delivery const& delivery : solution.deliveries) {
    Terms const terms = effects.demand(delivery.demand, classes.key(delivery.flow_class));
    charges += ledger.charge(terms, delivery.withdrawn);
    accounts.delivered[at(delivery.demand)] += terms.efficiency * delivery.withdrawn;
  }
  for (model::Reexportation const& moved : solution.reexports) {
    model::Reexport const& reexport = instance.reexports[at(moved.reexport)];
    ledger.of(reexport.actor).margins += reexport.margin * moved.quantity;
    charges += (reexport.cost + reexport.margin) * moved.quantity;
  }
  for (model::Intake const& taken : solution.intakes) {
    charges += ledger.charge(effects.intake(taken.process, classes.key(taken.flow_class)), taken.withdrawn);
  }
  for (model::Output const& given : solution.outputs) {
    charges += ledger.charge(effects.output(given.process, classes.key(given.flow_class)), given.quantity);
  }
  for (model::Run const& run : solution.runs) {
    double const cost = instance.processes[at(run.process)].cost * run.activity;
    charges += cost;
    accounts.cost += cost;
  }
  return charges;
}

} // namespace

Accounts book(model::Instance const& instance, Effects const& effects, Classes const& classes,
              ArcProgram const& program, model::Solution const& solution, std::vector<double> const& dual) {
  Accounts accounts;
  accounts.produced.assign(instance.supplies.size(), 0.0);
  accounts.delivered.assign(instance.demands.size(), 0.0);
  accounts.counted.assign(instance.contracts.size(), 0.0);
  Ledger ledger(instance, accounts);
  accounts.surplus = -book_charges(instance, effects, classes, solution, accounts, ledger);
  for (Account& account : accounts.actors)
    account.fixed = account.total(); // what was booked so far is dual-free

  auto const value_of = [&](int row) { return dual[at(row)] * program.rows[at(row)].dual_scale; };
  for (std::size_t s = 0; s < instance.supplies.size(); ++s) {
    int const row = program.supply_row[s];
    double const quantity = accounts.produced[s];
    double const cost = program.supply_line[s].integral(quantity);
    accounts.supply_price.push_back(value_of(row));
    accounts.surplus -= cost;
    accounts.cost += cost;
    Account& account = ledger.of(instance.supplies[s].origin);
    account.producer_surplus += value_of(row) * quantity - cost;
    account.fixed -= cost;
    account.weights.push_back({row, program.rows[at(row)].dual_scale * quantity});
  }
  for (std::size_t d = 0; d < instance.demands.size(); ++d) {
    int const row = program.demand_row[d];
    double const quantity = accounts.delivered[d];
    Line const& line = program.demand_line[d];
    // Without a value what is served counts nothing, and what is not counts against J.
    double const value =
        line.integral(quantity) - (instance.demands[d].valued ? 0.0 : line.integral(line.size));
    accounts.demand_price.push_back(value_of(row));
    accounts.surplus += value;
    Account& account = ledger.of(instance.nodes[at(instance.demands[d].node)].jurisdiction);
    account.consumer_surplus += value - value_of(row) * quantity;
    account.fixed += value;
    account.weights.push_back({row, -program.rows[at(row)].dual_scale * quantity});
  }
  accounts.friction.assign(instance.commodities.size(), 0.0);
  std::vector<double> const carried = carried_with_friction(effects, classes, program, solution);
  for (std::size_t f = 0; f < program.frictions.size(); ++f) {
    Friction const& friction = program.frictions[f];
    double const total = friction.line.integral(carried[f]);
    accounts.friction[at(friction.commodity)] += total;
    accounts.surplus -= total;
    Account& account = ledger.of(kNone);
    account.friction += value_of(friction.row) * carried[f] - total;
    account.fixed -= total;
    account.weights.push_back({friction.row, program.rows[at(friction.row)].dual_scale * carried[f]});
  }
  for (std::size_t c = 0; c < instance.contracts.size(); ++c) {
    model::Contract const& contract = instance.contracts[c];
    int const row = program.contract_row[c];
    double const flow = accounts.counted[c];
    double const within = std::clamp(flow, contract.min, contract.max);
    accounts.penalties += contract.penalty * std::abs(flow - within);
    Account& account = ledger.of(kNone);
    account.contracts -= value_of(row) * within;
    account.weights.push_back({row, -program.rows[at(row)].dual_scale * within});
  }
  accounts.surplus -= accounts.penalties;
  for (std::size_t r = 0; r < program.rows.size(); ++r) {
    ProgramRow const& row = program.rows[r];
    if (!is_joint(row.kind)) continue;
    std::vector<model::Share> shares = holders(instance, row);
    if (shares.empty()) shares.push_back({kNone, 1.0});
    double const rent = row.bound * value_of(static_cast<int>(r));
    for (model::Share const& share : shares) {
      Account& account = ledger.of(share.actor);
      account.rents += share.share * rent;
      account.weights.push_back({static_cast<int>(r), share.share * row.bound * row.dual_scale});
    }
  }
  return accounts;
}

} // namespace korridor::solve
