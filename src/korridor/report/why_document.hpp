// What `korridor why` tells other programs of an element.
#pragma once

#include <optional>

#include "korridor/model/folder.hpp"
#include "korridor/report/document.hpp"
#include "korridor/report/sheet.hpp"
#include "korridor/study/answer.hpp"
#include "korridor/study/element.hpp"

namespace korridor::report {

/// The sheet of an element of an answer; nothing for tables of which a solve says nothing, and for measures,
/// which need two answers. Links need an answer made with `keep_inside`.
[[nodiscard]] std::optional<Sheet> element_sheet(study::Answer const& answer, study::Element const& element);

/// The sheet, the element's cells with their sources, and what is said of it.
[[nodiscard]] Document why_document(model::Folder const& folder, study::Element const& element,
                                    std::optional<Sheet> const& sheet);

} // namespace korridor::report
