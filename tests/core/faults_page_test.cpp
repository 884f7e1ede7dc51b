// docs/model/faults.md has one row for each code that the source can report, and no other.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;

std::string text_of(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::multiset<std::string> matches(std::string const& text, std::regex const& pattern) {
  std::multiset<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

// Code -> a source file that reports it.
std::map<std::string, std::string> codes_of_source() {
  std::regex const pattern("\"([EW][0-9]{3})\"");
  std::map<std::string, std::string> codes;
  for (std::string const folder : {"src", "apps"}) {
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(KORRIDOR_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      for (std::string const& code : matches(text_of(entry.path()), pattern)) {
        codes[code] = entry.path().filename().string();
      }
    }
  }
  return codes;
}

} // namespace

TEST_CASE("every code that the source reports has one row on the page of faults and every row a code") {
  std::string const page = text_of(fs::path(KORRIDOR_SOURCE_DIR) / "docs" / "model" / "faults.md");
  auto const rows = matches(page, std::regex("\\| ([EW][0-9]{3}) \\|"));
  auto const codes = codes_of_source();
  REQUIRE(codes.size() > 50);
  for (auto const& [code, file] : codes) {
    CAPTURE(code);
    CAPTURE(file);
    CHECK(rows.count(code) == 1);
  }
  for (std::string const& code : rows) {
    CAPTURE(code);
    CHECK(codes.count(code) == 1);
  }
}
