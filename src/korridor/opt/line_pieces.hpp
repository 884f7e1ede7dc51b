// Marginal lines cut into pieces of constant marginal, finer and finer round the solution.
//
// A piece [a, b] costs its chord, the marginal at (a + b) / 2: exact at breakpoints, so every solution of the
// cut problem is worth at least what it says (solve/curves.hpp). Round a centre there are a few pieces of one
// width, then pieces that widen fourfold, so that a line has some ten pieces more than there are powers of
// four between its size and its finest piece, wherever the solution goes. Stop: the marginals at the ends of
// the pieces that hold the solution are within the line's tolerance.
#pragma once

#include <vector>

#include "korridor/opt/path_program.hpp"

namespace korridor::opt {

struct LinePiece {
  double from = 0.0;
  double to = 0.0;
  double marginal = 0.0;
};

class LinePieces {
public:
  /// Even pieces; one where the line is flat.
  explicit LinePieces(MarginalLine const& line);
  /// As they were round another solution; nothing of it holds where the line has changed.
  LinePieces(MarginalLine const& line, LineCut const& cut);

  [[nodiscard]] std::vector<LinePiece> const& parts() const { return parts_; }
  [[nodiscard]] LineCut const& cut() const { return cut_; }
  /// Whether the pieces that hold a quantity are within the line's tolerance.
  [[nodiscard]] bool is_narrow(MarginalLine const& line, double quantity) const;
  /// The whole line moves up or down.
  void shift(double change);
  /// A flat line becomes longer or shorter.
  void resize(double size) { parts_.front().to = size; }
  /// Cuts anew round a quantity; false when its bracket is narrow enough. The quantity becomes a breakpoint,
  /// so the same flow costs after the cut what it truly costs.
  bool refine(MarginalLine const& line, double quantity);

  int first = 0; ///< set (demand) or resource (supply) of the first piece; the others follow

private:
  void cut_round(MarginalLine const& line);
  [[nodiscard]] double bracket(MarginalLine const& line, double here) const;

  std::vector<LinePiece> parts_;
  LineCut cut_;
};

} // namespace korridor::opt
