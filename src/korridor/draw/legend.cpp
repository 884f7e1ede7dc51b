// Head and foot of the page: blocks of the legend side by side, then the notes.
#include "korridor/draw/legend.hpp"
#include "korridor/draw/base_map.hpp"
#include "korridor/draw/place_names.hpp"
#include "korridor/draw/ribbons.hpp"
#include "korridor/draw/style.hpp"
#include "korridor/draw/svg_text.hpp"
#include "korridor/draw/text_width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace korridor::draw {

namespace {

constexpr double kMargin = 20.0; // px at the left and right of head and foot
constexpr double kHeadHeight = 62.0;
constexpr double kRowHeight = 76.0; // of legend blocks
constexpr double kBlockGap = 34.0;
constexpr double kNoteHeight = 17.0;
constexpr double kFullSizeWidth = 1200.0, kFullSizeHeight = 620.0; // px; smaller pictures are scaled down
constexpr double kSmallestScale = 0.62;

/// A piece of the legend with its origin at the top left.
struct Block {
  double width = 0.0;
  std::string svg;
};

std::string text(double x, double y, std::string_view words, double size, std::string_view colour,
                 std::string_view more = "") {
  return fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}>{}</text>", coordinate(x),
                     coordinate(y), size, colour, more, escaped(words));
}

std::string heading(std::string_view words) {
  return text(0, 12, words, style::kLegendSize, style::kInk, " font-weight=\"600\"");
}

Block colour_block(Scene const& scene, Words const& say) {
  bool const flow = scene.mode == Mode::flow;
  std::string_view const words = flow ? say.use_of_capacity : say.change_of_flow;
  double const swatch = flow ? 52.0 : 58.0;
  std::string svg = heading(words);
  double x = 0.0;
  auto const add = [&](style::ColourClass const& look, bool core) {
    svg += fmt::format(
        "<rect x=\"{}\" y=\"22\" width=\"{}\" height=\"11\" fill=\"{}\" stroke=\"{}\" stroke-width=\"0.8\"/>",
        coordinate(x), swatch - 5.0, look.colour, look.outline);
    if (core)
      svg +=
          fmt::format("<path d=\"M{} 27.5h{}\" stroke=\"{}\" stroke-width=\"1.6\" stroke-dasharray=\"{}\"/>",
                      coordinate(x + 2.0), swatch - 9.0, style::kPaper, style::kCoreDash);
    svg += text(x + (swatch - 5.0) / 2.0, 48, look.label, style::kNoteSize, style::kQuietInk,
                " text-anchor=\"middle\"");
    x += swatch;
  };
  if (flow)
    for (std::size_t k = 0; k < style::kUtilisation.size(); ++k)
      add(style::kUtilisation[k], k == style::kFullClass);
  else
    for (auto const& look : style::kChange) add(look, false);
  if (flow)
    svg += text(0, 63, say.no_limit, style::kNoteSize, style::kQuietInk);
  else
    svg += text(0, 63, say.loses_gains, style::kNoteSize, style::kQuietInk);
  return {std::max(x, text_width(words, style::kLegendSize, true)), svg};
}

Block width_block(Scene const& scene, Words const& say, std::size_t index, double full, bool capped) {
  Group const& group = scene.groups[index];
  std::string const words = fmt::format(
      fmt::runtime(scene.mode == Mode::change ? say.width_of_change : say.width), group.name, group.unit);
  std::string svg = heading(words);
  double x = 0.0;
  auto const marks = style::kGroupDash[std::min(index, style::kGroupDash.size() - 1)];
  for (double const amount : legend_amounts(group, full)) {
    double const width = std::max(style::kFullRibbonWidth * amount / full, style::kThinnestRibbon);
    std::string const line = fmt::format("M{} 32h38", coordinate(x));
    auto const& look = style::kUtilisation[0];
    svg += fmt::format("<path d=\"{}\" stroke=\"{}\" stroke-width=\"{:.2f}\"/><path d=\"{}\" stroke=\"{}\" "
                       "stroke-width=\"{:.2f}\"/>",
                       line, look.outline, width + 2.0 * style::kOutline, line, look.colour, width);
    if (!marks.empty() && width >= 2.5)
      svg += fmt::format("<path d=\"{}\" stroke=\"{}\" stroke-width=\"{:.2f}\" stroke-opacity=\"0.8\" "
                         "stroke-dasharray=\"{}\"/>",
                         line, style::kPaper, width, marks);
    svg += text(x + 19.0, 63, say.digits(amount_text(amount)), style::kNoteSize, style::kQuietInk,
                " text-anchor=\"middle\"");
    x += 52.0;
  }
  if (capped) {
    std::string const drawn_as =
        fmt::format(fmt::runtime(say.drawn_as), say.digits(amount_text(style::kWidestShare)));
    svg += text(x, 29, say.wider, style::kNoteSize, style::kQuietInk);
    svg += text(x, 43, drawn_as, style::kNoteSize, style::kQuietInk);
    x += text_width(drawn_as, style::kNoteSize);
  }
  return {std::max(x, text_width(words, style::kLegendSize, true)), svg};
}

