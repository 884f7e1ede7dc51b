// The program: verbs, usage errors, and what happens when something of ours breaks.
#include <csignal>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "exit_status.hpp"
#include "korridor/core/text.hpp"
#include "korridor/core/version.hpp"
#include "manual.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

namespace {

/// Help in our own layout, made from the same manual as man page and completion.
class Help : public CLI::FormatterBase {
public:
  std::string make_help(CLI::App const* app, std::string /*name*/,
                        CLI::AppFormatMode /*mode*/) const override {
    CLI::App const* program = app;
    while (program->get_parent() != nullptr) program = program->get_parent();
    return help_text(read_manual(*program), program == app ? "" : app->get_name(), output_style().width);
  }
};

void add_verbs(CLI::App& app, int& status) {
  app.formatter(std::make_shared<Help>());
  app.set_help_flag("-h,--help", "Print this help")->group("Other options");
  app.set_version_flag("--version", fmt::format("korridor {}", kVersion))->group("Other options");
  app.require_subcommand(1);
  app.option_defaults()->group("Options");
  add_solve(app, status);
  add_compare(app, status);
  add_rank(app, status);
  add_map(app, status);
  add_export(app, status);
  add_fit(app, status);
  add_assign(app, status);
  add_serve(app, status);
  add_demo(app, status);
  add_why(app, status);
  add_evidence(app, status);
  add_describe(app, status);
  add_check(app, status);
  add_schema(app, status);
  add_import(app, status);
  add_completion(app, status);
  add_man(app, status);
}

/// "did you mean" for a verb or an option that does not exist; empty when the fault is another.
std::string unknown_word(CLI::App const& app) {
  Manual const manual = read_manual(app);
  std::vector<CLI::App*> const chosen = app.get_subcommands();
  std::vector<std::string> const rest = app.remaining(true);
  if (rest.empty()) return "";
  std::vector<std::string> known;
  for (VerbText const& verb : manual.verbs) {
    if (chosen.empty()) known.push_back(verb.name);
    if (chosen.empty() || verb.name != chosen.front()->get_name()) continue;
    for (OptionText const& option : verb.options)
      known.insert(known.end(), option.flags.begin(), option.flags.end());
  }
  std::string const& word = rest.front();
  bool const is_option = word.size() > 1 && word.front() == '-';
  if (chosen.empty() && !is_option) {
    return fmt::format("there is no verb '{}'; {}", word,
                       did_you_mean(nearest(word, known), "'korridor --help' lists all"));
  }
  std::string const verb = chosen.empty() ? "" : chosen.front()->get_name() + " ";
  std::string const help = fmt::format("'korridor {}--help' tells more", verb);
  if (!is_option) return fmt::format("'{}' is one word too many; {}", word, help);
  return fmt::format("there is no option '{}'; {}", word, did_you_mean(nearest(word, known), help));
}

int usage_error(CLI::App const& app, CLI::ParseError const& error) {
  std::vector<CLI::App*> const chosen = app.get_subcommands();
  std::string const word = unknown_word(app);
  if (!word.empty()) {
    say("korridor: " + word);
  } else if (chosen.empty()) {
    say(help_text(read_manual(app), "", output_style().width));
  } else {
    say(fmt::format("korridor: {}; 'korridor {} --help' tells more", error.what(),
                    chosen.front()->get_name()));
  }
  return kWrongUsage;
}

int run(int argc, char const* const* argv) {
  int status = kAnswered;
  CLI::App app(
      "Trade and energy corridors that somebody else can close: who is cut off, at what price, who gains.",
      "korridor");
  add_verbs(app, status);
  try {
    app.parse(argc, argv);
  } catch (CLI::CallForHelp const&) {
    std::vector<CLI::App*> const chosen = app.get_subcommands();
    std::string const verb = chosen.empty() ? "" : chosen.front()->get_name();
    return write_output(help_text(read_manual(app), verb, output_style().width)) ? kAnswered : kInputFault;
  } catch (CLI::CallForVersion const&) {
    return write_output(fmt::format("korridor {}\n", kVersion)) ? kAnswered : kInputFault;
  } catch (CLI::ParseError const& error) {
    return usage_error(app, error);
  }
  return status;
}

int own_fault(std::string const& what) {
  say("korridor: this is a fault of Korridor, not of your input: " + what);
  say(fmt::format("Please report it with the command you typed, the model folder and the version ({}).",
                  kVersion));
  return kOwnFault;
}

} // namespace

} // namespace korridor::app

int main(int argc, char** argv) {
  // A reader that left early shows as a failed write, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return korridor::app::run(argc, argv);
  } catch (std::bad_alloc const&) {
    return korridor::app::own_fault("memory is used up");
  } catch (std::exception const& error) {
    return korridor::app::own_fault(error.what());
  }
}
