// Formats of others read as model folders.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"
#include "korridor/io/foreign_table.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::io {

/// Multicommodity min-cost flow in plain numbers: nodes, arcs, commodities, then "from to cost capacity" for
/// each arc, then "origin destination demand" for each commodity; nodes count from 1. Each origin is an
/// actor, and a demand accepts only goods of its own origin. Demand has no value: least cost, then unserved.
[[nodiscard]] std::optional<model::Folder> import_mmcf(std::string const& path, Findings& findings);

/// Min-cost flow in DIMACS form (p min, n, a). A lower bound of an arc becomes a demand at its tail and a
/// supply at its head that costs what the arc costs, so that the cost of the answer is that of the instance.
[[nodiscard]] std::optional<model::Folder> import_dimacs(std::string const& path, Findings& findings);

/// The same from bytes; `name` is for findings and the title.
[[nodiscard]] std::optional<model::Folder> parse_mmcf(std::string_view bytes, std::string const& name,
                                                      Findings& findings);
[[nodiscard]] std::optional<model::Folder> parse_dimacs(std::string_view bytes, std::string const& name,
                                                        Findings& findings);

/// A model folder and a page in Markdown that says what became of each column of the source.
struct Imported {
  model::Folder folder;
  std::string report;
};

/// GMNS: node.csv and link.csv, perhaps config.csv, geometry.csv and demand.csv (o_zone_id, d_zone_id,
/// volume). Costs are hours at free speed, rates are per day.
[[nodiscard]] std::optional<Imported> import_gmns(std::string const& path, Findings& findings);
[[nodiscard]] std::optional<Imported> parse_gmns(ForeignFiles const& files, std::string const& name,
                                                 Findings& findings);

/// A PyPSA folder of CSV tables. Time series become their mean over the snapshots; flows follow cost, not
/// Kirchhoff.
[[nodiscard]] std::optional<Imported> import_pypsa(std::string const& path, Findings& findings);
[[nodiscard]] std::optional<Imported> parse_pypsa(ForeignFiles const& files, std::string const& name,
                                                  Findings& findings);

/// The texts of TNTP files and their names; `trips` and `nodes` may be empty.
struct TntpTexts {
  std::string net, net_name;
  std::string trips, trips_name;
  std::string nodes, nodes_name;
};

/// TNTP: a network, perhaps trips, and places where NAME_node.tntp lies beside NAME_net.tntp. Delays
/// are free-flow times, and grow with flow by `b` and `power`.
[[nodiscard]] std::optional<Imported> import_tntp(std::string const& net, std::string const& trips,
                                                  Findings& findings);
[[nodiscard]] std::optional<Imported> parse_tntp(TntpTexts const& texts, Findings& findings);

} // namespace korridor::io
