// Runs a headless browser in a folder of its own.
#include "print_pdf.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "answering.hpp"
#include "korridor/core/text.hpp"
#include "korridor/io/file.hpp"
#include "pack_pdf.hpp"

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX wants it declared

namespace korridor::app {

namespace {

namespace fs = std::filesystem;

constexpr std::array<char const*, 5> kBrowsers{"chromium", "chromium-browser", "google-chrome",
                                               "google-chrome-stable", "chrome"};
constexpr std::chrono::seconds kPatience{120};

std::optional<std::string> find_browser() {
  char const* const path = std::getenv("PATH");
  for (char const* const name : kBrowsers) {
    for (std::string_view const folder : split(path == nullptr ? "" : path, ':')) {
      std::string const file = (fs::path(folder) / name).string();
      if (!folder.empty() && ::access(file.c_str(), X_OK) == 0) return file;
    }
  }
  return std::nullopt;
}

/// A folder that is gone with everything in it at the end.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "korridor-report-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }
  [[nodiscard]] bool made() const { return !path_.empty(); }
  [[nodiscard]] std::string file(char const* name) const { return (fs::path(path_) / name).string(); }

private:
  std::string path_;
};

/// Runs a program to its end, its output kept in a file. What went wrong, empty when nothing did.
std::string run(std::vector<std::string> words, std::string const& log) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT, 0600);
  ::posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  // A group of its own, so that an end by force takes its helpers along.
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  pid_t child = 0;
  int const fault = ::posix_spawn(&child, arguments.front(), &files, &attributes, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  ::posix_spawnattr_destroy(&attributes);
  if (fault != 0) return std::string("cannot be started: ") + std::strerror(fault);
  auto const end = std::chrono::steady_clock::now() + kPatience;
  int status = 0;
  while (true) {
    pid_t const ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) break;
    if (ended < 0 && errno != EINTR) return std::string("was lost: ") + std::strerror(errno);
    if (std::chrono::steady_clock::now() > end) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      return "did not end within two minutes";
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
  return WIFEXITED(status) ? "ended with status " + std::to_string(WEXITSTATUS(status))
                           : "was ended by a signal";
}

} // namespace

bool print_pdf(std::string const& html, std::string const& path, Findings& findings) {
  std::string const remedy = "write -o name.html and print that page from any browser";
  std::optional<std::string> const browser = find_browser();
  if (!browser) {
    findings.error("E924", path, 0, "", "", "no Chromium or Chrome is installed, which makes the PDF",
                   "install one, or " + remedy);
    return false;
  }
  TemporaryFolder const folder;
  auto const fail = [&](std::string const& what) {
    findings.error("E923", path, 0, "", "", *browser + " " + what, remedy);
    return false;
  };
  if (!folder.made()) return fail("has no temporary folder to work in");
  std::string const page = folder.file("report.html"), printed = folder.file("report.pdf");
  if (!io::write_file_atomically(page, html, findings)) return false;
  std::vector<std::string> words{*browser,
                                 "--headless",
                                 "--disable-gpu",
                                 "--disable-dev-shm-usage",
                                 "--no-first-run",
                                 "--force-color-profile=srgb",
                                 "--font-render-hinting=none",
                                 "--user-data-dir=" + folder.file("profile"),
                                 "--no-pdf-header-footer",
                                 "--print-to-pdf=" + printed};
  // Chromium refuses its sandbox to root; the page is our own and has no script.
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");
  words.push_back("file://" + page);
  if (std::string const fault = run(words, folder.file("log")); !fault.empty()) return fail(fault);
  std::error_code error;
  if (!fs::exists(printed, error)) return fail("made no file");
  std::optional<std::string> const bytes = io::read_file(printed, printed, findings);
  return bytes && make_folder(fs::path(path).parent_path().string(), findings) &&
         io::write_file_atomically(path, pack_pdf(*bytes), findings);
}

} // namespace korridor::app
