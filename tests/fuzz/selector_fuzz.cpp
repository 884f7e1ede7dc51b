// Any bytes as selector cells and selector texts: no crash, masks have the size of the vocabulary, and a text
// that is read holds only columns of measure.csv.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "korridor/model/schema.hpp"
#include "korridor/model/selector.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace korridor;
  using namespace korridor::model;
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);

  Vocabulary const actors("actor", {"EAEU", "KAZ", "RUS"}, {{"EAEU", {1, 2}}});
  bool told = false;
  Picked const picked = actors.pick(
      bytes, [&](std::string const&, std::string const&, std::string const& remedy, std::string const& code) {
        told = true;
        if (remedy.empty() || code.empty()) std::abort();
      });
  Mask const mask = picked.mask();
  if (mask.in.size() != 3 || mask.none != picked.matches(kNone)) std::abort();
  for (int position = 0; position < 3; ++position) {
    if (mask[position] != picked.matches(position)) std::abort();
  }
  static_cast<void>(glob_matches(bytes.substr(0, size / 2), bytes.substr(size / 2)));

  Findings findings;
  auto const cells = parse_selector_text(bytes, findings);
  if (cells.has_value() == findings.has_errors()) std::abort();
  if (cells) {
    for (auto const& [column, text] : *cells) {
      if (find_attribute("measure", column) == nullptr || text.empty()) std::abort();
    }
  }
  return 0;
}
