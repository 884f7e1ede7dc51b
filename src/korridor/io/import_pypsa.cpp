// A PyPSA network exported as CSV: one file for each kind of component, more for time series.
//
// Bus -> node, carrier of the bus -> commodity (AC and DC are both electricity), generator -> supply, load ->
// demand without a value, line and transformer -> link both ways, link -> directed link with its efficiency,
// or, between different carriers, a process at its first bus and a link for what it makes. Flows follow cost:
// Kirchhoff's law is not kept. A time series becomes its mean over the snapshots, by their weights.
#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "korridor/core/text.hpp"
#include "korridor/io/flow_network.hpp"
#include "korridor/io/folder_draft.hpp"
#include "korridor/io/import_report.hpp"
#include "korridor/io/importers.hpp"

namespace korridor::io {

namespace {

constexpr char const* kElectricity = "electricity";
constexpr char const* kKirchhoff = "flows follow cost, not Kirchhoff's law";
constexpr char const* kNoBuilding = "capacities are as given: nothing is built";
constexpr char const* kResult = "a result, not an input";

using Fates = std::vector<ColumnFate>;

Fates const kBusFates{{"name", "node.node_id", ""},
                      {"x", "node.x_coord", ""},
                      {"y", "node.y_coord", ""},
                      {"carrier", "the commodity", ""},
                      {"country", "node.jurisdiction and an actor", ""},
                      {"v_nom", "", kKirchhoff},
                      {"unit", "", "all amounts are taken as MWh"},
                      {"v_mag_pu_set", "", kKirchhoff},
                      {"marginal_price", "", kResult}};

Fates const kLineFates{{"name", "link.link_id", ""},
                       {"bus0", "link.from_node_id", ""},
                       {"bus1", "link.to_node_id", ""},
                       {"s_nom", "link.capacity, times s_max_pu", ""},
                       {"s_nom_opt", "link.capacity where s_nom_extendable", ""},
                       {"s_nom_extendable", "whether s_nom_opt counts", ""},
                       {"s_max_pu", "link.capacity", ""},
                       {"length", "link.length", ""},
                       {"active", "rows with 0 are left out", ""},
                       {"x", "", kKirchhoff},
                       {"r", "", kKirchhoff},
                       {"g", "", kKirchhoff},
                       {"b", "", kKirchhoff},
                       {"type", "", kKirchhoff},
                       {"tap_ratio", "", kKirchhoff},
                       {"phase_shift", "", kKirchhoff},
                       {"num_parallel", "", kKirchhoff},
                       {"v_ang_min", "", kKirchhoff},
                       {"v_ang_max", "", kKirchhoff},
                       {"s_nom_min", "", kNoBuilding},
                       {"s_nom_max", "", kNoBuilding},
                       {"capital_cost", "", kNoBuilding}};

Fates const kLinkFates{{"name", "link.link_id, or process.process_id", ""},
                       {"bus0", "link.from_node_id", ""},
                       {"bus1", "link.to_node_id", ""},
                       {"carrier", "link.mode", ""},
                       {"efficiency", "link.efficiency, or process.outputs", ""},
                       {"p_nom", "capacity, times p_max_pu", ""},
                       {"p_nom_opt", "capacity where p_nom_extendable", ""},
                       {"p_nom_extendable", "whether p_nom_opt counts", ""},
                       {"p_max_pu", "capacity", ""},
                       {"p_min_pu", "a second link the other way where it is negative", ""},
                       {"marginal_cost", "cost", ""},
                       {"length", "link.length", ""},
                       {"active", "rows with 0 are left out", ""},
                       {"p_set", "", "flows are found, not set"},
                       {"p_nom_min", "", kNoBuilding},
                       {"p_nom_max", "", kNoBuilding},
                       {"capital_cost", "", kNoBuilding}};

Fates const kGeneratorFates{{"name", "supply.supply_id", ""},
                            {"bus", "supply.node_id", ""},
                            {"p_nom", "supply.capacity, times p_max_pu", ""},
                            {"p_nom_opt", "supply.capacity where p_nom_extendable", ""},
                            {"p_nom_extendable", "whether p_nom_opt counts", ""},
                            {"p_max_pu", "supply.capacity", ""},
                            {"marginal_cost", "supply.cost", ""},
                            {"active", "rows with 0 are left out", ""},
                            {"p_set", "", "production is found, not set"},
                            {"p_min_pu", "", "a least production is not worked here"},
                            {"carrier", "", "fuels are not followed"},
                            {"efficiency", "", "marginal_cost is per unit of output"},
                            {"control", "", kKirchhoff},
                            {"p_nom_min", "", kNoBuilding},
                            {"p_nom_max", "", kNoBuilding},
                            {"capital_cost", "", kNoBuilding}};

Fates const kLoadFates{
    {"name", "demand.demand_id", ""}, {"bus", "demand.node_id", ""},
    {"p_set", "demand.quantity", ""}, {"active", "rows with 0 are left out", ""},
    {"q_set", "", kKirchhoff},        {"carrier", "", "a load takes what its bus carries"}};

class PypsaReader {
public:
  PypsaReader(ForeignFiles const& files, std::string const& name, Findings& findings)
      : faults_(findings), files_(files), name_(name), buses_(files, "buses.csv", faults_),
        lines_(files, "lines.csv", faults_), transformers_(files, "transformers.csv", faults_),
        links_(files, "links.csv", faults_), generators_(files, "generators.csv", faults_),
        loads_(files, "loads.csv", faults_), draft_(name),
        report_("What became of the PyPSA folder " + name) {}

