// Marks and names of places, names of places beyond the frame, names of countries.
#pragma once

#include "korridor/draw/base_map.hpp"
#include "korridor/draw/labels.hpp"
#include "korridor/draw/ribbons.hpp"

#include <string>
#include <vector>

namespace korridor::draw {

enum class LabelKind { place, strait, edge, country };

struct Label {
  LabelKind kind = LabelKind::place;
  std::string text;
  double size = 0.0;
  LabelSpot spot;
};

struct Mark {
  std::size_t place = 0;
  Point at;
  double radius = 0.0;
  [[nodiscard]] Box box() const { return {at.x - radius, at.y - radius, at.x + radius, at.y + radius}; }
};

/// Marks of the places inside the frame, by rising importance, so that the important ones lie on top.
[[nodiscard]] std::vector<Mark> place_marks(Scene const& scene, View const& view);

/// All labels that find room. No two of their boxes overlap, and none overlaps a mark.
[[nodiscard]] std::vector<Label> place_labels(Scene const& scene, SvgOptions const& options, View const& view,
                                              std::vector<Mark> const& marks, Ribbons const& ribbons);

[[nodiscard]] std::string mark_svg(PlaceKind kind, Point at, double radius);
[[nodiscard]] std::string marks_svg(Scene const& scene, std::vector<Mark> const& marks);
[[nodiscard]] std::string labels_svg(std::vector<Label> const& labels, LabelKind kind);

} // namespace korridor::draw
