// SQLite's C interface behind two classes.
#include "korridor/report/sqlite.hpp"

#include <memory>
#include <stdexcept>

#include <sqlite3.h>

namespace korridor::report {

namespace {

void check_code(sqlite3* database, int code) {
  if (code != SQLITE_OK) throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(database));
}

} // namespace

Statement::Statement(sqlite3* database, std::string const& text) : database_(database) {
  check(sqlite3_prepare_v2(database, text.c_str(), -1, &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int code) const { check_code(database_, code); }

void Statement::bind(int position, double number) {
  check(sqlite3_bind_double(statement_, position, number));
}

void Statement::bind(int position, std::int64_t number) {
  check(sqlite3_bind_int64(statement_, position, number));
}

void Statement::bind_text(int position, std::string const& text) {
  check(sqlite3_bind_text64(statement_, position, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_blob(int position, std::string const& bytes) {
  check(sqlite3_bind_blob64(statement_, position, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
}

void Statement::bind_null(int position) { check(sqlite3_bind_null(statement_, position)); }

void Statement::step() {
  if (sqlite3_step(statement_) != SQLITE_DONE) check(sqlite3_errcode(database_));
  check(sqlite3_reset(statement_));
  check(sqlite3_clear_bindings(statement_));
}

Database::Database() { check_code(database_, sqlite3_open(":memory:", &database_)); }

Database::~Database() { sqlite3_close(database_); }

void Database::run(std::string const& statements) {
  check_code(database_, sqlite3_exec(database_, statements.c_str(), nullptr, nullptr, nullptr));
}

std::string Database::bytes() {
  sqlite3_int64 size = 0;
  std::unique_ptr<unsigned char, decltype(&sqlite3_free)> const copy(
      sqlite3_serialize(database_, "main", &size, 0), &sqlite3_free);
  if (!copy) throw std::runtime_error("SQLite: the database cannot be copied");
  return {reinterpret_cast<char const*>(copy.get()), static_cast<std::size_t>(size)};
}

} // namespace korridor::report
