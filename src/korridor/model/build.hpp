// What the steps from folder to instance share; only the build_*.cpp files include this.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "korridor/model/case.hpp"
#include "korridor/model/cells.hpp"
#include "korridor/model/exchange.hpp"
#include "korridor/model/instance.hpp"
#include "korridor/model/selector.hpp"
#include "korridor/model/units.hpp"

namespace korridor::model {

/// Tables whose cells a series, a scenario or the command line may change.
inline constexpr std::string_view kChangeable[] = {"commodity", "contract", "demand",  "limit",    "link",
                                                   "measure",   "node",     "process", "reexport", "supply"};

/// The tables of the case, measures given ad hoc included.
class CaseTables {
public:
  CaseTables(Folder const& folder, Case const& what);
  CaseTables(CaseTables const&) = delete; // its views point into it
  CaseTables& operator=(CaseTables const&) = delete;
  ~CaseTables() = default;
  [[nodiscard]] TableView& get(std::string_view name);
  [[nodiscard]] TableView& ad_hoc_view() { return *ad_hoc_; }

private:
  std::map<std::string, TableView, std::less<>> views_;
  Table ad_hoc_table_;
  std::optional<TableView> ad_hoc_;
  Folder const* folder_;
};

/// What a scenario says of measures: whether each one that it names is in force.
using Activation = std::map<std::string, bool, std::less<>>;

/// The state of one build. Steps fill `instance` in this order: actors, commodities, nodes, links,
/// processes, market, limits, contracts, re-exports, measures; each may use what earlier ones made.
struct Build {
  Build(Folder const& of_folder, Case const& of_case, Findings& findings)
      : folder(of_folder), what(of_case), faults(findings), tables(of_folder, of_case) {}

  Folder const& folder;
  Case const& what;
  Faults faults;
  CaseTables tables;
  Calendar calendar;
  bool has_calendar = false; ///< false: the model names no period, so nothing in it may be dated
  Money money;
  Activation activation;
  Instance instance;

  std::vector<CommodityUnits> units;                   ///< [commodity]
  std::vector<std::vector<bool>> at_node;              ///< [node][commodity] passes, starts or ends there
  std::vector<std::optional<double>> ref_price;        ///< [commodity] money per unit
  std::vector<std::optional<double>> supply_ref_price; ///< [supply]
  std::vector<std::optional<double>> demand_ref_price; ///< [demand]
  std::vector<double> service;                         ///< [link] share of the period's days in service
  bool refuse_partial_blocs = true;                    ///< whether `pick` tells of them
  std::vector<bool> partial_bloc; ///< [group of actors] changes its members inside the period

  Vocabulary actors;
  Vocabulary commodities;
  Vocabulary nodes;
  Vocabulary links;
  Vocabulary modes;
  Vocabulary segments;

  /// A selector cell; faults are told at the cell, a bloc that changes inside the period is refused.
  [[nodiscard]] Picked pick(Vocabulary const& vocabulary, std::string_view cell, Place const& place);
  /// An id cell as position; kNone when empty or unknown (told).
  [[nodiscard]] int find(Vocabulary const& vocabulary, TableView const& view, std::size_t row,
                         std::string_view column);
  /// The same for a list of ids.
  [[nodiscard]] std::vector<int> find_all(Vocabulary const& vocabulary, TableView const& view,
                                          std::size_t row, std::string_view column);
  /// A list of actors with the members of its blocs, sorted.
  [[nodiscard]] std::vector<int> find_with_members(TableView const& view, std::size_t row,
                                                   std::string_view column);
  [[nodiscard]] std::vector<Share> shares(TableView const& view, std::size_t row, std::string_view column);
  /// Tells that a date stands in a model that names no period; true when so.
  bool lacks_calendar(Place const& place, std::string_view value);

  [[nodiscard]] std::size_t commodity_count() const { return instance.commodities.size(); }
};

// The steps, one file each or two.
void apply_changes(Build& build);    ///< series, parameters, scenario, command line
void apply_parameters(Build& build); ///< parameter.csv, on what series made of the cells
void build_actors(Build& build);
void build_commodities(Build& build);
void build_nodes(Build& build);
void build_links(Build& build);
void build_processes(Build& build);
void build_market(Build& build);      ///< after the processes: what they take may make a commodity unlimited
void build_node_prices(Build& build); ///< after the market: nodes need to know what passes
void build_capacities(Build& build);  ///< node prices included
void build_limits(Build& build);
void build_contracts(Build& build);
void build_reexports(Build& build);
void build_measures(Build& build);

/// A table whose cells a case may change, null when it is none (told). `place` is where the change stands;
/// in a file its column is replaced by the one at fault.
[[nodiscard]] TableView* find_changeable(Build& build, std::string_view table, Place place);
/// The same for a column of it.
[[nodiscard]] Attribute const* find_changeable(Build& build, TableView const& view, std::string_view column,
                                               bool numbers_only, Place place);

/// Places and classes of a measure or contract; a column that the table lacks selects everything.
[[nodiscard]] Selection read_selection(Build& build, TableView const& view, std::size_t row);
/// Narrows a measure on services to links. What its `bite` does not serve stays: solver and certificate cut
/// it.
void keep_serviced_links(Build& build, TableView const& view, std::size_t row, bool in_force,
                         Measure& measure);
/// A re-export ban acts where goods are re-exported: tells of cells that say nothing to it.
void check_reexport_ban(Build& build, TableView const& view, std::size_t row);
/// Whether a price cap's days suffice for it to be in force in the period; told where they do not.
[[nodiscard]] bool holds_long_enough(Build& build, TableView const& view, std::size_t row,
                                     Measure const& cap);
/// Links and nodes that an `avoid` cell names.
[[nodiscard]] Avoid read_avoid(Build& build, std::string_view cell, Place const& place);

/// From a unit such as "kbbl/d" to a capacity unit, through what the element carries where kinds differ.
[[nodiscard]] Factor capacity_factor(Build const& build, std::string_view unit,
                                     std::string_view capacity_unit, std::vector<bool> const& carried);

} // namespace korridor::model
