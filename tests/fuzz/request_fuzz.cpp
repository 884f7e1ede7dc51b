// Any bytes as the body of a request: no crash; a body is read or has findings, each with a code and a
// remedy; what is read of a case gives a command line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "korridor/serve/api_types.hpp"
#include "korridor/serve/json_input.hpp"

namespace {

using namespace korridor;

template <class Reader>
void read(std::string_view bytes, Reader const& reader) {
  Findings findings;
  auto const json = serve::parse_json(bytes, "body", findings);
  if (json.has_value() == findings.has_errors()) std::abort();
  if (json) static_cast<void>(reader(serve::JsonSpot(*json, "body", findings)));
  for (Finding const& it : findings.all()) {
    if (it.code.empty() || it.remedy.empty() || it.text().empty()) std::abort();
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes(reinterpret_cast<char const*>(data), size);
  read(bytes, [](serve::JsonSpot const& at) {
    if (model::case_options(serve::read_solve_request(at).what).find('\0') != std::string::npos) std::abort();
  });
  read(bytes, serve::read_compare_request);
  read(bytes, serve::read_why_request);
  read(bytes, serve::read_scope_request);
  read(bytes, serve::read_export_request);
  read(bytes, serve::read_run_request);
  read(bytes, serve::read_scenario_file);
  return 0;
}
