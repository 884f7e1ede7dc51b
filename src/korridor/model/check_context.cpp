// Ids by table and the counting of faults.
#include "korridor/model/check_context.hpp"

#include <utility>

#include "korridor/core/text.hpp"

namespace korridor::model {

namespace {

constexpr std::size_t kShownPerKind = 50;

} // namespace

CheckContext::CheckContext(Folder const& folder, std::set<std::string> const& unreadable, Findings& findings)
    : folder_(folder), unreadable_(unreadable), findings_(findings) {
  for (Table const& table : folder.tables) {
    std::vector<std::string> ids;
    if (table.name != "scenario") ids = row_ids(table);
    // Several rows make one scenario, and EUR names all rows of exchange.csv for that currency.
    TableSchema const* const schema = find_table(table.name);
    auto const key = schema == nullptr ? std::vector<std::string_view>() : split_list(schema->key);
    if (key.size() > 1) {
      for (Row const& row : table.rows) ids.push_back(table.cell(row, key.front()));
    }
    ids_[table.name] = {ids.begin(), ids.end()};
    id_lists_[table.name] = std::move(ids);
  }
}

bool CheckContext::is_counted_only(std::string_view code, Place const& place, Severity severity) {
  auto& [count, kind] = counts_[{place.file, std::string(place.column), std::string(code)}];
  kind = severity;
  return ++count > kShownPerKind;
}

void CheckContext::error(std::string_view code, Place const& place, std::string_view value,
                         std::string message, std::string remedy) {
  if (is_counted_only(code, place, Severity::error)) return;
  findings_.error(std::string(code), place.file, place.line, std::string(place.column), std::string(value),
                  std::move(message), std::move(remedy));
}

void CheckContext::warning(std::string_view code, Place const& place, std::string_view value,
                           std::string message, std::string remedy) {
  if (is_counted_only(code, place, Severity::warning)) return;
  findings_.warning(std::string(code), place.file, place.line, std::string(place.column), std::string(value),
                    std::move(message), std::move(remedy));
}

void CheckContext::finish() {
  for (auto const& [kind, counted] : counts_) {
    auto const& [file, column, code] = kind;
    auto const& [count, severity] = counted;
    if (count <= kShownPerKind) continue;
    std::string const message = "has " + std::to_string(count - kShownPerKind) + " more faults like this";
    findings_.add({severity, code, file, 0, column, "", message, "mend those shown first"});
  }
}

bool CheckContext::can_look_up(std::string_view table) const {
  if (unreadable_.count(std::string(table)) > 0) return false;
  if (ids_.count(table) > 0) return true;
  return table != "actor" && table != "node" && table != "link" && table != "commodity";
}

bool CheckContext::has_id(std::string_view table, std::string_view id) const {
  auto const found = ids_.find(table);
  return found != ids_.end() && found->second.count(std::string(id)) > 0;
}

void CheckContext::check_id(std::string_view tables, std::string_view id, Place const& place) {
  auto const names = split_list(tables);
  for (std::string_view const table : names) {
    if (!can_look_up(table) || has_id(table, id)) return;
  }
  if (is_counted_only("E305", place, Severity::error)) return;
  std::string near;
  std::string files;
  for (std::string_view const table : names) {
    auto const list = id_lists_.find(table);
    if (near.empty() && list != id_lists_.end()) near = nearest(id, list->second);
    files += (files.empty() ? "" : " or ") + std::string(table) + ".csv";
  }
  findings_.error("E305", place.file, place.line, std::string(place.column), std::string(id),
                  "is no id of " + files, did_you_mean(near, "add it there, or write one that is there"));
}

} // namespace korridor::model
