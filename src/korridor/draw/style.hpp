// Every colour, width and break of the pictures. Lengths are px, shares are fractions of 1.
// Written by tools/style_header.py from assets/style.json, which the browser reads too. Do not edit.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace korridor::draw::style {

/// One class of a colour scale: values from `from` on, up to the next class.
struct ColourClass {
  double from;
  std::string_view colour;
  std::string_view outline; ///< a darker line, so that pale fills keep 3:1 on land
  std::string_view label;
};

// Type.
inline constexpr std::string_view kFontFamily = "Inter, 'Noto Sans', 'DejaVu Sans', sans-serif";
inline constexpr double kTitleSize = 22.0;
inline constexpr double kSubtitleSize = 14.0;
inline constexpr double kLegendSize = 12.0;
inline constexpr double kNoteSize = 11.0;
inline constexpr double kLabelSize = 11.5;
/// added at importance 1
inline constexpr double kLabelSizeRange = 2.0;
inline constexpr double kEdgeLabelSize = 11.0;
inline constexpr double kCountrySize = 12.5;
/// letter spacing
inline constexpr double kCountrySpacing = 2.0;

// Paper and base map.
inline constexpr std::string_view kPaper = "#ffffff";
inline constexpr std::string_view kInk = "#16222d";
inline constexpr std::string_view kQuietInk = "#5a6874";
inline constexpr std::string_view kRule = "#d3dae0";
inline constexpr std::string_view kSea = "#dbe6ee";
inline constexpr std::string_view kLand = "#f8f7f2";
inline constexpr std::string_view kCoast = "#b3c1cb";
inline constexpr std::string_view kBorder = "#cfc9ba";
inline constexpr std::string_view kDisputed = "#a89f8a";
inline constexpr std::string_view kCountryName = "#a79f8c";
inline constexpr double kCoastWidth = 0.7;
inline constexpr double kBorderWidth = 0.8;
inline constexpr std::string_view kDisputedDash = "4 3";

// Colour scales. A class holds values from `from` on, up to the next class.
/// Cool is room, amber is tight, dark red is full; told apart under all three colour-vision deficiencies.
inline constexpr std::array<ColourClass, 5> kUtilisation{{
    {0.0, "#a7b3bd", "#7b8892", "< 50 %"},
    {0.5, "#6aaed6", "#3f83ab", "50–70 %"},
    {0.7, "#1f6fae", "#134d7c", "70–85 %"},
    {0.85, "#e69f00", "#a87300", "85–95 %"},
    {0.95, "#8c1c13", "#5d100a", "≥ 95 %"},
}};
/// gets the white dashed core, for readers without colour
inline constexpr std::size_t kFullClass = 4;
/// Brown loses, blue gains; the middle class is "unchanged". Breaks are shares of capacity.
inline constexpr std::array<ColourClass, 7> kChange{{
    {-1e+300, "#8c4a00", "#5f3200", "≤ −50"},
    {-0.5, "#d98324", "#a35f14", "−50…−15"},
    {-0.15, "#f0c48a", "#c08f4d", "−15…−3"},
    {-0.03, "#d5d8dc", "#b4bac0", "±3"},
    {0.03, "#9cc3d8", "#6997b0", "+3…+15"},
    {0.15, "#3f88b5", "#2a6285", "+15…+50"},
    {0.5, "#0b4f7d", "#063453", "≥ +50"},
}};
inline constexpr std::size_t kUnchangedClass = 3;

// Ribbons.
/// a group's full_width_amount
inline constexpr double kFullRibbonWidth = 20.0;
/// of the full width; wider ribbons are drawn so
inline constexpr double kWidestShare = 1.5;
/// any flow above zero is seen
inline constexpr double kThinnestRibbon = 1.4;
/// a link without flow
inline constexpr double kIdleWidth = 0.8;
inline constexpr std::string_view kIdle = "#bac4cc";
inline constexpr double kOutline = 0.8;
/// white beyond the outline, parts crossing ribbons
inline constexpr double kCasing = 1.2;
/// of the chord, plus bowStep for each further parallel ribbon
inline constexpr double kBow = 0.1;
inline constexpr double kBowStep = 0.09;
inline constexpr std::string_view kClosed = "#c0272d";
inline constexpr std::string_view kClosedDash = "7 5";
inline constexpr std::string_view kCoreDash = "7 5";
/// The second and third commodity group carry marks across the ribbon: told apart without hue.
inline constexpr std::array<std::string_view, 3> kGroupDash{"", "1.3 8", "1.3 2.2 1.3 12"};

// Marks.
inline constexpr std::string_view kStrait = "#ffd23f";
inline constexpr std::string_view kBorderDot = "#ffe9a3";
inline constexpr double kMarkRadius = 3.2;
/// added at importance 1
inline constexpr double kMarkRadiusRange = 1.6;

} // namespace korridor::draw::style
