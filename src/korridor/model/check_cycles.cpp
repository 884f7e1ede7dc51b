// Blocs that contain themselves and scenarios that are their own base, found by following the names.
#include <algorithm>
#include <map>

#include "korridor/core/text.hpp"
#include "korridor/model/check_context.hpp"

namespace korridor::model {

namespace {

struct Follower {
  std::string name;
  std::size_t line = 0; // of the row that names it
};

using Names = std::map<std::string, std::vector<Follower>, std::less<>>;

// Depth-first with its own stack: a chain of a million blocs must not end the program.
class CycleSearch {
public:
  explicit CycleSearch(Names const& names) : names_(names) {}

  /// The names on each cycle met, once, with the line where it closes.
  [[nodiscard]] std::vector<std::pair<std::vector<std::string>, std::size_t>> run() {
    for (auto const& [name, followers] : names_) {
      if (state_[name] == State::unseen) follow(name);
    }
    return std::move(cycles_);
  }

private:
  enum class State { unseen, open, done };
  struct Step {
    std::string name;
    std::size_t next = 0;
  };

  void follow(std::string const& start) {
    std::vector<Step> path{{start}};
    state_[start] = State::open;
    while (!path.empty()) {
      auto const found = names_.find(path.back().name);
      if (found == names_.end() || path.back().next == found->second.size()) {
        state_[path.back().name] = State::done;
        path.pop_back();
        continue;
      }
      Follower const& follower = found->second[path.back().next++];
      State& state = state_[follower.name];
      if (state == State::open) {
        close(path, follower);
      } else if (state == State::unseen) {
        state = State::open;
        path.push_back({follower.name});
      }
    }
  }

  void close(std::vector<Step> const& path, Follower const& follower) {
    auto const begin =
        std::find_if(path.begin(), path.end(), [&](Step const& step) { return step.name == follower.name; });
    std::vector<std::string> names;
    for (auto step = begin; step != path.end(); ++step) names.push_back(step->name);
    cycles_.emplace_back(std::move(names), follower.line);
  }

  Names const& names_;
  std::map<std::string, State, std::less<>> state_;
  std::vector<std::pair<std::vector<std::string>, std::size_t>> cycles_;
};

void report_cycles(Names const& names, std::string const& file, std::string_view column,
                   std::string const& what, CheckContext& context) {
  for (auto const& [cycle, line] : CycleSearch(names).run()) {
    std::string way = cycle.front();
    if (cycle.size() > 1) {
      for (std::size_t at = 1; at < cycle.size() && at < 8; ++at) way.append(", ").append(cycle[at]);
      if (cycle.size() > 8) way += ", ...";
    }
    context.error("E312", {file, line, column}, cycle.front(),
                  cycle.size() == 1 ? what : std::string(what).append(", through ").append(way),
                  "take one of these names out");
  }
}

} // namespace

void check_cycles(CheckContext& context) {
  if (Table const* const actors = context.folder().find("actor")) {
    Names members;
    for (Row const& row : actors->rows) {
      for (std::string_view const item : split_list(actors->cell(row, "members"))) {
        members[actors->cell(row, "actor_id")].push_back(
            {std::string(trimmed(item.substr(0, item.find(':')))), row.line});
      }
    }
    report_cycles(members, "actor.csv", "members", "contains itself", context);
  }
  if (Table const* const scenarios = context.folder().find("scenario")) {
    Names bases;
    for (Row const& row : scenarios->rows) {
      std::string const& base = scenarios->cell(row, "base");
      if (!base.empty()) bases[scenarios->cell(row, "scenario_id")].push_back({base, row.line});
    }
    report_cycles(bases, "scenario.csv", "base", "is its own base", context);
  }
}

} // namespace korridor::model
