// Reading foreign folders.
#include "korridor/io/foreign_table.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/io/csv.hpp"
#include "korridor/io/file.hpp"

namespace korridor::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFaults = 100;
constexpr double kLargest = 1e30; // sums of a hundred million of them are still numbers

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

} // namespace

std::optional<ForeignFiles> read_foreign_folder(std::string const& path, Findings& findings) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    findings.error("E931", path, 0, "", "", "is no folder", "name the folder that holds the CSV files");
    return std::nullopt;
  }
  ForeignFiles files;
  std::size_t const before = findings.error_count();
  for (fs::directory_entry const& entry : fs::directory_iterator(path, error)) {
    std::string const name = entry.path().filename().string();
    if (entry.path().extension() != ".csv" || !entry.is_regular_file(error)) continue;
    if (auto bytes = read_file(entry.path().string(), name, findings)) files[name] = std::move(*bytes);
  }
  if (findings.error_count() > before) return std::nullopt;
  return files;
}

std::string folder_title(std::string const& path) {
  fs::path const whole = fs::path(path).lexically_normal();
  std::string const name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  return name.empty() || name == "." ? "imported" : name;
}

void ForeignFaults::error(std::string code, std::string const& file, std::size_t line,
                          std::string const& column, std::string const& value, std::string message,
                          std::string remedy) {
  if (findings_.error_count() - before_ >= kMostFaults) return;
  findings_.error(std::move(code), file, line, column, value, std::move(message), std::move(remedy));
}

void ForeignFaults::warning(std::string code, std::string const& file, std::size_t line,
                            std::string const& column, std::string const& value, std::string message,
                            std::string remedy) {
  findings_.warning(std::move(code), file, line, column, value, std::move(message), std::move(remedy));
}

ForeignTable::ForeignTable(ForeignFiles const& files, std::string file, ForeignFaults& faults)
    : file_(std::move(file)), faults_(&faults) {
  auto const found = files.find(file_);
  if (found == files.end()) return;
  is_there_ = true;
  // pandas leaves the name of an index empty.
  bool const unnamed = !found->second.empty() && found->second.front() == ',';
  table_ =
      parse_csv(unnamed ? "index" + found->second : found->second, file_, file_, faults.findings()).table;
}

bool ForeignTable::require(std::initializer_list<std::string_view> columns) {
  bool all = true;
  for (std::string_view const column : columns) {
    if (has(column)) continue;
    all = false;
    faults_->error("E932", file_, 1, std::string(column), "", "is missing, and the import needs it",
                   did_you_mean(nearest(column, table_.columns), "add the column"));
  }
  return all;
}

std::string ForeignTable::text(model::Row const& row, std::string_view column) const {
  return std::string(trimmed(table_.cell(row, column)));
}

void ForeignTable::fail(std::string code, model::Row const& row, std::string_view column, std::string message,
                        std::string remedy) const {
  faults_->error(std::move(code), file_, row.line, std::string(column), text(row, column), std::move(message),
                 std::move(remedy));
}

std::optional<double> ForeignTable::number(model::Row const& row, std::string_view column) const {
  std::string const cell = text(row, column);
  if (cell.empty() || lower(cell) == "nan") return std::nullopt; // pandas writes empty cells as either
  ParsedNumber const number = parse_number(cell);
  if (number && std::abs(number.value) <= kLargest) return number.value;
  if (number.fault == NumberFault::infinite) {
    return cell.front() == '-' ? -std::numeric_limits<double>::infinity()
                               : std::numeric_limits<double>::infinity();
  }
  if (number) {
    fail("E933", row, column, "is too large to be added up", "write at most 1e30");
  } else {
    fail("E933", row, column, std::string(fault_text(*number.fault)),
         std::string(remedy_text(*number.fault)));
  }
  return std::nullopt;
}

std::optional<double> ForeignTable::amount(model::Row const& row, std::string_view column) const {
  std::optional<double> const value = number(row, column);
  if (!value || *value >= 0.0) return value;
  fail("E933", row, column, "is negative", "write 0 or more");
  return std::nullopt;
}

std::optional<bool> ForeignTable::flag(model::Row const& row, std::string_view column) const {
  std::string const cell = lower(text(row, column));
  if (cell.empty()) return std::nullopt;
  if (cell == "1" || cell == "true" || cell == "1.0" || cell == "yes") return true;
  if (cell == "0" || cell == "false" || cell == "0.0" || cell == "no") return false;
  fail("E933", row, column, "is neither yes nor no", "write 1 or 0");
  return std::nullopt;
}

} // namespace korridor::io
