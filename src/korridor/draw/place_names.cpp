// Chooses which names are written, and where.
#include "korridor/draw/place_names.hpp"
#include "korridor/draw/base_map_layer.hpp"
#include "korridor/draw/short_name.hpp"
#include "korridor/draw/style.hpp"
#include "korridor/draw/text_width.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::draw {

namespace {

constexpr double kEdgeMerge = 70.0;    // px between crossings that share one name
constexpr double kCountryBusy = 0.012; // a country's name goes only where next to nothing else is
constexpr double kAnyBusyness = 1e9;

/// What the map calls a place; pointing at its mark tells the full name.
std::string map_name(Place const& place) {
  return place.label.empty() ? short_name(place.name) : place.label;
}

double importance_of(Place const& place) { return std::clamp(place.importance, 0.0, 1.0); }

void press_ribbons(LabelField& field, Ribbons const& ribbons, Scene const& scene) {
  for (RibbonShape const& shape : ribbons.shapes) {
    for (Polyline const& part : shape.parts)
      field.press_line(part, shape.width + 2.0, shape.idle ? 0.35 : 1.0);
    if (!shape.head.empty()) field.press_line({shape.head[0], shape.head[1], shape.head[2]}, 4.0, 2.0);
    if (Point const m = shape.middle; scene.ribbons[shape.ribbon].closed)
      field.block({m.x - 9, m.y - 9, m.x + 9, m.y + 9});
  }
}

/// Crossings of one place and direction near each other share a name; both directions of one place read
/// "to/from".
struct EdgeName {
  std::size_t place;
  Point at;
  bool to;
  bool from;
};

std::vector<EdgeName> edge_names(std::vector<EdgeCrossing> const& crossings) {
  std::vector<EdgeName> names;
  for (EdgeCrossing const& crossing : crossings) {
    auto const near = std::find_if(names.begin(), names.end(), [&](EdgeName const& name) {
      return name.place == crossing.place && distance(name.at, crossing.at) < kEdgeMerge;
    });
    if (near == names.end())
      names.push_back({crossing.place, crossing.at, crossing.leaving, !crossing.leaving});
    else
      (crossing.leaving ? near->to : near->from) = true;
  }
  return names;
}

void name_edges(LabelField& field, Scene const& scene, Words const& words, View const& view,
                Ribbons const& ribbons, std::vector<Label>& labels) {
  for (EdgeName const& name : edge_names(ribbons.crossings)) {
    Label label{LabelKind::edge, "", style::kEdgeLabelSize, {}};
    label.text = std::string(name.to && name.from ? words.both
                             : name.to            ? words.to
                                                  : words.from) +
                 map_name(scene.places[name.place]);
    double const width = text_width(label.text, label.size) + 8.0;
    auto const spots = spots_at_edge(name.at, view.frame(), width, label.size);
    if (auto const spot = field.take(spots, kAnyBusyness)) {
      label.spot = *spot;
      labels.push_back(label);
    }
  }
}

/// Two terminals of one port need its name once.
bool is_named_near(std::vector<Label> const& labels, std::string const& text, Point at) {
  constexpr double kNear = 12.0; // px beyond the label's box
  return std::any_of(labels.begin(), labels.end(), [&](Label const& label) {
    return label.text == text && label.spot.box.grown(kNear).contains(at);
  });
}

void name_places(LabelField& field, Scene const& scene, std::vector<Mark> const& marks,
                 std::vector<Label>& labels) {
  std::vector<Mark> const most_important_first(marks.rbegin(), marks.rend());
  for (Mark const& mark : most_important_first) {
    Place const& place = scene.places[mark.place];
    bool const strait = place.kind == PlaceKind::strait;
    Label label{strait ? LabelKind::strait : LabelKind::place, map_name(place), 0.0, {}};
    if (label.text.empty() || is_named_near(labels, label.text, mark.at)) continue;
    label.size = style::kLabelSize + style::kLabelSizeRange * importance_of(place);
    auto const spots =
        spots_around(mark.at, mark.radius, text_width(label.text, label.size, strait), label.size);
    if (auto const spot = field.take(spots, kAnyBusyness)) {
      label.spot = *spot;
      labels.push_back(label);
    }
  }
}

/// The stretches of a horizontal line inside a polygon, sorted.
std::vector<std::pair<double, double>> stretches(Polyline const& ring, double y) {
  std::vector<double> cuts;
  for (std::size_t k = 0; k < ring.size(); ++k) {
    Point const p = ring[k], q = ring[(k + 1) % ring.size()];
    if ((p.y > y) != (q.y > y)) cuts.push_back(p.x + (y - p.y) / (q.y - p.y) * (q.x - p.x));
  }
  std::sort(cuts.begin(), cuts.end());
  std::vector<std::pair<double, double>> result;
  for (std::size_t k = 1; k < cuts.size(); k += 2) result.emplace_back(cuts[k - 1], cuts[k]);
  return result;
}

bool inside(std::vector<std::pair<double, double>> const& row, double left, double right) {
  return std::any_of(row.begin(), row.end(),
                     [&](auto const& s) { return s.first <= left && right <= s.second; });
}

/// Spots wholly inside a country's visible part, the ones near its middle first.
std::vector<LabelSpot> spots_inside(Polyline const& ring, double width, double size) {
  constexpr double kRowStep = 9.0;
  Box const extent = box_of(ring);
  Point const centre{(extent.left + extent.right) / 2.0, (extent.top + extent.bottom) / 2.0};
  double const height = 1.2 * size;
  std::vector<LabelSpot> spots;
  for (double top = extent.top; top + height <= extent.bottom; top += kRowStep) {
    auto const upper = stretches(ring, top), lower = stretches(ring, top + height);
    for (auto const& [left, right] : stretches(ring, top + height / 2.0)) {
      if (right - left < width + 6.0) continue;
      for (double const share : {0.5, 0.3, 0.7, 0.12, 0.88}) {
        double const x = left + share * (right - left) - width / 2.0;
        if (x < left + 2.0 || x + width > right - 2.0 || !inside(upper, x, x + width) ||
            !inside(lower, x, x + width))
          continue;
        spots.push_back(
            {{x, top, x + width, top + height}, {x + width / 2.0, top + 0.9 * size}, TextAnchor::middle});
      }
    }
  }
  std::stable_sort(spots.begin(), spots.end(), [&](LabelSpot const& a, LabelSpot const& b) {
    return distance(a.baseline, centre) < distance(b.baseline, centre);
  });
  if (spots.size() > 80) spots.resize(80);
  return spots;
}

void name_countries(LabelField& field, Words const& words, View const& view, std::vector<Label>& labels) {
  for (DisputedLine const& disputed : base_map().disputed) // a name across the line would look like a claim
    for (Polyline const& part : clip_line(view.to_page(disputed.line), view.frame()))
      field.press_line(part, 2.0, 1.0);
  std::string named;
  for (CountryPart const& part : base_map().countries) {
    if (part.name == named) continue; // a larger part carries the name already
    std::string const& name = words.german_names ? part.name_de : part.name;
    Label label{LabelKind::country, name, style::kCountrySize, {}};
    auto const letters = static_cast<double>(
        std::count_if(name.begin(), name.end(), [](char c) { return (c & 0xc0) != 0x80; }));
    double const width = text_width(label.text, label.size, true) + letters * style::kCountrySpacing;
    for (Polyline const& ring : ring_on_page(part.ring, view)) {
      auto const spots = spots_inside(ring, width, label.size);
      if (auto const spot = field.take(spots, kCountryBusy)) {
        label.spot = *spot;
        labels.push_back(label);
        named = part.name;
        break;
      }
    }
  }
}

} // namespace

