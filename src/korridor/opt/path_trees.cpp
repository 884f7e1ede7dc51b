// Mending the trees of cheapest paths, layer by layer.
#include "korridor/opt/path_trees.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace korridor::opt {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNegative = -1e-9;                       // of a weight: less below 0 is rounding
constexpr int kNothing = std::numeric_limits<int>::max(); // into a node without a label

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// Positions by key: `first` [key + 1], and the positions in order.
template <typename KeyOf>
void group(int key_count, int count, KeyOf key_of, std::vector<int>& first, std::vector<int>& positions) {
  first.assign(at(key_count) + 1, 0);
  for (int i = 0; i < count; ++i) ++first[at(key_of(i)) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<int> fill(first.begin(), first.end() - 1);
  positions.resize(at(count));
  for (int i = 0; i < count; ++i) positions[at(fill[at(key_of(i))]++)] = i;
}

} // namespace

LayeredGraph::LayeredGraph(PathProgram const& program) {
  int const nodes = program.node_count, arcs = static_cast<int>(program.arcs.size());
  std::vector<int> leaving, order, arriving;
  group(
      nodes, arcs, [&](int a) { return program.arcs[at(a)].tail; }, leaving, order);
  group(
      nodes, arcs, [&](int a) { return program.arcs[at(a)].head; }, in_first, arriving);
  for (int const a : arriving) in.push_back({program.arcs[at(a)].tail, a});
  auto const is_sink = [&](int node) { return leaving[at(node)] == leaving[at(node) + 1]; };
  step_first.assign(1, 0);
  step_of_arc.assign(at(arcs), -1);
  std::vector<int> root(at(nodes));
  std::iota(root.begin(), root.end(), 0);
  auto const find = [&](int node) {
    while (root[at(node)] != node) node = root[at(node)] = root[at(root[at(node)])];
    return node;
  };
  for (int node = 0; node < nodes; ++node) {
    for (int i = leaving[at(node)]; i < leaving[at(node) + 1]; ++i) {
      PathProgram::Arc const& arc = program.arcs[at(order[at(i)])];
      lossy = lossy || arc.gain != 1.0;
      if (is_sink(arc.head)) continue;
      step_of_arc[at(order[at(i)])] = static_cast<int>(steps.size());
      steps.push_back({arc.cost, arc.head, order[at(i)]});
      root[at(find(arc.tail))] = find(arc.head);
    }
    step_first.push_back(static_cast<int>(steps.size()));
  }
  layer_of.assign(at(nodes), -1);
  int layers = 0;
  for (int node = 0; node < nodes; ++node) {
    if (is_sink(node)) continue;
    int& layer = layer_of[at(find(node))];
    if (layer < 0) layer = layers++;
    layer_of[at(node)] = layer;
  }
  // Sinks go to a layer more than there are, which is then cut off.
  group(
      layers + 1, nodes, [&](int n) { return layer_of[at(n)] < 0 ? layers : layer_of[at(n)]; }, layer_first,
      layer_nodes);
  layer_first.pop_back();
  int const supplies = static_cast<int>(program.supplies.size());
  group(
      nodes, supplies, [&](int s) { return program.supplies[at(s)].node; }, supply_first, node_supplies);
  layer_supplies.resize(at(layers));
  for (int s = 0; s < supplies; ++s) {
    int const layer = layer_of[at(program.supplies[at(s)].node)];
    if (layer >= 0) layer_supplies[at(layer)].push_back(s);
  }
  std::vector<int> arc_of_entry;
  for (int a = 0; a < arcs; ++a) {
    while (static_cast<int>(arc_of_entry.size()) < program.end_of_entries(a)) arc_of_entry.push_back(a);
  }
  int const resources = static_cast<int>(program.capacity.size());
  int const entries = static_cast<int>(program.entries.size());
  group(
      resources, entries, [&](int e) { return program.entries[at(e)].row; }, resource_first, resource_arcs);
  for (int& entry : resource_arcs) entry = arc_of_entry[at(entry)];
}

PathTrees::PathTrees(PathProgram const& program, LayeredGraph const& graph, double kept_within)
    : program_(&program), graph_(&graph), kept_within_(kept_within), price_(program.capacity.size(), 0.0),
      supply_price_(program.supplies.size(), kInfinity), weight_(program.arcs.size()), steps_(graph.steps),
      nodes_(at(program.node_count), {kInfinity, kNothing}), shut_(program.arcs.size(), 0),
      arc_changed_(program.arcs.size(), 0), layer_changed_(at(graph.layer_count()), 0),
      is_marked_(program.arcs.size(), 0), changes_(at(graph.layer_count())),
      is_lost_(at(program.node_count), 0) {
  for (std::size_t a = 0; a < weight_.size(); ++a) weight_[a] = program.arcs[a].cost;
}

