// What a fit found, for people and for programs.
#pragma once

#include <string>

#include "korridor/model/folder.hpp"
#include "korridor/report/document.hpp"
#include "korridor/report/solve_text.hpp"
#include "korridor/study/fit.hpp"

namespace korridor::report {

[[nodiscard]] Document fit_document(study::Fit const& fit, model::Settings const& settings);
[[nodiscard]] std::string fit_text(study::Fit const& fit, model::Settings const& settings, TextOptions const& options);

} // namespace korridor::report
