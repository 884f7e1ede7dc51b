// Writes a seeded instance as a model folder, so that the whole program can be measured on it.
//
// Usage: write_model S|R|M|L|S1|M1|L1 TIGHTNESS FOLDER. J of the folder's base case is the value of all
// demand less the least cost of the instance. Countries are actors, bans are measures. What an arc costs each
// commodity depends on its mode, which no column says: road is charged by the barrel, rail by the MWh, sea by
// the TEU, and the commodity's factors to them are the instance's factors of commodity and mode.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "corridor_instance.hpp"
#include "korridor/core/text.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/io/folder_draft.hpp"

namespace korridor {

namespace {

constexpr std::array kModes{"road", "rail", "sea"};
constexpr std::array kCostUnits{"XXX/bbl", "XXX/MWh", "XXX/TEU"};

std::string id(char letter, int number) { return letter + std::to_string(number); }

class Writer {
public:
  Writer(bench::CorridorInstance const& instance, std::string const& title)
      : instance_(instance), draft_(title) {}

  model::Folder write() {
    for (int o = 0; o < instance_.origin_count; ++o) draft_.add("actor", {{"actor_id", id('o', o)}});
    add_commodities();
    add_network();
    add_market();
    add_sanctions();
    return draft_.finish("# A seeded instance of the benchmark; nothing in it is real.\n");
  }

private:
  [[nodiscard]] std::string commodity_of(int flow_class) const {
    return id('c', flow_class / instance_.origin_count);
  }
  [[nodiscard]] std::string origin_of(int flow_class) const {
    return id('o', flow_class % instance_.origin_count);
  }

  void add_commodities() {
    for (std::size_t c = 0; c < instance_.factor.size(); ++c) {
      auto const& factor = instance_.factor[c];
      draft_.add("commodity", {{"commodity_id", id('c', static_cast<int>(c))},
                               {"unit", "t"},
                               {"bbl_per_t", number_text(factor[0])},
                               {"MWh_per_unit", number_text(factor[1])},
                               {"t_per_TEU", number_text(1.0 / factor[2])}});
    }
  }

  void add_network() {
    for (std::size_t n = 0; n < instance_.x.size(); ++n) {
      draft_.add("node", {{"node_id", id('n', static_cast<int>(n))},
                          {"x_coord", number_text(60.0 * instance_.x[n])},
                          {"y_coord", number_text(60.0 * instance_.y[n])},
                          {"jurisdiction", id('o', instance_.country[n])}});
    }
    for (std::size_t a = 0; a < instance_.tail.size(); ++a) {
      auto const mode = static_cast<std::size_t>(instance_.mode[a]);
      draft_.add("link", {{"link_id", id('a', static_cast<int>(a))},
                          {"from_node_id", id('n', instance_.tail[a])},
                          {"to_node_id", id('n', instance_.head[a])},
                          {"mode", kModes[mode]},
                          {"capacity", number_text(instance_.capacity[a])},
                          {"capacity_unit", "t/d"},
                          {"cost", number_text(instance_.base[a])},
                          {"cost_unit", kCostUnits[mode]}});
    }
  }

  void add_market() {
    for (bench::CorridorInstance::Step const& step : instance_.steps) {
      draft_.add("supply", {{"node_id", id('n', step.node)},
                            {"commodity_id", commodity_of(step.flow_class)},
                            {"capacity", number_text(step.capacity)},
                            {"cost", number_text(step.cost)}});
    }
    for (bench::CorridorInstance::Demand const& demand : instance_.demands) {
      draft_.add("demand", {{"node_id", id('n', demand.node)},
                            {"commodity_id", id('c', demand.commodity)},
                            {"quantity", number_text(demand.amount)},
                            {"value", number_text(demand.lost_load)}});
    }
  }

  void add_ban(int flow_class, std::string const& what, std::string const& column, std::string const& where) {
    auto const cell = [&](std::string const& name) { return name == column ? where : std::string(); };
    draft_.add("measure", {{"measure_id", id('k', flow_class) + "_" + what},
                           {"kind", "ban"},
                           {"commodity", commodity_of(flow_class)},
                           {"origin", origin_of(flow_class)},
                           {"destination", cell("destination")},
                           {"enters", cell("enters")},
                           {"link", cell("link")},
                           {"date_from", "2000-01-01"}});
  }

  void add_sanctions() {
    for (bench::CorridorInstance::Sanction const& sanction : instance_.sanctions) {
      std::string const country = id('o', sanction.country);
      add_ban(sanction.flow_class, "to_" + country, "destination", country);
      if (sanction.transit) add_ban(sanction.flow_class, "into_" + country, "enters", country);
    }
    for (int k = 0; k < instance_.class_count; ++k) {
      std::string links;
      for (int const arc : instance_.sea_bans[static_cast<std::size_t>(k)]) {
        links += (links.empty() ? "" : ";") + id('a', arc) + ";" + id('a', arc + 1);
      }
      if (!links.empty()) add_ban(k, "by_sea", "link", links);
    }
  }

  bench::CorridorInstance const& instance_;
  io::FolderDraft draft_;
};

int run(std::vector<std::string> const& arguments) {
  double const tightness = arguments.size() == 3 ? std::atof(arguments[1].c_str()) : 0.0;
  auto const size = arguments.empty() ? std::nullopt : bench::find_size(arguments[0]);
  if (!size || tightness <= 0.0) {
    std::fprintf(stderr, "usage: write_model S|R|M|L|S1|M1|L1 TIGHTNESS FOLDER\n");
    return 2;
  }
  Findings findings;
  bench::CorridorInstance const instance = bench::make_corridor_instance(*size, tightness, 1);
  Writer writer(instance, "Instance " + arguments[0] + ", tightness " + arguments[1]);
  if (io::write_folder(writer.write(), arguments[2], findings)) return 0;
  for (Finding const& finding : findings.all()) std::fprintf(stderr, "%s\n", finding.text().c_str());
  return 1;
}

} // namespace

} // namespace korridor

int main(int count, char** words) { return korridor::run({words + 1, words + count}); }
