// Tables by SQLite in memory, geometries by hand after the standard's clause 2.1.3 (GeoPackageBinary).
#include "korridor/report/geopackage.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <set>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "korridor/report/qml_style.hpp"
#include "korridor/report/sqlite.hpp"

namespace korridor::report {

namespace {

// Nothing in the file says when it was written; the standard demands a time, and this one means "not known".
constexpr std::string_view kNoTime = "1970-01-01T00:00:00.000Z";

constexpr std::string_view kWgs84 =
    R"(GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],)"
    R"(AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],)"
    R"(UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],)"
    R"(AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]])";

constexpr std::string_view kCoreTables = R"(
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
)";

/// As QGIS makes it.
constexpr std::string_view kStyleTable = R"(
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
)";

struct Extent {
  double west = std::numeric_limits<double>::infinity();
  double south = std::numeric_limits<double>::infinity();
  double east = -std::numeric_limits<double>::infinity();
  double north = -std::numeric_limits<double>::infinity();

  void add(Course const& course) {
    for (auto const& [x, y] : course) {
      west = std::min(west, x);
      east = std::max(east, x);
      south = std::min(south, y);
      north = std::max(north, y);
    }
  }
};

template <class Integer>
void append(std::string& bytes, Integer number) {
  for (std::size_t byte = 0; byte < sizeof number; ++byte) {
    bytes += static_cast<char>((number >> (8 * byte)) & 0xFFU); // little-endian, on any machine
  }
}

void append(std::string& bytes, double number) { append(bytes, std::bit_cast<std::uint64_t>(number)); }

/// Header with an envelope (for lines), then well-known binary.
std::string geometry(Course const& course) {
  constexpr std::uint32_t kSystem = 4326;
  bool const is_point = course.size() == 1;
  std::string bytes = "GP";
  bytes += '\0';                                        // version 1
  bytes += static_cast<char>(is_point ? 0b001 : 0b011); // little-endian; a line has an envelope of x and y
  append(bytes, kSystem);
  if (!is_point) {
    Extent extent;
    extent.add(course);
    for (double const side : {extent.west, extent.east, extent.south, extent.north}) append(bytes, side);
  }
  bytes += '\1';
  append(bytes, is_point ? std::uint32_t{1} : std::uint32_t{2});
  if (!is_point) append(bytes, static_cast<std::uint32_t>(course.size()));
  for (auto const& [longitude, latitude] : course) {
    append(bytes, longitude);
    append(bytes, latitude);
  }
  return bytes;
}

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (char const c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string_view type_name(ColumnType type) {
  switch (type) {
  case ColumnType::number:
    return "DOUBLE";
  case ColumnType::flag:
    return "BOOLEAN";
  case ColumnType::text:
    break;
  }
  return "TEXT";
}

void bind(Statement& statement, int position, Json const& value) {
  if (value.is_null()) return statement.bind_null(position);
  if (value.is_boolean()) return statement.bind(position, std::int64_t{value.get<bool>()});
  if (value.is_number()) return statement.bind(position, value.get<double>());
  statement.bind_text(position, value.is_string() ? value.get<std::string>() : value.dump());
}

/// What stands in gpkg_contents about the tables that need words.
std::string_view description_of(std::string_view table) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWords{{
      {"nodes", "Places: what passes, capacity, worth of one more unit of it (rent)"},
      {"links",
       "Links by direction of travel: flow, capacity, utilization, worth of one more unit (rent), and "
       "the price of the commodity with the widest flow at both ends"},
      {"results", "Flows by link, direction, commodity, origin and provenance, side by side"},
      {"summary", "Single values of the answer, with its certificate"},
      {"metadata", "What was computed from what"},
      {"layer_styles", "Styles that QGIS takes by itself"},
  }};
  for (auto const& [name, words] : kWords) {
    if (name == table) return words;
  }
  return "";
}

class Writer {
public:
  Writer() {
    database_.run(std::string(kCoreTables));
    add_systems();
  }

