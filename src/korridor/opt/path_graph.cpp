// Laying out the graph, and cutting it down.
#include "korridor/opt/path_graph.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Positions of items in the order of a key in [0, count): first[key] is where its items begin.
struct Buckets {
  std::vector<int> first, items;
  template <typename Key>
  Buckets(std::size_t count, std::size_t item_count, Key key) : first(count + 1, 0), items(item_count) {
    for (std::size_t i = 0; i < item_count; ++i) ++first[at(key(i)) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<int> fill(first.begin(), first.end() - 1);
    for (std::size_t i = 0; i < item_count; ++i) items[at(fill[at(key(i))]++)] = static_cast<int>(i);
  }
};

// [node] the component of each, by union of the ends of arcs, those that lead nowhere in one of their own,
// the last; the number without it.
int find_components(PathProgram const& program, std::vector<int>& component_of) {
  std::vector<char> leads(at(program.node_count), 0);
  for (PathProgram::Arc const& arc : program.arcs) leads[at(arc.tail)] = 1;
  std::vector<int> root(at(program.node_count));
  std::iota(root.begin(), root.end(), 0);
  auto const find = [&](int node) {
    while (root[at(node)] != node) node = root[at(node)] = root[at(root[at(node)])];
    return node;
  };
  for (PathProgram::Arc const& arc : program.arcs) {
    if (leads[at(arc.head)]) root[at(find(arc.tail))] = find(arc.head);
  }
  component_of.assign(root.size(), -1);
  int count = 0;
  for (int node = 0; node < program.node_count; ++node) {
    if (!leads[at(node)]) continue;
    int& of_root = component_of[at(find(node))];
    if (of_root < 0) of_root = count++;
    component_of[at(node)] = of_root;
  }
  for (int& component : component_of) {
    if (component < 0) component = count;
  }
  return count;
}

// Worths at what demands pay at most; -infinity where a path is dearer.
std::vector<double> worths(PathProgram const& program, PathGraph const& graph,
                           std::vector<double> const& resource_price, std::vector<double> const& bound) {
  std::vector<double> worth(graph.nodes.size(), -kInfinity);
  std::priority_queue<std::pair<double, int>> open;
  auto const raise = [&](int node, double there) {
    if (there <= worth[at(node)] || there <= graph.nodes[at(node)].label) return;
    worth[at(node)] = there;
    open.emplace(there, node);
  };
  for (std::size_t d = 0; d < bound.size(); ++d) {
    int const v = graph.place[at(program.demands[d].node)];
    if (v >= 0) raise(v, bound[d]);
  }
  while (!open.empty()) {
    auto const [known, node] = open.top();
    open.pop();
    if (known < worth[at(node)]) continue;
    for (int i = graph.into_first[at(node)]; i < graph.into_first[at(node) + 1]; ++i) {
      int const a = graph.into[at(i)];
      raise(graph.tail[at(a)], graph.gain_of(at(a)) * known - weight_of(program, graph, a, resource_price));
    }
  }
  return worth;
}

} // namespace

PathGraph whole_graph(PathProgram const& program, std::vector<char> const& left_out) {
  PathGraph graph;
  std::vector<int> component_of;
  std::size_t const count = at(find_components(program, component_of));
  for (std::size_t node = 0; node < left_out.size(); ++node) {
    if (left_out[node]) component_of[node] = static_cast<int>(count) + 1;
  }
  auto const is_left_out = [&](int node) { return at(component_of[at(node)]) > count; };
  graph.components.resize(count);
  Buckets const members(count + 2, component_of.size(), [&](std::size_t node) { return component_of[node]; });
  for (std::size_t c = 0; c < count; ++c) {
    graph.components[c].first = members.first[c];
    graph.components[c].end = members.first[c + 1];
  }
  graph.first_end = members.first[count];
  graph.place.assign(component_of.size(), -1);
  graph.nodes.reserve(component_of.size());
  for (int const node : members.items) {
    if (is_left_out(node)) break; // the last
    graph.place[at(node)] = static_cast<int>(graph.nodes.size());
    graph.nodes.push_back({kInfinity, 0, node});
  }
  for (std::size_t s = 0; s < program.supplies.size(); ++s) {
    if (is_left_out(program.supplies[s].node)) continue;
    std::size_t const c = at(component_of[at(program.supplies[s].node)]);
    (c == count ? graph.end_supplies : graph.components[c].supplies).push_back(static_cast<int>(s));
  }
  Buckets const wanted(component_of.size(), program.demands.size(),
                       [&](std::size_t d) { return program.demands[d].node; });
  auto const add_demands = [&](int node, std::vector<int>& demands) {
    for (int i = wanted.first[at(node)]; i < wanted.first[at(node) + 1]; ++i)
      demands.push_back(wanted.items[at(i)]);
  };
  for (int node = 0; node < program.node_count; ++node) {
    if (at(component_of[at(node)]) < count)
      add_demands(node, graph.components[at(component_of[at(node)])].demands);
  }
  for (PathProgram::Arc const& arc : program.arcs) {
    if (at(component_of[at(arc.head)]) == count)
      add_demands(arc.head, graph.components[at(component_of[at(arc.tail)])].demands);
  }

  int const node_count = static_cast<int>(graph.nodes.size());
  Buckets out(graph.nodes.size() + 1, program.arcs.size(), [&](std::size_t a) {
    int const tail = graph.place[at(program.arcs[a].tail)];
    return tail < 0 ? node_count : tail;
  });
  out.first.pop_back();
  out.items.resize(at(out.first.back())); // without those that are left out
  graph.arcs.reserve(program.arcs.size());
  graph.tail.reserve(program.arcs.size());
  graph.origin.reserve(program.arcs.size());
  bool lossy = false;
  for (int const a : out.items) {
    PathProgram::Arc const& arc = program.arcs[at(a)];
    int const entry_count = program.end_of_entries(a) - arc.first;
    int uses = PathGraph::kNothing;
    if (entry_count > 0) {
      Entry const& entry = program.entries[at(arc.first)];
      uses = entry_count == 1 && entry.coefficient == 1.0 ? entry.row : PathGraph::kMore;
    }
    graph.arcs.push_back({arc.cost, graph.place[at(arc.head)], uses});
    graph.tail.push_back(graph.place[at(arc.tail)]);
    graph.origin.push_back(a);
    lossy = lossy || arc.gain != 1.0;
  }
  graph.first = std::move(out.first);
  if (lossy) {
    for (int const a : graph.origin) graph.gain.push_back(program.arcs[at(a)].gain);
  }
  return graph;
}

