// Grouping by the commodities' `group` and unit.
#include "korridor/report/commodity_groups.hpp"

#include <algorithm>
#include <cmath>

#include "korridor/report/label.hpp"

namespace korridor::report {

namespace {

/// The member's name that all others begin with ("Containers" of "Containers" and "Containers, cooled");
/// without one the group's own text, which is an id, with a capital letter.
std::string common_name(std::vector<std::string> const& members, std::string const& group) {
  auto const shortest =
      std::min_element(members.begin(), members.end(),
                       [](std::string const& a, std::string const& b) { return a.size() < b.size(); });
  bool const shared = std::all_of(members.begin(), members.end(), [&](std::string const& name) {
    // A whole word, so that "Oil" is no name for "Oilseed".
    return name.starts_with(*shortest) && (name.size() == shortest->size() || name[shortest->size()] == ' ' ||
                                           name[shortest->size()] == ',');
  });
  if (shared) return *shortest;
  std::string name = group;
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

} // namespace

Groups group_commodities(model::Instance const& instance) {
  Groups groups;
  for (model::Commodity const& it : instance.commodities) {
    std::string const name = it.group.empty() ? (it.name.empty() ? it.id : it.name) : it.group;
    std::size_t position = 0;
    // Different units cannot be drawn to one scale.
    while (position < groups.names.size() &&
           (groups.names[position] != name || groups.units[position] != it.unit)) {
      ++position;
    }
    if (position == groups.names.size()) {
      groups.names.push_back(name);
      groups.units.push_back(it.unit);
    }
    groups.of_commodity.push_back(position);
  }
  for (std::size_t group = 0; group < groups.names.size(); ++group) {
    std::vector<std::string> members;
    for (std::size_t commodity = 0; commodity < groups.of_commodity.size(); ++commodity) {
      if (groups.of_commodity[commodity] != group) continue;
      members.push_back(commodity_label(instance, static_cast<int>(commodity)));
    }
    groups.names[group] = common_name(members, groups.names[group]);
  }
  return groups;
}

Amounts amounts_of(study::Answer const& answer, Groups const& groups) {
  Amounts out;
  for (study::FlowRow const& row : answer.flows) {
    std::vector<double>& amounts = out[{row.link, row.forward}];
    amounts.resize(groups.names.size());
    amounts[groups.of_commodity[static_cast<std::size_t>(row.commodity)]] += row.flow;
  }
  return out;
}

std::vector<double> largest_by_group(Amounts const& amounts, std::size_t group_count) {
  std::vector<double> largest(group_count, 0.0);
  for (auto const& [key, values] : amounts) {
    for (std::size_t group = 0; group < values.size(); ++group) {
      largest[group] = std::max(largest[group], std::abs(values[group]));
    }
  }
  return largest;
}

} // namespace korridor::report
