// The option --focus.
#include "focus.hpp"

namespace korridor::app {

void add_focus_option(CLI::App& verb, std::string& focus) {
  verb.add_option("--focus", focus, "Window to show: west,south,east,north in degrees, or an actor's id")
      ->type_name("BOX");
}

} // namespace korridor::app