  /// `courses` null: a table without places.
  void add_table(std::string const& name, std::vector<Column> const& columns, Json const& rows,
                 std::vector<Course> const* courses) {
    bool const is_point = name == "nodes";
    std::string definition = "\"fid\" INTEGER PRIMARY KEY NOT NULL";
    if (courses != nullptr) definition += is_point ? ", \"geom\" POINT" : ", \"geom\" LINESTRING";
    for (Column const& column : columns) {
      definition += fmt::format(", {} {}", identifier(column.name), type_name(column.type));
    }
    database_.run(fmt::format("CREATE TABLE {} ({})", identifier(name), definition));

    int const places = courses == nullptr ? 0 : 1;
    int const count = 1 + places + static_cast<int>(columns.size());
    Statement insert = database_.prepare(
        fmt::format("INSERT INTO {} VALUES ({})", identifier(name),
                    fmt::join(std::vector<std::string_view>(static_cast<std::size_t>(count), "?"), ",")));
    Extent extent;
    std::size_t position = 0;
    for (Json const& row : rows) {
      insert.bind(1, static_cast<std::int64_t>(position + 1));
      if (courses != nullptr) {
        insert.bind_blob(2, geometry((*courses)[position]));
        extent.add((*courses)[position]);
      }
      int at = 2 + places;
      for (Column const& column : columns) bind(insert, at++, row.at(column.name));
      insert.step();
      ++position;
    }
    add_contents(name, courses == nullptr ? nullptr : &extent, position == 0);
    if (courses != nullptr) {
      Statement layer =
          database_.prepare("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)");
      layer.bind_text(1, name);
      layer.bind_text(2, is_point ? "POINT" : "LINESTRING");
      layer.step();
    }
  }

  void add_styles(std::vector<std::pair<std::string, std::string>> const& styles) {
    database_.run(std::string(kStyleTable));
    Statement insert = database_.prepare(
        "INSERT INTO layer_styles VALUES (?, '', '', ?, 'geom', 'Korridor', ?, '', 1, '', '', NULL, ?)");
    std::int64_t id = 0;
    for (auto const& [layer, qml] : styles) {
      insert.bind(1, ++id);
      insert.bind_text(2, layer);
      insert.bind_text(3, qml);
      insert.bind_text(4, std::string(kNoTime));
      insert.step();
    }
    add_contents("layer_styles", nullptr, true);
  }

  [[nodiscard]] std::string bytes() { return database_.bytes(); }

private:
  void add_systems() {
    Statement insert = database_.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)");
    auto const add = [&](std::string const& name, std::int64_t id, std::string const& organization,
                         std::string_view definition, std::string const& description) {
      insert.bind_text(1, name);
      insert.bind(2, id);
      insert.bind_text(3, organization);
      insert.bind(4, id);
      insert.bind_text(5, std::string(definition));
      insert.bind_text(6, description);
      insert.step();
    };
    add("Undefined cartesian SRS", -1, "NONE", "undefined",
        "undefined cartesian coordinate reference system");
    add("Undefined geographic SRS", 0, "NONE", "undefined",
        "undefined geographic coordinate reference system");
    add("WGS 84 geodetic", 4326, "EPSG", kWgs84,
        "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid");
  }

  void add_contents(std::string const& name, Extent const* extent, bool empty) {
    Statement insert =
        database_.prepare("INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    insert.bind_text(1, name);
    insert.bind_text(2, extent == nullptr ? "attributes" : "features");
    insert.bind_text(3, std::string(description_of(name)));
    insert.bind_text(4, std::string(kNoTime));
    if (extent != nullptr && !empty) {
      insert.bind(5, extent->west);
      insert.bind(6, extent->south);
      insert.bind(7, extent->east);
      insert.bind(8, extent->north);
    }
    if (extent != nullptr) insert.bind(9, std::int64_t{4326});
    insert.step();
  }

  Database database_;
};

std::vector<std::string> groups_of(Document const& document) {
  std::set<std::string> groups;
  for (Json const& row : document.json.at("flows")) groups.insert(row.at("commodity_group"));
  return {groups.begin(), groups.end()};
}

} // namespace

std::string geopackage(PlacedDocument const& placed) {
  Writer writer;
  Document const& document = placed.document;
  for (auto const& [layer, list] : {std::pair("nodes", "nodes"), {"links", "links"}, {"results", "flows"}}) {
    writer.add_table(layer, document.columns.at(list), document.json.at(list), &placed.courses.at(list));
  }
  for (auto const& [name, columns] : document.columns) {
    if (placed.courses.count(name) == 0) writer.add_table(name, columns, document.json.at(name), nullptr);
  }
  std::vector<Column> const pair{{"name", ColumnType::text}, {"value", ColumnType::text}};
  Json summary = Json::array();
  for (auto const& [name, value] : single_values(document)) {
    summary.push_back({{"name", name}, {"value", value}});
  }
  writer.add_table("summary", pair, summary, nullptr);
  Json metadata = Json::array();
  for (auto const& [name, value] : placed.metadata) metadata.push_back({{"name", name}, {"value", value}});
  writer.add_table("metadata", pair, metadata, nullptr);
  writer.add_styles(
      {{"nodes", nodes_qml()}, {"links", links_qml()}, {"results", results_qml(groups_of(document))}});
  return writer.bytes();
}

} // namespace korridor::report
