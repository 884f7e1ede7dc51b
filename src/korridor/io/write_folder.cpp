// Writing a model folder: everything staged before anything is replaced.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

#include "korridor/core/text.hpp"
#include "korridor/io/csv.hpp"
#include "korridor/io/file.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/model/schema.hpp"

namespace korridor::io {

namespace {

namespace fs = std::filesystem;

constexpr char const* kSettingsFile = "korridor.toml";

using Output = ExtraFile; // one file of a folder as it shall be

// A table that could not be read again must not be written.
bool check_writable(model::Table const& table, Findings& findings) {
  std::string const file = table.name + ".csv";
  auto const check = [&](std::string const& cell, std::size_t column, std::size_t line) {
    std::string const name = column < table.columns.size() ? table.columns[column] : "";
    if (find_invalid_utf8(cell) || cell.find('\0') != std::string::npos) {
      findings.error("E703", file, line, name, "", "holds bytes that are no text",
                     "leave out NUL and write UTF-8");
    } else if (cell.size() > kLongestCell) {
      findings.error("E703", file, line, name, cell.substr(0, 20),
                     "is longer than " + std::to_string(kLongestCell) + " bytes", "shorten it");
    }
  };
  std::size_t const before = findings.error_count();
  for (std::size_t column = 0; column < table.columns.size(); ++column)
    check(table.columns[column], column, 1);
  for (model::Row const& row : table.rows) {
    if (row.cells.size() != table.columns.size()) {
      findings.error("E703", file, row.line, "", "", "has a row that does not fit its columns",
                     "give each column a cell");
    }
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      check(row.cells[column], column, row.line);
  }
  return findings.error_count() == before;
}

bool says_the_same(model::Table const& a, model::Table const& b) {
  return a.columns == b.columns &&
         std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                    [](auto const& x, auto const& y) { return x.cells == y.cells; });
}

bool is_there(fs::path const& path, std::string const& bytes) {
  std::error_code error;
  Findings ignored;
  return fs::is_regular_file(path, error) && read_file(path.string(), "", ignored) == bytes;
}

// Whether the file there already holds this table, perhaps quoted otherwise.
bool is_there(fs::path const& path, model::Table const& table) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  Findings ignored;
  auto const bytes = read_file(path.string(), "", ignored);
  if (!bytes) return false;
  CsvTable const read = parse_csv(*bytes, "", table.name, ignored);
  return !ignored.has_errors() && says_the_same(read.table, table);
}

void report_folder(std::string const& path, std::error_code const& error, Findings& findings) {
  findings.error("E701", path, 0, "", "", "cannot be written: " + error.message() + "; nothing was changed",
                 "choose a place that exists and that you may write to");
}

// Fills a folder beside the target and renames it, so that the new model is there at once or not at all.
bool write_new_folder(std::vector<Output> const& outputs, fs::path const& path, Findings& findings) {
  fs::path const staging =
      path.parent_path() / ("." + path.filename().string() + "." + std::to_string(::getpid()) + ".part");
  std::error_code error;
  if (!fs::create_directory(staging, error)) {
    if (!error) error = std::make_error_code(std::errc::file_exists);
    report_folder(path.string(), error, findings);
    return false;
  }
  bool good = true;
  for (Output const& output : outputs) {
    Findings own; // its paths would name the staging folder
    good = good && write_file_atomically((staging / output.name).string(), output.bytes, own);
    for (Finding finding : own.all()) {
      finding.file = (path / output.name).string();
      findings.add(std::move(finding));
    }
  }
  if (good && std::rename(staging.c_str(), path.c_str()) != 0) {
    report_folder(path.string(), std::error_code(errno, std::generic_category()), findings);
    good = false;
  }
  if (!good) fs::remove_all(staging, error);
  return good;
}

bool stays_behind(fs::path const& path, std::vector<Output> const& outputs, Findings& findings) {
  bool any = false;
  for (model::TableSchema const& table : model::all_tables()) {
    std::string const name = std::string(table.name) + ".csv";
    bool const written = std::any_of(outputs.begin(), outputs.end(),
                                     [&](Output const& output) { return output.name == name; });
    std::error_code error;
    if (written || !fs::exists(path / name, error)) continue;
    any = true;
    findings.error("E704", (path / name).string(), 0, "", "",
                   "is there and would become part of the model written",
                   "write into a new folder, or take this file away first; nothing was changed");
  }
  return any;
}

bool write_into_folder(std::vector<Output> const& outputs, fs::path const& path, Findings& findings) {
  std::vector<StagedFile> staged;
  staged.reserve(outputs.size());
  for (Output const& output : outputs) {
    staged.emplace_back((path / output.name).string());
    if (!staged.back().write(output.bytes, findings)) return false;
  }
  return std::all_of(staged.begin(), staged.end(), [&](StagedFile& file) { return file.commit(findings); });
}

} // namespace

bool write_folder(model::Folder const& folder, std::string const& path, Findings& findings,
                  std::vector<ExtraFile> const& extra) {
  std::error_code error;
  fs::path target = fs::weakly_canonical(path, error);
  if (error) target = path;
  fs::file_status const status = fs::status(target, error);
  if (fs::exists(status) && !fs::is_directory(status)) {
    findings.error("E102", path, 0, "", "", "is a file, and a model is a folder", "name a folder");
    return false;
  }
  bool good = true;
  for (model::Table const& table : folder.tables) good = check_writable(table, findings) && good;
  if (!good) return false;

  bool const exists = fs::exists(status);
  std::vector<Output> outputs{
      {kSettingsFile, folder.toml_text.empty() ? settings_text(folder.settings) : folder.toml_text}};
  for (model::Table const& table : folder.tables) outputs.push_back({table.name + ".csv", csv_text(table)});
  outputs.insert(outputs.end(), extra.begin(), extra.end());
  if (!exists) return write_new_folder(outputs, target, findings);
  if (stays_behind(target, outputs, findings)) return false;

  std::vector<Output> changed;
  for (std::size_t at = 0; at < outputs.size(); ++at) {
    fs::path const file = target / outputs[at].name;
    bool const is_table = at >= 1 && at <= folder.tables.size();
    if (!(is_table ? is_there(file, folder.tables[at - 1]) : is_there(file, outputs[at].bytes)))
      changed.push_back(std::move(outputs[at]));
  }
  return write_into_folder(changed, target, findings);
}

} // namespace korridor::io
