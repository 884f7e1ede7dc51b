// A fit as a document: counts, parameters, modelled beside observed, skill.
#pragma once

#include "korridor/report/document.hpp"
#include "korridor/study/fit.hpp"

namespace korridor::report {

/// Flows in the unit of their observation per period of the model; errors relative (study/fit.hpp).
[[nodiscard]] Document fit_document(study::Fit const& fit);

} // namespace korridor::report
