// evidence.csv: who says what of which element, and who contradicts.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "korridor/model/folder.hpp"

namespace korridor::model {

/// A statement with its speaker. Dates and figures as written: "2022-07" may be all that is known.
struct Statement {
  std::string id;
  std::string source;
  std::string published;
  std::string speaker;
  std::vector<std::string> about;
  std::string kind;
  std::string statement;
  std::string quantity, unit;
  std::string period;
  std::vector<std::string> elements; ///< ids, without the table where one was written before ":"
  std::vector<std::string> contested_by;
  std::string note;
  std::size_t line = 0;
};

/// Which statements are asked for; what is empty asks for nothing. Letter case counts in ids only.
struct StatementFilter {
  std::string element; ///< its id
  std::string speaker; ///< part of the speaker's name
  std::string about;   ///< id among those it is about
  bool contested = false;
};

/// The statements of a folder, in the order of the file.
class Evidence {
public:
  explicit Evidence(Folder const& folder);

  [[nodiscard]] std::vector<Statement> const& all() const { return statements_; }
  /// Null when there is no statement of that id.
  [[nodiscard]] Statement const* find(std::string_view id) const;
  [[nodiscard]] std::vector<Statement const*> matching(StatementFilter const& filter) const;
  /// Those that contradict it, named by it or naming it, in the order of the file.
  [[nodiscard]] std::vector<Statement const*> rivals(Statement const& statement) const;
  /// Pairs that contradict each other, each once, of which at least one matches.
  [[nodiscard]] std::vector<std::pair<Statement const*, Statement const*>>
  contested_pairs(StatementFilter const& filter) const;

private:
  std::vector<Statement> statements_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
};

} // namespace korridor::model
