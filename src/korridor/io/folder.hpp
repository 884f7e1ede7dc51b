// Model folders: read and checked whole, and written so that nothing is lost.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::io {

/// Reads korridor.toml and every *.csv of a folder and checks them against the attribute table. All faults of
/// all files are reported; nothing is returned when any of them is an error. Units and selectors are judged
/// when a case is built.
[[nodiscard]] std::optional<model::Folder> read_folder(std::string const& path, Findings& findings);

/// A file that is no table and stands beside them, such as a report.
struct ExtraFile {
  std::string name;
  std::string bytes;
};

/// Writes a folder's tables and settings, and what else shall stand there. A new folder appears whole or not
/// at all; in a folder that is there, every file is staged and flushed before the first is replaced, files
/// that already say the same stay untouched, and files that are no table are left alone. Tables that would
/// stay behind and become part of the model are an error.
bool write_folder(model::Folder const& folder, std::string const& path, Findings& findings,
                  std::vector<ExtraFile> const& extra = {});

/// The settings of korridor.toml. Unknown keys are warnings.
[[nodiscard]] model::Settings parse_settings(std::string const& toml_text, Findings& findings);
/// A settings file that says the same; only for folders made in memory.
[[nodiscard]] std::string settings_text(model::Settings const& settings);

} // namespace korridor::io
