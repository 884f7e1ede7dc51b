// Geometry of ribbons.
#include "korridor/draw/ribbons.hpp"
#include "korridor/draw/style.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace korridor::draw {

namespace {

constexpr double kSamePoint = 2.0; // px
constexpr double kGap = 1.5;       // px between a mark and a ribbon's end
constexpr double kOffFrame = 0.7;  // px; a clipped end is farther than this from the true end

double total_amount(Ribbon const& ribbon) {
  double sum = 0.0;
  for (GroupFlow const& flow : ribbon.flows) sum += flow.amount;
  return sum;
}

std::size_t widest_group(Ribbon const& ribbon, std::vector<double> const& full) {
  std::size_t widest = 0;
  double width = -1.0;
  for (GroupFlow const& flow : ribbon.flows)
    if (double const w = std::abs(flow.amount) / full[flow.group]; w > width) {
      width = w;
      widest = flow.group;
    }
  return widest;
}

double full_width_share(Ribbon const& ribbon, std::vector<double> const& full) {
  double share = 0.0;
  for (GroupFlow const& flow : ribbon.flows) share += std::abs(flow.amount) / full[flow.group];
  return share;
}

bool is_idle(Ribbon const& ribbon, Scene const& scene, std::vector<double> const& full) {
  if (full_width_share(ribbon, full) < 1e-9) return true;
  return scene.mode == Mode::change &&
         change_class(ribbon.change, total_amount(ribbon)) == style::kUnchangedClass;
}

/// Centre lines, with parallel ribbons fanned out and opposing ones side by side.
class Router {
public:
  Router(Scene const& scene, View const& view) : scene_(scene), view_(view) {
    for (Ribbon const& ribbon : scene.ribbons) ++count_[{ribbon.from, ribbon.to}];
  }

  /// Bow of the ribbon's arc, larger for each one that joined the same two places before.
  [[nodiscard]] double next_bow(Ribbon const& ribbon) {
    return style::kBow + style::kBowStep * (ribbon.route.empty() ? used_[{ribbon.from, ribbon.to}]++ : 0);
  }

  [[nodiscard]] Polyline line(Ribbon const& ribbon, double width, double bow, int copy) const {
    std::vector<LonLat> way{scene_.places[ribbon.from].at};
    way.insert(way.end(), ribbon.route.begin(), ribbon.route.end());
    way.push_back(scene_.places[ribbon.to].at);
    Polyline const page = view_.to_page(way, copy); // the near way round where the world repeats
    if (ribbon.route.empty()) return curved_arc(page.front(), page.back(), bow);
    bool const opposed = count_.count({ribbon.to, ribbon.from}) > 0;
    return opposed ? moved_aside(rounded(page), width / 2.0 + 0.5) : rounded(page);
  }

private:
  using Ends = std::pair<std::size_t, std::size_t>;
  Scene const& scene_;
  View const& view_;
  std::map<Ends, int> count_;
  std::map<Ends, int> used_;
};

/// Cuts the last part at the base of an arrow head and returns the head, tip at the part's end.
Polyline cut_head(Polyline& line, double width) {
  double const whole = length_of(line);
  double const length = std::min(std::clamp(1.35 * width + 3.5, 6.5, 23.0), 0.6 * whole);
  double const half = std::min(width / 2.0 + std::clamp(0.3 * width + 1.6, 2.3, 6.5), 1.2 * length);
  Point const tip = line.back();
  Polyline shaft = trimmed(line, 0.0, length);
  if (shaft.size() < 2) return {};
  Point const base = shaft.back();
  double const reach = distance(base, tip);
  if (reach <= 0.0) return {};
  Point const along{(tip.x - base.x) / reach, (tip.y - base.y) / reach};
  line =
      trimmed(line, 0.0, length - 0.5); // the shaft reaches into the head, or a hairline shows between them
  return {{base.x - half * along.y, base.y + half * along.x},
          tip,
          {base.x + half * along.y, base.y - half * along.x}};
}

/// Shapes one copy of a ribbon; false when nothing of it is in the frame.
bool shape_copy(Polyline const& line, Ribbon const& ribbon, Scene const& scene, Box const& frame,
                RibbonShape& shape, std::vector<EdgeCrossing>& crossings) {
  Polyline const between_marks = trimmed(line, mark_radius(scene.places[ribbon.from]) + kGap,
                                         mark_radius(scene.places[ribbon.to]) + kGap);
  Polyline const& whole = between_marks.size() >= 2 ? between_marks : line;
  shape.parts = clip_line(whole, frame);
  if (shape.parts.empty()) return false;
  bool const silent = shape.idle && !ribbon.closed;
  Point const start = shape.parts.front().front(), end = shape.parts.back().back();
  if (!silent && distance(start, whole.front()) > kOffFrame) crossings.push_back({ribbon.from, start, false});
  if (!silent && distance(end, whole.back()) > kOffFrame) crossings.push_back({ribbon.to, end, true});
  auto const longest =
      std::max_element(shape.parts.begin(), shape.parts.end(),
                       [](auto const& a, auto const& b) { return length_of(a) < length_of(b); });
  shape.middle = point_along(*longest, 0.5);
  if (!shape.idle && !ribbon.closed) shape.head = cut_head(shape.parts.back(), shape.width);
  return true;
}

} // namespace