std::vector<Mark> place_marks(Scene const& scene, View const& view) {
  std::vector<Mark> marks;
  for (std::size_t index = 0; index < scene.places.size(); ++index) {
    Point const at = view.to_page(scene.places[index].at);
    double const radius = mark_radius(scene.places[index]);
    if (view.frame().contains(at)) marks.push_back({index, at, radius});
  }
  // Among equals the first of the scene counts as the more important.
  std::stable_sort(marks.begin(), marks.end(), [&](Mark const& a, Mark const& b) {
    double const ia = importance_of(scene.places[a.place]), ib = importance_of(scene.places[b.place]);
    return ia != ib ? ia < ib : a.place > b.place;
  });
  return marks;
}

std::vector<Label> place_labels(Scene const& scene, SvgOptions const& options, View const& view,
                                std::vector<Mark> const& marks, Ribbons const& ribbons) {
  LabelField field(view.frame());
  press_ribbons(field, ribbons, scene);
  for (Mark const& mark : marks) field.block(mark.box());
  std::vector<Label> labels;
  name_edges(field, scene, *options.words, view, ribbons, labels);
  name_places(field, scene, marks, labels);
  if (options.base_map && options.country_names) name_countries(field, *options.words, view, labels);
  return labels;
}

} // namespace korridor::draw
