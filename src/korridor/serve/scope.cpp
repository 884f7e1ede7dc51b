// Two instances of one folder, compared link by link and node by node.
#include "korridor/serve/scope.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

namespace korridor::serve {

namespace {

using model::Instance;

bool same(model::Link const& a, model::Link const& b) {
  auto const numbers = [](model::Link const& it) {
    return std::tie(it.capacity, it.delay, it.efficiency, it.cost, it.toll, it.carries, it.directed);
  };
  return numbers(a) == numbers(b);
}

bool same(model::Node const& a, model::Node const& b) {
  auto const numbers = [](model::Node const& it) {
    return std::tie(it.capacity, it.delay, it.cost, it.toll);
  };
  return numbers(a) == numbers(b);
}

bool same(model::Supply const& a, model::Supply const& b) {
  return std::tie(a.capacity, a.cost, a.slope) == std::tie(b.capacity, b.cost, b.slope);
}

bool same(model::Demand const& a, model::Demand const& b) {
  return std::tie(a.quantity, a.value, a.slope) == std::tie(b.quantity, b.value, b.slope);
}

bool same(model::Process const& a, model::Process const& b) {
  return std::tie(a.capacity, a.cost) == std::tie(b.capacity, b.cost);
}

/// Positions are those of `after`; both list the same rows, sorted by id.
class Touched {
public:
  Touched(Instance const& before, Instance const& after)
      : after_(after), links_(after.links.size(), false), nodes_(after.nodes.size(), false) {
    auto const differ = [](auto const& was, auto const& is, std::size_t at) {
      return was.size() != is.size() || !same(was[at], is[at]);
    };
    for (std::size_t at = 0; at < links_.size(); ++at) links_[at] = differ(before.links, after.links, at);
    for (std::size_t at = 0; at < nodes_.size(); ++at) nodes_[at] = differ(before.nodes, after.nodes, at);
    auto const note = [&](auto const& was, auto const& is) {
      for (std::size_t at = 0; at < is.size(); ++at) {
        if (differ(was, is, at)) nodes_[static_cast<std::size_t>(is[at].node)] = true;
      }
    };
    note(before.supplies, after.supplies);
    note(before.demands, after.demands);
    note(before.processes, after.processes);
    add_measures_of(after, before);
    add_measures_of(before, after);
  }

  [[nodiscard]] Json links() const { return ids(after_.links, links_); }
  [[nodiscard]] Json nodes() const { return ids(after_.nodes, nodes_); }

  /// Who holds or owns what is touched, and who imposed a measure that only one side has.
  [[nodiscard]] Json actors() const {
    std::set<int> found = imposers_;
    auto const add = [&](auto const& things, std::vector<bool> const& touched) {
      for (std::size_t at = 0; at < things.size(); ++at) {
        if (!touched[at]) continue;
        found.insert(things[at].controllers.begin(), things[at].controllers.end());
        for (model::Share const& owner : things[at].owners) found.insert(owner.actor);
      }
    };
    add(after_.links, links_);
    add(after_.nodes, nodes_);
    Json out = Json::array();
    for (int const actor : found) {
      if (actor != model::kNone) out.push_back(after_.actors[static_cast<std::size_t>(actor)].id);
    }
    return out;
  }

private:
  template <class Thing>
  static Json ids(std::vector<Thing> const& things, std::vector<bool> const& touched) {
    Json out = Json::array();
    for (std::size_t at = 0; at < things.size(); ++at) {
      if (touched[at]) out.push_back(things[at].id);
    }
    return out;
  }

  void add_measures_of(Instance const& one, Instance const& other) {
    for (model::Measure const& measure : one.measures) {
      bool const in_both = std::any_of(other.measures.begin(), other.measures.end(),
                                       [&](model::Measure const& it) { return it.id == measure.id; });
      if (in_both) continue;
      imposers_.insert(measure.imposer);
      // Without a place it counts everywhere, and names nothing.
      if (measure.where.kind == model::SetKind::everything) continue;
      for (std::size_t at = 0; at < links_.size(); ++at) links_[at] = links_[at] || measure.where.links[at];
      for (std::size_t at = 0; at < nodes_.size(); ++at) nodes_[at] = nodes_[at] || measure.where.nodes[at];
    }
  }

  Instance const& after_;
  std::vector<bool> links_, nodes_;
  std::set<int> imposers_;
};

} // namespace

Json scope_json(Instance const& before, Instance const& after, std::string const& command) {
  Touched const touched(before, after);
  Json in_force = Json::array();
  for (model::Measure const& measure : after.measures) in_force.push_back(measure.id);
  return {{"command", command},
          {"links", touched.links()},
          {"nodes", touched.nodes()},
          {"actors", touched.actors()},
          {"measures_in_force", std::move(in_force)}};
}

std::optional<Json> case_scope(Snapshot const& snapshot, model::CaseText const& text,
                               std::string const& command, Findings& findings) {
  model::Case const what = model::read_case(*snapshot.folder, text, findings);
  if (findings.has_errors()) return std::nullopt;
  std::optional<Instance> const after = model::build_instance(*snapshot.folder, what, findings);
  if (!after) return std::nullopt;
  if (text.date.empty() && text.period.empty()) return scope_json(*snapshot.base, *after, command);
  model::Case same_time;
  same_time.date = text.date;
  same_time.period = text.period;
  std::optional<Instance> const before = model::build_instance(*snapshot.folder, same_time, findings);
  if (!before) return std::nullopt;
  return scope_json(*before, *after, command);
}

} // namespace korridor::serve
