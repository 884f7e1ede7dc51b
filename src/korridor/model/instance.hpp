// An instance: the tables of one case as numbers in one system of units, with ids resolved to positions.
//
// Units: amounts in the commodity's own unit, rates per period of the model, money in the model's currency,
// delays in days. A position is an index into the vector of that table; tables are sorted by id before they
// are built. `kNone` stands for "no actor", "no segment" and so on. This is all that solver and certificate
// read: what a measure means for an arc is worked out by each of them from here, on its own.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace korridor::model {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr int kNone = -1;

/// A set of things by position, with one further slot for "none" (no actor, direct, no segment).
struct Mask {
  std::vector<bool> in;
  bool none = false;
  [[nodiscard]] bool operator[](int position) const {
    return position == kNone ? none : in[static_cast<std::size_t>(position)];
  }
};

/// Part of what an element earns that goes to one actor; the shares of an element add up to 1.
struct Share {
  int actor = kNone;
  double share = 1.0;
};

enum class ActorKind { state, bloc, company, person };

struct Actor {
  std::string id;
  std::string name;
  ActorKind kind = ActorKind::state;
  std::vector<int> members; ///< all members in force, members of member blocs included; empty for others
};

struct Commodity {
  std::string id;
  std::string name;
  std::string unit;
  std::string group;
  double time_value = 0.0; ///< money per unit and day
  double dispersion = 0.0; ///< friction, a pure number; see `all_supply`
  double all_supply =
      0.0; ///< finite capacities of its supply rows, else sizes of its demand rows: what dispersion refers to
};

struct Node {
  std::string id;
  std::string name;
  std::string type;
  double longitude = 0.0;
  double latitude = 0.0;
  int jurisdiction = kNone;
  std::vector<int> controllers;
  std::vector<Share> owners;   ///< who earns the scarcity rent; empty: unassigned
  std::vector<Share> toll_to;  ///< empty: unassigned
  double capacity = kInfinity; ///< capacity units per period, on inflow as it arrives + supply that enters
  std::string capacity_unit;   ///< for display; empty: the commodity's own unit
  double delay = 0.0;          ///< days; for `assign` where nothing passes
  double b = 0.0;              ///< for `assign`: delay (1 + b (throughput / capacity)^power)
  double power = 4.0;          ///< at least 1
  std::vector<double> cost;    ///< [commodity] money per unit, spent
  std::vector<double> toll;    ///< [commodity] money per unit
  std::vector<double> use;     ///< [commodity] capacity units per unit
};

struct Link {
  std::string id;
  std::string name;
  int from = kNone;
  int to = kNone;
  bool directed = true;
  bool capacity_shared = false; ///< undirected: both directions share the capacity
  std::string mode;
  std::vector<bool> carries; ///< [commodity]
  double capacity =
      kInfinity; ///< capacity units per period at the tail; 0 when out of service all the period
  std::string capacity_unit;
  int jurisdiction = kNone;
  std::vector<int> controllers;
  std::vector<Share> owners;
  std::vector<int> services;  ///< actors whose ships, insurance or crews it needs, members of blocs included
  std::vector<Share> toll_to; ///< default: the owners
  double delay = 0.0;         ///< days; for `assign` at no flow
  double b = 0.0;             ///< for `assign`: delay (1 + b (flow / capacity)^power)
  double power = 4.0;         ///< at least 1
  double efficiency = 1.0;    ///< share that arrives, in (0, 1]
  std::vector<double> cost;   ///< [commodity] money per unit at the tail
  std::vector<double> toll;   ///< [commodity]
  std::vector<double> use;    ///< [commodity] capacity units per unit
  std::vector<std::pair<double, double>> geometry; ///< longitude, latitude; empty: not given
};

/// A step (`slope` 0) or the straight line of marginal cost: cost + slope * q for q in [0, capacity].
struct Supply {
  std::string id;
  int node = kNone;
  int commodity = kNone;
  int origin = kNone; ///< actor; default the node's jurisdiction
  bool curve = false;
  double capacity = 0.0; ///< units per period; may be infinite
  double cost = 0.0;     ///< of the first unit
  double slope = 0.0;    ///< money per unit and unit of rate, >= 0
};

/// A step or the straight line of marginal value: value + slope * q for q in [0, quantity].
struct Demand {
  std::string id;
  int node = kNone;
  int commodity = kNone;
  bool curve = false;
  bool valued = true;    ///< false: no value given, the problem is least cost, then unserved
  double quantity = 0.0; ///< units per period
  double value = 0.0;    ///< of the first unit
  double slope = 0.0;    ///< <= 0
  Mask origins;          ///< [actor] accepted origins
  Mask vias;             ///< [actor] accepted provenance, `none` is direct
  int segment = kNone;
  double time_value = 0.0; ///< money per unit and day
  int avoid = kNone;       ///< position in Instance::avoids
};

/// So much of a commodity for each unit of a process's activity.
struct Ratio {
  int commodity = kNone;
  double factor = 1.0; ///< above 0
};

/// Turns commodities into others at a node. Inputs are taken as by a demand of the node's jurisdiction,
/// without segment; outputs enter as from a supply, but count in no capacity, cost or toll of the node.
struct Process {
  std::string id;
  std::string name;
  int node = kNone;
  std::vector<Ratio> inputs;  ///< each commodity once, none of them an output
  std::vector<Ratio> outputs; ///< never empty
  bool keeps_origin = true; ///< outputs have origin and via of the first input, else the node's jurisdiction
  double capacity = kInfinity; ///< most activity per period
  double cost = 0.0;           ///< spent, money per unit of activity, >= 0
  std::vector<Share> owners;   ///< who earns the scarcity rent; empty: unassigned
};