  std::optional<Imported> read() {
    if (!buses_.is_there()) {
      faults_.error("E931", name_, 0, "", "", "has no buses.csv",
                    "name a folder that PyPSA's export_to_csv_folder wrote");
      return std::nullopt;
    }
    bool good = buses_.require({"name"});
    for (ForeignTable* table : {&lines_, &transformers_, &links_})
      if (table->is_there()) good = table->require({"name", "bus0", "bus1"}) && good;
    for (ForeignTable* table : {&generators_, &loads_})
      if (table->is_there()) good = table->require({"name", "bus"}) && good;
    if (!good) return std::nullopt;
    read_snapshots();
    read_buses();
    for (ForeignTable const* table : {&lines_, &transformers_})
      for (model::Row const& row : table->table().rows) read_line(*table, row);
    for (model::Row const& row : links_.table().rows) read_link(row);
    for (model::Row const& row : generators_.table().rows) read_generator(row);
    for (model::Row const& row : loads_.table().rows) read_load(row);
    if (faults_.any()) return std::nullopt;
    for (std::string const& commodity : commodities_)
      draft_.add("commodity", {{"commodity_id", commodity}, {"unit", "MWh"}});
    finish_report();
    return Imported{
        draft_.finish("Read from a PyPSA folder; import_report.md says what became of each column. "
                      "Flows follow cost, not Kirchhoff's law."),
        report_.text()};
  }

private:
  struct Bus {
    std::string node;
    std::string commodity;
  };

  /// Labels and weights; a network without snapshots has one.
  void read_snapshots() {
    ForeignTable const table(files_, "snapshots.csv", faults_);
    for (model::Row const& row : table.table().rows) {
      // The first column is the label, or a number where the label has a column of its own.
      std::string const label =
          table.text(row, table.has("snapshot") ? "snapshot" : table.table().columns.front());
      if (weights_.empty() && label.size() >= 4 && parse_integer(label.substr(0, 4)).value_or(0) >= 1000)
        draft_.settings().base_period = label.substr(0, 4);
      char const* const column = table.has("objective") ? "objective" : "weightings";
      weights_.push_back(table.amount(row, column).value_or(1.0));
    }
    if (table.is_there())
      report_.mapped(table.file(), "all", weights_.size(), "weights of the means of time series; the year");
  }

  /// Mean of `component-attribute.csv` for each component in it.
  std::map<std::string, double> const& series(std::string const& component, std::string const& attribute) {
    std::string const file = component + "-" + attribute + ".csv";
    auto const found = series_.find(file);
    if (found != series_.end()) return found->second;
    std::map<std::string, double>& means = series_[file];
    ForeignTable const table(files_, file, faults_);
    auto const& columns = table.table().columns;
    auto const& rows = table.table().rows;
    for (std::size_t column = 1; column < columns.size(); ++column) {
      double sum = 0.0;
      double total = 0.0;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        auto const value = table.number(rows[row], columns[column]);
        double const weight = weights_.size() == rows.size() ? weights_[row] : 1.0;
        if (!value || !std::isfinite(*value)) continue;
        sum += weight * *value;
        total += weight;
      }
      if (total > 0.0) means[std::string(trimmed(columns[column]))] = sum / total;
    }
    if (table.is_there()) {
      report_.mapped(file, std::to_string(means.size()) + " components", rows.size() * means.size(),
                     "mean over " + std::to_string(rows.size()) + " snapshots, in place of " + component +
                         "." + attribute);
    }
    return means;
  }

  /// The mean of the series, else the cell, else `otherwise`.
  double value(ForeignTable const& table, model::Row const& row, std::string const& component,
               std::string const& attribute, double otherwise) {
    auto const& means = series(component, attribute);
    auto const found = means.find(table.text(row, "name"));
    if (found != means.end()) return found->second;
    return table.number(row, attribute).value_or(otherwise);
  }

