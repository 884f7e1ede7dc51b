// Reading a folder, and noticing by names, sizes and times of its files that it changed.
#include "korridor/serve/model_store.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>
#include <vector>

#include "korridor/io/folder.hpp"
#include "korridor/model/case.hpp"
#include "korridor/report/data_version.hpp"

namespace korridor::serve {

Snapshot read_snapshot(std::string const& path) {
  Snapshot out;
  out.folder = io::read_folder(path, out.findings);
  if (!out.folder) return out;
  out.version = report::data_version(*out.folder);
  out.base = model::build_instance(*out.folder, {}, out.findings);
  if (!out.base) return out;
  std::set<std::string> seen;
  if (model::Table const* const table = out.folder->find("scenario")) {
    for (model::Row const& row : table->rows) {
      model::Case what;
      what.scenario = table->cell(row, "scenario_id");
      if (seen.insert(what.scenario).second)
        static_cast<void>(model::build_instance(*out.folder, what, out.findings));
    }
  }
  return out;
}

ModelStore::ModelStore(std::string path) : path_(std::move(path)) {}

std::string ModelStore::stamp() const {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(path_, error), end; !error && it != end; it.increment(error)) {
    std::string const ending = it->path().extension().string();
    if (ending != ".csv" && ending != ".toml") continue;
    std::error_code ignored;
    auto const size = it->file_size(ignored);
    auto const time = it->last_write_time(ignored).time_since_epoch().count();
    files.push_back(it->path().filename().string() + '/' + std::to_string(size) + '/' + std::to_string(time));
  }
  std::sort(files.begin(), files.end());
  std::string out;
  for (std::string const& file : files) out += file + '\n';
  return out;
}

std::shared_ptr<Snapshot const> ModelStore::current() {
  using namespace std::chrono_literals;
  std::lock_guard const lock(guard_);
  auto const now = std::chrono::steady_clock::now();
  if (snapshot_ && now - looked_ < 300ms) return snapshot_;
  std::string fresh = stamp();
  if (!snapshot_ || fresh != stamp_) {
    snapshot_ = std::make_shared<Snapshot const>(read_snapshot(path_));
    stamp_ = std::move(fresh);
  }
  looked_ = std::chrono::steady_clock::now();
  return snapshot_;
}

} // namespace korridor::serve
