// Ribbons on the page: centre line, width, colour class and arrow head of every link, and where links leave
// the frame.
#pragma once

#include "korridor/draw/view.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace korridor::draw {

/// Where a ribbon crosses the frame, and the place beyond.
struct EdgeCrossing {
  std::size_t place = 0;
  Point at;
  bool leaving = false; ///< the flow goes to the place, or else comes from it
};

struct RibbonShape {
  std::size_t ribbon = 0;      ///< position in Scene::ribbons
  std::vector<Polyline> parts; ///< visible centre line, in order; ends at the base of the arrow head
  Polyline head;               ///< triangle, or empty
  double width = 0.0;          ///< px
  std::size_t colour_class = 0;
  std::size_t group = 0; ///< the group with the widest share
  bool idle = false;     ///< no flow, or no change
  bool loop = false;     ///< both ends at one point of the page: a ring round the mark
  Point middle;          ///< of the visible line
};

struct Ribbons {
  std::vector<RibbonShape> shapes; ///< in drawing order, wide ones first
  std::vector<EdgeCrossing> crossings;
};

/// Class of a utilisation: 0 (below half) to style::kFullClass. No limit counts as room.
[[nodiscard]] std::size_t utilisation_class(std::optional<double> utilisation);

/// Class of a change, as a share of capacity; without a share the sign of the amount picks a middle class.
[[nodiscard]] std::size_t change_class(std::optional<double> change, double amount);

/// The amount that a group draws at style::kFullRibbonWidth.
[[nodiscard]] std::vector<double> full_width_amounts(Scene const& scene);

/// px; proportional to the amounts, each on its group's scale, from style::kThinnestRibbon to
/// style::kWidestShare of the full width.
[[nodiscard]] double ribbon_width(Ribbon const& ribbon, std::vector<double> const& full_width_amounts);

/// Whether a group has a ribbon that would be wider than style::kWidestShare allows.
[[nodiscard]] std::vector<bool> capped_groups(Scene const& scene,
                                              std::vector<double> const& full_width_amounts);

[[nodiscard]] double mark_radius(Place const& place);

[[nodiscard]] Ribbons shape_ribbons(Scene const& scene, View const& view);

[[nodiscard]] std::string ribbons_svg(Scene const& scene, Ribbons const& ribbons);

/// What a ribbon says when pointed at: name, flow, unit, share of capacity.
[[nodiscard]] std::string ribbon_title(Ribbon const& ribbon, Scene const& scene);

} // namespace korridor::draw
