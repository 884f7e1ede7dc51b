// Min-cost flow in DIMACS form: "c" remarks, "p min NODES ARCS", "n NODE FLOW", "a FROM TO LOW CAPACITY
// COST".
#include <algorithm>
#include <cmath>
#include <set>

#include "korridor/core/text.hpp"
#include "korridor/io/file.hpp"
#include "korridor/io/flow_network.hpp"
#include "korridor/io/importers.hpp"

namespace korridor::io {

namespace {

constexpr std::size_t kMostArcs = 100'000'000;
constexpr std::size_t kMostFaults = 100;
constexpr double kBalanceTolerance = 1e-9; // relative to what is sent

class DimacsReader {
public:
  DimacsReader(std::string_view bytes, std::string const& name, Findings& findings)
      : bytes_(bytes), numbers_(name, findings), findings_(findings), errors_before_(findings.error_count()) {
    network_.title = title_of(name);
    network_.note = "# Read from a DIMACS min-cost flow file. Places are a grid in the order of the nodes "
                    "and mean nothing.\n";
  }

  std::optional<model::Folder> read() {
    std::size_t number = 0;
    for (std::string_view const line : split(bytes_, '\n')) {
      line_ = ++number;
      read_line(line);
      if (fault_count() >= kMostFaults) return std::nullopt;
    }
    check_whole();
    if (fault_count() > 0) return std::nullopt;
    add_markets();
    return to_folder(network_);
  }

private:
  [[nodiscard]] std::size_t fault_count() const { return findings_.error_count() - errors_before_; }

  void read_line(std::string_view line) {
    Words words(line);
    std::string_view const kind = words.next();
    if (kind.empty() || kind == "c") return;
    if (kind == "p") return read_problem(words);
    if (kind != "n" && kind != "a") {
      numbers_.fail("E606", line_, "", kind, "begins no line of this format",
                    "lines begin with c, p, n or a");
      return;
    }
    if (!has_problem_) {
      if (!told_no_problem_) {
        numbers_.fail("E606", line_, "", kind, "stands before the problem line",
                      "begin with p min NODES ARCS");
      }
      told_no_problem_ = true;
      return;
    }
    if (kind == "n")
      read_node(words);
    else
      read_arc(words);
    std::string_view const rest = words.next();
    if (!rest.empty())
      numbers_.fail("E605", line_, "", rest, "stands after the last number of its line", "take it out");
  }

  void read_problem(Words& words) {
    if (has_problem_) {
      numbers_.fail("E606", line_, "", "p", "is a second problem line", "a file holds one problem");
      return;
    }
    has_problem_ = true;
    std::string_view const what = words.next();
    if (what != "min")
      numbers_.fail("E606", line_, "", what, "is no min-cost flow problem", "only p min is read");
    static_cast<void>(numbers_.count(words.next(), line_, "nodes", most_nodes(bytes_), network_.node_count));
    static_cast<void>(numbers_.count(words.next(), line_, "arcs", kMostArcs, arc_count_));
    if (fault_count() == 0) net_supply_.assign(network_.node_count, 0.0);
  }

  bool signed_number(std::string_view word, std::string const& what, double& value) {
    bool const negative = word.size() > 1 && word.front() == '-' && word[1] != '-';
    if (!numbers_.amount(negative ? word.substr(1) : word, line_, what, value)) return false;
    if (negative) value = -value;
    return true;
  }

  void read_node(Words& words) {
    std::size_t node = 0;
    double flow = 0.0;
    bool const good = numbers_.node(words.next(), line_, "node", network_.node_count, node);
    if (!signed_number(words.next(), "flow", flow) || !good || net_supply_.empty()) return;
    if (!seen_.insert(node).second) {
      numbers_.fail("E606", line_, "node", std::to_string(node + 1), "has its flow already",
                    "add the two up");
      return;
    }
    net_supply_[node] = flow;
  }

  void read_arc(Words& words) {
    ++arcs_read_;
    FlowNetwork::Arc arc;
    arc.number = arcs_read_;
    double low = 0.0;
    bool good = numbers_.node(words.next(), line_, "from", network_.node_count, arc.tail);
    good = numbers_.node(words.next(), line_, "to", network_.node_count, arc.head) && good;
    good = numbers_.amount(words.next(), line_, "low", low) && good;
    good = numbers_.amount(words.next(), line_, "capacity", arc.capacity) && good;
    good = numbers_.amount(words.next(), line_, "cost", arc.cost) && good;
    if (!good) return;
    if (low > arc.capacity) {
      numbers_.fail("E607", line_, "low", number_text(low),
                    "is above the capacity " + number_text(arc.capacity), "mend one of them");
      return;
    }
    if (low > 0.0) {
      // The flow that must pass is taken out at the tail and put in at the head, at the arc's cost.
      std::string const number = std::to_string(arc.number);
      network_.sinks.push_back({"low" + number, arc.tail, 0, low});
      network_.sources.push_back({"low" + number, arc.head, 0, low, arc.cost});
      arc.capacity -= low;
    }
    network_.add(arc); // a loop's lower bound is kept above
  }

  void check_whole() {
    if (!has_problem_) {
      if (told_no_problem_) return;
      numbers_.fail("E601", line_, "", "", "has no problem line",
                    "get the whole file; it has p min NODES ARCS");
      return;
    }
    if (arcs_read_ != arc_count_) {
      numbers_.fail("E601", line_, "", "",
                    "has " + std::to_string(arcs_read_) + " arcs, and its problem line says " +
                        std::to_string(arc_count_),
                    "get the whole file, or mend the count");
    }
    double sent = 0.0;
    double wanted = 0.0;
    for (double const flow : net_supply_) (flow > 0.0 ? sent : wanted) += std::abs(flow);
    if (std::abs(sent - wanted) > kBalanceTolerance * std::max(sent, wanted)) {
      numbers_.fail("E608", 0, "", "",
                    "sends " + number_text(sent) + " and takes " + number_text(wanted) +
                        ": they must be equal",
                    "balance the flows of the n lines");
    }
  }

  void add_markets() {
    for (std::size_t node = 0; node < net_supply_.size(); ++node) {
      double const flow = net_supply_[node];
      std::string const number = std::to_string(node + 1);
      if (flow > 0.0) network_.sources.push_back({"s" + number, node, 0, flow, 0.0});
      if (flow < 0.0) network_.sinks.push_back({"d" + number, node, 0, -flow});
    }
    bool const has_lower_bounds = std::any_of(network_.sinks.begin(), network_.sinks.end(),
                                              [](auto const& sink) { return sink.id.front() == 'l'; });
    if (has_lower_bounds) {
      network_.note += "# Lower bounds of arcs are demands and supplies named low...; their supplies cost "
                       "what the arc costs.\n";
    }
  }

  std::string_view bytes_;
  NumberReader numbers_;
  Findings& findings_;
  std::size_t errors_before_;
  FlowNetwork network_;
  std::vector<double> net_supply_; // [node], what the n lines say
  std::set<std::size_t> seen_;
  std::size_t line_ = 0;
  std::size_t arc_count_ = 0;
  std::size_t arcs_read_ = 0;
  bool has_problem_ = false;
  bool told_no_problem_ = false;
};

} // namespace

std::optional<model::Folder> parse_dimacs(std::string_view bytes, std::string const& name,
                                          Findings& findings) {
  return DimacsReader(bytes, name, findings).read();
}

std::optional<model::Folder> import_dimacs(std::string const& path, Findings& findings) {
  auto const bytes = read_file(path, path, findings);
  return bytes ? parse_dimacs(*bytes, path, findings) : std::nullopt;
}

} // namespace korridor::io
