// Model folders made in memory, table by table, for tests.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "korridor/model/case.hpp"
#include "korridor/model/folder.hpp"

namespace korridor::test {

/// FolderBuilder().period("2023").table("node", {"node_id", "x_coord", "y_coord"}, {{"a", "0",
/// "0"}}).folder()
class FolderBuilder {
public:
  using Columns = std::vector<std::string>;
  using Rows = std::vector<std::vector<std::string>>;

  FolderBuilder() { folder_.path = "in memory"; }

  /// `base` such as "2023-05"; `rate_period` is what every rate is per: day, week, month, quarter, year.
  FolderBuilder& period(std::string base, std::string rate_period = "year") {
    folder_.settings.base_period = std::move(base);
    folder_.settings.period = std::move(rate_period);
    return *this;
  }

  FolderBuilder& currency(std::string code) {
    folder_.settings.currency = std::move(code);
    return *this;
  }

  /// Adds a table, or puts it in place of the one of that name. Lines count as in a file: the header is
  /// line 1.
  FolderBuilder& table(std::string const& name, Columns columns, Rows const& rows) {
    model::Table made{name, std::move(columns), {}};
    std::size_t line = 1;
    for (auto const& cells : rows) made.rows.push_back({cells, ++line});
    auto& tables = folder_.tables;
    std::erase_if(tables, [&](model::Table const& table) { return table.name == name; });
    tables.push_back(std::move(made));
    std::sort(tables.begin(), tables.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    return *this;
  }

  [[nodiscard]] model::Folder const& folder() const { return folder_; }

private:
  model::Folder folder_;
};

/// All findings as text, one a line; for messages of failed tests.
inline std::string text_of(Findings const& findings) {
  std::string text;
  for (Finding const& finding : findings.all()) text += finding.text() + '\n';
  return text;
}

} // namespace korridor::test
