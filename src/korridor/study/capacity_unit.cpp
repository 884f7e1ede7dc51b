// Whether all goods that take some of a capacity share one unit.
#include "korridor/study/capacity_unit.hpp"

#include <functional>

namespace korridor::study {

namespace {

using model::Instance;

/// `own` is the element's capacity unit as written, "Mt/yr"; its amounts are per period of the model.
CapacityUnit unit_of(Instance const& instance, std::vector<double> const& use,
                     std::function<bool(std::size_t)> const& passes, std::string const& own) {
  auto const several = [&own] { return CapacityUnit{1.0, own.substr(0, own.find('/'))}; };
  CapacityUnit out{0.0, ""};
  for (std::size_t commodity = 0; commodity < use.size(); ++commodity) {
    if (!(use[commodity] > 0.0) || !passes(commodity)) continue;
    std::string const& unit = instance.commodities[commodity].unit;
    if (out.use > 0.0 && (use[commodity] != out.use || unit != out.unit)) return several();
    out = {use[commodity], unit};
  }
  return out.use > 0.0 ? out : several();
}

bool always(std::size_t /*commodity*/) { return true; }

} // namespace

CapacityUnit capacity_unit(Instance const& instance, model::Link const& link) {
  return unit_of(
      instance, link.use, [&](std::size_t commodity) { return bool{link.carries[commodity]}; },
      link.capacity_unit);
}

CapacityUnit capacity_unit(Instance const& instance, model::Node const& node) {
  return unit_of(instance, node.use, always, node.capacity_unit);
}

model::Ratio const& counted(model::Process const& process) {
  return process.inputs.empty() ? process.outputs.front() : process.inputs.front();
}

CapacityUnit capacity_unit(Instance const& instance, model::Process const& process) {
  model::Ratio const& by = counted(process);
  return {1.0 / by.factor, instance.commodities[static_cast<std::size_t>(by.commodity)].unit};
}

CapacityUnit capacity_unit(Instance const& instance, BindingRow const& row) {
  for (model::Limit const& limit : instance.limits) {
    if (row.kind == "limit" && limit.id == row.id)
      return unit_of(instance, limit.use, always, limit.capacity_unit);
  }
  for (model::Contract const& contract : instance.contracts) {
    if (row.kind == "contract" && contract.id == row.id)
      return {1.0, instance.commodities[static_cast<std::size_t>(contract.commodity)].unit};
  }
  for (model::Measure const& measure : instance.measures) {
    if (row.kind != "quota" || measure.id != row.id) continue;
    return unit_of(
        instance, measure.use,
        [&](std::size_t commodity) { return bool{measure.where.commodities[commodity]}; }, "");
  }
  for (model::Commodity const& commodity : instance.commodities) {
    // The id of a re-export is "actor:commodity".
    if (row.kind == "reexport" && row.id.ends_with(":" + commodity.id)) return {1.0, commodity.unit};
  }
  return {};
}

} // namespace korridor::study
