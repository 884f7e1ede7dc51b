// Bodies of replies and refusals.
#include "korridor/serve/reply.hpp"

#include <set>

namespace korridor::serve {

namespace {

constexpr std::size_t kLongestValue = 200;

std::string cut(std::string const& text) {
  if (text.size() <= kLongestValue) return text;
  std::size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end; // no half letters
  return text.substr(0, end) + "...";
}

} // namespace

Reply json_reply(Json const& value, int status) {
  return {status, "application/json", value.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Json findings_json(Findings const& findings) {
  Json out = Json::array();
  std::set<std::string> said;
  for (Severity const severity : {Severity::error, Severity::warning}) {
    for (Finding const& it : findings.all()) {
      if (it.severity != severity || !said.insert(it.text()).second) continue;
      out.push_back({{"severity", severity == Severity::error ? "error" : "warning"},
                     {"code", it.code},
                     {"file", it.file},
                     {"line", it.line},
                     {"column", it.column},
                     {"value", cut(it.value)},
                     {"message", it.message},
                     {"remedy", it.remedy}});
    }
  }
  return out;
}

Reply refusal(int status, std::string const& code, std::string const& message, Findings const& findings) {
  return json_reply({{"code", code}, {"message", message}, {"findings", findings_json(findings)}}, status);
}

} // namespace korridor::serve
