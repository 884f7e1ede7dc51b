// Puts head, base map, ribbons, marks, names and foot together.
#include "korridor/draw/write_svg.hpp"
#include "korridor/draw/base_map_layer.hpp"
#include "korridor/draw/legend.hpp"
#include "korridor/draw/place_names.hpp"
#include "korridor/draw/style.hpp"
#include "korridor/draw/svg_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

namespace korridor::draw {

namespace {

std::string rectangle(Box const& box, std::string_view look) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>", coordinate(box.left),
                     coordinate(box.top), coordinate(box.width()), coordinate(box.height()), look);
}

std::string description(Scene const& scene) {
  std::string words = scene.subtitle;
  if (!scene.date.empty()) words += (words.empty() ? "" : ", ") + scene.date;
  return words;
}

} // namespace

std::string write_svg(Scene const& scene, SvgOptions const& options) {
  if (auto const faults = check_scene(scene, options); !faults.empty())
    throw std::invalid_argument(fmt::format("{}", fmt::join(faults, "; ")));
  PageLayout const layout = lay_out(scene, options);
  View const view = fit_view(scene, options, layout.frame);
  Ribbons const ribbons = shape_ribbons(scene, view);
  auto const marks = place_marks(scene, view);
  auto const labels = place_labels(scene, options, view, marks, ribbons);

  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {5} {6}\" "
      "role=\"img\" aria-labelledby=\"title description\" font-family=\"{2}\">\n"
      "<title id=\"title\">{3}</title>\n<desc id=\"description\">{4}</desc>\n",
      coordinate(options.width), coordinate(options.height), style::kFontFamily, escaped(scene.title),
      escaped(description(scene)), coordinate(layout.width), coordinate(layout.height));
  svg += rectangle({0, 0, layout.width, layout.height}, fmt::format("fill=\"{}\"", style::kPaper)) + '\n';
  svg += "<clipPath id=\"frame\">" + rectangle(layout.frame, "") +
         "</clipPath>\n<g id=\"map\" clip-path=\"url(#frame)\">\n";
  svg += rectangle(layout.frame, fmt::format("fill=\"{}\"", options.base_map ? style::kSea : style::kLand)) +
         '\n';
  if (options.base_map) svg += base_map_svg(base_map(), view, scene.year);
  svg += labels_svg(labels, LabelKind::country);
  svg += ribbons_svg(scene, ribbons);
  svg += marks_svg(scene, marks);
  for (LabelKind const kind : {LabelKind::place, LabelKind::strait, LabelKind::edge})
    svg += labels_svg(labels, kind);
  svg += "</g>\n" +
         rectangle(layout.frame.grown(0.5), fmt::format("fill=\"none\" stroke=\"{}\"", style::kRule)) + '\n';
  svg += head_svg(scene, layout) + foot_svg(scene, options, layout, view.projection());
  return svg + "</svg>\n";
}

} // namespace korridor::draw
