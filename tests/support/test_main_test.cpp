// The way from a test's sentence to CTest and back loses nothing.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "korridor/core/version.hpp"

TEST_CASE("a sentence with a comma, (brackets) and 5 % is one test") { CHECK(true); }

TEST_CASE("a test finds the root of the repository") {
  CHECK(std::filesystem::exists(std::filesystem::path(KORRIDOR_SOURCE_DIR) / "CMakeLists.txt"));
}

TEST_CASE("the version has three parts") {
  std::string const version(korridor::kVersion);
  CHECK(std::count(version.begin(), version.end(), '.') == 2);
}
