// Cutting marginal lines.
#include "korridor/opt/line_pieces.hpp"

#include <algorithm>
#include <cmath>

namespace korridor::opt {

namespace {

constexpr int kFirstCuts = 8;
constexpr double kCuts = 16.0; // how much finer the bracket becomes
constexpr int kFinePieces = 4; // on each side
constexpr double kGrowth = 4.0;
constexpr double kSamePoint = 1e-12; // of a line

} // namespace

LinePieces::LinePieces(MarginalLine const& line) {
  int const count = line.slope == 0.0 ? 1 : kFirstCuts;
  for (int i = 0; i < count; ++i) {
    double const from = i * line.size / count;
    double const to = i + 1 == count ? line.size : (i + 1) * line.size / count;
    parts_.push_back({from, to, line.slope == 0.0 ? line.first : line.at(0.5 * (from + to))});
  }
  cut_ = {0.5 * line.size, line.size / count};
}

LinePieces::LinePieces(MarginalLine const& line, LineCut const& cut) : LinePieces(line) {
  if (line.slope == 0.0 || line.size <= 0.0 || !(cut.width > kSamePoint * line.size)) return;
  cut_ = {std::clamp(cut.centre, 0.0, line.size), cut.width};
  cut_round(line);
}

void LinePieces::cut_round(MarginalLine const& line) {
  std::vector<double> ends;
  double const tiny = kSamePoint * line.size;
  for (double const side : {-1.0, 1.0}) {
    double step = cut_.width;
    double place = cut_.centre;
    for (int i = 0;; ++i) {
      if (place > tiny && place < line.size - tiny) ends.push_back(place);
      if (place < 0.0 || place > line.size) break;
      if (i >= kFinePieces) step *= kGrowth;
      place += side * step;
    }
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  ends.push_back(line.size);
  parts_.clear();
  double from = 0.0;
  for (double const to : ends) {
    parts_.push_back({from, to, line.at(0.5 * (from + to))});
    from = to;
  }
}

// Length of the pieces that hold a quantity: two where it is an end of both.
double LinePieces::bracket(MarginalLine const& line, double here) const {
  double const near = kSamePoint * line.size;
  auto const holder = std::find_if(parts_.begin(), parts_.end() - 1,
                                   [&](LinePiece const& piece) { return piece.to >= here - near; });
  auto last = holder;
  while (last + 1 != parts_.end() && last->to <= here + near) ++last;
  return last->to - holder->from;
}

bool LinePieces::is_narrow(MarginalLine const& line, double quantity) const {
  if (line.slope == 0.0 || line.size <= 0.0) return true;
  return std::abs(line.slope) * bracket(line, std::clamp(quantity, 0.0, line.size)) <= line.tolerance;
}

void LinePieces::shift(double change) {
  for (LinePiece& piece : parts_) piece.marginal += change;
}

bool LinePieces::refine(MarginalLine const& line, double quantity) {
  if (is_narrow(line, quantity)) return false;
  double const here = std::clamp(quantity, 0.0, line.size);
  cut_ = {here, std::max(bracket(line, here) / kCuts, 0.4 * line.tolerance / std::abs(line.slope))};
  cut_round(line);
  return true;
}

} // namespace korridor::opt
