// Whether an answer speaks of all goods that the tables make possible.
#pragma once

#include "korridor/verify/tally.hpp"

namespace korridor::verify {

/// Whether the answer lists each class that the tables make possible; the bound needs them all. Goods that
/// are wanted re-exported are direct before.
[[nodiscard]] bool lists_every_class(Tally const& tally);

} // namespace korridor::verify
