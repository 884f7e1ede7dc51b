// Dijkstra's method over the components of a path programme.
#include "korridor/opt/path_pricing.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kArity = 4;

} // namespace

PathPricing::PathPricing(PathProgram const& program)
    : program_(program), first_out_(at(program.node_count) + 1, 0), out_(program.arcs.size()),
      weight_(program.arcs.size()), label_(at(program.node_count), kInfinity),
      into_(at(program.node_count), 0), place_(at(program.node_count), -1) {
  for (PathProgram::Arc const& arc : program.arcs) {
    ++first_out_[at(arc.tail) + 1];
    sound_ = sound_ && arc.gain > 0.0 && arc.gain <= 1.0 + 1e-12;
  }
  std::partial_sum(first_out_.begin(), first_out_.end(), first_out_.begin());
  std::vector<int> fill(first_out_.begin(), first_out_.end() - 1);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    PathProgram::Arc const& arc = program.arcs[a];
    out_[at(fill[at(arc.tail)]++)] = {arc.head, static_cast<int>(a), arc.gain};
  }
  split();
}

// Weakly connected components, by union of the ends of arcs.
void PathPricing::split() {
  std::vector<int> root(at(program_.node_count));
  std::iota(root.begin(), root.end(), 0);
  auto const find = [&](int node) {
    while (root[at(node)] != node) node = root[at(node)] = root[at(root[at(node)])];
    return node;
  };
  for (PathProgram::Arc const& arc : program_.arcs) root[at(find(arc.tail))] = find(arc.head);
  std::vector<int> component_of(at(program_.node_count), -1);
  for (int node = 0; node < program_.node_count; ++node) {
    int& component = component_of[at(find(node))];
    if (component < 0) {
      component = static_cast<int>(components_.size());
      components_.emplace_back();
    }
    components_[at(component)].nodes.push_back(node);
  }
  auto const of = [&](int node) -> Component& { return components_[at(component_of[at(find(node))])]; };
  for (std::size_t s = 0; s < program_.supplies.size(); ++s) {
    of(program_.supplies[s].node).supplies.push_back(static_cast<int>(s));
  }
  for (std::size_t d = 0; d < program_.demands.size(); ++d) {
    of(program_.demands[d].node).demands.push_back(static_cast<int>(d));
  }
}

void PathPricing::run(std::vector<double> const& resource_price, std::vector<double> const& supply_price,
                      std::vector<double> const& limit) {
  for (std::size_t a = 0; a < program_.arcs.size(); ++a) {
    double weight = program_.arcs[a].cost;
    int const end =
        a + 1 < program_.arcs.size() ? program_.arcs[a + 1].first : static_cast<int>(program_.entries.size());
    for (int e = program_.arcs[a].first; e < end; ++e) {
      weight += program_.entries[at(e)].coefficient * resource_price[at(program_.entries[at(e)].row)];
    }
    if (weight < 0.0) {
      sound_ = sound_ && weight > -1e-9;
      weight = 0.0;
    }
    weight_[a] = weight;
  }
  for (Component const& component : components_) {
    double most = limit.empty() ? kInfinity : -kInfinity;
    if (!limit.empty()) {
      for (int const d : component.demands) most = std::max(most, limit[at(d)]);
    }
    run(component, supply_price, most);
  }
}

void PathPricing::run(Component const& component, std::vector<double> const& supply_price, double limit) {
  for (int const node : component.nodes) {
    label_[at(node)] = kInfinity;
    place_[at(node)] = -1;
  }
  heap_.clear();
  for (int const s : component.supplies) {
    int const node = program_.supplies[at(s)].node;
    if (supply_price[at(s)] >= label_[at(node)]) continue;
    label_[at(node)] = supply_price[at(s)];
    into_[at(node)] = ~s;
    push(node);
  }
  while (!heap_.empty()) {
    int const node = pop();
    double const label = label_[at(node)];
    if (label > limit) break;
    for (int o = first_out_[at(node)]; o < first_out_[at(node) + 1]; ++o) {
      Out const& out = out_[at(o)];
      double const there = (label + weight_[at(out.arc)]) / out.gain;
      if (there < label) { // goods of negative worth that are lost on the way: labels need not settle
        sound_ = false;
        return;
      }
      if (there >= label_[at(out.head)]) continue;
      label_[at(out.head)] = there;
      into_[at(out.head)] = out.arc;
      push(out.head);
    }
  }
}

int PathPricing::trace(int node, std::vector<int>& arcs) const {
  arcs.clear();
  while (into_[at(node)] >= 0) {
    arcs.push_back(into_[at(node)]);
    node = program_.arcs[at(into_[at(node)])].tail;
  }
  return ~into_[at(node)];
}

void PathPricing::push(int node) {
  if (place_[at(node)] < 0) {
    place_[at(node)] = static_cast<int>(heap_.size());
    heap_.push_back(node);
  }
  sift_up(place_[at(node)]);
}

int PathPricing::pop() {
  int const first = heap_.front();
  int const last = heap_.back();
  heap_.pop_back();
  place_[at(first)] = -1;
  if (!heap_.empty()) {
    heap_.front() = last;
    place_[at(last)] = 0;
    sift_down(0);
  }
  return first;
}

void PathPricing::sift_up(int place) {
  int const node = heap_[at(place)];
  double const label = label_[at(node)];
  while (place > 0) {
    int const parent = (place - 1) / kArity;
    if (label_[at(heap_[at(parent)])] <= label) break;
    heap_[at(place)] = heap_[at(parent)];
    place_[at(heap_[at(place)])] = place;
    place = parent;
  }
  heap_[at(place)] = node;
  place_[at(node)] = place;
}

void PathPricing::sift_down(int place) {
  int const count = static_cast<int>(heap_.size());
  int const node = heap_[at(place)];
  double const label = label_[at(node)];
  for (int child = kArity * place + 1; child < count; child = kArity * place + 1) {
    int best = child;
    for (int c = child + 1; c < std::min(child + kArity, count); ++c) {
      if (label_[at(heap_[at(c)])] < label_[at(heap_[at(best)])]) best = c;
    }
    if (label_[at(heap_[at(best)])] >= label) break;
    heap_[at(place)] = heap_[at(best)];
    place_[at(heap_[at(place)])] = place;
    place = best;
  }
  heap_[at(place)] = node;
  place_[at(node)] = place;
}

} // namespace korridor::opt