void PathGraph::index_heads() {
  Buckets by_head(nodes.size(), arcs.size(), [&](std::size_t a) { return arcs[a].head; });
  into_first = std::move(by_head.first);
  into = std::move(by_head.items);
}

PathGraph part_that_matters(PathProgram const& program, PathGraph const& graph,
                            std::vector<double> const& resource_price, std::vector<double> const& bound) {
  std::vector<double> const worth = worths(program, graph, resource_price, bound);
  PathGraph part;
  part.place.assign(graph.place.size(), -1);
  auto const keep = [&](int first, int end) {
    for (int v = first; v < end; ++v) {
      if (worth[at(v)] == -kInfinity) continue;
      int const node = graph.nodes[at(v)].node;
      part.place[at(node)] = static_cast<int>(part.nodes.size());
      part.nodes.push_back({graph.nodes[at(v)].label, 0, node});
    }
  };
  auto const kept = [&](std::vector<int> const& some, std::vector<MarginalLine> const& lines) {
    std::vector<int> still;
    for (int const i : some) {
      if (part.place[at(lines[at(i)].node)] >= 0) still.push_back(i);
    }
    return still;
  };
  for (PathGraph::Component const& component : graph.components) {
    int const first = static_cast<int>(part.nodes.size());
    keep(component.first, component.end);
    if (static_cast<int>(part.nodes.size()) == first) continue;
    part.components.push_back(
        {first, static_cast<int>(part.nodes.size()), kept(component.supplies, program.supplies), {}});
  }
  part.first_end = static_cast<int>(part.nodes.size());
  keep(graph.first_end, static_cast<int>(graph.nodes.size()));
  part.end_supplies = kept(graph.end_supplies, program.supplies);
  std::size_t c = 0;
  for (PathGraph::Component const& component : graph.components) { // ends have their places now
    if (c == part.components.size()) break;
    int const node = part.nodes[at(part.components[c].first)].node;
    int const v = graph.place[at(node)];
    if (v < component.first || v >= component.end) continue;
    part.components[c++].demands = kept(component.demands, program.demands);
  }
  for (std::size_t v = 0; v < part.nodes.size(); ++v) {
    part.first.push_back(static_cast<int>(part.arcs.size()));
    int const old = graph.place[at(part.nodes[v].node)];
    for (int a = graph.first[at(old)]; a < graph.first[at(old) + 1]; ++a) {
      PathGraph::Arc arc = graph.arcs[at(a)];
      int const head = part.place[at(graph.nodes[at(arc.head)].node)];
      if (head < 0) continue;
      double const there =
          (part.nodes[v].label + weight_of(program, graph, a, resource_price)) / graph.gain_of(at(a));
      if (there >= worth[at(arc.head)]) continue;
      arc.head = head;
      part.arcs.push_back(arc);
      part.tail.push_back(static_cast<int>(v));
      part.origin.push_back(graph.origin[at(a)]);
      if (!graph.gain.empty()) part.gain.push_back(graph.gain[at(a)]);
    }
  }
  part.first.push_back(static_cast<int>(part.arcs.size()));
  return part;
}

} // namespace korridor::opt
