// korridor.toml by toml++.
#include <array>
#include <sstream>
#include <string_view>
#include <utility>

#include <toml++/toml.h>

#include "korridor/core/text.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::io {

namespace {

constexpr char const* kFile = "korridor.toml";

using Member = std::string model::Settings::*;
constexpr std::array<std::pair<std::string_view, Member>, 8> kMembers{{
    {"title", &model::Settings::title},
    {"currency", &model::Settings::currency},
    {"price_year", &model::Settings::price_year},
    {"period", &model::Settings::period},
    {"base_period", &model::Settings::base_period},
    {"start", &model::Settings::start},
    {"end", &model::Settings::end},
    {"story", &model::Settings::story},
}};

// A year may be written as a number and a date as a TOML date; both are meant as text.
std::optional<std::string> text_of(toml::node const& node) {
  if (auto const* const text = node.as_string()) return text->get();
  if (auto const* const number = node.as_integer()) return std::to_string(number->get());
  if (auto const* const date = node.as_date()) {
    std::ostringstream out;
    out << date->get();
    return out.str();
  }
  return std::nullopt;
}

void take(std::string_view key, toml::node const& node, model::Settings& settings, Findings& findings) {
  std::size_t const line = node.source().begin.line;
  for (auto const& [name, member] : kMembers) {
    if (name != key) continue;
    if (auto text = text_of(node)) {
      settings.*member = std::move(*text);
    } else {
      findings.error("E108", kFile, line, std::string(key), "", "is no text",
                     "write " + std::string(key) + " = \"...\"");
    }
    return;
  }
  std::vector<std::string_view> names;
  names.reserve(kMembers.size());
  for (auto const& [name, member] : kMembers) names.push_back(name);
  findings.warning("W102", kFile, line, std::string(key), "", "is no setting and is not used",
                   did_you_mean(nearest(key, std::span<std::string_view const>(names)),
                                "korridor schema korridor lists them"));
}

std::string quoted(std::string_view text) {
  std::ostringstream out;
  out << toml::value<std::string>(std::string(text));
  return out.str();
}

} // namespace

model::Settings parse_settings(std::string const& toml_text, Findings& findings) {
  model::Settings settings;
  if (auto const bad = find_invalid_utf8(toml_text)) {
    findings.error("E201", kFile, 0, "", "",
                   "is not UTF-8 (byte " + std::to_string(*bad + 1) + " of the file)",
                   "save the file as UTF-8; from Latin-1: iconv -f LATIN1 -t UTF-8");
    return settings;
  }
  try {
    toml::table const table = toml::parse(toml_text);
    for (auto const& [key, node] : table) take(key.str(), node, settings, findings);
  } catch (toml::parse_error const& fault) {
    auto const place = fault.source().begin;
    findings.error("E107", kFile, place.line, "", "",
                   "is no TOML at character " + std::to_string(place.column) + ": " +
                       std::string(fault.description()),
                   "write lines such as period = \"year\"");
  }
  return settings;
}

std::string settings_text(model::Settings const& settings) {
  std::string out;
  for (auto const& [name, member] : kMembers) {
    if (!(settings.*member).empty()) out += std::string(name) + " = " + quoted(settings.*member) + '\n';
  }
  return out;
}

} // namespace korridor::io
