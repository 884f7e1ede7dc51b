// Reading a model folder: every file first, then the checks over all of them.
#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "korridor/core/text.hpp"
#include "korridor/io/csv.hpp"
#include "korridor/io/file.hpp"
#include "korridor/io/folder.hpp"
#include "korridor/model/check.hpp"

namespace korridor::io {

namespace {

namespace fs = std::filesystem;

constexpr char const* kSettingsFile = "korridor.toml";

// The folders beside the one asked for, for "did you mean".
std::string nearest_folder(fs::path const& path) {
  std::error_code error;
  fs::path const parent = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  for (fs::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_directory(error)) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  std::string const near = nearest(path.filename().string(), names);
  return near.empty() ? near : (path.parent_path() / near).string();
}

// Names of the files of a folder in order of the alphabet; nothing when it is no folder that can be read.
std::optional<std::vector<std::string>> list_files(std::string const& path, Findings& findings) {
  std::error_code error;
  fs::file_status const status = fs::status(path, error);
  if (!fs::exists(status)) {
    findings.error("E101", path, 0, "", "", "is not there",
                   did_you_mean(nearest_folder(fs::path(path).lexically_normal()), "name a model folder"));
    return std::nullopt;
  }
  if (!fs::is_directory(status)) {
    findings.error("E102", path, 0, "", "", "is a file, and a model is a folder",
                   "name the folder that holds korridor.toml and the tables");
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) {
    findings.error("E103", path, 0, "", "", "cannot be read: " + error.message(), "check who may read it");
    return std::nullopt;
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_table_file(std::string const& name) {
  return name.front() != '.' && fs::path(name).extension() == ".csv";
}

} // namespace

std::optional<model::Folder> read_folder(std::string const& path, Findings& findings) {
  std::size_t const errors_before = findings.error_count();
  auto const names = list_files(path, findings);
  if (!names) return std::nullopt;
  bool const has_settings = std::binary_search(names->begin(), names->end(), kSettingsFile);
  if (!has_settings && std::none_of(names->begin(), names->end(), is_table_file)) {
    findings.error("E104", path, 0, "", "", "holds no model",
                   "add korridor.toml, node.csv, link.csv and commodity.csv");
    return std::nullopt;
  }

  model::Folder folder;
  folder.path = path;
  if (!has_settings) {
    findings.warning("W101", kSettingsFile, 0, "", "", "is missing: defaults hold",
                     "add it with title, currency, period and base_period");
  } else if (auto text = read_file((fs::path(path) / kSettingsFile).string(), kSettingsFile, findings)) {
    folder.settings = parse_settings(*text, findings);
    folder.toml_text = std::move(*text);
  }
  std::set<std::string> unreadable;
  for (std::string const& name : *names) {
    if (!is_table_file(name)) continue;
    std::string const table_name = fs::path(name).stem().string();
    auto const bytes = read_file((fs::path(path) / name).string(), name, findings);
    CsvTable read = bytes ? parse_csv(*bytes, name, table_name, findings) : CsvTable{{}, false};
    if (!read.whole) unreadable.insert(table_name);
    if (bytes && !read.table.columns.empty())
      folder.tables.push_back(std::move(read.table));
    else
      unreadable.insert(table_name); // nothing in it can be judged further
  }
  std::sort(folder.tables.begin(), folder.tables.end(),
            [](model::Table const& a, model::Table const& b) { return a.name < b.name; });
  model::check_tables(folder, unreadable, findings);
  if (findings.error_count() > errors_before) return std::nullopt;
  return folder;
}

} // namespace korridor::io
