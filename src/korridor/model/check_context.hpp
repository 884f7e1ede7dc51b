// What the parts of check_tables share: where to report, and which ids there are.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::model {

/// One cell and where it stands.
struct Place {
  std::string const& file;
  std::size_t line;
  std::string_view column;
};

/// Ids by table, and findings with an upper limit for one fault of one column: a hostile table of a million
/// bad cells gives fifty lines and a count.
class CheckContext {
public:
  CheckContext(Folder const& folder, std::set<std::string> const& unreadable, Findings& findings);

  [[nodiscard]] Folder const& folder() const { return folder_; }

  void error(std::string_view code, Place const& place, std::string_view value, std::string message,
             std::string remedy);
  void warning(std::string_view code, Place const& place, std::string_view value, std::string message,
               std::string remedy);
  /// Says how many faults were left out.
  void finish();

  /// Whether ids of a table can be judged: false where it could not be read, where a required table is
  /// missing (an error of its own), and for actors when there is no actor.csv: then whoever is mentioned is
  /// an actor.
  [[nodiscard]] bool can_look_up(std::string_view table) const;
  [[nodiscard]] bool has_id(std::string_view table, std::string_view id) const;
  /// Reports an id that none of the tables (separated by ";") has.
  void check_id(std::string_view tables, std::string_view id, Place const& place);

private:
  using Kind = std::tuple<std::string, std::string, std::string>; // file, column, code
  bool is_counted_only(std::string_view code, Place const& place, Severity severity);

  Folder const& folder_;
  std::set<std::string> const& unreadable_;
  Findings& findings_;
  std::map<std::string, std::unordered_set<std::string>, std::less<>> ids_;
  std::map<std::string, std::vector<std::string>, std::less<>> id_lists_; // for suggestions, in file order
  std::map<Kind, std::pair<std::size_t, Severity>> counts_;
};

/// One cell against its attribute. The table's other columns are judged by check_rows.
void check_cell(Attribute const& attribute, std::string const& cell, Place const& place,
                CheckContext& context);

/// What several cells of a row say together.
void check_rows(Table const& table, CheckContext& context);

/// Blocs that contain themselves and scenarios that are their own base, also through others.
void check_cycles(CheckContext& context);

} // namespace korridor::model