/// Signs in two columns of three.
Block sign_block(Words const& say) {
  std::string svg = heading(say.signs);
  auto const words = [&](double x, double y, std::string_view what) {
    svg += text(x + 22.0, y + 4.0, what, style::kNoteSize, style::kQuietInk);
  };
  auto const mark = [&](double x, double y, PlaceKind kind, double radius, std::string_view what) {
    svg += mark_svg(kind, {x + 8.0, y}, radius);
    words(x, y, what);
  };
  mark(0, 25, PlaceKind::strait, 5.5, say.strait);
  mark(0, 42, PlaceKind::border, 4.0, say.border);
  mark(0, 59, PlaceKind::field, 4.0, say.field);
  mark(122, 25, PlaceKind::hub, 4.0, say.hub);
  svg += fmt::format("<path d=\"M122 42h18\" stroke=\"{}\" stroke-width=\"1.8\" stroke-dasharray=\"4 3\"/>",
                     style::kClosed);
  svg +=
      fmt::format("<path d=\"M129 40l4 4m0 -4l-4 4\" stroke=\"{}\" stroke-width=\"1.6\"/>", style::kClosed);
  words(124, 42, say.closed);
  svg += fmt::format("<path d=\"M122 59h18\" stroke=\"{}\" stroke-width=\"1\"/>", style::kIdle);
  words(124, 59, say.idle);
  return {262.0, svg};
}

std::vector<Block> legend_blocks(Scene const& scene, Words const& say) {
  std::vector<Block> blocks;
  if (!scene.legend) return blocks;
  blocks.push_back(colour_block(scene, say));
  auto const full = full_width_amounts(scene);
  auto const capped = capped_groups(scene, full);
  for (std::size_t index = 0; index < scene.groups.size(); ++index)
    blocks.push_back(width_block(scene, say, index, full[index], capped[index]));
  blocks.push_back(sign_block(say));
  return blocks;
}

/// Row and left edge of each block, with the number of rows.
struct Placing {
  std::vector<Point> at; ///< y is the row
  std::size_t rows = 0;
};

Placing place_blocks(std::vector<Block> const& blocks, double width) {
  Placing placing;
  double x = 0.0;
  for (Block const& block : blocks) {
    if (placing.rows == 0 || (x > 0.0 && x + block.width > width)) {
      ++placing.rows;
      x = 0.0;
    }
    placing.at.push_back({x, static_cast<double>(placing.rows - 1)});
    x += block.width + kBlockGap;
  }
  return placing;
}

std::vector<std::string> wrapped(std::string_view words, double size, double limit) {
  std::vector<std::string> lines{""};
  while (!words.empty()) {
    auto const end = words.find(' ');
    std::string const word(words.substr(0, end));
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    std::string const longer = lines.back().empty() ? word : lines.back() + ' ' + word;
    if (text_width(longer, size) <= limit || lines.back().empty())
      lines.back() = longer;
    else
      lines.push_back(word);
  }
  return lines;
}

std::vector<std::string> note_lines(Scene const& scene, SvgOptions const& options,
                                    std::string const& projection, double limit) {
  Words const& say = *options.words;
  std::string notes;
  auto const add = [&notes](std::string const& words) {
    if (!words.empty()) notes += (notes.empty() ? "" : " · ") + words;
  };
  if (!scene.date.empty()) add(std::string(say.date) + scene.date);
  if (!scene.data_version.empty()) add(std::string(say.data) + scene.data_version);
  add(projection);
  if (options.base_map) {
    add(std::string(say.base_map) + base_map().source);
    add(std::string(say.borders) + base_map().policy);
    add(base_map().note);
  }
  return wrapped(notes, style::kNoteSize, limit);
}

