// A map of outcomes under one lock; solves run outside of it.
#include "korridor/serve/answers.hpp"

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include <malloc.h>

#include "korridor/study/engine.hpp"
#include "korridor/study/without_measure.hpp"

namespace korridor::serve {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostWaiting = 64;
constexpr auto kLook = 20ms; ///< between two looks at whether the client is still there

/// Texts joined so that no two cases share a key.
std::string key_of(Snapshot const& snapshot, model::CaseText const& text) {
  std::string key = snapshot.version;
  auto const add = [&](std::string const& word) { key += std::to_string(word.size()) + ':' + word; };
  for (std::string const* word : {&text.scenario, &text.date, &text.period}) add(*word);
  for (auto const* list : {&text.close, &text.ban, &text.measure, &text.set, &text.lift}) {
    key += '[';
    for (std::string const& word : *list) add(word);
    key += ']';
  }
  return key;
}

std::shared_ptr<Outcome const> faulty(Snapshot const& snapshot) {
  auto out = std::make_shared<Outcome>();
  out->findings = snapshot.findings;
  return out;
}

std::shared_ptr<Outcome const> ended(Outcome::Kind kind) {
  auto out = std::make_shared<Outcome>();
  out->kind = kind;
  return out;
}

} // namespace

Answers::Answers(int threads, double time_limit, std::size_t kept)
    : threads_(threads), time_limit_(time_limit), kept_(kept) {}

std::shared_ptr<Outcome const> Answers::get(std::shared_ptr<Snapshot const> const& snapshot,
                                            model::CaseText const& text, Need need, Gone const& gone) {
  if (!snapshot->usable()) return faulty(*snapshot);
  study::SolveOptions options;
  if (text != model::CaseText()) {
    std::shared_ptr<Outcome const> base = get(snapshot, {}, {}, gone);
    if (base->kind == Outcome::Kind::busy || base->kind == Outcome::Kind::gone) return base;
    if (base->answer) options.start = base->answer->learnt;
  }
  options.intervals = need.intervals;
  options.keep_inside = need.inside;
  options.friction = need.friction;
  options.time_limit = time_limit_;
  std::string needs;
  for (bool const it : {need.intervals, need.inside, need.friction}) needs += it ? '1' : '0';
  return shared(needs + key_of(*snapshot, text), gone, [&](Outcome& out, Gone const& stop) {
    options.stop = stop;
    model::Case const what = model::read_case(*snapshot->folder, text, out.findings);
    if (out.findings.has_errors()) return;
    std::optional<study::Answer> found =
        study::make_engine(*snapshot->folder)->answer(what, options, out.findings);
    if (!found) return;
    out.kind = Outcome::Kind::answered;
    out.answer = std::make_shared<study::Answer const>(std::move(*found));
  });
}

std::shared_ptr<Outcome const> Answers::with_and_without(std::shared_ptr<Snapshot const> const& snapshot,
                                                         model::CaseText const& text,
                                                         std::string const& measure, Gone const& gone) {
  if (!snapshot->usable()) return faulty(*snapshot);
  std::string const key = "measure " + measure + ' ' + key_of(*snapshot, text);
  return shared(key, gone, [&](Outcome& out, Gone const& stop) {
    model::Case const what = model::read_case(*snapshot->folder, text, out.findings);
    if (out.findings.has_errors()) return;
    study::SolveOptions options;
    options.intervals = false;
    options.time_limit = time_limit_;
    options.stop = stop;
    auto both = study::with_and_without(*snapshot->folder, what, measure, options, out.findings);
    if (!both) return;
    out.kind = Outcome::Kind::answered;
    out.without = std::make_shared<study::Answer const>(std::move(both->first));
    out.answer = std::make_shared<study::Answer const>(std::move(both->second));
  });
}

std::shared_ptr<Outcome const> Answers::shared(std::string const& key, Gone const& gone, Work const& work) {
  std::unique_lock lock(guard_);
  if (wanted_.size() >= kMostWaiting) return ended(Outcome::Kind::busy);
  auto const waiting = wanted_.insert(key);
  // Until it is there, or nobody solves it and a place to do so is free.
  while (true) {
    auto const found = entries_.find(key);
    if (found != entries_.end() && found->second.outcome) {
      wanted_.erase(waiting);
      ++counts_.found;
      found->second.used = ++clock_;
      return found->second.outcome;
    }
    if (found == entries_.end() && running_ < threads_) break;
    changed_.wait_for(lock, kLook);
    lock.unlock();
    bool const left = gone();
    lock.lock();
    if (!left) continue;
    wanted_.erase(waiting);
    ++counts_.left;
    return ended(Outcome::Kind::gone);
  }
  wanted_.erase(waiting);
  ++running_;
  ++counts_.solved;
  entries_[key];
  lock.unlock();
  bool stopped = false;
  auto const stop = [&] {
    if (stopped || !gone()) return stopped;
    std::lock_guard const look(guard_);
    return stopped = wanted_.count(key) == 0;
  };
  auto const outcome = std::make_shared<Outcome>();
  std::exception_ptr error;
  try {
    work(*outcome, stop);
  } catch (...) {
    error = std::current_exception();
  }
  ::malloc_trim(0); // a solve takes many times what its answer keeps, in an arena of this thread
  lock.lock();
  --running_;
  if (error || stopped) {
    entries_.erase(key); // who came to wait since then makes it
  } else {
    entries_[key] = {outcome, ++clock_};
    drop_oldest();
  }
  changed_.notify_all();
  if (error) std::rethrow_exception(error);
  if (!stopped) return outcome;
  ++counts_.left;
  return ended(Outcome::Kind::gone);
}

void Answers::drop_oldest() {
  while (entries_.size() > kept_) {
    auto oldest = entries_.end();
    for (auto it = entries_.begin(); it != entries_.end(); ++it) {
      if (it->second.outcome && (oldest == entries_.end() || it->second.used < oldest->second.used))
        oldest = it;
    }
    if (oldest == entries_.end()) return;
    entries_.erase(oldest);
  }
}

Answers::Counts Answers::counts() const {
  std::lock_guard const lock(guard_);
  return counts_;
}

} // namespace korridor::serve
