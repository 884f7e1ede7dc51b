// Which part of the world a map shows, and the widths that suit it.
#pragma once

#include <optional>
#include <vector>

#include "korridor/draw/scene.hpp"
#include "korridor/model/instance.hpp"

namespace korridor::report {

/// The window on an actor's places, with three quarters of its size beyond each side. Nothing without places.
[[nodiscard]] std::optional<draw::GeoBox> window_on(model::Instance const& instance, int actor);

/// Gives the scenes one scale of widths for each group: the largest amount on a ribbon that touches the
/// window, or on any ribbon without one, is drawn at full width.
void share_widths(std::vector<draw::Scene*> const& scenes, std::optional<draw::GeoBox> const& window);

} // namespace korridor::report
