// What a corridor map shows, as plain data: places, ribbons and titles. The writer knows no model beyond
// this.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "korridor/draw/words.hpp"

namespace korridor::draw {

/// A position on the globe in degrees, east and north positive.
struct LonLat {
  double lon = 0.0;
  double lat = 0.0;
};

/// A window of longitudes and latitudes in degrees; `east` may be below `west` when it spans the
/// antimeridian.
struct GeoBox {
  double west = 0.0;
  double south = 0.0;
  double east = 0.0;
  double north = 0.0;
};

enum class PlaceKind { hub, market, port, terminal, refinery, field, border, strait };

struct Place {
  std::string id;
  std::string name;
  LonLat at;
  PlaceKind kind = PlaceKind::hub;
  double importance = 0.0; ///< 0 to 1; decides who gets a label first and the size of the mark
  std::string label = {};  ///< the name on the map; empty: short_name of the name
};

/// A commodity group: its amounts share one unit and one scale of widths.
struct Group {
  std::string name;                   ///< "Crude oil"
  std::string unit;                   ///< "Mt/yr"
  double full_width_amount = 0.0;     ///< drawn at the full ribbon width; 0: the largest amount of the scene
  std::vector<double> legend_amounts; ///< empty: three round amounts
};

struct GroupFlow {
  std::size_t group = 0; ///< position in Scene::groups
  double amount = 0.0;   ///< in the group's unit; in change mode the difference, with its sign
};

/// The flow on one link in one direction.
struct Ribbon {
  std::string id;
  std::string name;
  std::size_t from = 0; ///< position in Scene::places
  std::size_t to = 0;
  std::vector<LonLat> route; ///< between both ends, without them; empty: a curved arc
  std::vector<GroupFlow> flows;
  std::optional<double> utilisation; ///< flow by capacity; none: the link has no limit
  bool closed = false;
  std::optional<double>
      change;          ///< change mode: difference of flow by capacity; none: sign of the amounts decides
  std::string tooltip; ///< further words for the reader who points at the ribbon
};

enum class Mode { flow, change };

struct Scene {
  std::string title;
  std::string subtitle;     ///< the scenario
  std::string date;         ///< the date or period shown, as text
  std::string data_version; ///< which data the picture was made from
  int year = 0;             ///< leaves out disputed lines that had lapsed by then; 0: draws them all
  Mode mode = Mode::flow;
  std::vector<Place> places;
  std::vector<Ribbon> ribbons;
  std::vector<Group> groups;
  bool legend = true;
};

enum class ProjectionChoice { automatic, lambert_azimuthal, equal_earth };

struct SvgOptions {
  double width = 1600.0; ///< px
  double height = 1000.0;
  std::optional<GeoBox> focus; ///< shows this window; flows that leave it are named at the edge
  ProjectionChoice projection = ProjectionChoice::automatic;
  bool base_map = true;
  bool country_names = true;
  Words const* words = &english_words();
};

} // namespace korridor::draw
