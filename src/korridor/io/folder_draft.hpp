// A model folder in the making: tables row by row, and ids that the model can name.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "korridor/model/folder.hpp"

namespace korridor::io {

/// Ids of another program as ids of ours: characters with a meaning in selectors become `_`, and what would
/// be the same becomes another.
class Ids {
public:
  /// The same id for the same name, always.
  std::string const& of(std::string const& name);
  /// An id for a thing that has no name there.
  std::string fresh(std::string const& wanted);
  [[nodiscard]] bool knows(std::string const& name) const { return given_.count(name) > 0; }
  [[nodiscard]] std::size_t changed() const { return changed_; }

private:
  std::map<std::string, std::string> given_;
  std::set<std::string> taken_;
  std::size_t changed_ = 0;
};

/// Trips from one place to others. Each origin is an actor, and a demand accepts only goods of its own
/// origin: one supply for each origin, as large as all that leaves it, and a demand without a value for each
/// pair.
struct Trip {
  std::string origin; ///< id of its actor
  std::string destination;
  std::string from_node;
  std::string to_node;
  double quantity = 0.0; ///< per period
};

class FolderDraft {
public:
  explicit FolderDraft(std::string const& title);

  /// Cells by column; a column that no row fills is left out.
  void add(std::string const& table, std::vector<std::pair<std::string, std::string>> const& cells);
  void add_trips(std::vector<Trip> const& trips, std::string const& commodity);
  model::Settings& settings() { return folder_.settings; }
  /// The folder, its tables sorted by name and their rows as added. `remark` stands at the top of the
  /// settings.
  [[nodiscard]] model::Folder finish(std::string const& remark);

private:
  model::Folder folder_;
};

} // namespace korridor::io
