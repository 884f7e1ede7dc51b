// Multicommodity min-cost flow in plain numbers.
#include <map>

#include "korridor/core/text.hpp"
#include "korridor/io/file.hpp"
#include "korridor/io/flow_network.hpp"
#include "korridor/io/importers.hpp"

namespace korridor::io {

namespace {

constexpr std::size_t kMostRows = 100'000'000;
constexpr std::size_t kMostFaults = 100;

struct Counts {
  std::size_t nodes = 0;
  std::size_t arcs = 0;
  std::size_t commodities = 0;
};

// A word that is not there ends the reading; one that is wrong is reported and the next one read.
class MmcfReader {
public:
  MmcfReader(std::string_view bytes, std::string const& name, Findings& findings)
      : most_nodes_(most_nodes(bytes)), words_(bytes), numbers_(name, findings), findings_(findings),
        errors_before_(findings.error_count()) {
    network_.title = title_of(name);
    network_.note =
        "# Read from an mmcf file. Places are a grid in the order of the nodes and mean nothing.\n"
        "# Each origin is an actor, and a demand accepts only goods of its own origin.\n";
  }

  std::optional<model::Folder> read() {
    Counts counts;
    if (!read_count("nodes", most_nodes_, counts.nodes) || !read_count("arcs", kMostRows, counts.arcs) ||
        !read_count("commodities", kMostRows, counts.commodities)) {
      return std::nullopt;
    }
    network_.node_count = counts.nodes;
    for (std::size_t arc = 1; arc <= counts.arcs && can_go_on(); ++arc) read_arc(arc);
    for (std::size_t commodity = 1; commodity <= counts.commodities && can_go_on(); ++commodity)
      read_commodity(commodity);
    if (can_go_on()) check_end();
    if (fault_count() > 0) return std::nullopt;
    add_supply();
    return to_folder(network_);
  }

private:
  [[nodiscard]] std::size_t fault_count() const { return findings_.error_count() - errors_before_; }
  [[nodiscard]] bool can_go_on() const { return !at_end_ && fault_count() < kMostFaults; }

  std::string_view next() {
    std::string_view const word = words_.next();
    at_end_ = at_end_ || word.empty();
    return word;
  }

  bool read_count(std::string const& what, std::size_t most, std::size_t& value) {
    std::string_view const word = next();
    return numbers_.count(word, words_.line(), what, most, value);
  }

  bool read_node(std::string const& what, std::size_t& value) {
    if (at_end_) return false;
    std::string_view const word = next();
    return numbers_.node(word, words_.line(), what, network_.node_count, value);
  }

  bool read_amount(std::string const& what, double& value) {
    if (at_end_) return false;
    std::string_view const word = next();
    return numbers_.amount(word, words_.line(), what, value);
  }

  void read_arc(std::size_t number) {
    FlowNetwork::Arc arc;
    arc.number = number;
    bool good = read_node("from", arc.tail);
    good = read_node("to", arc.head) && good;
    good = read_amount("cost", arc.cost) && good;
    good = read_amount("capacity", arc.capacity) && good;
    if (good && arc.tail != arc.head)
      network_.arcs.push_back(arc); // nothing uses an arc from a node to itself
  }

  void read_commodity(std::size_t number) {
    FlowNetwork::Sink sink;
    sink.id = "d" + std::to_string(number);
    bool good = read_node("origin", sink.origin);
    good = read_node("destination", sink.node) && good;
    good = read_amount("demand", sink.quantity) && good;
    if (good && sink.quantity > 0.0) network_.sinks.push_back(sink);
  }

  void check_end() {
    std::string_view const word = next();
    if (word.empty()) return;
    numbers_.fail("E605", words_.line(), "", word, "stands after the last commodity",
                  "check the counts at the top of the file");
  }

  void add_supply() {
    std::map<std::size_t, double> total;
    for (FlowNetwork::Sink const& sink : network_.sinks) total[sink.origin] += sink.quantity;
    for (auto const& [origin, quantity] : total) {
      network_.sources.push_back({"s" + std::to_string(origin + 1), origin, origin, quantity, 0.0});
    }
  }

  std::size_t most_nodes_;
  Words words_;
  NumberReader numbers_;
  Findings& findings_;
  std::size_t errors_before_;
  FlowNetwork network_;
  bool at_end_ = false;
};

} // namespace

std::optional<model::Folder> parse_mmcf(std::string_view bytes, std::string const& name, Findings& findings) {
  return MmcfReader(bytes, name, findings).read();
}

std::optional<model::Folder> import_mmcf(std::string const& path, Findings& findings) {
  auto const bytes = read_file(path, path, findings);
  return bytes ? parse_mmcf(*bytes, path, findings) : std::nullopt;
}

} // namespace korridor::io
