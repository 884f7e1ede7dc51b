// Answers to cases, kept and shared: the same case asked twice at once is solved once, so many are solved at
// a time, and who went away waits no longer.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "korridor/core/findings.hpp"
#include "korridor/model/case_text.hpp"
#include "korridor/serve/model_store.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::serve {

/// What an answer must be able to tell.
struct Need {
  bool intervals = false; ///< ends of price and actor intervals
  bool inside = false;    ///< the programme, for questions about links
  bool friction = true;   ///< false: goods take the cheapest way
};

/// How a question ended.
struct Outcome {
  enum class Kind {
    answered,
    fault, ///< the input is at fault: see `findings`
    busy,  ///< too many wait
    gone   ///< the client left before it was there, and nobody else waits
  };
  Kind kind = Kind::fault;
  std::shared_ptr<study::Answer const> answer;  ///< where answered
  std::shared_ptr<study::Answer const> without; ///< of `with_and_without`: the answer without the measure
  Findings findings;
};

class Answers {
public:
  using Gone = std::function<bool()>;

  /// `threads` cases are solved at a time, each for `time_limit` seconds of processor time at most; `kept`
  /// answers stay, those asked for last.
  Answers(int threads, double time_limit, std::size_t kept);

  /// The answer to a case, found, awaited or solved here. All cases but the base case begin from its answer
  /// (SolveOptions::start), so that an answer depends on nothing but the case. `gone` is asked while it
  /// waits and while it is solved: a solve that nobody waits for any more is ended.
  [[nodiscard]] std::shared_ptr<Outcome const> get(std::shared_ptr<Snapshot const> const& snapshot,
                                                   model::CaseText const& text, Need need, Gone const& gone);

  /// Two answers, with a measure of measure.csv and without it (study/without_measure.hpp).
  [[nodiscard]] std::shared_ptr<Outcome const>
  with_and_without(std::shared_ptr<Snapshot const> const& snapshot, model::CaseText const& text,
                   std::string const& measure, Gone const& gone);

  struct Counts {
    std::size_t solved = 0, found = 0, left = 0;
  };
  [[nodiscard]] Counts counts() const;

private:
  struct Entry {
    std::shared_ptr<Outcome const> outcome; ///< null while it is made
    std::uint64_t used = 0;
  };

  /// Fills the outcome; ends early once the second says that nobody waits for it any more.
  using Work = std::function<void(Outcome&, Gone const&)>;
  /// The outcome under a key, found, awaited, or made by `work`.
  [[nodiscard]] std::shared_ptr<Outcome const> shared(std::string const& key, Gone const& gone,
                                                      Work const& work);
  void drop_oldest();

  int const threads_;
  double const time_limit_;
  std::size_t const kept_;
  mutable std::mutex guard_;
  std::condition_variable changed_;
  std::map<std::string, Entry> entries_;
  std::multiset<std::string> wanted_; ///< keys of those who wait
  std::uint64_t clock_ = 0;
  int running_ = 0;
  Counts counts_;
};

} // namespace korridor::serve
