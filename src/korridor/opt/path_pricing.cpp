// Dijkstra's method over the components of a path programme.
#include "korridor/opt/path_pricing.hpp"

#include <algorithm>
#include <cmath>

#include <limits>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kRounding = 1e-9;
constexpr double kMargin = 0.2; // of the mean label of a demand: paths dearer by more than that are left out
constexpr double kDrift =
    0.5; // margins: when labels have moved further, on the mean, the whole is seen again

} // namespace

PathPricing::PathPricing(PathProgram const& program, std::vector<char> const& left_out)
    : program_(program), whole_(whole_graph(program, left_out)) {
  for (PathProgram::Arc const& arc : program.arcs)
    sound_ = sound_ && arc.gain > 0.0 && arc.gain <= 1.0 + 1e-12;
}

double PathPricing::label(int node) const {
  int const place = last_->place[at(node)];
  if (place < 0) return kInfinity;
  return last_->nodes[at(place)].label;
}

int PathPricing::trace(int node, std::vector<int>& arcs) const {
  arcs.clear();
  int into = last_->nodes[at(last_->place[at(node)])].into;
  while (into >= 0) {
    arcs.push_back(last_->origin[at(into)]);
    into = last_->nodes[at(last_->tail[at(into)])].into;
  }
  return ~into;
}

std::vector<double> PathPricing::weights(std::vector<double> const& resource_price) const {
  std::vector<double> weight(program_.arcs.size(), 0.0);
  for (std::size_t a = 0; a < whole_.origin.size(); ++a)
    weight[at(whole_.origin[a])] =
        std::max(0.0, weight_of(program_, whole_, static_cast<int>(a), resource_price));
  return weight;
}

void PathPricing::run(std::vector<double> const& resource_price, std::vector<double> const& supply_price) {
  last_ = &whole_;
  search(whole_, resource_price, supply_price, {});
}

void PathPricing::run(std::vector<double> const& resource_price, std::vector<double> const& supply_price,
                      std::vector<double> const& limit) {
  if (!out_of_date_) {
    if (!narrowed_) {
      if (whole_.into_first.empty()) whole_.index_heads();
      part_ = part_that_matters(program_, whole_, price_, bound_);
      narrowed_ = true;
    }
    last_ = &part_;
    search(part_, resource_price, supply_price, limit);
    out_of_date_ = drift() > kDrift * margin_;
    return;
  }
  narrowed_ = false;
  price_ = resource_price;
  last_ = &whole_;
  search(whole_, resource_price, supply_price, limit);
  bool const first = label_.empty();
  double const moved = drift();
  note_labels(limit);
  out_of_date_ = first || moved > kDrift * margin_;
}

// How far labels of demands are from where they were in the last pass over the whole, on the mean.
double PathPricing::drift() const {
  double sum = 0.0, count = 0.0;
  for (std::size_t d = 0; d < label_.size(); ++d) {
    double const now = label(program_.demands[d].node);
    if (std::isinf(now) || std::isinf(label_[d])) continue;
    sum += std::abs(now - label_[d]);
    count += 1.0;
  }
  return count > 0.0 ? sum / count : 0.0;
}

// Labels of demands after a pass over the whole, and what of them or of the limits is less.
void PathPricing::note_labels(std::vector<double> const& limit) {
  bound_ = limit;
  label_.clear();
  double sum = 0.0, count = 0.0;
  for (std::size_t d = 0; d < bound_.size(); ++d) {
    label_.push_back(label(program_.demands[d].node));
    bound_[d] = std::min(bound_[d], label_.back());
    if (std::isinf(bound_[d])) continue;
    sum += std::abs(bound_[d]);
    count += 1.0;
  }
  margin_ = count > 0.0 ? kMargin * sum / count : 0.0;
  for (double& most : bound_) most += margin_;
}

void PathPricing::search(PathGraph& graph, std::vector<double> const& resource_price,
                         std::vector<double> const& supply_price, std::vector<double> const& limit) {
  for (std::size_t v = at(graph.first_end); v < graph.nodes.size(); ++v) graph.nodes[v].label = kInfinity;
  for (int const s : graph.end_supplies) {
    PathGraph::Node& node = graph.nodes[at(graph.place[at(program_.supplies[at(s)].node)])];
    if (supply_price[at(s)] >= node.label) continue;
    node.label = supply_price[at(s)];
    node.into = ~s;
  }
  for (PathGraph::Component const& component : graph.components) {
    double most = limit.empty() ? kInfinity : -kInfinity;
    if (!limit.empty()) {
      for (int const d : component.demands) most = std::max(most, limit[at(d)]);
      most += kRounding * std::abs(most); // what costs just the limit has its final label too
    }
    if (graph.gain.empty()) {
      search<false>(graph, component, resource_price, supply_price, most);
    } else {
      search<true>(graph, component, resource_price, supply_price, most);
    }
  }
}

template <bool lossy>
void PathPricing::search(PathGraph& graph, PathGraph::Component const& component,
                         std::vector<double> const& resource_price, std::vector<double> const& supply_price,
                         double limit) {
  PathGraph::Node* const nodes = graph.nodes.data();
  for (int v = component.first; v < component.end; ++v) nodes[v].label = kInfinity;
  heap_.clear();
  for (int const s : component.supplies) {
    int const v = graph.place[at(program_.supplies[at(s)].node)];
    if (supply_price[at(s)] >= nodes[v].label) continue;
    nodes[v].label = supply_price[at(s)];
    nodes[v].into = ~s;
    heap_.push({nodes[v].label, v});
  }
  while (!heap_.empty()) {
    auto const [label, v] = heap_.pop();
    if (label > nodes[v].label) continue;
    if (label > limit) break;
    for (int a = graph.first[at(v)]; a < graph.first[at(v) + 1]; ++a) {
      double weight = weight_of(program_, graph, a, resource_price);
      if (weight < 0.0) {
        sound_ = sound_ && weight > -1e-9;
        weight = 0.0;
      }
      double there = label + weight;
      if constexpr (lossy) there /= graph.gain[at(a)];
      if (there < label) { // goods of negative worth that are lost on the way: labels need not settle
        sound_ = false;
        return;
      }
      PathGraph::Node& head = nodes[graph.arcs[at(a)].head];
      if (there >= head.label) continue;
      head.label = there;
      head.into = a;
      if (graph.arcs[at(a)].head < graph.first_end) heap_.push({there, graph.arcs[at(a)].head});
    }
  }
}

} // namespace korridor::opt