std::size_t utilisation_class(std::optional<double> utilisation) {
  std::size_t chosen = 0;
  // A solver's 0.95 may arrive a rounding error below the break.
  for (std::size_t k = 1; k < style::kUtilisation.size(); ++k)
    if (utilisation && *utilisation >= style::kUtilisation[k].from - 1e-9) chosen = k;
  return chosen;
}

std::size_t change_class(std::optional<double> change, double amount) {
  if (!change) return amount == 0.0 ? style::kUnchangedClass : amount < 0.0 ? 1 : 5;
  // Classes are mirror images: a loss of exactly a break belongs to the stronger class, as a gain does.
  std::size_t strength = 0;
  for (std::size_t k = style::kUnchangedClass + 1; k < style::kChange.size(); ++k)
    if (std::abs(*change) >= style::kChange[k].from - 1e-9) ++strength;
  return *change < 0.0 ? style::kUnchangedClass - strength : style::kUnchangedClass + strength;
}

std::vector<double> full_width_amounts(Scene const& scene) {
  std::vector<double> full;
  for (Group const& group : scene.groups) full.push_back(group.full_width_amount);
  for (Ribbon const& ribbon : scene.ribbons)
    for (GroupFlow const& flow : ribbon.flows)
      if (scene.groups[flow.group].full_width_amount <= 0.0)
        full[flow.group] = std::max(full[flow.group], std::abs(flow.amount));
  for (double& amount : full)
    if (amount <= 0.0) amount = 1.0; // a group that nothing uses
  return full;
}

double ribbon_width(Ribbon const& ribbon, std::vector<double> const& full_width_amounts) {
  // An amount far beyond a scale that was set for a part of the map may not bury the map.
  double const share = std::min(full_width_share(ribbon, full_width_amounts), style::kWidestShare);
  return std::max(style::kFullRibbonWidth * share, style::kThinnestRibbon);
}

std::vector<bool> capped_groups(Scene const& scene, std::vector<double> const& full_width_amounts) {
  std::vector<bool> capped(scene.groups.size(), false);
  for (Ribbon const& ribbon : scene.ribbons)
    if (full_width_share(ribbon, full_width_amounts) > style::kWidestShare + 1e-9)
      capped[widest_group(ribbon, full_width_amounts)] = true;
  return capped;
}

double mark_radius(Place const& place) {
  double const radius = style::kMarkRadius + style::kMarkRadiusRange * std::clamp(place.importance, 0.0, 1.0);
  return place.kind == PlaceKind::strait ? radius + 2.5 : radius;
}

Ribbons shape_ribbons(Scene const& scene, View const& view) {
  Ribbons result;
  auto const full = full_width_amounts(scene);
  Router router(scene, view);
  for (std::size_t index = 0; index < scene.ribbons.size(); ++index) {
    Ribbon const& ribbon = scene.ribbons[index];
    RibbonShape shape;
    shape.ribbon = index;
    shape.idle = is_idle(ribbon, scene, full);
    shape.width = shape.idle ? style::kIdleWidth : ribbon_width(ribbon, full);
    shape.colour_class = scene.mode == Mode::flow ? utilisation_class(ribbon.utilisation)
                                                  : change_class(ribbon.change, total_amount(ribbon));
    shape.group = widest_group(ribbon, full);
    double const bow = router.next_bow(ribbon);
    for (int copy = -view.copies(); copy <= view.copies(); ++copy) {
      Polyline const line = router.line(ribbon, shape.width, bow, copy);
      RibbonShape shown = shape;
      shown.loop = length_of(line) < kSamePoint;
      shown.middle = line.front();
      if (shown.loop ? view.frame().contains(shown.middle)
                     : shape_copy(line, ribbon, scene, view.frame(), shown, result.crossings))
        result.shapes.push_back(std::move(shown));
    }
  }
  std::stable_sort(result.shapes.begin(), result.shapes.end(),
                   [&](RibbonShape const& a, RibbonShape const& b) {
                     auto const rank = [&](RibbonShape const& s) {
                       return scene.ribbons[s.ribbon].closed ? 2 : s.idle ? 0 : 1;
                     };
                     if (rank(a) != rank(b)) return rank(a) < rank(b);
                     return a.width > b.width;
                   });
  return result;
}

} // namespace korridor::draw
