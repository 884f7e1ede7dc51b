// Times the assignment on TNTP networks, in seconds and in Dijkstra passes.
//
// Usage: congestion NAME_net.tntp NAME_trips.tntp ...; prints one line of JSON for each network and gap.
// A pass P is one run of Dijkstra's algorithm, with a plain binary heap, from every place that trips leave,
// over the whole network at the times of no flow; it shares no code with the solver. Both are medians of
// processor time over the same runs. The solver's time is from the problem in memory to flows with their gap;
// reading, building and checking are outside.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "dijkstra_passes.hpp"
#include "korridor/core/processor_time.hpp"
#include "korridor/io/importers.hpp"
#include "korridor/model/case.hpp"
#include "korridor/solve/assign.hpp"
#include "korridor/verify/assignment_check.hpp"

namespace korridor {

namespace {

constexpr int kRuns = 5;
constexpr double kGaps[] = {1e-4, 1e-6, 1e-10, 1e-12};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class Passes {
public:
  explicit Passes(model::Instance const& instance) : network_(instance.nodes.size()) {
    for (model::Link const& link : instance.links)
      network_.add(link.from, link.to, link.cost[0] + link.toll[0] + link.delay);
    for (model::Supply const& supply : instance.supplies) origins_.insert(supply.node);
  }

  double seconds() {
    double const begin = processor_seconds();
    for (int const origin : origins_) network_.run({{0.0, origin}});
    return processor_seconds() - begin;
  }

private:
  bench::DijkstraPasses network_;
  std::set<int> origins_;
};

bool measure(std::string const& net, std::string const& trips, Findings& findings) {
  std::optional<io::Imported> const read = io::import_tntp(net, trips, findings);
  if (!read) return false;
  std::optional<model::Instance> const instance = model::build_instance(read->folder, {}, findings);
  if (!instance) return false;
  Passes passes(*instance);
  for (double const gap : kGaps) {
    std::vector<double> solver;
    std::vector<double> pass;
    std::optional<solve::Assigned> found;
    for (int run = 0; run < kRuns; ++run) {
      pass.push_back(passes.seconds());
      found = solve::assign(*instance, {model::Optimum::user, gap, 0.0}, findings);
      if (!found) return false;
      solver.push_back(found->solver_seconds);
    }
    auto const proof = verify::check_assignment(*instance, found->flows, model::Optimum::user);
    fmt::print(
        "{{\"network\": \"{}\", \"pairs\": {}, \"gap_asked\": {:.0e}, \"gap\": {:.1e}, \"rounds\": {}, "
        "\"seconds\": {:.6f}, \"pass\": {:.8f}, \"passes\": {:.1f}, \"objective\": {:.11g}}}\n",
        instance->title, found->pair_count, gap, proof.gap, found->rounds, median(solver), median(pass),
        median(solver) / median(pass), proof.objective.value_or(0.0));
    std::fflush(stdout);
  }
  return true;
}

} // namespace

} // namespace korridor

int main(int argc, char** argv) {
  if (argc < 3 || argc % 2 == 0) {
    std::fputs("usage: congestion NAME_net.tntp NAME_trips.tntp ...\n", stderr);
    return 2;
  }
  for (int i = 1; i < argc; i += 2) {
    korridor::Findings findings;
    if (korridor::measure(argv[i], argv[i + 1], findings)) continue;
    for (korridor::Finding const& finding : findings.all())
      std::fprintf(stderr, "%s\n", finding.text().c_str());
    return 1;
  }
  return 0;
}
