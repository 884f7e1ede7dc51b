// Turns an SVG text into the bytes of a PNG file, in memory.
#pragma once

#include <string>
#include <string_view>

namespace korridor::draw {

struct Png {
  std::string bytes; ///< empty iff `error` is not
  std::string error; ///< why there is no picture
};

/// `scale` pixels of the picture for each px of the SVG.
[[nodiscard]] Png render_png(std::string_view svg, double scale = 1.0);

} // namespace korridor::draw
