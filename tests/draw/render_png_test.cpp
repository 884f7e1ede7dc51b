// PNG bytes: signature, size, and faults told instead of a picture.
#include "korridor/draw/render_png.hpp"
#include "korridor/draw/write_svg.hpp"
#include "scenes.hpp"

#include <doctest/doctest.h>

using namespace korridor::draw;

namespace {

unsigned big_endian(std::string const& bytes, std::size_t at) {
  unsigned value = 0;
  for (std::size_t k = 0; k < 4; ++k) value = value << 8U | static_cast<unsigned char>(bytes.at(at + k));
  return value;
}

} // namespace

TEST_CASE("a picture has the PNG signature and the size asked for") {
  SvgOptions options;
  options.width = 800.0;
  options.height = 500.0;
  std::string const svg = write_svg(line_scene(3), options);
  for (unsigned const scale : {1U, 2U}) {
    Png const png = render_png(svg, scale);
    REQUIRE(png.error.empty());
    CHECK(png.bytes.substr(0, 8) == "\x89PNG\r\n\x1a\n");
    CHECK(big_endian(png.bytes, 16) == 800 * scale);
    CHECK(big_endian(png.bytes, 20) == 500 * scale);
  }
}

TEST_CASE("a picture that cannot be drawn has an error and no bytes") {
  CHECK_FALSE(render_png("<svg><g></svg>").error.empty());
  CHECK_FALSE(render_png("").error.empty());
  std::string const svg = write_svg(line_scene(2));
  for (double const scale : {0.0, -1.0, 1000.0}) {
    Png const png = render_png(svg, scale);
    CHECK(png.bytes.empty());
    CHECK_FALSE(png.error.empty());
  }
}
