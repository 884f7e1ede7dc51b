// docs/model/faults.md has one row for each code that the source can report, and no other.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;

std::string text_of(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Every code (E or W and three digits) that stands right between `before` and `after`.
std::multiset<std::string> codes_between(std::string const& text, std::string const& before,
                                         std::string const& after) {
  constexpr std::size_t kCodeLength = 4;
  std::multiset<std::string> found;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
    std::string const code = text.substr(at + before.size(), kCodeLength);
    bool const closed = text.compare(at + before.size() + code.size(), after.size(), after) == 0;
    bool const is_code = code.size() == kCodeLength && (code[0] == 'E' || code[0] == 'W') &&
                         code.find_first_not_of("0123456789", 1) == std::string::npos;
    if (is_code && closed) found.insert(code);
  }
  return found;
}

// Code -> a source file that reports it.
std::map<std::string, std::string> codes_of_source() {
  std::map<std::string, std::string> codes;
  for (std::string const folder : {"src", "apps"}) {
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(KORRIDOR_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      for (std::string const& code : codes_between(text_of(entry.path()), "\"", "\"")) {
        codes[code] = entry.path().filename().string();
      }
    }
  }
  return codes;
}

} // namespace

TEST_CASE("every code that the source reports has one row on the page of faults and every row a code") {
  std::string const page = text_of(fs::path(KORRIDOR_SOURCE_DIR) / "docs" / "model" / "faults.md");
  auto const rows = codes_between(page, "| ", " |");
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
