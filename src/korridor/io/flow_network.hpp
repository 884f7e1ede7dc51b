// What the importers of flow problems read, and the model folder that it makes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::io {

/// A min-cost flow problem; nodes count from 0, the files' from 1.
struct FlowNetwork {
  struct Arc {
    std::size_t number = 0; ///< in the file, from 1
    std::size_t tail = 0;
    std::size_t head = 0;
    double cost = 0.0;
    double capacity = 0.0;
  };
  struct Source {
    std::string id;
    std::size_t node = 0;
    std::size_t origin = 0; ///< node that names the origin
    double quantity = 0.0;
    double cost = 0.0;
  };
  struct Sink {
    std::string id;
    std::size_t node = 0;
    std::size_t origin = 0; ///< accepts only goods of this origin
    double quantity = 0.0;
  };
  std::string title;
  std::string note; ///< how the file became a model, written into the settings
  std::size_t node_count = 0;
  std::vector<Arc> arcs;
  std::vector<Source> sources;
  std::vector<Sink> sinks;
  std::size_t loop_count = 0; ///< arcs from a node to itself, left out

  void add(Arc const& arc);
};

/// The folder: nodes n1.. on a grid, links a1.., one commodity `goods`, one actor for each origin.
[[nodiscard]] model::Folder to_folder(FlowNetwork const& network);

/// Words of a text with the line on which each stands.
class Words {
public:
  explicit Words(std::string_view text) : text_(text) {}
  /// The next word, empty at the end.
  [[nodiscard]] std::string_view next();
  /// Line of the last word, or the last line at the end.
  [[nodiscard]] std::size_t line() const { return line_; }

private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// Reads numbers of one file and reports what is none: each returns false after adding a finding.
class NumberReader {
public:
  NumberReader(std::string const& file, Findings& findings) : file_(file), findings_(findings) {}

  /// A finite number of 0 or more.
  bool amount(std::string_view word, std::size_t line, std::string const& what, double& value);
  bool count(std::string_view word, std::size_t line, std::string const& what, std::size_t most,
             std::size_t& value);
  /// A node's number from 1 to `node_count`, as a position from 0.
  bool node(std::string_view word, std::size_t line, std::string const& what, std::size_t node_count,
            std::size_t& value);
  bool fail(std::string code, std::size_t line, std::string column, std::string_view value,
            std::string message, std::string remedy);
  [[nodiscard]] Findings& findings() { return findings_; }

private:
  std::string const& file_;
  Findings& findings_;
};

/// The largest count of nodes that a file of so many bytes may claim: a short file must not ask for a vast
/// model.
[[nodiscard]] std::size_t most_nodes(std::string_view bytes);

/// A place for a thing that has none: a grid in the order of the nodes, longitude and latitude.
[[nodiscard]] std::pair<double, double> grid_place(std::size_t node, std::size_t node_count);

/// The file's name without folder and ending, as a title.
[[nodiscard]] std::string title_of(std::string const& name);

} // namespace korridor::io
