// Plants that turn commodities into others.
#include <algorithm>
#include <cmath>

#include "korridor/core/text.hpp"
#include "korridor/model/build.hpp"

namespace korridor::model {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// "diesel:0.4;naphtha:0.2" with the commodities that `others` do not hold; marks what comes to the node.
std::vector<Ratio> read_ratios(Build& build, TableView const& view, std::size_t row, std::string_view column,
                               std::vector<Ratio> const& others) {
  std::vector<Ratio> ratios;
  Place const place = view.place(row, column);
  auto const holds = [](std::vector<Ratio> const& list, int commodity) {
    return std::any_of(list.begin(), list.end(), [=](Ratio const& r) { return r.commodity == commodity; });
  };
  for (std::string_view const item : split_list(view.text(row, column))) {
    std::size_t const colon = item.find(':');
    std::string_view const id = trimmed(item.substr(0, colon));
    if (colon == std::string_view::npos) {
      build.faults.error("E317", place, item, "has no factor", "write COMMODITY:FACTOR");
      continue;
    }
    ParsedNumber const factor = parse_number(item.substr(colon + 1));
    int const commodity = build.commodities.find(id);
    if (commodity == kNone) {
      build.faults.error("E305", place, id, "is no known commodity", build.commodities.suggest(id));
    } else if (!factor || !(factor.value > 0.0)) {
      build.faults.error("E620", place, item, "has a factor that is not above 0",
                         "write how much one unit of activity takes or gives, or leave the commodity out");
    } else if (holds(ratios, commodity) || holds(others, commodity)) {
      build.faults.error("E621", place, id, "stands twice among inputs and outputs",
                         "name each commodity once, with what remains of it");
    } else {
      ratios.push_back({commodity, factor.value});
    }
  }
  if (ratios.empty()) {
    build.faults.error("E302", place, view.text(row, column), "names no commodity",
                       "write what one unit of activity takes and gives: crude:1, diesel:0.4;naphtha:0.2");
  }
  return ratios;
}

void read_process(Build& build, TableView const& view, std::size_t row) {
  Process process;
  process.id = view.id(row);
  std::string_view const name = view.text(row, "name");
  process.name = name.empty() ? process.id : std::string(name);
  process.node = build.find(build.nodes, view, row, "node_id");
  process.inputs = read_ratios(build, view, row, "inputs", {});
  process.outputs = read_ratios(build, view, row, "outputs", process.inputs);
  process.keeps_origin = view.text(row, "origin_rule") != "new";
  process.owners = build.shares(view, row, "owner");
  if (process.node == kNone || process.inputs.empty() || process.outputs.empty()) return; // told
  if (!view.given(row, "owner")) process.owners = build.instance.nodes[at(process.node)].owners;
  for (auto const* const side : {&process.inputs, &process.outputs}) {
    for (Ratio const& ratio : *side) build.at_node[at(process.node)][at(ratio.commodity)] = true;
  }
  CommodityUnits const& units = build.units[at(process.inputs.front().commodity)];
  auto const rate = [&](std::string_view unit) { return rate_factor(unit, units, build.calendar); };
  auto const price = [&](std::string_view unit) {
    return price_factor(unit, units, build.money, std::nullopt);
  };
  process.capacity = read_number(view, row, "capacity", rate, build.faults).value_or(kInfinity);
  process.cost = read_number(view, row, "cost", price, build.faults).value_or(0.0);
  build.instance.processes.push_back(std::move(process));
}

// Processes without a capacity whose outputs feed each other in a circle could run without end. Those that
// take nothing from the others left, or give nothing to them, are struck out until none is; the rest lie on
// circles or between them.
void check_circles(Build& build) {
  std::vector<Process const*> open;
  for (Process const& process : build.instance.processes) {
    if (std::isinf(process.capacity)) open.push_back(&process);
  }
  using Side = std::vector<Ratio> Process::*;
  auto const strike = [&](Side mine, Side theirs) {
    std::vector<bool> linked(build.commodity_count());
    for (Process const* const process : open) {
      for (Ratio const& ratio : process->*theirs) linked[at(ratio.commodity)] = true;
    }
    return std::erase_if(open, [&](Process const* process) {
      std::vector<Ratio> const& side = process->*mine;
      return std::none_of(side.begin(), side.end(),
                          [&](Ratio const& ratio) { return bool{linked[at(ratio.commodity)]}; });
    });
  };
  while (strike(&Process::inputs, &Process::outputs) + strike(&Process::outputs, &Process::inputs) > 0) {
  }
  TableView const& view = build.tables.get("process");
  for (Process const* const process : open) {
    std::size_t const row = *view.find_row(process->id);
    build.faults.error("E622", view.place(row, "capacity"), view.text(row, "capacity"),
                       "leaves '" + process->id +
                           "' without limit, and processes without limit make its inputs from its outputs",
                       "give one process of each such circle a capacity");
  }
}

} // namespace

void build_processes(Build& build) {
  TableView const& view = build.tables.get("process");
  for (std::size_t const row : view.order()) read_process(build, view, row);
  check_circles(build);
}

} // namespace korridor::model
