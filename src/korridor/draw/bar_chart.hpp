// Ranked bars as an SVG picture, in the look of the maps.
#pragma once

#include <string>
#include <vector>

namespace korridor::draw {

struct Bar {
  std::string label;
  double value = 0.0; ///< in the group's unit; below 0 a loss, drawn brown, else a gain, drawn blue
  std::string note;   ///< small, at the right
};

/// Bars that share a scale.
struct BarGroup {
  std::string title;
  std::string unit; ///< "bn USD/yr"
  std::vector<Bar> bars;
};

struct BarChart {
  std::string title;
  std::string subtitle; ///< the scenario, and what is ranked
  std::string date;     ///< the date or period shown
  std::string loss;     ///< what brown means: "J falls"
  std::string gain;
  std::string note_title; ///< above the notes: "goes most by"
  std::string data_version;
  std::vector<BarGroup> groups;
};

/// The picture, as high as its bars need; the same bytes for the same chart. Values must be finite.
[[nodiscard]] std::string write_bar_chart(BarChart const& chart);

} // namespace korridor::draw
