// The clock that limits of time and reports of speed go by.
#pragma once

namespace korridor {

/// Seconds of processor time that the process, all its threads together, has used.
[[nodiscard]] double processor_seconds();

} // namespace korridor
