// The field of taken places and the candidates of each label.
#include "korridor/draw/labels.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::draw {

namespace {

constexpr double kCell = 4.0;        // px
constexpr double kLineHeight = 1.2;  // of the type size
constexpr double kBaseline = 0.9;    // of the type size, below the box's top
constexpr double kPreference = 0.06; // busyness that one step down the list of spots is worth

LabelSpot spot(double left, double top, double width, double size, TextAnchor anchor) {
  double const x = anchor == TextAnchor::start ? left
                   : anchor == TextAnchor::end ? left + width
                                               : left + width / 2.0;
  return {{left, top, left + width, top + kLineHeight * size}, {x, top + kBaseline * size}, anchor};
}

} // namespace

LabelField::LabelField(Box frame)
    : frame_(frame), columns_(static_cast<std::size_t>(std::max(1.0, std::ceil(frame.width() / kCell)))),
      rows_(static_cast<std::size_t>(std::max(1.0, std::ceil(frame.height() / kCell)))),
      busy_(columns_ * rows_, 0.0F) {}

std::size_t LabelField::cell_of(double x, double y) const {
  auto const clamped = [](double value, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(value / kCell, 0.0, static_cast<double>(count - 1)));
  };
  return clamped(y - frame_.top, rows_) * columns_ + clamped(x - frame_.left, columns_);
}

void LabelField::block(Box const& box) { blocked_.push_back(box); }

void LabelField::press_line(Polyline const& line, double width, double weight) {
  double const half = width / 2.0;
  for (std::size_t k = 1; k < line.size(); ++k) {
    double const length = distance(line[k - 1], line[k]);
    int const steps = std::max(1, static_cast<int>(length / kCell));
    for (int step = 0; step < steps; ++step) {
      double const share = static_cast<double>(step) / steps;
      double const x = line[k - 1].x + share * (line[k].x - line[k - 1].x);
      double const y = line[k - 1].y + share * (line[k].y - line[k - 1].y);
      for (double dy = -half; dy <= half; dy += kCell)
        for (double dx = -half; dx <= half; dx += kCell) {
          if (!frame_.contains(Point{x + dx, y + dy})) continue;
          float& cell = busy_[cell_of(x + dx, y + dy)];
          cell = std::max(cell, static_cast<float>(weight));
        }
    }
  }
}

bool LabelField::is_free(Box const& box) const {
  return frame_.contains(box) &&
         std::none_of(blocked_.begin(), blocked_.end(), [&](Box const& b) { return b.overlaps(box); });
}

double LabelField::busyness(Box const& box) const {
  double sum = 0.0;
  int count = 0;
  for (double y = box.top + kCell / 2.0; y < box.bottom; y += kCell)
    for (double x = box.left + kCell / 2.0; x < box.right; x += kCell, ++count)
      sum += static_cast<double>(busy_[cell_of(x, y)]);
  return count == 0 ? 0.0 : sum / count;
}

std::optional<LabelSpot> LabelField::take(std::span<LabelSpot const> spots, double most_busyness) {
  LabelSpot const* best = nullptr;
  double best_cost = 0.0, preference = 0.0;
  for (LabelSpot const& candidate : spots) {
    double const busy = busyness(candidate.box);
    double const cost = busy + preference;
    preference += kPreference;
    if (busy > most_busyness || (best != nullptr && cost >= best_cost) || !is_free(candidate.box)) continue;
    best = &candidate;
    best_cost = cost;
  }
  if (best == nullptr) return std::nullopt;
  block(best->box);
  return *best;
}

std::vector<LabelSpot> spots_around(Point mark, double radius, double text_width, double text_size) {
  double const height = kLineHeight * text_size, gap = radius + 3.0, near = radius + 1.0;
  double const middle = mark.y - height / 2.0, above = mark.y - near - height, below = mark.y + near;
  double const right = mark.x + gap, left = mark.x - gap - text_width, centred = mark.x - text_width / 2.0;
  double const corner_right = mark.x + 0.7 * radius, corner_left = mark.x - 0.7 * radius - text_width;
  constexpr auto start = TextAnchor::start, end = TextAnchor::end, mid = TextAnchor::middle;
  return {spot(right, middle, text_width, text_size, start),
          spot(left, middle, text_width, text_size, end),
          spot(centred, above, text_width, text_size, mid),
          spot(centred, below, text_width, text_size, mid),
          spot(corner_right, above, text_width, text_size, start),
          spot(corner_right, below, text_width, text_size, start),
          spot(corner_left, above, text_width, text_size, end),
          spot(corner_left, below, text_width, text_size, end)};
}

std::vector<LabelSpot> spots_at_edge(Point edge, Box const& frame, double text_width, double text_size) {
  constexpr double kInset = 4.0;
  double const height = kLineHeight * text_size;
  Box const room{frame.left + kInset, frame.top + kInset, frame.right - kInset, frame.bottom - kInset};
  double const x =
      std::clamp(edge.x - text_width / 2.0, room.left, std::max(room.left, room.right - text_width));
  double const y = std::clamp(edge.y - height / 2.0, room.top, std::max(room.top, room.bottom - height));
  bool const at_side = std::min(edge.x - frame.left, frame.right - edge.x) <
                       std::min(edge.y - frame.top, frame.bottom - edge.y);
  TextAnchor const anchor = TextAnchor::middle;
  std::vector<LabelSpot> spots;
  for (double const step : {1.0, -1.0, 1.6, -1.6, 2.4, -2.4, 3.4, -3.4, 4.6, -4.6}) {
    // Along a side the text steps by its height, along top and bottom by its width.
    double const left = at_side ? x : x + step * (text_width * 0.6 + 4.0);
    double const top = at_side ? y + step * height : y;
    if (Box const box{left, top, left + text_width, top + height}; room.contains(box))
      spots.push_back(spot(left, top, text_width, text_size, anchor));
  }
  return spots;
}

} // namespace korridor::draw