PathTrees::PathTrees(PathTrees const& other, PathProgram const& program) : PathTrees(other) {
  program_ = &program;
  changed_arcs_.clear();
  changed_prices_.clear();
  std::fill(arc_changed_.begin(), arc_changed_.end(), char{0});
  std::fill(layer_changed_.begin(), layer_changed_.end(), char{0});
}

void PathTrees::mark(int arc) {
  if (is_marked_[at(arc)]) return;
  is_marked_[at(arc)] = 1;
  marked_.push_back(arc);
}

void PathTrees::shut(int arc) {
  shut_[at(arc)] = 1;
  mark(arc);
}

double PathTrees::weight_of(int arc) const {
  if (shut_[at(arc)]) return kInfinity;
  double weight = program_->arcs[at(arc)].cost;
  for (int e = program_->arcs[at(arc)].first; e < program_->end_of_entries(arc); ++e)
    weight += program_->entries[at(e)].coefficient * price_[at(program_->entries[at(e)].row)];
  return weight;
}

// Sorts what has become dearer or cheaper by layer.
void PathTrees::find_changes(std::vector<double> const& price, std::vector<double> const& supply_price) {
  for (std::size_t r = 0; r < price_.size(); ++r) {
    if (std::abs(price[r] - price_[r]) <= kept_within_) continue;
    price_[r] = price[r];
    changed_prices_.push_back(static_cast<int>(r));
    for (int i = graph_->resource_first[r]; i < graph_->resource_first[r + 1]; ++i)
      mark(graph_->resource_arcs[at(i)]);
  }
  auto const note = [&](int node, Change change) {
    int const layer = graph_->layer_of[at(node)];
    if (layer < 0) return;
    if (changes_[at(layer)].empty()) touched_layers_.push_back(layer);
    changes_[at(layer)].push_back(change);
  };
  for (int const arc : marked_) {
    is_marked_[at(arc)] = 0;
    double weight = weight_of(arc);
    if (weight < 0.0) {
      sound_ = sound_ && weight > kNegative;
      weight = 0.0;
    }
    if (weight == weight_[at(arc)]) continue;
    if (!arc_changed_[at(arc)]) changed_arcs_.push_back(arc);
    arc_changed_[at(arc)] = 1;
    note(program_->arcs[at(arc)].head, {arc, weight > weight_[at(arc)]});
    weight_[at(arc)] = weight;
    int const step = graph_->step_of_arc[at(arc)];
    if (step >= 0) steps_[at(step)].weight = weight;
  }
  marked_.clear();
  for (std::size_t s = 0; s < supply_price.size(); ++s) {
    double const old = supply_price_[s], now = supply_price[s];
    if (now == old || std::abs(now - old) <= kept_within_) continue;
    supply_price_[s] = now;
    note(program_->supplies[s].node, {~static_cast<int>(s), now > old});
  }
}

void PathTrees::update(std::vector<double> const& price, std::vector<double> const& supply_price) {
  touched_layers_.clear();
  find_changes(price, supply_price);
  for (int const layer : touched_layers_) {
    layer_changed_[at(layer)] = 1;
    mend(layer);
    changes_[at(layer)].clear();
  }
}

void PathTrees::mend(int layer) {
  std::vector<Change> const& changes = changes_[at(layer)];
  int const first = graph_->layer_first[at(layer)], end = graph_->layer_first[at(layer) + 1];
  std::size_t const most = at(end - first) / 2;
  lost_.clear();
  auto const lose = [&](int node) {
    is_lost_[at(node)] = 1;
    lost_.push_back(node);
  };
  auto const head_of = [&](Change const& change) {
    return change.arc >= 0 ? program_->arcs[at(change.arc)].head : program_->supplies[at(~change.arc)].node;
  };
  for (Change const& change : changes) {
    int const node = head_of(change);
    if (change.dearer && nodes_[at(node)].into == change.arc && !is_lost_[at(node)]) lose(node);
  }
  for (std::size_t i = 0; i < lost_.size() && lost_.size() <= most; ++i) {
    int const node = lost_[i];
    for (int o = graph_->step_first[at(node)]; o < graph_->step_first[at(node) + 1]; ++o) {
      LayeredGraph::Step const& step = steps_[at(o)];
      if (nodes_[at(step.head)].into == step.arc && !is_lost_[at(step.head)]) lose(step.head);
    }
  }
  for (int const node : lost_) is_lost_[at(node)] = 0;
  if (lost_.size() > most) {
    for (int i = first; i < end; ++i) nodes_[at(graph_->layer_nodes[at(i)])] = {kInfinity, kNothing};
    for (int const s : graph_->layer_supplies[at(layer)]) begin(s);
  } else {
    for (int const node : lost_) nodes_[at(node)] = {kInfinity, kNothing};
    for (int const node : lost_) label_anew(node);
    for (Change const& change : changes) {
      if (change.dearer) continue;
      if (change.arc < 0) {
        begin(~change.arc);
        continue;
      }
      PathProgram::Arc const& arc = program_->arcs[at(change.arc)];
      double const there = through({arc.tail, change.arc});
      if (there < nodes_[at(arc.head)].label) lower(arc.head, there, change.arc);
    }
  }
  if (graph_->lossy) {
    run<true>();
  } else {
    run<false>();
  }
}

