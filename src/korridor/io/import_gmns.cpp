// GMNS, the General Modeling Network Specification (Zephyr Foundation): roads with lanes, speeds and uses.
//
// Cost is time in hours: length / free speed. `capacity` is vehicles per hour and lane, so that a day takes
// capacity * lanes * 24. Trips of an optional `demand.csv` (o_zone_id, d_zone_id, volume) are per day.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

#include "korridor/core/text.hpp"
#include "korridor/io/folder_draft.hpp"
#include "korridor/io/import_report.hpp"
#include "korridor/io/importers.hpp"
#include "korridor/model/geometry.hpp"

namespace korridor::io {

namespace {

constexpr double kHoursPerDay = 24.0;
constexpr double kDefaultSpeed = 50.0; // km/h
constexpr double kLongest = 1e6;       // hours
constexpr double kKmPerMile = 1.609344;
constexpr std::string_view kTrips = "trips";

constexpr std::array<ColumnFate, 8> kNodeFates{{
    {"node_id", "node.node_id", ""},
    {"name", "node.name", ""},
    {"x_coord", "node.x_coord", ""},
    {"y_coord", "node.y_coord", ""},
    {"node_type", "node.node_type", ""},
    {"zone_id", "where trips begin and end", ""},
    {"z_coord", "", "places have no height"},
    {"ctrl_type", "", "signals cost no time here"},
}};

constexpr std::array<ColumnFate, 24> kLinkFates{{
    {"link_id", "link.link_id", ""},
    {"name", "link.name", ""},
    {"from_node_id", "link.from_node_id", ""},
    {"to_node_id", "link.to_node_id", ""},
    {"directed", "link.directed", ""},
    {"geometry", "link.geometry", ""},
    {"geometry_id", "link.geometry, through geometry.csv", ""},
    {"length", "link.length in km, and link.cost with free_speed", ""},
    {"free_speed", "link.cost: hours = length / free_speed", ""},
    {"capacity", "link.capacity, times lanes and 24 hours", ""},
    {"lanes", "link.capacity", ""},
    {"facility_type", "link.mode", ""},
    {"allowed_uses", "which links are read: those open to motor traffic", ""},
    {"toll", "link.toll", ""},
    {"dir_flag", "", "tells the direction of the geometry only"},
    {"parent_link_id", "", "links are not nested"},
    {"grade", "", "costs no time here"},
    {"bike_facility", "", "only motor traffic is read"},
    {"ped_facility", "", "only motor traffic is read"},
    {"parking", "", "only moving traffic is read"},
    {"jurisdiction", "", "names an operator in free text, not a state"},
    {"row_width", "", "moves no flow"},
    {"vdf_alpha", "", "no congestion in this version: time does not grow with flow"},
    {"vdf_beta", "", "no congestion in this version: time does not grow with flow"},
}};

constexpr std::array<ColumnFate, 3> kDemandFates{{
    {"o_zone_id", "supply.origin, demand.origin", ""},
    {"d_zone_id", "demand.node_id", ""},
    {"volume", "demand.quantity and supply.capacity, per day", ""},
}};

constexpr std::array<ColumnFate, 2> kGeometryFates{
    {{"geometry_id", "its link", ""}, {"geometry", "link.geometry", ""}}};

constexpr std::array<ColumnFate, 3> kConfigFates{{
    {"dataset_name", "the model's title", ""},
    {"long_length", "the unit of link length", ""},
    {"speed", "the unit of free_speed", ""},
}};

struct Place {
  double x = 0.0;
  double y = 0.0;
};

/// Great-circle distance in km.
double distance(Place const& a, Place const& b) {
  constexpr double kRadius = 6371.0088; // mean, km
  constexpr double kDegree = std::numbers::pi / 180.0;
  double const dx = std::sin((b.x - a.x) * kDegree / 2.0);
  double const dy = std::sin((b.y - a.y) * kDegree / 2.0);
  double const h = dy * dy + std::cos(a.y * kDegree) * std::cos(b.y * kDegree) * dx * dx;
  return 2.0 * kRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

class GmnsReader {
public:
  GmnsReader(ForeignFiles const& files, std::string const& name, Findings& findings)
      : faults_(findings), files_(files), config_(files, "config.csv", faults_),
        nodes_(files, "node.csv", faults_), links_(files, "link.csv", faults_),
        geometries_(files, "geometry.csv", faults_), demand_(files, "demand.csv", faults_), draft_(name),
        report_("What became of the GMNS folder " + name), name_(name) {}

  std::optional<Imported> read() {
    for (ForeignTable const* table : {&nodes_, &links_}) {
      if (table->is_there()) continue;
      faults_.error("E931", name_, 0, "", "", "has no " + table->file(),
                    "a GMNS folder has node.csv and link.csv");
    }
    if (faults_.any()) return std::nullopt;
    bool good = nodes_.require({"node_id", "x_coord", "y_coord"});
    good = links_.require({"link_id", "from_node_id", "to_node_id"}) && good;
    if (demand_.is_there()) good = demand_.require({"o_zone_id", "d_zone_id", "volume"}) && good;
    if (!good) return std::nullopt;
    read_config();
    read_nodes();
    read_geometries();
    for (model::Row const& row : links_.table().rows) read_link(row);
    check_lengths();
    read_demand();
    if (faults_.any()) return std::nullopt;
    draft_.add("commodity", {{"commodity_id", std::string(kTrips)}, {"name", "Trips"}, {"unit", "unit"}});
    finish_report();
    return Imported{
        draft_.finish("Read from a GMNS folder; import_report.md says what became of each column. "
                      "Costs are hours, rates are per day."),
        report_.text()};
  }

private:
  void read_config() {
    for (model::Row const& row : config_.table().rows) {
      std::string const title = config_.text(row, "dataset_name");
      if (!title.empty()) draft_.settings().title = title;
      length_unit_ = unit_of(row, "long_length", 1.0);
      speed_unit_ = unit_of(row, "speed", 1.0);
    }
  }

  /// Kilometres for one of the unit, also where it is per hour.
  double unit_of(model::Row const& row, std::string_view column, double otherwise) {
    static constexpr std::array<std::pair<std::string_view, double>, 19> kUnits{{
        {"km", 1.0},          {"kilometer", 1.0},    {"kilometers", 1.0}, {"kilometre", 1.0},
        {"kph", 1.0},         {"km/h", 1.0},         {"kmh", 1.0},        {"mi", kKmPerMile},
        {"mile", kKmPerMile}, {"miles", kKmPerMile}, {"mph", kKmPerMile}, {"m", 1e-3},
        {"meter", 1e-3},      {"meters", 1e-3},      {"metre", 1e-3},     {"m/s", 3.6},
        {"ft", 0.3048e-3},    {"foot", 0.3048e-3},   {"feet", 0.3048e-3},
    }};
    std::string const text = config_.text(row, column);
    if (text.empty()) return otherwise;
    for (auto const& [name, factor] : kUnits) {
      if (name == text) return factor;
    }
    config_.fail("E935", row, column, "is no unit of length or speed known here",
                 "write km, mile, m or foot; kph or mph");
    return otherwise;
  }

  void read_nodes() {
    for (model::Row const& row : nodes_.table().rows) {
      std::string const id = nodes_.text(row, "node_id");
      if (id.empty() || places_.count(id) > 0) {
        nodes_.fail("E936", row, "node_id", id.empty() ? "is empty" : "occurs twice",
                    "give each node its own");
        continue;
      }
      Place& place = places_[id];
      coordinate(row, "x_coord", 180.0, place.x);
      coordinate(row, "y_coord", 90.0, place.y);
      draft_.add("node", {{"node_id", node_ids_.of(id)},
                          {"name", nodes_.text(row, "name")},
                          {"x_coord", number_text(place.x)},
                          {"y_coord", number_text(place.y)},
                          {"node_type", nodes_.text(row, "node_type")}});
      std::string const zone = nodes_.text(row, "zone_id");
      if (!zone.empty()) zones_[zone].push_back(id);
    }
  }

  void coordinate(model::Row const& row, std::string_view column, double most, double& value) {
    std::optional<double> const read = nodes_.number(row, column);
    if (read && std::abs(*read) <= most) {
      value = *read;
    } else if (read || nodes_.text(row, column).empty()) {
      nodes_.fail("E939", row, column, read ? "is no degree on the globe" : "is empty",
                  "give longitude and latitude in degrees (WGS84); ogr2ogr -t_srs EPSG:4326 converts");
    }
  }

  void read_geometries() {
    if (!geometries_.is_there() || !geometries_.has("geometry_id")) return;
    for (model::Row const& row : geometries_.table().rows)
      courses_[geometries_.text(row, "geometry_id")] = geometries_.text(row, "geometry");
  }

  static bool open_to_motors(std::string uses) {
    static constexpr std::array<std::string_view, 12> kMotors{"auto",    "all",      "car",   "cars",
                                                              "vehicle", "vehicles", "drive", "driving",
                                                              "truck",   "hov",      "sov",   "motor"};
    if (uses.empty()) return true;
    for (char& c : uses) {
      if (c == ';' || c == ' ' || c == '|') c = ',';
    }
    for (std::string_view const use : split(uses, ',')) {
      if (std::find(kMotors.begin(), kMotors.end(), use) != kMotors.end()) return true;
    }
    return false;
  }

  Place const* end_of(model::Row const& row, std::string_view column) {
    auto const found = places_.find(links_.text(row, column));
    if (found != places_.end()) return &found->second;
    links_.fail("E934", row, column, "is not in node.csv", "add the node, or mend the id");
    return nullptr;
  }

  std::string course(model::Row const& row) {
    std::string text = links_.text(row, "geometry");
    if (text.empty()) {
      auto const found = courses_.find(links_.text(row, "geometry_id"));
      if (found != courses_.end()) text = found->second;
    }
    if (text.empty() || model::parse_linestring(text)) return text;
    report_.left_out("link.csv",
                     "a geometry that is no WKT LINESTRING in degrees: drawn straight (the link stays)");
    return "";
  }

  void read_link(model::Row const& row) {
    std::string const id = links_.text(row, "link_id");
    if (id.empty() || link_ids_.knows(id)) {
      links_.fail("E936", row, "link_id", id.empty() ? "is empty" : "occurs twice", "give each link its own");
      return;
    }
    std::string const& link_id = link_ids_.of(id);
    Place const* const from = end_of(row, "from_node_id");
    Place const* const to = end_of(row, "to_node_id");
    std::optional<double> length = links_.amount(row, "length");
    std::optional<double> speed = links_.amount(row, "free_speed");
    std::optional<double> const capacity = links_.amount(row, "capacity");
    std::optional<double> const lanes = links_.amount(row, "lanes");
    std::optional<double> const toll = links_.amount(row, "toll");
    bool const directed = links_.flag(row, "directed").value_or(true);
    if (from == nullptr || to == nullptr) return;
    if (!open_to_motors(links_.text(row, "allowed_uses"))) {
      report_.left_out("link.csv", "not open to motor traffic (allowed_uses)");
      return;
    }
    if (from == to) {
      report_.left_out("link.csv", "begins and ends at the same node");
      return;
    }
    double const straight = distance(*from, *to);
    if (length && std::isfinite(*length)) {
      length = *length * length_unit_;
      if (straight > 0.0) detours_.push_back(*length / straight);
    } else {
      length = straight;
      report_.defaulted("link.length", "distance between the ends", "no length");
    }
    if (speed && *speed > 0.0 && std::isfinite(*speed)) {
      speed = *speed * speed_unit_;
    } else {
      speed = kDefaultSpeed;
      report_.defaulted("link.cost", "length / " + number_text(kDefaultSpeed) + " km/h", "no free_speed");
    }
    double const hours = *length / *speed;
    if (!(hours <= kLongest)) {
      links_.fail("E933", row, "free_speed", "makes the way longer than a million hours",
                  "check length, speed and units");
      return;
    }
    std::string capacity_text;
    if (capacity && std::isfinite(*capacity)) {
      if (!lanes) report_.defaulted("link.capacity", "one lane", "no lanes");
      capacity_text = number_text(*capacity * lanes.value_or(1.0) * kHoursPerDay);
    } else {
      report_.defaulted("link.capacity", "without limit", "no capacity");
    }
    has_toll_ = has_toll_ || toll.value_or(0.0) > 0.0;
    draft_.add("link", {{"link_id", link_id},
                        {"from_node_id", node_ids_.of(links_.text(row, "from_node_id"))},
                        {"to_node_id", node_ids_.of(links_.text(row, "to_node_id"))},
                        {"name", links_.text(row, "name")},
                        {"directed", directed ? "1" : "0"},
                        {"mode", links_.text(row, "facility_type")},
                        {"capacity", capacity_text},
                        {"cost", number_text(hours)},
                        {"toll", toll && std::isfinite(*toll) ? number_text(*toll) : ""},
                        {"length", number_text(*length)},
                        {"geometry", course(row)}});
  }

  /// A unit of length that is wrong shows in the median of length by straight distance.
  void check_lengths() {
    if (detours_.empty()) return;
    auto const middle = detours_.begin() + static_cast<std::ptrdiff_t>(detours_.size() / 2);
    std::nth_element(detours_.begin(), middle, detours_.end());
    if (*middle >= 0.5 && *middle <= 5.0) return;
    faults_.warning("W942", "link.csv", 0, "length", "",
                    "is " + number_text(std::round(*middle * 1000.0) / 1000.0) +
                        " times the distance between the ends (median): the unit may be another",
                    "check long_length in config.csv");
  }

  struct Ends {
    std::string source;
    std::string sink;
  };

  /// Where trips of a zone begin and end. A zone of several nodes gets two places of its own, so that nothing
  /// passes through the zone.
  Ends const& ends_of(std::string const& zone) {
    auto const found = ends_.find(zone);
    if (found != ends_.end()) return found->second;
    std::vector<std::string> const& members = zones_.at(zone);
    if (members.size() == 1) return ends_[zone] = {node_ids_.of(members[0]), node_ids_.of(members[0])};
    Place middle;
    for (std::string const& member : members) {
      middle.x += places_.at(member).x / static_cast<double>(members.size());
      middle.y += places_.at(member).y / static_cast<double>(members.size());
    }
    Ends const ends{node_ids_.fresh("zone_" + zone + "_from"), node_ids_.fresh("zone_" + zone + "_to")};
    for (std::string const& id : {ends.source, ends.sink}) {
      draft_.add("node", {{"node_id", id},
                          {"name", "Zone " + zone},
                          {"x_coord", number_text(middle.x)},
                          {"y_coord", number_text(middle.y)},
                          {"node_type", "zone"}});
    }
    for (std::string const& member : members) {
      add_connector(ends.source, node_ids_.of(member));
      add_connector(node_ids_.of(member), ends.sink);
    }
    return ends_[zone] = ends;
  }

  void add_connector(std::string const& from, std::string const& to) {
    draft_.add("link", {{"link_id", link_ids_.fresh(from + "_" + to)},
                        {"from_node_id", from},
                        {"to_node_id", to},
                        {"name", ""},
                        {"directed", "1"},
                        {"mode", "connector"},
                        {"capacity", ""},
                        {"cost", "0"},
                        {"toll", ""},
                        {"length", ""},
                        {"geometry", ""}});
  }

  void read_demand() {
    std::map<std::pair<std::string, std::string>, double> volumes;
    std::set<std::string> told; // each unknown zone once, at its first row
    for (model::Row const& row : demand_.table().rows) {
      bool known = true;
      for (char const* const column : {"o_zone_id", "d_zone_id"}) {
        if (zones_.count(demand_.text(row, column)) > 0) continue;
        known = false;
        if (!told.insert(demand_.text(row, column)).second) continue;
        demand_.fail("E934", row, column, "is the zone_id of no node",
                     "give a node of node.csv this zone_id");
      }
      std::optional<double> const volume = demand_.amount(row, "volume");
      if (!known || !volume || *volume == 0.0) continue;
      if (!std::isfinite(*volume)) {
        demand_.fail("E933", row, "volume", "is infinite", "write a number");
        continue;
      }
      std::string const origin = demand_.text(row, "o_zone_id");
      std::string const destination = demand_.text(row, "d_zone_id");
      if (origin == destination) {
        report_.left_out("demand.csv", "trips within a zone use no link");
        continue;
      }
      volumes[{origin, destination}] += *volume;
    }
    std::vector<Trip> trips;
    trips.reserve(volumes.size());
    for (auto const& [pair, volume] : volumes) {
      trips.push_back({zone_ids_.of("zone_" + pair.first), zone_ids_.of("zone_" + pair.second),
                       ends_of(pair.first).source, ends_of(pair.second).sink, volume});
    }
    draft_.add_trips(trips, std::string(kTrips));
  }

  void finish_report() {
    report_.columns(nodes_, kNodeFates);
    report_.columns(links_, kLinkFates);
    report_.columns(demand_, kDemandFates);
    report_.columns(geometries_, kGeometryFates);
    report_.columns(config_, kConfigFates);
    for (auto const& [file, bytes] : files_) {
      bool const read = file == "node.csv" || file == "link.csv" || file == "demand.csv" ||
                        file == "geometry.csv" || file == "config.csv";
      if (!read) report_.dropped(file, "all", 0, "lanes, movements, signals and the like are not read");
    }
    if (!config_.is_there()) report_.note("No config.csv: lengths are taken as km, speeds as km/h.");
    report_.note("Costs are hours. One commodity, trips; each origin zone is an actor and a demand accepts "
                 "only its own "
                 "origin's trips. Demand has no value: least cost, then unserved.");
    if (!demand_.is_there()) report_.note("No demand.csv: the model has no supply and no demand yet.");
    if (has_toll_) {
      faults_.warning("W940", "link.csv", 0, "toll", "", "is money, and here counts beside hours one to one",
                      "multiply link.toll of the model by hours per unit of money");
    }
    std::size_t const changed = node_ids_.changed() + link_ids_.changed();
    if (changed > 0)
      report_.note(std::to_string(changed) + " ids were changed, since they could not be selected by.");
  }

  ForeignFaults faults_;
  ForeignFiles const& files_;
  ForeignTable config_;
  ForeignTable nodes_;
  ForeignTable links_;
  ForeignTable geometries_;
  ForeignTable demand_;
  FolderDraft draft_;
  ImportReport report_;
  std::string name_;
  double length_unit_ = 1.0;
  double speed_unit_ = 1.0;
  bool has_toll_ = false;
  Ids node_ids_;
  Ids link_ids_;
  Ids zone_ids_;
  std::map<std::string, Place> places_;
  std::map<std::string, std::vector<std::string>> zones_; // nodes by zone
  std::map<std::string, Ends> ends_;
  std::map<std::string, std::string> courses_;
  std::vector<double> detours_;
};

} // namespace

std::optional<Imported> parse_gmns(ForeignFiles const& files, std::string const& name, Findings& findings) {
  return GmnsReader(files, name, findings).read();
}

std::optional<Imported> import_gmns(std::string const& path, Findings& findings) {
  auto const files = read_foreign_folder(path, findings);
  return files ? parse_gmns(*files, folder_title(path), findings) : std::nullopt;
}

} // namespace korridor::io