  void read_buses() {
    bool has_places = buses_.has("x") && buses_.has("y");
    for (model::Row const& row : buses_.table().rows) {
      auto const x = buses_.number(row, "x");
      auto const y = buses_.number(row, "y");
      if (x && y && (std::abs(*x) > 180.0 || std::abs(*y) > 90.0)) {
        buses_.fail("E939", row, std::abs(*x) > 180.0 ? "x" : "y", "is no degree on the globe",
                    "give longitude and latitude in degrees (WGS84), or leave both out");
      }
      has_places = has_places && x && y;
    }
    if (!has_places)
      report_.note(
          "Places are a grid in the order of the buses and mean nothing: not every bus has x and y.");
    std::size_t position = 0;
    for (model::Row const& row : buses_.table().rows) {
      std::string const name = buses_.text(row, "name");
      if (name.empty() || by_name_.count(name) > 0) {
        buses_.fail("E936", row, "name", name.empty() ? "is empty" : "occurs twice", "give each bus its own");
        continue;
      }
      std::string carrier = buses_.text(row, "carrier");
      if (carrier.empty() || carrier == "AC" || carrier == "DC") carrier = kElectricity;
      Bus const bus{bus_ids_.of(name), commodity_ids_.of(carrier)};
      by_name_[name] = bus;
      commodities_.insert(bus.commodity);
      auto const [x, y] = has_places ? std::pair(*buses_.number(row, "x"), *buses_.number(row, "y"))
                                     : grid_place(position, buses_.table().rows.size());
      ++position;
      draft_.add("node", {{"node_id", bus.node},
                          {"x_coord", number_text(x)},
                          {"y_coord", number_text(y)},
                          {"jurisdiction", country(buses_.text(row, "country"))}});
    }
  }

  std::string country(std::string const& name) {
    if (name.empty()) return "";
    bool const known = actor_ids_.knows(name);
    std::string const& id = actor_ids_.of(name);
    if (!known) draft_.add("actor", {{"actor_id", id}, {"kind", "state"}});
    return id;
  }

  Bus const* bus(ForeignTable const& table, model::Row const& row, std::string const& column) {
    auto const found = by_name_.find(table.text(row, column));
    if (found != by_name_.end()) return &found->second;
    table.fail("E934", row, column, "is not in buses.csv", "add the bus, or mend the name");
    return nullptr;
  }

  /// Whether the row is read; counts it when it is not in service.
  bool is_active(ForeignTable const& table, model::Row const& row) {
    if (table.flag(row, "active").value_or(true)) return true;
    report_.left_out(table.file(), "not active");
    return false;
  }

  /// Rated power in MW: what was built where it is for the model to build, else what is given.
  double rated(ForeignTable const& table, model::Row const& row, std::string const& column) {
    auto const given = table.amount(row, column);
    auto const built = table.amount(row, column + "_opt");
    bool const extendable = table.flag(row, column + "_extendable").value_or(false);
    if (extendable && built && *built > 0.0) return *built;
    if (extendable && given.value_or(0.0) == 0.0)
      report_.defaulted(column + " of " + table.file(), "0", "is to be built and has no size yet");
    return given.value_or(0.0);
  }

  double positive(ForeignTable const& table, model::Row const& row, std::string const& column,
                  double number) {
    if (number >= 0.0) return number;
    table.fail("E933", row, column, "is negative", "write 0 or more");
    return 0.0;
  }

  /// Nothing of an unlimited power is nothing.
  static double times(double power, double share) { return share == 0.0 ? 0.0 : power * share; }

  /// Empty: without limit.
  static std::string power_text(double megawatts) {
    return std::isfinite(megawatts) ? number_text(megawatts) : "";
  }

  std::string length_of(ForeignTable const& table, model::Row const& row) {
    auto const length = table.amount(row, "length");
    return length && *length > 0.0 && std::isfinite(*length) ? number_text(*length) : "";
  }

  struct NewLink {
    std::string id, from, to, mode, carrier, capacity, cost, efficiency, length;
    bool directed = true;
  };

  void add(NewLink const& it) {
    if (it.from == it.to) return report_.left_out("links", "begins and ends at the same bus");
    draft_.add("link", {{"link_id", it.id},
                        {"from_node_id", it.from},
                        {"to_node_id", it.to},
                        {"directed", it.directed ? "1" : "0"},
                        {"mode", it.mode},
                        {"carrier", it.carrier},
                        {"capacity", it.capacity},
                        {"capacity_unit", it.capacity.empty() ? "" : "MW"},
                        {"cost", it.cost},
                        {"efficiency", it.efficiency},
                        {"length", it.length}});
  }

