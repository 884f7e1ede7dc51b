// Random numbers of the benchmarks: SplitMix64 (Steele, Lea and Flood, 2014), the same on every machine.
#pragma once

#include <cstdint>

namespace korridor::bench {

class Draw {
public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  /// From [0, 1).
  double unit() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
  }
  double between(double low, double high) { return low + (high - low) * unit(); }
  /// From 0 to count - 1.
  int below(int count) { return static_cast<int>(count * unit()); }

private:
  std::uint64_t state_;
};

} // namespace korridor::bench
