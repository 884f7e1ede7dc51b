// Marks and labels as SVG elements.
#include "korridor/draw/place_names.hpp"
#include "korridor/draw/style.hpp"
#include "korridor/draw/svg_text.hpp"

#include <fmt/format.h>

namespace korridor::draw {

namespace {

std::string_view anchor_text(TextAnchor anchor) {
  return anchor == TextAnchor::start ? "start" : anchor == TextAnchor::end ? "end" : "middle";
}

std::string group_attributes(LabelKind kind) {
  auto const halo = [](std::string_view colour, double width) {
    return fmt::format("stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                       colour, width);
  };
  switch (kind) {
  case LabelKind::country:
    return fmt::format("id=\"country-names\" fill=\"{}\" font-weight=\"600\" letter-spacing=\"{}\"",
                       style::kCountryName, style::kCountrySpacing);
  case LabelKind::edge:
    return fmt::format("id=\"edge-names\" fill=\"{}\"", style::kInk);
  case LabelKind::strait:
    return fmt::format("id=\"strait-names\" fill=\"{}\" font-weight=\"600\" font-style=\"italic\" {}",
                       style::kInk, halo(style::kPaper, 3.0));
  case LabelKind::place:
    break;
  }
  return fmt::format("id=\"place-names\" fill=\"{}\" {}", style::kInk, halo(style::kPaper, 3.0));
}

} // namespace

std::string mark_svg(PlaceKind kind, Point at, double radius) {
  std::string const x = coordinate(at.x), y = coordinate(at.y);
  if (kind == PlaceKind::strait)
    return fmt::format(
        "<path d=\"M{} {}l{r:.1f} {r:.1f}l-{r:.1f} {r:.1f}l-{r:.1f} -{r:.1f}z\" fill=\"{}\" stroke=\"{}\" "
        "stroke-width=\"1.5\"/>",
        x, coordinate(at.y - radius), style::kStrait, style::kInk, fmt::arg("r", radius));
  std::string_view const fill = kind == PlaceKind::field    ? style::kInk
                                : kind == PlaceKind::border ? style::kBorderDot
                                                            : style::kPaper;
  return fmt::format(
      "<circle cx=\"{}\" cy=\"{}\" r=\"{:.1f}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>", x, y,
      radius, fill, style::kInk);
}

std::string marks_svg(Scene const& scene, std::vector<Mark> const& marks) {
  std::string svg = "<g id=\"places\">\n";
  for (Mark const& mark : marks) {
    Place const& place = scene.places[mark.place];
    svg += fmt::format("<g id=\"{}\"><title>{}</title>{}</g>\n", xml_id("place-", place.id),
                       escaped(place.name), mark_svg(place.kind, mark.at, mark.radius - 0.75));
  }
  return svg + "</g>\n";
}

std::string labels_svg(std::vector<Label> const& labels, LabelKind kind) {
  std::string svg;
  for (Label const& label : labels) {
    if (label.kind != kind) continue;
    Box const& box = label.spot.box;
    if (kind == LabelKind::edge)
      svg +=
          fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{}\" stroke=\"{}\" "
                      "stroke-width=\"0.8\"/>",
                      coordinate(box.left), coordinate(box.top), coordinate(box.width()),
                      coordinate(box.height()), style::kPaper, style::kRule);
    svg += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n",
                       coordinate(label.spot.baseline.x), coordinate(label.spot.baseline.y), label.size,
                       anchor_text(label.spot.anchor), escaped(label.text));
  }
  return svg.empty() ? svg : fmt::format("<g {}>\n{}</g>\n", group_attributes(kind), svg);
}

} // namespace korridor::draw
