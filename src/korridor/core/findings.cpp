// Findings: collecting them and writing one as a line of text.
#include "korridor/core/findings.hpp"

#include <algorithm>
#include <utility>

namespace korridor {

namespace {

constexpr std::size_t kLongestShownValue = 60;

// A hostile cell may be millions of characters long or hold control characters; a message may not.
std::string shown(std::string const& value) {
  std::string out;
  for (char const c : value) {
    if (out.size() >= kLongestShownValue) {
      // Do not cut a UTF-8 sequence in two.
      while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) {
        out.pop_back();
      }
      if (!out.empty() && (static_cast<unsigned char>(out.back()) & 0x80U) != 0) {
        out.pop_back();
      }
      return out + "...";
    }
    out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return out;
}

} // namespace

std::string Finding::text() const {
  std::string out = file;
  if (line > 0) {
    out += ':' + std::to_string(line);
  }
  if (!column.empty()) {
    out += (out.empty() ? "" : " ") + column;
  }
  if (!out.empty()) {
    out += ": ";
  }
  if (!value.empty()) {
    out += '\'' + value + "' ";
  }
  out += message;
  if (!remedy.empty()) {
    out += "; " + remedy;
  }
  if (!code.empty()) {
    out += " (" + code + ")";
  }
  return out;
}

void Findings::add(Finding finding) {
  finding.value = shown(finding.value);
  if (finding.severity == Severity::error) {
    ++error_count_;
  }
  all_.push_back(std::move(finding));
}

void Findings::error(std::string code, std::string file, std::size_t line, std::string column,
                     std::string value, std::string message, std::string remedy) {
  add({Severity::error, std::move(code), std::move(file), line, std::move(column), std::move(value),
       std::move(message), std::move(remedy)});
}

void Findings::warning(std::string code, std::string file, std::size_t line, std::string column,
                       std::string value, std::string message, std::string remedy) {
  add({Severity::warning, std::move(code), std::move(file), line, std::move(column), std::move(value),
       std::move(message), std::move(remedy)});
}

bool Findings::has(std::string_view code) const {
  return std::any_of(all_.begin(), all_.end(), [&](Finding const& f) { return f.code == code; });
}

} // namespace korridor
