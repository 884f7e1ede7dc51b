// Any bytes as a network of others: no crash, and what is read is a model without faults.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "korridor/io/importers.hpp"
#include "korridor/model/check.hpp"

namespace {

using namespace korridor;

void judge(model::Folder const* folder, Findings const& findings) {
  if ((folder != nullptr) == findings.has_errors()) std::abort();
  if (folder == nullptr) return;
  Findings faults;
  model::check_tables(*folder, {}, faults);
  if (faults.has_errors()) std::abort();
}

/// Several files in one text: each begins with a line "@NAME".
io::ForeignFiles files_of(std::string_view text) {
  io::ForeignFiles files;
  std::string* file = &files["buses.csv"];
  while (!text.empty()) {
    std::size_t const end = text.find('\n');
    std::string_view const line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with('@')) {
      file = &files[std::string(line.substr(1))];
    } else {
      file->append(line).append("\n");
    }
  }
  return files;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  for (auto const parse : {io::parse_mmcf, io::parse_dimacs}) {
    Findings findings;
    auto const folder = parse(bytes, "file", findings);
    judge(folder ? &*folder : nullptr, findings);
  }
  io::ForeignFiles const files = files_of(bytes);
  for (auto const parse : {io::parse_gmns, io::parse_pypsa}) {
    Findings findings;
    auto const imported = parse(files, "folder", findings);
    judge(imported ? &imported->folder : nullptr, findings);
  }
  auto const text = [&](char const* name) {
    auto const found = files.find(name);
    return found == files.end() ? std::string() : found->second;
  };
  Findings findings;
  io::TntpTexts const texts{text("net"), "net", text("trips"), "trips", text("nodes"), "nodes"};
  auto const imported = io::parse_tntp(texts, findings);
  judge(imported ? &imported->folder : nullptr, findings);
  return 0;
}
