// /api/model: what a model holds, as needed for a map and for search.
#pragma once

#include "korridor/serve/model_store.hpp"
#include "korridor/serve/reply.hpp"
#include "korridor/study/answer.hpp"

namespace korridor::serve {

/// The schema Model of docs/openapi.yaml. `base` is the answer to the base case, from which importance of
/// places and scales of groups come as pictures have them; null where it has none: then both are 0.
[[nodiscard]] Json model_json(Snapshot const& snapshot, study::Answer const* base);

/// Days on which something that moves an answer comes into force, or is so no more for the first time, in
/// order; without those before the model's start and after its end.
[[nodiscard]] std::vector<std::string> turning_days(model::Folder const& folder);

} // namespace korridor::serve
