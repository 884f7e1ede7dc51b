// Many independent cases on several threads, stopped early when asked.
#pragma once

#include <cstddef>
#include <functional>

namespace korridor::study {

/// Calls `work(position, worker)` once for each position in [0, count), in that order as threads come free;
/// `worker` is in [0, threads). Before each call `stop` is asked; once it says so nothing more is begun, and
/// what has begun is finished. Both are called from several threads at once. An exception of `work` ends the
/// batch and is thrown on. With one thread everything runs on the caller's.
void run_batch(std::size_t count, int threads, std::function<bool()> const& stop,
               std::function<void(std::size_t position, int worker)> const& work);

} // namespace korridor::study
