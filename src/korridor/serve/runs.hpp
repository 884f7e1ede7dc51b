// Long questions: started, watched, cancelled, and what came of them.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "korridor/serve/api_types.hpp"
#include "korridor/serve/event_log.hpp"
#include "korridor/serve/model_store.hpp"
#include "korridor/serve/reply.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::serve {

/// At most `kRunning` at a time; the last `kKept` stay. Any thread may call.
class Runs {
public:
  static constexpr std::size_t kRunning = 2;
  static constexpr std::size_t kKept = 12;

  /// Each run solves so many cases at a time.
  explicit Runs(int threads);
  Runs(Runs const&) = delete;
  Runs& operator=(Runs const&) = delete;
  /// Cancels all and waits for them.
  ~Runs();

  /// Starts a ranking and tells of it (schema Run); nothing when too many run already.
  [[nodiscard]] std::optional<Json> start(std::shared_ptr<Snapshot const> snapshot, model::Case what,
                                          study::RankOptions options);
  [[nodiscard]] Json list(); ///< newest first, without results
  [[nodiscard]] std::optional<Json> find(std::string const& id);
  /// Asks it to end with what it has; nothing when there is no such run.
  [[nodiscard]] std::optional<Json> cancel(std::string const& id);
  /// Asks all to end.
  void cancel_all();

  [[nodiscard]] EventLog& events() { return events_; }

private:
  struct Run;
  void work(Run& run);
  void tell(Run& run, std::string const& name, bool with_result);
  [[nodiscard]] static Json to_json(Run const& run, bool with_result);
  void make_room();

  int const threads_;
  std::mutex guard_;
  std::deque<std::unique_ptr<Run>> runs_;
  std::uint64_t started_ = 0;
  EventLog events_;
};

} // namespace korridor::serve
