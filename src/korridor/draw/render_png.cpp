// librsvg draws, cairo encodes.
#include "korridor/draw/render_png.hpp"

#include <cairo.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

#if defined(__SANITIZE_ADDRESS__) // g++; the sanitizer build is g++'s
// fontconfig keeps its font cache until the process ends, which the leak checker takes for a leak.
// NOLINTBEGIN(bugprone-reserved-identifier): the checker's own names
extern "C" char const* __lsan_default_suppressions();
extern "C" char const* __lsan_default_options();
extern "C" char const* __lsan_default_suppressions() { return "leak:libfontconfig"; }
extern "C" char const* __lsan_default_options() { return "print_suppressions=0"; }
// NOLINTEND(bugprone-reserved-identifier)
#endif

namespace korridor::draw {

namespace {

struct Unref {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

constexpr double kLargestSide = 32767.0; // px, cairo's limit

Png failed(GError* fault, std::string_view otherwise) {
  Png png{"", fault != nullptr ? fault->message : std::string(otherwise)};
  g_clear_error(&fault);
  return png;
}

cairo_status_t append(void* bytes, unsigned char const* data, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<char const*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

} // namespace

Png render_png(std::string_view svg, double scale) {
  GError* fault = nullptr;
  std::unique_ptr<RsvgHandle, Unref> const handle(
      rsvg_handle_new_from_data(reinterpret_cast<guint8 const*>(svg.data()), svg.size(), &fault));
  if (!handle) return failed(fault, "not an SVG picture");
  double width = 0.0, height = 0.0;
  if (rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height) == FALSE)
    return {"", "the picture has no size"};
  double const columns = std::round(width * scale), rows = std::round(height * scale);
  if (!(columns >= 1.0 && rows >= 1.0 && columns <= kLargestSide && rows <= kLargestSide))
    return {"", "a picture is 1 to 32767 pixels wide and high"};
  std::unique_ptr<cairo_surface_t, Unref> const surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(columns), static_cast<int>(rows)));
  std::unique_ptr<cairo_t, Unref> const context(cairo_create(surface.get()));
  RsvgRectangle const viewport{0.0, 0.0, columns, rows};
  if (rsvg_handle_render_document(handle.get(), context.get(), &viewport, &fault) == FALSE)
    return failed(fault, "the picture could not be drawn");
  Png png;
  if (auto const status = cairo_surface_write_to_png_stream(surface.get(), append, &png.bytes);
      status != CAIRO_STATUS_SUCCESS)
    return {"", cairo_status_to_string(status)};
  return png;
}

} // namespace korridor::draw
