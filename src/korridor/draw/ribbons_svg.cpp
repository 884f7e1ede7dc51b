// Ribbons as SVG elements.
#include "korridor/draw/ribbons.hpp"
#include "korridor/draw/style.hpp"
#include "korridor/draw/svg_text.hpp"

#include <fmt/format.h>

namespace korridor::draw {

namespace {

std::string stroke(std::string const& data, std::string_view colour, double width,
                   std::string_view more = "") {
  return fmt::format("<path d=\"{}\" stroke=\"{}\" stroke-width=\"{:.2f}\"{}/>", data, colour, width, more);
}

std::string dash(std::string_view pattern) { return fmt::format(" stroke-dasharray=\"{}\"", pattern); }

std::string parts_data(RibbonShape const& shape) {
  std::string data;
  for (Polyline const& part : shape.parts) data += path_data(part);
  return data;
}

std::string cross_svg(Point at) {
  return fmt::format(
      "<g class=\"cross\" transform=\"translate({} {})\"><circle r=\"7.5\" fill=\"{}\" stroke=\"{}\" "
      "stroke-width=\"2\"/><path d=\"M-3 -3L3 3M3 -3L-3 3\" stroke=\"{}\" stroke-width=\"2\"/></g>",
      coordinate(at.x), coordinate(at.y), style::kPaper, style::kClosed, style::kClosed);
}

std::string flowing_svg(RibbonShape const& shape, style::ColourClass const& look, bool core) {
  std::string const data = parts_data(shape);
  double const outlined = shape.width + 2.0 * style::kOutline;
  std::string svg = stroke(data, style::kPaper, outlined + 2.0 * style::kCasing, " stroke-opacity=\"0.75\"");
  svg += stroke(data, look.outline, outlined);
  svg += stroke(data, look.colour, shape.width, " class=\"flow\"");
  auto const marks = style::kGroupDash[std::min(shape.group, style::kGroupDash.size() - 1)];
  if (!marks.empty() && shape.width >= 2.5)
    svg += stroke(data, style::kPaper, shape.width, " stroke-opacity=\"0.7\"" + dash(marks));
  if (core) svg += stroke(data, style::kPaper, std::min(1.6, shape.width / 2.2), dash(style::kCoreDash));
  if (!shape.head.empty())
    svg += fmt::format("<path class=\"head\" d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>",
                       path_data(shape.head, true), look.colour, look.outline, style::kOutline);
  return svg;
}

} // namespace

std::string ribbon_title(Ribbon const& ribbon, Scene const& scene) {
  bool const change = scene.mode == Mode::change;
  std::string title = ribbon.name;
  std::string_view separator = ": ";
  auto const add = [&](std::string const& text) {
    title += separator;
    title += text;
    separator = ", ";
  };
  if (ribbon.closed) add("closed");
  for (GroupFlow const& flow : ribbon.flows) {
    Group const& group = scene.groups[flow.group];
    add(fmt::format("{} {} {}", change ? difference_text(flow.amount) : amount_text(flow.amount), group.unit,
                    group.name));
  }
  if (change && ribbon.change) add(percent_text(*ribbon.change, true) + " of capacity");
  if (!change && ribbon.utilisation) add(percent_text(*ribbon.utilisation) + " of capacity");
  if (!change && !ribbon.utilisation && !ribbon.closed) add("no capacity limit");
  if (!ribbon.tooltip.empty()) title += "\n" + ribbon.tooltip;
  return title;
}

std::string ribbons_svg(Scene const& scene, Ribbons const& ribbons) {
  std::string svg = "<g id=\"links\" fill=\"none\" stroke-linejoin=\"round\">\n";
  std::size_t last = scene.ribbons.size();
  for (RibbonShape const& shape : ribbons.shapes) {
    Ribbon const& ribbon = scene.ribbons[shape.ribbon];
    // A second copy, where the world repeats, must not repeat the id.
    std::string const id = shape.ribbon == last ? "" : fmt::format(" id=\"{}\"", xml_id("link-", ribbon.id));
    last = shape.ribbon;
    svg += fmt::format("<g{} class=\"{}\"><title>{}</title>", id,
                       ribbon.closed ? "closed"
                       : shape.idle  ? "idle"
                                     : "link",
                       escaped(ribbon_title(ribbon, scene)));
    auto const& look = scene.mode == Mode::flow ? style::kUtilisation[shape.colour_class]
                                                : style::kChange[shape.colour_class];
    bool const core = scene.mode == Mode::flow && shape.colour_class == style::kFullClass;
    if (shape.loop)
      svg += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" stroke=\"{}\" stroke-width=\"2\"/>",
                         coordinate(shape.middle.x), coordinate(shape.middle.y), 9,
                         ribbon.closed ? style::kClosed : look.colour);
    else if (ribbon.closed) {
      svg += stroke(parts_data(shape), style::kPaper, 4.0, " stroke-opacity=\"0.7\"");
      svg += stroke(parts_data(shape), style::kClosed, 1.8, dash(style::kClosedDash));
    } else if (shape.idle)
      svg += stroke(parts_data(shape), style::kIdle, style::kIdleWidth);
    else
      svg += flowing_svg(shape, look, core);
    if (ribbon.closed) svg += cross_svg(shape.middle);
    svg += "</g>\n";
  }
  return svg + "</g>\n";
}

} // namespace korridor::draw
