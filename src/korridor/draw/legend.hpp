// Title, legend and notes of a picture.
#pragma once

#include "korridor/draw/scene.hpp"
#include "korridor/draw/view.hpp"

#include <string>

namespace korridor::draw {

/// Where the parts of a picture lie, on a page that a small picture shows scaled down so that its parts find
/// room.
struct PageLayout {
  double width = 0.0;
  double height = 0.0;
  Box frame; ///< of the map, between the head and the foot
};

[[nodiscard]] PageLayout lay_out(Scene const& scene, SvgOptions const& options);

/// Round amounts at and below the amount of the full width, largest last.
[[nodiscard]] std::vector<double> legend_amounts(Group const& group, double full_width_amount);

[[nodiscard]] std::string head_svg(Scene const& scene, PageLayout const& layout);
[[nodiscard]] std::string foot_svg(Scene const& scene, SvgOptions const& options, PageLayout const& layout,
                                   Projection const& projection);

} // namespace korridor::draw
