// Closures read from the tables, and made alike.
#include "korridor/study/element_closure.hpp"

#include <algorithm>
#include <utility>

#include "korridor/study/rank_elements.hpp"

namespace korridor::study {

namespace {

std::size_t at(int position) { return static_cast<std::size_t>(position); }

template <class Thing>
std::optional<std::size_t> find(std::vector<Thing> const& sorted, std::string const& id) {
  auto const place = std::lower_bound(sorted.begin(), sorted.end(), id,
                                      [](Thing const& it, std::string const& name) { return it.id < name; });
  if (place == sorted.end() || place->id != id) return std::nullopt;
  return static_cast<std::size_t>(place - sorted.begin());
}

std::vector<int> positions(std::vector<bool> const& chosen) {
  std::vector<int> out;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) out.push_back(static_cast<int>(i));
  }
  return out;
}

} // namespace

ElementClosures::ElementClosures(model::Folder const& folder, model::Case const& what,
                                 model::Instance const& base, std::string commodity)
    : folder_(folder), what_(what), base_(base), commodity_(std::move(commodity)),
      links_at_(base.nodes.size()) {
  for (int l = 0; l < static_cast<int>(base.links.size()); ++l) {
    links_at_[at(base.links[at(l)].from)].push_back(l);
    links_at_[at(base.links[at(l)].to)].push_back(l);
  }
  Findings faults; // then each is read on its own, and says so
  if (!base.links.empty()) of_link_ = read({RankKind::link, base.links.front().id}, faults);
  if (of_link_) of_link_->where.links.front() = false;
  if (!base.nodes.empty()) of_node_ = read({RankKind::node, base.nodes.front().id}, faults);
  if (of_node_) of_node_->where.nodes.front() = false;
}

std::optional<model::Measure> ElementClosures::read(RankElement const& element, Findings& findings) const {
  std::optional<model::Instance> const changed =
      model::build_instance(folder_, with_closed(folder_, what_, {element}, commodity_), findings);
  if (!changed) return std::nullopt;
  for (model::Measure const& measure : changed->measures) {
    if (!find(base_.measures, measure.id)) return measure;
  }
  return std::nullopt;
}

std::optional<model::Measure> ElementClosures::of(RankElement const& element, Findings& findings) const {
  if (element.kind == RankKind::link && of_link_) {
    model::Measure measure = *of_link_;
    measure.where.links[find(base_.links, element.id).value()] = true;
    return measure;
  }
  if (element.kind == RankKind::node && of_node_) {
    model::Measure measure = *of_node_;
    measure.where.nodes[find(base_.nodes, element.id).value()] = true;
    return measure;
  }
  return read(element, findings);
}

solve::Closure ElementClosures::places(model::Measure const& closure) const {
  model::Selection const& where = closure.where;
  solve::Closure out{positions(where.commodities), positions(where.links), positions(where.nodes)};
  std::vector<int>& links = out.links;
  for (int const node : out.nodes)
    links.insert(links.end(), links_at_[at(node)].begin(), links_at_[at(node)].end());
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  return out;
}

} // namespace korridor::study