/// What a demand's shippers do not use.
struct Avoid {
  std::string text;
  std::vector<bool> links;
  std::vector<bool> nodes;
};

struct LimitMember {
  bool is_node = false;
  int position = kNone;
  double factor = 1.0;
};

/// sum over members of factor * use * flow <= capacity; a link member counts both directions at the tail, a
/// node member what its own capacity counts.
struct Limit {
  std::string id;
  std::string name;
  std::vector<LimitMember> members;
  double capacity = kInfinity;
  std::string capacity_unit; ///< for display; empty: the commodity's own unit
  std::vector<double> use; ///< [commodity] limit units per unit; 0 where the limit's `commodity` excludes it
  Mask origins;
};

/// Goods of any origin may become "via actor" at the places named, once, from direct only.
struct Reexport {
  int actor = kNone;
  int commodity = kNone;
  double cost = 0.0;           ///< spent, money per unit
  double margin = 0.0;         ///< earned by the actor, money per unit
  double capacity = kInfinity; ///< one total over nodes and origins
  std::vector<int> nodes;
};

enum class MeasureKind {
  ban,
  closure,
  capacity_factor,
  supply_factor,
  demand_factor,
  tariff,
  toll,
  cost,
  delay,
  quota,
  exemption,
  expansion,
  service_ban,
  reexport_ban,
  price_cap
};

enum class At { entry, exit, supply, demand, each };

/// Which cells define a measure's set of places (rules.md 1).
enum class SetKind {
  everything, ///< no place selector given
  by_link,    ///< `link` or `mode` given (perhaps narrowed by controller, jurisdiction)
  by_node,    ///< `node` given
  by_holder   ///< only `controller` or `jurisdiction` given
};

/// A measure's selectors resolved (rules.md 1 and 4): what the cells name, before any reasoning on entering.
struct Selection {
  SetKind kind = SetKind::everything;
  std::vector<bool> links; ///< [link] named; all false for by_node
  std::vector<bool> nodes; ///< [node] named; all false for by_link
  std::vector<bool> commodities;
  Mask origins;               ///< [actor]
  Mask destinations;          ///< [actor] jurisdiction of the demand's node
  Mask vias;                  ///< [actor], `none` is direct
  Mask segments;              ///< [segment]
  bool narrows_class = false; ///< any of commodity, origin, destination, via, segment is given
  bool has_enters = false;
  bool has_leaves = false;
  Mask enters; ///< [actor] ground entered
  Mask leaves; ///< [actor] ground left
};

/// What a contract counts.
enum class Counted {
  production, ///< what its supply rows make
  delivery,   ///< what its demand rows get
  entry       ///< what enters its places, as a quota counts
};

/// min <= counted flow <= max; what is missing or above costs the penalty, which is spent.
struct Contract {
  std::string id;
  std::string name;
  int commodity = kNone;
  Counted counted = Counted::entry;
  bool own_market = false;   ///< goods that only `supplies` make and only `demands` get
  std::vector<int> supplies; ///< sorted
  std::vector<int> demands;  ///< sorted
  Selection where;           ///< classes counted; places for Counted::entry
  double min = 0.0;          ///< units per period, finite
  double max = kInfinity;
  double penalty = 0.0; ///< money per unit, >= 0
};

struct Measure {
  std::string id;
  MeasureKind kind = MeasureKind::ban;
  int imposer = kNone;
  /// Imposer and compliers with the members of blocs: actors whose jurisdiction or control makes a ban or a
  /// re-export ban bite (empty: everywhere), or whose services a service ban or price cap withholds (never
  /// empty).
  std::vector<int> bite;
  Selection where;
  At at = At::entry;
  double share = 1.0; ///< of the period's days in force, in (0, 1]
  int first_day = 0;  ///< days in force inside the period, counted from its first day as 0,
  int last_day = 0;   ///< last one included
  double value =
      0.0; ///< factor; expansion in the element's capacity units: see `expansion_*`; quota in its own units
  std::vector<double> link_expansion; ///< [link] capacity units added (kind expansion)
  std::vector<double> node_expansion; ///< [node]
  /// [commodity] money per unit on arcs and at processes (tariff, toll, cost); days for delay; price_cap:
  /// paid to buyers on entering the serviced lane, 0 until found
  std::vector<double> charge;
  std::vector<double> supply_charge; ///< [supply] same, where counted at supply
  std::vector<double> demand_charge; ///< [demand]
  std::vector<double> cap;           ///< [commodity] price_cap: most a seller may get, money per unit
  std::vector<double> use;           ///< [commodity] quota units per unit
  double enforcement = 1.0;
  double enforcement_via = 0.0;
  int rent_to =
      kNone; ///< quota: who earns its dual; toll: who earns it (else imposer, else the element's toll_to)
};

/// One problem. Every vector is sorted by id.
struct Instance {
  std::string title;
  std::string currency;
  std::string period;       ///< "year" ...
  std::string period_label; ///< "2023" or the date
  std::string scenario;     ///< id or empty
  std::string scenario_title;
  int day_count = 365; ///< days of the period covered
  std::vector<Actor> actors;
  std::vector<Commodity> commodities;
  std::vector<Node> nodes;
  std::vector<Link> links;
  std::vector<std::string> segments;
  std::vector<Avoid> avoids;
  std::vector<Supply> supplies;
  std::vector<Demand> demands;
  std::vector<Process> processes;
  std::vector<Limit> limits;
  std::vector<Contract> contracts; ///< in force in the period
  std::vector<Reexport> reexports;
  std::vector<Measure> measures; ///< in force in the period
};

} // namespace korridor::model
