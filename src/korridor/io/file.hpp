// Whole files in and out; an output replaces what was there only when it is whole and on the disk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "korridor/core/findings.hpp"

namespace korridor::io {

/// All bytes of a regular file of at most 256 MiB; a fault otherwise. `name` is for findings.
[[nodiscard]] std::optional<std::string> read_file(std::string const& path, std::string const& name,
                                                   Findings& findings);

/// Writes a file beside the target, flushes it to the disk and renames it over the target; on any fault the
/// target stays as it was. A device or pipe is written to directly. False, with a finding, when it did not
/// work.
bool write_file_atomically(std::string const& path, std::string_view bytes, Findings& findings);

/// A file written beside its target and not yet renamed over it; removed again unless `commit` has worked.
/// Several of them make a change of several files that fails before the first is touched.
class StagedFile {
public:
  StagedFile(std::string target) : target_(std::move(target)) {}
  StagedFile(StagedFile&& other) noexcept;
  StagedFile(StagedFile const&) = delete;
  StagedFile& operator=(StagedFile const&) = delete;
  StagedFile& operator=(StagedFile&&) = delete;
  ~StagedFile();

  bool write(std::string_view bytes, Findings& findings);
  bool commit(Findings& findings);

private:
  std::string target_;
  std::string temporary_; // empty: there is none
};

} // namespace korridor::io
