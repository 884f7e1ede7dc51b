// Reading the manual off the CLI11 app, and the help made from it.
#include "manual.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "korridor/core/version.hpp"
#include "korridor/report/text.hpp"

namespace korridor::app {

namespace {

constexpr int kTitleColumn = 26; // descriptions begin here; longer titles get a line of their own

OptionText read_option(CLI::Option const& option) {
  OptionText out;
  for (std::string const& name : option.get_snames()) out.flags.push_back("-" + name);
  for (std::string const& name : option.get_lnames()) out.flags.push_back("--" + name);
  out.positional = out.flags.empty();
  out.required = option.get_required();
  if (option.get_items_expected_max() > 0) {
    out.value = option.get_type_name();
    if (out.positional && out.value.empty()) out.value = option.get_name(true);
  }
  out.description = option.get_description();
  out.group = option.get_group();
  return out;
}

VerbText read_verb(CLI::App const& app, std::string const& name) {
  VerbText out;
  out.name = name;
  out.summary = app.get_description();
  for (CLI::Option const* option : app.get_options()) out.options.push_back(read_option(*option));
  std::stable_sort(out.options.begin(), out.options.end(),
                   [](OptionText const& a, OptionText const& b) { return a.positional > b.positional; });
  out.examples = examples_of(name);
  return out;
}

/// A title and its description, hanging.
std::string entry(std::string const& title, std::string const& description, int width) {
  std::string text = report::wrap(description, width, kTitleColumn);
  std::string head = "  " + title;
  if (report::display_width(head) + 2 > kTitleColumn || text.empty()) return head + '\n' + text;
  return report::pad_right(head, kTitleColumn) + text.substr(static_cast<std::size_t>(kTitleColumn));
}

std::string examples_text(std::vector<Example> const& examples, int width) {
  std::string out = examples.empty() ? "" : "\nExamples:\n";
  for (Example const& it : examples) out += "  " + it.command + '\n' + report::wrap(it.meaning, width, 6);
  return out;
}

std::string options_text(VerbText const& verb, int width) {
  std::vector<std::string> groups;
  for (OptionText const& option : verb.options) {
    if (!option.positional && std::find(groups.begin(), groups.end(), option.group) == groups.end()) {
      groups.push_back(option.group);
    }
  }
  std::string out;
  for (OptionText const& option : verb.options) {
    if (!option.positional) continue;
    out += (out.empty() ? "\n" : "") + entry(option.title(), option.description, width);
  }
  for (std::string const& group : groups) {
    out += fmt::format("\n{}:\n", group);
    for (OptionText const& option : verb.options) {
      if (!option.positional && option.group == group)
        out += entry(option.title(), option.description, width);
    }
  }
  return out;
}

} // namespace

std::string OptionText::title() const {
  if (positional) return value;
  std::string out = fmt::format("{}", fmt::join(flags, ", "));
  return value.empty() ? out : out + " " + value;
}

std::vector<std::string> OptionText::choices() const {
  std::vector<std::string> out;
  if (value.find('|') == std::string::npos) return out;
  std::size_t begin = 0;
  while (begin <= value.size()) {
    std::size_t const end = std::min(value.find('|', begin), value.size());
    out.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

bool OptionText::is_path() const { return value == "FILE" || value == "DIR" || value == "MODEL"; }

std::string VerbText::usage() const {
  std::string out = "korridor";
  if (name.empty()) return out + " VERB [OPTIONS]";
  out += " " + name;
  bool const has_options = std::any_of(options.begin(), options.end(),
                                       [](OptionText const& option) { return !option.positional; });
  if (has_options) out += " [OPTIONS]";
  for (OptionText const& option : options) {
    if (option.positional) out += option.required ? " " + option.value : " [" + option.value + "]";
  }
  return out;
}

Manual read_manual(CLI::App const& app) {
  Manual out;
  out.program = read_verb(app, "");
  for (CLI::App const* verb : app.get_subcommands([](CLI::App const*) { return true; })) {
    out.verbs.push_back(read_verb(*verb, verb->get_name()));
  }
  return out;
}

std::string help_text(Manual const& manual, std::string const& verb, int width) {
  auto const found = std::find_if(manual.verbs.begin(), manual.verbs.end(),
                                  [&](VerbText const& it) { return it.name == verb; });
  VerbText const& shown = found == manual.verbs.end() ? manual.program : *found;
  std::string out = fmt::format("Usage: {}\n\n", shown.usage()) + report::wrap(shown.summary, width);
  if (shown.name.empty()) {
    out += "\nVerbs:\n";
    for (VerbText const& it : manual.verbs) out += entry(it.name, it.summary, width);
  }
  out += options_text(shown, width) + examples_text(shown.examples, width);
  if (shown.name.empty()) {
    out += "\n" + report::wrap(
                      "'korridor VERB --help' tells more. Exit status: 0 answered, 1 the input is at fault, "
                      "2 wrong usage, 3 a limit was hit, 70 a fault of Korridor itself.",
                      width);
  }
  return out;
}

} // namespace korridor::app
