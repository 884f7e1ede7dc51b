// What every handler does first: read the body, and turn what went wrong into a refusal.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "korridor/serve/answers.hpp"
#include "korridor/serve/json_input.hpp"
#include "korridor/serve/reply.hpp"

namespace korridor::serve {

/// The body read by a reader of api_types.hpp. Nothing, with a refusal, when it is not of its form.
template <class Reader>
[[nodiscard]] auto read_body(std::string const& body, Reader const& reader, Reply& refused)
    -> std::optional<decltype(reader(std::declval<JsonSpot const&>()))> {
  Findings findings;
  std::optional<nlohmann::json> const json = parse_json(body, "body", findings);
  if (json) {
    auto request = reader(JsonSpot(*json, "body", findings));
    if (!findings.has_errors()) return request;
  }
  refused = refusal(400, "bad_body", "the body is not what this address takes", findings);
  return std::nullopt;
}

/// The refusal that an outcome without an answer is.
[[nodiscard]] inline Reply refusal_of(Outcome const& outcome) {
  switch (outcome.kind) {
  case Outcome::Kind::busy:
    return refusal(429, "busy", "too many cases wait to be solved; ask again later");
  case Outcome::Kind::gone:
    return refusal(503, "busy", "the client left");
  default:
    return refusal(422, "bad_input", "the case or the model has faults", outcome.findings);
  }
}

} // namespace korridor::serve
