// Looking an id up in all tables that have ids.
#include "korridor/study/element.hpp"

#include <algorithm>
#include <vector>

#include "korridor/core/text.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::study {

namespace {

// Tables whose rows others speak of; those that only record (series, provenance, ...) are not looked into.
constexpr std::string_view kTables[] = {"link",     "node",     "actor", "measure",   "supply",
                                        "demand",   "process",  "limit", "contract",  "commodity",
                                        "reexport", "exchange", "use",   "parameter", "store"};

} // namespace

std::optional<Element> find_element(model::Folder const& folder, std::string_view text, Findings& findings) {
  auto const fault = [&](std::string message, std::string remedy) {
    findings.error("E696", "why", 0, "", std::string(text), std::move(message), std::move(remedy));
    return std::nullopt;
  };
  std::size_t const colon = text.find(':');
  std::string_view const named = colon == std::string_view::npos ? "" : trimmed(text.substr(0, colon));
  std::string_view const id = colon == std::string_view::npos ? text : trimmed(text.substr(colon + 1));
  if (!named.empty() && std::find(std::begin(kTables), std::end(kTables), named) == std::end(kTables)) {
    return fault("names no table of elements",
                 did_you_mean(nearest(named, std::span<std::string_view const>(kTables)),
                              "write link:, node:, actor:, measure:, supply:, demand:, ..."));
  }
  std::vector<std::string> known;
  std::vector<Element> found;
  for (std::string_view const name : kTables) {
    model::Table const* const table = folder.find(name);
    if (table == nullptr || (!named.empty() && name != named)) continue;
    for (std::string& row : model::row_ids(*table)) {
      if (row == id) found.push_back({std::string(name), row});
      known.push_back(std::move(row));
    }
  }
  if (found.empty()) {
    std::string const what = named.empty() ? "element" : std::string(named);
    return fault("is no " + what + " of this model",
                 did_you_mean(nearest(id, known), "see the tables of the model for ids"));
  }
  if (found.size() > 1) {
    return fault("is a " + found[0].table + " and a " + found[1].table,
                 "write " + found[0].text() + " or " + found[1].text());
  }
  return found.front();
}

} // namespace korridor::study
