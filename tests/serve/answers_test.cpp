// Answers kept and shared, and events that a stream takes up again.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "korridor/serve/answers.hpp"
#include "korridor/serve/event_log.hpp"
#include "korridor/serve/model_reply.hpp"
#include "support/folder_builder.hpp"

namespace {

using namespace korridor;
using namespace std::chrono_literals;
using serve::Outcome;

std::shared_ptr<serve::Snapshot const> snapshot() {
  auto out = std::make_shared<serve::Snapshot>();
  out->folder =
      test::FolderBuilder()
          .period("2023")
          .table("actor", {"actor_id", "kind"}, {{"A", "state"}})
          .table("node", {"node_id", "x_coord", "y_coord", "jurisdiction"},
                 {{"a", "0", "0", "A"}, {"b", "1", "0", "A"}})
          .table("commodity", {"commodity_id", "unit"}, {{"crude", "t"}})
          .table("link", {"link_id", "from_node_id", "to_node_id", "cost", "active_from", "active_to"},
                 {{"l", "a", "b", "1", "2020", "2023-06"}})
          .table("supply", {"node_id", "commodity_id", "capacity", "cost"}, {{"a", "crude", "9", "1"}})
          .table("demand", {"node_id", "commodity_id", "quantity", "value"}, {{"b", "crude", "5", "9"}})
          .folder();
  out->base = model::build_instance(*out->folder, {}, out->findings);
  out->version = "1";
  REQUIRE(out->base);
  return out;
}

model::CaseText closed(std::string const& what) {
  model::CaseText text;
  text.close = {what};
  return text;
}

bool stays() { return false; }

} // namespace

TEST_CASE("the same case asked by many at once is solved once") {
  serve::Answers answers(2, 0.0, 8);
  auto const shot = snapshot();
  std::vector<std::thread> threads;
  std::atomic<int> answered{0};
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      if (answers.get(shot, closed("l"), {}, stays)->kind == Outcome::Kind::answered) ++answered;
    });
  }
  for (std::thread& it : threads) it.join();
  CHECK(answered == 16);
  CHECK(answers.counts().solved == 2); // the base case, from which it begins, and itself
}

TEST_CASE("answers that were not asked for of late make room") {
  serve::Answers answers(1, 0.0, 2);
  auto const shot = snapshot();
  static_cast<void>(answers.get(shot, closed("l"), {}, stays));
  static_cast<void>(answers.get(shot, closed("a"), {}, stays)); // drops the closed link, not the base case
  CHECK(answers.counts().solved == 3);
  static_cast<void>(answers.get(shot, {}, {}, stays));
  static_cast<void>(answers.get(shot, closed("a"), {}, stays));
  CHECK(answers.counts().solved == 3);
  static_cast<void>(answers.get(shot, closed("l"), {}, stays));
  CHECK(answers.counts().solved == 4);
}

TEST_CASE("a case at fault is told so and what is asked with other needs is another answer") {
  serve::Answers answers(1, 0.0, 8);
  auto const shot = snapshot();
  auto const outcome = answers.get(shot, closed("nothing"), {}, stays);
  CHECK(outcome->kind == Outcome::Kind::fault);
  CHECK(outcome->findings.has("E900"));
  auto const plain = answers.get(shot, {}, {}, stays);
  auto const inside = answers.get(shot, {}, {false, true}, stays);
  CHECK(plain->answer->inside == nullptr);
  CHECK(inside->answer->inside != nullptr);
  serve::Snapshot broken;
  broken.findings.error("E100", "link.csv", 2, "", "", "is wrong", "");
  auto const refused = answers.get(std::make_shared<serve::Snapshot const>(broken), {}, {}, stays);
  CHECK(refused->findings.has("E100"));
}

TEST_CASE("who leaves while others are served waits no longer") {
  serve::Answers answers(0, 0.0, 8); // no place is ever free
  int looks = 0;
  auto const outcome = answers.get(snapshot(), {}, {}, [&] { return ++looks == 3; });
  CHECK(outcome->kind == Outcome::Kind::gone);
  CHECK(looks == 3);
  CHECK(answers.counts().left == 1);
}

TEST_CASE("a solve that nobody waits for any more is ended and its answer is not kept") {
  serve::Answers answers(1, 0.0, 8);
  auto const shot = snapshot();
  auto const left = answers.get(shot, {}, {}, [] { return true; });
  CHECK(left->kind == Outcome::Kind::gone);
  CHECK(answers.counts().left == 1);
  CHECK(answers.get(shot, {}, {}, stays)->kind == Outcome::Kind::answered);
  CHECK(answers.counts().solved == 2);
}

TEST_CASE("a solve whose asker leaves goes on for another who waits for it") {
  serve::Answers answers(1, 0.0, 8);
  auto const shot = snapshot();
  std::thread other;
  std::atomic<bool> waits{false};
  std::shared_ptr<Outcome const> found;
  int looks = 0;
  auto const first = answers.get(shot, {}, {}, [&] {
    // The solve has begun: another comes to wait for it, and only then this one leaves.
    if (looks++ == 0) {
      other = std::thread([&] {
        found = answers.get(shot, {}, {}, [&] {
          waits = true; // asked between two looks of one who waits
          return false;
        });
      });
      while (!waits) std::this_thread::sleep_for(1ms);
    }
    return true;
  });
  other.join();
  CHECK(first->kind == Outcome::Kind::answered);
  CHECK(found->answer == first->answer);
  CHECK(answers.counts().solved == 1);
}

TEST_CASE("days on which things change are those of their beginning and the first after their end") {
  auto const days = serve::turning_days(*snapshot()->folder);
  CHECK(days == std::vector<std::string>{"2020-01-01", "2023-07-01"});
}

TEST_CASE("a stream gets the events after the one that it names and of large ones the newest alone") {
  serve::EventLog log;
  log.add("progress", "run1", "{1}", false);
  log.add("partial", "run1", "{2}", true);
  log.add("partial", "run1", "{3}", true);
  log.add("partial", "run2", "{4}", true);
  std::uint64_t after = 0;
  CHECK(log.wait(after, 0ms) == "id: 1\nevent: progress\ndata: {1}\n\nid: 3\nevent: partial\ndata: {3}\n\n"
                                "id: 4\nevent: partial\ndata: {4}\n\n");
  CHECK(after == 4);
  CHECK(log.wait(after, 1ms).empty());
  after = 3;
  CHECK(log.wait(after, 0ms) == "id: 4\nevent: partial\ndata: {4}\n\n");
  after = 99; // of a server before this one
  CHECK(log.wait(after, 0ms).starts_with("id: 1\n"));
}

TEST_CASE("an event wakes who waits and old ones are dropped") {
  serve::EventLog log;
  std::thread later([&] {
    std::this_thread::sleep_for(20ms);
    log.add("done", "run1", "{}", false);
  });
  std::uint64_t after = 0;
  CHECK_FALSE(log.wait(after, 5s).empty());
  later.join();
  for (std::size_t i = 0; i < 2 * serve::EventLog::kKept; ++i) log.add("progress", "run1", "{}", false);
  after = 1;
  std::string const frames = log.wait(after, 0ms);
  CHECK(frames.starts_with("id: " + std::to_string(serve::EventLog::kKept + 2) + "\n"));
}