  void read_line(ForeignTable const& table, model::Row const& row) {
    Bus const* const from = bus(table, row, "bus0");
    Bus const* const to = bus(table, row, "bus1");
    std::string const component = table.file().substr(0, table.file().size() - 4);
    double const share = positive(table, row, "s_max_pu", value(table, row, component, "s_max_pu", 1.0));
    double const capacity = times(rated(table, row, "s_nom"), share);
    if (from == nullptr || to == nullptr || !is_active(table, row)) return;
    add({link_ids_.fresh(table.text(row, "name")), from->node, to->node,
         component == "lines" ? "line" : "transformer", from->commodity, power_text(capacity), "", "",
         length_of(table, row), false});
  }

  void read_link(model::Row const& row) {
    Bus const* const from = bus(links_, row, "bus0");
    Bus const* const to = bus(links_, row, "bus1");
    double const most = positive(links_, row, "p_max_pu", value(links_, row, "links", "p_max_pu", 1.0));
    double const least = value(links_, row, "links", "p_min_pu", 0.0);
    double const efficiency = value(links_, row, "links", "efficiency", 1.0);
    double const cost = value(links_, row, "links", "marginal_cost", 0.0);
    double const power = rated(links_, row, "p_nom");
    if (from == nullptr || to == nullptr || !is_active(links_, row)) return;
    if (!(efficiency > 0.0) || !std::isfinite(efficiency) || !std::isfinite(cost) || !std::isfinite(least)) {
      links_.fail("E933", row, "efficiency", "is not above 0, or cost or p_min_pu is infinite",
                  "write a number");
      return;
    }
    for (int extra = 2; links_.has("bus" + std::to_string(extra)); ++extra) {
      std::string const column = "bus" + std::to_string(extra);
      if (!links_.text(row, column).empty())
        report_.left_out("links.csv", column + " of a link (the link stays)");
    }
    std::string const mode = links_.text(row, "carrier");
    std::string const id = link_ids_.fresh(links_.text(row, "name"));
    std::string const length = length_of(links_, row);
    if (cost < 0.0) {
      links_.fail("E933", row, "marginal_cost", "is negative: goods could circle there for gain",
                  "write 0 or more");
      return;
    }
    if (from->commodity != to->commodity)
      return add_process(*from, *to, id, mode, times(power, most), cost, efficiency);
    if (efficiency > 1.0) {
      links_.fail("E933", row, "efficiency", "is above 1 between buses of one carrier", "write at most 1");
      return;
    }
    add({id, from->node, to->node, mode, from->commodity, power_text(times(power, most)), cost_text(cost),
         efficiency < 1.0 ? number_text(efficiency) : "", length});
    if (least >= 0.0) {
      if (least > 0.0) report_.left_out("links.csv", "least flow p_min_pu above 0 (the link stays)");
      return;
    }
    // Backwards PyPSA would turn the loss into a gain and the cost into an income.
    if (efficiency < 1.0 || cost != 0.0)
      report_.left_out("links.csv", "the way back of a link with loss or cost: without loss and cost there");
    add({link_ids_.fresh(links_.text(row, "name") + "_back"), to->node, from->node, mode, from->commodity,
         power_text(times(power, -least)), "", "", length});
  }

  std::string cost_text(double cost) const { return cost == 0.0 ? "" : number_text(cost); }

  /// Makes `to`'s commodity of `from`'s where `from` is, and takes it to `to`.
  void add_process(Bus const& from, Bus const& to, std::string const& id, std::string const& mode,
                   double power, double cost, double efficiency) {
    constexpr double kHoursPerDay = 24.0;
    draft_.add("process", {{"process_id", id},
                           {"node_id", from.node},
                           {"inputs", from.commodity + ":1"},
                           {"outputs", to.commodity + ":" + number_text(efficiency)},
                           {"capacity", std::isfinite(power) ? number_text(power * kHoursPerDay) : ""},
                           {"cost", cost_text(cost)}});
    add({id, from.node, to.node, mode, to.commodity, "", "", "", ""});
    has_process_ = true;
  }

