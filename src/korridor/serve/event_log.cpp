// A ring of events and who waits for the next.
#include "korridor/serve/event_log.hpp"

#include <algorithm>
#include <utility>

namespace korridor::serve {

void EventLog::add(std::string name, std::string about, std::string data, bool replaces) {
  {
    std::lock_guard const lock(guard_);
    if (replaces) {
      std::erase_if(events_, [&](Event const& it) { return it.replaces && it.about == about; });
    }
    events_.push_back({++last_, std::move(name), std::move(about), std::move(data), replaces});
    if (events_.size() > kKept) events_.pop_front();
  }
  added_.notify_all();
}

std::uint64_t EventLog::last() const {
  std::lock_guard const lock(guard_);
  return last_;
}

std::string EventLog::wait(std::uint64_t& after, std::chrono::milliseconds patience) {
  std::unique_lock lock(guard_);
  // A number that we never gave is from a server before us: begin with what there is.
  if (after > last_) after = 0;
  added_.wait_for(lock, patience, [&] { return last_ > after; });
  std::string frames;
  for (Event const& it : events_) {
    if (it.number <= after) continue;
    frames += "id: " + std::to_string(it.number) + "\nevent: " + it.name + "\ndata: " + it.data + "\n\n";
  }
  after = last_;
  return frames;
}

} // namespace korridor::serve
