// Any bytes as a flow problem: no crash, and what is read is a model without faults.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "korridor/io/importers.hpp"
#include "korridor/model/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace korridor;
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  for (auto const parse : {io::parse_mmcf, io::parse_dimacs}) {
    Findings findings;
    auto const folder = parse(bytes, "file", findings);
    if (folder.has_value() == findings.has_errors()) std::abort();
    if (!folder) continue;
    Findings faults;
    model::check_tables(*folder, {}, faults);
    if (faults.has_errors()) std::abort();
  }
  return 0;
}
