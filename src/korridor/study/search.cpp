// Halton scan, then compass search.
#include "korridor/study/search.hpp"

#include <algorithm>
#include <cstddef>

namespace korridor::study {

namespace {

constexpr double kFirstStep = 0.25;
constexpr double kLastStep = 1.0 / 512.0;

// The index written in a base, mirrored at the point.
double radical_inverse(int index, int base) {
  double inverse = 0.0;
  double digit = 1.0 / base;
  for (int rest = index; rest > 0; rest /= base) {
    inverse += digit * (rest % base);
    digit /= base;
  }
  return inverse;
}

int next_prime(int after) {
  for (int number = after + 1;; ++number) {
    bool prime = true;
    for (int divisor = 2; divisor * divisor <= number; ++divisor) prime = prime && number % divisor != 0;
    if (prime) return number;
  }
}

} // namespace

std::vector<double> halton_point(Box const& box, int index) {
  std::vector<double> x;
  int base = 1;
  for (std::size_t i = 0; i < box.low.size(); ++i) {
    base = next_prime(base);
    x.push_back(box.low[i] + (box.high[i] - box.low[i]) * radical_inverse(index + 1, base));
  }
  return x;
}

Found search_box(std::function<double(std::vector<double> const&)> const& f, std::vector<double> const& start,
                 Box const& box, int evaluations) {
  Found best{start, f(start), 1};
  auto const better = [&](std::vector<double> const& x) {
    double const value = f(x);
    ++best.evaluations;
    if (!(value < best.value)) return false;
    best.value = value;
    best.x = x;
    return true;
  };
  if (start.empty()) return best;
  for (int i = 0; best.evaluations < evaluations / 2; ++i) (void)better(halton_point(box, i));
  double step = kFirstStep;
  while (step >= kLastStep && best.evaluations < evaluations) {
    bool moved = false;
    for (std::size_t i = 0; i < start.size(); ++i) {
      for (double const sign : {1.0, -1.0}) {
        std::vector<double> x = best.x;
        x[i] = std::clamp(x[i] + sign * step * (box.high[i] - box.low[i]), box.low[i], box.high[i]);
        if (x[i] == best.x[i] || best.evaluations >= evaluations) continue;
        if (!better(x)) continue;
        moved = true;
        break;
      }
    }
    if (!moved) step /= 2.0;
  }
  return best;
}

} // namespace korridor::study
