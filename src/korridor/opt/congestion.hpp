// How the time on an arc grows with its flow: t(x) = free (1 + b (x / capacity)^power).
//
// The function of the U.S. Bureau of Public Roads (Traffic Assignment Manual, 1964; there b 0.15, power 4).
// With power >= 1 it rises and is convex, and x t(x) is convex too.
#pragma once

#include <cmath>

namespace korridor::opt {

struct Congestion {
  double free = 0.0;     ///< time at no flow, >= 0
  double b = 0.0;        ///< share by which time has grown where flow equals capacity, >= 0
  double power = 4.0;    ///< >= 1
  double capacity = 1.0; ///< > 0 where free * b > 0; else not looked at

  [[nodiscard]] bool grows() const { return free > 0.0 && b > 0.0; }

  [[nodiscard]] double time(double flow) const {
    return grows() ? free + free * b * raised(flow / capacity, power) : free;
  }
  /// dt/dx.
  [[nodiscard]] double slope(double flow) const {
    return grows() ? free * b * power * raised(flow / capacity, power - 1.0) / capacity : 0.0;
  }
  /// The integral of time from no flow: an arc's part of Beckmann's objective.
  [[nodiscard]] double integral(double flow) const {
    return flow * (grows() ? free + free * b * raised(flow / capacity, power) / (power + 1.0) : free);
  }
  /// What one more unit costs all: t(x) + x t'(x), again of this form. The equilibrium of these is the
  /// optimum.
  [[nodiscard]] Congestion marginal() const { return {free, b * (power + 1.0), power, capacity}; }

private:
  static double raised(double ratio, double exponent) {
    if (exponent == 4.0) return ratio * ratio * (ratio * ratio);
    if (exponent == 3.0) return ratio * ratio * ratio;
    if (exponent == 1.0) return ratio;
    if (exponent == 0.0) return 1.0;
    return std::pow(ratio, exponent);
  }
};

} // namespace korridor::opt
