// The answer to one case: flows, prices, who gains what, and the proof. All that a report needs, by position.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "korridor/model/instance.hpp"
#include "korridor/model/solution.hpp"
#include "korridor/solve/warm_start.hpp"

namespace korridor::study {

enum class Status {
  optimal, ///< certified within the tolerance
  limit    ///< a limit was hit; the answer is the best known, with its bound
};

/// Flow of one commodity, origin and provenance over one direction of a link (only positive ones).
struct FlowRow {
  int link = model::kNone;
  bool forward = true;
  int commodity = model::kNone;
  int origin = model::kNone; ///< actor
  int via = model::kNone;    ///< actor, kNone is direct
  double flow = 0.0;         ///< units per period at the tail
  double utilization = 0.0;  ///< share of the link's capacity that this flow takes; 0 without a capacity
  bool mixed = false;        ///< told apart by proportional mixing, other splits are equally optimal
};

/// One direction of a link.
struct LinkRow {
  int link = model::kNone;
  bool forward = true;
  double flow = 0.0; ///< capacity units per period (commodity units when the link has no capacity unit)
  double capacity = model::kInfinity; ///< with factors and expansions in force
  double rent = 0.0;                  ///< worth of one more capacity unit, money (dual mu)
  double utilization = 0.0;           ///< flow / capacity; shared capacity: of both directions
  bool closed = false;                ///< a closure or a capacity of 0 shuts it
};

struct NodeRow {
  int node = model::kNone;
  double throughput = 0.0; ///< capacity units per period
  double capacity = model::kInfinity;
  double rent = 0.0;
  bool closed = false;
};

struct PriceRow {
  int node = model::kNone;
  int commodity = model::kNone;
  int origin = model::kNone;
  int via = model::kNone;
  std::optional<double> price; ///< nothing where no such goods can come
  std::optional<double> low;   ///< ends of the interval over all optimal duals; nothing: unbounded
  std::optional<double> high;
};

struct DemandRow {
  int demand = model::kNone;
  double served = 0.0;         ///< delivered, units per period
  double unserved = 0.0;       ///< of a step; of a curve only when nothing can reach it
  std::optional<double> price; ///< what a delivered unit costs the buyer at the margin
};

struct SupplyRow {
  int supply = model::kNone;
  double produced = 0.0;
  double shut_in =
      0.0; ///< capacity of a step not used (infinite: 0); of a curve only when it can reach nobody
  std::optional<double> price; ///< netback to the producer at the margin
};

struct ActorRow {
  int actor = model::kNone;               ///< kNone: unassigned
  std::optional<double> producer_surplus; ///< nothing where the case has demand without a value
  std::optional<double> consumer_surplus;
  double rents = 0.0;
  double tolls = 0.0;
  double tariffs = 0.0;
  double margins = 0.0;
  double cap_discounts = 0.0; ///< what price caps take off sellers' prices
  std::optional<double> total;
  std::optional<double> low; ///< total over the optimal dual face
  std::optional<double> high;
  double friction = 0.0;  ///< unassigned row: marginal friction times flow, less the friction itself
  double contracts = 0.0; ///< unassigned: what contracts pay those who fulfil them, and penalties, below 0
};

struct ProcessRow {
  int process = model::kNone;
  double activity = 0.0;              ///< units of the coefficients per period
  double capacity = model::kInfinity; ///< with closures in force
  double utilization = 0.0;           ///< 0 without a capacity
  double rent = 0.0;                  ///< worth of one more unit of capacity
};

/// What a process takes or gives of one commodity, origin and provenance (only positive ones).
struct ProcessFlowRow {
  int process = model::kNone;
  bool output = false;
  int commodity = model::kNone;
  int origin = model::kNone;
  int via = model::kNone;
  double quantity = 0.0; ///< units per period: what reaches the process, or what it makes
};

struct ContractRow {
  int contract = model::kNone;
  double flow = 0.0; ///< counted, units per period
  double shortfall = 0.0;
  double excess = 0.0;
  double penalty_paid = 0.0; ///< money per period
  double dual = 0.0; ///< money per unit: above 0 what a min costs at the margin, below 0 what a max does
};

/// A quota, limit or re-export capacity and how it binds.
struct BindingRow {
  std::string kind; ///< "quota", "limit", "reexport"
  std::string id;
  double level = 0.0;
  double capacity = model::kInfinity;
  double rent = 0.0;
};

/// Friction of one commodity that has a dispersion.
struct FrictionRow {
  int commodity = model::kNone;
  double dispersion = 0.0;
  double all_supply = 0.0; ///< what flows are a share of, units per period
  double friction = 0.0;   ///< money per period, part of J, earned by nobody
};

/// A price cap on one commodity.
struct PriceCapRow {
  int measure = model::kNone;
  int commodity = model::kNone;
  double charge = 0.0;            ///< t, money per unit that enters the serviced lane, paid to buyers
  double serviced_volume = 0.0;   ///< units per period that enter the lane
  std::optional<double> netback;  ///< highest price at an entrance that goods use; nothing where none do
  double cap = 0.0;               ///< money per unit
  std::optional<double> residual; ///< netback less cap
  bool binding = false;           ///< the charge is above 0
  int solves = 0;                 ///< equilibria solved to find the charge
};

struct Identities {
  double surplus_parts = 0.0; ///< producer + consumer surplus + rents + friction surplus + contracts
  double surplus_error = 0.0; ///< |J - parts| relative to supply plus transport cost
  double welfare_parts = 0.0; ///< sum over actors with the unassigned row
  double welfare_error = 0.0;
};

struct Inside; // study/inside.hpp

struct Answer {
  model::Instance instance; ///< the problem answered
  Status status = Status::optimal;
  model::Certificate certificate;
  double surplus = 0.0;          ///< J
  std::optional<double> welfare; ///< W; nothing without values
  double cost = 0.0;             ///< supply + link, node, process and measure cost; no tolls, margins, time,
                                 ///< friction, penalties
  double friction = 0.0;         ///< of all commodities, money per period
  double penalties = 0.0;        ///< of contracts, spent; counts against J and W
  std::vector<FrictionRow> frictions;
  std::vector<FlowRow> flows;
  std::vector<LinkRow> links; ///< every link and direction in service, flow or not
  std::vector<NodeRow> nodes;
  std::vector<PriceRow> prices;
  std::vector<DemandRow> demands; ///< every demand row
  std::vector<SupplyRow> supplies;
  std::vector<ActorRow> actors; ///< every actor that has a part, then the unassigned row
  std::vector<BindingRow> bindings;
  std::vector<ProcessRow> processes; ///< every process
  std::vector<ProcessFlowRow> process_flows;
  std::vector<PriceCapRow> price_caps;
  std::vector<ContractRow> contracts; ///< every contract in force
  Identities identities;
  std::size_t class_count = 0; ///< merged flow classes solved
  std::size_t finest_class_count = 0;
  std::size_t refinement_rounds = 0;
  bool by_paths = false;                          ///< found by paths; else by the arc programme
  std::string why_not_path;                       ///< why not by paths, where they were allowed
  std::shared_ptr<solve::WarmStart const> learnt; ///< for SolveOptions::start of like cases; null: by arcs
  double solve_seconds = 0.0;                     ///< processor time of build, solve and certificate
  std::shared_ptr<Inside const> inside; ///< with SolveOptions::keep_inside: for questions about this answer
};

} // namespace korridor::study
