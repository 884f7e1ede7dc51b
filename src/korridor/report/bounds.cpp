// Bounds of every kind of element, in units that a reader can compare.
#include "korridor/report/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "korridor/report/label.hpp"
#include "korridor/study/capacity_unit.hpp"

namespace korridor::report {

namespace {

using model::Instance;
using study::Answer;

constexpr double kShownRent = 1e-6; // a worth below this is rounding of the solver

template <class Thing>
Thing const& at(std::vector<Thing> const& things, int position) {
  return things[static_cast<std::size_t>(position)];
}

} // namespace

std::vector<Bound> bounds_of(Answer const& answer) {
  Instance const& in = answer.instance;
  std::vector<Bound> out;
  auto const add = [&](Bound bound, double level, double capacity, double rent,
                       study::CapacityUnit const& unit) {
    if (!(unit.worth(rent) > kShownRent)) return;
    bound.limit = unit.amount(std::isfinite(capacity) ? capacity : level);
    bound.rent = unit.worth(rent);
    bound.unit = unit.unit;
    out.push_back(std::move(bound));
  };
  for (study::LinkRow const& row : answer.links) {
    if (row.closed) continue;
    add({"link", "link", at(in.links, row.link).id, link_label(in, row.link, row.forward), row.forward},
        row.flow, row.capacity, row.rent, study::capacity_unit(in, at(in.links, row.link)));
  }
  for (study::NodeRow const& row : answer.nodes) {
    if (row.closed) continue;
    add({"node", "node", at(in.nodes, row.node).id, node_label(in, row.node)}, row.throughput, row.capacity,
        row.rent, study::capacity_unit(in, at(in.nodes, row.node)));
  }
  for (study::BindingRow const& row : answer.bindings) {
    std::string const name = row.kind == "limit" ? limit_label(in, row.id) : row.id;
    add({row.kind, row.kind == "quota" ? "measure" : row.kind, row.id, name}, row.level, row.capacity,
        row.rent, study::capacity_unit(in, row));
  }
  for (study::ProcessRow const& row : answer.processes) {
    model::Process const& process = at(in.processes, row.process);
    add({"process", "process", process.id, process_label(in, row.process)}, row.activity, row.capacity,
        row.rent, study::capacity_unit(in, process));
  }
  for (study::ContractRow const& row : answer.contracts) {
    model::Contract const& contract = at(in.contracts, row.contract);
    bool const least = row.dual > 0.0;
    add({least ? "contract min" : "contract max", "contract", contract.id, contract_label(in, row.contract)},
        row.flow, least ? contract.min : contract.max, std::abs(row.dual),
        {1.0, at(in.commodities, contract.commodity).unit});
  }
  auto const earned = [](Bound const& it) { return it.rent * it.limit; };
  std::stable_sort(out.begin(), out.end(),
                   [&](Bound const& a, Bound const& b) { return earned(a) > earned(b); });
  return out;
}

} // namespace korridor::report
