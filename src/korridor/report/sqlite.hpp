// An SQLite database in memory; the only place that knows SQLite. Failures are faults of ours, not of an
// input, and throw std::runtime_error.
#pragma once

#include <cstdint>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace korridor::report {

class Statement {
public:
  Statement(sqlite3* database, std::string const& text);
  Statement(Statement const&) = delete;
  Statement& operator=(Statement const&) = delete;
  ~Statement();

  /// Parameters count from 1 and are null until bound; `step` runs the statement and makes it ready for the
  /// next.
  void bind(int position, double number);
  void bind(int position, std::int64_t number);
  void bind_text(int position, std::string const& text);
  void bind_blob(int position, std::string const& bytes);
  void bind_null(int position);
  void step();

private:
  void check(int code) const;
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

class Database {
public:
  Database();
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;
  ~Database();

  void run(std::string const& statements);
  [[nodiscard]] Statement prepare(std::string const& text) { return {database_, text}; }
  /// The whole database as the file that SQLite would have written.
  [[nodiscard]] std::string bytes();

private:
  sqlite3* database_ = nullptr;
};

} // namespace korridor::report
