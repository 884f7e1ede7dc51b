// Standard output and standard error.
#include "terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

#include "korridor/report/text.hpp"

namespace korridor::app {

namespace {

constexpr int kPipedWidth = 100;
constexpr int kLeastWidth = 40;
constexpr int kMostWidth = 140; // longer lines are harder to read

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t const written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno == EPIPE;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

int width_of(int descriptor) {
  if (char const* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0) {
    return std::atoi(columns);
  }
  winsize size{};
  if (::isatty(descriptor) != 0 && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return kPipedWidth;
}

report::Style style_of(int descriptor) {
  char const* no_colour = std::getenv("NO_COLOR");
  char const* terminal = std::getenv("TERM");
  bool const wanted = no_colour == nullptr || *no_colour == '\0';
  bool const able = terminal == nullptr || std::strcmp(terminal, "dumb") != 0;
  return {std::clamp(width_of(descriptor), kLeastWidth, kMostWidth),
          wanted && able && ::isatty(descriptor) != 0};
}

} // namespace

report::Style output_style() { return style_of(STDOUT_FILENO); }

bool write_output(std::string_view text) {
  if (write_all(STDOUT_FILENO, text)) return true;
  say(std::string("korridor: cannot write to standard output: ") + std::strerror(errno));
  return false;
}

void say(std::string_view line) {
  // Nothing can be told to anybody when standard error itself is gone.
  static_cast<void>(write_all(STDERR_FILENO, std::string(line) + '\n'));
}

void show_progress(std::string_view line) {
  if (::isatty(STDERR_FILENO) == 0) return;
  std::string const fitted = report::fit(line, width_of(STDERR_FILENO) - 1);
  static_cast<void>(write_all(STDERR_FILENO, "\r\x1b[K" + fitted));
}

void print_findings(Findings const& findings) {
  report::Style const style = style_of(STDERR_FILENO);
  std::set<std::string> said;
  for (Severity const severity : {Severity::error, Severity::warning}) {
    bool const is_error = severity == Severity::error;
    for (Finding const& finding : findings.all()) {
      std::string const text = finding.text();
      if (finding.severity != severity || !said.insert(text).second) continue;
      say(report::paint(is_error ? "error: " : "warning: ",
                        is_error ? report::Tone::alarm : report::Tone::tight, style) +
          text);
    }
  }
}

} // namespace korridor::app