// The best that its neighbours and supplies offer to a node without a label.
void PathTrees::label_anew(int node) {
  double best = kInfinity;
  int into = kNothing;
  for (int i = graph_->in_first[at(node)]; i < graph_->in_first[at(node) + 1]; ++i) {
    LayeredGraph::In const& in = graph_->in[at(i)];
    double const there = through(in);
    if (there >= best) continue;
    best = there;
    into = in.arc;
  }
  if (best < nodes_[at(node)].label) lower(node, best, into);
  for (int i = graph_->supply_first[at(node)]; i < graph_->supply_first[at(node) + 1]; ++i)
    begin(graph_->node_supplies[at(i)]);
}

void PathTrees::begin(int supply) {
  int const node = program_->supplies[at(supply)].node;
  if (supply_price_[at(supply)] < nodes_[at(node)].label) lower(node, supply_price_[at(supply)], ~supply);
}

void PathTrees::lower(int node, double label, int into) {
  nodes_[at(node)] = {label, into};
  heap_.push({label, node});
}

template <bool lossy>
void PathTrees::run() {
  while (!heap_.empty()) {
    LabelHeap::Entry const next = heap_.pop();
    if (next.label > nodes_[at(next.node)].label) continue; // it has become better since
    ++labelled_;
    for (int o = graph_->step_first[at(next.node)]; o < graph_->step_first[at(next.node) + 1]; ++o) {
      LayeredGraph::Step const& step = steps_[at(o)];
      double there = next.label + step.weight;
      if constexpr (lossy) there /= program_->arcs[at(step.arc)].gain;
      if (there >= nodes_[at(step.head)].label) continue;
      if (there < next.label) { // goods of negative worth that are lost on the way
        sound_ = false;
        heap_.clear();
        return;
      }
      lower(step.head, there, step.arc);
    }
  }
}

// The arc (or ~supply) that a sink is reached by; its label.
int PathTrees::best_into(int sink, double& label) const {
  label = kInfinity;
  int into = kNothing;
  for (int i = graph_->supply_first[at(sink)]; i < graph_->supply_first[at(sink) + 1]; ++i) {
    int const s = graph_->node_supplies[at(i)];
    if (supply_price_[at(s)] >= label) continue;
    label = supply_price_[at(s)];
    into = ~s;
  }
  for (int i = graph_->in_first[at(sink)]; i < graph_->in_first[at(sink) + 1]; ++i) {
    LayeredGraph::In const& in = graph_->in[at(i)];
    double const there = through(in);
    if (there >= label) continue;
    label = there;
    into = in.arc;
  }
  return into;
}

double PathTrees::label(int node) const {
  if (graph_->layer_of[at(node)] >= 0) return nodes_[at(node)].label;
  double label = kInfinity;
  (void)best_into(node, label);
  return label;
}

int PathTrees::trace(int node, std::vector<int>& arcs) const {
  double label = 0.0;
  return trace_from(graph_->layer_of[at(node)] >= 0 ? nodes_[at(node)].into : best_into(node, label), arcs);
}

int PathTrees::trace_from(int into, std::vector<int>& arcs) const {
  arcs.clear();
  while (into >= 0) {
    arcs.push_back(into);
    into = nodes_[at(program_->arcs[at(into)].tail)].into;
  }
  return ~into;
}

void PathTrees::rewind(PathTrees const& base) {
  for (int const arc : changed_arcs_) {
    weight_[at(arc)] = base.weight_[at(arc)];
    int const step = graph_->step_of_arc[at(arc)];
    if (step >= 0) steps_[at(step)].weight = weight_[at(arc)];
    shut_[at(arc)] = base.shut_[at(arc)];
    arc_changed_[at(arc)] = 0;
  }
  changed_arcs_.clear();
  for (int const arc : marked_) {
    shut_[at(arc)] = base.shut_[at(arc)];
    is_marked_[at(arc)] = 0;
  }
  marked_.clear();
  for (int const r : changed_prices_) price_[at(r)] = base.price_[at(r)];
  changed_prices_.clear();
  supply_price_ = base.supply_price_;
  for (int layer = 0; layer < graph_->layer_count(); ++layer) {
    if (!layer_changed_[at(layer)]) continue;
    layer_changed_[at(layer)] = 0;
    for (int i = graph_->layer_first[at(layer)]; i < graph_->layer_first[at(layer) + 1]; ++i) {
      int const node = graph_->layer_nodes[at(i)];
      nodes_[at(node)] = base.nodes_[at(node)];
    }
  }
  sound_ = base.sound_;
  labelled_ = base.labelled_;
}

} // namespace korridor::opt
