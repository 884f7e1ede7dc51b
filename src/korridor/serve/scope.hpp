// What the changes of a case touch, before anything is solved.
#pragma once

#include <optional>
#include <string>

#include "korridor/core/findings.hpp"
#include "korridor/model/case_text.hpp"
#include "korridor/model/instance.hpp"
#include "korridor/serve/model_store.hpp"
#include "korridor/serve/reply.hpp"

namespace korridor::serve {

/// The schema Scope of docs/openapi.yaml. `before` is the instance of the same date and period without
/// scenario and changes, `after` that of the case. A link or node is touched where one of its own numbers
/// differs, or a measure that only one of the two has names it; `command` is the command line.
[[nodiscard]] Json scope_json(model::Instance const& before, model::Instance const& after,
                              std::string const& command);

/// The same of a case of a usable model; nothing, with findings, where the case is at fault.
[[nodiscard]] std::optional<Json> case_scope(Snapshot const& snapshot, model::CaseText const& text,
                                             std::string const& command, Findings& findings);

} // namespace korridor::serve
