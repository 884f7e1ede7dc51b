// Clp as a peer in the benchmarks, and as the judge of closures.
#include "flow_lp.hpp"

#include <coin/ClpSimplex.hpp>

#include "korridor/core/processor_time.hpp"

namespace korridor::bench {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

opt::LinearProgram to_linear_program(opt::PathProgram const& program) {
  opt::LinearProgram lp;
  for (int node = 0; node < program.node_count; ++node) lp.add_row(0.0, 0.0);
  for (double const capacity : program.capacity) lp.add_row(-kInfinity, capacity);
  int const first = static_cast<int>(lp.row_count());
  for (opt::MarginalLine const& line : program.demands) lp.add_row(line.size, line.size);
  for (std::size_t a = 0; a < program.arcs.size(); ++a) {
    opt::PathProgram::Arc const& arc = program.arcs[a];
    std::vector<opt::Entry> column{{arc.tail, -1.0}, {arc.head, arc.gain}};
    for (int e = arc.first; e < program.end_of_entries(static_cast<int>(a)); ++e) {
      opt::Entry const& entry = program.entries[static_cast<std::size_t>(e)];
      column.push_back({program.node_count + entry.row, entry.coefficient});
    }
    lp.add_col(arc.cost, 0.0, kInfinity, column);
  }
  for (opt::MarginalLine const& line : program.supplies) {
    lp.add_col(line.first, 0.0, line.size, std::vector<opt::Entry>{{line.node, 1.0}});
  }
  for (std::size_t d = 0; d < program.demands.size(); ++d) {
    opt::MarginalLine const& line = program.demands[d];
    int const row = first + static_cast<int>(d);
    lp.add_col(0.0, 0.0, kInfinity, std::vector<opt::Entry>{{line.node, -1.0}, {row, 1.0}});
    lp.add_col(line.first, 0.0, kInfinity, std::vector<opt::Entry>{{row, 1.0}});
  }
  return lp;
}

struct ClpPeer::Model {
  ClpSimplex simplex;
  std::vector<unsigned char> status; ///< of the dual simplex method's optimum
  std::vector<double> capacity;
};

ClpPeer::ClpPeer(opt::PathProgram const& program) : model_(new Model), node_count_(program.node_count) {
  opt::LinearProgram const lp = to_linear_program(program);
  std::vector<CoinBigIndex> const start(lp.first.begin(), lp.first.end());
  std::vector<int> row;
  std::vector<double> value;
  for (opt::Entry const& entry : lp.entries) {
    row.push_back(entry.row);
    value.push_back(entry.coefficient);
  }
  model_->simplex.setLogLevel(0);
  model_->simplex.loadProblem(lp.col_count(), lp.row_count(), start.data(), row.data(), value.data(),
                              lp.col_lower.data(), lp.col_upper.data(), lp.col_cost.data(),
                              lp.row_lower.data(), lp.row_upper.data());
  model_->capacity = program.capacity;
}

ClpPeer::~ClpPeer() { delete model_; }

ClpRun ClpPeer::cold(bool dual, double limit) {
  ClpSimplex& simplex = model_->simplex;
  simplex.allSlackBasis(true);
  double const begin = processor_seconds();
  simplex.setMaximumSeconds(limit);
  int const status = dual ? simplex.dual() : simplex.primal();
  double const seconds = processor_seconds() - begin;
  int const all = simplex.numberRows() + simplex.numberColumns();
  if (dual) model_->status.assign(simplex.statusArray(), simplex.statusArray() + all);
  return {status == 0, simplex.objectiveValue(), seconds};
}

ClpRun ClpPeer::warm(int closed, double limit) {
  ClpSimplex& simplex = model_->simplex;
  std::copy(model_->status.begin(), model_->status.end(), simplex.statusArray());
  simplex.setRowUpper(node_count_ + closed, 0.0);
  double const begin = processor_seconds();
  simplex.setMaximumSeconds(limit);
  int const status = simplex.dual();
  double const seconds = processor_seconds() - begin;
  simplex.setRowUpper(node_count_ + closed, model_->capacity[static_cast<std::size_t>(closed)]);
  return {status == 0, simplex.objectiveValue(), seconds};
}

} // namespace korridor::bench
