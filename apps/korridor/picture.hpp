// Writing a scene as an SVG or PNG file.
#pragma once

#include <string>

#include "korridor/core/findings.hpp"
#include "korridor/draw/scene.hpp"

namespace korridor::app {

/// Throws CLI::ValidationError unless the name ends in .svg or .png.
void check_picture_name(std::string const& path);

/// Writes the picture, in the format that the name says; makes its folder. False, with findings, when it
/// cannot.
bool write_picture(draw::Scene const& scene, draw::SvgOptions const& options, double scale,
                   std::string const& path, Findings& findings);
/// The same of a picture that is drawn already.
bool write_picture(std::string svg, double scale, std::string const& path, Findings& findings);

} // namespace korridor::app
