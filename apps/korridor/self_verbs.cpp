// korridor completion and man: what the program says of itself.
#include <memory>
#include <string>

#include "exit_status.hpp"
#include "manual.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace korridor::app {

void add_completion(CLI::App& app, int& status) {
  auto const shell = std::make_shared<std::string>();
  CLI::App* const verb = app.add_subcommand("completion", "Print a completion script for a shell.");
  verb->add_option("shell", *shell, "Which shell")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("bash|zsh|fish")
      ->required();
  verb->callback([shell, &app, &status] {
    status = write_output(completion_script(read_manual(app), *shell)) ? kAnswered : kInputFault;
  });
}

void add_man(CLI::App& app, int& status) {
  CLI::App* const verb = app.add_subcommand("man", "Print the manual page.");
  verb->callback(
      [&app, &status] { status = write_output(man_page(read_manual(app))) ? kAnswered : kInputFault; });
}

} // namespace korridor::app
