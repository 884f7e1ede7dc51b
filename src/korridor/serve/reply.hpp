// What the server answers: status, headers, bytes. Nothing here knows HTTP beyond its numbers.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "korridor/core/findings.hpp"
#include "korridor/report/document.hpp"

namespace korridor::serve {

using report::Json;

struct Reply {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// The value as a body; bytes that are no UTF-8 are replaced.
[[nodiscard]] Reply json_reply(Json const& value, int status = 200);

/// Findings as the interface tells them, each once, errors first; values are cut to a readable length.
[[nodiscard]] Json findings_json(Findings const& findings);

/// A refusal: `code` is one of the stable words of docs/openapi.yaml.
[[nodiscard]] Reply refusal(int status, std::string const& code, std::string const& message,
                            Findings const& findings = {});

} // namespace korridor::serve
