// A solution: primal and dual of one instance on its finest flow classes, as handed to the certificate.
#pragma once

#include <vector>

#include "korridor/model/instance.hpp"

namespace korridor::model {

/// What the tables can tell apart about where goods are bound: the demand rows of a market share all of it. A
/// process takes its inputs in the market of its node's jurisdiction, without segment and avoidance.
struct Market {
  int commodity = kNone;
  int destination = kNone; ///< actor with jurisdiction over the node
  int segment = kNone;
  double time_value = 0.0;
  int avoid = kNone;
  int contract = kNone; ///< contract whose own market it is; its goods are no other buyer's
};

/// Finest flow class: commodity, origin, provenance, market (its commodity is the market's).
struct FlowClass {
  int market = kNone;
  int origin = kNone; ///< actor
  int via = kNone;    ///< actor, kNone is direct
};

struct ArcFlow {
  int flow_class = kNone;
  int link = kNone;
  bool forward = true; ///< from -> to
  double flow = 0.0;   ///< units per period entering at the tail
  bool mixed = false;  ///< told apart by proportional mixing; other splits are equally optimal
};

struct Production {
  int supply = kNone;
  int flow_class = kNone; ///< a direct class of the supply's origin
  double quantity = 0.0;  ///< produced, before what bans at supply stop
};

struct Reexportation {
  int reexport = kNone;
  int node = kNone;
  int from_class = kNone;
  int to_class = kNone;
  double quantity = 0.0;
};

struct Delivery {
  int demand = kNone;
  int flow_class = kNone;
  double withdrawn = 0.0; ///< before what bans at demand stop
};

/// Activity of a process on goods of one origin and provenance: those of its outputs.
struct Run {
  int process = kNone;
  int origin = kNone;
  int via = kNone;
  double activity = 0.0;
};

/// Goods that a process takes in.
struct Intake {
  int process = kNone;
  int flow_class = kNone; ///< of the market of the process's node
  double withdrawn = 0.0; ///< before what bans at demand stop
};

/// Goods that a process gives out.
struct Output {
  int process = kNone;
  int flow_class = kNone;
  double quantity = 0.0; ///< before what bans at supply stop
};

/// Dual of the bound that a ban in force for part of the period puts on one place and
/// commodity-origin-provenance.
struct PartialBanDual {
  int measure = kNone;
  int link = kNone; ///< kNone: then `position` is the supply, demand or re-export row, or the process
  bool forward = true;
  int position = kNone;
  bool at_demand = false;  ///< goods leave the network there
  bool at_process = false; ///< `position` is a process
  int node = kNone;        ///< where a re-export happens; kNone for all else
  int commodity = kNone;
  int origin = kNone;
  int via = kNone;
  double dual = 0.0;
};

struct Solution {
  std::vector<Market> markets;
  std::vector<FlowClass> classes;

  std::vector<ArcFlow> flows; ///< only positive ones
  std::vector<Production> production;
  std::vector<Reexportation> reexports;
  std::vector<Delivery> deliveries;
  std::vector<Run> runs;
  std::vector<Intake> intakes;
  std::vector<Output> outputs;
  double unserved_value = 0.0; ///< money per unit put on demand that has no value of its own

  std::vector<double> price; ///< [class * node_count + node] money per unit
  std::vector<double>
      link_scarcity; ///< [2 * link + (forward ? 0 : 1)] money per capacity unit; shared: slot 0
  std::vector<double> node_scarcity;     ///< [node] money per capacity unit
  std::vector<double> limit_scarcity;    ///< [limit]
  std::vector<double> reexport_scarcity; ///< [reexport]
  std::vector<double> process_scarcity;  ///< [process] money per unit of activity
  /// [contract] what one more unit counted is worth: above 0 where min binds, below where max does; within
  /// the penalty either way
  std::vector<double> contract_price;
  std::vector<double> quota_scarcity; ///< [measure]; 0 for other kinds
  std::vector<PartialBanDual> partial_bans;
};

/// What the checker found; all terms are recomputed from the instance.
struct Certificate {
  double objective = 0.0;     ///< J recomputed from the flows, money per period
  double bound = 0.0;         ///< upper bound on J from the duals alone
  double gap = 0.0;           ///< (bound - objective) / (supply + transport cost)
  double max_imbalance = 0.0; ///< worst node balance, relative to the commodity's largest flow
  double max_violation = 0.0; ///< worst capacity, step, quota or ban overrun, relative to that bound's scale
  double max_complementarity =
      0.0; ///< worst quantity times reduced cost or slack times dual, relative to cost
};

} // namespace korridor::model
