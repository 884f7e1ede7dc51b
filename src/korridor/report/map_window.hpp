// Which part of the world a map shows, and the widths that suit it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/draw/scene.hpp"
#include "korridor/model/instance.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::report {

/// The window on an actor's places, with three quarters of its size beyond each side. Nothing without places.
[[nodiscard]] std::optional<draw::GeoBox> window_on(model::Instance const& instance, int actor);

/// Gives the scenes one scale of widths for each group: the largest amount on a ribbon that touches the
/// window, or on any ribbon without one, is drawn at full width.
void share_widths(std::vector<draw::Scene*> const& scenes, std::optional<draw::GeoBox> const& window);

/// A window from "west,south,east,north" in degrees or the id of an actor; of anything else a finding (E922).
[[nodiscard]] std::optional<draw::GeoBox> parse_window(std::string const& text,
                                                       model::Instance const& instance, Findings& findings);

/// A scene with its window, ready to be drawn: widths suit the window.
struct Map {
  draw::Scene scene;
  draw::SvgOptions options;
};

/// The flows of an answer. `focus` is as parse_window takes it, empty: all. `data_version` names the data.
[[nodiscard]] std::optional<Map> flow_map(study::Answer const& answer, std::string const& data_version,
                                          std::string const& focus, Findings& findings);
/// What differs between two, on the scale of the flows themselves: a small change of small flows must not
/// look like a large one.
[[nodiscard]] std::optional<Map> change_map(study::Answer const& before, study::Answer const& after,
                                            std::string const& data_version, std::string const& focus,
                                            Findings& findings);

} // namespace korridor::report
