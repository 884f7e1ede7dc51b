// The model folder as it lies on the disk now, read anew when a file of it changes.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/model/instance.hpp"

namespace korridor::serve {

/// A model folder at one moment. It never changes; who works with it holds it.
struct Snapshot {
  std::optional<model::Folder> folder; ///< nothing where it cannot be read
  std::optional<model::Instance> base; ///< the base case; nothing where it has faults
  Findings findings;                   ///< of the tables, of the base case and of all scenarios
  std::string version;                 ///< hash of the data; empty without a folder

  [[nodiscard]] bool usable() const { return base.has_value(); }
};

/// Reads and checks a folder as `korridor check` does.
[[nodiscard]] Snapshot read_snapshot(std::string const& path);

/// Any thread may ask.
class ModelStore {
public:
  explicit ModelStore(std::string path);
  /// The folder as it is; the disk is looked at a few times a second at most.
  [[nodiscard]] std::shared_ptr<Snapshot const> current();
  [[nodiscard]] std::string const& path() const { return path_; }

private:
  [[nodiscard]] std::string stamp() const;

  std::string path_;
  std::mutex guard_;
  std::shared_ptr<Snapshot const> snapshot_;
  std::string stamp_;
  std::chrono::steady_clock::time_point looked_;
};

} // namespace korridor::serve
