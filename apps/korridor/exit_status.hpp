// What the program's exit status means.
#pragma once

namespace korridor::app {

inline constexpr int kAnswered = 0;
inline constexpr int kInputFault = 1; ///< findings on standard error; also an output that cannot be written
inline constexpr int kWrongUsage = 2;
inline constexpr int kLimitHit = 3;  ///< the answer is the best known, with its bound
inline constexpr int kOwnFault = 70; ///< a mistake in Korridor

} // namespace korridor::app
