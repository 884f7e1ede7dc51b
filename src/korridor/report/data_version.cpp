// FNV-1a, as in Fowler, Noll and Vo's draft: offset basis 14695981039346656037, prime 1099511628211.
#include "korridor/report/data_version.hpp"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace korridor::report {

namespace {

class Hash {
public:
  /// A text and its end, so that "ab","c" and "a","bc" differ.
  void add(std::string_view text) {
    for (char const c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0xFF); // no byte of UTF-8
  }
  [[nodiscard]] std::string text() const { return fmt::format("{:016x}", state_); }

  void add(model::Table const& table) {
    add(table.name);
    for (std::string const& column : table.columns) add(column);
    for (model::Row const& row : table.rows) {
      for (std::string const& cell : row.cells) add(cell);
    }
  }

private:
  void add_byte(unsigned char byte) {
    state_ ^= byte;
    state_ *= 1099511628211ULL;
  }
  std::uint64_t state_ = 14695981039346656037ULL;
};

} // namespace

std::string data_version(model::Folder const& folder) {
  Hash hash;
  hash.add(folder.toml_text);
  for (model::Table const& table : folder.tables) hash.add(table);
  return hash.text();
}

std::vector<std::pair<std::string, std::string>> table_versions(model::Folder const& folder) {
  Hash settings;
  settings.add(folder.toml_text);
  std::vector<std::pair<std::string, std::string>> out{{"korridor.toml", settings.text()}};
  for (model::Table const& table : folder.tables) {
    Hash hash;
    hash.add(table);
    out.emplace_back(table.name, hash.text());
  }
  return out;
}

} // namespace korridor::report