  void read_generator(model::Row const& row) {
    Bus const* const at = bus(generators_, row, "bus");
    double const share =
        positive(generators_, row, "p_max_pu", value(generators_, row, "generators", "p_max_pu", 1.0));
    double const cost = value(generators_, row, "generators", "marginal_cost", 0.0);
    double const power = times(rated(generators_, row, "p_nom"), share);
    if (at == nullptr || !is_active(generators_, row)) return;
    if (!std::isfinite(cost))
      return generators_.fail("E933", row, "marginal_cost", "is infinite", "write a number");
    if (generators_.number(row, "sign").value_or(1.0) < 0.0)
      return report_.left_out("generators.csv", "sign -1: it takes instead of giving");
    bool const limited = std::isfinite(power);
    draft_.add("supply", {{"supply_id", supply_ids_.fresh(generators_.text(row, "name"))},
                          {"node_id", at->node},
                          {"commodity_id", at->commodity},
                          {"capacity", limited ? number_text(power) : "inf"},
                          {"capacity_unit", limited ? "MW" : ""},
                          {"cost", number_text(cost)}});
  }

  void read_load(model::Row const& row) {
    Bus const* const at = bus(loads_, row, "bus");
    double const power = value(loads_, row, "loads", "p_set", 0.0);
    if (at == nullptr || !is_active(loads_, row)) return;
    if (!std::isfinite(power)) return loads_.fail("E933", row, "p_set", "is infinite", "write a number");
    if (power < 0.0 || loads_.number(row, "sign").value_or(-1.0) > 0.0)
      return report_.left_out("loads.csv", "a load below nothing gives instead of taking");
    draft_.add("demand", {{"demand_id", demand_ids_.fresh(loads_.text(row, "name"))},
                          {"node_id", at->node},
                          {"commodity_id", at->commodity},
                          {"quantity", number_text(power)},
                          {"quantity_unit", "MW"}});
  }

  void finish_report() {
    report_.columns(buses_, kBusFates);
    report_.columns(lines_, kLineFates);
    report_.columns(transformers_, kLineFates);
    report_.columns(links_, kLinkFates);
    report_.columns(generators_, kGeneratorFates);
    report_.columns(loads_, kLoadFates);
    static std::set<std::string> const kRead{"buses.csv",      "lines.csv", "transformers.csv", "links.csv",
                                             "generators.csv", "loads.csv", "snapshots.csv"};
    static std::map<std::string, std::string> const kWhy{
        {"stores.csv", "storage needs a replay over time"},
        {"storage_units.csv", "storage needs a replay over time"},
        {"global_constraints.csv", "limits on emissions and the like are not worked here"},
        {"carriers.csv", "emissions and colours move no flow"},
        {"shunt_impedances.csv", kKirchhoff}};
    for (auto const& [file, bytes] : files_) {
      if (kRead.count(file) > 0 || series_.count(file) > 0) continue;
      auto const why = kWhy.find(file);
      auto const lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
      report_.dropped(file, "all", lines > 0 ? lines - 1 : 0,
                      why != kWhy.end()                     ? why->second
                      : file.find('-') != std::string::npos ? "a time series that nothing here is made of"
                                                            : "not known to this importer");
    }
    report_.note(
        "Rates are MW, amounts MWh, costs money per MWh in the folder's own currency. Demand has no value: "
        "least cost, then unserved.");
    report_.note(
        "Flows follow cost, not Kirchhoff's law: on meshed lines they may differ from any that physics "
        "allows.");
    if (has_process_)
      report_.note("Links between carriers are processes at their first bus; what they make is carried to "
                   "the second.");
    std::size_t const changed = bus_ids_.changed() + commodity_ids_.changed() + actor_ids_.changed();
    if (changed > 0)
      report_.note(std::to_string(changed) + " ids were changed, since they could not be selected by.");
  }

  ForeignFaults faults_;
  ForeignFiles const& files_;
  std::string name_;
  ForeignTable buses_;
  ForeignTable lines_;
  ForeignTable transformers_;
  ForeignTable links_;
  ForeignTable generators_;
  ForeignTable loads_;
  FolderDraft draft_;
  ImportReport report_;
  bool has_process_ = false;
  Ids bus_ids_;
  Ids commodity_ids_;
  Ids actor_ids_;
  Ids link_ids_;
  Ids supply_ids_;
  Ids demand_ids_;
  std::map<std::string, Bus> by_name_;
  std::set<std::string> commodities_;
  std::vector<double> weights_;                                 // [snapshot]
  std::map<std::string, std::map<std::string, double>> series_; // by file: means by component
};

} // namespace

std::optional<Imported> parse_pypsa(ForeignFiles const& files, std::string const& name, Findings& findings) {
  return PypsaReader(files, name, findings).read();
}

std::optional<Imported> import_pypsa(std::string const& path, Findings& findings) {
  auto const files = read_foreign_folder(path, findings);
  return files ? parse_pypsa(*files, folder_title(path), findings) : std::nullopt;
}

} // namespace korridor::io
