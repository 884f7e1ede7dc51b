// The command line described as data, read off the one CLI11 app; help, completion and man page are made from
// it.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace korridor::app {

struct OptionText {
  std::vector<std::string> flags; ///< "-o", "--output"; empty for a positional
  std::string value;              ///< placeholder, such as FILE; empty for a flag; "a|b" lists all choices
  std::string description;
  std::string group;
  bool positional = false;
  bool required = false;

  /// "-o, --output FILE", or the placeholder of a positional.
  [[nodiscard]] std::string title() const;
  /// The choices when the value is one of a list.
  [[nodiscard]] std::vector<std::string> choices() const;
  /// Whether the value is a file or a folder.
  [[nodiscard]] bool is_path() const;
};

struct Example {
  std::string command;
  std::string meaning;
};

struct VerbText {
  std::string name; ///< empty for the program itself
  std::string summary;
  std::vector<OptionText> options; ///< positionals first
  std::vector<Example> examples;

  /// "korridor solve [OPTIONS] [MODEL]".
  [[nodiscard]] std::string usage() const;
};

struct Manual {
  VerbText program;
  std::vector<VerbText> verbs;
};

[[nodiscard]] Manual read_manual(CLI::App const& app);

/// The help of the program or of one verb, as `--help` prints it.
[[nodiscard]] std::string help_text(Manual const& manual, std::string const& verb, int width);

/// The manual page in roff.
[[nodiscard]] std::string man_page(Manual const& manual);

/// Completion for "bash", "zsh" or "fish".
[[nodiscard]] std::string completion_script(Manual const& manual, std::string const& shell);

/// The examples of a verb; of the program itself for an empty name.
[[nodiscard]] std::vector<Example> examples_of(std::string const& verb);

} // namespace korridor::app
