// Flow problems as model folders, and the reading of plain numbers.
#include "korridor/io/flow_network.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/io/folder.hpp"

namespace korridor::io {

namespace {

constexpr std::size_t kMostNodes = 10'000'000;
constexpr double kLargestAmount = 1e30; // sums of a hundred million of them are still numbers

std::string node_id(std::size_t node) { return "n" + std::to_string(node + 1); }

model::Table table(std::string name, std::vector<std::string> columns) {
  return {std::move(name), std::move(columns), {}};
}

void add_row(model::Table& table, std::vector<std::string> cells) {
  table.rows.push_back({std::move(cells), 0});
}

model::Table actor_table(FlowNetwork const& network) {
  std::set<std::size_t> origins;
  for (auto const& source : network.sources) origins.insert(source.origin);
  for (auto const& sink : network.sinks) origins.insert(sink.origin);
  model::Table out = table("actor", {"actor_id", "kind"});
  for (std::size_t const origin : origins) add_row(out, {node_id(origin), "company"});
  return out;
}

} // namespace

// Nothing uses an arc from a node to itself, so it is counted and left out.
void FlowNetwork::add(Arc const& arc) {
  if (arc.tail == arc.head)
    ++loop_count;
  else
    arcs.push_back(arc);
}

model::Folder to_folder(FlowNetwork const& network) {
  model::Table nodes = table("node", {"node_id", "x_coord", "y_coord"});
  for (std::size_t node = 0; node < network.node_count; ++node) {
    auto const [x, y] = grid_place(node, network.node_count);
    add_row(nodes, {node_id(node), number_text(x), number_text(y)});
  }
  model::Table links = table("link", {"link_id", "from_node_id", "to_node_id", "capacity", "cost"});
  for (FlowNetwork::Arc const& arc : network.arcs) {
    add_row(links, {"a" + std::to_string(arc.number), node_id(arc.tail), node_id(arc.head),
                    number_text(arc.capacity), number_text(arc.cost)});
  }
  model::Table commodities = table("commodity", {"commodity_id", "unit"});
  add_row(commodities, {"goods", "unit"});
  model::Table supply =
      table("supply", {"supply_id", "node_id", "commodity_id", "capacity", "cost", "origin"});
  for (FlowNetwork::Source const& source : network.sources) {
    add_row(supply, {source.id, node_id(source.node), "goods", number_text(source.quantity),
                     number_text(source.cost), node_id(source.origin)});
  }
  model::Table demand = table("demand", {"demand_id", "node_id", "commodity_id", "quantity", "origin"});
  for (FlowNetwork::Sink const& sink : network.sinks) {
    add_row(demand, {sink.id, node_id(sink.node), "goods", number_text(sink.quantity), node_id(sink.origin)});
  }
  model::Folder folder;
  folder.path = network.title;
  folder.settings.title = network.title;
  folder.settings.currency = "XXX"; // ISO 4217 for "no currency"
  folder.settings.price_year = "2023";
  folder.settings.base_period = "2023";
  folder.toml_text = network.note;
  if (network.loop_count > 0) {
    folder.toml_text +=
        "# Left out: " + std::to_string(network.loop_count) + " arcs from a node to itself.\n";
  }
  folder.toml_text += settings_text(folder.settings);
  folder.tables = {actor_table(network), std::move(commodities), std::move(demand),
                   std::move(links),     std::move(nodes),       std::move(supply)};
  return folder;
}

std::string_view Words::next() {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  while (at_ < text_.size() && kBlanks.find(text_[at_]) != std::string_view::npos) {
    if (text_[at_] == '\n' && at_ + 1 < text_.size()) ++line_;
    ++at_;
  }
  std::size_t const begin = at_;
  while (at_ < text_.size() && kBlanks.find(text_[at_]) == std::string_view::npos) ++at_;
  return text_.substr(begin, at_ - begin);
}

bool NumberReader::fail(std::string code, std::size_t line, std::string column, std::string_view value,
                        std::string message, std::string remedy) {
  findings_.error(std::move(code), file_, line, std::move(column), std::string(value), std::move(message),
                  std::move(remedy));
  return false;
}

bool NumberReader::amount(std::string_view word, std::size_t line, std::string const& what, double& value) {
  if (word.empty())
    return fail("E601", line, what, "", "is missing: the file ends here", "get the whole file");
  ParsedNumber const number = parse_number(word);
  if (!number) {
    return fail("E602", line, what, word, std::string(fault_text(*number.fault)),
                std::string(remedy_text(*number.fault)));
  }
  if (number.value < 0.0)
    return fail("E603", line, what, word, "is negative", "write 0 or more; nothing else is worked");
  if (number.value > kLargestAmount) {
    return fail("E602", line, what, word, "is too large to be added up", "write at most 1e30");
  }
  value = number.value;
  return true;
}

bool NumberReader::count(std::string_view word, std::size_t line, std::string const& what, std::size_t most,
                         std::size_t& value) {
  if (word.empty())
    return fail("E601", line, what, "", "is missing: the file ends here", "get the whole file");
  auto const number = parse_integer(word);
  if (!number || *number < 0 || static_cast<unsigned long long>(*number) > most) {
    return fail("E602", line, what, word, "is no whole number from 0 to " + std::to_string(most),
                "check the file's format");
  }
  value = static_cast<std::size_t>(*number);
  return true;
}

bool NumberReader::node(std::string_view word, std::size_t line, std::string const& what,
                        std::size_t node_count, std::size_t& value) {
  if (!count(word, line, what, kMostNodes, value)) return false;
  if (value == 0 || value > node_count) {
    return fail("E604", line, what, word, "is no node: they count from 1 to " + std::to_string(node_count),
                "mend the number, or the count of nodes");
  }
  --value;
  return true;
}

// Instances have no places; a grid keeps them apart on a map: columns from west to east, rows from north to
// south.
std::pair<double, double> grid_place(std::size_t node, std::size_t node_count) {
  auto const columns = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(node_count))));
  std::size_t const rows = (node_count + columns - 1) / columns;
  double const step_x = 60.0 / static_cast<double>(columns);
  double const step_y = 40.0 / static_cast<double>(rows);
  std::size_t const row = node / columns;
  auto const rounded = [](double degrees) { return std::round(degrees * 1e6) / 1e6; };
  return {rounded((static_cast<double>(node % columns) + 0.5) * step_x - 30.0),
          rounded(20.0 - (static_cast<double>(row) + 0.5) * step_y)};
}

std::size_t most_nodes(std::string_view bytes) { return std::min(kMostNodes, bytes.size()); }

std::string title_of(std::string const& name) {
  std::string const stem = std::filesystem::path(name).stem().string();
  return stem.empty() ? name : stem;
}

} // namespace korridor::io
