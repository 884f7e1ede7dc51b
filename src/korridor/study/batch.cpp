// A counter that threads draw positions from.
#include "korridor/study/batch.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace korridor::study {

void run_batch(std::size_t count, int threads, std::function<bool()> const& stop,
               std::function<void(std::size_t, int)> const& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> broken{false};
  std::exception_ptr fault;
  std::mutex fault_guard;
  auto const draw = [&](int worker) {
    while (!broken && !stop()) {
      std::size_t const position = next++;
      if (position >= count) return;
      try {
        work(position, worker);
      } catch (...) {
        std::lock_guard const lock(fault_guard);
        if (!fault) fault = std::current_exception();
        broken = true;
      }
    }
  };
  int const helpers =
      static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(std::max(threads, 1)), count)) - 1;
  std::vector<std::thread> others;
  for (int worker = 1; worker <= helpers; ++worker) others.emplace_back(draw, worker);
  draw(0);
  for (std::thread& other : others) other.join();
  if (fault) std::rethrow_exception(fault);
}

} // namespace korridor::study
