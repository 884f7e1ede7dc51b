// What happened to runs, as server-sent events that a broken stream can take up again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>

namespace korridor::serve {

/// The last `kKept` events, numbered from 1. Of several large ones about the same thing only the newest keeps
/// its data. Any thread may call.
class EventLog {
public:
  static constexpr std::size_t kKept = 512;

  /// `about` is the run; `replaces` drops what earlier events that replace said about it.
  void add(std::string name, std::string about, std::string data, bool replaces);

  /// The number of the last event.
  [[nodiscard]] std::uint64_t last() const;

  /// Frames of the events after `after`, which is set to the last one; empty when none came for `patience`.
  /// Events that are no longer kept are passed over: who asks for them finds the state of all runs at
  /// /api/runs.
  [[nodiscard]] std::string wait(std::uint64_t& after, std::chrono::milliseconds patience);

private:
  struct Event {
    std::uint64_t number = 0;
    std::string name, about, data;
    bool replaces = false;
  };

  mutable std::mutex guard_;
  std::condition_variable added_;
  std::deque<Event> events_;
  std::uint64_t last_ = 0;
};

} // namespace korridor::serve
