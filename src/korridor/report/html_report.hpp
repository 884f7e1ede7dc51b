// A case, or what differs between two, as one HTML file that needs nothing else: readable without script, and
// printable.
#pragma once

#include <optional>
#include <string>

#include "korridor/draw/scene.hpp"
#include "korridor/model/case.hpp"
#include "korridor/model/folder.hpp"
#include "korridor/report/locale.hpp"
#include "korridor/study/answer.hpp"
#include "korridor/study/rank.hpp"

namespace korridor::report {

/// What a report tells of. All that is referred to must outlive the call.
struct ReportInput {
  model::Folder const& folder;
  study::Answer const& after;            ///< of the case
  model::Case what;                      ///< the case itself
  study::Answer const* before = nullptr; ///< of the case that it is compared with; null: the case alone
  model::Case what_before = {};
  std::string command = {};                ///< the command line that gives the same report
  study::Ranking const* ranking = nullptr; ///< of elements in the case; null: none
  std::optional<draw::GeoBox> window = {}; ///< of the maps; nothing: where the hardest hit is, or everything
  Language language = Language::english;
};

/// The page. Nothing is solved; text of the model is escaped wherever it stands.
[[nodiscard]] std::string html_report(ReportInput const& input);

} // namespace korridor::report
