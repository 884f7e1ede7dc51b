// /api/export: a case, or what differs between two, as a file.
#pragma once

#include <functional>
#include <memory>

#include "korridor/serve/answers.hpp"
#include "korridor/serve/api_types.hpp"
#include "korridor/serve/model_store.hpp"
#include "korridor/serve/reply.hpp"

namespace korridor::serve {

/// Asks for the answer of a case with intervals or without.
using Ask = std::function<std::shared_ptr<Outcome const>(model::CaseText const&, Need)>;

/// The file with a name for it, or a refusal. Files are those of the command line's map and export.
[[nodiscard]] Reply export_reply(Snapshot const& snapshot, ExportRequest const& request, Ask const& ask);

} // namespace korridor::serve
