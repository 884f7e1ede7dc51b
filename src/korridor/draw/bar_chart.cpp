// One row a bar: label, bar from a common zero, value, note.
#include "korridor/draw/bar_chart.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "korridor/draw/style.hpp"
#include "korridor/draw/svg_text.hpp"
#include "korridor/draw/text_width.hpp"

namespace korridor::draw {

namespace {

// All in px.
constexpr double kWidth = 1200.0;
constexpr double kMargin = 20.0;
constexpr double kHead = 70.0;
constexpr double kGroupHead = 34.0;
constexpr double kRow = 23.0;
constexpr double kBarHeight = 14.0;
constexpr double kLabelWidth = 330.0;
constexpr double kBarLeft = kMargin + kLabelWidth + 12.0;
constexpr double kBarWidth = 360.0;
constexpr double kValueWidth = 76.0;
constexpr double kNoteLeft = kBarLeft + kBarWidth + kValueWidth + 12.0;
constexpr double kThinnest = 1.0;
constexpr double kFoot = 58.0;

std::string text(double x, double y, std::string_view words, double size, std::string_view colour,
                 std::string_view more = "") {
  return fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}>{}</text>\n", coordinate(x),
                     coordinate(y), size, colour, more, escaped(words));
}

style::ColourClass const& look(double value) {
  return value < 0.0 ? style::kChange.front() : style::kChange.back();
}

std::string swatch(double x, double y, style::ColourClass const& colours) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"22\" height=\"11\" fill=\"{}\" stroke=\"{}\"/>\n",
                     coordinate(x), coordinate(y), colours.colour, colours.outline);
}

std::string bar_svg(Bar const& bar, double largest, double y) {
  double const width =
      largest > 0.0 ? std::max(kThinnest, kBarWidth * std::abs(bar.value) / largest) : kThinnest;
  style::ColourClass const& colours = look(bar.value);
  double const base = y + 0.78 * kBarHeight;
  std::string svg = text(kMargin, base, fitted_text(bar.label, style::kLegendSize, kLabelWidth),
                         style::kLegendSize, style::kInk);
  svg += fmt::format(
      "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"0.8\">"
      "<title>{}</title></rect>\n",
      coordinate(kBarLeft), coordinate(y), coordinate(width), coordinate(kBarHeight), colours.colour,
      colours.outline, escaped(bar.label + ": " + difference_text(bar.value)));
  svg += text(kBarLeft + width + 6.0, base, difference_text(bar.value), style::kLegendSize, style::kInk);
  if (bar.note.empty()) return svg;
  return svg + text(kNoteLeft, base, fitted_text(bar.note, style::kNoteSize, kWidth - kMargin - kNoteLeft),
                    style::kNoteSize, style::kQuietInk);
}

std::string group_svg(BarGroup const& group, std::string const& note_title, double top) {
  double largest = 0.0;
  for (Bar const& bar : group.bars) largest = std::max(largest, std::abs(bar.value));
  std::string svg = text(kMargin, top + 20.0, group.title + ", " + group.unit, style::kSubtitleSize,
                         style::kInk, " font-weight=\"600\"");
  svg += text(kNoteLeft, top + 20.0, note_title, style::kNoteSize, style::kQuietInk);
  for (std::size_t i = 0; i < group.bars.size(); ++i) {
    svg += bar_svg(group.bars[i], largest, top + kGroupHead + kRow * static_cast<double>(i));
  }
  double const bottom = top + kGroupHead + kRow * static_cast<double>(group.bars.size()) - 4.0;
  return svg + fmt::format("<path d=\"M{0} {1}V{2}\" stroke=\"{3}\"/>\n", coordinate(kBarLeft),
                           coordinate(top + kGroupHead - 4.0), coordinate(bottom), style::kQuietInk);
}

} // namespace

std::string write_bar_chart(BarChart const& chart) {
  double height = kHead + kFoot;
  for (BarGroup const& group : chart.groups) {
    height += kGroupHead + kRow * static_cast<double>(group.bars.size()) + 6.0;
  }
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "role=\"img\" "
      "aria-labelledby=\"title description\" font-family=\"{2}\">\n<title id=\"title\">{3}</title>\n"
      "<desc id=\"description\">{4}</desc>\n<rect width=\"{0}\" height=\"{1}\" fill=\"{5}\"/>\n",
      coordinate(kWidth), coordinate(height), style::kFontFamily, escaped(chart.title),
      escaped(chart.subtitle), style::kPaper);
  double const date_width = text_width(chart.date, style::kSubtitleSize, true);
  double const room = kWidth - 3.0 * kMargin - date_width;
  svg += text(kMargin, 30.0, fitted_text(chart.title, style::kTitleSize, room, true), style::kTitleSize,
              style::kInk, " font-weight=\"700\"");
  svg += text(kMargin, 51.0, fitted_text(chart.subtitle, style::kSubtitleSize, kWidth - 2.0 * kMargin),
              style::kSubtitleSize, style::kQuietInk);
  svg += text(kWidth - kMargin, 30.0, chart.date, style::kSubtitleSize, style::kInk,
              " font-weight=\"600\" text-anchor=\"end\"");
  double top = kHead;
  for (BarGroup const& group : chart.groups) {
    svg += group_svg(group, chart.note_title, top);
    top += kGroupHead + kRow * static_cast<double>(group.bars.size()) + 6.0;
  }
  double const foot = top + 16.0;
  svg += swatch(kMargin, foot, style::kChange.front()) +
         text(kMargin + 28.0, foot + 10.0, chart.loss, style::kNoteSize, style::kQuietInk);
  svg += swatch(kMargin + 180.0, foot, style::kChange.back()) +
         text(kMargin + 208.0, foot + 10.0, chart.gain, style::kNoteSize, style::kQuietInk);
  std::string notes = "Each group of bars has its own scale";
  if (!chart.date.empty()) notes += " · Date: " + chart.date;
  if (!chart.data_version.empty()) notes += " · Data: " + chart.data_version;
  svg += text(kMargin, foot + 30.0, notes, style::kNoteSize, style::kQuietInk);
  return svg + "</svg>\n";
}

} // namespace korridor::draw
