// Reading --focus.
#include "focus.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "korridor/core/text.hpp"
#include "korridor/report/map_window.hpp"

namespace korridor::app {

draw::GeoBox parse_focus(std::string const& text, model::Instance const& instance) {
  for (std::size_t actor = 0; actor < instance.actors.size(); ++actor) {
    if (instance.actors[actor].id != text) continue;
    if (auto const window = report::window_on(instance, static_cast<int>(actor))) return *window;
  }
  std::vector<std::string_view> const parts = split(text, ',');
  std::array<double, 4> degrees{};
  for (std::size_t part = 0; part < 4; ++part) {
    ParsedNumber const number =
        parts.size() == 4 ? parse_number(parts[part]) : ParsedNumber{0.0, NumberFault::empty};
    if (!number) {
      throw CLI::ValidationError("--focus",
                                 "takes west,south,east,north in degrees, such as 40,35,60,50, or the id of "
                                 "an actor that has places");
    }
    degrees[part] = number.value;
  }
  return {degrees[0], degrees[1], degrees[2], degrees[3]};
}

void add_focus_option(CLI::App& verb, std::string& focus) {
  verb.add_option("--focus", focus, "Window to show: west,south,east,north in degrees, or an actor's id")
      ->type_name("BOX");
}

} // namespace korridor::app
