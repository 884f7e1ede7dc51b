// What is wrong with an input, told so that its author can mend it: place, value, remedy and a stable code.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace korridor {

enum class Severity { error, warning };

/// One fault of an input. Empty text and line 0 mean "does not apply".
struct Finding {
  Severity severity = Severity::error;
  std::string code;     ///< stable key, such as "E204"; docs/model/faults.md lists all
  std::string file;     ///< file name as the user knows it, such as "link.csv"
  std::size_t line = 0; ///< counts from 1, the header row is line 1
  std::string column;
  std::string value;   ///< the offending text, cut to a readable length
  std::string message; ///< what is wrong
  std::string remedy;  ///< what to write instead

  /// "link.csv:17 capacity: '-3' is negative; write 0 to close the link (E204)".
  [[nodiscard]] std::string text() const;
};

/// All findings of one reading, in the order met.
class Findings {
public:
  void add(Finding finding);
  void error(std::string code, std::string file, std::size_t line, std::string column, std::string value,
             std::string message, std::string remedy);
  void warning(std::string code, std::string file, std::size_t line, std::string column, std::string value,
               std::string message, std::string remedy);

  [[nodiscard]] bool has_errors() const { return error_count_ > 0; }
  [[nodiscard]] std::size_t error_count() const { return error_count_; }
  [[nodiscard]] std::vector<Finding> const& all() const { return all_; }
  /// Whether any finding carries this code.
  [[nodiscard]] bool has(std::string_view code) const;

private:
  std::vector<Finding> all_;
  std::size_t error_count_ = 0;
};

} // namespace korridor
