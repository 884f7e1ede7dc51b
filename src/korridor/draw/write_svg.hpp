// Writes a scene as one SVG picture, the same bytes for the same scene.
#pragma once

#include "korridor/draw/scene.hpp"

#include <string>
#include <vector>

namespace korridor::draw {

/// What keeps a scene from being drawn, one sentence each: positions that are not numbers or off the globe,
/// ends or groups that do not exist, amounts that are not finite, a picture of no size. Empty when it can be
/// drawn.
[[nodiscard]] std::vector<std::string> check_scene(Scene const& scene, SvgOptions const& options = {});

/// The picture. Throws std::invalid_argument with the sentences of check_scene when there are any.
[[nodiscard]] std::string write_svg(Scene const& scene, SvgOptions const& options = {});

} // namespace korridor::draw
