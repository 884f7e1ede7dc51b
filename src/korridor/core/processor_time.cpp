// The process's own clock of the system, to the nanosecond.
#include "korridor/core/processor_time.hpp"

#include <ctime>

namespace korridor {

double processor_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace korridor