// No projection's label is longer than this one's; the layout is needed before the projection is known.
std::string longest_label(Words const& words) {
  return Projection(Projection::Kind::lambert_azimuthal, {152.0, 41.0}).label(words);
}

double inner_width(PageLayout const& layout) { return layout.width - 2.0 * kMargin; }

} // namespace

std::vector<double> legend_amounts(Group const& group, double full_width_amount) {
  if (!group.legend_amounts.empty()) return group.legend_amounts;
  auto const round_below = [](double amount) {
    double const power = std::pow(10.0, std::floor(std::log10(amount)));
    double const lead = amount / power;
    return power * (lead >= 5.0 - 1e-9 ? 5.0 : lead >= 2.0 - 1e-9 ? 2.0 : 1.0);
  };
  double const largest = round_below(full_width_amount);
  return {round_below(largest / 10.0), round_below(largest / 2.0), largest};
}

PageLayout lay_out(Scene const& scene, SvgOptions const& options) {
  PageLayout layout;
  double const scale = std::clamp(std::min(options.width / kFullSizeWidth, options.height / kFullSizeHeight),
                                  kSmallestScale, 1.0);
  layout.width = options.width / scale;
  layout.height = options.height / scale;
  auto const rows =
      static_cast<double>(place_blocks(legend_blocks(scene, *options.words), inner_width(layout)).rows);
  auto const notes = static_cast<double>(
      note_lines(scene, options, longest_label(*options.words), inner_width(layout)).size());
  double const foot = rows * kRowHeight + notes * kNoteHeight + (rows > 0.0 ? 14.0 : 8.0);
  // A small page keeps a third for the map; the foot then runs off the page rather than over the map.
  layout.frame = {0.0, kHeadHeight, layout.width,
                  std::max(layout.height - foot, layout.height / 3.0 + kHeadHeight)};
  return layout;
}

std::string head_svg(Scene const& scene, PageLayout const& layout) {
  double const width = layout.width;
  double const date_width = text_width(scene.date, style::kSubtitleSize, true);
  std::string svg = "<g id=\"head\">\n";
  double const room = width - 2.0 * kMargin - (date_width > 0.0 ? date_width + 20.0 : 0.0);
  svg += text(kMargin, 30, fitted_text(scene.title, style::kTitleSize, room, true), style::kTitleSize,
              style::kInk, " font-weight=\"700\"");
  svg += text(kMargin, 51, fitted_text(scene.subtitle, style::kSubtitleSize, width - 2.0 * kMargin),
              style::kSubtitleSize, style::kQuietInk);
  if (date_width > 0.0)
    svg += text(width - kMargin, 30, scene.date, style::kSubtitleSize, style::kInk,
                " font-weight=\"600\" text-anchor=\"end\"");
  return svg + "\n</g>\n";
}

std::string foot_svg(Scene const& scene, SvgOptions const& options, PageLayout const& layout,
                     Projection const& projection) {
  auto const blocks = legend_blocks(scene, *options.words);
  auto const placing = place_blocks(blocks, inner_width(layout));
  std::string svg =
      fmt::format("<g id=\"foot\" transform=\"translate(0 {})\">\n", coordinate(layout.frame.bottom));
  double const top = blocks.empty() ? 2.0 : 8.0;
  for (std::size_t k = 0; k < blocks.size(); ++k)
    svg += fmt::format("<g transform=\"translate({} {})\">{}</g>\n", coordinate(kMargin + placing.at[k].x),
                       coordinate(top + placing.at[k].y * kRowHeight), blocks[k].svg);
  double y = top + static_cast<double>(placing.rows) * kRowHeight + 10.0;
  for (std::string const& line :
       note_lines(scene, options, projection.label(*options.words), inner_width(layout))) {
    svg += text(kMargin, y, line, style::kNoteSize, style::kQuietInk) + "\n";
    y += kNoteHeight;
  }
  return svg + "</g>\n";
}

} // namespace korridor::draw
