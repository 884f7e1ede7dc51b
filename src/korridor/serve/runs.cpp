// A thread for each run; its state under one lock.
#include "korridor/serve/runs.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "korridor/report/rank_document.hpp"

namespace korridor::serve {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kBetweenProgress = 100ms;
constexpr auto kBetweenPartials = 1s;

std::string first_error(Findings const& findings) {
  for (Finding const& it : findings.all()) {
    if (it.severity == Severity::error) return it.text();
  }
  return "";
}

} // namespace

struct Runs::Run {
  std::string id;
  std::string state = "running";
  study::RankProgress progress;
  std::string message;
  std::shared_ptr<Json const> result;
  Clock::time_point stage_began = Clock::now(), told_progress, told_partial;
  std::size_t first_done = 0; ///< of the stage
  std::atomic<bool> stop{false};
  std::shared_ptr<Snapshot const> snapshot;
  model::Case what;
  study::RankOptions options;
  std::optional<study::Ranking> partial; ///< what is settled so far
  std::thread thread;
};

Runs::Runs(int threads) : threads_(threads) {}

Runs::~Runs() {
  cancel_all();
  for (std::unique_ptr<Run> const& it : runs_) it->thread.join();
}

void Runs::cancel_all() {
  std::lock_guard const lock(guard_);
  for (std::unique_ptr<Run> const& it : runs_) it->stop = true;
}

Json Runs::to_json(Run const& run, bool with_result) {
  Json left;
  std::size_t const done = run.progress.done - std::min(run.progress.done, run.first_done);
  if (run.state == "running" && done > 0) {
    double const spent = std::chrono::duration<double>(Clock::now() - run.stage_began).count();
    left = spent / static_cast<double>(done) * static_cast<double>(run.progress.total - run.progress.done);
  }
  return {{"run_id", run.id},
          {"kind", "rank"},
          {"state", run.state},
          {"done", run.progress.done},
          {"total", run.progress.total},
          {"stage", run.progress.stage},
          {"seconds_left", left},
          {"message", run.message},
          {"result", with_result && run.result ? *run.result : Json()}};
}

void Runs::tell(Run& run, std::string const& name, bool with_result) {
  Json const json = to_json(run, with_result);
  events_.add(name, run.id, json.dump(-1, ' ', false, Json::error_handler_t::replace), with_result);
}

void Runs::make_room() {
  while (runs_.size() >= kKept) {
    auto const oldest = std::find_if(runs_.begin(), runs_.end(),
                                     [](std::unique_ptr<Run> const& it) { return it->state != "running"; });
    if (oldest == runs_.end()) return;
    (*oldest)->thread.join();
    runs_.erase(oldest);
  }
}

std::optional<Json> Runs::start(std::shared_ptr<Snapshot const> snapshot, model::Case what,
                                study::RankOptions options) {
  std::lock_guard const lock(guard_);
  auto const running = std::count_if(runs_.begin(), runs_.end(),
                                     [](std::unique_ptr<Run> const& it) { return it->state == "running"; });
  if (static_cast<std::size_t>(running) >= kRunning) return std::nullopt;
  make_room();
  Run& run = *runs_.emplace_back(std::make_unique<Run>());
  run.id = "run" + std::to_string(++started_);
  run.snapshot = std::move(snapshot);
  run.what = std::move(what);
  run.options = std::move(options);
  tell(run, "progress", false);
  run.thread = std::thread([this, &run] { work(run); });
  return to_json(run, false);
}

void Runs::work(Run& run) {
  study::RankOptions options = run.options;
  options.threads = threads_;
  options.stop = [&run] { return run.stop.load(); };
  options.progress = [&](study::RankProgress const& at) {
    std::lock_guard const lock(guard_);
    auto const now = Clock::now();
    if (at.stage != run.progress.stage) {
      run.stage_began = now;
      run.first_done = at.done - 1;
    }
    run.progress = at;
    if (now - run.told_progress < kBetweenProgress && at.done < at.total) return;
    run.told_progress = now;
    tell(run, "progress", false);
  };
  options.settled = [&](study::Ranking const& so_far, study::RankRow const& row) {
    if (!run.partial) run.partial = so_far;
    run.partial->rows.push_back(row);
    auto const now = Clock::now();
    if (now - run.told_partial < kBetweenPartials) return;
    run.told_partial = now;
    study::put_in_order(*run.partial);
    auto const result = std::make_shared<Json const>(report::rank_document(*run.partial).json);
    std::lock_guard const lock(guard_);
    run.result = result;
    tell(run, "partial", true);
  };
  Findings findings;
  std::string failed;
  std::optional<study::Ranking> found;
  try {
    found = study::rank(*run.snapshot->folder, run.what, options, findings);
    if (!found) failed = first_error(findings);
  } catch (std::exception const& error) {
    failed = std::string("a fault of Korridor: ") + error.what();
  }
  std::shared_ptr<Json const> result;
  if (found) result = std::make_shared<Json const>(report::rank_document(*found).json);
  std::lock_guard const lock(guard_);
  run.partial.reset();
  run.snapshot.reset();
  if (result) run.result = std::move(result);
  run.message = failed;
  bool const cut_short = run.stop && found && found->counts.not_reached > 0;
  run.state = !failed.empty() ? "failed" : cut_short ? "cancelled" : "done";
  tell(run, run.state, true);
}

Json Runs::list() {
  std::lock_guard const lock(guard_);
  Json out = Json::array();
  for (std::unique_ptr<Run> const& it : runs_) out.push_back(to_json(*it, false));
  std::reverse(out.begin(), out.end());
  return out;
}

std::optional<Json> Runs::find(std::string const& id) {
  std::lock_guard const lock(guard_);
  for (std::unique_ptr<Run> const& it : runs_) {
    if (it->id == id) return to_json(*it, true);
  }
  return std::nullopt;
}

std::optional<Json> Runs::cancel(std::string const& id) {
  std::lock_guard const lock(guard_);
  for (std::unique_ptr<Run> const& it : runs_) {
    if (it->id != id) continue;
    it->stop = true;
    return to_json(*it, false);
  }
  return std::nullopt;
}

} // namespace korridor::serve
