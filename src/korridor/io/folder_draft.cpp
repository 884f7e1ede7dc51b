// Tables from rows of named cells.
#include "korridor/io/folder_draft.hpp"

#include <algorithm>
#include <string_view>

#include "korridor/core/text.hpp"
#include "korridor/io/folder.hpp"

namespace korridor::io {

namespace {

std::string plain(std::string_view name) {
  std::string out(trimmed(name));
  for (char& c : out) {
    bool const has_meaning = std::string_view(";:*=").find(c) != std::string_view::npos;
    if (has_meaning || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '_';
  }
  if (!out.empty() && out.front() == '!') out.front() = '_';
  return out.empty() ? "_" : out;
}

} // namespace

std::string Ids::fresh(std::string const& wanted) {
  std::string const base = plain(wanted);
  std::string id = base;
  for (int next = 2; !taken_.insert(id).second; ++next) id = base + "_" + std::to_string(next);
  return id;
}

std::string const& Ids::of(std::string const& name) {
  auto const found = given_.find(name);
  if (found != given_.end()) return found->second;
  std::string const& id = given_[name] = fresh(name);
  if (id != name) ++changed_;
  return id;
}

FolderDraft::FolderDraft(std::string const& title) {
  folder_.path = title;
  folder_.settings.title = title;
  folder_.settings.currency = "XXX"; // ISO 4217 for "no currency"
  folder_.settings.period = "day";
  folder_.settings.base_period = "2023";
}

void FolderDraft::add(std::string const& name,
                      std::vector<std::pair<std::string, std::string>> const& cells) {
  model::Table* table = folder_.find(name);
  if (table == nullptr) {
    folder_.tables.push_back({name, {}, {}});
    table = &folder_.tables.back();
    for (auto const& [column, value] : cells) table->columns.push_back(column);
  }
  model::Row row;
  for (auto const& [column, value] : cells) row.cells.push_back(value);
  table->rows.push_back(std::move(row));
}

void FolderDraft::add_trips(std::vector<Trip> const& trips, std::string const& commodity) {
  std::map<std::string, std::pair<std::string, double>> sent; // by origin: node and quantity
  for (Trip const& trip : trips) {
    auto& entry = sent[trip.origin];
    entry.first = trip.from_node;
    entry.second += trip.quantity;
  }
  for (auto const& [origin, entry] : sent) {
    add("actor", {{"actor_id", origin}, {"kind", "company"}});
    add("supply", {{"supply_id", origin},
                   {"node_id", entry.first},
                   {"commodity_id", commodity},
                   {"capacity", number_text(entry.second)},
                   {"origin", origin}});
  }
  Ids demand_ids;
  for (Trip const& trip : trips) {
    add("demand", {{"demand_id", demand_ids.fresh(trip.origin + "_" + trip.destination)},
                   {"node_id", trip.to_node},
                   {"commodity_id", commodity},
                   {"quantity", number_text(trip.quantity)},
                   {"origin", trip.origin}});
  }
}

model::Folder FolderDraft::finish(std::string const& remark) {
  // A model has these tables, also where there is nothing in them.
  for (model::Table const& table :
       std::vector<model::Table>{{"commodity", {"commodity_id", "unit"}, {}},
                                 {"link", {"link_id", "from_node_id", "to_node_id"}, {}},
                                 {"node", {"node_id", "x_coord", "y_coord"}, {}}}) {
    if (folder_.find(table.name) == nullptr) folder_.tables.push_back(table);
  }
  for (model::Table& table : folder_.tables) {
    if (table.rows.empty()) continue;
    for (std::size_t column = table.columns.size(); column-- > 0;) {
      bool const empty = std::all_of(table.rows.begin(), table.rows.end(),
                                     [&](model::Row const& row) { return row.cells[column].empty(); });
      if (!empty) continue;
      auto const at = static_cast<std::ptrdiff_t>(column);
      table.columns.erase(table.columns.begin() + at);
      for (model::Row& row : table.rows) row.cells.erase(row.cells.begin() + at);
    }
  }
  std::sort(folder_.tables.begin(), folder_.tables.end(),
            [](model::Table const& a, model::Table const& b) { return a.name < b.name; });
  folder_.toml_text = "# " + remark + '\n' + settings_text(folder_.settings);
  return std::move(folder_);
}

} // namespace korridor::io
