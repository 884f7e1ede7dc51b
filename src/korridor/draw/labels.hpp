// Greedy placement of labels: no label covers another label or a mark, and ribbons are avoided where there is
// room.
#pragma once

#include "korridor/draw/geometry.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace korridor::draw {

enum class TextAnchor { start, middle, end };

/// Where a text goes: its box, and the point and side at which SVG anchors it.
struct LabelSpot {
  Box box;
  Point baseline;
  TextAnchor anchor = TextAnchor::start;
};

/// What is taken on the page.
class LabelField {
public:
  explicit LabelField(Box frame);

  /// Nothing may be written here.
  void block(Box const& box);
  /// Writing on this line costs: the busier a box, the later it is chosen.
  void press_line(Polyline const& line, double width, double weight);

  [[nodiscard]] bool is_free(Box const& box) const;
  /// Mean busyness of a box.
  [[nodiscard]] double busyness(Box const& box) const;

  /// Takes the best free spot, earlier spots preferred among equals; none when all are taken or too busy.
  std::optional<LabelSpot> take(std::span<LabelSpot const> spots, double most_busyness);

private:
  [[nodiscard]] std::size_t cell_of(double x, double y) const;

  Box frame_;
  std::size_t columns_;
  std::size_t rows_;
  std::vector<float> busy_;
  std::vector<Box> blocked_;
};

/// The eight spots round a mark: right, left, above, below and the four corners.
[[nodiscard]] std::vector<LabelSpot> spots_around(Point mark, double radius, double text_width,
                                                  double text_size);

/// Spots inside the frame for a text beside a point on its edge.
[[nodiscard]] std::vector<LabelSpot> spots_at_edge(Point edge, Box const& frame, double text_width,
                                                   double text_size);

} // namespace korridor::draw
