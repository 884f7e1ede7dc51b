// The window of a map as --focus names it.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "korridor/draw/scene.hpp"
#include "korridor/model/instance.hpp"

namespace korridor::app {

/// "west,south,east,north" in degrees, or the id of an actor. Throws CLI::ValidationError for anything else.
[[nodiscard]] draw::GeoBox parse_focus(std::string const& text, model::Instance const& instance);

void add_focus_option(CLI::App& verb, std::string& focus);

} // namespace korridor::app
