// Completion scripts for three shells.
#include "manual.hpp"

#include <fmt/format.h>

namespace korridor::app {

namespace {

/// All flags of a verb, as one word list.
std::string flag_list(VerbText const& verb) {
  std::string out;
  for (OptionText const& option : verb.options) {
    for (std::string const& flag : option.flags) out += (out.empty() ? "" : " ") + flag;
  }
  return out;
}

std::string choice_list(VerbText const& verb) {
  std::string out;
  for (OptionText const& option : verb.options) {
    if (!option.positional) continue;
    for (std::string const& choice : option.choices()) out += (out.empty() ? "" : " ") + choice;
  }
  return out;
}

std::string verb_list(Manual const& manual) {
  std::string out;
  for (VerbText const& verb : manual.verbs) out += (out.empty() ? "" : " ") + verb.name;
  return out;
}

/// Flags whose value is no path: nothing can be proposed for them.
std::string free_value_flags(VerbText const& verb) {
  std::string out;
  for (OptionText const& option : verb.options) {
    if (option.value.empty() || option.is_path()) continue;
    for (std::string const& flag : option.flags) out += (out.empty() ? "" : "|") + flag;
  }
  return out;
}

std::string bash(Manual const& manual) {
  std::string out = "# bash completion for korridor, made by 'korridor completion bash'\n"
                    "_korridor() {\n"
                    "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                    "  COMPREPLY=()\n";
  out += fmt::format("  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                     "    COMPREPLY=($(compgen -W '{} {}' -- \"$current\"))\n    return\n  fi\n",
                     verb_list(manual), flag_list(manual.program));
  out += "  case ${COMP_WORDS[1]} in\n";
  for (VerbText const& verb : manual.verbs) {
    out += fmt::format("  {})\n", verb.name);
    if (std::string const free = free_value_flags(verb); !free.empty()) {
      out += fmt::format("    case $previous in {}) return ;; esac\n", free);
    }
    out += fmt::format(
        "    case $current in -*) COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;; esac\n",
        flag_list(verb));
    if (std::string const choices = choice_list(verb); !choices.empty()) {
      out += fmt::format(
          "    if [ \"$COMP_CWORD\" -eq 2 ]; then COMPREPLY=($(compgen -W '{}' -- \"$current\")); "
          "return; fi\n",
          choices);
    }
    out += "    COMPREPLY=($(compgen -f -- \"$current\")) ;;\n";
  }
  return out + "  esac\n}\ncomplete -o filenames -F _korridor korridor\n";
}

/// Text inside a single-quoted word of zsh's _arguments or of fish.
std::string quoted(std::string const& text, bool zsh) {
  std::string out;
  for (char const c : text) {
    if (c == '\'') {
      out += zsh ? "'\\''" : "\\'";
    } else if (zsh && (c == '[' || c == ']' || c == ':')) {
      out += std::string("\\") + c;
    } else if (!zsh && c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
  return out;
}

std::string zsh_action(OptionText const& option) {
  if (option.is_path()) return "_files";
  std::vector<std::string> const choices = option.choices();
  return choices.empty() ? " " : fmt::format("({})", fmt::join(choices, " "));
}

std::string zsh(Manual const& manual) {
  std::string out = "#compdef korridor\n# zsh completion for korridor, made by 'korridor completion zsh'\n"
                    "_korridor() {\n  local -a verbs\n  verbs=(\n";
  for (VerbText const& verb : manual.verbs) {
    out += fmt::format("    '{}:{}'\n", verb.name, quoted(verb.summary, true));
  }
  out += "  )\n  if (( CURRENT == 2 )); then _describe 'verb' verbs; return; fi\n  case ${words[2]} in\n";
  for (VerbText const& verb : manual.verbs) {
    out += fmt::format("  {})\n    shift words; (( CURRENT-- ))\n    _arguments", verb.name);
    for (OptionText const& option : verb.options) {
      std::string const value =
          option.value.empty() ? "" : fmt::format(":{}:{}", quoted(option.value, true), zsh_action(option));
      if (option.positional)
        out += fmt::format(" \\\n      ':{}:{}'", quoted(option.value, true), zsh_action(option));
      for (std::string const& flag : option.flags) {
        out += fmt::format(" \\\n      '*{}[{}]{}'", flag, quoted(option.description, true), value);
      }
    }
    out += " ;;\n";
  }
  return out + "  esac\n}\n_korridor \"$@\"\n";
}

std::string fish(Manual const& manual) {
  std::string out = "# fish completion for korridor, made by 'korridor completion fish'\n";
  auto const options = [&](VerbText const& verb, std::string const& condition) {
    for (OptionText const& option : verb.options) {
      if (option.positional) {
        for (std::string const& choice : option.choices()) {
          out += fmt::format("complete -c korridor -n '{}' -a {}\n", condition, choice);
        }
        continue;
      }
      out += fmt::format("complete -c korridor -n '{}'", condition);
      for (std::string const& flag : option.flags) {
        bool const is_long = flag.size() > 2 && flag[1] == '-';
        out += is_long ? " -l " + flag.substr(2) : " -s " + flag.substr(1);
      }
      if (!option.value.empty()) out += option.is_path() ? " -r -F" : " -x";
      out += fmt::format(" -d '{}'\n", quoted(option.description, false));
    }
  };
  options(manual.program, "__fish_use_subcommand");
  for (VerbText const& verb : manual.verbs) {
    out += fmt::format("complete -c korridor -n __fish_use_subcommand -f -a {} -d '{}'\n", verb.name,
                       quoted(verb.summary, false));
    options(verb, "__fish_seen_subcommand_from " + verb.name);
  }
  return out;
}

} // namespace

std::string completion_script(Manual const& manual, std::string const& shell) {
  if (shell == "zsh") return zsh(manual);
  return shell == "fish" ? fish(manual) : bash(manual);
}

} // namespace korridor::app
