// Labels corrected until none falls.
#include "korridor/opt/label_correcting.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

namespace korridor::opt {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kRounding = 1e-13;     // of what is added up: less is no fall
constexpr std::size_t kMostVisits = 64; // of each node
constexpr std::size_t kMostCircles = 8; // of a pass
constexpr double kMostGain = 1.0 + 1e-12;

} // namespace

LabelCorrecting::LabelCorrecting(PathProgram const& program, std::vector<char> nodes)
    : program_(program), has_(std::move(nodes)), first_out_(at(program.node_count) + 1, 0),
      label_(at(program.node_count), kInfinity), into_(at(program.node_count), 0) {
  for (PathProgram::Arc const& arc : program.arcs) {
    if (!has(arc.tail)) continue;
    ++first_out_[at(arc.tail) + 1];
    sound_ = sound_ && arc.gain > 0.0 && arc.gain <= kMostGain;
  }
  std::partial_sum(first_out_.begin(), first_out_.end(), first_out_.begin());
  std::vector<int> fill(first_out_.begin(), first_out_.end() - 1);
  out_.resize(at(first_out_.back()));
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    PathProgram::Arc const& arc = program.arcs[a];
    if (has(arc.tail)) out_[at(fill[at(arc.tail)]++)] = {arc.head, static_cast<int>(a), arc.gain, 0.0};
  }
}

void LabelCorrecting::weigh(std::vector<double> const& resource_price) {
  for (Out& out : out_) {
    PathProgram::Arc const& arc = program_.arcs[at(out.arc)];
    out.weight = arc.cost;
    for (int e = arc.first; e < program_.end_of_entries(out.arc); ++e) {
      Entry const& entry = program_.entries[at(e)];
      out.weight += entry.coefficient * resource_price[at(entry.row)];
    }
  }
}

void LabelCorrecting::write_weights(std::vector<double>& weights) const {
  for (Out const& out : out_) weights[at(out.arc)] = out.weight;
}

void LabelCorrecting::run(std::vector<double> const& resource_price,
                          std::vector<double> const& supply_price) {
  weigh(resource_price);
  label_.assign(label_.size(), kInfinity);
  circles_.clear();
  std::priority_queue<std::pair<double, int>> open; // minus the label, node
  for (std::size_t s = 0; s < program_.supplies.size(); ++s) {
    int const node = program_.supplies[s].node;
    if (!has(node) || supply_price[s] >= label_[at(node)]) continue;
    label_[at(node)] = supply_price[s];
    into_[at(node)] = ~static_cast<int>(s);
    open.emplace(-supply_price[s], node);
  }
  std::size_t left = kMostVisits * (label_.size() + 1);
  while (!open.empty()) {
    auto const [minus, node] = open.top();
    open.pop();
    double const label = label_[at(node)];
    if (-minus > label) continue;
    if (left-- == 0) {
      sound_ = sound_ && !circles_.empty(); // else the circles go first, and the next pass is another
      return;
    }
    for (int o = first_out_[at(node)]; o < first_out_[at(node) + 1]; ++o) {
      Out const& out = out_[at(o)];
      double const there = (label + out.weight) / out.gain, known = label_[at(out.head)];
      if (!(there < known - kRounding * (std::abs(label) + std::abs(out.weight)))) continue;
      if (std::isfinite(known) && comes_before(out.head, node)) {
        note_circle(out.arc);
        continue;
      }
      label_[at(out.head)] = there;
      into_[at(out.head)] = out.arc;
      open.emplace(-there, out.head);
    }
  }
}

// Whether `node` is on the way to `other`, or is it.
bool LabelCorrecting::comes_before(int node, int other) const {
  while (other != node) {
    int const arc = into_[at(other)];
    if (arc < 0) return false;
    other = program_.arcs[at(arc)].tail;
  }
  return true;
}

// The one that this arc closes.
void LabelCorrecting::note_circle(int arc) {
  if (circles_.size() == kMostCircles) return;
  Circle circle;
  int const first = program_.arcs[at(arc)].head;
  circle.round.push_back(arc);
  for (int node = program_.arcs[at(arc)].tail; node != first;) {
    circle.round.push_back(into_[at(node)]);
    node = program_.arcs[at(into_[at(node)])].tail;
  }
  circle.supply = trace(first, circle.way);
  circles_.push_back(std::move(circle));
}

int LabelCorrecting::trace(int node, std::vector<int>& arcs) const {
  arcs.clear();
  while (into_[at(node)] >= 0) {
    arcs.push_back(into_[at(node)]);
    node = program_.arcs[at(into_[at(node)])].tail;
  }
  return ~into_[at(node)];
}

std::vector<char> nodes_that_may_pay(PathProgram const& program) {
  std::vector<int> root(at(program.node_count));
  std::iota(root.begin(), root.end(), 0);
  auto const find = [&](int node) {
    while (root[at(node)] != node) node = root[at(node)] = root[at(root[at(node)])];
    return node;
  };
  for (PathProgram::Arc const& arc : program.arcs) root[at(find(arc.tail))] = find(arc.head);
  std::vector<char> pays(root.size(), 0);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    PathProgram::Arc const& arc = program.arcs[a];
    bool falls = arc.cost < 0.0;
    for (int e = arc.first; e < program.end_of_entries(static_cast<int>(a)); ++e)
      falls = falls || program.entries[at(e)].coefficient < 0.0;
    if (falls) pays[at(find(arc.tail))] = 1;
  }
  for (std::size_t node = 0; node < root.size(); ++node) pays[node] = pays[at(find(static_cast<int>(node)))];
  return pays;
}

} // namespace korridor::opt
