// Small networks written as one reads them: Network().node("a").node("b").link("ab", "a", "b", {{"cost",
// "3"}}).
//
// Coordinates are made up; the commodity "oil" in t is there from the start; the period is the year 2023.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "korridor/study/engine.hpp"
#include "support/folder_builder.hpp"

namespace korridor::test {

using Cells = std::map<std::string, std::string>;

class Network {
public:
  Network() { row("commodity", {{"commodity_id", "oil"}, {"unit", "t"}}); }

  Network& node(std::string const& id, Cells more = {}) {
    std::size_t const count = tables_["node"].size();
    more.insert({"node_id", id});
    more.insert({"x_coord", std::to_string(10 + count)});
    more.insert({"y_coord", "45"});
    return row("node", more);
  }
  Network& link(std::string const& id, std::string const& from, std::string const& to, Cells more = {}) {
    more.insert({"link_id", id});
    more.insert({"from_node_id", from});
    more.insert({"to_node_id", to});
    return row("link", more);
  }
  Network& supply(std::string const& node, std::string const& capacity, std::string const& cost,
                  Cells more = {}) {
    more.insert({"node_id", node});
    more.insert({"commodity_id", "oil"});
    more.insert({"capacity", capacity});
    more.insert({"cost", cost});
    return row("supply", more);
  }
  Network& demand(std::string const& node, std::string const& quantity, std::string const& value,
                  Cells more = {}) {
    more.insert({"node_id", node});
    more.insert({"commodity_id", "oil"});
    more.insert({"quantity", quantity});
    more.insert({"value", value});
    return row("demand", more);
  }
  Network& measure(std::string const& id, std::string const& kind, Cells more = {}) {
    more.insert({"measure_id", id});
    more.insert({"kind", kind});
    more.insert({"date_from", "2000-01-01"});
    return row("measure", more);
  }
  /// A row of any table; columns not named stay empty.
  Network& row(std::string const& table, Cells cells) {
    tables_[table].push_back(std::move(cells));
    return *this;
  }

  [[nodiscard]] model::Folder folder() const {
    FolderBuilder builder;
    builder.period("2023");
    for (auto const& [name, rows] : tables_) {
      std::vector<std::string> columns;
      for (Cells const& cells : rows) {
        for (auto const& [column, text] : cells) {
          if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
        }
      }
      FolderBuilder::Rows texts;
      for (Cells const& cells : rows) {
        std::vector<std::string>& line = texts.emplace_back();
        for (std::string const& column : columns) {
          auto const found = cells.find(column);
          line.push_back(found == cells.end() ? "" : found->second);
        }
      }
      builder.table(name, columns, texts);
    }
    return builder.folder();
  }

private:
  std::map<std::string, std::vector<Cells>> tables_;
};

/// The answer to a case of a network; faults of the input make it empty and fill `faults`.
struct Solved {
  std::optional<study::Answer> answer;
  std::string faults;

  [[nodiscard]] study::Answer const* operator->() const { return &*answer; }

  /// Flow over a link in its direction, all goods together, in the link's capacity unit.
  [[nodiscard]] double flow(std::string const& link, bool forward = true) const {
    return link_row(link, forward).flow;
  }
  [[nodiscard]] double rent(std::string const& link, bool forward = true) const {
    return link_row(link, forward).rent;
  }
  [[nodiscard]] study::LinkRow link_row(std::string const& link, bool forward = true) const {
    for (study::LinkRow const& row : answer->links) {
      if (answer->instance.links[static_cast<std::size_t>(row.link)].id == link && row.forward == forward)
        return row;
    }
    return {};
  }
  /// Price of oil at a node for one origin ("" is none), direct unless `via` is given.
  [[nodiscard]] study::PriceRow price(std::string const& node, std::string const& origin = "",
                                      std::string const& via = "") const {
    for (study::PriceRow const& row : answer->prices) {
      if (answer->instance.nodes[static_cast<std::size_t>(row.node)].id == node &&
          name(row.origin) == origin && name(row.via) == via) {
        return row;
      }
    }
    return {};
  }
  [[nodiscard]] study::ActorRow actor(std::string const& id) const {
    for (study::ActorRow const& row : answer->actors) {
      if (name(row.actor) == id) return row;
    }
    return {};
  }
  [[nodiscard]] double unserved() const {
    double sum = 0.0;
    for (study::DemandRow const& row : answer->demands) sum += row.unserved;
    return sum;
  }
  [[nodiscard]] double served(std::string const& node) const {
    double sum = 0.0;
    for (study::DemandRow const& row : answer->demands) {
      int const at = answer->instance.demands[static_cast<std::size_t>(row.demand)].node;
      if (answer->instance.nodes[static_cast<std::size_t>(at)].id == node) sum += row.served;
    }
    return sum;
  }
  [[nodiscard]] bool proved() const { return answer && answer->status == study::Status::optimal; }

private:
  [[nodiscard]] std::string name(int actor) const {
    return actor == model::kNone ? "" : answer->instance.actors[static_cast<std::size_t>(actor)].id;
  }
};

inline Solved solve(model::Folder const& folder, model::Case const& what = {},
                    study::SolveOptions options = {}) {
  Findings findings;
  Solved solved;
  solved.answer = study::make_engine(folder)->answer(what, options, findings);
  solved.faults = text_of(findings);
  return solved;
}

inline Solved solve(Network const& network, model::Case const& what = {}) {
  return solve(network.folder(), what);
}

} // namespace korridor::test
